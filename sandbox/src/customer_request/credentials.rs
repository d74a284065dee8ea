//! Authentication in the customers API, as the parent account.
//!
//! `api_user` and `api_key` are the username and the password of the account ("Customer
//! Management", both editions). Later documentation of the same API adds `Authorization: Basic`.
//! SendGrid ended username and password for its APIs in 2020 ("Upgrade Your Authentication Method to
//! API Keys"): an API key is the password of the user `apikey`. One client sends it as a bearer token
//! (`OneHQ/sendgrid_webapi`); no public source confirms that the real servers accept it.

use axum::http::HeaderMap;

use crate::accounts::Accounts;
use crate::customers::{CREDENTIALS, CustomerError, Form};
use crate::scopes::Scopes;
use crate::state::Shared;
use crate::{auth, messages};

/// The username whose password is an API key.
const KEY_USERNAME: &str = "apikey";

/// The credentials of a request.
#[derive(Debug, PartialEq, Eq)]
enum Credentials {
    Password { username: String, password: String },
    Key(String),
}

/// Authenticates a request. Returns the credential that its rate window is counted by.
pub(crate) fn authenticate(
    shared: &Shared,
    accounts: &Accounts,
    headers: &HeaderMap,
    form: &Form,
) -> Result<String, CustomerError> {
    let unauthorized = CustomerError::Unauthorized(messages::WRONG_CREDENTIALS);
    match credentials(headers, form).ok_or_else(|| unauthorized.clone())? {
        Credentials::Key(key) => {
            let caller = accounts.caller(&key, shared.options.permissive).ok_or(unauthorized)?;
            // No scope of this API is documented: a key with limited scopes has none of it.
            let is_authorized =
                caller.account == accounts.parent() && caller.scopes == Scopes::Full;
            is_authorized
                .then_some(key)
                .ok_or(CustomerError::Unauthorized(messages::NOT_AUTHORIZED))
        }
        Credentials::Password { username, password } if shared.options.permissive => {
            if username.is_empty() || password.is_empty() {
                Err(unauthorized)
            } else {
                Ok(username)
            }
        }
        Credentials::Password { username, password } => {
            match accounts.find_by_username(&username) {
                Some(account) if account.password == password => {
                    let is_parent = account.user_id == accounts.parent();
                    is_parent
                        .then_some(username)
                        .ok_or(CustomerError::Unauthorized(messages::NOT_AUTHORIZED))
                }
                _ => Err(unauthorized),
            }
        }
    }
}

/// Extracts the credentials. If one of the two parameters is present, the header is ignored.
fn credentials(headers: &HeaderMap, form: &Form) -> Option<Credentials> {
    let [username, password] = CREDENTIALS.map(|name| form.get(name));
    if username.is_some() || password.is_some() {
        let owned = |value: Option<&str>| value.unwrap_or_default().to_owned();
        return Some(Credentials::of_user(owned(username), owned(password)));
    }
    if let Some((username, password)) = auth::basic(headers) {
        return Some(Credentials::of_user(username, password));
    }
    auth::bearer(headers).map(|key| Credentials::Key(key.to_owned()))
}

impl Credentials {
    fn of_user(username: String, password: String) -> Self {
        if username == KEY_USERNAME && !password.is_empty() {
            Self::Key(password)
        } else {
            Self::Password { username, password }
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;
    use axum::http::header::AUTHORIZATION;

    use super::*;

    fn parse(authorization: &'static str, body: &str) -> Option<Credentials> {
        let value = HeaderValue::from_static(authorization);
        credentials(
            &HeaderMap::from_iter([(AUTHORIZATION, value)]),
            &Form::parse(b"", body.as_bytes()),
        )
    }

    fn password(username: &str, password: &str) -> Credentials {
        Credentials::Password { username: username.to_owned(), password: password.to_owned() }
    }

    #[test]
    fn prefers_parameters_to_the_header() {
        assert_eq!(parse("Basic YTpi", "api_user=c&api_key=d"), Some(password("c", "d")));
        assert_eq!(parse("Basic YTpi", "api_user=c"), Some(password("c", "")));
        assert_eq!(parse("Bearer key", "api_key=d"), Some(password("", "d")));
        assert_eq!(parse("Basic YTpi", "user=c"), Some(password("a", "b")));
        assert_eq!(parse("Bearer key", ""), Some(Credentials::Key("key".to_owned())));
        assert_eq!(parse("Digest key", ""), None);
    }

    #[test]
    fn the_password_of_the_user_apikey_is_a_key() {
        let key = || Some(Credentials::Key("key".to_owned()));
        assert_eq!(parse("Digest a", "api_user=apikey&api_key=key"), key());
        assert_eq!(parse("Basic YXBpa2V5OmtleQ==", ""), key());
        assert_eq!(parse("Digest a", "api_user=apikey"), Some(password("apikey", "")));
        assert_eq!(parse("Digest a", "api_user=apikey2&api_key=k"), Some(password("apikey2", "k")));
    }
}
