//! The native part of the Python package `sendgrid_accounts`. It holds no logic of its own: it
//! turns Python values into calls of the core, and results and errors back.

#![allow(clippy::doc_markdown, reason = "doc comments are docstrings here, in Python's own form")]
#![deny(unsafe_code)]

mod arguments;
mod asyncio;
mod blocking;
mod client;
mod customer;
mod customer_list;
mod customers;
mod delivery;
mod errors;
#[cfg(feature = "hooks")]
mod hooks;
mod json;
mod logging;
mod lost_change;
mod methods;
mod models;
mod new_customer;
mod rate_limit;
mod reconcile;
mod reseller;
mod sandbox;
mod settings;
mod user;
mod value_object;

// All classes are frozen, and their locks are their own: no interpreter lock is relied on.
#[pyo3::pymodule(gil_used = false)]
mod _native {
    use pyo3::prelude::*;

    #[pymodule_export]
    use crate::asyncio::Call;
    #[pymodule_export]
    use crate::client::{AsyncClient, Client};
    #[pymodule_export]
    use crate::customer::Customer;
    #[pymodule_export]
    use crate::customer_list::{CustomerIterator, CustomerList};
    #[pymodule_export]
    use crate::customers::{AsyncCustomers, Customers};
    #[pymodule_export]
    use crate::errors::error_kinds;
    #[cfg(feature = "hooks")]
    #[pymodule_export]
    use crate::hooks::{decode_customers, panicking_call, panicking_coroutine};
    #[pymodule_export]
    use crate::lost_change::LostChange;
    #[pymodule_export]
    use crate::models::{Account, Credits, Email, Profile, Username};
    #[pymodule_export]
    use crate::new_customer::NewCustomer;
    #[pymodule_export]
    use crate::rate_limit::{RateLimit, RateLimits, SharedRateLimiter};
    #[pymodule_export]
    use crate::reconcile::{Reconciled, reconcile, reconcile_async};
    #[pymodule_export]
    use crate::reseller::Reseller;
    #[pymodule_export]
    use crate::sandbox::{Sandbox, run_sandbox};
    #[pymodule_export]
    use crate::user::{AsyncUser, User, operations};

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        // A panic becomes an exception: nothing is printed, and its text may hold a secret.
        std::panic::set_hook(Box::new(|panic| {
            tracing::error!(target: "sendgrid_accounts", location = ?panic.location(), "panic");
        }));
        crate::delivery::close_at_exit(module.py())
    }

    #[pymodule_export]
    #[expect(non_upper_case_globals, reason = "the name that Python expects")]
    const __version__: &str = sendgrid_accounts::VERSION;
}
