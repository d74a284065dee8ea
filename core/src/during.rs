//! What a thread knows only while it does something.

use std::cell::Cell;
use std::thread::LocalKey;

/// Sets a cell of this thread while it works. Afterwards, also after a panic, it is as before.
pub(crate) fn during<T: Copy + 'static, R>(
    cell: &'static LocalKey<Cell<T>>,
    value: T,
    work: impl FnOnce() -> R,
) -> R {
    let _before = Before(cell, cell.replace(value));
    work()
}

struct Before<T: Copy + 'static>(&'static LocalKey<Cell<T>>, T);

impl<T: Copy + 'static> Drop for Before<T> {
    fn drop(&mut self) {
        self.0.set(self.1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    thread_local! {
        static NUMBER: Cell<u32> = const { Cell::new(1) };
    }

    #[test]
    fn all_is_as_before_afterwards_also_where_the_work_panics() {
        let inner = || during(&NUMBER, 3, || NUMBER.get());
        let seen = during(&NUMBER, 2, || (NUMBER.get(), inner(), NUMBER.get()));
        assert_eq!((seen, NUMBER.get()), ((2, 3, 2), 1));
        let panicking = || during(&NUMBER, 4, || panic!("on purpose"));
        assert!(std::panic::catch_unwind(panicking).is_err());
        assert_eq!(NUMBER.get(), 1);
    }
}
