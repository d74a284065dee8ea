//! Creates the accounts and API keys of a seed.

use super::Accounts;
use crate::account::{Account, Allocation, Region};
use crate::api_keys::MAX_KEYS;
use crate::scopes::{self, Scopes};
use crate::seed::{
    ApiKeyForm, CreditsForm, CustomerForm, ParentForm, Seed, SeedError, SubuserForm,
};

/// The default name of a key, as of the key of the start.
const KEY_NAME: &str = "seed";

impl Accounts {
    /// Creates the accounts and API keys of a seed. The result depends on the seed and the accounts
    /// alone.
    pub(crate) fn add_seed(&mut self, seed: &Seed) -> Result<(), SeedError> {
        let form = &seed.0;
        parent(self, &form.parent)?;
        for (index, form) in form.subusers.iter().enumerate() {
            subuser(self, form, &format!("subusers[{index}]"))?;
        }
        for (index, form) in form.customers.iter().enumerate() {
            customer(self, form, &format!("customers[{index}]"))?;
        }
        for (index, form) in form.api_keys.iter().enumerate() {
            api_key(self, form, &format!("api_keys[{index}]"))?;
        }
        Ok(())
    }
}

fn parent(accounts: &mut Accounts, form: &ParentForm) -> Result<(), SeedError> {
    let id = accounts.parent();
    if let Some(username) = &form.username {
        if !accounts.rename(id, &username.0) {
            return Err(taken("parent"));
        }
    }
    let Some(account) = accounts.get_mut(id) else { return Ok(()) };
    if let Some(email) = &form.email {
        email.0.clone_into(&mut account.email);
    }
    account.kind = form.kind.unwrap_or(account.kind);
    for (name, text) in form.profile.0.fields().into_iter().filter(|(_, text)| !text.is_empty()) {
        if let Some(field) = account.profile.field_mut(name) {
            text.clone_into(field);
        }
    }
    credits(account, &form.credits);
    Ok(())
}

fn subuser(accounts: &mut Accounts, form: &SubuserForm, place: &str) -> Result<(), SeedError> {
    let region = form.region.unwrap_or(Region::Global);
    if let Some(index) = form.ips.iter().position(|ip| !accounts.ips.contains(*ip)) {
        let place = format!("{place}.ips[{index}]");
        return Err(SeedError::new(place, "is not an IP address of the parent account"));
    }
    if region == Region::Eu && !form.ips.is_empty() {
        let place = format!("{place}.ips");
        return Err(SeedError::new(place, "no IP address of the parent account is in the EU"));
    }
    let added = accounts.add_subuser(&form.username.0, |account| {
        account.active = !form.disabled;
        account.website_access = form.website_access;
        account.region = region;
        account.profile = form.profile.0.clone();
        texts(account, form.email.as_ref().map(|it| &it.0), form.password.as_ref().map(|it| &it.0));
        credits(account, &form.credits);
    });
    let id = added.ok_or_else(|| taken(place))?.user_id;
    accounts.ips.assign(id, &form.ips);
    Ok(())
}

fn customer(accounts: &mut Accounts, form: &CustomerForm, place: &str) -> Result<(), SeedError> {
    let account_id = form.account_id.as_ref().map(|id| id.0.as_str());
    if account_id.is_some_and(|id| accounts.find_by_account_id(id).is_some()) {
        let place = format!("{place}.account_id");
        return Err(SeedError::new(place, "belongs to another customer"));
    }
    let added = accounts.add_customer(&form.username.0, account_id, |account| {
        account.active = form.active;
        account.website_access = form.website_access;
        account.kind = form.kind.unwrap_or(account.kind);
        account.profile = form.profile.0.clone();
        texts(account, form.email.as_ref().map(|it| &it.0), form.password.as_ref().map(|it| &it.0));
        credits(account, &form.credits);
    });
    if added { Ok(()) } else { Err(taken(place)) }
}

fn texts(account: &mut Account, email: Option<&String>, password: Option<&String>) {
    if let Some(email) = email {
        account.email.clone_from(email);
    }
    if let Some(password) = password {
        account.password.clone_from(password);
    }
}

/// Sets the credits; without the remaining ones they are the rest of the total. A total is not
/// unlimited.
fn credits(account: &mut Account, form: &CreditsForm) {
    let default = form.total.map_or(account.allocation, |_| Allocation::Nonrecurring);
    account.allocation = form.allocation.unwrap_or(default);
    let credits = &mut account.credits;
    if let Some(total) = form.total {
        credits.total = total.into();
        credits.used = form.used.unwrap_or_default().into();
        credits.remain = (credits.total - credits.used).max(0);
    }
    for (field, value) in [
        (&mut credits.remain, form.remain),
        (&mut credits.used, form.used),
        (&mut credits.overage, form.overage),
    ] {
        *field = value.map_or(*field, i64::from);
    }
}

fn api_key(accounts: &mut Accounts, form: &ApiKeyForm, place: &str) -> Result<(), SeedError> {
    let at = |field: &str| format!("{place}.{field}");
    let account = match &form.account {
        None => accounts.parent(),
        Some(username) => {
            let account = accounts.find_by_username(&username.0);
            account.ok_or_else(|| SeedError::new(at("account"), "is no username"))?.user_id
        }
    };
    let scopes = match &form.scopes {
        None => Scopes::Full,
        Some(names) => {
            let names: Vec<String> = names.iter().map(|name| name.0.clone()).collect();
            if scopes::are_exclusive(&names) {
                let reason = "billing scopes cannot be combined with others";
                return Err(SeedError::new(at("scopes"), reason));
            }
            Scopes::Only(names)
        }
    };
    if accounts.api_keys.of(account).count() >= MAX_KEYS {
        return Err(SeedError::new(place, format!("an account has at most {MAX_KEYS} keys")));
    }
    let name = form.name.as_ref().map_or(KEY_NAME, |name| &name.0).to_owned();
    if accounts.api_keys.has_id_of(&form.key.0) {
        return Err(SeedError::new(at("key"), "has the ID, the second part, of another key"));
    }
    accounts.api_keys.add(account, form.key.0.clone(), name, scopes);
    Ok(())
}

fn taken(place: &str) -> SeedError {
    SeedError::new(format!("{place}.username"), "belongs to another account")
}
