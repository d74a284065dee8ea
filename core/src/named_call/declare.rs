//! Declaration of the parameters of an operation.

use crate::error::Result;
use crate::named_call::parameter::{Arguments, Parameter};
use crate::operation::Operation;

/// An operation that is made from arguments in JSON.
pub(super) trait FromArguments: Operation + Clone {
    const PARAMETERS: &'static [Parameter];

    fn from_arguments(arguments: &Arguments<'_>) -> Result<Self>;
}

/// Declares the parameters of operations, each with its type and description. Where they are the fields of
/// a struct within the operation, `operation.field as Struct` names it.
macro_rules! parameters {
    ($($operation:ident $(.$inner:ident as $struct:ident)? {
        $($field:ident $(= $name:literal)?: $type:ty => $about:literal,)*
    })*) => {
        $(
            impl $crate::named_call::declare::FromArguments for $operation {
                const PARAMETERS: &'static [$crate::named_call::parameter::Parameter] = &[$(
                    $crate::named_call::parameter::Parameter::new::<$type>(
                        parameters!(@name $field $($name)?),
                        $about,
                    ),
                )*];

                #[allow(unused_variables, reason = "an operation may have no parameter")]
                fn from_arguments(
                    arguments: &$crate::named_call::parameter::Arguments<'_>,
                ) -> $crate::error::Result<Self> {
                    let fields = parameters!(@fields ($operation $($struct)?) {
                        $($field: arguments.read::<$type>(
                            parameters!(@name $field $($name)?),
                        )?.into(),)*
                    });
                    Ok(parameters!(@operation $operation fields $($inner)?))
                }
            }
        )*
    };
    (@name $field:ident) => { stringify!($field) };
    (@name $field:ident $name:literal) => { $name };
    (@fields ($operation:ident) $fields:tt) => { $operation $fields };
    (@fields ($operation:ident $struct:ident) $fields:tt) => { $struct $fields };
    (@operation $operation:ident $fields:ident) => { $fields };
    (@operation $operation:ident $fields:ident $inner:ident) => { $operation { $inner: $fields } };
}

pub(super) use parameters;
