//! The subusers in the orders of their list: by number, and by username without regard to case.

use std::collections::BTreeSet;

use crate::account::{Account, Region, UserId};

/// An index of all subusers, and one per region. A page costs the same at every offset, except of a list
/// that is filtered by a prefix, which is counted off from the first match.
#[derive(Debug, Default)]
pub(crate) struct SubuserIndex {
    all: Orders,
    global: Orders,
    eu: Orders,
}

/// The same subusers in two orders.
#[derive(Debug, Default)]
struct Orders {
    numbers: Vec<UserId>,
    /// Lower case usernames.
    names: BTreeSet<(String, UserId)>,
}

/// The position and the maximum length of a page.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Page {
    pub(crate) offset: usize,
    pub(crate) limit: usize,
}

impl SubuserIndex {
    pub(crate) fn insert(&mut self, account: &Account) {
        let id = account.user_id;
        for orders in self.orders_of(account.region) {
            if let Err(position) = orders.numbers.binary_search(&id) {
                orders.numbers.insert(position, id);
            }
            orders.names.insert((account.username.to_lowercase(), id));
        }
    }

    pub(crate) fn remove(&mut self, account: &Account) {
        let id = account.user_id;
        let name = (account.username.to_lowercase(), id);
        for orders in self.orders_of(account.region) {
            if let Ok(position) = orders.numbers.binary_search(&id) {
                orders.numbers.remove(position);
            }
            orders.names.remove(&name);
        }
    }

    fn orders_of(&mut self, region: Region) -> [&mut Orders; 2] {
        match region {
            Region::Global => [&mut self.all, &mut self.global],
            Region::Eu => [&mut self.all, &mut self.eu],
        }
    }

    fn orders(&self, region: Option<Region>) -> &Orders {
        match region {
            None => &self.all,
            Some(Region::Global) => &self.global,
            Some(Region::Eu) => &self.eu,
        }
    }

    /// A page of the subusers in a region, or in all, in the order of their numbers.
    pub(crate) fn page(&self, region: Option<Region>, page: Page) -> &[UserId] {
        let rest = self.orders(region).numbers.get(page.offset..).unwrap_or_default();
        rest.get(..page.limit).unwrap_or(rest)
    }

    /// A page of the subusers whose usernames begin with `prefix` in any case, in the order of the
    /// usernames.
    pub(crate) fn page_of_prefix(
        &self,
        region: Option<Region>,
        prefix: &str,
        page: Page,
    ) -> impl Iterator<Item = UserId> {
        let prefix = prefix.to_lowercase();
        let first = (prefix.clone(), UserId(0));
        let matches = self.orders(region).names.range(first..);
        let matches = matches.take_while(move |(name, _)| name.starts_with(&prefix));
        matches.skip(page.offset).take(page.limit).map(|(_, id)| *id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::Relation;
    use crate::fixtures;

    fn subuser(number: u64, username: &str, region: Region) -> Account {
        let relation = Relation::Subuser { parent: UserId(1) };
        let account = fixtures::with_defaults(UserId(number), relation, username.to_owned());
        Account { region, ..account }
    }

    fn index(accounts: &[Account]) -> SubuserIndex {
        let mut index = SubuserIndex::default();
        for account in accounts {
            index.insert(account);
        }
        index
    }

    fn page(index: &SubuserIndex, region: Option<Region>, offset: usize, limit: usize) -> Vec<u64> {
        index.page(region, Page { offset, limit }).iter().map(|id| id.0).collect()
    }

    #[test]
    fn pages_in_the_order_of_the_numbers() {
        let mut index = index(&[
            subuser(1234, "a", Region::Global),
            subuser(5, "b", Region::Eu),
            subuser(6, "c", Region::Global),
        ]);
        assert_eq!(page(&index, None, 0, 9), [5, 6, 1234]);
        assert_eq!(page(&index, None, 1, 1), [6]);
        assert_eq!(page(&index, None, 3, 1), [0; 0]);
        assert_eq!(page(&index, None, usize::MAX, usize::MAX), [0; 0]);
        assert_eq!(page(&index, Some(Region::Eu), 0, 9), [5]);
        assert_eq!(page(&index, Some(Region::Global), 0, 9), [6, 1234]);
        index.remove(&subuser(6, "c", Region::Global));
        assert_eq!(page(&index, None, 0, 9), [5, 1234]);
        assert_eq!(page(&index, Some(Region::Global), 0, 9), [1234]);
    }

    #[test]
    fn finds_prefixes_in_any_case() {
        let names = ["App", "app2", "APP1", "application", "banana", "Äpfel", "äpfel2"];
        let accounts: Vec<Account> =
            (10..).zip(names).map(|(number, name)| subuser(number, name, Region::Global)).collect();
        let mut index = index(&accounts);
        let find = |index: &SubuserIndex, prefix: &str| -> Vec<u64> {
            let page = Page { offset: 0, limit: 9 };
            index.page_of_prefix(None, prefix, page).map(|id| id.0).collect()
        };
        assert_eq!(find(&index, "aPP"), [10, 12, 11, 13]);
        assert_eq!(find(&index, "äPF"), [15, 16]);
        assert_eq!(find(&index, "").len(), 7);
        assert_eq!(find(&index, "pp"), [0; 0]);
        let page = Page { offset: 1, limit: 2 };
        let found = index.page_of_prefix(Some(Region::Global), "app", page);
        assert_eq!(found.collect::<Vec<_>>(), [UserId(12), UserId(11)]);
        assert_eq!(index.page_of_prefix(Some(Region::Eu), "app", page).count(), 0);
        index.remove(&accounts[0]);
        assert_eq!(find(&index, "app"), [12, 11, 13]);
    }
}
