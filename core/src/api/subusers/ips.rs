//! IP addresses of a subuser (`GET /v3/ips`, `PUT /v3/subusers/{username}/ips`).

use crate::api::decode::{decode_nothing, decode_rows};
use crate::api::subusers::create::check_ips;
use crate::api::subusers::list::with_page;
use crate::api::subusers::{check_username, with_username};
use crate::codec::json;
use crate::codec::object::{FromObject, Object};
use crate::error::{Error, Outcome, Result};
use crate::expectation::{Expectation, Expected, SubuserEffect};
use crate::operation::{Idempotency, Method, Operation, OperationInfo, Request, Response};

/// Retrieves the IP addresses of a subuser: one page.
#[derive(Clone, Debug, Default)]
pub struct GetSubuserIps {
    /// Username of the subuser.
    pub username: String,
    /// Maximum number of addresses, at least 1; default: 500, the documented maximum.
    pub limit: Option<u64>,
    /// Number of addresses to skip; default: 0.
    pub offset: Option<u64>,
}

/// A row of the list of IP addresses.
struct Row {
    ip: Option<String>,
    /// `None` where the response does not list them.
    subusers: Option<Vec<String>>,
}

impl From<Object> for Row {
    fn from(mut object: Object) -> Self {
        Self { ip: object.take("ip"), subusers: object.take("subusers") }
    }
}

impl FromObject for Row {
    const NAMES: &'static [&'static str] = &["ip"];
}

impl Operation for GetSubuserIps {
    type Output = Vec<String>;
    const INFO: OperationInfo = OperationInfo::v3(
        "subusers.get_ips",
        Idempotency::Safe,
        Method::Get,
        "/v3/ips",
        "ips.read",
    )
    .with_list()
    .without_on_behalf_of()
    .with_global_host();

    fn request(&self) -> Result<Request> {
        check_username(&self.username)?;
        let request = Request::empty().with_query("subuser", &self.username);
        with_page(request, self.limit, self.offset)
    }

    /// A server that filters by a part of the name, or not at all, also lists addresses of others.
    fn decode(&self, response: &Response) -> Result<Vec<String>> {
        let is_own = |name: &String| name.to_lowercase() == self.username.to_lowercase();
        let of_subuser = |row: &Row| row.subusers.as_ref().is_none_or(|it| it.iter().any(is_own));
        let rows: Vec<Row> = decode_rows(response, None)?;
        let ips = rows.into_iter().filter(of_subuser).map(|row| row.ip);
        ips.collect::<Option<_>>().ok_or_else(|| {
            let message = "the response has a row without an IP address";
            response.unusable(Outcome::Unknown, message).permanent()
        })
    }
}

/// Replaces the IP addresses of a subuser.
#[derive(Clone, Debug, Default)]
pub struct UpdateSubuserIps {
    /// Username of the subuser.
    pub username: String,
    /// All addresses that the subuser has afterwards. An empty list is refused unless `clear` is set.
    pub ips: Vec<String>,
    /// Removes all addresses; `ips` is then empty.
    pub clear: bool,
}

impl Operation for UpdateSubuserIps {
    type Output = ();
    const INFO: OperationInfo = OperationInfo::v3(
        "subusers.update_ips",
        Idempotency::Idempotent,
        Method::Put,
        "/v3/subusers/{username}/ips",
        "subusers.update",
    )
    .without_on_behalf_of()
    .with_global_host();

    /// The body is the array itself.
    fn request(&self) -> Result<Request> {
        match (self.ips.is_empty(), self.clear) {
            (true, false) => {
                let problem = "is empty, which would remove all addresses: set clear to do that";
                return Err(Error::invalid_input("ips", problem));
            }
            (false, true) => {
                let problem = "removes all addresses, but ips has some";
                return Err(Error::invalid_input("clear", problem));
            }
            _ => check_ips(&self.ips)?,
        }
        with_username(Request::json(json::encode(&self.ips)?), &self.username)
    }

    fn decode(&self, response: &Response) -> Result<()> {
        decode_nothing(response)
    }

    fn expectation(&self) -> Expectation {
        let effect = SubuserEffect::Ips(self.ips.clone());
        Expected::Subuser { username: self.username.clone(), effect }.into()
    }
}
