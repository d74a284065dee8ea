//! Handles one request under `/v3/`.

use std::time::SystemTime;

use axum::body::Bytes;
use axum::http::StatusCode;
use axum::http::request::Parts;

use crate::account::UserId;
use crate::accounts::Accounts;
use crate::api_keys::Caller;
use crate::body::{Fields, JSON};
use crate::exchange::{Success, admit, record};
use crate::incoming::IncomingRequest;
use crate::on_behalf_of::{self, Actor};
use crate::rate_limit::{Api, Bucket};
use crate::response::Response;
use crate::state::Shared;
use crate::v3::{Call, Handler, Route, Target, allowed, query};
use crate::{auth, messages};

/// The subuser that a request names, or the account in `On-Behalf-Of`, if the header is present and
/// valid.
pub(crate) fn user(target: Target, request: &IncomingRequest) -> Option<String> {
    let IncomingRequest { head, payload, .. } = request;
    if let Target::Operation(route) = target {
        if let Some(subuser) = route.subuser(head, payload) {
            return Some(subuser);
        }
    }
    match on_behalf_of::actor(&head.headers) {
        Ok(Actor::Username(name) | Actor::AccountId(name)) => Some(name.to_owned()),
        Ok(Actor::Caller) | Err(_) => None,
    }
}

/// Responds to a request that arrived at `now`, and records it in the journal.
pub(crate) fn respond(
    target: Target,
    shared: &Shared,
    request: &IncomingRequest,
    now: SystemTime,
) -> Response {
    let IncomingRequest { head, payload, .. } = request;
    let fields = payload.fields();
    let entry = request.journal_entry(target.operation(), user(target, request));

    let mut state = shared.lock();
    let key = auth::bearer(&head.headers);
    let caller = key.and_then(|key| state.accounts.caller(key, shared.options.permissive));
    let credential = key.filter(|_| caller.is_some());
    let (admitted, rate) = admit(&mut state, request, now, bucket(target, head), credential);
    let result =
        admitted.and_then(|()| check(target, request, caller.as_ref())).and_then(|checked| {
            checked.run(&mut state.accounts, shared.options.permissive, request, fields.as_ref())
        });
    let body = match fields {
        Some(fields) => (!fields.is_empty()).then(|| fields.into_value()),
        None => payload.items().map(Into::into),
    };
    record(&mut state, request, entry, body, result).with_rate(rate)
}

/// The limit applies per endpoint ("Rate Limits" of the v3 documentation). Requests to unknown
/// endpoints share one window, because every response of the API has the headers.
fn bucket(target: Target, head: &Parts) -> Option<Bucket> {
    let is_v3 = head.uri.path().starts_with("/v3/");
    let operation = target.operation().unwrap_or_default();
    is_v3.then_some(Bucket { api: Api::V3, operation })
}

/// A request that has passed all checks that do not depend on the accounts.
struct Checked<'a> {
    route: &'static Route,
    actor: Actor<'a>,
    caller: &'a Caller,
}

/// Performs the checks that do not depend on the accounts, in the order of precedence of their errors.
fn check<'a>(
    target: Target,
    request: &'a IncomingRequest,
    caller: Option<&'a Caller>,
) -> Result<Checked<'a>, Response> {
    let IncomingRequest { head, payload, .. } = request;
    let route = match target {
        Target::Operation(route) => route,
        Target::WrongMethod => return Err(Response::method_not_allowed(allowed(head.uri.path()))),
        Target::Unknown => return Err(Response::page_not_found()),
    };
    let Some(caller) = caller else {
        return Err(Response::error(StatusCode::UNAUTHORIZED, messages::AUTHORIZATION_REQUIRED));
    };
    let actor = if route.reads_on_behalf_of() {
        on_behalf_of::actor(&head.headers)?
    } else {
        Actor::Caller
    };
    payload.check(&head.headers, JSON)?;
    Ok(Checked { route, actor, caller })
}

impl Checked<'_> {
    fn run(
        self,
        accounts: &mut Accounts,
        permissive: bool,
        request: &IncomingRequest,
        fields: Option<&Fields>,
    ) -> Result<Success, Response> {
        let Self { route, actor, caller } = self;
        let account = authorize(route, actor, caller, accounts, permissive)
            .ok_or_else(|| route.forbidden())?;
        let head = &request.head;
        let response = match route.handler {
            Handler::Read(read) => {
                let account = accounts.get(account).ok_or_else(|| route.forbidden())?;
                Response::ok(read(account))
            }
            Handler::Change(operation) => {
                Response::ok(change(operation, accounts, account, fields)?)
            }
            Handler::Any(operation) => {
                let parameter = route.parameter(head.uri.path());
                let parameter =
                    parameter.ok_or_else(|| Response::bad_request(messages::PATH_NOT_UTF8))?;
                operation(&mut Call {
                    accounts,
                    caller,
                    account,
                    parameter,
                    query: query(head),
                    payload: &request.payload,
                    fields,
                })?
            }
        };
        Ok(Success { response, applied: route.method != "GET" })
    }
}

/// The account that a request acts for. `None` if the account does not exist, if the key lacks the
/// scope, or if the key is that of a disabled subuser.
fn authorize(
    route: &Route,
    actor: Actor<'_>,
    caller: &Caller,
    accounts: &mut Accounts,
    permissive: bool,
) -> Option<UserId> {
    let parent = accounts.parent();
    let is_enabled = |id| accounts.get(id).is_some_and(|it| it.active || !it.is_subuser());
    if !is_enabled(caller.account) {
        return None;
    }
    let account = actor.find(accounts, caller.account, permissive)?;
    let is_allowed = route.scope.is_empty() || caller.scopes.allow(route.scope, account == parent);
    is_allowed.then_some(account)
}

fn change(
    operation: fn(&mut Accounts, UserId, &Fields) -> Result<Bytes, Response>,
    accounts: &mut Accounts,
    id: UserId,
    fields: Option<&Fields>,
) -> Result<Bytes, Response> {
    let fields = fields.ok_or_else(|| Response::bad_request(messages::NOT_A_JSON_OBJECT))?;
    operation(accounts, id, fields)
}
