//! The response bodies of changes and errors, in both formats.

use axum::body::Bytes;
use serde::Serialize;

use super::json;
use super::path::{CustomerPath, Format};
use super::xml::{Encoding, Writer};
use crate::messages;
use crate::response::{self, Response};

/// A response body without customers, in its JSON form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub(crate) enum Body {
    Message { message: String },
    Errors { message: &'static str, errors: Vec<String> },
    Code { error: Code },
    BareCode(Code),
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Code {
    pub(crate) code: u16,
    pub(crate) message: String,
}

impl Body {
    pub(crate) fn success() -> Self {
        Self::Message { message: messages::SUCCESS.to_owned() }
    }

    pub(crate) fn errors(errors: Vec<String>) -> Self {
        Self::Errors { message: messages::ERROR, errors }
    }

    /// The response with this body. The status is always 200, as recorded.
    pub(crate) fn response(&self, format: Format) -> Response {
        match format {
            Format::Json => Response::ok_as(response::JSON, json::write(0, self)),
            Format::Xml => Response::ok_as(response::XML, self.xml()),
        }
    }

    /// The XML form, with the layout of "Customer Management".
    fn xml(&self) -> Bytes {
        let mut out = Writer::new(Encoding::Latin1, 512);
        match self {
            Body::Message { message } => {
                out.markup("<result>\n   ");
                out.element("message", message);
                out.markup("\n</result>\n");
            }
            Body::Errors { message, errors } => {
                out.markup("<result>\n   ");
                out.element("message", message);
                out.markup("\n   <errors>");
                for error in errors {
                    out.markup("\n      ");
                    out.element("error", error);
                }
                out.markup("\n   </errors>\n</result>\n");
            }
            Body::Code { error: Code { code, message } }
            | Body::BareCode(Code { code, message }) => {
                out.markup("<error>\n   ");
                out.element("code", &code.to_string());
                out.markup("\n   ");
                out.element("message", message);
                out.markup("\n</error>\n");
            }
        }
        out.into_bytes()
    }
}

/// An error response with this message, in the most common shape.
pub(crate) fn error_response(path: CustomerPath, message: String) -> Response {
    Body::errors(vec![message]).response(path.format)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n\n";

    fn check(body: &Body, json: &str, xml: &str) {
        assert_eq!(json::write(0, body), json);
        assert_eq!(body.xml(), format!("{DECLARATION}{xml}"));
    }

    #[test]
    fn writes_each_body_as_documented() {
        check(
            &Body::success(),
            r#"{"message":"success"}"#,
            "<result>\n   <message>success</message>\n</result>\n",
        );
        check(
            &Body::errors(vec!["one".to_owned(), "<two>".to_owned()]),
            r#"{"message":"error","errors":["one","<two>"]}"#,
            "<result>\n   <message>error</message>\n   <errors>\n      <error>one</error>\n      \
             <error>&lt;two&gt;</error>\n   </errors>\n</result>\n",
        );
        let error = Code { code: 400, message: "no".to_owned() };
        let xml = "<error>\n   <code>400</code>\n   <message>no</message>\n</error>\n";
        let wrapped = r#"{"error":{"code":400,"message":"no"}}"#;
        check(&Body::Code { error: error.clone() }, wrapped, xml);
        check(&Body::BareCode(error), r#"{"code":400,"message":"no"}"#, xml);
    }
}
