//! `sendgrid_accounts.NewCustomer`.

use pyo3::prelude::*;
use sendgrid_accounts::customers;

type Fields = customers::NewCustomer;

use crate::arguments::{Str, StrList, from_arguments};

/// Declares the class from its arguments, in order.
macro_rules! new_customer {
    (
        required { $(#[doc = $required_doc:literal] $required:ident,)* }
        optional { $(#[doc = $optional_doc:literal] $optional:ident,)* }
    ) => {
        /// A new customer for `customers.create`, which checks the fields before it sends anything.
        ///
        /// The documents call `company`, `package` and `whitelabel` required, but omit them in their
        /// examples: they are optional here, and the server decides. The password is write-only.
        ///
        /// Args:
        ///     username: Username, up to 64 characters.
        ///     password: Password, 6 to 1,024 characters.
        $(#[doc = concat!("    ", stringify!($required), ":", $required_doc)])*
        $(#[doc = concat!("    ", stringify!($optional), ":", $optional_doc)])*
        ///     ip_group: Names of your IP groups to assign, each up to 255 characters.
        ///     ip: Your IP addresses to assign, if the package allows it.
        ///     free_user: Whether the customer is a free one; mandatory for a free customer.
        ///     billing_date: First billing date, `YYYY-MM-DD`, within one billing cycle from now.
        ///
        /// Raises:
        ///     TypeError: An argument is missing or has the wrong type.
        ///     InvalidInputError: A string is not valid Unicode; `field` names it.
        #[pyclass(frozen, module = "sendgrid_accounts")]
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
                billing_date: Option<Str>,
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

            fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
                let username = self.customer.username.as_str().into_pyobject(py)?.repr()?;
                Ok(format!("NewCustomer(username={username}, password=****, ...)"))
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
