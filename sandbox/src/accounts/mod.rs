//! All accounts, indexed by number, username and account ID, with their API keys and IP addresses.

mod seeding;
mod snapshot;
mod subuser_index;
mod subusers;

use std::collections::{BTreeMap, HashMap, HashSet};

pub(crate) use self::snapshot::account_to_json;
pub(crate) use self::subuser_index::Page;
use self::subuser_index::SubuserIndex;
use crate::account::{Account, Relation, UserId};
use crate::api_keys::{ApiKeys, Caller};
use crate::ip_addresses::IpAddresses;
use crate::scopes::Scopes;
use crate::{fixtures, generator};

/// The start state.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Start<'a> {
    /// The password of the parent.
    pub(crate) password: &'a str,
    /// A full access key of the parent.
    pub(crate) api_key: &'a str,
    /// The numbers of generated accounts.
    pub(crate) customers: usize,
    pub(crate) subusers: usize,
    /// Whether there are no other accounts of the documents' examples than the parent.
    pub(crate) without_examples: bool,
}

/// The accounts of one parent. Usernames are unique.
#[derive(Debug)]
pub(crate) struct Accounts {
    pub(crate) api_keys: ApiKeys,
    pub(crate) ips: IpAddresses,
    subusers: SubuserIndex,
    /// The number of generated subusers.
    generated_subusers: usize,
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
    /// The accounts of the documents' examples, and generated ones.
    pub(crate) fn start(start: &Start<'_>) -> Self {
        let parent = fixtures::parent(start.password.to_owned());
        let mut accounts = Self {
            api_keys: ApiKeys::start(parent.user_id, start.api_key),
            ips: IpAddresses::start(),
            subusers: SubuserIndex::default(),
            generated_subusers: 0,
            by_id: BTreeMap::new(),
            by_username: HashMap::new(),
            by_account_id: HashMap::new(),
            parent: parent.user_id,
            last_id: fixtures::LAST_ID,
            retired: Retired::default(),
        };
        accounts.insert(parent);
        if !start.without_examples {
            accounts.insert(fixtures::subuser());
            for account in fixtures::customers().into_iter().chain(fixtures::example_subusers()) {
                accounts.insert(account);
            }
        }
        for number in 1..=start.customers {
            let id = accounts.take_id();
            accounts.insert(generator::customer(id, accounts.parent, number));
        }
        accounts.generate_subusers(start.subusers);
        accounts
    }

    fn next_id(&self) -> UserId {
        let mut next = UserId(self.last_id.0 + 1);
        while self.by_id.contains_key(&next) {
            next.0 += 1;
        }
        next
    }

    fn take_id(&mut self) -> UserId {
        self.last_id = self.next_id();
        self.last_id
    }

    fn insert(&mut self, account: Account) {
        self.by_username.insert(account.username.clone(), account.user_id);
        match &account.relation {
            Relation::Customer { account_id, .. } => {
                self.by_account_id.insert(account_id.clone(), account.user_id);
            }
            Relation::Subuser { .. } => self.subusers.insert(&account),
            Relation::Parent => {}
        }
        self.by_id.insert(account.user_id, account);
    }

    /// The account and the scopes of an API key. A permissive sandbox takes an unknown key for one of
    /// the parent with full access.
    pub(crate) fn caller(&self, key: &str, permissive: bool) -> Option<Caller> {
        let unknown = || Caller { account: self.parent, scopes: Scopes::Full };
        self.api_keys.caller(key).or_else(|| permissive.then(unknown))
    }

    /// The account that all others belong to.
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

    /// All accounts, in the order of their numbers.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Account> {
        self.by_id.values()
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
        let id = self.take_id();
        self.insert(fixtures::with_defaults(id, relation, username));
        Some(id)
    }

    /// Adds a customer whose values `fill` sets, with this account ID or the next one. Returns false if
    /// the username is not available.
    pub(crate) fn add_customer(
        &mut self,
        username: &str,
        account_id: Option<&str>,
        fill: impl FnOnce(&mut Account),
    ) -> bool {
        if !self.is_available(username) {
            return false;
        }
        let account_id = account_id.map_or_else(|| self.next_account_id(), str::to_owned);
        let id = self.take_id();
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

    /// Removes an account permanently, with its API keys. The username and the account ID of a
    /// customer are never reused; the username of a subuser is (observed in 2016:
    /// `awwa/sendgrid4r`, `spec/rest/subusers_spec.rb`).
    pub(crate) fn remove(&mut self, id: UserId) {
        let Some(account) = self.by_id.remove(&id) else { return };
        self.api_keys.remove_all(id);
        self.ips.assign(id, &[]);
        self.subusers.remove(&account);
        self.by_username.remove(&account.username);
        if let Some(account_id) = account.account_id() {
            self.by_account_id.remove(account_id);
            self.retired.account_ids.insert(account_id.to_owned());
            self.retired.usernames.insert(account.username);
        }
    }

    /// Renames an account. Returns false if the username belongs to another account or to a deleted
    /// customer.
    pub(crate) fn rename(&mut self, id: UserId, username: &str) -> bool {
        let holder = self.by_username.get(username).copied();
        if holder != Some(id) && !self.is_available(username) {
            return false;
        }
        let Some(account) = self.by_id.get_mut(&id) else { return false };
        self.by_username.remove(&account.username);
        if account.is_subuser() {
            self.subusers.remove(account);
        }
        username.clone_into(&mut account.username);
        if account.is_subuser() {
            self.subusers.insert(account);
        }
        self.by_username.insert(username.to_owned(), id);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secret;

    #[test]
    fn moves_the_username_on_rename() {
        let mut accounts =
            Accounts::start(&Start { password: "parent_password", ..Start::default() });
        assert!(accounts.rename(UserId(2), "renamed"));
        assert!(accounts.find_by_username("test_subuser").is_none());
        assert_eq!(accounts.find_by_username("renamed").unwrap().user_id, UserId(2));
        assert!(accounts.rename(UserId(2), "renamed"), "its own username");
        assert!(accounts.rename(UserId(3), "test_subuser"), "a former username");
    }

    #[test]
    fn rejects_the_username_of_another_account() {
        let mut accounts =
            Accounts::start(&Start { password: "parent_password", ..Start::default() });
        assert!(!accounts.rename(UserId(2), "user1"));
        assert_eq!(accounts.get(UserId(2)).unwrap().username, "test_subuser");
        let relation = Relation::Subuser { parent: UserId(1) };
        assert_eq!(accounts.add(relation.clone(), "user1".to_owned()), None);
        assert_eq!(accounts.add(relation, "fifth".to_owned()), Some(UserId(5)));
    }

    #[test]
    fn never_reuses_username_and_id_of_a_removed_account() {
        let mut accounts =
            Accounts::start(&Start { password: "parent_password", ..Start::default() });
        accounts.remove(UserId(4));
        assert!(accounts.find_by_username("user2").is_none());
        assert_eq!(accounts.find_by_account_id("124"), None);
        assert!(!accounts.add_customer("user2", None, |_| {}));
        assert!(!accounts.rename(UserId(3), "user2"));
        assert!(accounts.add_customer("new", None, |account| account.active = false));
        let new = accounts.find_by_username("new").unwrap();
        assert_eq!((new.user_id, new.account_id(), new.active), (UserId(5), Some("125"), false));
        let relation = Relation::Customer { parent: UserId(1), account_id: "124".to_owned() };
        assert_eq!(accounts.add(relation, "other".to_owned()), None);
    }

    #[test]
    fn skips_account_ids_that_exist() {
        let mut accounts =
            Accounts::start(&Start { password: "parent_password", ..Start::default() });
        let relation = Relation::Customer { parent: UserId(1), account_id: "126".to_owned() };
        accounts.add(relation, "made_up".to_owned()).unwrap();
        assert!(accounts.add_customer("new", None, |_| {}));
        assert_eq!(accounts.find_by_username("new").unwrap().account_id(), Some("127"));
    }

    #[test]
    fn excludes_passwords_from_a_snapshot() {
        let json = Accounts::start(&Start { password: "parent_password", ..Start::default() })
            .snapshot()
            .to_string();
        for password in ["parent_password", "subuser_password", "user1_password", "user2_password"]
        {
            assert!(!json.contains(password));
            assert!(json.contains(&secret::hash(password.as_bytes())));
        }
    }
}
