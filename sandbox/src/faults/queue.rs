//! The queue of pending faults, and the assignment of faults to requests.

use std::collections::VecDeque;
use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;

use super::JournalFault;
use super::kind::FaultKind;
use super::order::{ANY, Order};

/// The maximum number of consumed faults that are kept.
const CAPACITY: usize = 100_000;

/// A fault without a matching request so far.
#[derive(Debug)]
struct PendingFault {
    number: u64,
    skip: u64,
    order: Arc<Order>,
}

/// A fault that is assigned to a request or a connection.
#[derive(Debug)]
struct ConsumedFault {
    number: u64,
    order: Arc<Order>,
    /// The journal entry of the request, once it exists.
    journal_seq: Option<u64>,
}

/// The assignment of a fault to one request or connection.
#[derive(Debug, Clone)]
pub(crate) struct Assignment {
    pub(crate) fault: Arc<FaultKind>,
    pub(crate) journal_fault: JournalFault,
    generation: u64,
}

/// All faults since the start or the last reset; of consumed ones the newest.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Faults {
    /// The faults that no request has met yet, in their order.
    pub waiting: Vec<FaultState>,
    /// The injected faults, in the order of their injection.
    pub consumed: Vec<FaultState>,
}

/// A fault that was added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FaultState {
    /// The number of the fault.
    pub number: u64,
    /// The operation whose requests can meet the fault.
    pub operation: String,
    /// The kind of the fault with its fields, as they were added.
    pub fault: Value,
    /// The condition on the requests, as it was added.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<Value>,
    /// The journal entry of the request that met the fault, once it is executed.
    pub journal: Option<u64>,
}

#[derive(Debug, Default)]
pub(crate) struct Queue {
    pending: Vec<PendingFault>,
    consumed: VecDeque<ConsumedFault>,
    last_number: u64,
    /// The number of resets.
    generation: u64,
}

impl Queue {
    /// Appends faults and returns their numbers.
    pub(crate) fn add(&mut self, orders: Vec<Arc<Order>>) -> Vec<u64> {
        let first = self.last_number + 1;
        for order in orders {
            self.last_number += 1;
            let skip = order.skip;
            self.pending.push(PendingFault { number: self.last_number, skip, order });
        }
        (first..=self.last_number).collect()
    }

    /// Assigns the first fault that matches a request and skips no more requests. All other
    /// matching faults count the request as skipped.
    pub(crate) fn take(
        &mut self,
        operation: Option<&str>,
        user: Option<&str>,
    ) -> Option<Assignment> {
        let any = |order: &Order| order.operation == ANY;
        self.take_if(|order| {
            (any(order) || Some(order.operation.as_str()) == operation)
                && order.user.as_deref().is_none_or(|expected| Some(expected) == user)
        })
    }

    /// Assigns the first fault that matches a connection.
    pub(crate) fn take_for_connection(&mut self, operation: &str) -> Option<Assignment> {
        self.take_if(|order| order.operation == operation)
    }

    fn take_if(&mut self, matches: impl Fn(&Order) -> bool) -> Option<Assignment> {
        let mut first_match = None;
        for (index, pending) in self.pending.iter_mut().enumerate() {
            if !matches(&pending.order) {
                continue;
            }
            if pending.skip > 0 {
                pending.skip -= 1;
            } else if first_match.is_none() {
                first_match = Some(index);
            }
        }
        let PendingFault { number, order, .. } = self.pending.remove(first_match?);
        let journal_fault = JournalFault { number, kind: order.kind.clone() };
        let fault = Arc::clone(&order.fault);
        if self.consumed.len() == CAPACITY {
            self.consumed.pop_front();
        }
        self.consumed.push_back(ConsumedFault { number, order, journal_seq: None });
        Some(Assignment { fault, journal_fault, generation: self.generation })
    }

    /// Stores the journal entry of an assigned fault.
    pub(crate) fn set_journal_seq(&mut self, assignment: &Assignment, seq: u64) {
        let number = assignment.journal_fault.number;
        let fault = self.consumed.iter_mut().rev().find(|fault| fault.number == number);
        if let Some(fault) = fault {
            fault.journal_seq = Some(seq);
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.pending.is_empty()
    }

    /// Removes all faults. Assigned faults still take effect, and numbers are not reused.
    pub(crate) fn clear(&mut self) {
        self.pending.clear();
        self.consumed.clear();
    }

    /// Restores the start state. Assignments from before the reset are no longer current.
    pub(crate) fn reset(&mut self) {
        *self = Self { generation: self.generation + 1, ..Self::default() };
    }

    /// Whether the assignment is newer than the last reset.
    pub(crate) fn is_current(&self, assignment: &Assignment) -> bool {
        assignment.generation == self.generation
    }

    /// The pending and the consumed faults.
    pub(crate) fn states(&self) -> Faults {
        let waiting = self.pending.iter().map(|it| it.order.state(it.number, None));
        let consumed = self.consumed.iter().map(|it| it.order.state(it.number, it.journal_seq));
        Faults { waiting: waiting.collect(), consumed: consumed.collect() }
    }
}

impl Order {
    fn state(&self, number: u64, journal: Option<u64>) -> FaultState {
        let member = |name| self.json.get(name).cloned();
        FaultState {
            number,
            operation: self.operation.clone(),
            fault: member("fault").unwrap_or_default(),
            on: member("on"),
            journal,
        }
    }
}

impl FaultState {
    /// The kind of the fault, for example `reset`.
    pub fn kind(&self) -> &str {
        self.fault.get("kind").and_then(Value::as_str).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::order::read;
    use super::*;

    fn queue(orders: &Value) -> Queue {
        let mut queue = Queue::default();
        queue.add(read(orders.to_string().as_bytes()).unwrap());
        queue
    }

    fn take(queue: &mut Queue, operation: &str, user: Option<&str>) -> Option<u64> {
        queue.take(Some(operation), user).map(|assignment| assignment.journal_fault.number)
    }

    #[test]
    fn assigns_faults_in_order_and_by_operation() {
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
        assert!(queue.take_for_connection(super::super::ACCEPT).is_none());
    }

    #[test]
    fn counts_all_matching_requests_for_nth() {
        let fault = json!({"kind": "reset"});
        let mut queue = queue(&json!([
            {"operation": "user.get_email", "on": {"nth": 3}, "fault": fault},
            {"operation": "user.get_email", "fault": fault},
            {"operation": "*", "on": {"nth": 2}, "fault": fault},
        ]));
        let numbers: Vec<_> = (0..4).map(|_| take(&mut queue, "user.get_email", None)).collect();
        assert_eq!(numbers, [Some(2), Some(3), Some(1), None]);
    }

    #[test]
    fn matches_the_user_exactly() {
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
    fn keeps_consumed_faults_until_cleared() {
        let mut queue = queue(&json!([{"operation": "*", "fault": {"kind": "html"}, "times": 2}]));
        let assignment = queue.take(None, None).unwrap();
        assert_eq!(queue.states().consumed[0].journal, None);
        queue.set_journal_seq(&assignment, 7);
        let fault = json!({"kind": "html"});
        let expected = json!({
            "waiting": [{"number": 2, "operation": "*", "fault": fault, "journal": null}],
            "consumed": [{"number": 1, "operation": "*", "fault": fault, "journal": 7}],
        });
        assert_eq!(json!(queue.states()), expected);
        queue.clear();
        assert_eq!(queue.states(), Faults::default());
        assert!(queue.is_current(&assignment));
        queue.reset();
        assert!(!queue.is_current(&assignment));
    }
}
