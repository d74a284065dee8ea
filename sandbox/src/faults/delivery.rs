//! Converts a response to the bytes on the connection, modified by a fault.

use std::num::NonZeroUsize;
use std::time::Duration;

use axum::body::Bytes;
use axum::http::header::{CONNECTION, CONTENT_LENGTH, TRANSFER_ENCODING};
use axum::http::request::Parts as Request;
use axum::http::response::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Version};

use super::kind::{Cut, FaultKind, Field, FieldName, Fields, Oversize, Stall, Then};
use crate::script::{End, Script, Step};

/// The content of an oversized response: spaces, which are valid white space in JSON and XML.
const PADDING: [u8; 16 * 1024] = [b' '; 16 * 1024];

/// The response without a fault, and whether the connection is persistent.
pub(crate) struct NormalResponse {
    pub(crate) head: Parts,
    pub(crate) body: Bytes,
    pub(crate) keep_alive: bool,
}

/// Whether the client requests a persistent connection.
pub(crate) fn is_persistent(request: &Request) -> bool {
    request.version == Version::HTTP_11 && !has_connection_close(&request.headers)
}

impl FaultKind {
    /// The script of a connection. The registration of connection faults rejects all other kinds.
    pub(crate) fn connection_script(&self) -> Script {
        match self {
            FaultKind::Reset(_) => Script::end(End::Reset),
            FaultKind::Stall(Stall { ms, .. }) => {
                Script::end(End::Hold(ms.map(Duration::from_millis)))
            }
            FaultKind::Raw(raw) => script([Step::Send(raw.bytes.clone())], end_after(raw.then)),
            FaultKind::Delay { .. } => script([Step::Pause(self.before_applying())], End::Keep),
            _ => Script::end(End::Close),
        }
    }

    /// The script that replaces this response.
    pub(crate) fn script(&self, mut response: NormalResponse) -> Script {
        match self {
            FaultKind::Raw(raw) => script([Step::Send(raw.bytes.clone())], end_after(raw.then)),
            FaultKind::Reset(Cut { after_bytes, .. }) => response.cut(*after_bytes, End::Reset),
            FaultKind::Close(Cut { after_bytes, .. }) => response.cut(*after_bytes, End::Close),
            FaultKind::Stall(Stall { after_bytes, ms, .. }) => {
                response.cut(*after_bytes, End::Hold(ms.map(Duration::from_millis)))
            }
            FaultKind::Delay { before_response_ms, before_body_ms, .. } => {
                response.delayed(*before_response_ms, *before_body_ms)
            }
            FaultKind::Dribble { bytes, every_ms } => response.dribbled(*bytes, *every_ms),
            FaultKind::Oversize { form, length, .. } => response.oversized(*form, *length),
            FaultKind::Headers { set, add, remove } => {
                edit_headers(&mut response.head.headers, set, add, remove);
                response.whole()
            }
            FaultKind::Flip { byte, bit } => {
                let mut body = response.body.to_vec();
                if let Some(byte) = body.get_mut(*byte) {
                    *byte ^= 1 << bit;
                }
                response.body = body.into();
                response.whole()
            }
            FaultKind::Truncate { at } => {
                response.body.truncate(*at);
                response.whole()
            }
            FaultKind::CloseIdle { after_ms } => {
                let end = End::KeepFor(Duration::from_millis(*after_ms));
                Script { end, ..response.whole() }
            }
            FaultKind::Status { .. }
            | FaultKind::Redirect { .. }
            | FaultKind::Html { .. }
            | FaultKind::Echo { .. } => response.whole(),
        }
    }
}

fn script(steps: impl IntoIterator<Item = Step>, end: End) -> Script {
    Script { steps: steps.into_iter().collect(), end }
}

fn end_after(then: Then) -> End {
    match then {
        Then::Close => End::Close,
        Then::Keep => End::Keep,
        Then::Hold => End::Hold(None),
        Then::Reset => End::Reset,
    }
}

fn edit_headers(headers: &mut HeaderMap, set: &Fields, add: &[Field], remove: &[FieldName]) {
    for FieldName(name) in remove {
        headers.remove(name);
    }
    for (name, value) in &set.0 {
        headers.insert(name, value.clone());
    }
    for Field(name, value) in add {
        headers.append(name, value.clone());
    }
}

impl NormalResponse {
    /// The bytes of the head. An existing `Content-Length` is kept, even if it is wrong.
    fn head(&mut self) -> Bytes {
        let Parts { status, headers, .. } = &mut self.head;
        let has_framing =
            headers.contains_key(CONTENT_LENGTH) || headers.contains_key(TRANSFER_ENCODING);
        if !has_framing && has_body(*status) {
            headers.insert(CONTENT_LENGTH, HeaderValue::from(self.body.len()));
        }
        if !self.keep_alive && !headers.contains_key(CONNECTION) {
            headers.insert(CONNECTION, HeaderValue::from_static("close"));
        }
        let reason = status.canonical_reason().unwrap_or_default();
        let mut out = format!("HTTP/1.1 {} {reason}\r\n", status.as_str()).into_bytes();
        for (name, value) in headers.iter() {
            out.extend(title_case(name));
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

    /// The end of the script; a response with `Connection: close` closes the connection.
    fn end(&self) -> End {
        let keep_alive = self.keep_alive && !has_connection_close(&self.head.headers);
        if keep_alive { End::Keep } else { End::Close }
    }

    fn whole(&mut self) -> Script {
        script([Step::Send(self.bytes())], self.end())
    }

    fn cut(&mut self, after: Option<usize>, end: End) -> Script {
        let mut bytes = self.bytes();
        bytes.truncate(after.unwrap_or(0));
        script((!bytes.is_empty()).then_some(Step::Send(bytes)), end)
    }

    fn delayed(&mut self, before_response_ms: u64, before_body_ms: u64) -> Script {
        let before_response = Step::Pause(Duration::from_millis(before_response_ms));
        if before_body_ms == 0 {
            return script([before_response, Step::Send(self.bytes())], self.end());
        }
        let before_body = Step::Pause(Duration::from_millis(before_body_ms));
        let (head, body) = (self.head(), self.body());
        script([before_response, Step::Send(head), before_body, Step::Send(body)], self.end())
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
                let size = format!("{:x}\r\n", PADDING.len());
                let chunk = [size.as_bytes(), &PADDING, b"\r\n"].concat();
                vec![Step::Repeat(chunk.into(), None)]
            }
            Oversize::Length => {
                headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
                let padding = Bytes::from_static(&PADDING);
                let last = usize::try_from(length % PADDING.len() as u64).unwrap_or_default();
                let times = length / PADDING.len() as u64;
                vec![Step::Repeat(padding.clone(), Some(times)), Step::Send(padding.slice(..last))]
            }
        };
        script([Step::Send(self.head())].into_iter().chain(rest), self.end())
    }
}

fn has_body(status: StatusCode) -> bool {
    let never = [StatusCode::NO_CONTENT, StatusCode::NOT_MODIFIED].contains(&status);
    !never && !status.is_informational()
}

fn has_connection_close(headers: &HeaderMap) -> bool {
    let values = headers.get_all(CONNECTION).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).any(|it| it.trim().eq_ignore_ascii_case("close"))
}

/// Converts `x-ratelimit-reset` to `X-Ratelimit-Reset`, as hyper does for all other responses.
fn title_case(name: &HeaderName) -> impl Iterator<Item = u8> {
    let mut first = true;
    name.as_str().bytes().map(move |byte| {
        let byte_in_title_case = if first { byte.to_ascii_uppercase() } else { byte };
        first = byte == b'-';
        byte_in_title_case
    })
}
