//! Every text of an answer, in two groups: the documented ones, and ours.
//!
//! The second group is INVENTED. No public material documents what the real servers say there, so
//! no client may match on any of those texts: only the status and the field are meant seriously.

// Documented, each with its source.

/// Seed 001, `UpdateProfile`, example of the answer 401.
pub(crate) const AUTHORIZATION_REQUIRED: &str = "authorization required";

/// Observed: `sendgrid/sendgrid-csharp#185`, `sendgrid/sendgrid-java#131`.
pub(crate) const ACCESS_FORBIDDEN: &str = "access forbidden";

/// Observed: `sendgrid/sendgrid-php#795`; `twilio/sendgrid-oai`, `tsg_email_activity_v3.json`.
pub(crate) const TOO_MANY_REQUESTS: &str = "too many requests";

/// `twilio/sendgrid-oai`, `tsg_mail_v3.json`, answer 405 of a sibling endpoint.
pub(crate) const METHOD_NOT_ALLOWED: &str = "method not allowed";

/// `twilio/sendgrid-oai`, `tsg_mail_v3.json`, answer 413 of a sibling endpoint.
pub(crate) const CONTENT_TOO_LARGE: &str = "content too large";

/// Observed: `sendgrid/sendgrid-nodejs#347`. Plain text, not JSON.
pub(crate) const PAGE_NOT_FOUND: &str = "404 page not found";

/// `twilio/sendgrid-oai`, `tsg_subusers_v3.json`, answer 400 of the sibling `POST /v3/subusers`.
pub(crate) const USERNAME_EXISTS: &str = "username exists";

/// `twilio/sendgrid-oai`, `tsg_subusers_v3.json`, answer 400 of the sibling `PATCH /v3/subusers`.
pub(crate) const INVALID_USERNAME: &str = "invalid username";

/// `twilio/sendgrid-oai`, `tsg_subusers_v3.json`, answer 400 of the sibling `PATCH /v3/subusers`.
pub(crate) const NO_FIELDS_PROVIDED: &str = "no fields provided";

// INVENTED: see the top of this file.

pub(crate) const WRONG_OLD_PASSWORD: &str = "sandbox: the old password is wrong";
pub(crate) const EMPTY_PASSWORD: &str = "sandbox: the new password is empty";
pub(crate) const INVALID_EMAIL: &str = "sandbox: not an email address";
pub(crate) const UNKNOWN_FIELD: &str = "sandbox: unknown field";
pub(crate) const NOT_A_STRING: &str = "sandbox: the value must be a string";
pub(crate) const MISSING_FIELD: &str = "sandbox: the field is required";
pub(crate) const NOT_A_JSON_OBJECT: &str = "sandbox: the body is not a JSON object";
pub(crate) const INCOMPLETE_BODY: &str = "sandbox: the body ended early";
pub(crate) const NOT_JSON_TYPE: &str = "sandbox: the content type must be application/json";
pub(crate) const INVALID_ON_BEHALF_OF: &str = "sandbox: expected one on-behalf-of header, \
     a subuser's username or account-id followed by an account's ID";
pub(crate) const NOT_LOOPBACK: &str = "sandbox: the host header must name a loopback address";
pub(crate) const CONTROL_TOKEN_REQUIRED: &str = "sandbox: x-sandbox-token is missing or wrong";
pub(crate) const INVALID_SINCE: &str = "sandbox: since must be a sequence number";
