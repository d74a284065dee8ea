//! Sender reputations of subusers (`GET /v3/subusers/reputations`).

use crate::api::decode::decode_rows;
use crate::api::subusers::check_name;
use crate::codec::json::Extra;
use crate::codec::object::object_fields;
use crate::error::{Error, Result};
use crate::operation::{Idempotency, Method, Operation, OperationInfo, Request, Response};

/// Maximum number of subusers of one request.
const MAX_USERNAMES: usize = 10;

/// Sender reputation of a subuser. For subusers of the EU region, servers return wrong values.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Reputation {
    /// Username of the subuser.
    pub username: Option<String>,
    /// Sender reputation, 0 to 100.
    pub reputation: Option<f64>,
    /// Unknown fields of the response, and values that do not fit.
    pub extra: Extra,
}

object_fields! { Reputation { username: "username", reputation: "reputation", } }

/// Retrieves the sender reputations of subusers.
#[derive(Clone, Debug)]
pub struct GetReputations {
    /// Usernames of the subusers, 1 to 10.
    pub usernames: Vec<String>,
}

impl Operation for GetReputations {
    type Output = Vec<Reputation>;
    const INFO: OperationInfo = OperationInfo::v3(
        "subusers.get_reputations",
        Idempotency::Safe,
        Method::Get,
        "/v3/subusers/reputations",
        "subusers.reputations.read",
    )
    .without_on_behalf_of()
    .with_global_host();

    fn request(&self) -> Result<Request> {
        if self.usernames.is_empty() {
            return Err(Error::invalid_input("usernames", "is empty: give at least one"));
        }
        if self.usernames.len() > MAX_USERNAMES {
            let problem = format_args!("has more than {MAX_USERNAMES} names");
            return Err(Error::invalid_input("usernames", problem));
        }
        self.usernames.iter().try_fold(Request::empty(), |request, username| {
            check_name("usernames", username)?;
            Ok(request.with_query("usernames", username))
        })
    }

    fn decode(&self, response: &Response) -> Result<Vec<Reputation>> {
        decode_rows(response, None)
    }
}
