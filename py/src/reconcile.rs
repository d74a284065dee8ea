//! Reconciliation of a change whose response was lost.

use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};
use sendgrid_accounts::Extra;

use crate::asyncio::coroutine_of;
use crate::blocking::wait_for;
use crate::lost_change::LostChange;
use crate::value_object::{CallResult, ValueObject, value_methods};

/// Result of reading back a change whose response was lost.
///
/// Args:
///     verdict: `"applied"`, `"not_applied_yet"` or `"inconclusive"`.
///     evidence: The observed state, in one sentence.
#[pyclass(frozen, eq, module = "sendgrid_accounts")]
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Reconciled {
    verdict: String,
    /// The observed state, in one sentence. It contains values only where they differ
    /// by letter case or outer blanks alone, ids and scopes of API keys, and the numbers of credits.
    #[pyo3(get)]
    evidence: String,
}

impl From<sendgrid_accounts::Reconciled> for Reconciled {
    fn from(reconciled: sendgrid_accounts::Reconciled) -> Self {
        Self { verdict: reconciled.verdict.to_string(), evidence: reconciled.evidence }
    }
}

impl ValueObject for Reconciled {
    const FIELDS: &[&str] = &["verdict", "evidence"];
    const TYPES: &[&str] = &["&str", "&str"];
    const HAS_EXTRA: bool = false;

    fn values<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        (&self.verdict, &self.evidence).into_pyobject(py)
    }

    fn extra_fields(&self) -> Option<&Extra> {
        None
    }
}

value_methods! { Reconciled {
    #[new]
    fn new(verdict: String, evidence: String) -> Self {
        Self { verdict, evidence }
    }

    /// `"applied"`, `"not_applied_yet"` (in two reads one second apart; a request still in flight may
    /// arrive later), or `"inconclusive"`.
    #[getter]
    fn verdict(&self) -> &str {
        &self.verdict
    }
} }

/// Reads back whether the change was applied.
#[pyfunction]
pub(crate) fn reconcile(py: Python<'_>, change: &LostChange) -> PyResult<Py<PyAny>> {
    let read = change.reconcile();
    wait_for(py, async move { Ok(read.await) })
}

/// Reads back whether the change was applied, as a coroutine.
#[pyfunction]
pub(crate) fn reconcile_async<'py>(
    py: Python<'py>,
    change: &LostChange,
) -> PyResult<Bound<'py, PyAny>> {
    let read = change.reconcile();
    coroutine_of(py, "reconcile", async move { Ok(read.await) })
}

impl CallResult for sendgrid_accounts::Reconciled {
    fn into_python(self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        Reconciled::from(self).into_py_any(py)
    }
}
