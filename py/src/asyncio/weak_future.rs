//! The future of a call, as the crate sees it.

use pyo3::prelude::*;
use pyo3::types::{PyTuple, PyWeakrefMethods, PyWeakrefReference};

use crate::delivery;

/// Stands for the loop and the future of a call in the crate, which holds both while the call runs. The
/// references are weak, so that dropping a loop drops its tasks and aborts their calls.
#[pyclass(frozen)]
pub(super) struct WeakFuture {
    event_loop: Py<PyWeakrefReference>,
    future: Py<PyWeakrefReference>,
}

impl WeakFuture {
    pub(super) fn new(
        event_loop: Py<PyWeakrefReference>,
        future: &Bound<'_, PyAny>,
    ) -> PyResult<Self> {
        Ok(Self { event_loop, future: PyWeakrefReference::new(future)?.unbind() })
    }

    fn settle(&self, value: &Bound<'_, PyAny>, method: &str) -> PyResult<()> {
        match self.future.bind(value.py()).upgrade() {
            Some(future) => future.call_method1(method, (value,)).map(drop),
            None => Ok(()),
        }
    }
}

#[pymethods]
impl WeakFuture {
    fn create_future(slf: Py<Self>) -> Py<Self> {
        slf
    }

    /// The coroutine ends its call itself, even if the loop no longer runs callbacks.
    #[staticmethod]
    fn add_done_callback(_callback: &Bound<'_, PyAny>) {}

    /// Whether no task waits for the result.
    fn cancelled(&self, py: Python<'_>) -> PyResult<bool> {
        let future = self.future.bind(py).upgrade();
        future.map_or(Ok(true), |it| it.call_method0("done")?.is_truthy())
    }

    fn set_result(&self, value: &Bound<'_, PyAny>) -> PyResult<()> {
        self.settle(value, "set_result")
    }

    fn set_exception(&self, value: &Bound<'_, PyAny>) -> PyResult<()> {
        self.settle(value, "set_exception")
    }

    #[pyo3(signature = (*arguments, context))]
    #[expect(unused_variables, reason = "the future's callbacks have their own contexts")]
    fn call_soon_threadsafe(
        &self,
        arguments: &Bound<'_, PyTuple>,
        context: &Bound<'_, PyAny>,
    ) -> PyResult<()> {
        call_soon_threadsafe(self.event_loop.bind(arguments.py()), arguments)
    }
}

/// A no-op if the loop is dropped or closed.
pub(super) fn call_soon_threadsafe(
    event_loop: &Bound<'_, PyWeakrefReference>,
    arguments: &Bound<'_, PyTuple>,
) -> PyResult<()> {
    event_loop.upgrade().map_or(Ok(()), |event_loop| delivery::call_soon(event_loop, arguments))
}
