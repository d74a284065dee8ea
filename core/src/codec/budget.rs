//! Memory for what is built of a body. A limit on the bytes of the body does not limit it: `{"":0}` has
//! six bytes, and its object a hundred times as many.

use std::cell::Cell;

use serde::de;
use serde_json::Value;

/// Problem of a body of which too much is built, after its subject.
pub(crate) const OVER_BUDGET: &str = "needs more memory than four times its size and 16 MiB";

/// Memory in addition to four times the body, in bytes.
const FIXED: usize = 16 << 20;

/// Size of a value.
const VALUE: usize = size_of::<Value>();
/// Size of a node of a `Map`: places for 11 members, and for 12 nodes below it.
const LEAF: usize = allocation(11 * (size_of::<String>() + VALUE) + 16);
const INNER_NODE: usize = LEAF + 12 * size_of::<usize>();

/// Objects of Python, in bytes: an integer or a float, a string without its characters, an empty list,
/// and a dictionary of up to five members.
const PYTHON_NUMBER: usize = 32;
const PYTHON_STRING: usize = 64;
const PYTHON_LIST: usize = 80;
const PYTHON_DICT: usize = 256;
/// Place of an item in a list and of a member in a dictionary, with what is reserved for later ones.
const PYTHON_ITEM: usize = 16;
const PYTHON_MEMBER: usize = 104;
/// Place of a field in a struct of C: a number or a pointer, and whether it is set.
const C_FIELD: usize = 16;
/// Longest number in the JSON that C gets, with its comma.
const JSON_NUMBER: usize = 26;

/// The memory of an allocation with what the allocator adds.
pub(crate) const fn allocation(bytes: usize) -> usize {
    if bytes <= 16 { 32 } else { bytes.saturating_add(16) }
}

/// More memory than there is in a budget.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct OverBudget;

impl OverBudget {
    /// The same as an error of a parser.
    pub(crate) fn custom<E: de::Error>(_: Self) -> E {
        E::custom(OVER_BUDGET)
    }
}

/// The memory that may be built of one body, in bytes: four times the body, and 16 MiB. Beside the objects
/// of the core it holds those of one binding: of C, which converts the whole result, or of Python, which
/// converts a row of a list when the caller reads it.
#[derive(Debug)]
pub(crate) struct Budget {
    limit: usize,
    core: Cell<usize>,
    c: Cell<usize>,
    python_row: Cell<usize>,
    largest_python_row: Cell<usize>,
}

impl Budget {
    /// The budget of a body.
    pub(crate) fn of(body: usize) -> Self {
        Self { limit: body.saturating_mul(4).saturating_add(FIXED), ..Self::unlimited() }
    }

    /// For values of the caller.
    pub(crate) fn unlimited() -> Self {
        let zero = || Cell::new(0);
        Self {
            limit: usize::MAX,
            core: zero(),
            c: zero(),
            python_row: zero(),
            largest_python_row: zero(),
        }
    }

    /// Charges memory before it is allocated.
    #[inline]
    pub(crate) fn charge(&self, bytes: usize) -> Result<(), OverBudget> {
        let core = self.core.get().saturating_add(bytes);
        self.core.set(core);
        let python = self.python_row.get().max(self.largest_python_row.get());
        let binding = self.c.get().max(python);
        if core.saturating_add(binding) > self.limit { Err(OverBudget) } else { Ok(()) }
    }

    /// Gives memory back that is freed.
    pub(crate) fn release(&self, bytes: usize) {
        self.core.set(self.core.get().saturating_sub(bytes));
    }

    /// Counts memory of the result in C. The next charge checks it.
    #[inline]
    pub(crate) fn count_in_c(&self, bytes: usize) {
        self.c.set(self.c.get().saturating_add(bytes));
    }

    /// Counts memory of the current row in Python. The next charge checks it.
    #[inline]
    fn count_in_python(&self, bytes: usize) {
        self.python_row.set(self.python_row.get().saturating_add(bytes));
    }

    /// Counts a string of a field that both bindings convert.
    #[inline]
    pub(crate) fn count_string(&self, string: &str) {
        // C ends a string with a NUL.
        self.count_in_c(string.len() + 1);
        self.count_in_python(PYTHON_STRING + size_in_python(string));
    }

    /// Ends a row: its objects in a binding are freed before those of the next one.
    #[inline]
    pub(crate) fn end_row(&self) {
        self.largest_python_row.set(self.largest_python_row.get().max(self.python_row.take()));
    }

    /// Adds an item to a vector, and charges what the vector grows by.
    #[inline]
    pub(crate) fn push<T>(&self, items: &mut Vec<T>, item: T) -> Result<(), OverBudget> {
        let before = items.capacity();
        if items.len() == before {
            let capacity = before.saturating_mul(2).max(4);
            // The old items are copied to the new ones.
            self.charge(allocation(capacity.saturating_mul(size_of::<T>())))?;
            items.reserve_exact(capacity - before);
            if before > 0 {
                self.release(allocation(before * size_of::<T>()));
            }
        }
        items.push(item);
        Ok(())
    }

    /// Charges a value without content: null, a boolean or a number.
    pub(crate) fn scalar(&self) -> Result<(), OverBudget> {
        self.count_in_python(PYTHON_NUMBER);
        self.count_in_c(JSON_NUMBER);
        self.charge(0)
    }

    /// Charges a string value.
    pub(crate) fn string(&self, string: &str) -> Result<(), OverBudget> {
        self.count_in_python(PYTHON_STRING + size_in_python(string));
        // C gets it as JSON, where each byte may need a backslash.
        self.count_in_c(string.len().saturating_mul(2) + 4);
        self.charge(allocation(string.len()))
    }

    /// Charges an array without its items.
    pub(crate) fn array(&self) -> Result<(), OverBudget> {
        self.count_in_python(PYTHON_LIST);
        self.count_in_c(4);
        self.charge(0)
    }

    /// Adds an item to an array.
    pub(crate) fn item(&self, items: &mut Vec<Value>, item: Value) -> Result<(), OverBudget> {
        self.count_in_python(PYTHON_ITEM);
        self.push(items, item)
    }

    /// Charges an object without its members.
    pub(crate) fn object(&self) -> Result<(), OverBudget> {
        self.count_in_python(PYTHON_DICT);
        self.count_in_c(4);
        self.charge(0)
    }

    /// Charges the fields of a row.
    #[inline]
    pub(crate) fn row(&self, row: &RowCharge) -> Result<(), OverBudget> {
        self.count_in_python(row.python);
        self.count_in_c(row.c);
        self.charge(row.core)
    }

    /// Charges a member of an object that has `count` others, without its value.
    pub(crate) fn member(&self, count: usize, name: &str) -> Result<(), OverBudget> {
        if count >= 5 {
            self.count_in_python(PYTHON_MEMBER);
        }
        self.string(name)?;
        match count {
            0 => self.charge(LEAF),
            // The twelfth member splits the first node. Later nodes get at least six members each.
            11 => self.charge(LEAF + INNER_NODE),
            _ if count > 11 && count % 6 == 5 => self.charge(LEAF + INNER_NODE / 5),
            _ => Ok(()),
        }
    }
}

/// Memory of the numbers and strings of a row, which is charged at its end: it is less than the text of the
/// row and a little for each field. In the bindings, a row is a struct.
#[derive(Debug, Default)]
pub(crate) struct RowCharge {
    core: usize,
    c: usize,
    python: usize,
}

impl RowCharge {
    #[inline]
    pub(crate) fn scalar(&mut self) {
        self.c += C_FIELD;
        self.python += PYTHON_ITEM + PYTHON_NUMBER;
    }

    #[inline]
    pub(crate) fn string(&mut self, string: &str) {
        self.core += allocation(string.len());
        // C ends a string with a NUL. One that does not fit is JSON, where each byte may need a backslash.
        self.c += C_FIELD + string.len().saturating_mul(2) + 4;
        self.python += PYTHON_ITEM + PYTHON_STRING + size_in_python(string);
    }
}

/// The characters of a string in Python, which are all as wide as the widest one. Of a short string it is
/// the greatest size.
#[inline]
fn size_in_python(string: &str) -> usize {
    const SHORT: usize = 1024;
    if string.len() <= SHORT { string.len() * 4 } else { size_of_long(string) }
}

#[cold]
fn size_of_long(string: &str) -> usize {
    let width = match string.chars().max() {
        Some('\u{10000}'..) => 4,
        Some('\u{100}'..) => 2,
        _ => 1,
    };
    string.chars().count().saturating_mul(width)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_is_four_times_the_body_and_16_mebibytes() {
        let budget = Budget::of(100);
        assert_eq!(budget.charge(400 + (16 << 20)), Ok(()));
        assert_eq!(budget.charge(1), Err(OverBudget));
        assert_eq!(budget.charge(0), Err(OverBudget));
        budget.release(1);
        assert_eq!(budget.charge(0), Ok(()));
        assert_eq!(Budget::of(usize::MAX).charge(usize::MAX), Ok(()));
        assert_eq!(Budget::unlimited().charge(usize::MAX), Ok(()));
    }

    #[test]
    fn only_the_largest_row_is_converted_at_once() {
        let budget = Budget::of(0);
        for part in [6, 9, 3] {
            budget.count_in_python(part << 20);
            budget.end_row();
        }
        assert_eq!(budget.charge(7 << 20), Ok(()));
        budget.count_in_python(9 << 20);
        assert_eq!(budget.charge(0), Ok(()));
        budget.count_in_python(1);
        assert_eq!(budget.charge(0), Err(OverBudget));
    }

    #[test]
    fn a_result_is_in_one_binding_at_once() {
        let budget = Budget::of(0);
        budget.count_in_c(9 << 20);
        budget.count_in_python(9 << 20);
        assert_eq!(budget.charge(7 << 20), Ok(()));
        budget.count_in_c(1);
        assert_eq!(budget.charge(0), Err(OverBudget));
    }

    #[test]
    fn a_string_of_python_is_as_wide_as_its_widest_character() {
        for (last, width) in [("a", 1), ("\u{e9}", 1), ("\u{fffd}", 2), ("\u{1f600}", 4)] {
            let string = "a".repeat(1023) + last;
            let exact = if string.len() > 1024 { 1024 * width } else { 4096 };
            assert_eq!(size_in_python(&string), exact, "{last}");
        }
    }

    #[test]
    fn a_vector_is_charged_for_its_capacity_and_while_it_is_copied() {
        let (budget, mut items) = (Budget::of(0), Vec::new());
        for item in 0..5_u64 {
            budget.push(&mut items, item).unwrap();
        }
        assert_eq!((items.capacity(), budget.core.get()), (8, allocation(8 * 8)));
        let (budget, mut items) = (Budget::of(0), Vec::new());
        while budget.push(&mut items, 0_u64).is_ok() {}
        // Twice as many need 16 MiB, beside the 8 MiB that they are copied from.
        assert_eq!(items.len(), 1 << 20);
    }
}
