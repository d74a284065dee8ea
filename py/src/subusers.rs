//! `client.subusers`: the calls of the Subusers API.

use pyo3::prelude::*;
use sendgrid_accounts::subusers::{
    AdjustSubuserCredits, CreateSubuser, DeleteSubuser, DisableSubuser, DisableSubuserWebsite,
    EnableSubuser, EnableSubuserWebsite, GetReputations, GetSubuser, GetSubuserCredits,
    GetSubuserIps, ListSubusers, Subuser, SubuserFilter, SubuserRegion, UpdateSubuserCredits,
    UpdateSubuserIps,
};

use crate::arguments::{Argument, Count, Str, StrList, from_arguments};
use crate::asyncio::{coroutine, coroutine_of};
use crate::blocking::{wait, wait_for};
use crate::errors::invalid_input;
use crate::methods::{methods, raises_of_change, raises_of_query};
use crate::new_subuser::NewSubuser;
use crate::pages::{PageRow, check_page_size, iterate};
use crate::response::Caller;
use crate::value_object::CallResult;

impl PageRow for Subuser {
    fn into_object(self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        self.into_python(py)
    }
}

fn filter(
    py: Python<'_>,
    username: Option<Str>,
    region: Option<Str>,
    include_region: bool,
    limit: Option<u64>,
    offset: Count<u64>,
) -> PyResult<SubuserFilter> {
    let region = region.get(py, "region")?.map(SubuserRegion::from);
    from_arguments!(py, SubuserFilter { username, offset } with { region, include_region, limit })
}

/// Refuses a read of several requests, none of which has its raw response.
fn check_not_raw(py: Python<'_>, caller: &Caller) -> PyResult<()> {
    if caller.is_raw() {
        return Err(invalid_input(
            py,
            "include_region",
            "needs several requests: not with_raw_response",
        ));
    }
    Ok(())
}

/// A macro, because the methods of both classes have the docstring.
macro_rules! doc_of_get {
    () => {
        "Retrieves the subuser of this username (`GET /v3/subusers/{username}`, which SendGrid does not
document).

Args:
    username: The username, exactly.
    include_region: Whether the result has the region, which only the list has (`GET /v3/subusers`):
        pages of names that begin in the same way are read until the exact one. Not with
        `with_raw_response`.

Raises:
    TypeError: An argument has the wrong type.
    InvalidInputError: An argument is refused before anything is sent; `field` names it.
    NotFoundError: No subuser has exactly this username.
    ApiError: The server refuses the call.
    ConnectError, RequestTimeoutError, TransportError, ResponseError: No usable response
        arrives.
"
    };
}

macro_rules! doc_of_iter {
    () => {
        "Iterates over the subusers that match a filter, page by page.

It reads a page when a row of it is needed, and keeps one page. An exception names the `offset` at which
the iteration, or another one, can continue.

Args:
    username: Beginning of the username, in any letter case.
    region: The region, `\"global\"` or `\"eu\"`; default: all.
    include_region: Whether the rows have the field `region`.
    page_size: Maximum number of rows of one response; default: 500, the documented maximum.
    offset: Number of rows to skip.

Raises:
    TypeError: An argument has the wrong type.
    InvalidInputError: An argument is refused before anything is sent; `field` names it.
    ApiError: The server refuses a page.
    ConnectError, RequestTimeoutError, TransportError, ResponseError: No usable response
        arrives.
"
    };
}

methods! {
    /// Calls of the Subusers API, as `client.subusers`. They act for the account of the API key: a client
    /// that acts for another account raises `ConfigError`.
    Subusers, AsyncSubusers;

    /// Lists the subusers that match a filter (`GET /v3/subusers`): one page. `iter` reads all pages.
    ///
    /// Args:
    ///     username: Beginning of the username, in any letter case. `get` looks for the exact one.
    ///     region: The region, `"global"` or `"eu"`; default: all.
    ///     include_region: Whether the rows have the field `region`.
    ///     limit: Maximum number of rows; default: 500, the documented maximum. A server may return fewer.
    ///     offset: Number of rows to skip.
    #[doc = raises_of_query!()]
    #[pyo3(signature = (
            *, username=None, region=None, include_region=false, limit=Count::literal(500u64),
            offset=Count::literal(0u64)
    ), text_signature = "($self, *, username=None, region=None, include_region=False, limit=500, offset=0)")]
    fn list(
        py: Python<'_>, username: Option<Str>, region: Option<Str>, include_region: bool,
        limit: Count<u64>, offset: Count<u64>,
    ) -> PyResult<ListSubusers> {
        let filter = filter(py, username, region, include_region, Some(limit.get(py, "limit")?), offset)?;
        Ok(ListSubusers { filter })
    }

    /// Creates a subuser (`POST /v3/subusers`). It is never retried. The response does not prove that the
    /// subuser exists: `get` does.
    ///
    /// Args:
    ///     subuser: The new subuser.
    #[doc = raises_of_change!()]
    fn create(py: Python<'_>, subuser: &NewSubuser) -> PyResult<CreateSubuser> {
        Ok(CreateSubuser { subuser: subuser.subuser.clone() })
    }

    /// Deletes a subuser (`DELETE /v3/subusers/{username}`), who cannot be restored. It is never retried:
    /// the name may have been registered again.
    ///
    /// Args:
    ///     username: The username of the subuser.
    #[doc = raises_of_change!()]
    fn delete(py: Python<'_>, username: Str) -> PyResult<DeleteSubuser> {
        from_arguments!(py, DeleteSubuser { username })
    }

    /// Enables a subuser (`PATCH /v3/subusers/{username}`).
    ///
    /// Args:
    ///     username: The username of the subuser.
    #[doc = raises_of_change!()]
    fn enable(py: Python<'_>, username: Str) -> PyResult<EnableSubuser> {
        from_arguments!(py, EnableSubuser { username })
    }

    /// Disables a subuser, who then cannot send mail (`PATCH /v3/subusers/{username}`).
    ///
    /// Args:
    ///     username: The username of the subuser.
    #[doc = raises_of_change!()]
    fn disable(py: Python<'_>, username: Str) -> PyResult<DisableSubuser> {
        from_arguments!(py, DisableSubuser { username })
    }

    /// Allows a subuser to log in to the website (`PATCH /v3/subusers/{username}/website_access`).
    ///
    /// Args:
    ///     username: The username of the subuser.
    #[doc = raises_of_change!()]
    fn enable_website(py: Python<'_>, username: Str) -> PyResult<EnableSubuserWebsite> {
        from_arguments!(py, EnableSubuserWebsite { username })
    }

    /// Forbids a subuser to log in to the website (`PATCH /v3/subusers/{username}/website_access`). No
    /// call reads this access.
    ///
    /// Args:
    ///     username: The username of the subuser.
    #[doc = raises_of_change!()]
    fn disable_website(py: Python<'_>, username: Str) -> PyResult<DisableSubuserWebsite> {
        from_arguments!(py, DisableSubuserWebsite { username })
    }

    /// Retrieves the IP addresses of a subuser (`GET /v3/ips`): one page.
    ///
    /// Args:
    ///     username: The username of the subuser.
    ///     limit: Maximum number of addresses.
    ///     offset: Number of addresses to skip.
    #[doc = raises_of_query!()]
    #[pyo3(signature = (username, *, limit=Count::literal(500u64), offset=Count::literal(0u64)),
        text_signature = "($self, username, *, limit=500, offset=0)")]
    fn get_ips(
        py: Python<'_>, username: Str, limit: Count<u64>, offset: Count<u64>,
    ) -> PyResult<GetSubuserIps> {
        from_arguments!(py, GetSubuserIps { username, limit, offset })
    }

    /// Replaces the IP addresses of a subuser (`PUT /v3/subusers/{username}/ips`).
    ///
    /// Args:
    ///     username: The username of the subuser.
    ///     ips: All addresses that the subuser has afterwards.
    ///     clear: Removes all addresses; `ips` is then empty. Without it, an empty `ips` is refused.
    #[doc = raises_of_change!()]
    #[pyo3(signature = (username, ips, *, clear=false))]
    fn update_ips(
        py: Python<'_>, username: Str, ips: StrList, clear: bool,
    ) -> PyResult<UpdateSubuserIps> {
        from_arguments!(py, UpdateSubuserIps { username, ips, clear })
    }

    /// Retrieves the credits of a subuser (`GET /v3/subusers/{username}/credits`).
    ///
    /// Args:
    ///     username: The username of the subuser.
    #[doc = raises_of_query!()]
    fn get_credits(py: Python<'_>, username: Str) -> PyResult<GetSubuserCredits> {
        from_arguments!(py, GetSubuserCredits { username })
    }

    /// Sets the credits of a subuser (`PUT /v3/subusers/{username}/credits`). The remaining credits become
    /// the total, also in a retry: credits that are used between two attempts are given back.
    ///
    /// Args:
    ///     username: The username of the subuser.
    ///     type: How the credits are reset: `"unlimited"`, `"recurring"` or `"nonrecurring"`.
    ///     total: Credits after a reset, at least 1; not for unlimited credits.
    ///     reset_frequency: Interval of the resets, `"monthly"`, `"weekly"` or `"daily"`, for recurring
    ///         credits only.
    #[doc = raises_of_change!()]
    #[pyo3(signature = (username, *, r#type, total=None, reset_frequency=None))]
    fn update_credits(
        py: Python<'_>, username: Str, r#type: Str, total: Option<Count<i64>>,
        reset_frequency: Option<Str>,
    ) -> PyResult<UpdateSubuserCredits> {
        Ok(UpdateSubuserCredits {
            username: username.get(py, "username")?,
            credit_type: r#type.get(py, "type")?.into(),
            total: total.get(py, "total")?,
            reset_frequency: reset_frequency.get(py, "reset_frequency")?.map(Into::into),
        })
    }

    /// Adds to the remaining credits of a subuser, or takes from them
    /// (`PATCH /v3/subusers/{username}/credits/remaining`). It is never retried: a retry would do it twice.
    ///
    /// Args:
    ///     username: The username of the subuser.
    ///     by: Number of credits to add; a negative number takes them.
    #[doc = raises_of_change!()]
    #[pyo3(signature = (username, *, by))]
    fn adjust_credits(
        py: Python<'_>, username: Str, by: Count<i64>,
    ) -> PyResult<AdjustSubuserCredits> {
        from_arguments!(py, AdjustSubuserCredits { username, by })
    }

    /// Retrieves the sender reputations of subusers (`GET /v3/subusers/reputations`), 1 to 10 in one call.
    ///
    /// Args:
    ///     usernames: The usernames of 1 to 10 subusers.
    #[doc = raises_of_query!()]
    fn get_reputations(py: Python<'_>, usernames: StrList) -> PyResult<GetReputations> {
        from_arguments!(py, GetReputations { usernames })
    }

    blocking {
        #[doc = doc_of_get!()]
        #[pyo3(signature = (username, *, include_region=false))]
        fn get(&self, py: Python<'_>, username: Str, include_region: bool) -> PyResult<Py<PyAny>> {
            let username = username.get(py, "username")?;
            if !include_region {
                return wait(py, &self.0, GetSubuser { username });
            }
            check_not_raw(py, &self.0)?;
            let client = self.0.clone();
            wait_for(py, async move { client.subusers().get_with_region(username).await })
        }

        #[doc = doc_of_iter!()]
        #[pyo3(signature = (
            *, username=None, region=None, include_region=false, page_size=Count::literal(500u64),
            offset=Count::literal(0u64)
        ), text_signature = "($self, *, username=None, region=None, include_region=False, page_size=500, \
            offset=0)")]
        #[expect(clippy::iter_not_returning_iterator, reason = "an iterator of Python")]
        fn iter<'py>(
            &self, py: Python<'py>, username: Option<Str>, region: Option<Str>, include_region: bool,
            page_size: Count<u64>, offset: Count<u64>,
        ) -> PyResult<Bound<'py, PyAny>> {
            let limit = check_page_size(py, Some(page_size.get(py, "page_size")?))?;
            let filter = filter(py, username, region, include_region, limit, offset)?;
            iterate(py, "Pages", "subusers.iter", &self.0, filter)
        }
    }

    coroutines {
        #[doc = doc_of_get!()]
        #[pyo3(signature = (username, *, include_region=false))]
        fn get<'py>(
            &self, py: Python<'py>, username: Str, include_region: bool,
        ) -> PyResult<Bound<'py, PyAny>> {
            let username = username.get(py, "username")?;
            if !include_region {
                return coroutine(py, &self.0, GetSubuser { username });
            }
            check_not_raw(py, &self.0)?;
            let client = self.0.clone();
            let work = async move { client.subusers().get_with_region(username).await };
            coroutine_of(py, "subusers.get", work)
        }

        #[doc = doc_of_iter!()]
        #[pyo3(signature = (
            *, username=None, region=None, include_region=false, page_size=Count::literal(500u64),
            offset=Count::literal(0u64)
        ), text_signature = "($self, *, username=None, region=None, include_region=False, page_size=500, \
            offset=0)")]
        #[expect(clippy::iter_not_returning_iterator, reason = "an iterator of Python")]
        fn iter<'py>(
            &self, py: Python<'py>, username: Option<Str>, region: Option<Str>, include_region: bool,
            page_size: Count<u64>, offset: Count<u64>,
        ) -> PyResult<Bound<'py, PyAny>> {
            let limit = check_page_size(py, Some(page_size.get(py, "page_size")?))?;
            let filter = filter(py, username, region, include_region, limit, offset)?;
            iterate(py, "AsyncPages", "subusers.iter", &self.0, filter)
        }
    }
}
