//! The eleven operations, over the accounts and nothing else. The parameters were checked before.

use super::form::Form;
use super::refusal::Refusal;
use super::{rows, rules};
use crate::account::{Account, Kind, Profile, UserId};
use crate::accounts::Accounts;
use crate::texts;

/// What an operation does to the accounts.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Run {
    List,
    Change(fn(&mut Accounts, &Form) -> Result<(), Refusal>),
}

/// Seeds 003 and 004, "Retrieve Customers".
pub(crate) fn list<'a>(accounts: &'a Accounts, form: &Form) -> Vec<&'a Account> {
    let number = |name: &str| form.get(name).and_then(|value| value.parse().ok());
    let found = accounts.customers().filter(|account| is_wanted(account, form));
    let rest = found.skip(number("offset").unwrap_or(0));
    rest.take(number("limit").unwrap_or(usize::MAX)).collect()
}

/// Whether an account passes all filters. They find parts of a text: one client filters once more
/// for the whole one (`mailmojo/sendgrid-subuser-api`).
fn is_wanted(account: &Account, form: &Form) -> bool {
    let fields = rows::fields(account);
    form.each().all(|(name, value)| {
        let field = fields.iter().find(|(field, _)| *field == name);
        match (name, field) {
            ("active", _) => rules::flag(value) == Some(account.active),
            ("id", Some((_, id))) => *id == value,
            (_, Some((_, field))) => field.contains(value),
            (_, None) => true,
        }
    })
}

/// Seeds 003 and 004, "Create a Customer".
pub(crate) fn create(accounts: &mut Accounts, form: &Form) -> Result<(), Refusal> {
    let added = accounts.add_customer(text(form, "username"), |account| {
        account.profile = Profile::default();
        set_profile(&mut account.profile, form);
        text(form, "email").clone_into(&mut account.email);
        text(form, "password").clone_into(&mut account.password);
        account.kind = if text(form, "free_user") == "true" { Kind::Free } else { Kind::Paid };
    });
    if added { Ok(()) } else { Err(taken()) }
}

/// Seeds 003 and 004, "Delete a Customer": the username can never be registered again.
pub(crate) fn delete(accounts: &mut Accounts, form: &Form) -> Result<(), Refusal> {
    let id = user(accounts, form)?;
    accounts.remove(id);
    Ok(())
}

/// Seeds 003 and 004, "Enable a Customer": "will not enable website access".
pub(crate) fn enable(accounts: &mut Accounts, form: &Form) -> Result<(), Refusal> {
    change(accounts, form, |account| account.active = true)
}

/// Seeds 003 and 004, "Disable a Customer".
pub(crate) fn disable(accounts: &mut Accounts, form: &Form) -> Result<(), Refusal> {
    change(accounts, form, |account| account.active = false)
}

/// Seeds 003 and 004, "Enable Website Access": "will not enable [...] sending out emails".
pub(crate) fn enable_website(accounts: &mut Accounts, form: &Form) -> Result<(), Refusal> {
    change(accounts, form, |account| account.website_access = true)
}

/// Seeds 003 and 004, "Disable Website Access": "will not prevent [...] sending out emails".
pub(crate) fn disable_website(accounts: &mut Accounts, form: &Form) -> Result<(), Refusal> {
    change(accounts, form, |account| account.website_access = false)
}

/// Seeds 003 and 004, "Update Customer Profile": only what is named changes.
pub(crate) fn update_profile(accounts: &mut Accounts, form: &Form) -> Result<(), Refusal> {
    change(accounts, form, |account| set_profile(&mut account.profile, form))
}

/// Seeds 003 and 004, "Update Customer Password": the old one is not asked for.
pub(crate) fn update_password(accounts: &mut Accounts, form: &Form) -> Result<(), Refusal> {
    change(accounts, form, |account| {
        text(form, "password").clone_into(&mut account.password);
    })
}

/// Seeds 003 and 004, "Update Customer Username": takes effect at once.
pub(crate) fn update_username(accounts: &mut Accounts, form: &Form) -> Result<(), Refusal> {
    let id = user(accounts, form)?;
    if accounts.rename(id, text(form, "username")) { Ok(()) } else { Err(taken()) }
}

/// Seeds 003 and 004, "Update Customer Email Address".
pub(crate) fn update_email(accounts: &mut Accounts, form: &Form) -> Result<(), Refusal> {
    change(accounts, form, |account| text(form, "email").clone_into(&mut account.email))
}

fn change(
    accounts: &mut Accounts,
    form: &Form,
    change: impl FnOnce(&mut Account),
) -> Result<(), Refusal> {
    let id = user(accounts, form)?;
    accounts.get_mut(id).map(change).ok_or(Refusal::NoSuchUser)
}

fn user(accounts: &Accounts, form: &Form) -> Result<UserId, Refusal> {
    accounts.customer(text(form, "user")).ok_or(Refusal::NoSuchUser)
}

/// No parameter that means something else has the name of a profile's field.
fn set_profile(profile: &mut Profile, form: &Form) {
    for (name, value) in form.each() {
        if let Some(slot) = profile.field_mut(name) {
            value.clone_into(slot);
        }
    }
}

fn text<'a>(form: &'a Form, name: &str) -> &'a str {
    form.get(name).unwrap_or_default()
}

fn taken() -> Refusal {
    Refusal::Invalid(vec![texts::USERNAME_TAKEN.to_owned()])
}
