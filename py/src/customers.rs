//! `client.customers`: the eleven calls of the customer API.

use pyo3::prelude::*;
use sendgrid_accounts::Operation;
use sendgrid_accounts::customers::{
    CreateCustomer, CustomerFilter, DeleteCustomer, DisableCustomer, DisableWebsite,
    EnableCustomer, EnableWebsite, ListCustomers, UpdateCustomerEmail, UpdateCustomerPassword,
    UpdateCustomerProfile, UpdateCustomerUsername,
};

use crate::argument::{Count, Text};
use crate::customer_list::CustomerList;
use crate::new_customer::NewCustomer;
use crate::wait::wait;

/// The eleven calls of the customer API; `client.customers` gives it.
#[pyclass(frozen, module = "sendgrid_accounts")]
pub(crate) struct Customers {
    client: sendgrid_accounts::Client,
}

impl Customers {
    pub(crate) fn new(client: &sendgrid_accounts::Client) -> Self {
        Self { client: client.clone() }
    }

    fn call<O: Operation>(&self, py: Python<'_>, operation: O) -> PyResult<O::Output> {
        let client = self.client.clone();
        wait(py, async move { client.execute(operation).await })
    }
}

#[pymethods]
impl Customers {
    /// Creates a customer (`*.add`). It is sent once and never repeated.
    fn create(&self, py: Python<'_>, customer: &NewCustomer) -> PyResult<()> {
        self.call(py, CreateCustomer { customer: customer.customer() })
    }

    /// Deletes a customer (`*.delete`). The username can never be registered again. It is sent once
    /// and never repeated.
    fn delete(&self, py: Python<'_>, user: Text) -> PyResult<()> {
        self.call(py, DeleteCustomer { user: user.get(py, "user")? })
    }

    /// Lists the customers that a filter matches (`*.manage`, `task=get`).
    ///
    /// Servers match parts of texts. `limit` and `offset` page through many customers.
    #[pyo3(signature = (
        *, id=None, username=None, email=None, first_name=None, last_name=None, address=None,
        city=None, state=None, country=None, zip=None, phone=None, website=None, company=None,
        active=None, limit=None, offset=None
    ))]
    #[expect(clippy::too_many_arguments, reason = "the filters, by keyword")]
    fn list(
        &self,
        py: Python<'_>,
        id: Option<Text>,
        username: Option<Text>,
        email: Option<Text>,
        first_name: Option<Text>,
        last_name: Option<Text>,
        address: Option<Text>,
        city: Option<Text>,
        state: Option<Text>,
        country: Option<Text>,
        zip: Option<Text>,
        phone: Option<Text>,
        website: Option<Text>,
        company: Option<Text>,
        active: Option<bool>,
        limit: Option<Count>,
        offset: Option<Count>,
    ) -> PyResult<CustomerList> {
        let given = |field, value: Option<Text>| value.map(|text| text.get(py, field)).transpose();
        let number =
            |field, value: Option<Count>| value.map(|count| count.get(py, field)).transpose();
        let filter = CustomerFilter {
            id: given("id", id)?,
            username: given("username", username)?,
            email: given("email", email)?,
            first_name: given("first_name", first_name)?,
            last_name: given("last_name", last_name)?,
            address: given("address", address)?,
            city: given("city", city)?,
            state: given("state", state)?,
            country: given("country", country)?,
            zip: given("zip", zip)?,
            phone: given("phone", phone)?,
            website: given("website", website)?,
            company: given("company", company)?,
            active,
            limit: number("limit", limit)?,
            offset: number("offset", offset)?,
        };
        self.call(py, ListCustomers { filter }).map(CustomerList::from)
    }

    /// Lets a customer send mail again (`*.manage`, `method=enable`); website access stays as it is.
    fn enable(&self, py: Python<'_>, user: Text) -> PyResult<()> {
        self.call(py, EnableCustomer { user: user.get(py, "user")? })
    }

    /// Stops a customer from sending mail (`*.manage`, `method=disable`); website access stays as it
    /// is.
    fn disable(&self, py: Python<'_>, user: Text) -> PyResult<()> {
        self.call(py, DisableCustomer { user: user.get(py, "user")? })
    }

    /// Lets a customer log in to the website (`*.manage`, `method=website_enable`); sending mail
    /// stays as it is.
    fn enable_website(&self, py: Python<'_>, user: Text) -> PyResult<()> {
        self.call(py, EnableWebsite { user: user.get(py, "user")? })
    }

    /// Stops a customer from logging in to the website (`*.manage`, `method=website_disable`);
    /// sending mail stays as it is.
    fn disable_website(&self, py: Python<'_>, user: Text) -> PyResult<()> {
        self.call(py, DisableWebsite { user: user.get(py, "user")? })
    }

    /// Changes the given fields of a customer's profile (`*.manage`, `task=set`).
    ///
    /// `None` leaves a field as it is, an empty text clears it. At least one must be given.
    #[pyo3(signature = (
        user, *, first_name=None, last_name=None, address=None, city=None, state=None,
        country=None, zip=None, phone=None, website=None, company=None
    ))]
    #[expect(clippy::too_many_arguments, reason = "the ten fields, by keyword")]
    fn update_profile(
        &self,
        py: Python<'_>,
        user: Text,
        first_name: Option<Text>,
        last_name: Option<Text>,
        address: Option<Text>,
        city: Option<Text>,
        state: Option<Text>,
        country: Option<Text>,
        zip: Option<Text>,
        phone: Option<Text>,
        website: Option<Text>,
        company: Option<Text>,
    ) -> PyResult<()> {
        let given = |field, value: Option<Text>| value.map(|text| text.get(py, field)).transpose();
        let update = UpdateCustomerProfile {
            user: user.get(py, "user")?,
            first_name: given("first_name", first_name)?,
            last_name: given("last_name", last_name)?,
            address: given("address", address)?,
            city: given("city", city)?,
            state: given("state", state)?,
            country: given("country", country)?,
            zip: given("zip", zip)?,
            phone: given("phone", phone)?,
            website: given("website", website)?,
            company: given("company", company)?,
        };
        self.call(py, update)
    }

    /// Sets the password of a customer (`*.manage`, `method=password`). It is sent once and never
    /// repeated.
    #[pyo3(signature = (user, *, password))]
    fn update_password(&self, py: Python<'_>, user: Text, password: Text) -> PyResult<()> {
        let user = user.get(py, "user")?;
        let password = password.get(py, "password")?.into();
        self.call(py, UpdateCustomerPassword { user, password })
    }

    /// Changes the username of a customer (`*.manage`, `task=setUsername`), at once for every login.
    /// It is sent once and never repeated.
    #[pyo3(signature = (user, *, username))]
    fn update_username(&self, py: Python<'_>, user: Text, username: Text) -> PyResult<()> {
        let user = user.get(py, "user")?;
        let username = username.get(py, "username")?;
        self.call(py, UpdateCustomerUsername { user, username })
    }

    /// Changes the contact address of a customer (`*.manage`, `task=setEmail`).
    #[pyo3(signature = (user, *, email))]
    fn update_email(&self, py: Python<'_>, user: Text, email: Text) -> PyResult<()> {
        let user = user.get(py, "user")?;
        let email = email.get(py, "email")?;
        self.call(py, UpdateCustomerEmail { user, email })
    }
}
