//! Parses and validates the fault orders of the control API.

use std::num::NonZeroU64;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::Value;

use super::kind::{Cut, FaultKind, Stall};
use super::{ACCEPT, FIRST_BYTES};
use crate::customers::CUSTOMER_ROUTES;
use crate::messages;
use crate::v3::ROUTES;

/// The operation name that matches every request, including those that select no operation.
pub(crate) const ANY: &str = "*";

/// The maximum number of faults per control request.
const MAX_FAULTS: usize = 100_000;
/// The maximum size of an echo in bytes; the server builds it in memory.
const MAX_ECHO: usize = 64 << 20;
const LAST_BIT: u8 = 7;

/// One fault, and the requests that it applies to.
#[derive(Debug)]
pub(crate) struct Order {
    pub(crate) operation: String,
    pub(crate) user: Option<String>,
    /// The number of matching requests that precede the injection.
    pub(crate) skip: u64,
    pub(crate) fault: Arc<FaultKind>,
    pub(crate) kind: String,
    /// The order as received, for the control API.
    pub(crate) json: Value,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OrderForm {
    operation: String,
    #[serde(default)]
    on: On,
    times: Option<usize>,
    fault: FaultKind,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct On {
    nth: Option<NonZeroU64>,
    user: Option<String>,
}

/// Parses the orders of a request body, each as often as its `times`. The error is the message
/// about the first invalid order.
pub(crate) fn read(body: &[u8]) -> Result<Vec<Arc<Order>>, String> {
    from_json(serde_json::from_slice(body).map_err(|error| messages::invalid_json(&error))?)
}

/// Validates orders, like [`read`].
pub(crate) fn from_json(items: Vec<Value>) -> Result<Vec<Arc<Order>>, String> {
    let mut orders = Vec::new();
    for (index, item) in items.into_iter().enumerate() {
        let (order, times) =
            order(item).map_err(|reason| messages::invalid_fault(index, &reason))?;
        if orders.len().saturating_add(times) > MAX_FAULTS {
            return Err(messages::too_many_faults(MAX_FAULTS));
        }
        orders.extend(std::iter::repeat_n(Arc::new(order), times));
    }
    Ok(orders)
}

fn order(item: Value) -> Result<(Order, usize), String> {
    let form = OrderForm::deserialize(&item).map_err(|error| error.to_string())?;
    if !operations().contains(&form.operation.as_str()) {
        return Err(messages::unknown_operation(&form.operation));
    }
    form.check()?;
    let kind = item.pointer("/fault/kind").and_then(Value::as_str).unwrap_or_default().to_owned();
    let order = Order {
        operation: form.operation,
        user: form.on.user,
        skip: form.on.nth.map_or(0, |nth| nth.get() - 1),
        fault: Arc::new(form.fault),
        kind,
        json: item,
    };
    Ok((order, form.times.unwrap_or(1)))
}

/// The names that an order can have.
pub(crate) fn operations() -> Vec<&'static str> {
    let v3 = ROUTES.iter().map(|route| route.operation);
    let customers = CUSTOMER_ROUTES.iter().map(|route| route.operation);
    [ANY, ACCEPT, FIRST_BYTES].into_iter().chain(v3).chain(customers).collect()
}

impl OrderForm {
    fn check(&self) -> Result<(), String> {
        let of_connection = [ACCEPT, FIRST_BYTES].contains(&self.operation.as_str());
        let message = match self.fault {
            _ if self.times == Some(0) => messages::TIMES_TOO_SMALL,
            _ if of_connection && !self.suits_connection() => messages::INVALID_CONNECTION_FAULT,
            FaultKind::Delay {
                before_applying_ms: 0,
                before_response_ms: 0,
                before_body_ms: 0,
            } => messages::DELAY_MISSING,
            FaultKind::Redirect { status, .. } if !status.is_redirection() => {
                messages::INVALID_REDIRECT_STATUS
            }
            FaultKind::Flip { bit, .. } if bit > LAST_BIT => messages::INVALID_BIT,
            FaultKind::Echo { size, .. } if size > MAX_ECHO => messages::ECHO_TOO_LARGE,
            _ => return Ok(()),
        };
        Err(message.to_owned())
    }

    /// Whether the fault can be injected into a connection, which has no response and no user.
    fn suits_connection(&self) -> bool {
        let is_immediate = |it: &Cut| !it.apply && it.after_bytes.is_none();
        let is_possible = match &self.fault {
            FaultKind::Reset(it) | FaultKind::Close(it) => is_immediate(it),
            FaultKind::Stall(Stall { apply, after_bytes, .. }) => !apply && after_bytes.is_none(),
            FaultKind::Raw(raw) => !raw.apply,
            FaultKind::Delay { before_response_ms: 0, before_body_ms: 0, .. } => true,
            _ => false,
        };
        is_possible && self.on.user.is_none()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn error(item: &Value) -> String {
        read(json!([item]).to_string().as_bytes()).unwrap_err()
    }

    #[test]
    fn parses_every_kind() {
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
            assert_eq!(orders[1].json, item);
        }
    }

    #[test]
    fn names_unknown_fields_and_values() {
        let reset = json!({"kind": "reset"});
        for (item, name) in [
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
            let error = error(&item);
            assert!(error.starts_with("sandbox: fault 1: "), "{error}");
            assert!(error.contains(name), "{error}");
        }
    }

    #[test]
    fn rejects_impossible_values() {
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
            json!({"kind": "echo", "size": MAX_ECHO + 1}),
        ] {
            error(&json!({"operation": "*", "fault": fault}));
        }
        let reset = json!({"kind": "reset"});
        error(&json!({"operation": "*", "fault": reset, "times": 0}));
        error(&json!({"operation": "*", "fault": reset, "times": MAX_FAULTS + 1}));
        error(&json!({"operation": "*", "fault": reset, "on": {"nth": 0}}));
        error(&json!({"operation": ACCEPT, "fault": reset, "on": {"user": "a"}}));
        error(&json!({"operation": ACCEPT, "fault": {"kind": "reset", "apply": true}}));
        error(&json!({"operation": FIRST_BYTES, "fault": {"kind": "html"}}));
        assert!(read(b"{}").is_err());
        assert!(read(b"[").is_err());
        assert!(read(b"[]").unwrap().is_empty());
    }
}
