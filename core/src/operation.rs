//! A call is a value: what it sends and how it reads the answer, without any I/O.

use crate::error::Result;
use crate::user;
use crate::wire::{Answer, Method, Request};

/// The API that an operation belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Api {
    /// Users API v3: one's own account, authenticated by an API key.
    Users,
}

/// Whether an operation may be repeated after its request may have arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Class {
    /// Changes nothing; may be repeated.
    Read,
    /// Sets an absolute state; a repeat ends in the same state.
    Set,
    /// Must never be repeated blindly: a repeat fails, or undoes what came after it.
    Once,
}

/// What is fixed about an operation. This is the only place where these facts stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct OperationInfo {
    /// Name in every language, such as `user.get_profile`.
    pub name: &'static str,
    /// The API it belongs to.
    pub api: Api,
    /// Whether it may be repeated.
    pub class: Class,
    /// HTTP method.
    pub method: Method,
    /// Path below the base URL.
    pub path: &'static str,
    /// Scope that an API key needs for it.
    pub scope: Option<&'static str>,
}

impl OperationInfo {
    pub(crate) const fn users(
        name: &'static str,
        class: Class,
        method: Method,
        path: &'static str,
        scope: &'static str,
    ) -> Self {
        Self { name, api: Api::Users, class, method, path, scope: Some(scope) }
    }
}

/// One kind of call. Its fields are the arguments; [`Client::execute`](crate::Client::execute)
/// makes the call.
pub trait Operation: Send + Sync + 'static {
    /// What a successful call returns.
    type Output: Send + 'static;

    /// The facts of this operation.
    const INFO: OperationInfo;

    /// Checks the arguments and encodes them.
    ///
    /// # Errors
    ///
    /// [`InvalidInput`](crate::ErrorKind::InvalidInput), naming the argument.
    fn request(&self) -> Result<Request>;

    /// Reads the answer of a call that succeeded (status 2xx).
    ///
    /// # Errors
    ///
    /// [`Response`](crate::ErrorKind::Response), naming the field that does not fit.
    fn decode(&self, answer: &Answer) -> Result<Self::Output>;
}

/// Every operation of this crate.
pub const OPERATIONS: &[OperationInfo] = &[
    user::GetAccount::INFO,
    user::GetCredits::INFO,
    user::GetEmail::INFO,
    user::UpdateEmail::INFO,
    user::UpdatePassword::INFO,
    user::GetProfile::INFO,
    user::UpdateProfile::INFO,
    user::GetUsername::INFO,
    user::UpdateUsername::INFO,
];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn names_and_routes_are_unique() {
        let names: HashSet<_> = OPERATIONS.iter().map(|info| info.name).collect();
        let routes: HashSet<_> =
            OPERATIONS.iter().map(|info| (info.method.as_str(), info.path)).collect();
        assert_eq!(names.len(), OPERATIONS.len());
        assert_eq!(routes.len(), OPERATIONS.len());
    }

    #[test]
    fn only_reads_are_gets() {
        for info in OPERATIONS {
            assert_eq!(info.class == Class::Read, info.method == Method::Get, "{}", info.name);
        }
    }
}
