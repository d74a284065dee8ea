//! One request to the Users API, from its head and body to the answer.

use std::time::SystemTime;

use axum::body::Bytes;
use axum::http::StatusCode;
use axum::http::request::Parts;

use crate::account::UserId;
use crate::accounts::Accounts;
use crate::answer::Answer;
use crate::body::{Fields, JSON};
use crate::exchange::{Done, Received, admit, record};
use crate::journal::JournalEntry;
use crate::on_behalf_of::{self, Actor};
use crate::routes::{Route, Run, Target, allowed};
use crate::state::Shared;
use crate::windows::{Api, Bucket};
use crate::{auth, texts};

/// Whom a request acts for, if it says so.
pub(crate) fn user(head: &Parts) -> Option<String> {
    match on_behalf_of::actor(&head.headers) {
        Ok(Actor::Named(name) | Actor::AccountId(name)) => Some(name.to_owned()),
        Ok(Actor::Own) | Err(_) => None,
    }
}

/// The answer of the Users API to a request that arrived at `now`.
pub(crate) fn answer(
    target: Target,
    shared: &Shared,
    received: &Received,
    now: SystemTime,
) -> Answer {
    let Received { head, payload, .. } = received;
    let credential = auth::bearer(&head.headers).filter(|key| shared.accepts(key));
    let fields = payload.fields();
    let checked = check(target, received, credential);
    let entry = JournalEntry::begin(received, target.operation(), user(head));

    let mut state = shared.lock();
    let (admitted, rate) = admit(&mut state, received, now, bucket(target, head), credential);
    let outcome = admitted
        .and(checked)
        .and_then(|call| call.run(&mut state.accounts, shared.options.permissive, fields.as_ref()));
    let body = fields.filter(|fields| !fields.is_empty()).map(Fields::into_value);
    record(&mut state, received, entry, body, outcome).with_rate(rate)
}

/// The limit holds per endpoint ("Rate Limits" of the v3 documentation). What is no endpoint
/// shares one window, since the headers are on every answer of the API.
fn bucket(target: Target, head: &Parts) -> Option<Bucket> {
    let is_v3 = head.uri.path().starts_with("/v3/");
    let operation = target.operation().unwrap_or_default();
    is_v3.then_some(Bucket { api: Api::Users, operation })
}

/// A request that may be carried out, as far as that can be told without the state.
struct Call<'a> {
    route: &'static Route,
    actor: Actor<'a>,
}

/// Checks what needs no state, in the order in which the answers go before each other.
fn check<'a>(
    target: Target,
    received: &'a Received,
    credential: Option<&str>,
) -> Result<Call<'a>, Answer> {
    let Received { head, payload, .. } = received;
    let route = match target {
        Target::Operation(route) => route,
        Target::WrongMethod => return Err(Answer::method_not_allowed(allowed(head.uri.path()))),
        Target::Unknown => return Err(Answer::page_not_found()),
    };
    if credential.is_none() {
        return Err(Answer::error(StatusCode::UNAUTHORIZED, texts::AUTHORIZATION_REQUIRED));
    }
    let actor = on_behalf_of::actor(&head.headers)?;
    payload.check(&head.headers, JSON)?;
    Ok(Call { route, actor })
}

impl Call<'_> {
    fn run(
        self,
        accounts: &mut Accounts,
        permissive: bool,
        fields: Option<&Fields>,
    ) -> Result<Done, Answer> {
        let id = self.actor.find(accounts, permissive)?;
        match self.route.run {
            Run::Read(run) => {
                let account = accounts.get(id).ok_or_else(Answer::forbidden)?;
                Ok(Done { answer: Answer::ok(run(account)), applied: false })
            }
            Run::Change(run) => {
                let body = change(run, accounts, id, fields)?;
                Ok(Done { answer: Answer::ok(body), applied: true })
            }
        }
    }
}

fn change(
    run: fn(&mut Accounts, UserId, &Fields) -> Result<Bytes, Answer>,
    accounts: &mut Accounts,
    id: UserId,
    fields: Option<&Fields>,
) -> Result<Bytes, Answer> {
    let fields = fields.ok_or_else(|| Answer::bad_request(texts::NOT_A_JSON_OBJECT))?;
    run(accounts, id, fields)
}
