//! The methods of `client.user()`, declared once for the async and the blocking client.

use crate::calls::calls;
use crate::user::{
    Account, Credits, Email, GetAccount, GetCredits, GetEmail, GetProfile, GetUsername, Profile,
    UpdateEmail, UpdatePassword, UpdateProfile, UpdateUsername, Username,
};

calls! {
    /// The nine calls of the Users API; `client.user()` gives it.
    User, BlockingUser;

    /// Retrieves kind and reputation of the account (`GET /v3/user/account`).
    get_account() -> Account = GetAccount;

    /// Retrieves the credit balance of the account (`GET /v3/user/credits`).
    get_credits() -> Credits = GetCredits;

    /// Retrieves the e-mail address of the account (`GET /v3/user/email`).
    get_email() -> Email = GetEmail;

    /// Changes the e-mail address of the account (`PUT /v3/user/email`). A server may ask the new
    /// address for confirmation first and tell the old one until then.
    update_email(email: impl Into<String>) -> Email = UpdateEmail { email: email.into() };

    /// Changes the password of the account (`PUT /v3/user/password`). It is sent once and never
    /// repeated: a repeat would fail on the old password.
    update_password(change: UpdatePassword) -> () = change;

    /// Retrieves the profile of the account (`GET /v3/user/profile`).
    get_profile() -> Profile = GetProfile;

    /// Changes the given fields of the profile (`PATCH /v3/user/profile`) and returns all of it.
    update_profile(update: UpdateProfile) -> Profile = update;

    /// Retrieves username and number of the account (`GET /v3/user/username`).
    get_username() -> Username = GetUsername;

    /// Changes the username of the account (`PUT /v3/user/username`). Logins by the old name fail
    /// from then on.
    update_username(username: impl Into<String>) -> Username =
        UpdateUsername { username: username.into() };
}
