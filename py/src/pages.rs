//! Reads the pages of a list, for the iterators of `_pages.py`.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use pyo3::prelude::*;
use pyo3::types::PyTuple;
use sendgrid_accounts::pages::{Paged, Paging};
use sendgrid_accounts::{Client, Operation, Result};

use crate::asyncio::coroutine_of;
use crate::blocking::wait_for;
use crate::errors::invalid_input;
use crate::value_object::CallResult;

/// A row of a page, which becomes a Python object.
pub(crate) trait PageRow: Send + 'static {
    fn into_object(self, py: Python<'_>) -> PyResult<Py<PyAny>>;
}

/// Reads the pages of a list, one at a time. A page that was read stays here until `take` returns it, so
/// that an interrupted wait loses no row.
#[pyclass(frozen, module = "sendgrid_accounts")]
pub(crate) struct PageReader(Box<dyn Source>);

trait Source: Send + Sync {
    fn read(&self, py: Python<'_>) -> PyResult<()>;
    fn read_async<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>>;
    fn take(&self) -> Option<Py<PyTuple>>;
    fn offset(&self) -> u64;
}

#[pymethods]
impl PageReader {
    /// Reads the next page, unless one waits.
    fn read(&self, py: Python<'_>) -> PyResult<()> {
        self.0.read(py)
    }

    /// Reads the next page, unless one waits, as a coroutine.
    fn read_async<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.read_async(py)
    }

    /// Returns the rows of the page that waits; none at the end of the list.
    fn take<'py>(&self, py: Python<'py>) -> Bound<'py, PyTuple> {
        self.0.take().map_or_else(|| PyTuple::empty(py), |page| page.into_bound(py))
    }

    /// Offset of the next page.
    #[getter]
    fn offset(&self) -> u64 {
        self.0.offset()
    }
}

/// Refuses pages without rows.
pub(crate) fn check_page_size(py: Python<'_>, size: Option<u64>) -> PyResult<Option<u64>> {
    match size {
        Some(0) => Err(invalid_input(py, "page_size", "is 0: give at least 1")),
        size => Ok(size),
    }
}

/// An iteration, and the page that waits.
struct State<P> {
    paging: Paging<P>,
    page: Option<Py<PyTuple>>,
}

struct Reader<P> {
    client: Client,
    name: &'static str,
    state: Arc<Mutex<State<P>>>,
}

fn lock<P>(state: &Mutex<State<P>>) -> MutexGuard<'_, State<P>> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Makes the iterator of a list, of the class of this name in `_pages.py`.
pub(crate) fn iterate<'py, P: Paged<Row: PageRow>>(
    py: Python<'py>,
    class: &str,
    name: &'static str,
    client: &Client,
    paged: P,
) -> PyResult<Bound<'py, PyAny>> {
    let state = Arc::new(Mutex::new(State { paging: Paging::new(paged), page: None }));
    let reader = PageReader(Box::new(Reader { client: client.clone(), name, state }));
    py.import("sendgrid_accounts._pages")?.getattr(class)?.call1((reader,))
}

impl<P: Paged<Row: PageRow>> Reader<P> {
    async fn page(client: Client, state: Arc<Mutex<State<P>>>) -> Result<Page<P>> {
        let call = {
            let state = lock(&state);
            state.page.is_none().then(|| state.paging.next_call()).flatten()
        };
        let output = match call {
            Some(call) => match client.execute(call).await {
                Ok(output) => Some(output),
                Err(error) => return Err(lock(&state).paging.failed(error)),
            },
            None => None,
        };
        Ok(Page { state, output })
    }
}

/// A page that was read, or none.
struct Page<P: Paged> {
    state: Arc<Mutex<State<P>>>,
    output: Option<<P::Operation as Operation>::Output>,
}

impl<P: Paged<Row: PageRow>> CallResult for Page<P> {
    fn into_python(self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        if let Some(output) = self.output {
            let rows = lock(&self.state).paging.accept(output);
            let rows = rows.into_iter().map(|row| row.into_object(py));
            let page = PyTuple::new(py, rows.collect::<PyResult<Vec<_>>>()?)?;
            lock(&self.state).page = Some(page.unbind());
        }
        Ok(py.None())
    }
}

impl<P: Paged<Row: PageRow>> Source for Reader<P> {
    fn read(&self, py: Python<'_>) -> PyResult<()> {
        wait_for(py, Self::page(self.client.clone(), Arc::clone(&self.state))).map(drop)
    }

    fn read_async<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        coroutine_of(py, self.name, Self::page(self.client.clone(), Arc::clone(&self.state)))
    }

    fn take(&self) -> Option<Py<PyTuple>> {
        lock(&self.state).page.take()
    }

    fn offset(&self) -> u64 {
        lock(&self.state).paging.offset()
    }
}
