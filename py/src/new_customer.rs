//! `sendgrid_accounts.NewCustomer`.

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyTuple};
use sendgrid_accounts::customers;

type Fields = customers::NewCustomer;

use crate::arguments::{Date, Str, StrList, from_arguments};

/// The last fields and their types, for pydantic.
const OPTIONS: [(&str, &str); 4] =
    [("ip_group", "list?"), ("ip", "list?"), ("free_user", "bool?"), ("billing_date", "date?")];

impl NewCustomer {
    fn with_password<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let fields = self.to_dict(py)?;
        fields.set_item("password", self.customer.password.expose())?;
        Ok(fields)
    }
}

/// Declares the class from its arguments, in order.
macro_rules! new_customer {
    (
        required { $(#[doc = $required_doc:literal] $required:ident,)* }
        optional { $(#[doc = $optional_doc:literal] $optional:ident,)* }
    ) => {
        /// A new customer for `customers.create`, which checks the fields before it sends anything.
        ///
        /// The documents call `company`, `package` and `whitelabel` required, but omit them in their
        /// examples: they are optional here, and the server decides.
        ///
        /// The password is write-only: no attribute, `repr()` or `to_dict()` has it. A pickle has it,
        /// since the customer could not be created without it: keep a pickle as secret as the password.
        ///
        /// Args:
        ///     username: Username, up to 64 characters.
        ///     password: Password, 6 to 128 characters.
        $(#[doc = concat!("    ", stringify!($required), ":", $required_doc)])*
        $(#[doc = concat!("    ", stringify!($optional), ":", $optional_doc)])*
        ///     ip_group: Names of your IP groups to assign, each up to 255 characters.
        ///     ip: Your IP addresses to assign, if the package allows it.
        ///     free_user: Whether the customer is a free one; mandatory for a free customer.
        ///     billing_date: First billing date, `YYYY-MM-DD` or a `datetime.date`, within one billing cycle
        ///         from now.
        ///
        /// Raises:
        ///     TypeError: An argument is missing or has the wrong type.
        ///     InvalidInputError: A string is not valid Unicode; `field` names it.
        #[pyclass(frozen, eq, module = "sendgrid_accounts")]
        #[derive(Clone, PartialEq, Eq)]
        pub(crate) struct NewCustomer {
            pub(crate) customer: Fields,
        }

        #[pymethods]
        impl NewCustomer {
            #[new]
            #[pyo3(signature = (
                *, username, password, $($required,)* $($optional=None,)* ip_group=StrList::literal([]),
                ip=StrList::literal([]), free_user=None, billing_date=None
            ), text_signature = "(*, username, password, email, first_name, last_name, address, city, \
                state, zip, country, phone, website, company=None, package=None, whitelabel=None, \
                ip_group=(), ip=(), free_user=None, billing_date=None)")]
            #[expect(clippy::too_many_arguments, reason = "the fields, by keyword")]
            fn new(
                py: Python<'_>, username: Str, password: Str, $($required: Str,)*
                $($optional: Option<Str>,)* ip_group: StrList, ip: StrList, free_user: Option<bool>,
                billing_date: Option<Date>,
            ) -> PyResult<Self> {
                let customer: PyResult<_> = from_arguments!(py, Fields {
                    username, password, $($required,)* $($optional,)* ip_group, ip, free_user,
                    billing_date,
                });
                Ok(Self { customer: customer? })
            }

            /// Username, up to 64 characters.
            #[getter]
            fn username(&self) -> &str {
                &self.customer.username
            }

            $(
                #[doc = $required_doc]
                #[getter]
                fn $required(&self) -> &str {
                    &self.customer.$required
                }
            )*

            $(
                #[doc = $optional_doc]
                #[getter]
                fn $optional(&self) -> Option<&str> {
                    self.customer.$optional.as_deref()
                }
            )*

            /// Names of your IP groups to assign, each up to 255 characters.
            #[getter]
            fn ip_group(&self) -> Vec<String> {
                self.customer.ip_group.clone()
            }

            /// Your IP addresses to assign, if the package allows it.
            #[getter]
            fn ip(&self) -> Vec<String> {
                self.customer.ip.clone()
            }

            /// Whether the customer is a free one; mandatory for a free customer.
            #[getter]
            fn free_user(&self) -> Option<bool> {
                self.customer.free_user
            }

            /// First billing date, `YYYY-MM-DD`, within one billing cycle from now.
            #[getter]
            fn billing_date(&self) -> Option<&str> {
                self.customer.billing_date.as_deref()
            }

            /// Returns the fields without the password, as a dictionary that `json.dumps` accepts.
            fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
                let fields = PyDict::new(py);
                fields.set_item("username", &self.customer.username)?;
                $(fields.set_item(stringify!($required), &self.customer.$required)?;)*
                $(fields.set_item(stringify!($optional), &self.customer.$optional)?;)*
                fields.set_item("ip_group", &self.customer.ip_group)?;
                fields.set_item("ip", &self.customer.ip)?;
                fields.set_item("free_user", self.customer.free_user)?;
                fields.set_item("billing_date", &self.customer.billing_date)?;
                Ok(fields)
            }

            fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
                let mut fields = Vec::new();
                for (name, value) in self.to_dict(py)? {
                    fields.push(format!("{name}={}", value.repr()?));
                }
                fields.insert(1, "password=****".to_owned());
                Ok(format!("NewCustomer({})", fields.join(", ")))
            }

            /// Hash of the fields without the password.
            fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
                let fields = self.to_dict(py)?;
                for list in ["ip_group", "ip"] {
                    fields.set_item(list, fields.as_any().get_item(list)?.cast::<PyList>()?.to_tuple())?;
                }
                fields.values().to_tuple().hash()
            }

            fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
                let rebuild = py.import("sendgrid_accounts._models")?.getattr("rebuild_by_name")?;
                (rebuild, (py.get_type::<Self>(), self.with_password(py)?)).into_pyobject(py)
            }

            #[pyo3(signature = (**changes))]
            fn __replace__<'py>(
                &self,
                py: Python<'py>,
                changes: Option<&Bound<'py, PyDict>>,
            ) -> PyResult<Bound<'py, PyAny>> {
                let fields = self.with_password(py)?;
                if let Some(changes) = changes {
                    fields.update(changes.as_mapping())?;
                }
                py.get_type::<Self>().call((), Some(&fields))
            }

            #[staticmethod]
            #[pyo3(signature = (source, handler, /))]
            fn __get_pydantic_core_schema__<'py>(
                source: &Bound<'py, PyAny>,
                handler: &Bound<'py, PyAny>,
            ) -> PyResult<Bound<'py, PyAny>> {
                let _ = handler;
                let py = source.py();
                let types = PyDict::new(py);
                types.set_item("username", "str")?;
                $(types.set_item(stringify!($required), "str")?;)*
                $(types.set_item(stringify!($optional), "str?")?;)*
                for (name, kind) in OPTIONS {
                    types.set_item(name, kind)?;
                }
                let schema = py.import("sendgrid_accounts._pydantic")?.getattr("input_schema")?;
                schema.call1((py.get_type::<Self>(), types, "password"))
            }
        }
    };
}

new_customer! {
    required {
        /// E-mail address, up to 64 characters.
        email,
        /// First name, up to 50 characters.
        first_name,
        /// Last name, up to 50 characters.
        last_name,
        /// Street address, up to 100 characters.
        address,
        /// City, up to 100 characters.
        city,
        /// State, up to 100 characters.
        state,
        /// Zip code, up to 50 characters.
        zip,
        /// Country, up to 100 characters.
        country,
        /// Phone number, up to 50 characters.
        phone,
        /// URL of the website, up to 255 characters.
        website,
    }
    optional {
        /// Name of the company, up to 255 characters.
        company,
        /// Name of the package to assign, up to 255 characters.
        package,
        /// Domain for whitelabelling, up to 255 characters.
        whitelabel,
    }
}
