//! A request that has passed all checks, with what an operation reads of it.

use crate::account::{Account, UserId};
use crate::accounts::{Accounts, Page};
use crate::api_keys::Caller;
use crate::body::{Fields, Payload};
use crate::customers::Form;
use crate::messages;
use crate::response::Response;

/// The maximum length of a page ("Requests" of the v3 documentation). Also the default length of a
/// list of subusers (observed: `sendgrid/sendgrid-python#857`).
pub(super) const MAX_LIMIT: usize = 500;

#[derive(Debug)]
pub(crate) struct Call<'a> {
    pub(crate) accounts: &'a mut Accounts,
    pub(crate) caller: &'a Caller,
    /// The account that the request acts for.
    pub(crate) account: UserId,
    /// The decoded parameter of the path.
    pub(crate) parameter: String,
    pub(crate) query: Form,
    pub(crate) payload: &'a Payload,
    /// The members of the body; `None` if it is not a JSON object.
    pub(crate) fields: Option<&'a Fields>,
}

impl<'a> Call<'a> {
    /// The members of the body.
    pub(super) fn fields(&self) -> Result<&'a Fields, Response> {
        self.fields.ok_or_else(|| Response::bad_request(messages::NOT_A_JSON_OBJECT))
    }

    /// The subuser in the path.
    pub(super) fn subuser(&self) -> Option<&Account> {
        self.accounts.find_subuser(&self.parameter)
    }

    /// The parameters `limit` and `offset`. A greater limit than the maximum is that.
    pub(super) fn page(&self, default_limit: usize) -> Result<Page, Response> {
        let number = |name, default, minimum, message| match self.query.get(name) {
            None => Ok(default),
            Some(value) => value
                .parse()
                .ok()
                .filter(|number| *number >= minimum)
                .ok_or_else(|| Response::bad_field(name, message)),
        };
        let limit: usize = number("limit", default_limit, 1, messages::INVALID_LIMIT)?;
        let offset = number("offset", 0, 0, messages::INVALID_OFFSET)?;
        Ok(Page { offset, limit: limit.min(MAX_LIMIT) })
    }

    /// A parameter that is true or false.
    pub(super) fn flag(&self, name: &str) -> Result<bool, Response> {
        match self.query.get(name) {
            None | Some("false") => Ok(false),
            Some("true") => Ok(true),
            Some(_) => Err(Response::bad_field(name, &messages::not_a_boolean(name))),
        }
    }
}
