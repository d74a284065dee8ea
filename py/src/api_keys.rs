//! `client.api_keys`: the calls of the API keys API and the description of a key.

use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyMappingProxy, PyTuple};
use sendgrid_accounts::Extra;
use sendgrid_accounts::api_keys::{
    self, CreateApiKey, CreateFullAccessApiKey, DeleteApiKey, GetApiKey, ListApiKeys, UpdateApiKey,
    UpdateApiKeyName,
};

use crate::arguments::{Str, StrList, from_arguments};
use crate::json;
use crate::methods::{methods, raises_of_change, raises_of_read};
use crate::strings::Strings;
use crate::value_object::{CallResult, ValueObject, field_name, result_methods, value_object};

value_object! {
    /// An API key: its id, name and scopes, without the key itself. A field that the response lacks is
    /// `None`.
    ApiKeyInfo from api_keys::ApiKeyInfo as value {
        /// Id of the key: the middle part of `SG.<id>.<secret>`.
        api_key_id: String = value.api_key_id,
        /// Name of the key; several keys may have the same one.
        name: String = value.name,
        /// Scopes of the key. The list of keys and the response to a new name do not contain them.
        /// Servers add some by themselves, such as `2fa_required`.
        scopes: Strings = value.scopes.map(Strings),
    }
}

impl CallResult for Vec<api_keys::ApiKeyInfo> {
    fn into_python(self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        PyTuple::new(py, self.into_iter().map(ApiKeyInfo::from))?.into_py_any(py)
    }
}

methods! {
    /// Calls of the API keys API, as `client.api_keys`.
    ApiKeys, AsyncApiKeys;

    /// Lists the API keys (`GET /v3/api_keys`): their ids and names, without their scopes.
    #[doc = raises_of_read!()]
    fn list(py: Python<'_>) -> PyResult<ListApiKeys> {
        Ok(ListApiKeys)
    }

    /// Retrieves name and scopes of an API key (`GET /v3/api_keys/{api_key_id}`).
    ///
    /// Args:
    ///     api_key_id: The id of the key.
    ///
    /// Raises:
    ///     TypeError: The id is not a string.
    ///     InvalidInputError: The id is refused before anything is sent.
    ///     NotFoundError: No key has this id.
    ///     ApiError: The server refuses the call.
    ///     ConnectError, RequestTimeoutError, TransportError, ResponseError: No usable response
    ///         arrives.
    fn get(py: Python<'_>, api_key_id: Str) -> PyResult<GetApiKey> {
        from_arguments!(py, GetApiKey { api_key_id })
    }

    /// Creates an API key with these scopes, at least one (`POST /v3/api_keys`). The result is the
    /// only one that contains the key. It is never retried.
    ///
    /// `client.api_keys.create("app", scopes=["mail.send"]).reveal()` returns the key.
    ///
    /// A key can only give scopes that it has itself. Scopes that begin with `billing.` exclude all
    /// others.
    ///
    /// Args:
    ///     name: The name of the key. A unique one makes `reconcile()` conclusive.
    ///     scopes: The scopes of the key: one without any would have full access.
    #[doc = raises_of_change!()]
    #[pyo3(signature = (name, *, scopes))]
    fn create(py: Python<'_>, name: Str, scopes: StrList) -> PyResult<CreateApiKey> {
        from_arguments!(py, CreateApiKey { name, scopes })
    }

    /// Creates an API key that may do everything (`POST /v3/api_keys` without scopes). The result is
    /// the only one that contains the key. It is never retried.
    ///
    /// Args:
    ///     name: The name of the key. A unique one makes `reconcile()` conclusive.
    #[doc = raises_of_change!()]
    fn create_full_access(py: Python<'_>, name: Str) -> PyResult<CreateFullAccessApiKey> {
        from_arguments!(py, CreateFullAccessApiKey { name })
    }

    /// Sets name and scopes of an API key (`PUT /v3/api_keys/{api_key_id}`): the server has no change of
    /// the scopes alone.
    ///
    /// Args:
    ///     api_key_id: The id of the key.
    ///     name: The name, the old or a new one.
    ///     scopes: All scopes of the key, at least one.
    ///     allow_own: Permits the call if the key is the one that the client uses, which may lose the
    ///         scope for the next call.
    #[doc = raises_of_change!()]
    #[pyo3(signature = (api_key_id, *, name, scopes, allow_own=false))]
    fn update(
        py: Python<'_>, api_key_id: Str, name: Str, scopes: StrList, allow_own: bool,
    ) -> PyResult<UpdateApiKey> {
        from_arguments!(py, UpdateApiKey { api_key_id, name, scopes, allow_own })
    }

    /// Sets the name of an API key (`PATCH /v3/api_keys/{api_key_id}`); its scopes do not change.
    ///
    /// Args:
    ///     api_key_id: The id of the key.
    ///     name: The new name.
    #[doc = raises_of_change!()]
    #[pyo3(signature = (api_key_id, *, name))]
    fn update_name(py: Python<'_>, api_key_id: Str, name: Str) -> PyResult<UpdateApiKeyName> {
        from_arguments!(py, UpdateApiKeyName { api_key_id, name })
    }

    /// Deletes an API key (`DELETE /v3/api_keys/{api_key_id}`). Calls that authenticate by it fail after
    /// a short delay.
    ///
    /// Args:
    ///     api_key_id: The id of the key.
    ///     allow_own: Permits the call if the key is the one that the client uses, whose next calls then
    ///         fail.
    #[doc = raises_of_change!()]
    #[pyo3(signature = (api_key_id, *, allow_own=false))]
    fn delete(py: Python<'_>, api_key_id: Str, allow_own: bool) -> PyResult<DeleteApiKey> {
        from_arguments!(py, DeleteApiKey { api_key_id, allow_own })
    }
}
