//! All accounts, found by number, by username or by account ID.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::{Value, json};

use crate::account::{Account, Relation, UserId};
use crate::{generated, secret, start_values};

/// The accounts behind one API key. No two ever have the same username.
#[derive(Debug)]
pub(crate) struct Accounts {
    by_id: BTreeMap<UserId, Account>,
    by_username: HashMap<String, UserId>,
    by_account_id: HashMap<String, UserId>,
    own: UserId,
    /// The last number that was given out; none is used twice.
    last: UserId,
    /// The usernames and account IDs of deleted accounts, which no other account may ever have.
    retired: Retired,
}

#[derive(Debug, Default)]
struct Retired {
    usernames: HashSet<String>,
    account_ids: HashSet<String>,
}

impl Accounts {
    /// The accounts as the documents' examples show them, and so many made-up customers.
    pub(crate) fn start(customers: usize) -> Self {
        let own = start_values::own();
        let mut accounts = Self {
            by_id: BTreeMap::new(),
            by_username: HashMap::new(),
            by_account_id: HashMap::new(),
            own: own.user_id,
            last: own.user_id,
            retired: Retired::default(),
        };
        accounts.insert(own);
        accounts.insert(start_values::subuser());
        for customer in start_values::customers() {
            accounts.insert(customer);
        }
        for number in 1..=customers {
            accounts.insert(generated::customer(accounts.next(), accounts.own, number));
        }
        accounts
    }

    fn next(&self) -> UserId {
        UserId(self.last.0 + 1)
    }

    fn insert(&mut self, account: Account) {
        self.last = self.last.max(account.user_id);
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

    pub(crate) fn with_account_id(&self, account_id: &str) -> Option<UserId> {
        self.by_account_id.get(account_id).copied()
    }

    /// All customers, in the order in which they came.
    pub(crate) fn customers(&self) -> impl Iterator<Item = &Account> {
        self.by_id.values().filter(|account| account.account_id().is_some())
    }

    /// The customer of that name.
    pub(crate) fn customer(&self, username: &str) -> Option<UserId> {
        let account = self.named(username)?;
        account.account_id().map(|_| account.user_id)
    }

    /// Adds an account of this relation and name with made-up values, or nothing if the name or
    /// the account ID is taken.
    pub(crate) fn add(&mut self, relation: Relation, username: String) -> Option<UserId> {
        if !self.is_free(&username) {
            return None;
        }
        if let Relation::Customer { account_id, .. } = &relation {
            if !self.is_free_account_id(account_id) {
                return None;
            }
        }
        let id = self.next();
        self.insert(start_values::made_up(id, relation, username));
        Some(id)
    }

    /// Adds a customer of this name with values that `fill` sets; false if the name is taken.
    pub(crate) fn add_customer(&mut self, username: &str, fill: impl FnOnce(&mut Account)) -> bool {
        if !self.is_free(username) {
            return false;
        }
        let (id, account_id) = (self.next(), self.next_account_id());
        let relation = Relation::Customer { parent: self.own, account_id };
        let mut account = start_values::made_up(id, relation, username.to_owned());
        fill(&mut account);
        self.insert(account);
        true
    }

    fn is_free(&self, username: &str) -> bool {
        !self.by_username.contains_key(username) && !self.retired.usernames.contains(username)
    }

    fn is_free_account_id(&self, account_id: &str) -> bool {
        let retired = &self.retired.account_ids;
        !self.by_account_id.contains_key(account_id) && !retired.contains(account_id)
    }

    /// The account ID that goes with the next number, or the first one after it that is free: a
    /// permissive sandbox gives out any that it is asked for.
    fn next_account_id(&self) -> String {
        let mut number = self.next();
        loop {
            let account_id = start_values::account_id(number);
            if self.is_free_account_id(&account_id) {
                return account_id;
            }
            number.0 += 1;
        }
    }

    /// Removes an account for ever: no other one gets its name.
    pub(crate) fn remove(&mut self, id: UserId) {
        let Some(account) = self.by_id.remove(&id) else { return };
        if let Some(account_id) = account.account_id() {
            self.by_account_id.remove(account_id);
            self.retired.account_ids.insert(account_id.to_owned());
        }
        self.by_username.remove(&account.username);
        self.retired.usernames.insert(account.username);
    }

    /// Gives an account another name; false if another account has it, or a deleted one had it.
    pub(crate) fn rename(&mut self, id: UserId, username: &str) -> bool {
        let holder = self.by_username.get(username).copied();
        if holder != Some(id) && !self.is_free(username) {
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
        "active": account.active,
        "website_access": account.website_access,
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
        let mut accounts = Accounts::start(0);
        assert!(accounts.rename(UserId(2), "renamed"));
        assert!(accounts.named("test_subuser").is_none());
        assert_eq!(accounts.named("renamed").unwrap().user_id, UserId(2));
        assert!(accounts.rename(UserId(2), "renamed"), "its own name is free for it");
        assert!(accounts.rename(UserId(3), "test_subuser"), "a name given up is free");
    }

    #[test]
    fn a_name_of_another_account_is_refused() {
        let mut accounts = Accounts::start(0);
        assert!(!accounts.rename(UserId(2), "user1"));
        assert_eq!(accounts.get(UserId(2)).unwrap().username, "test_subuser");
        let relation = Relation::Subuser { parent: UserId(1) };
        assert_eq!(accounts.add(relation.clone(), "user1".to_owned()), None);
        assert_eq!(accounts.add(relation, "fifth".to_owned()), Some(UserId(5)));
    }

    #[test]
    fn neither_name_nor_number_of_a_removed_account_is_used_again() {
        let mut accounts = Accounts::start(0);
        accounts.remove(UserId(4));
        assert!(accounts.named("user2").is_none());
        assert_eq!(accounts.with_account_id("124"), None);
        assert!(!accounts.add_customer("user2", |_| {}));
        assert!(!accounts.rename(UserId(3), "user2"));
        assert!(accounts.add_customer("new", |account| account.active = false));
        let new = accounts.named("new").unwrap();
        assert_eq!((new.user_id, new.account_id(), new.active), (UserId(5), Some("125"), false));
        let relation = Relation::Customer { parent: UserId(1), account_id: "124".to_owned() };
        assert_eq!(accounts.add(relation, "other".to_owned()), None);
    }

    #[test]
    fn an_account_id_that_was_given_out_is_passed_over() {
        let mut accounts = Accounts::start(0);
        let relation = Relation::Customer { parent: UserId(1), account_id: "126".to_owned() };
        accounts.add(relation, "made_up".to_owned()).unwrap();
        assert!(accounts.add_customer("new", |_| {}));
        assert_eq!(accounts.named("new").unwrap().account_id(), Some("127"));
    }

    #[test]
    fn a_snapshot_shows_no_password() {
        let text = Accounts::start(0).snapshot().to_string();
        for password in ["old_password", "subuser_password", "user1_password", "user2_password"] {
            assert!(!text.contains(password));
            assert!(text.contains(&secret::hash(password.as_bytes())));
        }
    }
}
