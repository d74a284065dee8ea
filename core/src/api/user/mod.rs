//! Users API v3: the account of an API key, or one of its subusers and customers.
//!
//! Source: the OpenAPI description of the Users API v3. Each file is one of its resources.

mod account;
mod credits;
mod email;
mod password;
mod profile;
mod username;

use crate::client::Client;
use crate::client::methods::methods;
use crate::operation::{Operation, OperationInfo};

pub use account::{Account, AccountType, GetAccount};
pub use credits::{Credits, GetCredits, ResetFrequency};
pub use email::{Email, GetEmail, UpdateEmail};
pub use password::UpdatePassword;
pub use profile::{GetProfile, Profile, UpdateProfile};
pub use username::{GetUsername, UpdateUsername, Username};

/// Operations of the Users API.
pub(crate) const OPERATIONS: &[OperationInfo] = &[
    GetAccount::INFO,
    GetCredits::INFO,
    GetEmail::INFO,
    UpdateEmail::INFO,
    UpdatePassword::INFO,
    GetProfile::INFO,
    UpdateProfile::INFO,
    GetUsername::INFO,
    UpdateUsername::INFO,
];

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
    /// fail from then on, and so do calls of a client that acts for the account by its old username:
    /// such a client never retries the change.
    pub fn update_username(self, username: impl Into<String>) -> Username {
        UpdateUsername { username: username.into() }
    }
}

impl Client {
    /// Methods of the Users API.
    pub fn user(&self) -> User<'_> {
        User::new(self)
    }
}

#[cfg(feature = "blocking")]
impl crate::client::blocking::Client {
    /// Methods of the Users API.
    pub fn user(&self) -> BlockingUser<'_> {
        BlockingUser::new(self)
    }
}
