//! The header `On-Behalf-Of`: which account a request acts for (parameter `OnBehalfOf` of seed
//! 001; seed 000 has the same words). A customer may be named either way, since it, too, has a
//! username.

use axum::http::{HeaderMap, HeaderName, StatusCode};

use crate::account::{Relation, UserId};
use crate::accounts::Accounts;
use crate::answer::Answer;
use crate::texts;

pub(crate) const HEADER: HeaderName = HeaderName::from_static("on-behalf-of");

const ACCOUNT_ID: &str = "account-id";

/// Whom a request acts for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Actor<'a> {
    /// The account that the API key belongs to.
    Own,
    /// A subuser or a customer, by its username.
    Named(&'a str),
    /// A customer account, by its ID.
    AccountId(&'a str),
}

/// Reads the header; more than one, or one without a name, is a bad request.
pub(crate) fn actor(headers: &HeaderMap) -> Result<Actor<'_>, Answer> {
    let invalid = || Answer::error(StatusCode::BAD_REQUEST, texts::INVALID_ON_BEHALF_OF);
    let mut values = headers.get_all(HEADER).iter();
    let Some(value) = values.next() else { return Ok(Actor::Own) };
    if values.next().is_some() {
        return Err(invalid());
    }
    let value = std::str::from_utf8(value.as_bytes()).map_err(|_| invalid())?.trim();
    if value.is_empty() || value == ACCOUNT_ID {
        return Err(invalid());
    }
    Ok(match value.strip_prefix(ACCOUNT_ID).and_then(|rest| rest.strip_prefix(' ')) {
        Some(account_id) => Actor::AccountId(account_id.trim_start()),
        None => Actor::Named(value),
    })
}

impl Actor<'_> {
    /// The account itself. A permissive sandbox makes up one that does not exist.
    pub(crate) fn find(self, accounts: &mut Accounts, permissive: bool) -> Result<UserId, Answer> {
        let parent = accounts.own();
        let found = match self {
            Actor::Own => Some(parent),
            Actor::Named(name) => match accounts.named(name) {
                Some(account) => (account.relation != Relation::Parent).then_some(account.user_id),
                None if permissive => accounts.add(Relation::Subuser { parent }, name.to_owned()),
                None => None,
            },
            Actor::AccountId(account_id) => match accounts.with_account_id(account_id) {
                None if permissive => {
                    let relation = Relation::Customer { parent, account_id: account_id.to_owned() };
                    accounts.add(relation, format!("customer_{account_id}"))
                }
                found => found,
            },
        };
        found.ok_or_else(Answer::forbidden)
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn headers(values: &[&'static str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(HEADER, HeaderValue::from_static(value));
        }
        headers
    }

    #[test]
    fn the_two_forms_are_told_apart() {
        assert_eq!(actor(&headers(&[])).unwrap(), Actor::Own);
        assert_eq!(actor(&headers(&["someone"])).unwrap(), Actor::Named("someone"));
        assert_eq!(actor(&headers(&["account-id 123"])).unwrap(), Actor::AccountId("123"));
        // Neither is the documented form of an account ID.
        assert_eq!(actor(&headers(&["account-id123"])).unwrap(), Actor::Named("account-id123"));
        assert_eq!(actor(&headers(&["Account-Id 1"])).unwrap(), Actor::Named("Account-Id 1"));
    }

    #[test]
    fn no_name_and_two_names_are_refused() {
        for values in [&[""][..], &["account-id"], &["account-id "], &["a", "a"], &["a", "b"]] {
            let refused = actor(&headers(values)).unwrap_err();
            assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{values:?}");
        }
    }

    #[test]
    fn only_existing_accounts_of_the_right_kind_are_found() {
        let mut accounts = Accounts::start(0);
        let mut find = |actor: Actor<'_>| actor.find(&mut accounts, false).ok();
        assert_eq!(find(Actor::Own), Some(UserId(1)));
        assert_eq!(find(Actor::Named("test_subuser")), Some(UserId(2)));
        assert_eq!(find(Actor::AccountId("123")), Some(UserId(3)));
        assert_eq!(find(Actor::Named("user1")), Some(UserId(3)));
        assert_eq!(find(Actor::AccountId("124")), Some(UserId(4)));
        for other in ["test_username", "Test_Subuser", "nobody", "123"] {
            assert_eq!(find(Actor::Named(other)), None, "{other}");
        }
        for other in ["3", "125", "user1", "test_subuser"] {
            assert_eq!(find(Actor::AccountId(other)), None, "{other}");
        }
    }

    #[test]
    fn a_permissive_sandbox_makes_accounts_up_once() {
        let mut accounts = Accounts::start(0);
        let mut find = |actor: Actor<'_>| actor.find(&mut accounts, true).ok();
        assert_eq!(find(Actor::Named("new")), Some(UserId(5)));
        assert_eq!(find(Actor::Named("new")), Some(UserId(5)));
        assert_eq!(find(Actor::AccountId("77")), Some(UserId(6)));
        assert_eq!(find(Actor::AccountId("77")), Some(UserId(6)));
        assert_eq!(find(Actor::Named("test_username")), None, "exists, but depends on nobody");
    }
}
