//! "Retrieve Customers" of seeds 003 and 004.

use bytes::{BufMut, Bytes, BytesMut};

use crate::api::customers::customer_list::CustomerList;
use crate::api::customers::{list_json, list_xml, response};
use crate::codec::xml;
use crate::error::Result;
use crate::operation::Form;
use crate::operation::{Idempotency, Operation, OperationInfo};
use crate::operation::{Request, Response};
use crate::validate;

/// Lists customers.
#[derive(Clone, Debug, Default)]
pub struct ListCustomers {
    /// Which ones.
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

    fn decode(&self, answer: &Response) -> Result<CustomerList> {
        let body = answer.body();
        match body.iter().find(|byte| !byte.is_ascii_whitespace()) {
            Some(b'[') => list_json::read(body).map_err(|error| response::not_json(answer, &error)),
            Some(b'<') => xml(answer),
            Some(b'{') if !response::is_reply(body) => {
                let bracketed = in_brackets(body);
                list_json::read(&bracketed).map_err(|error| response::not_json(answer, &error))
            }
            _ => Err(response::refused(answer)),
        }
    }
}

fn xml(answer: &Response) -> Result<CustomerList> {
    let Some(text) = xml::to_utf8(answer.body()) else {
        return Err(response::refused(answer));
    };
    match list_xml::read(&text) {
        Ok(Some(list)) => Ok(list),
        Ok(None) => Err(response::refused(answer)),
        Err(malformed) => Err(response::not_xml(answer, malformed)),
    }
}

/// Seed 003 shows its list without the brackets around it.
fn in_brackets(body: &Bytes) -> Bytes {
    let mut bracketed = BytesMut::with_capacity(body.len() + 2);
    bracketed.put_u8(b'[');
    bracketed.extend_from_slice(body);
    bracketed.put_u8(b']');
    bracketed.freeze()
}

/// Declares the filters by text once, in the order of the seeds.
macro_rules! filters {
    ($($(#[$doc:meta])* $field:ident,)*) => {
        /// Filters of a list; none of them: all customers. The documents call them search filters:
        /// servers match parts of texts.
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        pub struct CustomerFilter {
            $($(#[$doc])* pub $field: Option<String>,)*
            /// Whether the customer may send mail.
            pub active: Option<bool>,
            /// Most customers to list (documented later than the seeds).
            pub limit: Option<u64>,
            /// How many customers to pass over first (documented later than the seeds).
            pub offset: Option<u64>,
        }

        impl CustomerFilter {
            pub(crate) fn add_to(&self, form: &mut Form) -> Result<()> {
                $(
                    if let Some(value) = &self.$field {
                        validate::required(stringify!($field), value)?;
                        form.add(stringify!($field), value);
                    }
                )*
                form.add_given("active", self.active.map(|active| active.to_string()));
                form.add_given("limit", self.limit.map(|limit| limit.to_string()));
                form.add_given("offset", self.offset.map(|offset| offset.to_string()));
                Ok(())
            }
        }
    };
}

filters! {
    /// The number of the customer (documented later than the seeds).
    id,
    /// The username.
    username,
    /// The e-mail address.
    email,
    /// The first name.
    first_name,
    /// The last name.
    last_name,
    /// The street address.
    address,
    /// The city.
    city,
    /// The state.
    state,
    /// The country.
    country,
    /// The zip code.
    zip,
    /// The phone number.
    phone,
    /// The address of the website.
    website,
    /// The name of the company.
    company,
}
