//! Parameters of the API keys API.

use crate::api::api_keys::{
    CreateApiKey, CreateFullAccessApiKey, DeleteApiKey, GetApiKey, ListApiKeys, UpdateApiKey,
    UpdateApiKeyName,
};
use crate::named_call::declare::parameters;

parameters! {
    ListApiKeys {}
    GetApiKey { api_key_id: String => "Id of the key", }
    CreateApiKey {
        name: String => "Name of the key",
        scopes: Vec<String> => "Scopes of the key, at least one: a key without any would have full access",
    }
    CreateFullAccessApiKey { name: String => "Name of the key", }
    UpdateApiKey {
        api_key_id: String => "Id of the key",
        name: String => "Name of the key, the old or a new one",
        scopes: Vec<String> => "All scopes of the key, at least one",
        allow_own: bool => "Permits the call if the key is the one that the client uses, which may lose \
            the scope for the next call; default: the call is refused",
    }
    UpdateApiKeyName {
        api_key_id: String => "Id of the key",
        name: String => "New name",
    }
    DeleteApiKey {
        api_key_id: String => "Id of the key",
        allow_own: bool => "Permits the call if the key is the one that the client uses, whose next \
            calls then fail; default: the call is refused",
    }
}
