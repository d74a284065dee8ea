//! One declaration of the methods of both clients, so that they cannot drift.

/// Makes a class whose methods wait, and one whose methods return coroutines, of functions that make
/// the operation of a method from its arguments.
macro_rules! methods {
    (
        $(#[$class_doc:meta])*
        $sync:ident, $asynchronous:ident;
        $(
            $(#[$attribute:meta])*
            fn $method:ident($py:ident: Python<'_> $(, $argument:ident: $type:ty)* $(,)?)
                -> PyResult<$operation:ty> $body:tt
        )*
    ) => {
        $(#[$class_doc])*
        #[pyclass(frozen, module = "sendgrid_accounts")]
        pub(crate) struct $sync(pub(crate) sendgrid_accounts::Client);

        #[pymethods]
        impl $sync {
            $(
                $(#[$attribute])*
                #[allow(clippy::too_many_arguments, reason = "fields, by keyword")]
                fn $method(&self, $py: Python<'_>, $($argument: $type),*) -> PyResult<Py<PyAny>> {
                    let operation = || -> PyResult<$operation> $body;
                    crate::blocking::wait($py, &self.0, operation()?)
                }
            )*
        }

        $(#[$class_doc])*
        #[pyclass(frozen, module = "sendgrid_accounts")]
        pub(crate) struct $asynchronous(pub(crate) sendgrid_accounts::Client);

        #[pymethods]
        impl $asynchronous {
            $(
                $(#[$attribute])*
                #[allow(clippy::too_many_arguments, reason = "fields, by keyword")]
                fn $method<'py>(
                    &self,
                    $py: Python<'py>,
                    $($argument: $type),*
                ) -> PyResult<Bound<'py, PyAny>> {
                    let operation = || -> PyResult<$operation> $body;
                    crate::asyncio::coroutine($py, &self.0, operation()?)
                }
            )*
        }
    };
}

/// The part of a docstring that all changes share.
macro_rules! raises_of_change {
    () => {
        "
Raises:
    InvalidInputError: An argument is refused before anything is sent; `field` names it.
    ApiError: The server refuses the call; nothing was changed.
    ConnectError: No connection could be made; nothing was sent.
    OutcomeUnknownError: It was sent and no answer came.
"
    };
}

/// The part of a docstring that calls without arguments share.
macro_rules! raises_of_read {
    () => {
        "
Raises:
    ApiError: The server refuses the call.
    ConnectError, RequestTimeoutError, TransportError, ResponseError: No usable answer came.
"
    };
}

pub(crate) use {methods, raises_of_change, raises_of_read};
