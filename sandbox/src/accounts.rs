//! All accounts, found by number, by username or by account ID.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Value, json};

use crate::account::{Account, Relation, UserId};
use crate::{secret, start_values};

/// The accounts behind one API key. No two ever have the same username.
#[derive(Debug)]
pub(crate) struct Accounts {
    by_id: BTreeMap<UserId, Account>,
    by_username: HashMap<String, UserId>,
    by_account_id: HashMap<String, UserId>,
    own: UserId,
}

impl Accounts {
    /// The accounts as the documents' examples show them.
    pub(crate) fn start() -> Self {
        let own = start_values::own();
        let mut accounts = Self {
            by_id: BTreeMap::new(),
            by_username: HashMap::new(),
            by_account_id: HashMap::new(),
            own: own.user_id,
        };
        accounts.insert(own);
        accounts.insert(start_values::subuser());
        accounts.insert(start_values::customer());
        accounts
    }

    fn insert(&mut self, account: Account) {
        self.by_username.insert(account.username.clone(), account.user_id);
        if let Relation::Customer { account_id, .. } = &account.relation {
            self.by_account_id.insert(account_id.clone(), account.user_id);
        }
        self.by_id.insert(account.user_id, account);
    }

    /// The account that the API key belongs to.
    pub(crate) fn own(&self) -> UserId {
        self.own
    }

    pub(crate) fn get(&self, id: UserId) -> Option<&Account> {
        self.by_id.get(&id)
    }

    pub(crate) fn get_mut(&mut self, id: UserId) -> Option<&mut Account> {
        self.by_id.get_mut(&id)
    }

    /// The account of that name, whatever its relation.
    pub(crate) fn named(&self, username: &str) -> Option<&Account> {
        self.by_username.get(username).and_then(|id| self.get(*id))
    }

    pub(crate) fn customer(&self, account_id: &str) -> Option<UserId> {
        self.by_account_id.get(account_id).copied()
    }

    /// Adds an account of this relation and name with made-up values, or nothing if the name is
    /// taken.
    pub(crate) fn add(&mut self, relation: Relation, username: String) -> Option<UserId> {
        if self.by_username.contains_key(&username) {
            return None;
        }
        let last = self.by_id.last_key_value().map_or(0, |(id, _)| id.0);
        let id = UserId(last + 1);
        self.insert(start_values::made_up(id, relation, username));
        Some(id)
    }

    /// Gives an account another name; false if another account has it already.
    pub(crate) fn rename(&mut self, id: UserId, username: &str) -> bool {
        if self.by_username.get(username).is_some_and(|holder| *holder != id) {
            return false;
        }
        let Some(account) = self.by_id.get_mut(&id) else { return false };
        self.by_username.remove(&account.username);
        username.clone_into(&mut account.username);
        self.by_username.insert(username.to_owned(), id);
        true
    }

    /// All accounts, with hashes in place of passwords.
    pub(crate) fn snapshot(&self) -> Value {
        json!({ "accounts": self.by_id.values().map(snapshot).collect::<Vec<_>>() })
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
        "type": account.kind,
        "reputation": account.reputation,
        "credits": account.credits,
        "profile": account.profile,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rename_moves_the_name() {
        let mut accounts = Accounts::start();
        assert!(accounts.rename(UserId(2), "renamed"));
        assert!(accounts.named("test_subuser").is_none());
        assert_eq!(accounts.named("renamed").unwrap().user_id, UserId(2));
        assert!(accounts.rename(UserId(2), "renamed"), "its own name is free for it");
        assert!(accounts.rename(UserId(3), "test_subuser"), "a name given up is free");
    }

    #[test]
    fn a_name_of_another_account_is_refused() {
        let mut accounts = Accounts::start();
        assert!(!accounts.rename(UserId(2), "test_customer"));
        assert_eq!(accounts.get(UserId(2)).unwrap().username, "test_subuser");
        let relation = Relation::Subuser { parent: UserId(1) };
        assert_eq!(accounts.add(relation.clone(), "test_customer".to_owned()), None);
        assert_eq!(accounts.add(relation, "fourth".to_owned()), Some(UserId(4)));
    }

    #[test]
    fn a_snapshot_shows_no_password() {
        let text = Accounts::start().snapshot().to_string();
        for password in ["old_password", "subuser_password", "customer_password"] {
            assert!(!text.contains(password));
            assert!(text.contains(&secret::hash(password.as_bytes())));
        }
    }
}
