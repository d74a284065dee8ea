//! Arguments of the Subusers API.
//!
//! The functions rely on their pointers as the conventions of the header require.

use std::ffi::{c_char, c_int};

use sendgrid_accounts::subusers::{
    GetReputations, GetSubuserIps, NewSubuser, SubuserFilter, UpdateSubuserCredits,
    UpdateSubuserIps,
};

use crate::ffi::arguments::{Input, enum_value, optional_string, read, string, strings};
use crate::ffi::error::FfiError;

/// Filter and page of a list of subusers. Initialise it with SGA_SUBUSER_FILTER_INIT.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct sga_subuser_filter {
    /// sizeof(sga_subuser_filter), set by SGA_SUBUSER_FILTER_INIT.
    pub struct_size: usize,
    /// Beginning of the username, in any letter case. The server does not look for the exact name:
    /// `get` does.
    pub username: *const c_char,
    /// Region of the subusers; default: all of them.
    pub region: *const c_char,
    /// Whether the rows have the field `region`. 1 if they have, else 0.
    pub include_region: c_int,
    /// 1 if `limit` is set, else 0.
    pub has_limit: c_int,
    /// Maximum number of rows of one response, at least 1; default: 500, the documented maximum. A
    /// server may return fewer.
    pub limit: u64,
    /// 1 if `offset` is set, else 0.
    pub has_offset: c_int,
    /// Number of rows to skip; default: 0.
    pub offset: u64,
}

/// Data of a new subuser. Initialise it with SGA_NEW_SUBUSER_INIT. `username` to `password` are
/// mandatory.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct sga_new_subuser {
    /// sizeof(sga_new_subuser), set by SGA_NEW_SUBUSER_INIT.
    pub struct_size: usize,
    /// Username, 3 to 64 characters. It is unique among the accounts of all customers of SendGrid.
    pub username: *const c_char,
    /// E-mail address, which must be in use.
    pub email: *const c_char,
    /// Password. The server requires 16 to 128 characters with a letter and a digit.
    pub password: *const c_char,
    /// Your IP addresses to assign. NULL sends none and leaves the choice to the server; an empty
    /// list is sent as it is. A subuser of the EU region takes none of the global region.
    pub ips: *const *const c_char,
    /// Number of strings in `ips`.
    pub ips_count: usize,
    /// Region of the subuser's data; default: that of the server, which is global. It never changes.
    pub region: *const c_char,
}

/// New IP addresses of a subuser. Initialise it with SGA_SUBUSER_IPS_UPDATE_INIT.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct sga_subuser_ips_update {
    /// sizeof(sga_subuser_ips_update), set by SGA_SUBUSER_IPS_UPDATE_INIT.
    pub struct_size: usize,
    /// Username of the subuser.
    pub username: *const c_char,
    /// All addresses that the subuser has afterwards. An empty list is refused unless `clear` is set.
    pub ips: *const *const c_char,
    /// Number of strings in `ips`.
    pub ips_count: usize,
    /// Removes all addresses; `ips` is then empty. 1 permits it, else 0.
    pub clear: c_int,
}

/// New credits of a subuser. Initialise it with SGA_SUBUSER_CREDITS_UPDATE_INIT. `username` and
/// `type` are mandatory.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct sga_subuser_credits_update {
    /// sizeof(sga_subuser_credits_update), set by SGA_SUBUSER_CREDITS_UPDATE_INIT.
    pub struct_size: usize,
    /// Username of the subuser.
    pub username: *const c_char,
    /// How the credits are reset: `unlimited`, `recurring` or `nonrecurring`.
    pub r#type: *const c_char,
    /// Interval of the resets, for recurring credits only: `monthly`, `weekly` or `daily`.
    pub reset_frequency: *const c_char,
    /// 1 if `total` is set, else 0.
    pub has_total: c_int,
    /// Credits after a reset, at least 1; not for unlimited credits.
    pub total: i64,
}

/// Page of a list. Initialise it with SGA_PAGE_INIT.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct sga_page {
    /// sizeof(sga_page), set by SGA_PAGE_INIT.
    pub struct_size: usize,
    /// 1 if `limit` is set, else 0.
    pub has_limit: c_int,
    /// Maximum number of rows, at least 1; default: 500, the documented maximum.
    pub limit: u64,
    /// 1 if `offset` is set, else 0.
    pub has_offset: c_int,
    /// Number of rows to skip; default: 0.
    pub offset: u64,
}

macro_rules! inputs {
    ($($input:ident: $name:literal,)*) => {
        $(
            // SAFETY: strings may be NULL, counts may be 0, and zero is a value of each number.
            unsafe impl Input for $input {
                const NAME: &'static str = $name;
            }
        )*
    };
}

inputs! {
    sga_subuser_filter: "filter",
    sga_new_subuser: "subuser",
    sga_subuser_ips_update: "update",
    sga_subuser_credits_update: "update",
    sga_page: "page",
}

/// NULL means no filter.
pub(crate) unsafe fn subuser_filter(
    filter: *const sga_subuser_filter,
) -> Result<SubuserFilter, FfiError> {
    if filter.is_null() {
        return Ok(SubuserFilter::default());
    }
    let filter = read(filter)?;
    Ok(SubuserFilter {
        username: optional_string("username", filter.username)?,
        region: optional_string("region", filter.region)?.map(Into::into),
        include_region: flag("include_region", filter.include_region)?,
        limit: flag("has_limit", filter.has_limit)?.then_some(filter.limit),
        offset: flag("has_offset", filter.has_offset)?.then_some(filter.offset),
    })
}

pub(crate) unsafe fn new_subuser(subuser: *const sga_new_subuser) -> Result<NewSubuser, FfiError> {
    let subuser = read(subuser)?;
    let has_ips = !subuser.ips.is_null() || subuser.ips_count > 0;
    let ips = strings("ips", subuser.ips, subuser.ips_count)?;
    Ok(NewSubuser {
        username: string("username", subuser.username)?,
        email: string("email", subuser.email)?,
        password: string("password", subuser.password)?.into(),
        ips: has_ips.then_some(ips),
        region: optional_string("region", subuser.region)?.map(Into::into),
    })
}

pub(crate) unsafe fn subuser_ips_update(
    update: *const sga_subuser_ips_update,
) -> Result<UpdateSubuserIps, FfiError> {
    let update = read(update)?;
    Ok(UpdateSubuserIps {
        username: string("username", update.username)?,
        ips: strings("ips", update.ips, update.ips_count)?,
        clear: flag("clear", update.clear)?,
    })
}

pub(crate) unsafe fn subuser_credits_update(
    update: *const sga_subuser_credits_update,
) -> Result<UpdateSubuserCredits, FfiError> {
    let update = read(update)?;
    let frequency = optional_string("reset_frequency", update.reset_frequency)?;
    Ok(UpdateSubuserCredits {
        username: string("username", update.username)?,
        credit_type: string("type", update.r#type)?.into(),
        reset_frequency: frequency.map(Into::into),
        total: flag("has_total", update.has_total)?.then_some(update.total),
    })
}

/// NULL means the first page.
pub(crate) unsafe fn subuser_ips(
    username: *const c_char,
    page: *const sga_page,
) -> Result<GetSubuserIps, FfiError> {
    let username = string("username", username)?;
    if page.is_null() {
        return Ok(GetSubuserIps { username, limit: None, offset: None });
    }
    let page = read(page)?;
    Ok(GetSubuserIps {
        username,
        limit: flag("has_limit", page.has_limit)?.then_some(page.limit),
        offset: flag("has_offset", page.has_offset)?.then_some(page.offset),
    })
}

pub(crate) unsafe fn reputations(
    usernames: *const *const c_char,
    usernames_count: usize,
) -> Result<GetReputations, FfiError> {
    Ok(GetReputations { usernames: strings("usernames", usernames, usernames_count)? })
}

fn flag(field: &'static str, value: c_int) -> Result<bool, FfiError> {
    enum_value(field, value, &[false, true])
}
