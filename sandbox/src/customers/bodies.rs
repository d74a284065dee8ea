//! The bodies that say how a request went, in both formats.

use axum::body::Bytes;
use serde::Serialize;

use super::json;
use super::routes::Format;
use super::xml::{Encoding, Writer};
use crate::answer::{self, Answer};
use crate::texts;

/// What is said in place of customers, as it is in JSON.
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
        Self::Message { message: texts::SUCCESS.to_owned() }
    }

    pub(crate) fn errors(errors: Vec<String>) -> Self {
        Self::Errors { message: texts::ERROR, errors }
    }

    /// With status 200 whatever it says, as recorded.
    pub(crate) fn answer(&self, format: Format) -> Answer {
        match format {
            Format::Json => Answer::ok_as(answer::JSON, json::write(0, self)),
            Format::Xml => Answer::ok_as(answer::XML, self.xml()),
        }
    }

    /// Laid out as in the seeds.
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

#[cfg(test)]
mod tests {
    use super::*;

    const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n\n";

    fn check(body: &Body, json: &str, xml: &str) {
        assert_eq!(json::write(0, body), json);
        assert_eq!(body.xml(), format!("{DECLARATION}{xml}"));
    }

    #[test]
    fn every_shape_is_that_of_the_documents() {
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
