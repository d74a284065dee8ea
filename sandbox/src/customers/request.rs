//! One request to the customers API, from its head and body to the answer.

use std::time::SystemTime;

use axum::http::Method;
use axum::http::request::Parts;

use super::bodies::Body;
use super::form::Form;
use super::operations::{self, Run};
use super::refusal::{Refusal, Shapes};
use super::routes::{CustomerRoute, Place};
use super::{credentials, rows, rules};
use crate::accounts::Accounts;
use crate::answer::Answer;
use crate::body::{FORM, Payload};
use crate::exchange::{Done, admit, record};
use crate::journal::JournalEntry;
use crate::state::Shared;

/// The limit holds per user, whatever the operation ("Rate Limits" of the v2 documentation).
const WINDOW: &str = "customers";

/// Seeds 003 and 004 show GET as well as POST.
const METHODS: &str = "GET, POST";

/// The answer to a request that arrived at `now`.
pub(crate) fn answer(
    place: Place,
    shared: &Shared,
    head: &Parts,
    payload: &Payload,
    now: SystemTime,
) -> Answer {
    let query = head.uri.query().unwrap_or_default();
    let form = Form::read(query.as_bytes(), form_body(head, payload));
    let route = place.route(&form);
    let operation = route.as_ref().ok().filter(|_| is_served(head)).map(|route| route.operation);
    let entry = JournalEntry::begin(head, operation);

    let mut state = shared.lock();
    let caller = credentials::caller(shared, &state.accounts, &head.headers, &form);
    let credential = caller.as_deref().ok();
    let (admitted, rate) = admit(&mut state, head, now, Some(WINDOW), credential);
    let checked = admitted.and_then(|()| check(head, payload));
    let outcome = checked.and_then(|()| {
        let shapes = route.as_ref().map_or(Shapes::DEFAULT, |route| route.shapes);
        let refuse =
            |refusal: Refusal| refusal.body(shapes, shared.options.errors).answer(place.format);
        let call = Call { place, form: &form, route };
        call.run(caller.map(|_| ()), &mut state.accounts).map_err(refuse)
    });
    record(&mut state, entry, form.into_value(), outcome).with_rate(rate)
}

fn is_served(head: &Parts) -> bool {
    head.method == Method::GET || head.method == Method::POST
}

/// The part of the form that is in the body.
fn form_body<'a>(head: &Parts, payload: &'a Payload) -> &'a [u8] {
    let is_form = head.method == Method::POST && FORM.is_declared(&head.headers);
    if is_form { payload.bytes() } else { &[] }
}

/// Refuses what never gets as far as the API, as the Users API does.
fn check(head: &Parts, payload: &Payload) -> Result<(), Answer> {
    if !is_served(head) {
        return Err(Answer::method_not_allowed(METHODS.to_owned()));
    }
    if head.method == Method::POST { payload.check(&head.headers, FORM) } else { Ok(()) }
}

struct Call<'a> {
    place: Place,
    form: &'a Form,
    route: Result<&'static CustomerRoute, String>,
}

impl Call<'_> {
    /// Checks what is left to check, in the order in which the answers go before each other, and
    /// carries it out.
    fn run(self, caller: Result<(), Refusal>, accounts: &mut Accounts) -> Result<Done, Refusal> {
        valid(self.form.problems().to_vec())?;
        caller?;
        let route = self.route.map_err(|problem| Refusal::Invalid(vec![problem]))?;
        valid(rules::problems(route, self.form))?;
        Ok(match route.run {
            Run::List => {
                let answer = rows::answer(self.place, &operations::list(accounts, self.form));
                Done { answer, applied: false }
            }
            Run::Change(run) => {
                run(accounts, self.form)?;
                Done { answer: Body::success().answer(self.place.format), applied: true }
            }
        })
    }
}

fn valid(problems: Vec<String>) -> Result<(), Refusal> {
    if problems.is_empty() { Ok(()) } else { Err(Refusal::Invalid(problems)) }
}
