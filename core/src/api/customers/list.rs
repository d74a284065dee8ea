//! List of customers.

use bytes::{BufMut, Bytes, BytesMut};

use crate::api::customers::customer_list::CustomerList;
use crate::api::customers::{confirmation, list_json, list_xml};
use crate::codec::xml;
use crate::error::Result;
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
        let body = response.body();
        match body.iter().find(|byte| !byte.is_ascii_whitespace()) {
            Some(b'[') => json(response, body),
            Some(b'<') => xml(response),
            Some(b'{') if !confirmation::is_confirmation(body) => {
                json(response, &in_brackets(body))
            }
            _ => Err(confirmation::error(response)),
        }
    }
}

fn json(response: &Response, body: &Bytes) -> Result<CustomerList> {
    list_json::read(body).map_err(|error| confirmation::json_error(response, &error))
}

fn xml(response: &Response) -> Result<CustomerList> {
    let Some(document) = xml::to_utf8(response.body()) else {
        return Err(confirmation::error(response));
    };
    match list_xml::read(&document) {
        Ok(Some(list)) => Ok(list),
        Ok(None) => Err(confirmation::error(response)),
        Err(malformed) => Err(confirmation::xml_error(response, malformed)),
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
