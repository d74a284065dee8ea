//! Credentials, and how they are kept out of messages.

pub(crate) mod on_behalf_of;
pub(crate) mod redact;
pub(crate) mod reseller;
pub(crate) mod secret;
