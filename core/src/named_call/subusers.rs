//! Parameters of the Subusers API.

use crate::api::subusers::{
    AdjustSubuserCredits, CreateSubuser, CreditType, DeleteSubuser, DisableSubuser,
    DisableSubuserWebsite, EnableSubuser, EnableSubuserWebsite, GetReputations, GetSubuser,
    GetSubuserCredits, GetSubuserIps, ListSubusers, NewSubuser, SubuserFilter, SubuserRegion,
    UpdateSubuserCredits, UpdateSubuserIps,
};
use crate::api::user::ResetFrequency;
use crate::auth::secret::Password;
use crate::named_call::declare::parameters;

parameters! {
    ListSubusers.filter as SubuserFilter {
        username: Option<String> => "Beginning of the username, in any letter case",
        region: Option<SubuserRegion> => "Region of the subusers; default: all of them",
        include_region: bool => "Whether the rows have the field region",
        limit: Option<u64> => "Maximum number of rows of one response, at least 1; default: 500, the \
            documented maximum",
        offset: Option<u64> => "Number of rows to skip; default: 0",
    }
    GetSubuser { username: String => "Username of the subuser", }
    CreateSubuser.subuser as NewSubuser {
        username: String => "Username, 3 to 64 characters",
        email: String => "E-mail address, which must be in use",
        password: Password => "Password",
        ips: Option<Vec<String>> => "Your IP addresses to assign",
        region: Option<SubuserRegion> => "Region of the subuser's data; default: that of the server, \
            which is global",
    }
    DeleteSubuser { username: String => "Username of the subuser", }
    EnableSubuser { username: String => "Username of the subuser", }
    DisableSubuser { username: String => "Username of the subuser", }
    EnableSubuserWebsite { username: String => "Username of the subuser", }
    DisableSubuserWebsite { username: String => "Username of the subuser", }
    GetSubuserIps {
        username: String => "Username of the subuser",
        limit: Option<u64> => "Maximum number of addresses, at least 1; default: 500, the documented \
            maximum",
        offset: Option<u64> => "Number of addresses to skip; default: 0",
    }
    UpdateSubuserIps {
        username: String => "Username of the subuser",
        ips: Vec<String> => "All addresses that the subuser has afterwards",
        clear: bool => "Removes all addresses; ips is then empty",
    }
    GetSubuserCredits { username: String => "Username of the subuser", }
    UpdateSubuserCredits {
        username: String => "Username of the subuser",
        credit_type = "type": CreditType => "How the credits are reset",
        reset_frequency: Option<ResetFrequency> => "Interval of the resets, for recurring credits only",
        total: Option<i64> => "Credits after a reset, at least 1; not for unlimited credits",
    }
    AdjustSubuserCredits {
        username: String => "Username of the subuser",
        by: i64 => "Number of credits to add; a negative number takes them",
    }
    GetReputations { usernames: Vec<String> => "Usernames of the subusers, 1 to 10", }
}
