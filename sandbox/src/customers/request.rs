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
use crate::exchange::{Done, Received, admit, record};
use crate::journal::JournalEntry;
use crate::state::Shared;
use crate::windows::{Api, Bucket};

/// The limit holds per user, whatever the operation ("Rate Limits" of the v2 documentation).
const BUCKET: Bucket = Bucket { api: Api::Customers, operation: "" };

/// Seeds 003 and 004 show GET as well as POST.
const METHODS: &str = "GET, POST";

/// The operation and the customer that a request names.
pub(crate) fn aim(place: Place, received: &Received) -> (Option<&'static str>, Option<String>) {
    let form = form(received);
    (operation(&place.route(&form), received), user(&form))
}

/// The answer to a request that arrived at `now`.
pub(crate) fn answer(
    place: Place,
    shared: &Shared,
    received: &Received,
    now: SystemTime,
) -> Answer {
    let form = form(received);
    let route = place.route(&form);
    let entry = JournalEntry::begin(received, operation(&route, received), user(&form));

    let mut state = shared.lock();
    let caller = credentials::caller(shared, &state.accounts, &received.head.headers, &form);
    let credential = caller.as_deref().ok();
    let (admitted, rate) = admit(&mut state, received, now, Some(BUCKET), credential);
    let checked = admitted.and_then(|()| check(&received.head, &received.payload));
    let outcome = checked.and_then(|()| {
        let shapes = route.as_ref().map_or(Shapes::DEFAULT, |route| route.shapes);
        let refuse =
            |refusal: Refusal| refusal.body(shapes, shared.options.errors).answer(place.format);
        let call = Call { place, form: &form, route };
        call.run(caller.map(|_| ()), &mut state.accounts).map_err(refuse)
    });
    record(&mut state, received, entry, form.into_value(), outcome).with_rate(rate)
}

/// A refusal with this message, in the shape that most have.
pub(crate) fn refused(place: Place, message: String) -> Answer {
    Body::errors(vec![message]).answer(place.format)
}

fn form(received: &Received) -> Form {
    let query = received.head.uri.query().unwrap_or_default();
    Form::read(query.as_bytes(), form_body(&received.head, &received.payload))
}

fn operation(route: &Result<&CustomerRoute, String>, received: &Received) -> Option<&'static str> {
    route.as_ref().ok().filter(|_| is_served(&received.head)).map(|route| route.operation)
}

/// The customer that an operation is about; a new one has no other name yet.
fn user(form: &Form) -> Option<String> {
    form.get("user").or_else(|| form.get("username")).map(str::to_owned)
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
