//! Results of jobs for Python.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use sendgrid_accounts::{BulkResult, Client};

use crate::api_key_secret::ApiKeySecret;
use crate::errors::of_call;
use crate::json;

/// Converts a result; its error keeps the client of the call, to reconcile a change of unknown outcome.
pub(super) fn into_python(
    py: Python<'_>,
    result: BulkResult,
    client: &Client,
) -> PyResult<Py<PyAny>> {
    static CLASS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let class = CLASS.import(py, "sendgrid_accounts._bulk_result", "BulkResult")?;
    let error = result.error.map(|error| of_call(py, &error, Some(client)).into_value(py));
    let value = result.result.as_ref().map(|result| json::to_python(py, &result.value));
    let value = value.transpose()?;
    let api_key = result.result.and_then(|result| result.api_key).map(ApiKeySecret);
    let fields = (
        result.key,
        result.operation,
        result.outcome.as_str(),
        result.line,
        value,
        error,
        result.evidence,
        result.from_ledger,
        api_key,
    );
    class.call1(fields).map(Bound::unbind)
}
