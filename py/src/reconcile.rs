//! Looking for a change whose response was lost.

use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use crate::asyncio::coroutine_of;
use crate::blocking::wait_for;
use crate::lost_change::LostChange;
use crate::value_object::Returned;

/// What reading back has shown of a change whose answer was lost.
#[pyclass(frozen, eq, hash, module = "sendgrid_accounts")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct Reconciled {
    verdict: String,
    /// What was read, in one sentence. It names fields, and shows no values.
    #[pyo3(get)]
    evidence: String,
}

impl From<sendgrid_accounts::Reconciled> for Reconciled {
    fn from(reconciled: sendgrid_accounts::Reconciled) -> Self {
        Self { verdict: reconciled.verdict.to_string(), evidence: reconciled.evidence }
    }
}

#[pymethods]
impl Reconciled {
    #[new]
    #[pyo3(signature = (verdict, evidence))]
    fn new(verdict: String, evidence: String) -> Self {
        Self { verdict, evidence }
    }

    /// What was found: `"applied"`, `"not_applied_yet"` (in two readings a second apart; a request
    /// that is still on its way may yet arrive), or `"inconclusive"`.
    #[getter]
    fn verdict(&self) -> &str {
        &self.verdict
    }

    #[classattr]
    fn __match_args__() -> (&'static str, &'static str) {
        ("verdict", "evidence")
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let shown = |text: &str| text.into_pyobject(py)?.repr();
        Ok(format!(
            "Reconciled(verdict={}, evidence={})",
            shown(&self.verdict)?,
            shown(&self.evidence)?
        ))
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        (py.get_type::<Self>(), (&self.verdict, &self.evidence)).into_pyobject(py)
    }
}

/// Reads back whether the change was applied, and waits for it.
#[pyfunction]
pub(crate) fn reconcile(py: Python<'_>, change: &LostChange) -> PyResult<Py<PyAny>> {
    let reading = change.reconcile();
    wait_for(py, async move { Ok(reading.await) })
}

/// Reads back whether the change was applied, when it is awaited.
#[pyfunction]
pub(crate) fn reconcile_async<'py>(
    py: Python<'py>,
    change: &LostChange,
) -> PyResult<Bound<'py, PyAny>> {
    let reading = change.reconcile();
    coroutine_of(py, "reconcile", async move { Ok(reading.await) })
}

impl Returned for sendgrid_accounts::Reconciled {
    fn into_python(self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        Reconciled::from(self).into_py_any(py)
    }
}
