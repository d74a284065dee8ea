//! Which faults wait, and which request met which.

use std::collections::VecDeque;
use std::sync::Arc;

use serde_json::{Value, json};

use super::JournalFault;
use super::form::{ANY, Order};
use super::kind::Fault;

/// No more are remembered of those that were met; the journal forgets at the same number.
const CAPACITY: usize = 100_000;

/// A fault that waits for its request.
#[derive(Debug)]
struct Waiting {
    number: u64,
    skip: u64,
    order: Arc<Order>,
}

/// A fault that was met.
#[derive(Debug)]
struct Consumed {
    number: u64,
    order: Arc<Order>,
    /// The number in the journal of the request that met it, once it is there.
    journal: Option<u64>,
}

/// A fault that a request took out of the queue: nobody else gets it.
#[derive(Debug, Clone)]
pub(crate) struct Taken {
    pub(crate) fault: Arc<Fault>,
    pub(crate) shown: JournalFault,
    generation: u64,
}

#[derive(Debug, Default)]
pub(crate) struct Queue {
    waiting: Vec<Waiting>,
    consumed: VecDeque<Consumed>,
    last: u64,
    generation: u64,
}

impl Queue {
    /// Adds faults behind those that wait, and returns their numbers.
    pub(crate) fn add(&mut self, orders: Vec<Arc<Order>>) -> Vec<u64> {
        let first = self.last + 1;
        for order in orders {
            self.last += 1;
            self.waiting.push(Waiting { number: self.last, skip: order.skip, order });
        }
        (first..=self.last).collect()
    }

    /// The first fault that this request is the one for. The others that it would be one for count
    /// it, whether or not it met one.
    pub(crate) fn take(&mut self, operation: Option<&str>, user: Option<&str>) -> Option<Taken> {
        let any = |order: &Order| order.operation == ANY;
        self.take_if(|order| {
            (any(order) || Some(order.operation.as_str()) == operation)
                && order.user.as_deref().is_none_or(|wanted| Some(wanted) == user)
        })
    }

    /// The same for a connection, which is no request.
    pub(crate) fn take_of_connection(&mut self, operation: &str) -> Option<Taken> {
        self.take_if(|order| order.operation == operation)
    }

    fn take_if(&mut self, matches: impl Fn(&Order) -> bool) -> Option<Taken> {
        let mut found = None;
        for (index, waiting) in self.waiting.iter_mut().enumerate() {
            if !matches(&waiting.order) {
                continue;
            }
            if waiting.skip > 0 {
                waiting.skip -= 1;
            } else if found.is_none() {
                found = Some(index);
            }
        }
        let Waiting { number, order, .. } = self.waiting.remove(found?);
        let shown = JournalFault { number, kind: order.kind.clone() };
        let fault = Arc::clone(&order.fault);
        if self.consumed.len() == CAPACITY {
            self.consumed.pop_front();
        }
        self.consumed.push_back(Consumed { number, order, journal: None });
        Some(Taken { fault, shown, generation: self.generation })
    }

    /// Says which entry of the journal a taken fault led to.
    pub(crate) fn recorded(&mut self, taken: &Taken, journal: u64) {
        let of = |consumed: &&mut Consumed| consumed.number == taken.shown.number;
        if let Some(consumed) = self.consumed.iter_mut().rev().find(of) {
            consumed.journal = Some(journal);
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    /// Forgets all faults. Those that were taken still happen, and numbers are not used again.
    pub(crate) fn clear(&mut self) {
        self.waiting.clear();
        self.consumed.clear();
    }

    /// Back to the start: requests that began before are none of the new server's.
    pub(crate) fn reset(&mut self) {
        *self = Self { generation: self.generation + 1, ..Self::default() };
    }

    /// Whether a fault was taken since the last reset.
    pub(crate) fn is_current(&self, taken: &Taken) -> bool {
        taken.generation == self.generation
    }

    pub(crate) fn shown(&self) -> Value {
        let waiting = self.waiting.iter().map(|it| shown(it.number, &it.order));
        let consumed = self.consumed.iter().map(|it| {
            let mut shown = shown(it.number, &it.order);
            if let Value::Object(members) = &mut shown {
                members.insert("journal".to_owned(), it.journal.into());
            }
            shown
        });
        json!({ "waiting": waiting.collect::<Vec<_>>(), "consumed": consumed.collect::<Vec<_>>() })
    }
}

fn shown(number: u64, order: &Order) -> Value {
    let mut shown = order.shown.clone();
    if let Value::Object(members) = &mut shown {
        members.remove("times");
        members.insert("number".to_owned(), number.into());
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::super::form::read;
    use super::*;

    fn queue(orders: &Value) -> Queue {
        let mut queue = Queue::default();
        queue.add(read(orders.to_string().as_bytes()).unwrap());
        queue
    }

    fn take(queue: &mut Queue, operation: &str, user: Option<&str>) -> Option<u64> {
        queue.take(Some(operation), user).map(|taken| taken.shown.number)
    }

    #[test]
    fn faults_are_met_in_their_order_and_by_their_operation() {
        let fault = json!({"kind": "reset"});
        let mut queue = queue(&json!([
            {"operation": "user.get_email", "fault": fault},
            {"operation": "*", "fault": fault},
            {"operation": "user.get_email", "fault": fault},
        ]));
        assert_eq!(take(&mut queue, "user.get_profile", None), Some(2));
        assert_eq!(take(&mut queue, "user.get_profile", None), None);
        assert_eq!(take(&mut queue, "user.get_email", None), Some(1));
        assert_eq!(take(&mut queue, "user.get_email", None), Some(3));
        assert!(queue.is_empty());
        assert!(queue.take_of_connection(super::super::ACCEPT).is_none());
    }

    #[test]
    fn the_nth_request_is_counted_from_now_whatever_became_of_the_others() {
        let fault = json!({"kind": "reset"});
        let mut queue = queue(&json!([
            {"operation": "user.get_email", "on": {"nth": 3}, "fault": fault},
            {"operation": "user.get_email", "fault": fault},
            {"operation": "*", "on": {"nth": 2}, "fault": fault},
        ]));
        let taken: Vec<_> = (0..4).map(|_| take(&mut queue, "user.get_email", None)).collect();
        assert_eq!(taken, [Some(2), Some(3), Some(1), None]);
    }

    #[test]
    fn a_user_is_matched_exactly() {
        let orders = json!([
            {"operation": "*", "on": {"user": "user1", "nth": 2}, "fault": {"kind": "reset"}},
        ]);
        let mut queue = queue(&orders);
        for user in [None, Some("user2"), Some("USER1"), Some("user1")] {
            assert_eq!(take(&mut queue, "customers.enable", user), None);
        }
        assert_eq!(take(&mut queue, "customers.enable", Some("user1")), Some(1));
    }

    #[test]
    fn who_met_what_is_remembered_until_it_is_cleared() {
        let mut queue = queue(&json!([{"operation": "*", "fault": {"kind": "html"}, "times": 2}]));
        let taken = queue.take(None, None).unwrap();
        assert_eq!(queue.shown()["consumed"][0]["journal"], Value::Null);
        queue.recorded(&taken, 7);
        let fault = json!({"kind": "html"});
        let expected = json!({
            "waiting": [{"number": 2, "operation": "*", "fault": fault}],
            "consumed": [{"number": 1, "operation": "*", "fault": fault, "journal": 7}],
        });
        assert_eq!(queue.shown(), expected);
        queue.clear();
        assert_eq!(queue.shown(), json!({"waiting": [], "consumed": []}));
        assert!(queue.is_current(&taken));
        queue.reset();
        assert!(!queue.is_current(&taken));
    }
}
