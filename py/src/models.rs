//! Results as Python value objects.

use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyMappingProxy, PyTuple};
use sendgrid_accounts::{Extra, user};

use crate::json;
use crate::value_object::{CallResult, ValueObject, field_name, result_methods};

/// Adds the classes of this file to the module.
pub(crate) fn add_classes(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Account>()?;
    module.add_class::<Credits>()?;
    module.add_class::<Email>()?;
    module.add_class::<Profile>()?;
    module.add_class::<Username>()
}

/// Declares a value object: frozen, comparable, hashable, picklable, matchable, with its fields in the
/// repr.
macro_rules! value_object {
    (
        $(#[$class_doc:meta])*
        $class:ident from $core:ty as $value:ident {
            $($(#[$field_doc:meta])* $field:ident: $type:ty = $from:expr,)*
        }
    ) => {
        $(#[$class_doc])*
        #[allow(clippy::struct_field_names, reason = "the server's names")]
        #[pyclass(frozen, eq, module = "sendgrid_accounts")]
        #[derive(Clone, PartialEq)]
        pub(crate) struct $class {
            $(
                $(#[$field_doc])*
                #[pyo3(get)]
                $field: Option<$type>,
            )*
            extra: Extra,
        }

        impl From<$core> for $class {
            fn from($value: $core) -> Self {
                Self { $($field: $from,)* extra: $value.extra }
            }
        }

        impl CallResult for $core {
            fn into_python(self, py: Python<'_>) -> PyResult<Py<PyAny>> {
                $class::from(self).into_py_any(py)
            }
        }

        impl ValueObject for $class {
            const FIELDS: &[&str] = &[$(field_name(stringify!($field)),)*];
            const TYPES: &[&str] = &[$(stringify!($type),)*];

            fn values<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
                let values: [Bound<'py, PyAny>; _] =
                    [$(self.$field.as_ref().into_pyobject(py)?.into_any(),)*];
                PyTuple::new(py, values)
            }

            fn extra_fields(&self) -> Option<&Extra> {
                (!self.extra.is_empty()).then_some(&self.extra)
            }
        }

        result_methods! { $class {
            #[new]
            #[allow(clippy::too_many_arguments, reason = "as many as there are fields")]
            #[pyo3(signature = ($($field=None,)* *, extra: "dict[str, object] | None"=None))]
            fn new($($field: Option<$type>,)* extra: Option<Bound<'_, PyDict>>) -> PyResult<Self> {
                let extra = extra.map(|extra| json::from_python(&extra)).transpose()?;
                Ok(Self { $($field,)* extra: extra.unwrap_or_default() })
            }
        } }
    };
}

value_object! {
    /// Kind and reputation of an account. A field that the response lacks is `None`.
    Account from user::Account as value {
        /// Kind of the account.
        r#type: String = value.account_type.map(String::from),
        /// Sender reputation, 0 to 100.
        reputation: f64 = value.reputation,
    }
}

value_object! {
    /// Credit balance of an account: the number of messages that it may send. For an account without a
    /// limit, some numbers may be `None`.
    Credits from user::Credits as value {
        /// Remaining credits.
        remain: i64 = value.remain,
        /// Assigned credits.
        total: i64 = value.total,
        /// Overdrawn credits.
        overage: i64 = value.overage,
        /// Used credits.
        used: i64 = value.used,
        /// Date of the last reset, `YYYY-MM-DD`.
        last_reset: String = value.last_reset,
        /// Date of the next reset, `YYYY-MM-DD`.
        next_reset: String = value.next_reset,
        /// Interval of the resets.
        reset_frequency: String = value.reset_frequency.map(String::from),
    }
}

value_object! {
    /// E-mail address of an account.
    Email from user::Email as value {
        /// Current address.
        email: String = value.email,
    }
}

value_object! {
    /// Profile of an account. An unset field is `None` or empty, as in the response.
    Profile from user::Profile as value {
        /// Street address.
        address: String = value.address,
        /// Second line of the street address. Some servers do not return it.
        address2: String = value.address2,
        /// City.
        city: String = value.city,
        /// Name of the company.
        company: String = value.company,
        /// Country.
        country: String = value.country,
        /// First name.
        first_name: String = value.first_name,
        /// Last name.
        last_name: String = value.last_name,
        /// Phone number.
        phone: String = value.phone,
        /// State.
        state: String = value.state,
        /// URL of the website.
        website: String = value.website,
        /// Zip code.
        zip: String = value.zip,
    }
}

value_object! {
    /// Username of an account.
    Username from user::Username as value {
        /// Username.
        username: String = value.username,
        /// Number of the account; the response to an update does not contain it.
        user_id: i64 = value.user_id,
    }
}
