//! The subusers among the accounts.

use super::{Accounts, Page};
use crate::account::{Account, Region, Relation};
use crate::{fixtures, generator};

impl Accounts {
    /// The subuser with this username.
    pub(crate) fn find_subuser(&self, username: &str) -> Option<&Account> {
        self.find_by_username(username).filter(|account| account.is_subuser())
    }

    /// A page of the subusers in a region, or in all, in the order of their numbers.
    pub(crate) fn subusers(
        &self,
        region: Option<Region>,
        page: Page,
    ) -> impl Iterator<Item = &Account> {
        self.subusers.page(region, page).iter().filter_map(|id| self.get(*id))
    }

    /// A page of the subusers whose usernames begin with `prefix` in any case, in the order of the
    /// usernames.
    pub(crate) fn subusers_with_prefix(
        &self,
        region: Option<Region>,
        prefix: &str,
        page: Page,
    ) -> impl Iterator<Item = &Account> {
        self.subusers.page_of_prefix(region, prefix, page).filter_map(|id| self.get(id))
    }

    /// Adds a subuser whose values `fill` sets. Returns `None` if the username is not available.
    pub(crate) fn add_subuser(
        &mut self,
        username: &str,
        fill: impl FnOnce(&mut Account),
    ) -> Option<&Account> {
        if !self.is_available(username) {
            return None;
        }
        let id = self.take_id();
        let relation = Relation::Subuser { parent: self.parent };
        let mut account = fixtures::with_defaults(id, relation, username.to_owned());
        fill(&mut account);
        self.insert(account);
        self.get(id)
    }

    /// Adds generated subusers. A username that is not available is skipped.
    pub(crate) fn generate_subusers(&mut self, count: usize) {
        for _ in 0..count {
            self.generated_subusers += 1;
            let next = self.next_id();
            let subuser = generator::subuser(next, self.parent, self.generated_subusers);
            if self.is_available(&subuser.username) {
                self.last_id = next;
                self.insert(subuser);
            }
        }
    }
}
