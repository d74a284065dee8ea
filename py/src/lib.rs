//! The native part of the Python package `sendgrid_accounts`. It holds no logic of its own: it
//! turns Python values into calls of the core, and results and errors back.

#![allow(clippy::doc_markdown, reason = "doc comments are docstrings here, in Python's own form")]
#![deny(unsafe_code)]

mod argument;
mod bridge;
mod call;
mod carried;
mod client;
mod customer;
mod customer_list;
mod customers;
#[cfg(feature = "hooks")]
mod decoding;
mod error;
mod group;
mod json;
mod log;
mod manners;
mod model;
mod new_customer;
mod rate_limit;
mod reconcile;
mod reseller;
mod sandbox;
mod settings;
mod throttle;
mod user;
mod value_object;
mod wait;

// All classes are frozen, and their locks are their own: no interpreter lock is relied on.
#[pyo3::pymodule(gil_used = false)]
mod _native {
    #[pymodule_export]
    use crate::call::Call;
    #[cfg(feature = "hooks")]
    #[pymodule_export]
    use crate::call::{panicking_call, panicking_coroutine};
    #[pymodule_export]
    use crate::client::{AsyncClient, Client};
    #[pymodule_export]
    use crate::customer::Customer;
    #[pymodule_export]
    use crate::customer_list::{CustomerIterator, CustomerList};
    #[pymodule_export]
    use crate::customers::{AsyncCustomers, Customers};
    #[cfg(feature = "hooks")]
    #[pymodule_export]
    use crate::decoding::decode_customers;
    #[pymodule_export]
    use crate::error::error_kinds;
    #[pymodule_export]
    use crate::model::{Account, Credits, Email, Profile, Username};
    #[pymodule_export]
    use crate::new_customer::NewCustomer;
    #[pymodule_export]
    use crate::rate_limit::{RateLimit, RateLimits};
    #[pymodule_export]
    use crate::reconcile::{LostChange, Reconciled};
    #[pymodule_export]
    use crate::reseller::Reseller;
    #[pymodule_export]
    use crate::sandbox::{Sandbox, run_sandbox};
    #[pymodule_export]
    use crate::throttle::Throttle;
    #[pymodule_export]
    use crate::user::{AsyncUser, User, operations};

    #[pymodule_export]
    #[expect(non_upper_case_globals, reason = "the name that Python expects")]
    const __version__: &str = sendgrid_accounts::VERSION;
}
