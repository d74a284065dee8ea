//! "Create a Customer" of seeds 003 and 004.

use std::net::IpAddr;

use crate::api::customers::password::add_password;
use crate::api::customers::response;
use crate::auth::secret::Password;
use crate::error::{Error, Result};
use crate::expectation::{Expectation, Expected, fields};
use crate::operation::Form;
use crate::operation::{Idempotency, Operation, OperationInfo};
use crate::operation::{Request, Response};
use crate::validate;

/// A customer to be. The first thirteen fields must be given.
///
/// The documents call `company`, `package` and `whitelabel` required too, and leave them out in
/// their own examples: they are optional here, and the server decides.
#[derive(Clone, Debug, Default)]
pub struct NewCustomer {
    /// The username, up to 64 characters.
    pub username: String,
    /// The password, from 6 characters on. It is sent with its confirmation.
    pub password: Password,
    /// The e-mail address, up to 64 characters.
    pub email: String,
    /// The first name, up to 50 characters.
    pub first_name: String,
    /// The last name, up to 50 characters.
    pub last_name: String,
    /// The street address, up to 100 characters.
    pub address: String,
    /// The city, up to 100 characters.
    pub city: String,
    /// The state, up to 100 characters.
    pub state: String,
    /// The zip code, up to 50 characters.
    pub zip: String,
    /// The country, up to 100 characters.
    pub country: String,
    /// The phone number, up to 50 characters.
    pub phone: String,
    /// The address of the website, up to 255 characters.
    pub website: String,
    /// The name of the company, up to 255 characters.
    pub company: Option<String>,
    /// The name of the package to assign, up to 255 characters.
    pub package: Option<String>,
    /// The domain for whitelabelling, up to 255 characters.
    pub whitelabel: Option<String>,
    /// The names of IP groups of yours to add, each up to 255 characters.
    pub ip_group: Vec<String>,
    /// IP addresses of yours to add, where the package allows it.
    pub ip: Vec<String>,
    /// Whether the customer is a free one; has to be given for a free customer.
    pub free_user: Option<bool>,
    /// The first billing date, `YYYY-MM-DD`, within one billing cycle from now.
    pub billing_date: Option<String>,
}

/// Creates a customer. A username that was ever taken, also by a deleted customer, is refused.
#[derive(Clone, Debug)]
pub struct CreateCustomer {
    /// The customer to be.
    pub customer: NewCustomer,
}

impl NewCustomer {
    /// What must be given beside the password, and its greatest length.
    fn required(&self) -> [(&'static str, &str, usize); 11] {
        [
            ("username", &self.username, 64),
            ("email", &self.email, 64),
            ("first_name", &self.first_name, 50),
            ("last_name", &self.last_name, 50),
            ("address", &self.address, 100),
            ("city", &self.city, 100),
            ("state", &self.state, 100),
            ("zip", &self.zip, 50),
            ("country", &self.country, 100),
            ("phone", &self.phone, 50),
            ("website", &self.website, 255),
        ]
    }

    fn optional(&self) -> [(&'static str, Option<&str>, usize); 3] {
        [
            ("company", self.company.as_deref(), 255),
            ("package", self.package.as_deref(), 255),
            ("whitelabel", self.whitelabel.as_deref(), 255),
        ]
    }

    fn form(&self) -> Result<Form> {
        let mut form = Form::new(CreateCustomer::INFO.parameters);
        for (field, value, longest) in self.required() {
            validate::required(field, value)?;
            validate::no_longer_than(field, value, longest)?;
            form.add(field, value);
        }
        validate::email("email", &self.email)?;
        add_password(&mut form, &self.password)?;
        for (field, value, longest) in self.optional() {
            if let Some(value) = value {
                validate::no_control(field, value)?;
                validate::no_longer_than(field, value, longest)?;
                form.add(field, value);
            }
        }
        self.add_options(&mut form)?;
        Ok(form)
    }

    fn add_options(&self, form: &mut Form) -> Result<()> {
        for group in &self.ip_group {
            validate::required("ip_group", group)?;
            validate::no_longer_than("ip_group", group, 255)?;
            form.add("ip_group[]", group);
        }
        for ip in &self.ip {
            if ip.parse::<IpAddr>().is_err() {
                return Err(Error::invalid_input("ip", "is not an IP address"));
            }
            form.add("ip[]", ip);
        }
        form.add_given("free_user", self.free_user.map(|free| free.to_string()));
        if let Some(date) = &self.billing_date {
            if !is_date(date) {
                return Err(Error::invalid_input("billing_date", "is not a date as YYYY-MM-DD"));
            }
            form.add("billing_date", date);
        }
        Ok(())
    }
}

/// Whether a text is a day of the calendar, as `YYYY-MM-DD`.
fn is_date(text: &str) -> bool {
    let digits = |part: &str, length: usize| -> Option<u32> {
        let proper = part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
        proper.then(|| part.parse().ok()).flatten()
    };
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next(), parts.next(), parts.next());
    let (Some(year), Some(month), Some(day), None) = (
        year.and_then(|part| digits(part, 4)),
        month.and_then(|part| digits(part, 2)),
        day.and_then(|part| digits(part, 2)),
        parts.next(),
    ) else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    };
    (1..=days).contains(&day)
}

impl Operation for CreateCustomer {
    type Output = ();
    const INFO: OperationInfo =
        OperationInfo::customers("customers.create", Idempotency::Once, "add", &[]);

    fn request(&self) -> Result<Request> {
        Ok(Request::form(self.customer.form()?).with_secret(&self.customer.password))
    }

    fn decode(&self, answer: &Response) -> Result<()> {
        response::confirmed(answer)
    }

    fn expectation(&self) -> Expectation {
        let sent = self.customer.required().into_iter().map(|(field, value, _)| (field, value));
        let company = self.customer.company.as_deref().map(|company| ("company", company));
        let fields = fields(sent.chain(company));
        Expected::New { user: self.customer.username.clone(), fields }.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_of_the_calendar_are_dates() {
        for date in ["2011-03-28", "2024-02-29", "2000-02-29", "2026-12-31"] {
            assert!(is_date(date), "{date}");
        }
        for date in [
            "",
            "2011-3-28",
            "2023-02-29",
            "1900-02-29",
            "2026-04-31",
            "2026-13-01",
            "2026-00-10",
            "2026-01-00",
            "28/03/2011",
            "2011-03-28 ",
            "2011-03-28-01",
            "٢٠١١-٠٣-٢٨",
            "+011-03-28",
        ] {
            assert!(!is_date(date), "{date}");
        }
    }
}
