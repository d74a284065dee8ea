//! Creation of a customer.

use std::net::IpAddr;

use crate::api::customers::confirmation;
use crate::api::customers::update::add_password;
use crate::auth::secret::Password;
use crate::error::{Error, Result};
use crate::expectation::{Expectation, Expected, owned};
use crate::operation::{Form, Idempotency, Operation, OperationInfo, Request, Response};
use crate::validate;

/// Data of a new customer. The fields up to `website` are mandatory.
///
/// SendGrid documents `company`, `package` and `whitelabel` as required, but its examples lack
/// them. They are optional here, and the server decides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewCustomer {
    /// Username, up to 64 characters.
    pub username: String,
    /// Password, 6 to 128 characters.
    pub password: Password,
    /// E-mail address, up to 64 characters.
    pub email: String,
    /// First name, up to 50 characters.
    pub first_name: String,
    /// Last name, up to 50 characters.
    pub last_name: String,
    /// Street address, up to 100 characters.
    pub address: String,
    /// City, up to 100 characters.
    pub city: String,
    /// State, up to 100 characters.
    pub state: String,
    /// Zip code, up to 50 characters.
    pub zip: String,
    /// Country, up to 100 characters.
    pub country: String,
    /// Phone number, up to 50 characters.
    pub phone: String,
    /// URL of the website, up to 255 characters.
    pub website: String,
    /// Name of the company, up to 255 characters.
    pub company: Option<String>,
    /// Name of the package to assign, up to 255 characters.
    pub package: Option<String>,
    /// Domain for whitelabelling, up to 255 characters.
    pub whitelabel: Option<String>,
    /// Names of your IP groups to assign, each up to 255 characters.
    pub ip_group: Vec<String>,
    /// Your IP addresses to assign, if the package allows it.
    pub ip: Vec<String>,
    /// Whether the customer is a free one; mandatory for a free customer.
    pub free_user: Option<bool>,
    /// First billing date, `YYYY-MM-DD`, within one billing cycle from now.
    pub billing_date: Option<String>,
}

/// Creates a customer. Servers refuse a username that was ever used, even by a deleted customer.
#[derive(Clone, Debug)]
pub struct CreateCustomer {
    /// Data of the customer.
    pub customer: NewCustomer,
}

impl NewCustomer {
    /// The mandatory fields except the password.
    fn required(&self) -> [(&'static str, &str); 11] {
        [
            ("username", &self.username),
            ("email", &self.email),
            ("first_name", &self.first_name),
            ("last_name", &self.last_name),
            ("address", &self.address),
            ("city", &self.city),
            ("state", &self.state),
            ("zip", &self.zip),
            ("country", &self.country),
            ("phone", &self.phone),
            ("website", &self.website),
        ]
    }

    fn optional(&self) -> [(&'static str, Option<&str>); 3] {
        [
            ("company", self.company.as_deref()),
            ("package", self.package.as_deref()),
            ("whitelabel", self.whitelabel.as_deref()),
        ]
    }

    fn form(&self) -> Result<Form> {
        let mut form = Form::new(CreateCustomer::INFO.parameters);
        for (field, value) in self.required() {
            validate::required(field, value)?;
            validate::length_of_new(field, value)?;
            form.add(field, value);
        }
        validate::email("email", &self.email)?;
        add_password(&mut form, &self.password)?;
        for (field, value) in self.optional() {
            if let Some(value) = value {
                validate::no_control(field, value)?;
                validate::length_of_new(field, value)?;
                form.add(field, value);
            }
        }
        self.add_options(&mut form)?;
        Ok(form)
    }

    fn add_options(&self, form: &mut Form) -> Result<()> {
        for group in &self.ip_group {
            validate::required("ip_group", group)?;
            validate::length_of_new("ip_group", group)?;
            form.add("ip_group[]", group);
        }
        for ip in &self.ip {
            if ip.parse::<IpAddr>().is_err() {
                return Err(Error::invalid_input("ip", "is not an IP address"));
            }
            form.add("ip[]", ip);
        }
        form.add_optional("free_user", self.free_user.map(|free| free.to_string()));
        if let Some(date) = &self.billing_date {
            if !is_date(date) {
                return Err(Error::invalid_input(
                    "billing_date",
                    "is not a date of the form YYYY-MM-DD",
                ));
            }
            form.add("billing_date", date);
        }
        Ok(())
    }
}

/// Whether a string is a day of the calendar, as `YYYY-MM-DD`.
fn is_date(string: &str) -> bool {
    let well_formed = string.len() == 10
        && string.bytes().enumerate().all(|(position, byte)| match position {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    let number = |range| string.get(range).and_then(|digits: &str| digits.parse::<u32>().ok());
    let (Some(year), Some(month), Some(day), true) =
        (number(0..4), number(5..7), number(8..10), well_formed)
    else {
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

    fn decode(&self, response: &Response) -> Result<()> {
        confirmation::decode(response)
    }

    fn expectation(&self) -> Expectation {
        let required = self.customer.required().into_iter();
        let company = self.customer.company.as_deref().map(|company| ("company", company));
        let fields = owned(required.chain(company));
        Expected::Created { user: self.customer.username.clone(), fields }.into()
    }
}
