//! List of customers.

use bytes::{BufMut, Bytes, BytesMut};

use crate::api::customers::customer_list::CustomerList;
use crate::api::customers::list_json::Shape;
use crate::api::customers::{confirmation, list_json, list_xml};
use crate::api::pages::check_limit;
use crate::codec::json::describe;
use crate::codec::xml::Malformed;
use crate::error::{Outcome, Result};
use crate::operation::{Form, Idempotency, Operation, OperationInfo, Request, Response};
use crate::validate;

/// Lists customers.
#[derive(Clone, Debug, Default)]
pub struct ListCustomers {
    /// Filter of the list.
    pub filter: CustomerFilter,
}

impl Operation for ListCustomers {
    type Output = CustomerList;
    const INFO: OperationInfo = OperationInfo::customers(
        "customers.list",
        Idempotency::Safe,
        "manage",
        &[("method", "profile"), ("task", "get")],
    );

    fn request(&self) -> Result<Request> {
        let mut form = Form::new(Self::INFO.parameters);
        self.filter.add_to(&mut form)?;
        Ok(Request::form(form))
    }

    fn decode(&self, response: &Response) -> Result<CustomerList> {
        let text = response.text();
        // A list with a status of an error, or a part of one, says nothing about absent customers.
        let is_whole = (200..=299).contains(&response.status()) && response.status() != 206;
        match text.iter().find(|byte| !byte.is_ascii_whitespace()).filter(|_| is_whole) {
            Some(b'[') => json(response, &text, 0),
            Some(b'<') => xml(response, &text),
            Some(b'{') => match list_json::shape(&text) {
                Shape::Row => json(response, &in_brackets(&text), text.len()),
                Shape::Wrapper => json(response, &text, 0),
                Shape::Other => Err(confirmation::error(response)),
            },
            _ => Err(confirmation::error(response)),
        }
    }
}

/// `copied` is the size of a copy that `text` is, in bytes.
fn json(response: &Response, text: &Bytes, copied: usize) -> Result<CustomerList> {
    list_json::read(text, copied).map_err(|error| {
        let unusable = response.unusable(Outcome::Unknown, describe("the list", &error));
        // A whole list of another form is no other list when it is asked for again.
        if error.is_data() { unusable.permanent() } else { unusable }
    })
}

fn xml(response: &Response, text: &Bytes) -> Result<CustomerList> {
    match list_xml::read(text) {
        Ok(Some(list)) => Ok(list),
        Ok(None) => Err(confirmation::error(response)),
        Err(malformed) => {
            let Malformed { problem, position, is_whole } = malformed;
            let message = format!("the list {problem} (at byte {position})");
            let unusable = response.unusable(Outcome::Unknown, message);
            Err(if is_whole { unusable.permanent() } else { unusable })
        }
    }
}

/// The documented example of the older edition lacks the brackets of its array.
fn in_brackets(body: &Bytes) -> Bytes {
    let mut bracketed = BytesMut::with_capacity(body.len() + 2);
    bracketed.put_u8(b'[');
    bracketed.extend_from_slice(body);
    bracketed.put_u8(b']');
    bracketed.freeze()
}

/// Declares the string filters, in the documented order.
macro_rules! filters {
    ($($(#[$doc:meta])* $field:ident,)*) => {
        /// Filters of a list of customers; without any, the list has all of them. Servers match
        /// parts of strings.
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        pub struct CustomerFilter {
            $($(#[$doc])* pub $field: Option<String>,)*
            /// Whether the customer may send mail.
            pub active: Option<bool>,
            /// Maximum number of customers. Only later editions document it.
            pub limit: Option<u64>,
            /// Number of customers to skip. Only later editions document it.
            pub offset: Option<u64>,
        }

        impl CustomerFilter {
            pub(crate) fn add_to(&self, form: &mut Form) -> Result<()> {
                $(
                    if let Some(value) = &self.$field {
                        validate::required(stringify!($field), value)?;
                        validate::length(stringify!($field), value)?;
                        form.add(stringify!($field), value);
                    }
                )*
                check_limit("limit", self.limit)?;
                form.add_optional("active", self.active.map(|active| active.to_string()));
                form.add_optional("limit", self.limit.map(|limit| limit.to_string()));
                form.add_optional("offset", self.offset.map(|offset| offset.to_string()));
                Ok(())
            }
        }
    };
}

filters! {
    /// Number of the customer. Only later editions document it.
    id,
    /// Username.
    username,
    /// E-mail address.
    email,
    /// First name.
    first_name,
    /// Last name.
    last_name,
    /// Street address.
    address,
    /// City.
    city,
    /// State.
    state,
    /// Country.
    country,
    /// Zip code.
    zip,
    /// Phone number.
    phone,
    /// URL of the website.
    website,
    /// Name of the company.
    company,
}
