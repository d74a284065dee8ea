//! Types of the interface, in the order of the header.

pub(crate) mod error;

pub(crate) mod handles;

pub(crate) mod reseller;

pub(crate) mod options;

pub(crate) mod log;

pub(crate) mod rate_limits;

pub(crate) mod response;

pub(crate) mod reconciled;

pub(crate) mod results;

pub(crate) mod customer_list;

pub(crate) mod api_keys;

pub(crate) mod created_api_key;

pub(crate) mod subusers;

pub(crate) mod created_subuser;

pub(crate) mod choices;

pub(crate) mod field_update;

pub(crate) mod user_inputs;

pub(crate) mod customer_inputs;

pub(crate) mod api_key_inputs;
pub(crate) mod request;

pub(crate) mod subuser_inputs;

pub(crate) mod bulk;

mod bulk_arguments;

pub(crate) mod bulk_result;

pub(crate) mod completion;
