//! Parameters of the scopes API.

use crate::api::scopes::ListScopes;
use crate::named_call::declare::parameters;

parameters! {
    ListScopes {}
}
