//! Arguments of any other call.

use serde_json::Value;

use crate::api::raw_request::RawRequest;
use crate::error::Result;
use crate::named_call::argument::{Arguments, Pairs};
use crate::named_call::entry::{Entry, FromArguments};
use crate::named_call::parameter::Parameter;

pub(super) const ENTRIES: &[Entry] = &[Entry::of::<RawRequest>()];

impl FromArguments for RawRequest {
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::new::<String>("method", "HTTP method: DELETE, GET, PATCH, POST or PUT"),
        Parameter::new::<String>(
            "path",
            "Path below the base URL, percent-encoded, such as /v3/stats",
        ),
        Parameter::new::<Option<Pairs>>(
            "params",
            "Parameters of the query; a list repeats its name",
        ),
        Parameter::new::<Option<Value>>("json", "JSON value of the body; not with form")
            .with_secrets(),
        Parameter::new::<Option<Pairs>>("form", "Parameters of a form as the body; not with json")
            .with_secrets(),
        Parameter::new::<Option<String>>(
            "idempotency",
            "Effect of a retry: safe, idempotent or once; mandatory for every method but GET",
        ),
        Parameter::new::<Option<Pairs>>("headers", "Further headers").with_secrets(),
    ];

    fn from_arguments(arguments: &Arguments<'_>) -> Result<Self> {
        let method = arguments.read::<String>("method")?.parse()?;
        let idempotency = arguments.read::<Option<String>>("idempotency")?;
        Ok(Self {
            params: arguments.read::<Option<Pairs>>("params")?.unwrap_or_default(),
            json: arguments.read::<Option<Value>>("json")?.map(|json| json.to_string()),
            form: arguments.read("form")?,
            idempotency: idempotency.map(|idempotency| idempotency.parse()).transpose()?,
            headers: arguments.read::<Option<Pairs>>("headers")?.unwrap_or_default(),
            ..Self::new(method, arguments.read::<String>("path")?)
        })
    }
}
