//! `client.user`: the calls of the Users API and their results.

use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyMappingProxy, PyTuple};
use sendgrid_accounts::user::{
    self, GetAccount, GetCredits, GetEmail, GetProfile, GetUsername, UpdateEmail, UpdatePassword,
    UpdateProfile, UpdateUsername,
};
use sendgrid_accounts::{Extra, OPERATIONS};

use crate::arguments::{EmptyArgument, Str, Update, from_arguments, with_empty};
use crate::json;
use crate::methods::{methods, raises_of_change, raises_of_read};
use crate::value_object::{CallResult, ValueObject, field_name, result_methods, value_object};

/// Names of all operations, for the test that each has its method.
#[pyfunction]
pub(crate) fn operations() -> Vec<&'static str> {
    OPERATIONS.iter().map(|info| info.name).collect()
}

/// Adds the classes of the results to the module.
pub(crate) fn add_classes(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Account>()?;
    module.add_class::<Credits>()?;
    module.add_class::<Email>()?;
    module.add_class::<Profile>()?;
    module.add_class::<Username>()
}

value_object! {
    /// Kind and reputation of an account. A field that the response lacks is `None`.
    Account from user::Account as value {
        /// Kind of the account.
        r#type: String = value.account_type.map(String::from),
        /// Sender reputation, 0 to 100.
        reputation: f64 = value.reputation,
    }
}

value_object! {
    /// Credit balance of an account: the number of messages that it may send. For an account without a
    /// limit, some numbers may be `None`.
    Credits from user::Credits as value {
        /// Remaining credits.
        remain: i64 = value.remain,
        /// Assigned credits.
        total: i64 = value.total,
        /// Overdrawn credits.
        overage: i64 = value.overage,
        /// Used credits.
        used: i64 = value.used,
        /// Date of the last reset, `YYYY-MM-DD`.
        last_reset: String = value.last_reset,
        /// Date of the next reset, `YYYY-MM-DD`.
        next_reset: String = value.next_reset,
        /// Interval of the resets.
        reset_frequency: String = value.reset_frequency.map(String::from),
    }
}

value_object! {
    /// E-mail address of an account.
    Email from user::Email as value {
        /// Current address.
        email: String = value.email,
    }
}

value_object! {
    /// Profile of an account. An unset field is `None` or empty, as in the response.
    Profile from user::Profile as value {
        /// Street address.
        address: String = value.address,
        /// Second line of the street address. Some servers do not return it.
        address2: String = value.address2,
        /// City.
        city: String = value.city,
        /// Name of the company.
        company: String = value.company,
        /// Country.
        country: String = value.country,
        /// First name.
        first_name: String = value.first_name,
        /// Last name.
        last_name: String = value.last_name,
        /// Phone number.
        phone: String = value.phone,
        /// State.
        state: String = value.state,
        /// URL of the website.
        website: String = value.website,
        /// Zip code.
        zip: String = value.zip,
    }
}

value_object! {
    /// Username of an account.
    Username from user::Username as value {
        /// Username.
        username: String = value.username,
        /// Number of the account; the response to an update does not contain it.
        user_id: i64 = value.user_id,
    }
}

methods! {
    /// Calls of the Users API, as `client.user`.
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
    /// fail from then on, and so do calls of a client that acts for the account by its old username:
    /// such a client never retries the change.
    ///
    /// Args:
    ///     username: The new username.
    #[doc = raises_of_change!()]
    fn update_username(py: Python<'_>, username: Str) -> PyResult<UpdateUsername> {
        from_arguments!(py, UpdateUsername { username })
    }
}
