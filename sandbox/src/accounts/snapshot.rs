//! The state for the control API.

use serde_json::{Value, json};

use super::Accounts;
use crate::account::{Account, Relation};
use crate::secret;

impl Accounts {
    /// All accounts as JSON, with password hashes, API keys and IP addresses.
    pub(crate) fn snapshot(&self) -> Value {
        json!({
            "accounts": self.by_id.values().map(snapshot).collect::<Vec<_>>(),
            "api_keys": self.api_keys.snapshot(self.parent),
            "ips": self.ips.snapshot(),
        })
    }
}

fn snapshot(account: &Account) -> Value {
    let (relation, parent, account_id) = match &account.relation {
        Relation::Parent => ("parent", None, None),
        Relation::Subuser { parent } => ("subuser", Some(parent), None),
        Relation::Customer { parent, account_id } => ("customer", Some(parent), Some(account_id)),
    };
    json!({
        "user_id": account.user_id,
        "username": account.username,
        "relation": relation,
        "parent": parent,
        "account_id": account_id,
        "password": secret::hash(account.password.as_bytes()),
        "email": account.email,
        "active": account.active,
        "website_access": account.website_access,
        "type": account.kind,
        "reputation": account.reputation,
        "credits": account.credits,
        "allocation": account.allocation,
        "region": account.region,
        "profile": account.profile,
    })
}
