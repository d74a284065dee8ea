//! One operation with its method and path, and how a request selects it.

use std::borrow::Cow;

use axum::body::Bytes;
use axum::http::StatusCode;
use axum::http::request::Parts;
use percent_encoding::percent_decode_str;

use super::call::Call;
use crate::account::{Account, UserId};
use crate::accounts::Accounts;
use crate::body::{Fields, Payload};
use crate::customers::Form;
use crate::messages;
use crate::response::Response;

/// An operation under `/v3/` with its method and path.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Route {
    /// The name of the operation, for example `user.get_profile`.
    pub operation: &'static str,
    /// The HTTP method, in capital letters.
    pub method: &'static str,
    /// The path, with a parameter in braces, for example `/v3/subusers/{username}`.
    pub path: &'static str,
    /// The scope that the API key needs; empty if any key suffices.
    pub(crate) scope: &'static str,
    pub(crate) selector: Selector,
    pub(crate) handler: Handler,
}

/// Tells operations of the same method and path apart.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Selector {
    /// Every request; the last of the operations.
    Any,
    /// A body with this field.
    Field(&'static str),
    /// A body with this field set to true.
    Enabled(&'static str),
    /// A query with this parameter.
    Parameter(&'static str),
}

/// The implementation of an operation.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Handler {
    /// Reads the account that a request acts for.
    Read(fn(&Account) -> Bytes),
    /// Changes the account that a request acts for.
    Change(fn(&mut Accounts, UserId, &Fields) -> Result<Bytes, Response>),
    Any(fn(&mut Call<'_>) -> Result<Response, Response>),
}

/// The routing result of a request under `/v3/`.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Target {
    Operation(&'static Route),
    WrongMethod,
    Unknown,
}

impl Target {
    pub(crate) fn operation(self) -> Option<&'static str> {
        match self {
            Target::Operation(route) => Some(route.operation),
            Target::WrongMethod | Target::Unknown => None,
        }
    }
}

impl Selector {
    pub(super) fn matches(self, head: &Parts, payload: &Payload) -> bool {
        let fields = || payload.fields().unwrap_or_default();
        match self {
            Selector::Any => true,
            Selector::Field(name) => fields().has(name),
            Selector::Enabled(name) => {
                fields().boolean(name).is_ok_and(|value| value == Some(true))
            }
            Selector::Parameter(name) => query(head).get(name).is_some(),
        }
    }
}

impl Route {
    /// The resource: the operation up to the dot.
    pub(crate) fn resource(&self) -> &'static str {
        self.operation.split('.').next().unwrap_or_default()
    }

    /// Whether the operation reads `On-Behalf-Of`. Those of subusers act for the parent whatever the
    /// header says: it is not among their parameters (Subusers API v3), and an unknown header is
    /// ignored (observed: `sendgrid/docs#3751`). The same holds for `GET /v3/ips`.
    pub(crate) fn reads_on_behalf_of(&self) -> bool {
        self.resource() != "subusers" && self.operation != "ips.list"
    }

    /// The decoded parameter of a path; empty if the route has none. `None` if it is not UTF-8.
    pub(crate) fn parameter(&self, path: &str) -> Option<String> {
        let position = self.path.split('/').position(|part| part.starts_with('{'));
        let Some(segment) = position.and_then(|it| path.split('/').nth(it)) else {
            return Some(String::new());
        };
        percent_decode_str(segment).decode_utf8().ok().map(Cow::into_owned)
    }

    /// Status 403 with the body that the API of the resource documents, or that was observed.
    pub(crate) fn forbidden(&self) -> Response {
        match self.resource() {
            "subusers" => {
                let message = messages::NO_PERMISSION;
                Response::error_without_field(StatusCode::FORBIDDEN, message)
            }
            // Response `GetScopes403`: the field is a string.
            "scopes" => {
                let message = messages::ACCESS_FORBIDDEN;
                Response::error_of_field(StatusCode::FORBIDDEN, "null", message)
            }
            _ => Response::forbidden(),
        }
    }

    /// The subuser that a request of this resource names.
    pub(crate) fn subuser(&self, head: &Parts, payload: &Payload) -> Option<String> {
        if self.resource() != "subusers" {
            return None;
        }
        let in_path = self.parameter(head.uri.path()).filter(|name| !name.is_empty());
        let in_query = || query(head).get("subuser").map(str::to_owned);
        let in_body = || payload.fields()?.text("username").ok().map(str::to_owned);
        in_path.or_else(in_query).or_else(in_body)
    }
}

/// The parameters of the query.
pub(crate) fn query(head: &Parts) -> Form {
    Form::parse(head.uri.query().unwrap_or_default().as_bytes(), b"")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::v3::{ROUTES, allowed};

    fn route(operation: &str) -> &'static Route {
        ROUTES.iter().find(|route| route.operation == operation).unwrap()
    }

    #[test]
    fn decodes_the_parameter_of_a_path() {
        let parameter = |path: &str| route("subusers.get_credits").parameter(path);
        for (segment, name) in [
            ("a", "a"),
            ("a%2Fb", "a/b"),
            ("a%40b+c", "a@b+c"),
            ("%2e%2E", ".."),
            ("%2541", "%41"),
            ("a%", "a%"),
        ] {
            let path = format!("/v3/subusers/{segment}/credits");
            assert_eq!(parameter(&path).as_deref(), Some(name), "{segment}");
        }
        assert_eq!(parameter("/v3/subusers/%FF/credits"), None);
        assert_eq!(route("scopes.list").parameter("/v3/scopes").as_deref(), Some(""));
    }

    #[test]
    fn reads_on_behalf_of_where_the_documents_have_it() {
        for (operation, reads) in [
            ("user.get_email", true),
            ("api_keys.create", true),
            ("scopes.list", true),
            ("ips.list_assigned", true),
            ("ips.list", false),
            ("subusers.get_ips", false),
            ("subusers.create", false),
        ] {
            assert_eq!(route(operation).reads_on_behalf_of(), reads, "{operation}");
        }
    }

    #[test]
    fn lists_the_methods_of_the_most_specific_path() {
        assert_eq!(allowed("/v3/subusers/reputations"), "GET");
        assert_eq!(allowed("/v3/subusers/a%2Fb"), "GET, PATCH, DELETE");
        assert_eq!(allowed("/v3/nothing"), "");
    }
}
