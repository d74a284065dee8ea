//! Results as Python value objects.

use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyMappingProxy, PyTuple};
use sendgrid_accounts::{Extra, user};

use crate::json;
use crate::value_object::{Returned, ValueObject, field_name, value_methods};

/// Adds the classes of this file to the module.
pub(crate) fn add_classes(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Account>()?;
    module.add_class::<Credits>()?;
    module.add_class::<Email>()?;
    module.add_class::<Profile>()?;
    module.add_class::<Username>()
}

/// Declares a value object: frozen, comparable, hashable, picklable, matchable, with a repr that
/// shows its fields.
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

        impl Returned for $core {
            fn into_python(self, py: Python<'_>) -> PyResult<Py<PyAny>> {
                $class::from(self).into_py_any(py)
            }
        }

        impl ValueObject for $class {
            const FIELDS: &[&str] = &[$(field_name(stringify!($field)),)*];

            fn values<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
                let values: [Bound<'py, PyAny>; _] =
                    [$(self.$field.as_ref().into_pyobject(py)?.into_any(),)*];
                PyTuple::new(py, values)
            }

            fn extra_fields(&self) -> Option<&Extra> {
                (!self.extra.is_empty()).then_some(&self.extra)
            }
        }

        value_methods! { $class {
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
    /// Kind and reputation of an account. What a server leaves out is `None`.
    Account from user::Account as value {
        /// The kind of the account.
        r#type: String = value.account_type.map(String::from),
        /// The sender reputation, 0 to 100.
        reputation: f64 = value.reputation,
    }
}

value_object! {
    /// The credit balance of an account: how many messages it may send. Accounts without a limit may
    /// leave numbers out, which are `None` then.
    Credits from user::Credits as value {
        /// Credits that remain.
        remain: i64 = value.remain,
        /// Credits assigned to the account.
        total: i64 = value.total,
        /// Credits overdrawn.
        overage: i64 = value.overage,
        /// Credits used.
        used: i64 = value.used,
        /// Date of the last reset, `YYYY-MM-DD`; of a lapsed plan it stays in the past.
        last_reset: String = value.last_reset,
        /// Date of the next reset, `YYYY-MM-DD`.
        next_reset: String = value.next_reset,
        /// How often the balance is reset.
        reset_frequency: String = value.reset_frequency.map(String::from),
    }
}

value_object! {
    /// The e-mail address of an account.
    Email from user::Email as value {
        /// The address on file.
        email: String = value.email,
    }
}

value_object! {
    /// The profile of an account. What is not set is `None` or empty, as the server tells it.
    Profile from user::Profile as value {
        /// The street address.
        address: String = value.address,
        /// The second line of the street address. Not every server tells it.
        address2: String = value.address2,
        /// The city.
        city: String = value.city,
        /// The name of the company.
        company: String = value.company,
        /// The country.
        country: String = value.country,
        /// The first name.
        first_name: String = value.first_name,
        /// The last name.
        last_name: String = value.last_name,
        /// The phone number.
        phone: String = value.phone,
        /// The state.
        state: String = value.state,
        /// The address of the website.
        website: String = value.website,
        /// The zip code.
        zip: String = value.zip,
    }
}

value_object! {
    /// The username of an account.
    Username from user::Username as value {
        /// The username.
        username: String = value.username,
        /// The number of the account; an update does not tell it.
        user_id: i64 = value.user_id,
    }
}
