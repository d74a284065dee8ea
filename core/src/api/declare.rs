//! Declarations that the resources share.

/// Declares an operation of the v3 APIs that reads: a `GET` without arguments, whose response is a JSON
/// object.
macro_rules! read_operation {
    ($(#[$doc:meta])* pub struct $operation:ident -> $output:ident {
        name: $name:literal,
        path: $path:literal,
        scope: $scope:literal,
    }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $operation;

        const _: () = {
            use crate::error::Result;
            use crate::operation::{Idempotency, Method, Operation, OperationInfo};
            use crate::operation::{Request, Response};

            impl Operation for $operation {
                type Output = $output;
                const INFO: OperationInfo =
                    OperationInfo::v3($name, Idempotency::Safe, Method::Get, $path, $scope);

                fn request(&self) -> Result<Request> {
                    Ok(Request::empty())
                }

                fn decode(&self, response: &Response) -> Result<$output> {
                    crate::api::decode::decode(response)
                }
            }
        };
    };
}

/// Adds the conversions of an enum with the string of the server and a variant `Other`.
macro_rules! string_enum {
    ($type:ident { $($variant:ident = $string:literal,)* }) => {
        impl $type {
            /// String of the server.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $string,)*
                    Self::Other(other) => other,
                }
            }
        }

        impl crate::codec::lenient::Lenient for $type {
            fn read(value: &serde_json::Value) -> Option<Self> {
                <String as crate::codec::lenient::Lenient>::read(value).map(Self::from)
            }

            fn read_str(string: &str) -> Option<Self> {
                Some(Self::from(string.to_owned()))
            }
        }

        impl From<String> for $type {
            fn from(string: String) -> Self {
                match string.as_str() {
                    $($string => Self::$variant,)*
                    _ => Self::Other(string),
                }
            }
        }

        impl From<$type> for String {
            fn from(value: $type) -> Self {
                match value {
                    $type::Other(other) => other,
                    known => known.as_str().to_owned(),
                }
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

pub(crate) use {read_operation, string_enum};
