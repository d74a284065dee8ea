//! Deletion of API keys.

use crate::api::api_keys::KEY;
use crate::api::decode::decode_nothing;
use crate::error::{Error, Result};
use crate::expectation::{Expectation, Expected};
use crate::operation::{Idempotency, Method, Operation, OperationInfo, Request, Response};

/// Deletes an API key. The server never uses its id again, so that a retry harms nothing.
#[derive(Clone, Debug, Default)]
pub struct DeleteApiKey {
    /// Id of the key.
    pub api_key_id: String,
    /// Permits the call if the key is the one that the client uses, whose next calls then fail;
    /// default: the call is refused.
    pub allow_own: bool,
}

impl From<&str> for DeleteApiKey {
    fn from(api_key_id: &str) -> Self {
        Self::from(api_key_id.to_owned())
    }
}

impl From<String> for DeleteApiKey {
    fn from(api_key_id: String) -> Self {
        Self { api_key_id, allow_own: false }
    }
}

impl Operation for DeleteApiKey {
    type Output = ();
    const INFO: OperationInfo = OperationInfo::v3(
        "api_keys.delete",
        Idempotency::Idempotent,
        Method::Delete,
        KEY,
        "api_keys.delete",
    );

    fn request(&self) -> Result<Request> {
        Ok(Request::empty().with_segment("api_key_id", &self.api_key_id))
    }

    fn decode(&self, response: &Response) -> Result<()> {
        decode_nothing(response)
    }

    fn limited_key(&self) -> Option<&str> {
        (!self.allow_own).then_some(&self.api_key_id)
    }

    /// After a lost response, the key is missing because the lost attempt deleted it.
    fn applied_before(&self, refusal: &Error) -> Option<()> {
        refusal.shows_absence().then_some(())
    }

    fn expectation(&self) -> Expectation {
        Expected::KeyDeleted { id: self.api_key_id.clone() }.into()
    }
}
