//! Handles one request to the customers API.

mod credentials;

use std::time::SystemTime;

use axum::http::Method;
use axum::http::request::Parts;

use crate::accounts::Accounts;
use crate::body::{FORM, Payload};
use crate::customers::{
    Body, CustomerError, CustomerPath, CustomerRoute, Form, Handler, Shapes, list, list_response,
    parameter_errors,
};
use crate::exchange::{Success, admit, record};
use crate::incoming::IncomingRequest;
use crate::rate_limit::{Api, Bucket};
use crate::response::Response;
use crate::state::Shared;

/// The limit applies per user, over all operations ("Rate Limits" of the v2 documentation).
const BUCKET: Bucket = Bucket { api: Api::Customers, operation: "" };

/// "Customer Management" documents both GET and POST.
const METHODS: &str = "GET, POST";

/// The operation and the customer that a request names.
pub(crate) fn operation_and_user(
    path: CustomerPath,
    request: &IncomingRequest,
) -> (Option<&'static str>, Option<String>) {
    let form = form(request);
    (operation(&path.route(&form), request), user(&form))
}

/// Responds to a request that arrived at `now`, and records it in the journal.
pub(crate) fn respond(
    path: CustomerPath,
    shared: &Shared,
    request: &IncomingRequest,
    now: SystemTime,
) -> Response {
    let form = form(request);
    let route = path.route(&form);
    let entry = request.journal_entry(operation(&route, request), user(&form));

    let mut state = shared.lock();
    let caller = credentials::authenticate(shared, &state.accounts, &request.head.headers, &form);
    let credential = caller.as_deref().ok();
    let (admitted, rate) = admit(&mut state, request, now, Some(BUCKET), credential);
    let checked = admitted.and_then(|()| check(&request.head, &request.payload));
    let result = checked.and_then(|()| {
        let shapes = route.as_ref().map_or(Shapes::DEFAULT, |route| route.shapes);
        let error_response =
            |error: CustomerError| error.body(shapes, shared.options.errors).response(path.format);
        let call = Call { path, form: &form, route };
        call.run(caller.map(|_| ()), &mut state.accounts).map_err(error_response)
    });
    record(&mut state, request, entry, form.into_value(), result).with_rate(rate)
}

fn form(request: &IncomingRequest) -> Form {
    let query = request.head.uri.query().unwrap_or_default();
    Form::parse(query.as_bytes(), form_body(&request.head, &request.payload))
}

fn operation(
    route: &Result<&CustomerRoute, String>,
    request: &IncomingRequest,
) -> Option<&'static str> {
    route.as_ref().ok().filter(|_| is_served(&request.head)).map(|route| route.operation)
}

/// The customer of an operation: the parameter `user`, or `username` when it creates a customer.
fn user(form: &Form) -> Option<String> {
    form.get("user").or_else(|| form.get("username")).map(str::to_owned)
}

fn is_served(head: &Parts) -> bool {
    head.method == Method::GET || head.method == Method::POST
}

/// The form parameters in the body.
fn form_body<'a>(head: &Parts, payload: &'a Payload) -> &'a [u8] {
    let is_form = head.method == Method::POST && FORM.is_declared(&head.headers);
    if is_form { payload.bytes() } else { &[] }
}

/// Checks method, size and content type, with the error responses of the Users API.
fn check(head: &Parts, payload: &Payload) -> Result<(), Response> {
    if !is_served(head) {
        return Err(Response::method_not_allowed(METHODS.to_owned()));
    }
    if head.method == Method::POST { payload.check(&head.headers, FORM) } else { Ok(()) }
}

struct Call<'a> {
    path: CustomerPath,
    form: &'a Form,
    route: Result<&'static CustomerRoute, String>,
}

impl Call<'_> {
    /// Performs the remaining checks in the order of precedence of their errors, and executes the
    /// operation.
    fn run(
        self,
        caller: Result<(), CustomerError>,
        accounts: &mut Accounts,
    ) -> Result<Success, CustomerError> {
        valid(self.form.errors().to_vec())?;
        caller?;
        let route = self.route.map_err(|error| CustomerError::Invalid(vec![error]))?;
        valid(parameter_errors(route.parameters, route.accepts, self.form))?;
        Ok(match route.handler {
            Handler::List => {
                let response = list_response(self.path, &list(accounts, self.form));
                Success { response, applied: false }
            }
            Handler::Change(operation) => {
                operation(accounts, self.form)?;
                let response = Body::success().response(self.path.format);
                Success { response, applied: true }
            }
        })
    }
}

fn valid(errors: Vec<String>) -> Result<(), CustomerError> {
    if errors.is_empty() { Ok(()) } else { Err(CustomerError::Invalid(errors)) }
}
