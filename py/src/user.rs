//! `client.user`: the nine calls of the Users API.

use pyo3::prelude::*;
use sendgrid_accounts::OPERATIONS;
use sendgrid_accounts::user::{
    GetAccount, GetCredits, GetEmail, GetProfile, GetUsername, UpdateEmail, UpdatePassword,
    UpdateProfile, UpdateUsername,
};

use crate::argument::{Text, given};
use crate::call::Nothing;
use crate::group::group;
use crate::model::{Account, Credits, Email, Profile, Username};

/// The names of all operations, for the test that every one has its method.
#[pyfunction]
pub(crate) fn operations() -> Vec<&'static str> {
    OPERATIONS.iter().map(|info| info.name).collect()
}

group! {
    /// The nine calls of the Users API; `client.user` gives it.
    User, AsyncUser;

    /// Retrieves kind and reputation of the account (`GET /v3/user/account`).
    get_account() [] -> Account, |py| GetAccount;

    /// Retrieves the credit balance of the account (`GET /v3/user/credits`).
    get_credits() [] -> Credits, |py| GetCredits;

    /// Retrieves the e-mail address of the account (`GET /v3/user/email`).
    get_email() [] -> Email, |py| GetEmail;

    /// Changes the e-mail address of the account (`PUT /v3/user/email`). A server may ask the new
    /// address for confirmation first and tell the old one until then.
    update_email(email) [email: Text] -> Email, |py| UpdateEmail { email: email.get(py, "email")? };

    /// Changes the password of the account (`PUT /v3/user/password`). It is sent once and never
    /// repeated: a repeat would fail on the old password.
    update_password(*, old_password, new_password) [old_password: Text, new_password: Text]
        -> Nothing,
    |py| UpdatePassword {
        old_password: old_password.get(py, "old_password")?.into(),
        new_password: new_password.get(py, "new_password")?.into(),
    };

    /// Retrieves the profile of the account (`GET /v3/user/profile`).
    get_profile() [] -> Profile, |py| GetProfile;

    /// Changes the given fields of the profile (`PATCH /v3/user/profile`) and returns all of it.
    ///
    /// `None` leaves a field as it is, an empty text clears it. At least one must be given.
    update_profile(
        *, address=None, address2=None, city=None, company=None, country=None, first_name=None,
        last_name=None, phone=None, state=None, website=None, zip=None
    ) [
        address: Option<Text>,
        address2: Option<Text>,
        city: Option<Text>,
        company: Option<Text>,
        country: Option<Text>,
        first_name: Option<Text>,
        last_name: Option<Text>,
        phone: Option<Text>,
        state: Option<Text>,
        website: Option<Text>,
        zip: Option<Text>
    ] -> Profile,
    |py| UpdateProfile {
        address: given(py, "address", address)?,
        address2: given(py, "address2", address2)?,
        city: given(py, "city", city)?,
        company: given(py, "company", company)?,
        country: given(py, "country", country)?,
        first_name: given(py, "first_name", first_name)?,
        last_name: given(py, "last_name", last_name)?,
        phone: given(py, "phone", phone)?,
        state: given(py, "state", state)?,
        website: given(py, "website", website)?,
        zip: given(py, "zip", zip)?,
    };

    /// Retrieves username and number of the account (`GET /v3/user/username`).
    get_username() [] -> Username, |py| GetUsername;

    /// Changes the username of the account (`PUT /v3/user/username`). Logins by the old name fail
    /// from then on.
    update_username(username) [username: Text] -> Username,
    |py| UpdateUsername { username: username.get(py, "username")? };
}
