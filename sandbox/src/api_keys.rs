//! All API keys, by their IDs and accounts.
//!
//! Source: API Keys API v3 (OpenAPI).

use std::collections::{BTreeMap, HashMap};

use serde_json::{Value, json};

use crate::account::UserId;
use crate::scopes::Scopes;

/// The maximum number of keys per account: operation `CreateApiKey`.
pub(crate) const MAX_KEYS: usize = 100;

/// The name of the key that exists at the start.
const FIRST_NAME: &str = "sandbox";

#[derive(Debug)]
pub(crate) struct ApiKey {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) scopes: Scopes,
    /// The complete key.
    key: String,
    account: UserId,
}

/// The account and the scopes of the key of a request.
#[derive(Debug, Clone)]
pub(crate) struct Caller {
    pub(crate) account: UserId,
    pub(crate) scopes: Scopes,
}

#[derive(Debug, Default)]
pub(crate) struct ApiKeys {
    by_id: HashMap<String, ApiKey>,
    /// The IDs of each account in the order of creation.
    by_account: BTreeMap<UserId, Vec<String>>,
}

/// The ID of a key: its middle part (observed: `sendgrid/docs`, `automating-subusers.md`).
fn id_of(key: &str) -> Option<&str> {
    key.split('.').nth(1)
}

impl ApiKeys {
    /// A full access key of the parent.
    pub(crate) fn start(parent: UserId, key: &str) -> Self {
        let mut keys = Self::default();
        keys.add(parent, key.to_owned(), FIRST_NAME.to_owned(), Scopes::Full);
        keys
    }

    /// Adds a generated key.
    pub(crate) fn add(
        &mut self,
        account: UserId,
        key: String,
        name: String,
        scopes: Scopes,
    ) -> Option<&ApiKey> {
        let id = id_of(&key)?.to_owned();
        self.by_account.entry(account).or_default().push(id.clone());
        let added = ApiKey { id: id.clone(), name, scopes, key, account };
        Some(self.by_id.entry(id).insert_entry(added).into_mut())
    }

    /// Whether there is a key with the ID of this key.
    pub(crate) fn has_id_of(&self, key: &str) -> bool {
        id_of(key).is_some_and(|id| self.by_id.contains_key(id))
    }

    /// The account and the scopes of a key.
    pub(crate) fn caller(&self, key: &str) -> Option<Caller> {
        let found = self.by_id.get(id_of(key)?).filter(|found| found.key == key)?;
        Some(Caller { account: found.account, scopes: found.scopes.clone() })
    }

    pub(crate) fn get(&self, account: UserId, id: &str) -> Option<&ApiKey> {
        self.by_id.get(id).filter(|key| key.account == account)
    }

    pub(crate) fn get_mut(&mut self, account: UserId, id: &str) -> Option<&mut ApiKey> {
        self.by_id.get_mut(id).filter(|key| key.account == account)
    }

    /// The keys of an account in the order of creation.
    pub(crate) fn of(&self, account: UserId) -> impl Iterator<Item = &ApiKey> {
        let ids = self.by_account.get(&account).into_iter().flatten();
        ids.filter_map(|id| self.by_id.get(id))
    }

    /// Revokes a key. Returns false if the account has no such key.
    pub(crate) fn remove(&mut self, account: UserId, id: &str) -> bool {
        if self.get(account, id).is_none() {
            return false;
        }
        self.by_id.remove(id);
        if let Some(ids) = self.by_account.get_mut(&account) {
            ids.retain(|other| other != id);
        }
        true
    }

    /// Revokes all keys of an account.
    pub(crate) fn remove_all(&mut self, account: UserId) {
        for id in self.by_account.remove(&account).unwrap_or_default() {
            self.by_id.remove(&id);
        }
    }

    /// All keys with their accounts.
    pub(crate) fn all(&self) -> impl Iterator<Item = (UserId, &ApiKey)> {
        self.by_account.keys().flat_map(|account| self.of(*account).map(|key| (*account, key)))
    }

    /// All keys as JSON, without the keys themselves.
    pub(crate) fn snapshot(&self, parent: UserId) -> Value {
        self.all().map(|(_, key)| key.to_json(parent)).collect()
    }
}

impl ApiKey {
    /// The key as JSON, without the key itself.
    pub(crate) fn to_json(&self, parent: UserId) -> Value {
        json!({
            "api_key_id": self.id,
            "name": self.name,
            "user_id": self.account,
            "scopes": self.scopes.list(self.account == parent),
        })
    }
}
