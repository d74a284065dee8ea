//! "Retrieve Customers" of seeds 003 and 004.

use bytes::{BufMut, Bytes, BytesMut};

use crate::codec::xml;
use crate::customers::customer_list::CustomerList;
use crate::customers::filter::CustomerFilter;
use crate::customers::{json_list, reply, xml_list};
use crate::error::Result;
use crate::operation::Form;
use crate::operation::{Answer, Request};
use crate::operation::{Class, Operation, OperationInfo};

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
        Class::Read,
        "manage",
        &[("method", "profile"), ("task", "get")],
    );

    fn request(&self) -> Result<Request> {
        let mut form = Form::new(Self::INFO.parameters);
        self.filter.add_to(&mut form)?;
        Ok(Request::form(form))
    }

    fn decode(&self, answer: &Answer) -> Result<CustomerList> {
        let body = answer.body();
        match body.iter().find(|byte| !byte.is_ascii_whitespace()) {
            Some(b'[') => json_list::read(body).map_err(|error| reply::not_json(answer, &error)),
            Some(b'<') => xml(answer),
            Some(b'{') if !reply::is_reply(body) => {
                let bracketed = in_brackets(body);
                json_list::read(&bracketed).map_err(|error| reply::not_json(answer, &error))
            }
            _ => Err(reply::refused(answer)),
        }
    }
}

fn xml(answer: &Answer) -> Result<CustomerList> {
    let Some(text) = xml::to_utf8(answer.body()) else {
        return Err(reply::refused(answer));
    };
    match xml_list::read(&text) {
        Ok(Some(list)) => Ok(list),
        Ok(None) => Err(reply::refused(answer)),
        Err(malformed) => Err(reply::not_xml(answer, malformed)),
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
