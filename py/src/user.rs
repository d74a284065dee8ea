//! `client.user`: the nine calls of the Users API.

use pyo3::prelude::*;
use sendgrid_accounts::OPERATIONS;
use sendgrid_accounts::user::{
    GetAccount, GetCredits, GetEmail, GetProfile, GetUsername, UpdateEmail, UpdatePassword,
    UpdateProfile, UpdateUsername,
};

use crate::arguments::{Text, optional_fields};
use crate::methods::{methods, raises_of_change, raises_of_read};

/// The names of all operations, for the test that every one has its method.
#[pyfunction]
pub(crate) fn operations() -> Vec<&'static str> {
    OPERATIONS.iter().map(|info| info.name).collect()
}

methods! {
    /// The nine calls of the Users API; `client.user` gives it.
    User, AsyncUser;

    /// Retrieves kind and reputation of the account (`GET /v3/user/account`).
    #[doc = raises_of_read!()]
    fn get_account(py: Python<'_>) -> PyResult<GetAccount> { Ok(GetAccount) }

    /// Retrieves the credit balance of the account (`GET /v3/user/credits`).
    #[doc = raises_of_read!()]
    fn get_credits(py: Python<'_>) -> PyResult<GetCredits> { Ok(GetCredits) }

    /// Retrieves the e-mail address of the account (`GET /v3/user/email`).
    #[doc = raises_of_read!()]
    fn get_email(py: Python<'_>) -> PyResult<GetEmail> { Ok(GetEmail) }

    /// Changes the e-mail address of the account (`PUT /v3/user/email`). A server may ask the new
    /// address for confirmation first and tell the old one until then.
    ///
    /// Args:
    ///     email: The new address.
    #[doc = raises_of_change!()]
    fn update_email(py: Python<'_>, email: Text) -> PyResult<UpdateEmail> {
        Ok(UpdateEmail { email: email.get(py, "email")? })
    }

    /// Changes the password of the account (`PUT /v3/user/password`). It is sent once and never
    /// repeated: a repeat would fail on the old password.
    ///
    /// Args:
    ///     old_password: The password that is in force.
    ///     new_password: The password to be.
    #[doc = raises_of_change!()]
    #[pyo3(signature = (*, old_password, new_password))]
    fn update_password(
        py: Python<'_>,
        old_password: Text,
        new_password: Text,
    ) -> PyResult<UpdatePassword> {
        Ok(UpdatePassword {
            old_password: old_password.get(py, "old_password")?.into(),
            new_password: new_password.get(py, "new_password")?.into(),
        })
    }

    /// Retrieves the profile of the account (`GET /v3/user/profile`).
    #[doc = raises_of_read!()]
    fn get_profile(py: Python<'_>) -> PyResult<GetProfile> { Ok(GetProfile) }

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
    #[doc = raises_of_change!()]
    #[pyo3(signature = (
            *, address=None, address2=None, city=None, company=None, country=None, first_name=None,
            last_name=None, phone=None, state=None, website=None, zip=None
    ))]
    fn update_profile(
        py: Python<'_>,
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
        zip: Option<Text>,
    ) -> PyResult<UpdateProfile> {
        Ok(optional_fields!(py, UpdateProfile {
            address, address2, city, company, country, first_name, last_name, phone, state,
            website, zip,
        }))
    }

    /// Retrieves username and number of the account (`GET /v3/user/username`).
    #[doc = raises_of_read!()]
    fn get_username(py: Python<'_>) -> PyResult<GetUsername> { Ok(GetUsername) }

    /// Changes the username of the account (`PUT /v3/user/username`). Logins by the old name fail
    /// from then on.
    ///
    /// Args:
    ///     username: The new username.
    #[doc = raises_of_change!()]
    fn update_username(py: Python<'_>, username: Text) -> PyResult<UpdateUsername> {
        Ok(UpdateUsername { username: username.get(py, "username")? })
    }
}
