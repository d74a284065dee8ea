//! Statuses, outcomes and phases.

use std::ffi::{CStr, c_char, c_int};

use sendgrid_accounts::{ErrorKind, Outcome, Phase};

/// Status that a function returns. Later versions only add numbers.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum sga_status {
    /// Success.
    SGA_OK = 0,
    /// The client is configured incorrectly: no credential, an unreadable CA bundle, or plain http
    /// to a host other than this machine.
    SGA_ERR_CONFIG = 1,
    /// An argument is invalid; the error's `field` names it. Nothing was sent.
    SGA_ERR_INVALID_INPUT = 2,
    /// No connection: name lookup, TCP, TLS or proxy failed. Nothing was sent.
    SGA_ERR_CONNECT = 3,
    /// No response in time; the error's `phase` names the phase.
    SGA_ERR_TIMEOUT = 4,
    /// The connection failed during the call, or the response is not HTTP.
    SGA_ERR_TRANSPORT = 5,
    /// A change was sent and no response arrived, or an attempt without a response was followed by a
    /// refusal: the change may or may not be applied. After a refusal the error has its status, body
    /// and details.
    SGA_ERR_OUTCOME_UNKNOWN = 6,
    /// The response is not usable: not decodable, too large, compressed, or a redirect.
    SGA_ERR_RESPONSE = 7,
    /// The server refused the call with a status that has no kind of its own.
    SGA_ERR_API = 8,
    /// HTTP 400: the server refused the arguments.
    SGA_ERR_BAD_REQUEST = 9,
    /// HTTP 401: the server did not accept the credential. With SGA_OUTCOME_NOT_SENT: the call was
    /// withheld after several of these, and may be retried later.
    SGA_ERR_AUTHENTICATION = 10,
    /// HTTP 403: the server does not permit the call.
    SGA_ERR_PERMISSION_DENIED = 11,
    /// HTTP 404, or a response that says that the user does not exist.
    SGA_ERR_NOT_FOUND = 12,
    /// HTTP 429: too many requests.
    SGA_ERR_RATE_LIMIT = 13,
    /// HTTP 5xx: the server failed.
    SGA_ERR_SERVER = 14,
    /// The client was closed, or the bulk run stopped, before the call.
    SGA_ERR_CLOSED = 15,
    /// A fault of this library; please report it.
    SGA_ERR_INTERNAL = 16,
    /// The ledger of a bulk run cannot be opened, read or written, another process uses it, or it
    /// records another job under the same key.
    SGA_ERR_LEDGER = 17,
    /// A mandatory pointer is NULL; the error's `field` names the parameter.
    SGA_ERR_NULL = 101,
    /// A string is not UTF-8; the error's `field` names it.
    SGA_ERR_UTF8 = 102,
    /// A number is not a value of its enumeration; the error's `field` names it.
    SGA_ERR_ENUM = 103,
    /// `struct_size` is invalid: it is not initialised, or the program was built for a later
    /// version and sets members that this version does not have.
    SGA_ERR_STRUCT_SIZE = 104,
    /// The pointer is not an object of this library, or the object was freed already.
    SGA_ERR_STALE_HANDLE = 105,
    /// The object is of another type than the parameter.
    SGA_ERR_WRONG_HANDLE = 106,
    /// The queue, iteration or bulk run was created before a fork, by the parent process.
    SGA_ERR_FORKED = 107,
    /// The call was cancelled; the error's `outcome` states its possible effect.
    SGA_ERR_CANCELLED = 108,
    /// A bulk run has as many jobs in progress as its concurrency allows: remove a completion first.
    SGA_ERR_BUSY = 109,
}

use sga_status::{
    SGA_ERR_API, SGA_ERR_AUTHENTICATION, SGA_ERR_BAD_REQUEST, SGA_ERR_BUSY, SGA_ERR_CANCELLED,
    SGA_ERR_CLOSED, SGA_ERR_CONFIG, SGA_ERR_CONNECT, SGA_ERR_ENUM, SGA_ERR_FORKED,
    SGA_ERR_INTERNAL, SGA_ERR_INVALID_INPUT, SGA_ERR_LEDGER, SGA_ERR_NOT_FOUND, SGA_ERR_NULL,
    SGA_ERR_OUTCOME_UNKNOWN, SGA_ERR_PERMISSION_DENIED, SGA_ERR_RATE_LIMIT, SGA_ERR_RESPONSE,
    SGA_ERR_SERVER, SGA_ERR_STALE_HANDLE, SGA_ERR_STRUCT_SIZE, SGA_ERR_TIMEOUT, SGA_ERR_TRANSPORT,
    SGA_ERR_UTF8, SGA_ERR_WRONG_HANDLE, SGA_OK,
};

/// The statuses and their names.
const NAMES: &[(sga_status, &CStr)] = &[
    (SGA_OK, c"ok"),
    (SGA_ERR_CONFIG, c"config"),
    (SGA_ERR_INVALID_INPUT, c"invalid_input"),
    (SGA_ERR_CONNECT, c"connect"),
    (SGA_ERR_TIMEOUT, c"timeout"),
    (SGA_ERR_TRANSPORT, c"transport"),
    (SGA_ERR_OUTCOME_UNKNOWN, c"outcome_unknown"),
    (SGA_ERR_RESPONSE, c"response"),
    (SGA_ERR_API, c"api"),
    (SGA_ERR_BAD_REQUEST, c"bad_request"),
    (SGA_ERR_AUTHENTICATION, c"authentication"),
    (SGA_ERR_PERMISSION_DENIED, c"permission_denied"),
    (SGA_ERR_NOT_FOUND, c"not_found"),
    (SGA_ERR_RATE_LIMIT, c"rate_limit"),
    (SGA_ERR_SERVER, c"server"),
    (SGA_ERR_CLOSED, c"closed"),
    (SGA_ERR_INTERNAL, c"internal"),
    (SGA_ERR_LEDGER, c"ledger"),
    (SGA_ERR_NULL, c"null"),
    (SGA_ERR_UTF8, c"utf8"),
    (SGA_ERR_ENUM, c"enum"),
    (SGA_ERR_STRUCT_SIZE, c"struct_size"),
    (SGA_ERR_STALE_HANDLE, c"stale_handle"),
    (SGA_ERR_WRONG_HANDLE, c"wrong_handle"),
    (SGA_ERR_FORKED, c"forked"),
    (SGA_ERR_CANCELLED, c"cancelled"),
    (SGA_ERR_BUSY, c"busy"),
];

impl From<ErrorKind> for sga_status {
    fn from(kind: ErrorKind) -> Self {
        let name = kind.as_str().as_bytes();
        let entry = NAMES.iter().find(|(_, known)| known.to_bytes() == name);
        entry.map_or(SGA_ERR_INTERNAL, |(status, _)| *status)
    }
}

/// Name of a status, such as "bad_request", the same in every language; else "unknown".
///
/// @param status status that a function returned
/// @return static string
#[unsafe(no_mangle)]
pub extern "C" fn sga_status_name(status: c_int) -> *const c_char {
    let entry = NAMES.iter().find(|(known, _)| *known as c_int == status);
    entry.map_or(c"unknown", |(_, name)| *name).as_ptr()
}

/// Effect of a failed call, as far as it is known.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum sga_outcome {
    /// Nothing left this machine.
    SGA_OUTCOME_NOT_SENT = 0,
    /// The server refused the call and changed nothing.
    SGA_OUTCOME_REJECTED = 1,
    /// The server accepted the call, but the rest of its response was cut off.
    SGA_OUTCOME_APPLIED = 2,
    /// The request may have arrived, and no usable response came back. Check it before a retry.
    SGA_OUTCOME_UNKNOWN = 3,
}

impl From<Outcome> for sga_outcome {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::NotSent => Self::SGA_OUTCOME_NOT_SENT,
            Outcome::Rejected => Self::SGA_OUTCOME_REJECTED,
            Outcome::Applied => Self::SGA_OUTCOME_APPLIED,
            Outcome::Unknown => Self::SGA_OUTCOME_UNKNOWN,
        }
    }
}

/// Name of an outcome: "not_sent", "rejected", "applied" or "unknown", the same in every language.
///
/// @param outcome `outcome` of an error
/// @return static string
#[unsafe(no_mangle)]
pub extern "C" fn sga_outcome_name(outcome: c_int) -> *const c_char {
    match outcome {
        0 => c"not_sent",
        1 => c"rejected",
        2 => c"applied",
        _ => c"unknown",
    }
    .as_ptr()
}

/// Phase of a call in which its time ran out.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum sga_phase {
    /// The time did not run out.
    SGA_PHASE_NONE = 0,
    /// Waiting for a free connection: `max_connections` calls were in progress.
    SGA_PHASE_QUEUE = 1,
    /// Name lookup, TCP, TLS and proxy.
    SGA_PHASE_CONNECT = 2,
    /// Waiting for the response head.
    SGA_PHASE_RESPONSE = 3,
    /// Reading the response body.
    SGA_PHASE_BODY = 4,
}

impl From<Option<Phase>> for sga_phase {
    fn from(phase: Option<Phase>) -> Self {
        match phase {
            Some(Phase::Queue) => Self::SGA_PHASE_QUEUE,
            Some(Phase::Connect) => Self::SGA_PHASE_CONNECT,
            Some(Phase::Response) => Self::SGA_PHASE_RESPONSE,
            Some(Phase::Body) => Self::SGA_PHASE_BODY,
            _ => Self::SGA_PHASE_NONE,
        }
    }
}

/// Name of a phase: "queue", "connect", "response" or "body", the same in every language; else
/// "none".
///
/// @param phase `phase` of an error
/// @return static string
#[unsafe(no_mangle)]
pub extern "C" fn sga_phase_name(phase: c_int) -> *const c_char {
    match phase {
        1 => c"queue",
        2 => c"connect",
        3 => c"response",
        4 => c"body",
        _ => c"none",
    }
    .as_ptr()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_error_kind_has_its_own_status() {
        for kind in ErrorKind::ALL {
            let status = sga_status::from(*kind);
            let name = NAMES.iter().find(|(known, _)| *known == status).unwrap().1;
            assert_eq!(name.to_str().unwrap(), kind.as_str());
        }
    }

    #[test]
    fn outcome_and_phase_names_match_the_core() {
        // SAFETY: the names are static strings.
        let name = |string: *const c_char| unsafe { CStr::from_ptr(string) }.to_str().unwrap();
        for outcome in [Outcome::NotSent, Outcome::Rejected, Outcome::Applied, Outcome::Unknown] {
            let number = sga_outcome::from(outcome) as c_int;
            assert_eq!(name(sga_outcome_name(number)), outcome.as_str());
        }
        for phase in [Phase::Queue, Phase::Connect, Phase::Response, Phase::Body] {
            let number = sga_phase::from(Some(phase)) as c_int;
            assert_eq!(name(sga_phase_name(number)), phase.as_str());
        }
        assert_eq!(name(sga_status_name(99)), "unknown");
    }
}
