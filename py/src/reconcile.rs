//! Looking for a change whose answer was lost.

use std::convert::Infallible;
use std::marker::PhantomData;

use pyo3::prelude::*;
use pyo3::types::{PyString, PyTuple};
#[cfg(feature = "stubs")]
use pyo3::{
    inspect::{PyStaticConstant, PyStaticExpr},
    type_hint_identifier, type_hint_subscript,
};
use sendgrid_accounts::Change;

use crate::call::Coroutine;
use crate::value_object::{FieldNames, Matchable};
use crate::wait::wait_for;

/// What reading back has shown of a change whose answer was lost.
///
/// Source: this library's own; no document describes it.
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

/// One of the three texts, for type checkers.
struct VerdictText(String);

impl<'py> IntoPyObject<'py> for VerdictText {
    type Target = PyString;
    type Output = Bound<'py, PyString>;
    type Error = Infallible;

    #[cfg(feature = "stubs")]
    const OUTPUT_TYPE: PyStaticExpr = PyStaticExpr::Subscript {
        value: &type_hint_identifier!("typing", "Literal"),
        slice: &PyStaticExpr::Tuple {
            elts: &[
                PyStaticExpr::Constant { value: PyStaticConstant::Str("applied") },
                PyStaticExpr::Constant { value: PyStaticConstant::Str("not_applied_yet") },
                PyStaticExpr::Constant { value: PyStaticConstant::Str("inconclusive") },
            ],
        },
    };

    fn into_pyobject(self, py: Python<'py>) -> Result<Self::Output, Self::Error> {
        Ok(PyString::new(py, &self.0))
    }
}

impl Matchable for Reconciled {
    const FIELDS: &'static [&'static str] = &["verdict", "evidence"];

    #[cfg(feature = "stubs")]
    const FIELD_TYPES: &'static [PyStaticExpr] = &[
        type_hint_subscript!(
            type_hint_identifier!("typing", "Literal"),
            PyStaticExpr::Constant { value: PyStaticConstant::Str("verdict") }
        ),
        type_hint_subscript!(
            type_hint_identifier!("typing", "Literal"),
            PyStaticExpr::Constant { value: PyStaticConstant::Str("evidence") }
        ),
    ];
}

#[pymethods]
impl Reconciled {
    #[new]
    #[pyo3(signature = (verdict: "str", evidence))]
    fn new(verdict: String, evidence: String) -> Self {
        Self { verdict, evidence }
    }

    /// What was found: `"applied"`, `"not_applied_yet"` (in two readings a second apart; a request
    /// that is still on its way may yet arrive), or `"inconclusive"`.
    #[getter]
    fn verdict(&self) -> VerdictText {
        VerdictText(self.verdict.clone())
    }

    #[classattr]
    fn __match_args__() -> FieldNames<Self> {
        FieldNames(PhantomData)
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let shown = |text: &str| text.into_pyobject(py)?.repr();
        Ok(format!(
            "Reconciled(verdict={}, evidence={})",
            shown(&self.verdict)?,
            shown(&self.evidence)?
        ))
    }

    #[pyo3(signature = () -> "tuple[object, ...]")]
    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        (py.get_type::<Self>(), (&self.verdict, &self.evidence)).into_pyobject(py)
    }
}

/// What an error needs to look for its change. It holds a client, and is left behind by pickling.
#[pyclass(frozen, module = "sendgrid_accounts")]
pub(crate) struct LostChange(Change);

impl LostChange {
    pub(crate) fn new(change: &Change) -> Self {
        Self(change.clone())
    }
}

#[pymethods]
impl LostChange {
    /// Whom the change is about, where it names somebody.
    #[getter]
    fn target(&self) -> Option<&str> {
        self.0.target()
    }

    fn reconcile(&self, py: Python<'_>) -> PyResult<Reconciled> {
        let change = self.0.clone();
        wait_for(py, async move { Ok(change.reconcile().await) }).map(Reconciled::from)
    }

    fn reconcile_async(&self) -> Coroutine<Reconciled> {
        let change = self.0.clone();
        Coroutine::of(async move { Ok(change.reconcile().await) })
    }
}
