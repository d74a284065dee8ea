//! Who makes a request: the parent account, or it is refused.
//!
//! `api_user` and `api_key` are the username and the password of the account (seeds 003 and 004).
//! That they may come as `Authorization: Basic` is in the later documentation of the same API; an
//! API key as a bearer token is what one client began to send (`OneHQ/sendgrid_webapi`), with no
//! proof that the real servers take it.

use axum::http::HeaderMap;

use super::form::Form;
use super::refusal::Refusal;
use crate::accounts::Accounts;
use crate::state::Shared;
use crate::{auth, texts};

/// The parameters that every operation takes.
pub(crate) const PARAMETERS: [&str; 2] = ["api_user", "api_key"];

/// What a request says about who makes it.
#[derive(Debug, PartialEq, Eq)]
enum Claim {
    Password { username: String, password: String },
    Key(String),
}

/// The name of the rate window that a request counts in, if it is let in at all.
pub(crate) fn caller(
    shared: &Shared,
    accounts: &Accounts,
    headers: &HeaderMap,
    form: &Form,
) -> Result<String, Refusal> {
    let wrong = Refusal::Denied(texts::WRONG_CREDENTIALS);
    match claim(headers, form).ok_or_else(|| wrong.clone())? {
        Claim::Key(key) if shared.accepts(&key) => Ok(key),
        Claim::Key(_) => Err(wrong),
        Claim::Password { username, password } if shared.options.permissive => {
            if username.is_empty() || password.is_empty() { Err(wrong) } else { Ok(username) }
        }
        Claim::Password { username, password } => match accounts.named(&username) {
            Some(account) if account.password == password => {
                let is_parent = account.user_id == accounts.own();
                is_parent.then_some(username).ok_or(Refusal::Denied(texts::NOT_AUTHORIZED))
            }
            _ => Err(wrong),
        },
    }
}

/// Parameters go before the header, also if there is only one of them.
fn claim(headers: &HeaderMap, form: &Form) -> Option<Claim> {
    let [username, password] = PARAMETERS.map(|name| form.get(name));
    if username.is_some() || password.is_some() {
        let text = |value: Option<&str>| value.unwrap_or_default().to_owned();
        return Some(Claim::Password { username: text(username), password: text(password) });
    }
    if let Some((username, password)) = auth::basic(headers) {
        return Some(Claim::Password { username, password });
    }
    auth::bearer(headers).map(|key| Claim::Key(key.to_owned()))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;
    use axum::http::header::AUTHORIZATION;

    use super::*;

    fn of(authorization: &'static str, body: &str) -> Option<Claim> {
        let value = HeaderValue::from_static(authorization);
        claim(&HeaderMap::from_iter([(AUTHORIZATION, value)]), &Form::read(b"", body.as_bytes()))
    }

    fn password(username: &str, password: &str) -> Claim {
        Claim::Password { username: username.to_owned(), password: password.to_owned() }
    }

    #[test]
    fn parameters_go_before_the_header() {
        assert_eq!(of("Basic YTpi", "api_user=c&api_key=d"), Some(password("c", "d")));
        assert_eq!(of("Basic YTpi", "api_user=c"), Some(password("c", "")));
        assert_eq!(of("Bearer key", "api_key=d"), Some(password("", "d")));
        assert_eq!(of("Basic YTpi", "user=c"), Some(password("a", "b")));
        assert_eq!(of("Bearer key", ""), Some(Claim::Key("key".to_owned())));
        assert_eq!(of("Digest key", ""), None);
    }
}
