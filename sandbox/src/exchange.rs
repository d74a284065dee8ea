//! One request, from its head and body to the answer and the journal: what both APIs do alike, and
//! the rest of it for the Users API.

use std::time::{SystemTime, UNIX_EPOCH};

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::request::Parts;
use axum::http::{Response, StatusCode};

use crate::account::UserId;
use crate::accounts::Accounts;
use crate::answer::Answer;
use crate::body::{self, Fields, JSON, Payload};
use crate::journal::JournalEntry;
use crate::on_behalf_of::{self, Actor};
use crate::routes::{Route, Run, Target, allowed};
use crate::state::{Shared, State};
use crate::window::Verdict;
use crate::{auth, host, secret, texts};

/// Reads a request to its end and has it answered.
pub(crate) async fn receive(
    shared: &Shared,
    request: Request,
    answer: impl FnOnce(&Shared, &Parts, &Payload, SystemTime) -> Answer,
) -> Response<Body> {
    let (head, body) = request.into_parts();
    let payload = body::read(body).await;
    if !shared.options.latency.is_zero() {
        tokio::time::sleep(shared.options.latency).await;
    }
    let now = now();
    answer(shared, &head, &payload, now).into_response(now)
}

/// The time, which is never before 1970: HTTP dates cannot say it.
pub(crate) fn now() -> SystemTime {
    SystemTime::now().max(UNIX_EPOCH)
}

/// Counts a request, if it belongs to a window, and says whether it gets as far as being looked at.
pub(crate) fn admit(
    state: &mut State,
    head: &Parts,
    now: SystemTime,
    window: Option<&'static str>,
    credential: Option<&str>,
) -> (Result<(), Answer>, Option<Verdict>) {
    if !host::is_loopback(head) {
        return (Err(Answer::error(StatusCode::FORBIDDEN, texts::NOT_LOOPBACK)), None);
    }
    let seconds = now.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    let take = |window| state.windows.take(seconds, window, credential.unwrap_or_default());
    let rate = window.map(take);
    if rate.is_some_and(|verdict| !verdict.allowed) {
        let refused = Answer::error(StatusCode::TOO_MANY_REQUESTS, texts::TOO_MANY_REQUESTS);
        return (Err(refused), rate);
    }
    (Ok(()), rate)
}

/// What became of a request that was not refused.
pub(crate) struct Done {
    pub(crate) answer: Answer,
    pub(crate) applied: bool,
}

/// Completes the entry of a request, puts it into the journal, and returns the answer.
pub(crate) fn record(
    state: &mut State,
    mut entry: JournalEntry,
    body: Option<serde_json::Value>,
    outcome: Result<Done, Answer>,
) -> Answer {
    let Done { answer, applied } = outcome.unwrap_or_else(|answer| Done { answer, applied: false });
    entry.status = answer.status.as_u16();
    entry.applied = applied;
    entry.body = body.map(|mut body| {
        secret::redact(&mut body);
        body
    });
    state.journal.push(entry, answer.body.clone());
    answer
}

/// The answer of the Users API to a request that arrived at `now`.
pub(crate) fn answer(
    target: Target,
    shared: &Shared,
    head: &Parts,
    payload: &Payload,
    now: SystemTime,
) -> Answer {
    let credential = auth::bearer(&head.headers).filter(|key| shared.accepts(key));
    let fields = payload.fields();
    let checked = check(target, head, payload, credential);
    let entry = JournalEntry::begin(head, target.operation());

    let mut state = shared.lock();
    let (admitted, rate) = admit(&mut state, head, now, window_of(target, head), credential);
    let outcome = admitted
        .and(checked)
        .and_then(|call| call.run(&mut state.accounts, shared.options.permissive, fields.as_ref()));
    let body = fields.filter(|fields| !fields.is_empty()).map(Fields::into_value);
    record(&mut state, entry, body, outcome).with_rate(rate)
}

/// The limit holds per endpoint ("Rate Limits" of the v3 documentation). What is no endpoint
/// shares one window, since the headers are on every answer of the API.
fn window_of(target: Target, head: &Parts) -> Option<&'static str> {
    let is_v3 = head.uri.path().starts_with("/v3/");
    is_v3.then(|| target.operation().unwrap_or_default())
}

/// A request that may be carried out, as far as that can be told without the state.
struct Call<'a> {
    route: &'static Route,
    actor: Actor<'a>,
}

/// Checks what needs no state, in the order in which the answers go before each other.
fn check<'a>(
    target: Target,
    head: &'a Parts,
    payload: &Payload,
    credential: Option<&str>,
) -> Result<Call<'a>, Answer> {
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

impl Target {
    fn operation(self) -> Option<&'static str> {
        match self {
            Target::Operation(route) => Some(route.operation),
            Target::WrongMethod | Target::Unknown => None,
        }
    }
}
