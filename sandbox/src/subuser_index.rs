//! The subusers in the orders of their list: by number, and by username without regard to case.

use std::collections::BTreeSet;

use crate::account::{Account, Region, UserId};

/// An index of all subusers. A page costs the same at every offset, except of a list that is filtered
/// by a prefix, which is counted off from the first match.
#[derive(Debug, Default)]
pub(crate) struct SubuserIndex {
    all: Vec<UserId>,
    global: Vec<UserId>,
    eu: Vec<UserId>,
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
        for list in self.lists_of(account.region) {
            if let Err(position) = list.binary_search(&id) {
                list.insert(position, id);
            }
        }
        self.names.insert((account.username.to_lowercase(), id));
    }

    pub(crate) fn remove(&mut self, account: &Account) {
        let id = account.user_id;
        for list in self.lists_of(account.region) {
            if let Ok(position) = list.binary_search(&id) {
                list.remove(position);
            }
        }
        self.names.remove(&(account.username.to_lowercase(), id));
    }

    fn lists_of(&mut self, region: Region) -> [&mut Vec<UserId>; 2] {
        match region {
            Region::Global => [&mut self.all, &mut self.global],
            Region::Eu => [&mut self.all, &mut self.eu],
        }
    }

    /// A page of the subusers in a region, or in all, in the order of their numbers.
    pub(crate) fn page(&self, region: Option<Region>, page: Page) -> &[UserId] {
        let list = match region {
            None => &self.all,
            Some(Region::Global) => &self.global,
            Some(Region::Eu) => &self.eu,
        };
        let rest = list.get(page.offset..).unwrap_or_default();
        rest.get(..page.limit).unwrap_or(rest)
    }

    /// The subusers whose usernames begin with `prefix` in any case, in the order of the usernames.
    pub(crate) fn with_prefix(&self, prefix: &str) -> impl Iterator<Item = UserId> {
        let prefix = prefix.to_lowercase();
        let first = (prefix.clone(), UserId(0));
        let matches = self.names.range(first..);
        matches.take_while(move |(name, _)| name.starts_with(&prefix)).map(|(_, id)| *id)
    }
}
