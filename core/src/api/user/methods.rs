//! Methods of `client.user()`, for the async and the blocking client.

use crate::api::user::{
    Account, Credits, Email, GetAccount, GetCredits, GetEmail, GetProfile, GetUsername, Profile,
    UpdateEmail, UpdatePassword, UpdateProfile, UpdateUsername, Username,
};
use crate::client::methods::methods;

methods! {
    /// Methods of the Users API, returned by `client.user()`.
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

    /// Changes the e-mail address of the account (`PUT /v3/user/email`). A server may return the old
    /// address until the new one is confirmed.
    pub fn update_email(self, email: impl Into<String>) -> Email {
        UpdateEmail { email: email.into() }
    }

    /// Changes the password of the account (`PUT /v3/user/password`). It is never retried: a retry
    /// would fail on the old password.
    pub fn update_password(self, change: UpdatePassword) -> () {
        change
    }

    /// Retrieves the profile of the account (`GET /v3/user/profile`).
    pub fn get_profile(self) -> Profile {
        GetProfile
    }

    /// Changes fields of the profile (`PATCH /v3/user/profile`) and returns the whole profile.
    ///
    /// An empty string clears its field, too: an empty cell of a CSV row deletes what the server has,
    /// unless [`Empty::Ignore`](crate::Empty::Ignore) applies.
    pub fn update_profile(self, update: UpdateProfile) -> Profile {
        update
    }

    /// Retrieves username and number of the account (`GET /v3/user/username`).
    pub fn get_username(self) -> Username {
        GetUsername
    }

    /// Changes the username of the account (`PUT /v3/user/username`). Logins with the old username
    /// fail from then on.
    pub fn update_username(self, username: impl Into<String>) -> Username {
        UpdateUsername { username: username.into() }
    }
}
