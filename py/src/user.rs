//! `client.user`: the nine calls of the Users API.

use pyo3::prelude::*;
use sendgrid_accounts::user::{
    GetAccount, GetCredits, GetEmail, GetProfile, GetUsername, UpdateEmail, UpdatePassword,
    UpdateProfile, UpdateUsername,
};
use sendgrid_accounts::{OPERATIONS, Operation};

use crate::argument::Text;
use crate::model::{Account, Credits, Email, Profile, Username};
use crate::wait::wait;

/// The names of all operations, for the test that every one has its method.
#[pyfunction]
pub(crate) fn operations() -> Vec<&'static str> {
    OPERATIONS.iter().map(|info| info.name).collect()
}

/// The nine calls of the Users API; `client.user` gives it.
#[pyclass(frozen, module = "sendgrid_accounts")]
pub(crate) struct User {
    client: sendgrid_accounts::Client,
}

impl User {
    pub(crate) fn new(client: &sendgrid_accounts::Client) -> Self {
        Self { client: client.clone() }
    }

    fn call<O: Operation>(&self, py: Python<'_>, operation: O) -> PyResult<O::Output> {
        let client = self.client.clone();
        wait(py, async move { client.execute(operation).await })
    }
}

#[pymethods]
impl User {
    /// Retrieves kind and reputation of the account (`GET /v3/user/account`).
    fn get_account(&self, py: Python<'_>) -> PyResult<Account> {
        self.call(py, GetAccount).map(Account::from)
    }

    /// Retrieves the credit balance of the account (`GET /v3/user/credits`).
    fn get_credits(&self, py: Python<'_>) -> PyResult<Credits> {
        self.call(py, GetCredits).map(Credits::from)
    }

    /// Retrieves the e-mail address of the account (`GET /v3/user/email`).
    fn get_email(&self, py: Python<'_>) -> PyResult<Email> {
        self.call(py, GetEmail).map(Email::from)
    }

    /// Changes the e-mail address of the account (`PUT /v3/user/email`). A server may ask the new
    /// address for confirmation first and tell the old one until then.
    fn update_email(&self, py: Python<'_>, email: Text) -> PyResult<Email> {
        let email = email.get(py, "email")?;
        self.call(py, UpdateEmail { email }).map(Email::from)
    }

    /// Changes the password of the account (`PUT /v3/user/password`). It is sent once and never
    /// repeated: a repeat would fail on the old password.
    #[pyo3(signature = (*, old_password, new_password))]
    fn update_password(
        &self,
        py: Python<'_>,
        old_password: Text,
        new_password: Text,
    ) -> PyResult<()> {
        let change = UpdatePassword {
            old_password: old_password.get(py, "old_password")?.into(),
            new_password: new_password.get(py, "new_password")?.into(),
        };
        self.call(py, change)
    }

    /// Retrieves the profile of the account (`GET /v3/user/profile`).
    fn get_profile(&self, py: Python<'_>) -> PyResult<Profile> {
        self.call(py, GetProfile).map(Profile::from)
    }

    /// Changes the given fields of the profile (`PATCH /v3/user/profile`) and returns all of it.
    ///
    /// `None` leaves a field as it is, an empty text clears it. At least one must be given.
    #[pyo3(signature = (
        *, address=None, address2=None, city=None, company=None, country=None, first_name=None,
        last_name=None, phone=None, state=None, website=None, zip=None
    ))]
    #[expect(clippy::too_many_arguments, reason = "the eleven fields, by keyword")]
    fn update_profile(
        &self,
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
    ) -> PyResult<Profile> {
        let given = |field, value: Option<Text>| value.map(|text| text.get(py, field)).transpose();
        let update = UpdateProfile {
            address: given("address", address)?,
            address2: given("address2", address2)?,
            city: given("city", city)?,
            company: given("company", company)?,
            country: given("country", country)?,
            first_name: given("first_name", first_name)?,
            last_name: given("last_name", last_name)?,
            phone: given("phone", phone)?,
            state: given("state", state)?,
            website: given("website", website)?,
            zip: given("zip", zip)?,
        };
        self.call(py, update).map(Profile::from)
    }

    /// Retrieves username and number of the account (`GET /v3/user/username`).
    fn get_username(&self, py: Python<'_>) -> PyResult<Username> {
        self.call(py, GetUsername).map(Username::from)
    }

    /// Changes the username of the account (`PUT /v3/user/username`). Logins by the old name fail
    /// from then on.
    fn update_username(&self, py: Python<'_>, username: Text) -> PyResult<Username> {
        let username = username.get(py, "username")?;
        self.call(py, UpdateUsername { username }).map(Username::from)
    }
}
