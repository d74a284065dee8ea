//! The state for the control API.

use serde_json::{Value, json};

use super::Accounts;
use crate::account::{Account, Relation};
use crate::secret;

impl Accounts {
    /// All accounts as JSON, with password hashes, API keys and IP addresses.
    pub(crate) fn snapshot(&self) -> Value {
        json!({
            "accounts": self.all().map(account_to_json).collect::<Vec<_>>(),
            "api_keys": self.api_keys.snapshot(self.parent),
            "ips": self.ips.snapshot(),
        })
    }
}

/// An account as JSON, with the hash of its password.
pub(crate) fn account_to_json(account: &Account) -> Value {
    let (parent, account_id) = match &account.relation {
        Relation::Parent => (None, None),
        Relation::Subuser { parent } => (Some(parent), None),
        Relation::Customer { parent, account_id } => (Some(parent), Some(account_id)),
    };
    json!({
        "user_id": account.user_id,
        "username": account.username,
        "relation": account.relation.name(),
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
