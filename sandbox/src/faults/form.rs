//! Reads the faults that a test orders, and refuses what no fault could be.

use std::num::NonZeroU64;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::Value;

use super::kind::{Cut, Fault, Stall};
use super::{ACCEPT, FIRST_BYTES};
use crate::customers::CUSTOMER_ROUTES;
use crate::routes::ROUTES;
use crate::texts;

/// What any request meets, also one to no operation.
pub(crate) const ANY: &str = "*";

/// How often one order may be repeated, and how large an echo may be: this server has to hold it.
const MOST: usize = 100_000;
const LARGEST_ECHO: usize = 64 << 20;
const LAST_BIT: u8 = 7;

/// One order, and how it was written.
#[derive(Debug)]
pub(crate) struct Order {
    pub(crate) operation: String,
    pub(crate) user: Option<String>,
    /// How many matching requests it lets pass.
    pub(crate) skip: u64,
    pub(crate) fault: Arc<Fault>,
    pub(crate) kind: String,
    pub(crate) shown: Value,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OrderForm {
    operation: String,
    #[serde(default)]
    on: On,
    times: Option<usize>,
    fault: Fault,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct On {
    nth: Option<NonZeroU64>,
    user: Option<String>,
}

/// The faults of a body, each as often as it shall happen; or what is wrong with the first that
/// cannot be.
pub(crate) fn read(body: &[u8]) -> Result<Vec<Arc<Order>>, String> {
    let items: Vec<Value> =
        serde_json::from_slice(body).map_err(|error| texts::not_understood(&error))?;
    let mut orders = Vec::new();
    for (index, item) in items.into_iter().enumerate() {
        let (order, times) = order(item).map_err(|reason| texts::wrong_fault(index, &reason))?;
        if orders.len().saturating_add(times) > MOST {
            return Err(texts::too_many_faults(MOST));
        }
        orders.extend(std::iter::repeat_n(Arc::new(order), times));
    }
    Ok(orders)
}

fn order(item: Value) -> Result<(Order, usize), String> {
    let form = OrderForm::deserialize(&item).map_err(|error| error.to_string())?;
    if !is_operation(&form.operation) {
        return Err(texts::unknown_operation(&form.operation));
    }
    form.check()?;
    let kind = item.pointer("/fault/kind").and_then(Value::as_str).unwrap_or_default().to_owned();
    let order = Order {
        operation: form.operation,
        user: form.on.user,
        skip: form.on.nth.map_or(0, |nth| nth.get() - 1),
        fault: Arc::new(form.fault),
        kind,
        shown: item,
    };
    Ok((order, form.times.unwrap_or(1)))
}

fn is_operation(name: &str) -> bool {
    let users = ROUTES.iter().map(|route| route.operation);
    let customers = CUSTOMER_ROUTES.iter().map(|route| route.operation);
    users.chain(customers).chain([ANY, ACCEPT, FIRST_BYTES]).any(|it| it == name)
}

impl OrderForm {
    fn check(&self) -> Result<(), String> {
        let of_connection = [ACCEPT, FIRST_BYTES].contains(&self.operation.as_str());
        let problem = match self.fault {
            _ if self.times == Some(0) => texts::NO_TIMES,
            _ if of_connection && !self.suits_connection() => texts::NOT_OF_CONNECTION,
            Fault::Delay { before_applying_ms: 0, before_answer_ms: 0, before_body_ms: 0 } => {
                texts::NO_DELAY
            }
            Fault::Redirect { status, .. } if !status.is_redirection() => texts::NOT_A_REDIRECT,
            Fault::Flip { bit, .. } if bit > LAST_BIT => texts::NOT_A_BIT,
            Fault::Echo { size, .. } if size > LARGEST_ECHO => texts::TOO_LARGE_ECHO,
            _ => return Ok(()),
        };
        Err(problem.to_owned())
    }

    /// A connection has no answer yet, and nobody it belongs to.
    fn suits_connection(&self) -> bool {
        let cut = |it: &Cut| !it.apply && it.after_bytes.is_none();
        let possible = match &self.fault {
            Fault::Reset(it) | Fault::Close(it) => cut(it),
            Fault::Stall(Stall { apply, after_bytes, .. }) => !apply && after_bytes.is_none(),
            Fault::Raw(raw) => !raw.apply,
            Fault::Delay { before_answer_ms: 0, before_body_ms: 0, .. } => true,
            _ => false,
        };
        possible && self.on.user.is_none()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn refusal(item: &Value) -> String {
        read(json!([item]).to_string().as_bytes()).unwrap_err()
    }

    #[test]
    fn every_kind_is_read() {
        for fault in [
            json!({"kind": "status", "status": 503, "headers": {"Retry-After": "1"}, "body": []}),
            json!({"kind": "delay", "before_body_ms": 1}),
            json!({"kind": "reset"}),
            json!({"kind": "close", "after_bytes": 3}),
            json!({"kind": "stall", "apply": true, "ms": 5}),
            json!({"kind": "dribble", "bytes": 1, "every_ms": 0}),
            json!({"kind": "raw", "base64": "AA==", "then": "reset"}),
            json!({"kind": "headers", "set": {"a": "b"}, "add": [["a", "c"]], "remove": ["d"]}),
            json!({"kind": "redirect", "location": "//evil"}),
            json!({"kind": "html"}),
            json!({"kind": "oversize", "form": "chunks"}),
            json!({"kind": "echo", "status": 500}),
            json!({"kind": "flip", "byte": 0, "bit": 7}),
            json!({"kind": "truncate", "at": 0}),
            json!({"kind": "close_idle", "after_ms": 0}),
        ] {
            let item = json!({"operation": "*", "fault": fault, "times": 2});
            let orders = read(json!([item]).to_string().as_bytes()).unwrap();
            assert_eq!(orders.len(), 2);
            assert_eq!(orders[0].kind, item["fault"]["kind"]);
            assert_eq!(orders[1].shown, item);
        }
    }

    #[test]
    fn what_is_not_known_is_named() {
        let reset = json!({"kind": "reset"});
        for (item, named) in [
            (json!({"operation": "user.nothing", "fault": reset}), "`user.nothing`"),
            (json!({"operation": "*", "fault": reset, "apply": true}), "`apply`"),
            (json!({"operation": "*", "fault": {"kind": "explode"}}), "`explode`"),
            (json!({"operation": "*", "fault": {"kind": "reset", "aply": true}}), "`aply`"),
            (json!({"operation": "*", "fault": {"kind": "echo", "apply": true}}), "`apply`"),
            (json!({"operation": "*", "fault": {"kind": "raw", "hex": ""}}), "`hex`"),
            (json!({"operation": "*", "fault": reset, "on": {"path": "/"}}), "`path`"),
            (json!({"operation": "*"}), "`fault`"),
            (json!({"fault": reset}), "`operation`"),
            (json!({"operation": "*", "fault": {"status": 1}}), "`kind`"),
        ] {
            let refusal = refusal(&item);
            assert!(refusal.starts_with("sandbox: fault 1: "), "{refusal}");
            assert!(refusal.contains(named), "{refusal}");
        }
    }

    #[test]
    fn what_cannot_be_is_refused() {
        for fault in [
            json!({"kind": "status", "status": 99}),
            json!({"kind": "status", "status": 1000}),
            json!({"kind": "status", "status": 200, "headers": {"a b": ""}}),
            json!({"kind": "status", "status": 200, "headers": {"a": "\r\n"}}),
            json!({"kind": "delay"}),
            json!({"kind": "reset", "after_bytes": -1}),
            json!({"kind": "dribble", "bytes": 0, "every_ms": 1}),
            json!({"kind": "raw"}),
            json!({"kind": "raw", "text": "", "base64": ""}),
            json!({"kind": "raw", "base64": "?"}),
            json!({"kind": "redirect", "status": 200, "location": "/"}),
            json!({"kind": "oversize"}),
            json!({"kind": "flip", "byte": 0, "bit": 8}),
            json!({"kind": "echo", "size": LARGEST_ECHO + 1}),
        ] {
            refusal(&json!({"operation": "*", "fault": fault}));
        }
        let reset = json!({"kind": "reset"});
        refusal(&json!({"operation": "*", "fault": reset, "times": 0}));
        refusal(&json!({"operation": "*", "fault": reset, "times": MOST + 1}));
        refusal(&json!({"operation": "*", "fault": reset, "on": {"nth": 0}}));
        refusal(&json!({"operation": ACCEPT, "fault": reset, "on": {"user": "a"}}));
        refusal(&json!({"operation": ACCEPT, "fault": {"kind": "reset", "apply": true}}));
        refusal(&json!({"operation": FIRST_BYTES, "fault": {"kind": "html"}}));
        assert!(read(b"{}").is_err());
        assert!(read(b"[").is_err());
        assert!(read(b"[]").unwrap().is_empty());
    }
}
