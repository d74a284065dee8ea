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
    ///
    /// Source: seeds 000, 001 and 002; each call names its own.
    User, AsyncUser;

    /// Retrieves kind and reputation of the account (`GET /v3/user/account`).
    ///
    /// Raises:
    ///     ApiError: The server refuses the call.
    ///     ConnectError, RequestTimeoutError, TransportError, ResponseError: No usable answer came.
    ///
    /// Source: seed 001, `ListAccount`.
    get_account() [] -> Account, |py| GetAccount;

    /// Retrieves the credit balance of the account (`GET /v3/user/credits`).
    ///
    /// Raises:
    ///     ApiError: The server refuses the call.
    ///     ConnectError, RequestTimeoutError, TransportError, ResponseError: No usable answer came.
    ///
    /// Source: seed 001, `ListCredit`.
    get_credits() [] -> Credits, |py| GetCredits;

    /// Retrieves the e-mail address of the account (`GET /v3/user/email`).
    ///
    /// Raises:
    ///     ApiError: The server refuses the call.
    ///     ConnectError, RequestTimeoutError, TransportError, ResponseError: No usable answer came.
    ///
    /// Source: seed 001, `ListEmail`.
    get_email() [] -> Email, |py| GetEmail;

    /// Changes the e-mail address of the account (`PUT /v3/user/email`). A server may ask the new
    /// address for confirmation first and tell the old one until then.
    ///
    /// Args:
    ///     email: The new address.
    ///
    /// Raises:
    ///     InvalidInputError: An argument is refused before anything is sent; `field` names it.
    ///     ApiError: The server refuses the call; nothing was changed.
    ///     ConnectError: No connection could be made; nothing was sent.
    ///     OutcomeUnknownError: It was sent and no answer came.
    ///
    /// Source: seed 001, `UpdateEmail`.
    update_email(email) [email: Text] -> Email, |py| UpdateEmail { email: email.get(py, "email")? };

    /// Changes the password of the account (`PUT /v3/user/password`). It is sent once and never
    /// repeated: a repeat would fail on the old password.
    ///
    /// Args:
    ///     old_password: The password that is in force.
    ///     new_password: The password to be.
    ///
    /// Raises:
    ///     InvalidInputError: An argument is refused before anything is sent; `field` names it.
    ///     ApiError: The server refuses the call; nothing was changed.
    ///     ConnectError: No connection could be made; nothing was sent.
    ///     OutcomeUnknownError: It was sent and no answer came.
    ///
    /// Source: seed 001, `UpdatePassword`.
    update_password(*, old_password, new_password) [old_password: Text, new_password: Text]
        -> Nothing,
    |py| UpdatePassword {
        old_password: old_password.get(py, "old_password")?.into(),
        new_password: new_password.get(py, "new_password")?.into(),
    };

    /// Retrieves the profile of the account (`GET /v3/user/profile`).
    ///
    /// Raises:
    ///     ApiError: The server refuses the call.
    ///     ConnectError, RequestTimeoutError, TransportError, ResponseError: No usable answer came.
    ///
    /// Source: seed 001, `ListProfile`.
    get_profile() [] -> Profile, |py| GetProfile;

    /// Changes the given fields of the profile (`PATCH /v3/user/profile`) and returns all of it.
    ///
    /// `None` leaves a field as it is, an empty text clears it. At least one must be given.
    ///
    /// Args:
    ///     address: The street address.
    ///     address2: The second line of the street address.
    ///     city: The city.
    ///     company: The name of the company.
    ///     country: The country.
    ///     first_name: The first name.
    ///     last_name: The last name.
    ///     phone: The phone number.
    ///     state: The state.
    ///     website: The address of the website.
    ///     zip: The zip code.
    ///
    /// Raises:
    ///     InvalidInputError: An argument is refused before anything is sent; `field` names it.
    ///     ApiError: The server refuses the call; nothing was changed.
    ///     ConnectError: No connection could be made; nothing was sent.
    ///     OutcomeUnknownError: It was sent and no answer came.
    ///
    /// Source: seeds 000 and 001, `UpdateProfile`.
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
    ///
    /// Raises:
    ///     ApiError: The server refuses the call.
    ///     ConnectError, RequestTimeoutError, TransportError, ResponseError: No usable answer came.
    ///
    /// Source: seed 001, `ListUsername`.
    get_username() [] -> Username, |py| GetUsername;

    /// Changes the username of the account (`PUT /v3/user/username`). Logins by the old name fail
    /// from then on.
    ///
    /// Args:
    ///     username: The new username.
    ///
    /// Raises:
    ///     InvalidInputError: An argument is refused before anything is sent; `field` names it.
    ///     ApiError: The server refuses the call; nothing was changed.
    ///     ConnectError: No connection could be made; nothing was sent.
    ///     OutcomeUnknownError: It was sent and no answer came.
    ///
    /// Source: seed 001, `UpdateUsername`.
    update_username(username) [username: Text] -> Username,
    |py| UpdateUsername { username: username.get(py, "username")? };
}
