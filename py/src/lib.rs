//! The native part of the Python package `sendgrid_accounts`. It has no
//! logic of its own: it converts Python values into calls of the core, and results and errors back.

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
mod new_customer;
mod options;
mod rate_limit;
mod reconcile;
mod reseller;
mod sandbox;
mod user;
mod value_object;

// All classes are frozen and lock their own state: none relies on the interpreter lock.
#[pyo3::pymodule(gil_used = false)]
mod _native {
    use pyo3::prelude::*;

    #[pymodule_export]
    use crate::{
        asyncio::Call,
        client::{AsyncClient, Client},
        customer::Customer,
        customer_list::{CustomerIterator, CustomerList},
        customers::{AsyncCustomers, Customers},
        errors::error_kinds,
        lost_change::LostChange,
        new_customer::NewCustomer,
        rate_limit::{RateLimit, SharedRateLimiter},
        reconcile::{Reconciled, reconcile, reconcile_async},
        reseller::Reseller,
        sandbox::{Sandbox, run_sandbox},
        user::{AsyncUser, User, operations},
    };

    #[cfg(feature = "hooks")]
    #[pymodule_export]
    use crate::hooks::{decode_customers, panicking_call, panicking_coroutine};

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        // A panic becomes an exception. Its message may hold a secret, so it is not printed.
        std::panic::set_hook(Box::new(|panic| {
            tracing::error!(target: "sendgrid_accounts", location = ?panic.location(), "panic");
        }));
        crate::user::add_classes(module)?;
        crate::delivery::close_at_exit(module.py())
    }

    #[pymodule_export]
    #[expect(non_upper_case_globals, reason = "Python's name for the version")]
    const __version__: &str = sendgrid_accounts::VERSION;
}
