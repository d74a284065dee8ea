//! One customer, by the exact username.

use crate::api::customers::customer::Customer;
use crate::api::customers::list::{CustomerFilter, ListCustomers};
use crate::codec::repair::NO_CHARACTER;
use crate::error::{Error, ErrorKind, Outcome, Result};
use crate::operation::{Idempotency, Operation, OperationInfo, Request, Response};
use crate::validate;

/// Retrieves a customer. The servers only have lists, whose filter matches parts of usernames.
#[derive(Clone, Debug)]
pub struct GetCustomer {
    /// Username of the customer.
    pub user: String,
}

impl Operation for GetCustomer {
    type Output = Customer;
    const INFO: OperationInfo = OperationInfo::customers(
        "customers.get",
        Idempotency::Safe,
        ListCustomers::INFO.path,
        ListCustomers::INFO.parameters,
    );

    fn request(&self) -> Result<Request> {
        validate::required("user", &self.user)?;
        validate::length("user", &self.user)?;
        let username = Some(self.user.clone());
        let filter = CustomerFilter { username, ..CustomerFilter::default() };
        ListCustomers { filter }.request()
    }

    /// A row whose username was not understood may be the customer.
    fn decode(&self, response: &Response) -> Result<Customer> {
        let list = ListCustomers::default().decode(response)?;
        if let Some(row) = list.rows().find(|row| row.username() == Some(self.user.as_str())) {
            return Ok(Customer::from(row));
        }
        if list.rows().any(|row| row.username().is_none_or(|name| name.contains(NO_CHARACTER))) {
            let message = "a username in the list could not be understood";
            return Err(response.unusable(Outcome::Unknown, message).permanent());
        }
        let message = "no customer has this username";
        let error = Error::new(ErrorKind::NotFound, Outcome::Rejected, message);
        Err(error.with_status(response.status()))
    }
}
