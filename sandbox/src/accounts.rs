//! All accounts, indexed by number, username and account ID.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::{Value, json};

use crate::account::{Account, Relation, UserId};
use crate::{fixtures, generator, secret};

/// The accounts of one API key. Usernames are unique.
#[derive(Debug)]
pub(crate) struct Accounts {
    by_id: BTreeMap<UserId, Account>,
    by_username: HashMap<String, UserId>,
    by_account_id: HashMap<String, UserId>,
    parent: UserId,
    /// The last assigned number; numbers are never reused.
    last_id: UserId,
    /// The usernames and account IDs of deleted accounts, which are never reused.
    retired: Retired,
}

#[derive(Debug, Default)]
struct Retired {
    usernames: HashSet<String>,
    account_ids: HashSet<String>,
}

impl Accounts {
    /// The accounts of the documents' examples, the parent with this password, and this number of
    /// generated customers.
    pub(crate) fn start(password: &str, customers: usize) -> Self {
        let parent = fixtures::parent(password.to_owned());
        let mut accounts = Self {
            by_id: BTreeMap::new(),
            by_username: HashMap::new(),
            by_account_id: HashMap::new(),
            parent: parent.user_id,
            last_id: parent.user_id,
            retired: Retired::default(),
        };
        accounts.insert(parent);
        accounts.insert(fixtures::subuser());
        for customer in fixtures::customers() {
            accounts.insert(customer);
        }
        for number in 1..=customers {
            accounts.insert(generator::customer(accounts.next_id(), accounts.parent, number));
        }
        accounts
    }

    fn next_id(&self) -> UserId {
        UserId(self.last_id.0 + 1)
    }

    fn insert(&mut self, account: Account) {
        self.last_id = self.last_id.max(account.user_id);
        self.by_username.insert(account.username.clone(), account.user_id);
        if let Relation::Customer { account_id, .. } = &account.relation {
            self.by_account_id.insert(account_id.clone(), account.user_id);
        }
        self.by_id.insert(account.user_id, account);
    }

    /// The account that the API key belongs to.
    pub(crate) fn parent(&self) -> UserId {
        self.parent
    }

    pub(crate) fn get(&self, id: UserId) -> Option<&Account> {
        self.by_id.get(&id)
    }

    pub(crate) fn get_mut(&mut self, id: UserId) -> Option<&mut Account> {
        self.by_id.get_mut(&id)
    }

    /// The account with this username, of any relation.
    pub(crate) fn find_by_username(&self, username: &str) -> Option<&Account> {
        self.by_username.get(username).and_then(|id| self.get(*id))
    }

    pub(crate) fn find_by_account_id(&self, account_id: &str) -> Option<UserId> {
        self.by_account_id.get(account_id).copied()
    }

    /// All customers, in the order of their creation.
    pub(crate) fn customers(&self) -> impl Iterator<Item = &Account> {
        self.by_id.values().filter(|account| account.account_id().is_some())
    }

    /// The customer with this username.
    pub(crate) fn find_customer(&self, username: &str) -> Option<UserId> {
        let account = self.find_by_username(username)?;
        account.account_id().map(|_| account.user_id)
    }

    /// Adds an account with default values. Returns `None` if the username or the account ID is not
    /// available.
    pub(crate) fn add(&mut self, relation: Relation, username: String) -> Option<UserId> {
        if !self.is_available(&username) {
            return None;
        }
        if let Relation::Customer { account_id, .. } = &relation {
            if !self.is_available_account_id(account_id) {
                return None;
            }
        }
        let id = self.next_id();
        self.insert(fixtures::with_defaults(id, relation, username));
        Some(id)
    }

    /// Adds a customer whose values `fill` sets. Returns false if the username is not available.
    pub(crate) fn add_customer(&mut self, username: &str, fill: impl FnOnce(&mut Account)) -> bool {
        if !self.is_available(username) {
            return false;
        }
        let (id, account_id) = (self.next_id(), self.next_account_id());
        let relation = Relation::Customer { parent: self.parent, account_id };
        let mut account = fixtures::with_defaults(id, relation, username.to_owned());
        fill(&mut account);
        self.insert(account);
        true
    }

    fn is_available(&self, username: &str) -> bool {
        !self.by_username.contains_key(username) && !self.retired.usernames.contains(username)
    }

    fn is_available_account_id(&self, account_id: &str) -> bool {
        let retired = &self.retired.account_ids;
        !self.by_account_id.contains_key(account_id) && !retired.contains(account_id)
    }

    /// The account ID of the next number, or the first available one after it: in a permissive
    /// sandbox a request can have created an account with any ID.
    fn next_account_id(&self) -> String {
        let mut number = self.next_id();
        loop {
            let account_id = fixtures::account_id(number);
            if self.is_available_account_id(&account_id) {
                return account_id;
            }
            number.0 += 1;
        }
    }

    /// Removes an account permanently. Its username and account ID are never reused.
    pub(crate) fn remove(&mut self, id: UserId) {
        let Some(account) = self.by_id.remove(&id) else { return };
        if let Some(account_id) = account.account_id() {
            self.by_account_id.remove(account_id);
            self.retired.account_ids.insert(account_id.to_owned());
        }
        self.by_username.remove(&account.username);
        self.retired.usernames.insert(account.username);
    }

    /// Renames an account. Returns false if the username belongs to another or to a deleted
    /// account.
    pub(crate) fn rename(&mut self, id: UserId, username: &str) -> bool {
        let holder = self.by_username.get(username).copied();
        if holder != Some(id) && !self.is_available(username) {
            return false;
        }
        let Some(account) = self.by_id.get_mut(&id) else { return false };
        self.by_username.remove(&account.username);
        username.clone_into(&mut account.username);
        self.by_username.insert(username.to_owned(), id);
        true
    }

    /// All accounts as JSON, with password hashes.
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
    fn moves_the_username_on_rename() {
        let mut accounts = Accounts::start("parent_password", 0);
        assert!(accounts.rename(UserId(2), "renamed"));
        assert!(accounts.find_by_username("test_subuser").is_none());
        assert_eq!(accounts.find_by_username("renamed").unwrap().user_id, UserId(2));
        assert!(accounts.rename(UserId(2), "renamed"), "its own username");
        assert!(accounts.rename(UserId(3), "test_subuser"), "a former username");
    }

    #[test]
    fn rejects_the_username_of_another_account() {
        let mut accounts = Accounts::start("parent_password", 0);
        assert!(!accounts.rename(UserId(2), "user1"));
        assert_eq!(accounts.get(UserId(2)).unwrap().username, "test_subuser");
        let relation = Relation::Subuser { parent: UserId(1) };
        assert_eq!(accounts.add(relation.clone(), "user1".to_owned()), None);
        assert_eq!(accounts.add(relation, "fifth".to_owned()), Some(UserId(5)));
    }

    #[test]
    fn never_reuses_username_and_id_of_a_removed_account() {
        let mut accounts = Accounts::start("parent_password", 0);
        accounts.remove(UserId(4));
        assert!(accounts.find_by_username("user2").is_none());
        assert_eq!(accounts.find_by_account_id("124"), None);
        assert!(!accounts.add_customer("user2", |_| {}));
        assert!(!accounts.rename(UserId(3), "user2"));
        assert!(accounts.add_customer("new", |account| account.active = false));
        let new = accounts.find_by_username("new").unwrap();
        assert_eq!((new.user_id, new.account_id(), new.active), (UserId(5), Some("125"), false));
        let relation = Relation::Customer { parent: UserId(1), account_id: "124".to_owned() };
        assert_eq!(accounts.add(relation, "other".to_owned()), None);
    }

    #[test]
    fn skips_account_ids_that_exist() {
        let mut accounts = Accounts::start("parent_password", 0);
        let relation = Relation::Customer { parent: UserId(1), account_id: "126".to_owned() };
        accounts.add(relation, "made_up".to_owned()).unwrap();
        assert!(accounts.add_customer("new", |_| {}));
        assert_eq!(accounts.find_by_username("new").unwrap().account_id(), Some("127"));
    }

    #[test]
    fn excludes_passwords_from_a_snapshot() {
        let json = Accounts::start("parent_password", 0).snapshot().to_string();
        for password in ["parent_password", "subuser_password", "user1_password", "user2_password"]
        {
            assert!(!json.contains(password));
            assert!(json.contains(&secret::hash(password.as_bytes())));
        }
    }
}
