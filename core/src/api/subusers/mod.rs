//! Subusers API v3: the accounts below the account of an API key.
//!
//! Source: the OpenAPI descriptions of the Subusers API and the IP Addresses API v3, and public reports
//! where they contradict the servers. The server acts for the parent account only: a client that acts for
//! another account refuses these calls.

mod access;
mod create;
mod credits;
mod ips;
mod list;
mod reputations;
mod subuser;

use crate::api::pages::Pages;
use crate::client::Client;
use crate::client::methods::methods;
use crate::error::{Error, ErrorKind, Outcome, Result};
use crate::operation::{Operation, OperationInfo, Request};
use crate::validate;

pub use access::{
    DeleteSubuser, DisableSubuser, DisableSubuserWebsite, EnableSubuser, EnableSubuserWebsite,
};
pub use create::{CreateSubuser, CreatedSubuser, NewSubuser};
pub use credits::{
    AdjustSubuserCredits, CreditType, GetSubuserCredits, SubuserCredits, UpdateSubuserCredits,
};
pub use ips::{GetSubuserIps, UpdateSubuserIps};
pub use list::{ListSubusers, SubuserFilter};
pub use reputations::{GetReputations, Reputation};
pub use subuser::{GetSubuser, Subuser, SubuserRegion};

/// Operations of the Subusers API.
pub(crate) const OPERATIONS: &[OperationInfo] = &[
    ListSubusers::INFO,
    GetSubuser::INFO,
    CreateSubuser::INFO,
    DeleteSubuser::INFO,
    EnableSubuser::INFO,
    DisableSubuser::INFO,
    EnableSubuserWebsite::INFO,
    DisableSubuserWebsite::INFO,
    GetSubuserIps::INFO,
    UpdateSubuserIps::INFO,
    GetSubuserCredits::INFO,
    UpdateSubuserCredits::INFO,
    AdjustSubuserCredits::INFO,
    GetReputations::INFO,
];

methods! {
    /// Methods of the Subusers API, returned by `client.subusers()`. A client that acts for another
    /// account refuses them with [`ErrorKind::Config`](crate::ErrorKind::Config).
    Subusers, BlockingSubusers;

    /// Lists the subusers that match a filter (`GET /v3/subusers`): one page. `iter` reads all pages.
    pub fn list(self, filter: SubuserFilter) -> Vec<Subuser> {
        ListSubusers { filter }
    }

    /// Retrieves the subuser of this username (`GET /v3/subusers/{username}`, which SendGrid does not
    /// document).
    pub fn get(self, username: impl Into<String>) -> Subuser {
        GetSubuser { username: username.into() }
    }

    /// Creates a subuser (`POST /v3/subusers`). It is never retried. The response does not prove that the
    /// subuser exists: `get` does.
    pub fn create(self, subuser: NewSubuser) -> CreatedSubuser {
        CreateSubuser { subuser }
    }

    /// Deletes a subuser (`DELETE /v3/subusers/{username}`), who cannot be restored. It is never retried:
    /// the name may have been registered again.
    pub fn delete(self, username: impl Into<String>) -> () {
        DeleteSubuser { username: username.into() }
    }

    /// Enables a subuser (`PATCH /v3/subusers/{username}`).
    pub fn enable(self, username: impl Into<String>) -> () {
        EnableSubuser { username: username.into() }
    }

    /// Disables a subuser, who then cannot send mail (`PATCH /v3/subusers/{username}`).
    pub fn disable(self, username: impl Into<String>) -> () {
        DisableSubuser { username: username.into() }
    }

    /// Allows a subuser to log in to the website (`PATCH /v3/subusers/{username}/website_access`).
    pub fn enable_website(self, username: impl Into<String>) -> () {
        EnableSubuserWebsite { username: username.into() }
    }

    /// Forbids a subuser to log in to the website (`PATCH /v3/subusers/{username}/website_access`). No
    /// call reads this access.
    pub fn disable_website(self, username: impl Into<String>) -> () {
        DisableSubuserWebsite { username: username.into() }
    }

    /// Retrieves the IP addresses of a subuser (`GET /v3/ips`): one page.
    ///
    /// It is the first page, of 500 addresses; [`GetSubuserIps`] reads others.
    pub fn get_ips(self, username: impl Into<String>) -> Vec<String> {
        GetSubuserIps { username: username.into(), limit: None, offset: None }
    }

    /// Replaces the IP addresses of a subuser (`PUT /v3/subusers/{username}/ips`).
    pub fn update_ips(self, update: UpdateSubuserIps) -> () {
        update
    }

    /// Retrieves the credits of a subuser (`GET /v3/subusers/{username}/credits`).
    pub fn get_credits(self, username: impl Into<String>) -> SubuserCredits {
        GetSubuserCredits { username: username.into() }
    }

    /// Sets the credits of a subuser (`PUT /v3/subusers/{username}/credits`). The remaining credits become
    /// the total, also in a retry: credits that are used between two attempts are given back.
    pub fn update_credits(self, update: UpdateSubuserCredits) -> SubuserCredits {
        update
    }

    /// Adds to the remaining credits of a subuser, or takes from them
    /// (`PATCH /v3/subusers/{username}/credits/remaining`). It is never retried: a retry would do it twice.
    ///
    /// A negative number takes credits.
    pub fn adjust_credits(self, username: impl Into<String>, by: i64) -> SubuserCredits {
        AdjustSubuserCredits { username: username.into(), by }
    }

    /// Retrieves the sender reputations of subusers (`GET /v3/subusers/reputations`), 1 to 10 in one call.
    pub fn get_reputations(self, usernames: Vec<String>) -> Vec<Reputation> {
        GetReputations { usernames }
    }
}

impl Subusers<'_> {
    /// Retrieves the subuser of this username with its region, which only the list has (`GET
    /// /v3/subusers`). It reads the pages of names that begin in the same way, until the exact one.
    ///
    /// # Errors
    ///
    /// [`Error`], as its documentation describes; [`NotFound`](ErrorKind::NotFound) if no row has exactly
    /// this username. The list may hide disabled subusers.
    pub async fn get_with_region(self, username: impl Into<String>) -> Result<Subuser> {
        let username = username.into();
        let filter = SubuserFilter {
            username: Some(username.clone()),
            include_region: true,
            ..SubuserFilter::default()
        };
        let mut rows = self.iter(filter);
        while let Some(row) = rows.next().await {
            let row = row?;
            if row.username.as_ref() == Some(&username) {
                return Ok(row);
            }
        }
        let message = "the list has no subuser of this username";
        let mut error = Error::new(ErrorKind::NotFound, Outcome::Rejected, message);
        error.fields_mut().operation = Some(GetSubuser::INFO.name);
        Err(error.with_status(200))
    }

    /// Iterates over the subusers that match a filter, page by page. `limit` is the size of a page.
    #[expect(clippy::iter_not_returning_iterator, reason = "the name in every language")]
    pub fn iter(self, filter: SubuserFilter) -> Pages<SubuserFilter> {
        Pages::new(self.client, filter)
    }
}

#[cfg(feature = "blocking")]
impl BlockingSubusers<'_> {
    /// As [`Subusers::get_with_region`].
    ///
    /// # Errors
    ///
    /// As [`Subusers::get_with_region`].
    pub fn get_with_region(self, username: impl Into<String>) -> Result<Subuser> {
        let (client, username) = (self.client.core().clone(), username.into());
        let work = async move { client.subusers().get_with_region(username).await };
        crate::client::runtime::start_call(work)?.wait()
    }

    /// Iterates over the subusers that match a filter, page by page. `limit` is the size of a page.
    pub fn iter(self, filter: SubuserFilter) -> crate::api::pages::BlockingPages<SubuserFilter> {
        crate::api::pages::BlockingPages::new(self.client, filter)
    }
}

/// Addresses a subuser.
fn with_username(request: Request, username: &str) -> Result<Request> {
    check_username(username)?;
    Ok(request.with_segment("username", username))
}

fn check_username(username: &str) -> Result<()> {
    check_name("username", username)
}

/// Checks the username of a subuser in a field.
fn check_name(field: &'static str, username: &str) -> Result<()> {
    validate::segment(field, username)?;
    validate::length_as("username", field, username)
}

impl Client {
    /// Methods of the Subusers API.
    pub fn subusers(&self) -> Subusers<'_> {
        Subusers::new(self)
    }
}

#[cfg(feature = "blocking")]
impl crate::client::blocking::Client {
    /// Methods of the Subusers API.
    pub fn subusers(&self) -> BlockingSubusers<'_> {
        BlockingSubusers::new(self)
    }
}
