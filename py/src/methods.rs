//! One declaration of the methods of both clients, so that they stay the same.

/// Declares a class with blocking methods and one with coroutines. Each function converts the arguments
/// of a method into its operation. Methods that are not one operation follow, for each class.
macro_rules! methods {
    (
        $(#[$class_doc:meta])*
        $sync:ident, $asynchronous:ident;
        $(
            $(#[$attribute:meta])*
            fn $method:ident($py:ident: Python<'_> $(, $argument:ident: $type:ty)* $(,)?)
                -> PyResult<$operation:ty> $body:block
        )*
        $(blocking { $($blocking:tt)* } coroutines { $($coroutines:tt)* })?
    ) => {
        $(#[$class_doc])*
        #[pyclass(frozen, module = "sendgrid_accounts")]
        pub(crate) struct $sync(pub(crate) crate::response::Caller);

        #[pymethods]
        impl $sync {
            $(
                $(#[$attribute])*
                #[allow(clippy::too_many_arguments, reason = "fields, by keyword")]
                fn $method(&self, $py: Python<'_>, $($argument: $type),*) -> PyResult<Py<PyAny>> {
                    let operation = || -> PyResult<$operation> { $body };
                    crate::blocking::wait($py, &self.0, operation()?)
                }
            )*

            $($($blocking)*)?
        }

        $(#[$class_doc])*
        #[pyclass(frozen, module = "sendgrid_accounts")]
        pub(crate) struct $asynchronous(pub(crate) crate::response::Caller);

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
                    let operation = || -> PyResult<$operation> { $body };
                    crate::asyncio::coroutine($py, &self.0, operation()?)
                }
            )*

            $($($coroutines)*)?
        }
    };
}

/// The `Raises` section of all changes.
macro_rules! raises_of_change {
    () => {
        "
Raises:
    TypeError: An argument has the wrong type.
    InvalidInputError: An argument is refused before anything is sent; `field` names it.
    ApiError: The server refuses the call; nothing is changed.
    ConnectError: No connection is established; nothing is sent.
    OutcomeUnknownError: The request is sent, but no response arrives, or a refusal follows
        an attempt without a response.
"
    };
}

/// The `Raises` section of calls without arguments.
macro_rules! raises_of_read {
    () => {
        "
Raises:
    ApiError: The server refuses the call.
    ConnectError, RequestTimeoutError, TransportError, ResponseError: No usable response
        arrives.
"
    };
}

/// The `Raises` section of reads with arguments.
macro_rules! raises_of_query {
    () => {
        "
Raises:
    TypeError: An argument has the wrong type.
    InvalidInputError: An argument is refused before anything is sent; `field` names it.
    ApiError: The server refuses the call.
    ConnectError, RequestTimeoutError, TransportError, ResponseError: No usable response
        arrives.
"
    };
}

pub(crate) use {methods, raises_of_change, raises_of_query, raises_of_read};
