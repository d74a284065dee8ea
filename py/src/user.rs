//! `client.user`: the nine calls of the Users API.

use pyo3::prelude::*;
use sendgrid_accounts::OPERATIONS;
use sendgrid_accounts::user::{
    GetAccount, GetCredits, GetEmail, GetProfile, GetUsername, UpdateEmail, UpdatePassword,
    UpdateProfile, UpdateUsername,
};

use crate::arguments::{EmptyArgument, Str, Update, from_arguments, with_empty};
use crate::methods::{methods, raises_of_change, raises_of_read};

/// Names of all operations, for the test that each has its method.
#[pyfunction]
pub(crate) fn operations() -> Vec<&'static str> {
    OPERATIONS.iter().map(|info| info.name).collect()
}

methods! {
    /// The nine calls of the Users API, as `client.user`.
    User, AsyncUser;

    /// Retrieves kind and reputation of the account (`GET /v3/user/account`).
    #[doc = raises_of_read!()]
    fn get_account(py: Python<'_>) -> PyResult<GetAccount> {
        Ok(GetAccount)
    }

    /// Retrieves the credit balance of the account (`GET /v3/user/credits`).
    #[doc = raises_of_read!()]
    fn get_credits(py: Python<'_>) -> PyResult<GetCredits> {
        Ok(GetCredits)
    }

    /// Retrieves the e-mail address of the account (`GET /v3/user/email`).
    #[doc = raises_of_read!()]
    fn get_email(py: Python<'_>) -> PyResult<GetEmail> {
        Ok(GetEmail)
    }

    /// Changes the e-mail address of the account (`PUT /v3/user/email`). A server may return the
    /// old address until the new one is confirmed.
    ///
    /// Args:
    ///     email: The new address.
    #[doc = raises_of_change!()]
    fn update_email(py: Python<'_>, email: Str) -> PyResult<UpdateEmail> {
        from_arguments!(py, UpdateEmail { email })
    }

    /// Changes the password of the account (`PUT /v3/user/password`). It is never retried: a retry
    /// would fail on the old password.
    ///
    /// Args:
    ///     old_password: The current password.
    ///     new_password: The new password.
    #[doc = raises_of_change!()]
    #[pyo3(signature = (*, old_password, new_password))]
    fn update_password(
        py: Python<'_>, old_password: Str, new_password: Str,
    ) -> PyResult<UpdatePassword> {
        from_arguments!(py, UpdatePassword { old_password, new_password })
    }

    /// Retrieves the profile of the account (`GET /v3/user/profile`).
    #[doc = raises_of_read!()]
    fn get_profile(py: Python<'_>) -> PyResult<GetProfile> {
        Ok(GetProfile)
    }

    /// Changes fields of the profile (`PATCH /v3/user/profile`) and returns the whole profile.
    ///
    /// `None` keeps a field, `CLEAR` clears it. An empty string clears it, too: an empty cell of a CSV
    /// row deletes what the server has, unless `empty="ignore"` applies. At least one field is
    /// required.
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
    ///     website: The URL of the website.
    ///     zip: The zip code.
    ///     empty: Meaning of an empty string, `"clear"` or `"ignore"`, which keeps the field; default:
    ///         the client's.
    #[doc = raises_of_change!()]
    #[pyo3(signature = (
            *, address=None, address2=None, city=None, company=None, country=None, first_name=None,
            last_name=None, phone=None, state=None, website=None, zip=None, empty=None
    ))]
    fn update_profile(
        py: Python<'_>, address: Option<Update>, address2: Option<Update>, city: Option<Update>,
        company: Option<Update>, country: Option<Update>, first_name: Option<Update>, last_name:
        Option<Update>, phone: Option<Update>, state: Option<Update>, website: Option<Update>, zip:
        Option<Update>, empty: Option<EmptyArgument>,
    ) -> PyResult<UpdateProfile> {
        let update: PyResult<_> = from_arguments!(py, UpdateProfile {
            address, address2, city, company, country, first_name, last_name, phone,
            state, website, zip,
        });
        with_empty(py, update?, empty)
    }

    /// Retrieves username and number of the account (`GET /v3/user/username`).
    #[doc = raises_of_read!()]
    fn get_username(py: Python<'_>) -> PyResult<GetUsername> {
        Ok(GetUsername)
    }

    /// Changes the username of the account (`PUT /v3/user/username`). Logins with the old username
    /// fail from then on.
    ///
    /// Args:
    ///     username: The new username.
    #[doc = raises_of_change!()]
    fn update_username(py: Python<'_>, username: Str) -> PyResult<UpdateUsername> {
        from_arguments!(py, UpdateUsername { username })
    }
}
