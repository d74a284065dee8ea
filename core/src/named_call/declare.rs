//! Declaration of the parameters of operations.

/// Declares the operations of a resource, as `ENTRIES`: the parameters of each, with type and description.
/// Where they are the fields of a struct within the operation, `operation.field as Struct` names it.
macro_rules! parameters {
    ($($operation:ident $(.$inner:ident as $struct:ident)? {
        $($field:ident $(= $name:literal)?: $type:ty => $about:literal,)*
    })*) => {
        pub(super) const ENTRIES: &[$crate::named_call::entry::Entry] =
            &[$($crate::named_call::entry::Entry::of::<$operation>(),)*];

        $(
            impl $crate::named_call::entry::FromArguments for $operation {
                const PARAMETERS: &'static [$crate::named_call::parameter::Parameter] = &[$(
                    $crate::named_call::parameter::Parameter::new::<$type>(
                        parameters!(@name $field $($name)?),
                        $about,
                    ),
                )*];

                #[allow(unused_variables, reason = "an operation may have no parameter")]
                fn from_arguments(
                    arguments: &$crate::named_call::argument::Arguments<'_>,
                ) -> $crate::error::Result<Self> {
                    let fields = parameters!(@fields ($operation $($struct)?) {
                        $($field: arguments.read::<$type>(parameters!(@name $field $($name)?))?,)*
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
