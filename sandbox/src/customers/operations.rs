//! The eleven operations of the customers API, as functions of the accounts and of validated
//! parameters.
//!
//! Source: "Customer Management" (both editions); the functions cite its sections.

use super::error::CustomerError;
use super::form::Form;
use super::{rows, rules};
use crate::account::{Account, Kind, Profile, UserId};
use crate::accounts::Accounts;
use crate::messages;

/// The implementation of an operation.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Handler {
    List,
    Change(fn(&mut Accounts, &Form) -> Result<(), CustomerError>),
}

/// "Retrieve Customers".
pub(crate) fn list<'a>(accounts: &'a Accounts, form: &Form) -> Vec<&'a Account> {
    let number = |name: &str| form.get(name).and_then(|value| value.parse().ok());
    let matches = accounts.customers().filter(|account| matches_filters(account, form));
    let page = matches.skip(number("offset").unwrap_or(0));
    page.take(number("limit").unwrap_or(usize::MAX)).collect()
}

/// Whether an account matches all filters. Filters match substrings: one client filters the result
/// again for the exact value (`mailmojo/sendgrid-subuser-api`).
fn matches_filters(account: &Account, form: &Form) -> bool {
    let fields = rows::fields(account);
    form.each().all(|(name, value)| {
        let field = fields.iter().find(|(field, _)| *field == name);
        match (name, field) {
            ("active", _) => rules::parse_boolean(value) == Some(account.active),
            ("id", Some((_, id))) => *id == value,
            (_, Some((_, field))) => field.contains(value),
            (_, None) => true,
        }
    })
}

/// "Create a Customer".
pub(crate) fn create(accounts: &mut Accounts, form: &Form) -> Result<(), CustomerError> {
    let added = accounts.add_customer(value(form, "username"), None, |account| {
        account.profile = Profile::default();
        set_profile(&mut account.profile, form);
        value(form, "email").clone_into(&mut account.email);
        value(form, "password").clone_into(&mut account.password);
        account.kind = if value(form, "free_user") == "true" { Kind::Free } else { Kind::Paid };
    });
    if added { Ok(()) } else { Err(username_taken()) }
}

/// "Delete a Customer": the username can never be registered again.
pub(crate) fn delete(accounts: &mut Accounts, form: &Form) -> Result<(), CustomerError> {
    let id = user(accounts, form)?;
    accounts.remove(id);
    Ok(())
}

/// "Enable a Customer": "will not enable website access".
pub(crate) fn enable(accounts: &mut Accounts, form: &Form) -> Result<(), CustomerError> {
    change(accounts, form, |account| account.active = true)
}

/// "Disable a Customer".
pub(crate) fn disable(accounts: &mut Accounts, form: &Form) -> Result<(), CustomerError> {
    change(accounts, form, |account| account.active = false)
}

/// "Enable Website Access": "will not enable [...] sending out emails".
pub(crate) fn enable_website(accounts: &mut Accounts, form: &Form) -> Result<(), CustomerError> {
    change(accounts, form, |account| account.website_access = true)
}

/// "Disable Website Access": "will not prevent [...] sending out emails".
pub(crate) fn disable_website(accounts: &mut Accounts, form: &Form) -> Result<(), CustomerError> {
    change(accounts, form, |account| account.website_access = false)
}

/// "Update Customer Profile": fields without a parameter keep their values.
pub(crate) fn update_profile(accounts: &mut Accounts, form: &Form) -> Result<(), CustomerError> {
    change(accounts, form, |account| set_profile(&mut account.profile, form))
}

/// "Update Customer Password": the old password is not required.
pub(crate) fn update_password(accounts: &mut Accounts, form: &Form) -> Result<(), CustomerError> {
    change(accounts, form, |account| {
        value(form, "password").clone_into(&mut account.password);
    })
}

/// "Update Customer Username": takes effect immediately.
pub(crate) fn update_username(accounts: &mut Accounts, form: &Form) -> Result<(), CustomerError> {
    let id = user(accounts, form)?;
    if accounts.rename(id, value(form, "username")) { Ok(()) } else { Err(username_taken()) }
}

/// "Update Customer Email Address".
pub(crate) fn update_email(accounts: &mut Accounts, form: &Form) -> Result<(), CustomerError> {
    change(accounts, form, |account| value(form, "email").clone_into(&mut account.email))
}

fn change(
    accounts: &mut Accounts,
    form: &Form,
    change: impl FnOnce(&mut Account),
) -> Result<(), CustomerError> {
    let id = user(accounts, form)?;
    accounts.get_mut(id).map(change).ok_or(CustomerError::UserNotFound)
}

fn user(accounts: &Accounts, form: &Form) -> Result<UserId, CustomerError> {
    accounts.find_customer(value(form, "user")).ok_or(CustomerError::UserNotFound)
}

/// Sets all profile fields that have a parameter. No other parameter has the name of a profile
/// field.
fn set_profile(profile: &mut Profile, form: &Form) {
    for (name, value) in form.each() {
        if let Some(slot) = profile.field_mut(name) {
            value.clone_into(slot);
        }
    }
}

fn value<'a>(form: &'a Form, name: &str) -> &'a str {
    form.get(name).unwrap_or_default()
}

fn username_taken() -> CustomerError {
    CustomerError::Invalid(vec![messages::USERNAME_TAKEN.to_owned()])
}
