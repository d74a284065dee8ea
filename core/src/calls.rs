//! One declaration of a group of calls for both clients, so that they cannot drift.

/// Makes a type of methods that await, and one of methods that wait.
macro_rules! calls {
    (
        $(#[$group_doc:meta])* $asynchronous:ident, $blocking:ident;
        $(
            $(#[$doc:meta])*
            $method:ident($($argument:ident: $type:ty),*) -> $output:ty = $operation:expr;
        )*
    ) => {
        $(#[$group_doc])*
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

        $(#[$group_doc])*
        #[cfg(feature = "blocking")]
        #[derive(Clone, Copy, Debug)]
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

pub(crate) use calls;
