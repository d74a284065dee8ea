//! The header `On-Behalf-Of`: the account on whose behalf a request is made. It names a subuser by
//! username, and a customer by account ID or username.
//!
//! Source: Users API v3 (OpenAPI), parameter `OnBehalfOf`.

use axum::http::{HeaderMap, HeaderName, StatusCode};

use crate::account::{Relation, UserId};
use crate::accounts::Accounts;
use crate::messages;
use crate::response::Response;

pub(crate) const HEADER: HeaderName = HeaderName::from_static("on-behalf-of");

const ACCOUNT_ID: &str = "account-id";

/// The account on whose behalf a request is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Actor<'a> {
    /// The account that the API key belongs to: the request has no header.
    Caller,
    /// A subuser or a customer, by username.
    Username(&'a str),
    /// A customer, by account ID.
    AccountId(&'a str),
}

/// Parses the header. Fails with status 400 if the header occurs more than once, is empty or has a
/// control character.
pub(crate) fn actor(headers: &HeaderMap) -> Result<Actor<'_>, Response> {
    let invalid = || Response::error(StatusCode::BAD_REQUEST, messages::INVALID_ON_BEHALF_OF);
    let mut values = headers.get_all(HEADER).iter();
    let Some(value) = values.next() else { return Ok(Actor::Caller) };
    if values.next().is_some() {
        return Err(invalid());
    }
    let value = std::str::from_utf8(value.as_bytes()).map_err(|_| invalid())?.trim();
    if value.is_empty() || value == ACCOUNT_ID || value.contains(char::is_control) {
        return Err(invalid());
    }
    Ok(match value.strip_prefix(ACCOUNT_ID).and_then(|rest| rest.strip_prefix(' ')) {
        Some(account_id) => Actor::AccountId(account_id.trim_start()),
        None => Actor::Username(value),
    })
}

impl Actor<'_> {
    /// Finds the account for a key of the account `caller`; only the parent can act for others. A
    /// permissive sandbox creates an account that does not exist.
    pub(crate) fn find(
        self,
        accounts: &mut Accounts,
        caller: UserId,
        permissive: bool,
    ) -> Option<UserId> {
        let parent = accounts.parent();
        match self {
            Actor::Caller => Some(caller),
            _ if caller != parent => None,
            Actor::Username(name) => match accounts.find_by_username(name) {
                Some(account) => (account.relation != Relation::Parent).then_some(account.user_id),
                None if permissive => accounts.add(Relation::Subuser { parent }, name.to_owned()),
                None => None,
            },
            Actor::AccountId(account_id) => match accounts.find_by_account_id(account_id) {
                None if permissive => {
                    let relation = Relation::Customer { parent, account_id: account_id.to_owned() };
                    accounts.add(relation, format!("customer_{account_id}"))
                }
                found => found,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;
    use crate::accounts::Start;

    fn headers(values: &[&'static str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(HEADER, HeaderValue::from_static(value));
        }
        headers
    }

    #[test]
    fn distinguishes_usernames_and_account_ids() {
        assert_eq!(actor(&headers(&[])).unwrap(), Actor::Caller);
        assert_eq!(actor(&headers(&["someone"])).unwrap(), Actor::Username("someone"));
        assert_eq!(actor(&headers(&["account-id 123"])).unwrap(), Actor::AccountId("123"));
        // The documented form of an account ID is lower case, with a space.
        assert_eq!(actor(&headers(&["account-id123"])).unwrap(), Actor::Username("account-id123"));
        assert_eq!(actor(&headers(&["Account-Id 1"])).unwrap(), Actor::Username("Account-Id 1"));
    }

    #[test]
    fn rejects_empty_and_repeated_headers() {
        for values in [&[""][..], &["account-id"], &["account-id "], &["a", "a"], &["a", "b"]] {
            let error = actor(&headers(values)).unwrap_err();
            assert_eq!(error.status, StatusCode::BAD_REQUEST, "{values:?}");
        }
    }

    #[test]
    fn finds_only_existing_subusers_and_customers() {
        let mut accounts = Accounts::start(&Start::default());
        let mut find = |actor: Actor<'_>| actor.find(&mut accounts, UserId(1), false);
        assert_eq!(find(Actor::Caller), Some(UserId(1)));
        assert_eq!(find(Actor::Username("test_subuser")), Some(UserId(2)));
        assert_eq!(find(Actor::AccountId("123")), Some(UserId(3)));
        assert_eq!(find(Actor::Username("user1")), Some(UserId(3)));
        assert_eq!(find(Actor::AccountId("124")), Some(UserId(4)));
        for other in ["test_username", "Test_Subuser", "nobody", "123"] {
            assert_eq!(find(Actor::Username(other)), None, "{other}");
        }
        for other in ["3", "125", "user1", "test_subuser"] {
            assert_eq!(find(Actor::AccountId(other)), None, "{other}");
        }
    }

    #[test]
    fn lets_only_the_parent_act_for_other_accounts() {
        let mut accounts = Accounts::start(&Start::default());
        for permissive in [false, true] {
            let mut find = |actor: Actor<'_>| actor.find(&mut accounts, UserId(2), permissive);
            assert_eq!(find(Actor::Caller), Some(UserId(2)));
            for actor in [Actor::Username("user1"), Actor::AccountId("123"), Actor::Username("x")] {
                assert_eq!(find(actor), None, "{actor:?}");
            }
        }
    }

    #[test]
    fn creates_an_unknown_account_once_if_permissive() {
        let mut accounts = Accounts::start(&Start::default());
        let mut find = |actor: Actor<'_>| actor.find(&mut accounts, UserId(1), true);
        assert_eq!(find(Actor::Username("new")), Some(UserId(5)));
        assert_eq!(find(Actor::Username("new")), Some(UserId(5)));
        assert_eq!(find(Actor::AccountId("77")), Some(UserId(6)));
        assert_eq!(find(Actor::AccountId("77")), Some(UserId(6)));
        assert_eq!(find(Actor::Username("test_username")), None, "the parent itself");
    }
}
