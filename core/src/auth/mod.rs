//! Credentials, and their removal from messages.

mod key_form;
pub(crate) mod on_behalf_of;
pub(crate) mod redact;
pub(crate) mod reseller;
pub(crate) mod secret;
pub(crate) mod spelling;
