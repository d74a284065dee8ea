//! The messages that the server sends, in two groups: documented ones, and invented ones.
//!
//! No public source documents the messages of the real servers in the cases of the second group.
//! Clients must not match on these messages; the status and the field are reliable.
//!
//! Sources: Users API v3 (OpenAPI); "Customer Management" (both editions); the files and the
//! recorded traffic that the constants name.

use axum::http::StatusCode;

// Documented messages, each with its source.

/// Users API: `UpdateProfile`, example of the response 401.
pub(crate) const AUTHORIZATION_REQUIRED: &str = "authorization required";

/// Observed: `sendgrid/sendgrid-csharp#185`, `sendgrid/sendgrid-java#131`.
pub(crate) const ACCESS_FORBIDDEN: &str = "access forbidden";

/// Observed: `sendgrid/sendgrid-php#795`; `twilio/sendgrid-oai`, `tsg_email_activity_v3.json`.
pub(crate) const TOO_MANY_REQUESTS: &str = "too many requests";

/// `twilio/sendgrid-oai`, `tsg_mail_v3.json`, response 405 of a sibling endpoint.
pub(crate) const METHOD_NOT_ALLOWED: &str = "method not allowed";

/// `twilio/sendgrid-oai`, `tsg_mail_v3.json`, response 413 of a sibling endpoint.
pub(crate) const CONTENT_TOO_LARGE: &str = "content too large";

/// Observed: `sendgrid/sendgrid-nodejs#347`. Plain text, not JSON.
pub(crate) const PAGE_NOT_FOUND: &str = "404 page not found";

/// `twilio/sendgrid-oai`, `tsg_subusers_v3.json`, response 400 of the sibling `POST /v3/subusers`.
pub(crate) const USERNAME_EXISTS: &str = "username exists";

/// `twilio/sendgrid-oai`, `tsg_subusers_v3.json`, response 400 of the sibling `PATCH /v3/subusers`.
pub(crate) const INVALID_USERNAME: &str = "invalid username";

/// `twilio/sendgrid-oai`, `tsg_subusers_v3.json`, response 400 of the sibling `PATCH /v3/subusers`.
pub(crate) const NO_FIELDS_PROVIDED: &str = "no fields provided";

/// `twilio/sendgrid-oai`, `tsg_subusers_v3.yaml`, responses 400 and 500 of `POST /v3/subusers`.
pub(crate) const INVALID_IPS: &str = "unable to validate IPs at this time";

/// `twilio/sendgrid-oai`, `tsg_subusers_v3.yaml`, response 403 of `POST /v3/subusers`.
pub(crate) const NO_PERMISSION: &str = "you dont have permission to access this resource";

/// Observed: `sendgrid/sendgrid-python#873`.
pub(crate) const NO_PERMISSION_TO_CREATE: &str = "User does not have permission to create subuser";

/// `twilio/sendgrid-oai`, `tsg_subusers_v3.yaml`, response 400 of `GET /v3/subusers/{name}/credits`.
pub(crate) const NO_USER_FOUND: &str = "No user found";

/// `twilio/sendgrid-oai`, `tsg_subusers_v3.yaml`, response 400 of `PUT /v3/subusers/{name}/credits`.
pub(crate) const INVALID_CREDIT_TYPE: &str =
    "Type should be set to 'recurring', 'nonrecurring', or 'unlimited'";

/// Observed: `sendgrid/sendgrid-csharp#657`; the status is invented.
pub(crate) fn unauthorized_scopes(scopes: &[&str]) -> String {
    format!("unauthorized scopes: [{}]", scopes.join(" "))
}

/// "Customer Management", the message of every success.
pub(crate) const SUCCESS: &str = "success";

/// "Customer Management", the message before a list of errors.
pub(crate) const ERROR: &str = "error";

/// "Customer Management", sections "Enable a Customer" and its three siblings.
pub(crate) const USER_NOT_FOUND: &str = "User not found";

/// `sendgrid/docs`, `Reseller_API/customer_management.html` of 2014-06-30, section "Delete a
/// Customer" and others.
pub(crate) const USER_DOES_NOT_EXIST: &str = "User does not exist";

/// Observed with status 200: `balihoo-gens/prodreltest`, `TestSendGridAdapter`.
pub(crate) const WRONG_CREDENTIALS: &str = "Permission denied, wrong credentials";

/// Recorded with status 200: `OneHQ/sendgrid_webapi`, 2012 and 2014.
pub(crate) const NOT_AUTHORIZED: &str = "Permission denied, not authorized";

/// `sendgrid/docs`, `Reseller_API/customer_management.html` of 2014-06-30, section "Update Customer
/// Password", with dots in place of the name.
pub(crate) fn missing_parameter(name: &str) -> String {
    format!("Missing {name} parameter")
}

// Invented messages; see the module documentation.

pub(crate) const WRONG_OLD_PASSWORD: &str = "sandbox: the old password is wrong";
pub(crate) const EMPTY_PASSWORD: &str = "sandbox: the new password is empty";
pub(crate) const INVALID_EMAIL: &str = "sandbox: not an email address";
pub(crate) const UNKNOWN_FIELD: &str = "sandbox: unknown field";
pub(crate) const NOT_A_STRING: &str = "sandbox: the value must be a string";
pub(crate) const MISSING_FIELD: &str = "sandbox: the field is required";
pub(crate) const NOT_A_JSON_OBJECT: &str = "sandbox: the body is not a JSON object";
pub(crate) const INCOMPLETE_BODY: &str = "sandbox: the body ended early";
pub(crate) const NOT_JSON_TYPE: &str = "sandbox: the content type must be application/json";
pub(crate) const NOT_FORM_TYPE: &str =
    "sandbox: the content type must be application/x-www-form-urlencoded";
pub(crate) const INVALID_ON_BEHALF_OF: &str = "sandbox: expected one on-behalf-of header, \
     a subuser's username or account-id followed by an account's ID, without control characters";
pub(crate) const HOST_NOT_ALLOWED: &str =
    "sandbox: the host header must name a loopback address, localhost or an allowed host";
pub(crate) const FROM_A_WEB_PAGE: &str = "sandbox: requests from web pages are refused: \
     origin or sec-fetch-site is that of another site";
pub(crate) const REQUEST_TIMEOUT: &str = "sandbox: the request did not arrive in time; \
     --request-timeout-ms sets the limit";
pub(crate) const TOO_MANY_CONNECTIONS: &str = "sandbox: too many open connections; \
     --max-connections sets the limit";
pub(crate) const CONTROL_CHARACTER: &str = "sandbox: the value has a control character";
pub(crate) const CONTROL_TOKEN_REQUIRED: &str = "sandbox: x-sandbox-token is missing or wrong";
pub(crate) const INVALID_SINCE: &str = "sandbox: since must be a sequence number";
pub(crate) const INVALID_LAST: &str = "sandbox: last must be a number";
pub(crate) const INVALID_PAGE: &str = "sandbox: expected offset, limit (at most 500), search and \
     relation (parent, subuser or customer)";
pub(crate) const USERNAME_TAKEN: &str = "sandbox: username is or was that of another account";
pub(crate) const INVALID_PARAMETER_NAME: &str = "sandbox: a parameter has an impossible name";

pub(crate) const NO_SUCH_SUBUSER: &str = "sandbox: there is no subuser with this username";
pub(crate) const NO_SUCH_API_KEY: &str = "sandbox: there is no API key with this ID";
pub(crate) const TOO_MANY_API_KEYS: &str = "sandbox: an account has no more than 100 API keys";
pub(crate) const FULL_ACCESS_FORBIDDEN: &str =
    "sandbox: only a full access key can create a full access key";
pub(crate) const EXCLUSIVE_SCOPES: &str =
    "sandbox: a key with billing scopes cannot have other scopes";
pub(crate) const NO_SCOPES: &str = "sandbox: at least one scope is required";
pub(crate) const NOT_AN_ARRAY: &str = "sandbox: the value must be an array";
pub(crate) const NOT_AN_ARRAY_OF_IPS: &str = "sandbox: the body must be an array of IPv4 addresses";
pub(crate) const PATH_NOT_UTF8: &str = "sandbox: the path is not in UTF-8";
pub(crate) const INVALID_LIMIT: &str = "sandbox: limit must be a number of at least 1";
pub(crate) const INVALID_OFFSET: &str = "sandbox: offset must be a number of at least 0";
pub(crate) const INVALID_REGION: &str = "sandbox: region must be all, global or eu";
pub(crate) const INVALID_NEW_REGION: &str = "sandbox: region must be global or eu";
pub(crate) const INVALID_SORT: &str = "sandbox: sort_by_direction must be asc or desc";
pub(crate) const WEAK_PASSWORD: &str =
    "sandbox: a password has 16 to 128 characters, with a letter and a digit";
pub(crate) const IMPOSSIBLE_USERNAME: &str =
    "sandbox: a username has 3 to 64 characters, not only digits";
pub(crate) const TOO_MANY_USERNAMES: &str = "sandbox: no more than 10 usernames";
pub(crate) const CREDITS_OF_UNLIMITED: &str = "sandbox: unlimited credits have no number";
pub(crate) const TOTAL_TOO_SMALL: &str = "sandbox: total must be at least 1";
pub(crate) const RESET_FREQUENCY_REQUIRED: &str =
    "sandbox: reset_frequency must be monthly, weekly or daily";
pub(crate) const RESET_FREQUENCY_NOT_RECURRING: &str =
    "sandbox: only recurring credits have a reset_frequency";
pub(crate) const NOT_ENOUGH_CREDITS: &str = "sandbox: the remaining credits do not suffice";
pub(crate) const NO_RANDOM_BYTES: &str = "sandbox: the system provides no random bytes";
pub(crate) const TOO_MANY_SUBUSERS: &str = "sandbox: count is from 1 to 1,000,000";

/// Of a seed.
pub(crate) const API_KEY_FORM: &str =
    "an API key has the form SG.ID.SECRET, of letters, digits, - and _, at most 200 characters";

/// Of the options.
pub(crate) const API_KEY_OPTION: &str =
    "must have the form SG.ID.SECRET, of letters, digits, - and _, at most 200 characters";

pub(crate) const INJECTED_FAULT: &str = "sandbox: a scripted fault";
pub(crate) const OUTAGE: &str = "sandbox: switched off";
pub(crate) const ECHO: &str = "sandbox: refused, and this is what was sent:";
pub(crate) const ECHO_PLACEHOLDER: &str = "sandbox: an echo of the request";
pub(crate) const INVALID_STATUS: &str = "sandbox: a status has three digits";
pub(crate) const TIMES_TOO_SMALL: &str = "sandbox: times must be at least 1";
pub(crate) const DELAY_MISSING: &str =
    "sandbox: a delay needs before_applying_ms, before_response_ms or before_body_ms";
pub(crate) const RAW_BYTES_MISSING: &str = "sandbox: expected either text or base64";
pub(crate) const INVALID_REDIRECT_STATUS: &str =
    "sandbox: the status of a redirect is from 300 to 399";
pub(crate) const INVALID_BIT: &str = "sandbox: bit is from 0 to 7";
pub(crate) const ECHO_TOO_LARGE: &str = "sandbox: size is at most 64 MiB";
pub(crate) const INVALID_CONNECTION_FAULT: &str = "sandbox: a connection can meet reset, close, \
     stall, raw and delay with before_applying_ms, without apply, after_bytes and user";
pub(crate) const WINDOW_RULES_MISSING: &str = "sandbox: expected v3, customers or operations";

/// An HTML page as a proxy in front of the API might send it.
pub(crate) fn html(status: StatusCode) -> String {
    let reason = status.canonical_reason().unwrap_or_default();
    let title = format!("{} {reason}", status.as_str());
    format!(
        "<!DOCTYPE html>\n<html>\n<head><title>{title}</title></head>\n\
         <body>\n<h1>{title}</h1>\n<p>sandbox: a page for people</p>\n</body>\n</html>\n"
    )
}

pub(crate) fn invalid_json(reason: &serde_json::Error) -> String {
    format!("sandbox: {reason}")
}

pub(crate) fn invalid_fault(index: usize, reason: &str) -> String {
    format!("sandbox: fault {}: {}", index + 1, reason.trim_start_matches("sandbox: "))
}

pub(crate) fn unknown_operation(name: &str) -> String {
    format!("sandbox: unknown operation `{name}`")
}

pub(crate) fn too_many_faults(at_most: usize) -> String {
    format!("sandbox: no more than {at_most} faults at once")
}

pub(crate) fn not_utf8(name: &str) -> String {
    format!("sandbox: {name} is not in UTF-8")
}

pub(crate) fn duplicate_parameter(name: &str) -> String {
    format!("sandbox: {name} was given more than once")
}

pub(crate) fn unknown_parameter(name: &str) -> String {
    format!("sandbox: unknown parameter {name}")
}

pub(crate) fn unknown_value(name: &str) -> String {
    format!("sandbox: unknown {name}")
}

pub(crate) fn too_long(name: &str, at_most: usize) -> String {
    format!("sandbox: {name} must have no more than {at_most} characters")
}

pub(crate) fn too_short(name: &str, at_least: usize) -> String {
    format!("sandbox: {name} must have at least {at_least} characters")
}

pub(crate) fn password_mismatch(name: &str) -> String {
    format!("sandbox: {name} must match password")
}

pub(crate) fn not_an_email(name: &str) -> String {
    format!("sandbox: {name} must be an email address")
}

pub(crate) fn reserved_domain(name: &str) -> String {
    format!("sandbox: {name} must not be of SendGrid.com")
}

pub(crate) fn not_a_boolean(name: &str) -> String {
    format!("sandbox: {name} must be true or false")
}

pub(crate) fn not_a_number(name: &str) -> String {
    format!("sandbox: {name} must be a number")
}

pub(crate) fn not_a_date(name: &str) -> String {
    format!("sandbox: {name} must be a date as YYYY-mm-dd")
}

pub(crate) fn not_an_ip_address(name: &str) -> String {
    format!("sandbox: {name} must be an IP address")
}

pub(crate) fn has_control_character(name: &str) -> String {
    format!("sandbox: {name} has a control character")
}

/// Replaces a response body in the journal that exceeds the size limit.
pub(crate) fn long_body(length: usize) -> String {
    format!("sandbox: a response of {length} bytes")
}
