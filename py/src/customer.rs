//! `sendgrid_accounts.Customer`: a row of a list, whose texts become Python's when they are asked for.

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyMappingProxy, PyTuple};
use sendgrid_accounts::{Extra, customers};

use crate::json;
use crate::value_object::{ValueObject, value_methods};

/// A customer of a reseller. Which fields a server tells differs; what it leaves out is
/// `None`.
#[pyclass(frozen, eq, module = "sendgrid_accounts")]
#[derive(Clone)]
pub(crate) struct Customer {
    list: customers::CustomerList,
    place: usize,
}

impl Customer {
    /// The customer at a place of a list.
    pub(crate) fn of(list: &customers::CustomerList, place: usize) -> Option<Self> {
        list.row(place).map(|_| Self { list: list.clone(), place })
    }

    pub(crate) fn row(&self) -> Option<customers::CustomerRef<'_>> {
        self.list.row(self.place)
    }
}

impl PartialEq for Customer {
    fn eq(&self, other: &Self) -> bool {
        self.row() == other.row()
    }
}

/// Declares the fields, each read from the row by the method of its name.
macro_rules! customer_fields {
    ($($(#[$doc:meta])* $field:ident: $type:ty,)*) => {
        impl ValueObject for Customer {
            const FIELDS: &[&str] = &[$(stringify!($field),)*];

            fn values<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
                let values: [Bound<'py, PyAny>; _] =
                    [$(self.$field().into_pyobject(py)?.into_any(),)*];
                PyTuple::new(py, values)
            }

            fn extra_fields(&self) -> Option<&Extra> {
                self.row()?.extra()
            }
        }

        value_methods! { Customer {
            #[new]
            #[allow(clippy::too_many_arguments, reason = "as many as there are fields")]
            #[pyo3(signature = ($($field=None,)* *, extra: "dict[str, object] | None"=None))]
            fn new($($field: Option<$type>,)* extra: Option<Bound<'_, PyDict>>) -> PyResult<Self> {
                let mut customer = customers::Customer::default();
                $(customer.$field = $field.map(Into::into);)*
                if let Some(extra) = extra {
                    customer.extra = json::from_python(&extra)?;
                }
                Ok(Self { list: [customer].into_iter().collect(), place: 0 })
            }

            $(
                $(#[$doc])*
                #[getter]
                fn $field(&self) -> Option<$type> {
                    self.row()?.$field()
                }
            )*
        } }
    };
}

customer_fields! {
    /// The username, by which other calls name the customer.
    username: &str,
    /// The e-mail address.
    email: &str,
    /// Whether the customer may send mail.
    active: bool,
    /// The first name.
    first_name: &str,
    /// The last name.
    last_name: &str,
    /// The street address.
    address: &str,
    /// The second line of the street address.
    address2: &str,
    /// The city.
    city: &str,
    /// The state.
    state: &str,
    /// The zip code.
    zip: &str,
    /// The country.
    country: &str,
    /// The phone number.
    phone: &str,
    /// The address of the website.
    website: &str,
    /// The name of the company.
    company: &str,
    /// Whether the customer may log in to the website.
    website_access: bool,
    /// The number of the customer.
    id: &str,
}
