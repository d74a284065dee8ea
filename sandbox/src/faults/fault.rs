//! A fault as a value, for tests in Rust.

use serde_json::{Map, Value, json};

/// A fault for [`Sandbox::fault`](crate::Sandbox::fault): its kind with the fields of the kind, and the
/// requests that it applies to. docs/sandbox.md describes the kinds and their fields.
///
/// ```
/// use sendgrid_accounts_sandbox::{Fault, Options, Sandbox};
///
/// let sandbox = Sandbox::start(Options::default())?;
/// // The next two requests get status 503, and the third deletion is executed without a response.
/// sandbox.fault("user.get_email", Fault::status(503).times(2))?;
/// sandbox.fault("customers.delete", Fault::reset().apply().nth(3))?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct Fault {
    fields: Map<String, Value>,
    on: Map<String, Value>,
    times: Option<usize>,
}

impl Fault {
    /// A fault of any kind, for example `flip`, with its fields from [`Self::with`].
    pub fn of_kind(kind: &str) -> Self {
        let fields = Map::from_iter([("kind".to_owned(), kind.into())]);
        Self { fields, on: Map::new(), times: None }
    }

    /// A fault from its JSON form, for example `{"kind": "status", "status": 503}`.
    pub fn from_json(fields: Map<String, Value>) -> Self {
        Self { fields, on: Map::new(), times: None }
    }

    /// A response with this status.
    pub fn status(status: u16) -> Self {
        Self::of_kind("status").with("status", status)
    }

    /// An HTML page, as a proxy might send it, with status 502.
    pub fn html() -> Self {
        Self::of_kind("html")
    }

    /// A reset connection: before the request is executed, unless [`Self::apply`] or
    /// [`Self::after_bytes`] changes that.
    pub fn reset() -> Self {
        Self::of_kind("reset")
    }

    /// A closed connection, at the same positions as [`Self::reset`].
    pub fn close() -> Self {
        Self::of_kind("close")
    }

    /// Silence, at the same positions as [`Self::reset`], until the client disconnects.
    pub fn stall() -> Self {
        Self::of_kind("stall")
    }

    /// The normal response, delayed by this many milliseconds.
    pub fn delay(before_response_ms: u64) -> Self {
        Self::of_kind("delay").with("before_response_ms", before_response_ms)
    }

    /// Executes the request before the fault replaces the response.
    pub fn apply(self) -> Self {
        self.with("apply", true)
    }

    /// Executes the request, and sends this many bytes of the normal response first.
    pub fn after_bytes(self, count: usize) -> Self {
        self.with("after_bytes", count)
    }

    /// Sets a field of the kind.
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.fields.insert(name.to_owned(), value.into());
        self
    }

    /// Skips the matching requests before the one with this number, which counts from 1.
    pub fn nth(mut self, number: u64) -> Self {
        self.on.insert("nth".to_owned(), number.into());
        self
    }

    /// Applies the fault only to requests that name this customer or subuser or are made on its behalf.
    pub fn user(mut self, username: &str) -> Self {
        self.on.insert("user".to_owned(), username.into());
        self
    }

    /// Adds the fault this many times, at least once.
    pub fn times(self, times: usize) -> Self {
        Self { times: Some(times), ..self }
    }

    /// The order of the control API.
    pub(crate) fn order(self, operation: &str) -> Value {
        let mut order = json!({"operation": operation, "fault": self.fields});
        if let Value::Object(members) = &mut order {
            if !self.on.is_empty() {
                members.insert("on".to_owned(), self.on.into());
            }
            if let Some(times) = self.times {
                members.insert("times".to_owned(), times.into());
            }
        }
        order
    }
}
