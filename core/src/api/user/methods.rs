//! The methods of `client.user()`, written once for the async and the blocking client.

use crate::api::user::{
    Account, Credits, Email, GetAccount, GetCredits, GetEmail, GetProfile, GetUsername, Profile,
    UpdateEmail, UpdatePassword, UpdateProfile, UpdateUsername, Username,
};
use crate::client::methods::methods;

methods! {
    /// The nine calls of the Users API; `client.user()` gives it.
    User, BlockingUser;

    /// Retrieves kind and reputation of the account (`GET /v3/user/account`).
    pub fn get_account(self) -> Account {
        GetAccount
    }

    /// Retrieves the credit balance of the account (`GET /v3/user/credits`).
    pub fn get_credits(self) -> Credits {
        GetCredits
    }

    /// Retrieves the e-mail address of the account (`GET /v3/user/email`).
    pub fn get_email(self) -> Email {
        GetEmail
    }

    /// Changes the e-mail address of the account (`PUT /v3/user/email`). A server may ask the new
    /// address for confirmation first and tell the old one until then.
    pub fn update_email(self, email: impl Into<String>) -> Email {
        UpdateEmail { email: email.into() }
    }

    /// Changes the password of the account (`PUT /v3/user/password`). It is sent once and never
    /// repeated: a repeat would fail on the old password.
    pub fn update_password(self, change: UpdatePassword) -> () {
        change
    }

    /// Retrieves the profile of the account (`GET /v3/user/profile`).
    pub fn get_profile(self) -> Profile {
        GetProfile
    }

    /// Changes the given fields of the profile (`PATCH /v3/user/profile`) and returns all of it.
    pub fn update_profile(self, update: UpdateProfile) -> Profile {
        update
    }

    /// Retrieves username and number of the account (`GET /v3/user/username`).
    pub fn get_username(self) -> Username {
        GetUsername
    }

    /// Changes the username of the account (`PUT /v3/user/username`). Logins by the old name fail
    /// from then on.
    pub fn update_username(self, username: impl Into<String>) -> Username {
        UpdateUsername { username: username.into() }
    }
}
