//! `client.customers`: the eleven calls of the customer API.

use pyo3::prelude::*;
use sendgrid_accounts::customers::{
    CreateCustomer, CustomerFilter, DeleteCustomer, DisableCustomer, DisableWebsite,
    EnableCustomer, EnableWebsite, ListCustomers, UpdateCustomerEmail, UpdateCustomerPassword,
    UpdateCustomerProfile, UpdateCustomerUsername,
};

use crate::arguments::{Count, Text, optional_fields};
use crate::methods::{methods, raises_of_change};
use crate::new_customer::NewCustomer;

methods! {
    /// The eleven calls of the customer API; `client.customers` gives it.
    Customers, AsyncCustomers;

    /// Creates a customer (`*.add`). It is sent once and never repeated.
    ///
    /// Args:
    ///     customer: The customer to be.
    #[doc = raises_of_change!()]
    fn create(py: Python<'_>, customer: &NewCustomer) -> PyResult<CreateCustomer> {
        Ok(CreateCustomer { customer: customer.customer() })
    }

    /// Deletes a customer (`*.delete`). The username can never be registered again. It is sent once
    /// and never repeated.
    ///
    /// Args:
    ///     user: The username of the customer.
    #[doc = raises_of_change!()]
    fn delete(py: Python<'_>, user: Text) -> PyResult<DeleteCustomer> {
        Ok(DeleteCustomer { user: user.get(py, "user")? })
    }

    /// Lists the customers that a filter matches (`*.manage`, `task=get`).
    ///
    /// Servers match parts of texts. `limit` and `offset` page through many customers.
    ///
    /// Args:
    ///     id: The number of the customer.
    ///     username: The username.
    ///     email: The e-mail address.
    ///     first_name: The first name.
    ///     last_name: The last name.
    ///     address: The street address.
    ///     city: The city.
    ///     state: The state.
    ///     country: The country.
    ///     zip: The zip code.
    ///     phone: The phone number.
    ///     website: The address of the website.
    ///     company: The name of the company.
    ///     active: Whether the customer may send mail.
    ///     limit: Most customers to list.
    ///     offset: How many customers to pass over first.
    ///
    /// Raises:
    ///     InvalidInputError: A filter is refused before anything is sent; `field` names it.
    ///     ApiError: The server refuses the call.
    ///     ConnectError, RequestTimeoutError, TransportError, ResponseError: No usable answer came.
    #[pyo3(signature = (
            *, id=None, username=None, email=None, first_name=None, last_name=None, address=None,
            city=None, state=None, country=None, zip=None, phone=None, website=None, company=None,
            active=None, limit=None, offset=None
    ))]
    fn list(
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
    ) -> PyResult<ListCustomers> {
        Ok(ListCustomers {
            filter: optional_fields!(py, CustomerFilter {
                id, username, email, first_name, last_name, address, city, state, country, zip,
                phone, website, company, limit, offset,
            } active,),
        })
    }

    /// Lets a customer send mail again (`*.manage`, `method=enable`); website access stays as it is.
    ///
    /// Args:
    ///     user: The username of the customer.
    #[doc = raises_of_change!()]
    fn enable(py: Python<'_>, user: Text) -> PyResult<EnableCustomer> {
        Ok(EnableCustomer { user: user.get(py, "user")? })
    }

    /// Stops a customer from sending mail (`*.manage`, `method=disable`); website access stays as it
    /// is.
    ///
    /// Args:
    ///     user: The username of the customer.
    #[doc = raises_of_change!()]
    fn disable(py: Python<'_>, user: Text) -> PyResult<DisableCustomer> {
        Ok(DisableCustomer { user: user.get(py, "user")? })
    }

    /// Lets a customer log in to the website (`*.manage`, `method=website_enable`); sending mail
    /// stays as it is.
    ///
    /// Args:
    ///     user: The username of the customer.
    #[doc = raises_of_change!()]
    fn enable_website(py: Python<'_>, user: Text) -> PyResult<EnableWebsite> {
        Ok(EnableWebsite { user: user.get(py, "user")? })
    }

    /// Stops a customer from logging in to the website (`*.manage`, `method=website_disable`);
    /// sending mail stays as it is.
    ///
    /// Args:
    ///     user: The username of the customer.
    #[doc = raises_of_change!()]
    fn disable_website(py: Python<'_>, user: Text) -> PyResult<DisableWebsite> {
        Ok(DisableWebsite { user: user.get(py, "user")? })
    }

    /// Changes the given fields of a customer's profile (`*.manage`, `task=set`).
    ///
    /// `None` leaves a field as it is, an empty text clears it. At least one must be given.
    ///
    /// Args:
    ///     user: The username of the customer.
    ///     first_name: The first name.
    ///     last_name: The last name.
    ///     address: The street address.
    ///     city: The city.
    ///     state: The state.
    ///     country: The country.
    ///     zip: The zip code.
    ///     phone: The phone number.
    ///     website: The address of the website.
    ///     company: The name of the company.
    #[doc = raises_of_change!()]
    #[pyo3(signature = (
            user, *, first_name=None, last_name=None, address=None, city=None, state=None,
            country=None, zip=None, phone=None, website=None, company=None
    ))]
    fn update_profile(
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
    ) -> PyResult<UpdateCustomerProfile> {
        Ok(optional_fields!(py, UpdateCustomerProfile {
            first_name, last_name, address, city, state, country, zip, phone, website, company,
        } user: user.get(py, "user")?,))
    }

    /// Sets the password of a customer (`*.manage`, `method=password`). It is sent once and never
    /// repeated.
    ///
    /// Args:
    ///     user: The username of the customer.
    ///     password: The new password, from 6 characters on.
    #[doc = raises_of_change!()]
    #[pyo3(signature = (user, *, password))]
    fn update_password(
        py: Python<'_>,
        user: Text,
        password: Text,
    ) -> PyResult<UpdateCustomerPassword> {
        Ok(UpdateCustomerPassword {
            user: user.get(py, "user")?,
            password: password.get(py, "password")?.into(),
        })
    }

    /// Changes the username of a customer (`*.manage`, `task=setUsername`), at once for every login.
    /// It is sent once and never repeated.
    ///
    /// Args:
    ///     user: The username of the customer.
    ///     username: The new username, in the form of an e-mail address.
    #[doc = raises_of_change!()]
    #[pyo3(signature = (user, *, username))]
    fn update_username(
        py: Python<'_>,
        user: Text,
        username: Text,
    ) -> PyResult<UpdateCustomerUsername> {
        Ok(UpdateCustomerUsername {
            user: user.get(py, "user")?,
            username: username.get(py, "username")?,
        })
    }

    /// Changes the contact address of a customer (`*.manage`, `task=setEmail`).
    ///
    /// Args:
    ///     user: The username of the customer.
    ///     email: The new address.
    #[doc = raises_of_change!()]
    #[pyo3(signature = (user, *, email))]
    fn update_email(py: Python<'_>, user: Text, email: Text) -> PyResult<UpdateCustomerEmail> {
        Ok(UpdateCustomerEmail { user: user.get(py, "user")?, email: email.get(py, "email")? })
    }
}
