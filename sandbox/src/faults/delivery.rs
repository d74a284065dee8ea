//! How an answer goes out: its bytes as HTTP would write them, and what a fault makes of them.

use std::num::NonZeroUsize;
use std::time::Duration;

use axum::body::Bytes;
use axum::http::header::{CONNECTION, CONTENT_LENGTH, TRANSFER_ENCODING};
use axum::http::request::Parts as Request;
use axum::http::response::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Version};

use super::kind::{Cut, Fault, Field, Fields, Name, Oversize, Stall, Then};
use crate::script::{End, Script, Step};

/// What an oversized answer consists of: spaces may stand anywhere in JSON and in XML.
const FILLING: [u8; 16 * 1024] = [b' '; 16 * 1024];

/// An answer as it would be, and whether another request may follow it.
pub(super) struct Genuine {
    pub(super) head: Parts,
    pub(super) body: Bytes,
    pub(super) keep: bool,
}

/// Whether the client has asked for the connection to stay.
pub(super) fn stays(request: &Request) -> bool {
    request.version == Version::HTTP_11 && !says_close(&request.headers)
}

impl Fault {
    /// What goes out in place of this answer.
    pub(super) fn script(&self, mut answer: Genuine) -> Script {
        match self {
            Fault::Raw(raw) => script([Step::Send(raw.bytes.clone())], then(raw.then)),
            Fault::Reset(Cut { after_bytes, .. }) => answer.cut(*after_bytes, End::Reset),
            Fault::Close(Cut { after_bytes, .. }) => answer.cut(*after_bytes, End::Close),
            Fault::Stall(Stall { after_bytes, ms, .. }) => {
                answer.cut(*after_bytes, End::Hold(ms.map(Duration::from_millis)))
            }
            Fault::Delay { before_answer_ms, before_body_ms, .. } => {
                answer.delayed(*before_answer_ms, *before_body_ms)
            }
            Fault::Dribble { bytes, every_ms } => answer.dribbled(*bytes, *every_ms),
            Fault::Oversize { form, length, .. } => answer.oversized(*form, *length),
            Fault::Headers { set, add, remove } => {
                edit(&mut answer.head.headers, set, add, remove);
                answer.whole()
            }
            Fault::Flip { byte, bit } => {
                let mut body = answer.body.to_vec();
                if let Some(byte) = body.get_mut(*byte) {
                    *byte ^= 1 << bit;
                }
                answer.body = body.into();
                answer.whole()
            }
            Fault::Truncate { at } => {
                answer.body.truncate(*at);
                answer.whole()
            }
            Fault::CloseIdle { after_ms } => {
                let end = End::KeepFor(Duration::from_millis(*after_ms));
                Script { end, ..answer.whole() }
            }
            Fault::Status { .. }
            | Fault::Redirect { .. }
            | Fault::Html { .. }
            | Fault::Echo { .. } => answer.whole(),
        }
    }
}

fn script(steps: impl IntoIterator<Item = Step>, end: End) -> Script {
    Script { steps: steps.into_iter().collect(), end }
}

pub(super) fn then(then: Then) -> End {
    match then {
        Then::Close => End::Close,
        Then::Keep => End::Keep,
        Then::Hold => End::Hold(None),
        Then::Reset => End::Reset,
    }
}

fn edit(headers: &mut HeaderMap, set: &Fields, add: &[Field], remove: &[Name]) {
    for Name(name) in remove {
        headers.remove(name);
    }
    for (name, value) in &set.0 {
        headers.insert(name, value.clone());
    }
    for Field(name, value) in add {
        headers.append(name, value.clone());
    }
}

impl Genuine {
    /// The bytes of the head. A length that is already there stays, be it a wrong one.
    fn head(&mut self) -> Bytes {
        let Parts { status, headers, .. } = &mut self.head;
        let framed =
            headers.contains_key(CONTENT_LENGTH) || headers.contains_key(TRANSFER_ENCODING);
        if !framed && has_body(*status) {
            headers.insert(CONTENT_LENGTH, HeaderValue::from(self.body.len()));
        }
        if !self.keep && !headers.contains_key(CONNECTION) {
            headers.insert(CONNECTION, HeaderValue::from_static("close"));
        }
        let reason = status.canonical_reason().unwrap_or_default();
        let mut out = format!("HTTP/1.1 {} {reason}\r\n", status.as_str()).into_bytes();
        for (name, value) in headers.iter() {
            out.extend(titled(name));
            out.extend_from_slice(b": ");
            out.extend_from_slice(value.as_bytes());
            out.extend_from_slice(b"\r\n");
        }
        out.extend_from_slice(b"\r\n");
        out.into()
    }

    fn body(&self) -> Bytes {
        if has_body(self.head.status) { self.body.clone() } else { Bytes::new() }
    }

    fn bytes(&mut self) -> Bytes {
        [self.head(), self.body()].concat().into()
    }

    /// Who says that the connection will be closed closes it.
    fn end(&self) -> End {
        let keep = self.keep && !says_close(&self.head.headers);
        if keep { End::Keep } else { End::Close }
    }

    fn whole(&mut self) -> Script {
        script([Step::Send(self.bytes())], self.end())
    }

    fn cut(&mut self, after: Option<usize>, end: End) -> Script {
        let mut bytes = self.bytes();
        bytes.truncate(after.unwrap_or(0));
        script((!bytes.is_empty()).then_some(Step::Send(bytes)), end)
    }

    fn delayed(&mut self, before_answer_ms: u64, before_body_ms: u64) -> Script {
        let before_answer = Step::Pause(Duration::from_millis(before_answer_ms));
        if before_body_ms == 0 {
            return script([before_answer, Step::Send(self.bytes())], self.end());
        }
        let before_body = Step::Pause(Duration::from_millis(before_body_ms));
        let (head, body) = (self.head(), self.body());
        script([before_answer, Step::Send(head), before_body, Step::Send(body)], self.end())
    }

    fn dribbled(&mut self, bytes: NonZeroUsize, every_ms: u64) -> Script {
        let pause = Duration::from_millis(every_ms);
        let whole = self.bytes();
        let pieces = whole.chunks(bytes.get());
        let sent = pieces.map(|piece| Step::Send(whole.slice_ref(piece)));
        let steps = sent.flat_map(|piece| [piece, Step::Pause(pause)]);
        script(steps, self.end())
    }

    fn oversized(&mut self, form: Oversize, length: u64) -> Script {
        let headers = &mut self.head.headers;
        let rest = match form {
            Oversize::Chunks => {
                headers.insert(TRANSFER_ENCODING, HeaderValue::from_static("chunked"));
                let size = format!("{:x}\r\n", FILLING.len());
                let chunk = [size.as_bytes(), &FILLING, b"\r\n"].concat();
                vec![Step::Repeat(chunk.into(), None)]
            }
            Oversize::Length => {
                headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
                let filling = Bytes::from_static(&FILLING);
                let last = usize::try_from(length % FILLING.len() as u64).unwrap_or_default();
                let times = length / FILLING.len() as u64;
                vec![Step::Repeat(filling.clone(), Some(times)), Step::Send(filling.slice(..last))]
            }
        };
        script([Step::Send(self.head())].into_iter().chain(rest), self.end())
    }
}

fn has_body(status: StatusCode) -> bool {
    let never = [StatusCode::NO_CONTENT, StatusCode::NOT_MODIFIED].contains(&status);
    !never && !status.is_informational()
}

fn says_close(headers: &HeaderMap) -> bool {
    let values = headers.get_all(CONNECTION).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).any(|it| it.trim().eq_ignore_ascii_case("close"))
}

/// `x-ratelimit-reset` as `X-Ratelimit-Reset`, like hyper does it for all other answers.
fn titled(name: &HeaderName) -> impl Iterator<Item = u8> {
    let mut first = true;
    name.as_str().bytes().map(move |byte| {
        let titled = if first { byte.to_ascii_uppercase() } else { byte };
        first = byte == b'-';
        titled
    })
}
