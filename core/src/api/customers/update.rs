//! Updates of a customer: profile, password, username and e-mail address.

use crate::api::customers::access::user_form;
use crate::api::customers::confirmation;
use crate::auth::secret::Password;
use crate::error::{Error, Result};
use crate::expectation::{Expectation, Expected, owned};
use crate::operation::{
    Empty, FieldUpdate, Form, Idempotency, Operation, OperationInfo, Request, Response,
};
use crate::validate;

/// Minimum length of a password, in characters. Some servers require more.
const MIN_PASSWORD: usize = 6;
/// Domain that the username of a customer must not be in.
const RESERVED_DOMAIN: &str = "sendgrid.com";

/// Declares the fields of a profile, in the documented order.
macro_rules! profile_fields {
    ($($(#[$doc:meta])* $field:ident,)*) => {
        /// Changes fields of a customer's profile: `None` leaves a field unchanged,
        /// [`FieldUpdate::Clear`] clears it, and so does an empty string, unless [`Empty::Ignore`]
        /// applies.
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        pub struct UpdateCustomerProfile {
            /// Username of the customer.
            pub user: String,
            $($(#[$doc])* pub $field: Option<FieldUpdate>,)*
        }

        impl UpdateCustomerProfile {
            fn fields(&self) -> impl Iterator<Item = (&'static str, &str)> {
                [$((stringify!($field), self.$field.as_ref()),)*]
                    .into_iter()
                    .filter_map(|(field, value)| Some((field, value?.as_str())))
            }

            fn fields_mut(&mut self) -> impl Iterator<Item = &mut Option<FieldUpdate>> {
                [$(&mut self.$field,)*].into_iter()
            }
        }
    };
}

profile_fields! {
    /// First name, up to 50 characters.
    first_name,
    /// Last name, up to 50 characters.
    last_name,
    /// Street address, up to 100 characters.
    address,
    /// City, up to 100 characters.
    city,
    /// State, up to 100 characters.
    state,
    /// Country, up to 100 characters.
    country,
    /// Zip code, up to 50 characters.
    zip,
    /// Phone number, up to 50 characters.
    phone,
    /// URL of the website, up to 255 characters.
    website,
    /// Name of the company, up to 255 characters. The later edition does not document it.
    company,
}

impl Operation for UpdateCustomerProfile {
    type Output = ();
    const INFO: OperationInfo = OperationInfo::customers(
        "customers.update_profile",
        Idempotency::Idempotent,
        "manage",
        &[("method", "profile"), ("task", "set")],
    );

    fn resolve_empty(&mut self, empty: Empty) {
        self.fields_mut().for_each(|field| empty.resolve(field));
    }

    fn request(&self) -> Result<Request> {
        let mut form = user_form(&Self::INFO, &self.user)?;
        if self.fields().next().is_none() {
            return Err(Error::invalid_input("profile", "update has no field: give at least one"));
        }
        for (field, value) in self.fields() {
            validate::no_control(field, value)?;
            validate::length(field, value)?;
            form.add(field, value);
        }
        Ok(Request::form(form))
    }

    fn decode(&self, response: &Response) -> Result<()> {
        confirmation::decode(response)
    }

    fn expectation(&self) -> Expectation {
        Expected::Customer { user: self.user.clone(), fields: owned(self.fields()) }.into()
    }
}

/// Sets the password of a customer.
#[derive(Clone, Debug)]
pub struct UpdateCustomerPassword {
    /// Username of the customer.
    pub user: String,
    /// New password.
    pub password: Password,
}

impl Operation for UpdateCustomerPassword {
    type Output = ();
    const INFO: OperationInfo = OperationInfo::customers(
        "customers.update_password",
        Idempotency::Once,
        "manage",
        &[("method", "password")],
    );

    fn request(&self) -> Result<Request> {
        let mut form = user_form(&Self::INFO, &self.user)?;
        add_password(&mut form, &self.password)?;
        Ok(Request::form(form).with_secret(&self.password))
    }

    fn decode(&self, response: &Response) -> Result<()> {
        confirmation::decode(response)
    }

    fn expectation(&self) -> Expectation {
        Expected::CustomerNotReadable { user: self.user.clone() }.into()
    }
}

/// Checks the password of a customer, and adds it and its confirmation.
pub(crate) fn add_password(form: &mut Form, password: &Password) -> Result<()> {
    let password = password.expose();
    validate::password("password", password)?;
    if password.chars().count() < MIN_PASSWORD {
        let problem = format_args!("is shorter than {MIN_PASSWORD} characters");
        return Err(Error::invalid_input("password", problem));
    }
    form.add("password", password);
    form.add("confirm_password", password);
    Ok(())
}

/// Changes the username of a customer, for every login at once. The new username must have the form
/// of an e-mail address, and must not be in the domain `sendgrid.com`.
#[derive(Clone, Debug)]
pub struct UpdateCustomerUsername {
    /// Current username of the customer.
    pub user: String,
    /// New username, up to 100 characters.
    pub username: String,
}

impl Operation for UpdateCustomerUsername {
    type Output = ();
    const INFO: OperationInfo = OperationInfo::customers(
        "customers.update_username",
        Idempotency::Once,
        "manage",
        &[("method", "profile"), ("task", "setUsername")],
    );

    fn request(&self) -> Result<Request> {
        let mut form = user_form(&Self::INFO, &self.user)?;
        validate::email("username", &self.username)?;
        validate::length("username", &self.username)?;
        let domain = self.username.rsplit('@').next().unwrap_or_default();
        if domain.to_ascii_lowercase().contains(RESERVED_DOMAIN) {
            return Err(Error::invalid_input("username", "is in the reserved domain sendgrid.com"));
        }
        form.add("username", &self.username);
        Ok(Request::form(form))
    }

    fn decode(&self, response: &Response) -> Result<()> {
        confirmation::decode(response)
    }

    fn expectation(&self) -> Expectation {
        Expected::Renamed { from: self.user.clone(), to: self.username.clone() }.into()
    }
}

/// Changes the contact address of a customer. The parameter is `method=profile`, as in the
/// documented examples; the documented table says `method=password`.
#[derive(Clone, Debug)]
pub struct UpdateCustomerEmail {
    /// Username of the customer.
    pub user: String,
    /// New address, up to 100 characters.
    pub email: String,
}

impl Operation for UpdateCustomerEmail {
    type Output = ();
    const INFO: OperationInfo = OperationInfo::customers(
        "customers.update_email",
        Idempotency::Idempotent,
        "manage",
        &[("method", "profile"), ("task", "setEmail")],
    );

    fn request(&self) -> Result<Request> {
        let mut form = user_form(&Self::INFO, &self.user)?;
        validate::email("email", &self.email)?;
        validate::length("email", &self.email)?;
        form.add("email", &self.email);
        Ok(Request::form(form))
    }

    fn decode(&self, response: &Response) -> Result<()> {
        confirmation::decode(response)
    }

    fn expectation(&self) -> Expectation {
        let fields = vec![("email", self.email.clone())];
        Expected::Customer { user: self.user.clone(), fields }.into()
    }
}
