//! List of subusers (`GET /v3/subusers`), of which one request returns a page.

use crate::api::decode::decode_rows;
use crate::api::pages::{Key, Paged, check_limit};
use crate::api::subusers::subuser::{Subuser, SubuserRegion};
use crate::error::Result;
use crate::operation::{Idempotency, Method, Operation, OperationInfo, Request, Response};
use crate::validate;

/// Page size unless another one is set: the documented maximum of the v3 APIs.
pub(crate) const PAGE_SIZE: u64 = 500;

/// Filter and page of a list of subusers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SubuserFilter {
    /// Beginning of the username, in any letter case. The server does not look for the exact name:
    /// `get` does.
    pub username: Option<String>,
    /// Region of the subusers; default: all of them.
    pub region: Option<SubuserRegion>,
    /// Whether the rows have the field `region`.
    pub include_region: bool,
    /// Maximum number of rows of one response, at least 1; default: 500, the documented maximum. A server
    /// may return fewer.
    pub limit: Option<u64>,
    /// Number of rows to skip; default: 0.
    pub offset: Option<u64>,
}

/// Lists subusers: one page.
#[derive(Clone, Debug, Default)]
pub struct ListSubusers {
    /// Filter and page.
    pub filter: SubuserFilter,
}

impl Operation for ListSubusers {
    type Output = Vec<Subuser>;
    const INFO: OperationInfo = OperationInfo::v3(
        "subusers.list",
        Idempotency::Safe,
        Method::Get,
        "/v3/subusers",
        "subusers.read",
    )
    .with_list()
    .without_on_behalf_of()
    .with_global_host();

    fn request(&self) -> Result<Request> {
        let SubuserFilter { username, region, include_region, limit, offset } = &self.filter;
        let mut request = Request::empty();
        if let Some(username) = username {
            validate::required("username", username)?;
            validate::length("username", username)?;
            request = request.with_query("username", username);
        }
        if let Some(region) = region {
            validate::required("region", region.as_str())?;
            request = request.with_query("region", region.as_str());
        }
        if *include_region {
            request = request.with_query("include_region", "true");
        }
        with_page(request, *limit, *offset)
    }

    fn decode(&self, response: &Response) -> Result<Vec<Subuser>> {
        decode_rows(response, None)
    }
}

/// Adds the page of a list.
pub(super) fn with_page(
    request: Request,
    limit: Option<u64>,
    offset: Option<u64>,
) -> Result<Request> {
    check_limit("limit", limit)?;
    let request = request.with_query("limit", limit.unwrap_or(PAGE_SIZE).to_string());
    Ok(match offset.filter(|offset| *offset > 0) {
        Some(offset) => request.with_query("offset", offset.to_string()),
        None => request,
    })
}

impl Paged for SubuserFilter {
    type Operation = ListSubusers;
    type Row = Subuser;
    type Item = Subuser;

    fn start(&self) -> u64 {
        self.offset.unwrap_or_default()
    }

    fn page(&self, offset: u64) -> ListSubusers {
        ListSubusers { filter: Self { offset: Some(offset), ..self.clone() } }
    }

    fn rows(page: Vec<Subuser>) -> Vec<Subuser> {
        page
    }

    fn key(row: &Subuser) -> Key {
        Key::of(row.id, row.username.as_deref(), row)
    }
}
