//! Parameters of the API keys API.

use crate::api::api_keys::CreateApiKey;
use crate::named_call::declare::parameters;

parameters! {
    CreateApiKey {
        name: String => "Name of the key",
        scopes: Vec<String> => "Scopes of the key, at least one",
    }
}
