//! The native part of the Python package `sendgrid_accounts`. It has no
//! logic of its own: it converts Python values into calls of the core, and results and errors back.

#![allow(clippy::doc_markdown, reason = "doc comments are docstrings here, in Python's own form")]
#![deny(unsafe_code)]

mod api_key_secret;
mod api_keys;
mod arguments;
mod asyncio;
mod blocking;
mod bulk;
mod client;
mod command_line;
mod created_api_key;
mod customer;
mod customer_list;
mod customers;
mod delivery;
mod errors;
#[cfg(feature = "hooks")]
mod hooks;
mod interpreter;
mod json;
mod logging;
mod lost_change;
mod methods;
mod new_customer;
mod new_subuser;
mod options;
mod pages;
mod rate_limit;
mod reconcile;
mod request;
mod reseller;
mod response;
mod sandbox;
mod scopes;
mod secret_token;
mod strings;
mod subuser;
mod subusers;
mod user;
mod value_object;

use pyo3::prelude::*;

/// Native part of `sendgrid_accounts`. Its import raises `ImportError` in a subinterpreter.
// All classes are frozen and lock their own state: none relies on the interpreter lock.
#[pyo3::pymodule(gil_used = false)]
fn _native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    // Before any class, which belongs to the interpreter that uses it first.
    interpreter::reserve(module.py())?;
    // A panic becomes an exception. Its message may hold a secret, so it is not printed.
    std::panic::set_hook(Box::new(|panic| {
        tracing::error!(target: "sendgrid_accounts", location = ?panic.location(), "panic");
    }));
    module.add("__version__", sendgrid_accounts::VERSION)?;
    add_classes(module)?;
    add_functions(module)?;
    delivery::close_at_exit(module.py())
}

fn add_classes(module: &Bound<'_, PyModule>) -> PyResult<()> {
    user::add_classes(module)?;
    module.add_class::<api_key_secret::ApiKeySecret>()?;
    module.add_class::<api_keys::ApiKeyInfo>()?;
    module.add_class::<api_keys::ApiKeys>()?;
    module.add_class::<api_keys::AsyncApiKeys>()?;
    module.add_class::<asyncio::Call>()?;
    module.add_class::<bulk::BulkRunner>()?;
    module.add_class::<bulk::file::BulkFile>()?;
    module.add_class::<bulk::file::BulkFileIterator>()?;
    module.add_class::<bulk::ledger::Ledger>()?;
    module.add_class::<bulk::ledger::LedgerIterator>()?;
    module.add_class::<client::AsyncClient>()?;
    module.add_class::<client::Client>()?;
    module.add_class::<created_api_key::CreatedApiKey>()?;
    module.add_class::<customer::Customer>()?;
    module.add_class::<customer_list::CustomerIterator>()?;
    module.add_class::<customer_list::CustomerList>()?;
    module.add_class::<customers::AsyncCustomers>()?;
    module.add_class::<customers::Customers>()?;
    module.add_class::<lost_change::LostChange>()?;
    module.add_class::<new_customer::NewCustomer>()?;
    module.add_class::<new_subuser::NewSubuser>()?;
    module.add_class::<pages::PageReader>()?;
    module.add_class::<rate_limit::RateLimit>()?;
    module.add_class::<rate_limit::SharedRateLimiter>()?;
    module.add_class::<reconcile::Reconciled>()?;
    module.add_class::<reseller::Reseller>()?;
    module.add_class::<response::RawResponse>()?;
    module.add_class::<response::Response>()?;
    module.add_class::<sandbox::Sandbox>()?;
    module.add_class::<scopes::AsyncScopes>()?;
    module.add_class::<scopes::ScopeList>()?;
    module.add_class::<scopes::Scopes>()?;
    module.add_class::<secret_token::SecretToken>()?;
    subuser::add_classes(module)?;
    module.add_class::<subusers::AsyncSubusers>()?;
    module.add_class::<subusers::Subusers>()?;
    module.add_class::<user::AsyncUser>()?;
    module.add_class::<user::User>()
}

fn add_functions(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(bulk::job::check_account, module)?)?;
    module.add_function(wrap_pyfunction!(bulk::job::plain_parameters, module)?)?;
    module.add_function(wrap_pyfunction!(command_line::run_command_line, module)?)?;
    module.add_function(wrap_pyfunction!(errors::error_kinds, module)?)?;
    module.add_function(wrap_pyfunction!(reconcile::reconcile, module)?)?;
    module.add_function(wrap_pyfunction!(reconcile::reconcile_async, module)?)?;
    module.add_function(wrap_pyfunction!(sandbox::run_sandbox, module)?)?;
    module.add_function(wrap_pyfunction!(user::operations, module)?)?;
    #[cfg(feature = "hooks")]
    hooks::add_functions(module)?;
    Ok(())
}
