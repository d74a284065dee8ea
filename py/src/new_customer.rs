//! `sendgrid_accounts.NewCustomer`.

use pyo3::prelude::*;
use sendgrid_accounts::customers;

use crate::arguments::{Text, Texts, optional};

/// Declares the class: its arguments in order, each kept in the core's struct.
macro_rules! new_customer {
    (
        required { $(#[doc = $required_doc:literal] $required:ident,)* }
        optional { $(#[doc = $optional_doc:literal] $optional:ident,)* }
    ) => {
        /// A customer to be. The first thirteen fields must be given.
        ///
        /// The documents call `company`, `package` and `whitelabel` required too, and leave them
        /// out in their own examples: they are optional here, and the server decides. What is
        /// wrong is told when the customer is created, before anything is sent. The password can be
        /// given and never read.
        ///
        /// Args:
        ///     username: The username, up to 64 characters.
        ///     password: The password, from 6 characters on.
        $(#[doc = concat!("     ", stringify!($required), ":", $required_doc)])*
        $(#[doc = concat!("     ", stringify!($optional), ":", $optional_doc)])*
        ///     ip_group: The names of IP groups of yours to add, each up to 255 characters.
        ///     ip: IP addresses of yours to add, where the package allows it.
        ///     free_user: Whether the customer is a free one; has to be given for a free customer.
        ///     billing_date: The first billing date, `YYYY-MM-DD`, within one billing cycle from now.
        ///
        /// Raises:
        ///     TypeError: An argument is missing or of another type.
        ///     InvalidInputError: A text is not valid Unicode; `field` names it.
        #[pyclass(frozen, module = "sendgrid_accounts")]
        pub(crate) struct NewCustomer {
            customer: customers::NewCustomer,
        }

        #[pymethods]
        impl NewCustomer {
            #[new]
            #[pyo3(signature = (
                *, username, password, $($required,)* $($optional=None,)* ip_group=Texts::of(Vec::new()),
                ip=Texts::of(Vec::new()), free_user=None, billing_date=None
            ))]
            #[expect(clippy::too_many_arguments, reason = "the fields, by keyword")]
            fn new(
                py: Python<'_>,
                username: Text,
                password: Text,
                $($required: Text,)*
                $($optional: Option<Text>,)*
                ip_group: Texts,
                ip: Texts,
                free_user: Option<bool>,
                billing_date: Option<Text>,
            ) -> PyResult<Self> {
                Ok(Self {
                    customer: customers::NewCustomer {
                        username: username.get(py, "username")?,
                        password: password.get(py, "password")?.into(),
                        $($required: $required.get(py, stringify!($required))?,)*
                        $($optional: optional(py, stringify!($optional), $optional)?,)*
                        ip_group: ip_group.get(py, "ip_group")?,
                        ip: ip.get(py, "ip")?,
                        free_user,
                        billing_date: optional(py, "billing_date", billing_date)?,
                    },
                })
            }

            /// The username, up to 64 characters.
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

            /// The names of IP groups of yours to add, each up to 255 characters.
            #[getter]
            fn ip_group(&self) -> Vec<String> {
                self.customer.ip_group.clone()
            }

            /// IP addresses of yours to add, where the package allows it.
            #[getter]
            fn ip(&self) -> Vec<String> {
                self.customer.ip.clone()
            }

            /// Whether the customer is a free one; has to be given for a free customer.
            #[getter]
            fn free_user(&self) -> Option<bool> {
                self.customer.free_user
            }

            /// The first billing date, `YYYY-MM-DD`, within one billing cycle from now.
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
        /// The e-mail address, up to 64 characters.
        email,
        /// The first name, up to 50 characters.
        first_name,
        /// The last name, up to 50 characters.
        last_name,
        /// The street address, up to 100 characters.
        address,
        /// The city, up to 100 characters.
        city,
        /// The state, up to 100 characters.
        state,
        /// The zip code, up to 50 characters.
        zip,
        /// The country, up to 100 characters.
        country,
        /// The phone number, up to 50 characters.
        phone,
        /// The address of the website, up to 255 characters.
        website,
    }
    optional {
        /// The name of the company, up to 255 characters.
        company,
        /// The name of the package to assign, up to 255 characters.
        package,
        /// The domain for whitelabelling, up to 255 characters.
        whitelabel,
    }
}

impl NewCustomer {
    pub(crate) fn customer(&self) -> customers::NewCustomer {
        self.customer.clone()
    }
}
