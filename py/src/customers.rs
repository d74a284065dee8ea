//! `client.customers`: the calls of the customer API.

use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use sendgrid_accounts::customers::{
    CreateCustomer, CustomerFilter, DeleteCustomer, DisableCustomer, DisableWebsite,
    EnableCustomer, EnableWebsite, GetCustomer, ListCustomers, ListedCustomer, UpdateCustomerEmail,
    UpdateCustomerPassword, UpdateCustomerProfile, UpdateCustomerUsername,
};

use crate::arguments::{Argument, Count, EmptyArgument, Str, Update, from_arguments, with_empty};
use crate::customer::Customer;
use crate::methods::{methods, raises_of_change};
use crate::new_customer::NewCustomer;
use crate::pages::{PageRow, check_page_size, iterate};
use crate::value_object::CallResult;

impl PageRow for ListedCustomer {
    fn into_object(self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        Customer::of(&self.list, self.index).into_py_any(py)
    }
}

/// The result of a call for one customer.
impl CallResult for sendgrid_accounts::customers::Customer {
    fn into_python(self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        Customer::of(&[self].into_iter().collect(), 0).into_py_any(py)
    }
}

/// A macro, because the methods of both classes have the docstring.
macro_rules! doc_of_iter {
    () => {
        "Iterates over the customers that match a filter.

Without `page_size`, one request returns all customers: servers of the older edition have no pages. With
it, a page is read when a row of it is needed. An exception names the `offset` at which the iteration, or
another one, can continue.

Args:
    id: The number of the customer.
    username: The username.
    email: The e-mail address.
    first_name: The first name.
    last_name: The last name.
    address: The street address.
    city: The city.
    state: The state.
    country: The country.
    zip: The zip code.
    phone: The phone number.
    website: The URL of the website.
    company: The name of the company.
    active: Whether the customer may send mail.
    page_size: Maximum number of customers of one response; default: all.
    offset: Number of customers to skip.

Raises:
    TypeError: An argument has the wrong type.
    InvalidInputError: An argument is refused before anything is sent; `field` names it.
    ApiError: The server refuses a page.
    ConnectError, RequestTimeoutError, TransportError, ResponseError: No usable response
        arrives.
"
    };
}

methods! {
    /// Calls of the customer API, as `client.customers`.
    Customers, AsyncCustomers;

    /// Creates a customer (`*.add`). It is never retried.
    ///
    /// Args:
    ///     customer: The new customer.
    #[doc = raises_of_change!()]
    fn create(py: Python<'_>, customer: &NewCustomer) -> PyResult<CreateCustomer> {
        Ok(CreateCustomer { customer: customer.customer.clone() })
    }

    /// Deletes a customer (`*.delete`). The username can never be registered again. It is never
    /// retried.
    ///
    /// Args:
    ///     user: The username of the customer.
    #[doc = raises_of_change!()]
    fn delete(py: Python<'_>, user: Str) -> PyResult<DeleteCustomer> {
        from_arguments!(py, DeleteCustomer { user })
    }

    /// Retrieves the customer of this username, by the list (`*.manage`, `task=get`). A customer whose
    /// username only contains it is another one.
    ///
    /// Args:
    ///     user: The username of the customer, exactly.
    ///
    /// Raises:
    ///     TypeError: The argument has the wrong type.
    ///     InvalidInputError: The argument is refused before anything is sent; `field` names it.
    ///     NotFoundError: No customer has exactly this username.
    ///     ApiError: The server refuses the call.
    ///     ConnectError, RequestTimeoutError, TransportError, ResponseError: No usable response
    ///         arrives.
    fn get(py: Python<'_>, user: Str) -> PyResult<GetCustomer> {
        from_arguments!(py, GetCustomer { user })
    }

    /// Lists the customers that match a filter (`*.manage`, `task=get`).
    ///
    /// Servers match parts of strings. `limit` and `offset` page through a long list.
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
    ///     website: The URL of the website.
    ///     company: The name of the company.
    ///     active: Whether the customer may send mail.
    ///     limit: Maximum number of customers.
    ///     offset: Number of customers to skip.
    ///
    /// Raises:
    ///     TypeError: A filter has the wrong type.
    ///     InvalidInputError: A filter is refused before anything is sent; `field` names it.
    ///     ApiError: The server refuses the call.
    ///     ConnectError, RequestTimeoutError, TransportError, ResponseError: No usable response
    ///         arrives.
    #[pyo3(signature = (
            *, id=None, username=None, email=None, first_name=None, last_name=None, address=None,
            city=None, state=None, country=None, zip=None, phone=None, website=None, company=None,
            active=None, limit=None, offset=None
    ))]
    fn list(
        py: Python<'_>, id: Option<Str>, username: Option<Str>, email: Option<Str>,
        first_name: Option<Str>, last_name: Option<Str>, address: Option<Str>, city: Option<Str>,
        state: Option<Str>, country: Option<Str>, zip: Option<Str>, phone: Option<Str>,
        website: Option<Str>, company: Option<Str>, active: Option<bool>,
        limit: Option<Count<u64>>, offset: Option<Count<u64>>,
    ) -> PyResult<ListCustomers> {
        let filter: PyResult<_> = from_arguments!(py, CustomerFilter {
            id, username, email, first_name, last_name, address, city, state, country,
            zip, phone, website, company, active, limit, offset,
        });
        Ok(ListCustomers { filter: filter? })
    }

    /// Allows a customer to send mail (`*.manage`, `method=enable`).
    ///
    /// Args:
    ///     user: The username of the customer.
    #[doc = raises_of_change!()]
    fn enable(py: Python<'_>, user: Str) -> PyResult<EnableCustomer> {
        from_arguments!(py, EnableCustomer { user })
    }

    /// Forbids a customer to send mail (`*.manage`, `method=disable`).
    ///
    /// Args:
    ///     user: The username of the customer.
    #[doc = raises_of_change!()]
    fn disable(py: Python<'_>, user: Str) -> PyResult<DisableCustomer> {
        from_arguments!(py, DisableCustomer { user })
    }

    /// Allows a customer to log in to the website (`*.manage`, `method=website_enable`).
    ///
    /// Args:
    ///     user: The username of the customer.
    #[doc = raises_of_change!()]
    fn enable_website(py: Python<'_>, user: Str) -> PyResult<EnableWebsite> {
        from_arguments!(py, EnableWebsite { user })
    }

    /// Forbids a customer to log in to the website (`*.manage`, `method=website_disable`).
    ///
    /// Args:
    ///     user: The username of the customer.
    #[doc = raises_of_change!()]
    fn disable_website(py: Python<'_>, user: Str) -> PyResult<DisableWebsite> {
        from_arguments!(py, DisableWebsite { user })
    }

    /// Changes fields of a customer's profile (`*.manage`, `task=set`).
    ///
    /// `None` keeps a field, `CLEAR` clears it. An empty string clears it, too: an empty cell of a CSV
    /// row deletes what the server has, unless `empty="ignore"` applies. At least one field is
    /// required.
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
    ///     website: The URL of the website.
    ///     company: The name of the company.
    ///     empty: Meaning of an empty string, `"clear"` or `"ignore"`, which keeps the field; default:
    ///         the client's.
    #[doc = raises_of_change!()]
    #[pyo3(signature = (
            user, *, first_name=None, last_name=None, address=None, city=None, state=None,
            country=None, zip=None, phone=None, website=None, company=None, empty=None
    ))]
    fn update_profile(
        py: Python<'_>, user: Str, first_name: Option<Update>, last_name: Option<Update>, address:
        Option<Update>, city: Option<Update>, state: Option<Update>, country: Option<Update>, zip:
        Option<Update>, phone: Option<Update>, website: Option<Update>, company: Option<Update>,
        empty: Option<EmptyArgument>,
    ) -> PyResult<UpdateCustomerProfile> {
        let update: PyResult<_> = from_arguments!(py, UpdateCustomerProfile {
            user, first_name, last_name, address, city, state, country, zip, phone,
            website, company,
        });
        with_empty(py, update?, empty)
    }

    /// Sets the password of a customer (`*.manage`, `method=password`). It is never retried.
    ///
    /// Args:
    ///     user: The username of the customer.
    ///     password: The new password, at least 6 characters.
    #[doc = raises_of_change!()]
    #[pyo3(signature = (user, *, password))]
    fn update_password(
        py: Python<'_>, user: Str, password: Str,
    ) -> PyResult<UpdateCustomerPassword> {
        from_arguments!(py, UpdateCustomerPassword { user, password })
    }

    /// Changes the username of a customer (`*.manage`, `task=setUsername`), for every login at
    /// once. It is never retried.
    ///
    /// Args:
    ///     user: The username of the customer.
    ///     username: The new username, in the form of an e-mail address.
    #[doc = raises_of_change!()]
    #[pyo3(signature = (user, *, username))]
    fn update_username(
        py: Python<'_>, user: Str, username: Str,
    ) -> PyResult<UpdateCustomerUsername> {
        from_arguments!(py, UpdateCustomerUsername { user, username })
    }

    /// Changes the contact address of a customer (`*.manage`, `task=setEmail`).
    ///
    /// Args:
    ///     user: The username of the customer.
    ///     email: The new address.
    #[doc = raises_of_change!()]
    #[pyo3(signature = (user, *, email))]
    fn update_email(py: Python<'_>, user: Str, email: Str) -> PyResult<UpdateCustomerEmail> {
        from_arguments!(py, UpdateCustomerEmail { user, email })
    }

    blocking {
        #[doc = doc_of_iter!()]
        #[pyo3(signature = (
            *, id=None, username=None, email=None, first_name=None, last_name=None, address=None,
            city=None, state=None, country=None, zip=None, phone=None, website=None, company=None,
            active=None, page_size=None, offset=None
        ))]
        #[expect(clippy::too_many_arguments, reason = "filters, by keyword")]
        #[expect(clippy::iter_not_returning_iterator, reason = "an iterator of Python")]
        fn iter<'py>(
            &self, py: Python<'py>, id: Option<Str>, username: Option<Str>, email: Option<Str>,
            first_name: Option<Str>, last_name: Option<Str>, address: Option<Str>,
            city: Option<Str>, state: Option<Str>, country: Option<Str>, zip: Option<Str>,
            phone: Option<Str>, website: Option<Str>, company: Option<Str>, active: Option<bool>,
            page_size: Option<Count<u64>>, offset: Option<Count<u64>>,
        ) -> PyResult<Bound<'py, PyAny>> {
            let limit = check_page_size(py, page_size.get(py, "page_size")?)?;
            let filter: PyResult<_> = from_arguments!(py, CustomerFilter {
                id, username, email, first_name, last_name, address, city, state, country,
                zip, phone, website, company, active, offset,
            } with { limit });
            iterate(py, "Pages", "customers.iter", &self.0, filter?)
        }
    }

    coroutines {
        #[doc = doc_of_iter!()]
        #[pyo3(signature = (
            *, id=None, username=None, email=None, first_name=None, last_name=None, address=None,
            city=None, state=None, country=None, zip=None, phone=None, website=None, company=None,
            active=None, page_size=None, offset=None
        ))]
        #[expect(clippy::too_many_arguments, reason = "filters, by keyword")]
        #[expect(clippy::iter_not_returning_iterator, reason = "an iterator of Python")]
        fn iter<'py>(
            &self, py: Python<'py>, id: Option<Str>, username: Option<Str>, email: Option<Str>,
            first_name: Option<Str>, last_name: Option<Str>, address: Option<Str>,
            city: Option<Str>, state: Option<Str>, country: Option<Str>, zip: Option<Str>,
            phone: Option<Str>, website: Option<Str>, company: Option<Str>, active: Option<bool>,
            page_size: Option<Count<u64>>, offset: Option<Count<u64>>,
        ) -> PyResult<Bound<'py, PyAny>> {
            let limit = check_page_size(py, page_size.get(py, "page_size")?)?;
            let filter: PyResult<_> = from_arguments!(py, CustomerFilter {
                id, username, email, first_name, last_name, address, city, state, country,
                zip, phone, website, company, active, offset,
            } with { limit });
            iterate(py, "AsyncPages", "customers.iter", &self.0, filter?)
        }
    }
}
