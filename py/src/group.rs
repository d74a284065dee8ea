//! One declaration of a group of calls for both clients, so that they cannot drift.

/// Makes a class whose methods wait, and one whose methods are awaited.
macro_rules! group {
    (
        $(#[$class_doc:meta])*
        $sync:ident, $asynchronous:ident;
        $(
            $(#[$doc:meta])*
            $method:ident($($signature:tt)*) [$($argument:ident: $type:ty),*] -> $output:ty,
            |$py:ident| $operation:expr;
        )*
    ) => {
        $(#[$class_doc])*
        #[pyclass(frozen, module = "sendgrid_accounts")]
        pub(crate) struct $sync {
            client: sendgrid_accounts::Client,
        }

        impl $sync {
            pub(crate) fn new(client: &sendgrid_accounts::Client) -> Self {
                Self { client: client.clone() }
            }
        }

        #[pymethods]
        impl $sync {
            $(
                $(#[$doc])*
                #[pyo3(signature = ($($signature)*))]
                #[allow(clippy::too_many_arguments, reason = "fields, by keyword")]
                fn $method(&self, $py: Python<'_>, $($argument: $type),*) -> PyResult<$output> {
                    let operation = $operation;
                    crate::wait::wait($py, &self.client, operation).map(<$output>::from)
                }
            )*
        }

        $(#[$class_doc])*
        #[pyclass(frozen, module = "sendgrid_accounts")]
        pub(crate) struct $asynchronous {
            client: sendgrid_accounts::Client,
        }

        impl $asynchronous {
            pub(crate) fn new(client: &sendgrid_accounts::Client) -> Self {
                Self { client: client.clone() }
            }
        }

        #[pymethods]
        impl $asynchronous {
            $(
                $(#[$doc])*
                #[pyo3(signature = ($($signature)*))]
                #[allow(clippy::too_many_arguments, reason = "fields, by keyword")]
                #[allow(unused_variables, reason = "some calls have no arguments to read")]
                fn $method(
                    &self,
                    $py: Python<'_>,
                    $($argument: $type),*
                ) -> PyResult<crate::call::Coroutine<$output>> {
                    let operation = $operation;
                    Ok(crate::call::Coroutine::new(&self.client, operation))
                }
            )*
        }
    };
}

pub(crate) use group;
