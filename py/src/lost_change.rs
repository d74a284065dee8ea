//! A change whose response was lost, as an error keeps it.

use pyo3::prelude::*;
use sendgrid_accounts::Change;

/// What an error needs to look for its change. It holds a client, and is left behind by pickling.
#[pyclass(frozen, module = "sendgrid_accounts")]
pub(crate) struct LostChange(Change);

impl LostChange {
    pub(crate) fn new(change: &Change) -> Self {
        Self(change.clone())
    }

    pub(crate) fn change(&self) -> Change {
        self.0.clone()
    }
}

#[pymethods]
impl LostChange {
    /// The user that the change is about, if it names one.
    #[getter]
    fn target(&self) -> Option<&str> {
        self.0.target()
    }
}
