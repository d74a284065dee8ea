//! The bodies of a request and of an answer.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use http_body::{Body, Frame, SizeHint};

use crate::progress::Progress;

/// Whether a request may have left. Clones tell the same.
#[derive(Clone, Default)]
pub(super) struct Mark {
    /// Of this attempt.
    sent: Arc<AtomicBool>,
    /// Of the whole call.
    progress: Progress,
}

impl Mark {
    pub(super) fn of_this_call() -> Self {
        Self { sent: Arc::default(), progress: Progress::current() }
    }

    pub(super) fn set(&self) {
        self.sent.store(true, Ordering::Release);
        self.progress.mark_sent();
    }

    pub(super) fn is_set(&self) -> bool {
        self.sent.load(Ordering::Acquire)
    }
}

/// A body that tells when it was asked for: from then on bytes may have left.
pub(super) struct MarkedBody {
    data: Option<Bytes>,
    mark: Mark,
}

impl MarkedBody {
    pub(super) fn new(data: Option<Bytes>, mark: &Mark) -> Self {
        Self { data, mark: mark.clone() }
    }
}

impl Body for MarkedBody {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        self.mark.set();
        Poll::Ready(self.data.take().map(|data| Ok(Frame::data(data))))
    }

    fn is_end_stream(&self) -> bool {
        self.data.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.data.as_ref().map_or(0, |data| data.len() as u64))
    }
}

/// Room is made at once for a body that is announced, up to here: a server may announce what it
/// never sends.
const MOST_RESERVED: u64 = 64 << 20;

/// A body as it comes in; the usual single piece is not copied.
#[derive(Default)]
pub(super) struct Pieces {
    first: Bytes,
    rest: BytesMut,
}

impl Pieces {
    pub(super) fn len(&self) -> usize {
        self.first.len() + self.rest.len()
    }

    /// Takes the next piece, of a body that is to become so long.
    pub(super) fn push(&mut self, piece: Bytes, announced: u64) {
        if self.first.is_empty() && self.rest.is_empty() {
            self.first = piece;
            return;
        }
        if self.rest.is_empty() {
            let room = usize::try_from(announced.min(MOST_RESERVED)).unwrap_or(0);
            self.rest.reserve(room.max(self.first.len() + piece.len()));
            self.rest.extend_from_slice(&std::mem::take(&mut self.first));
        }
        self.rest.extend_from_slice(&piece);
    }

    pub(super) fn into_bytes(self) -> Bytes {
        if self.rest.is_empty() { self.first } else { self.rest.freeze() }
    }
}
