//! The part of an error that identifies a change whose response was lost.

use pyo3::prelude::*;
use sendgrid_accounts::{Change, Client, Reconciled};

/// A change of unknown outcome and its client. A pickled error does not contain it.
#[pyclass(frozen, module = "sendgrid_accounts")]
pub(crate) struct LostChange {
    change: Change,
    client: Client,
}

impl LostChange {
    pub(crate) fn new(change: &Change, client: &Client) -> Self {
        Self { change: change.clone(), client: client.clone() }
    }

    /// Reads back whether the change was applied.
    pub(crate) fn reconcile(&self) -> impl Future<Output = Reconciled> + Send + use<> {
        let (change, client) = (self.change.clone(), self.client.clone());
        async move { client.reconcile_change(&change).await }
    }
}

#[pymethods]
impl LostChange {
    /// The user or API key that the change names, if any.
    #[getter]
    fn target(&self) -> Option<&str> {
        self.change.target()
    }
}
