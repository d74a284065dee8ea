//! The methods of the async and the blocking client, from one definition.

/// Generates two types with the same methods: async ones and blocking ones.
///
/// The body of each method is the [`Operation`](crate::Operation) to execute; its return type is
/// the output of that operation.
macro_rules! methods {
    (
        $(#[$type_doc:meta])* $asynchronous:ident, $blocking:ident;
        $(
            $(#[$doc:meta])*
            pub fn $method:ident(self $(, $argument:ident: $type:ty)*) -> $output:ty {
                $operation:expr
            }
        )*
    ) => {
        $(#[$type_doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $asynchronous<'a> {
            client: &'a crate::client::Client,
        }

        impl<'a> $asynchronous<'a> {
            pub(crate) fn new(client: &'a crate::client::Client) -> Self {
                Self { client }
            }

            $(
                $(#[$doc])*
                ///
                /// # Errors
                ///
                /// [`Error`](crate::Error), as its documentation describes.
                pub async fn $method(self $(, $argument: $type)*) -> crate::error::Result<$output> {
                    self.client.execute($operation).await
                }
            )*
        }

        $(#[$type_doc])*
        #[cfg(feature = "blocking")]
        #[derive(Clone, Copy, Debug)]
        #[doc(hidden)] // Documented as a type of the module `blocking`.
        pub struct $blocking<'a> {
            client: &'a crate::client::blocking::Client,
        }

        #[cfg(feature = "blocking")]
        impl<'a> $blocking<'a> {
            pub(crate) fn new(client: &'a crate::client::blocking::Client) -> Self {
                Self { client }
            }

            $(
                $(#[$doc])*
                ///
                /// # Errors
                ///
                /// [`Error`](crate::Error), as its documentation describes.
                pub fn $method(self $(, $argument: $type)*) -> crate::error::Result<$output> {
                    self.client.execute($operation)
                }
            )*
        }
    };
}

pub(crate) use methods;
