//! One connection, driven by the call that uses it.
//!
//! There is no task behind a connection: whoever waits for an answer also reads and writes. So a
//! call costs no switch between tasks, its request can be told from an unsent one, and a call that
//! is dropped takes its connection along.
//!
//! HTTP/1.1 is spoken by our own code, where a library exists: the library puts every header of an
//! answer into a map before anybody sees one, which was a third of the instructions of a call, and
//! hands head and body from task to task. Heads and sizes of chunks are still parsed by the library's parser.

use std::future::{Future, poll_fn};
use std::io;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker, ready};

use bytes::{Buf, BufMut, BytesMut};
use tokio::io::{AsyncReadExt, AsyncWrite};

use crate::error::Error;
use crate::transport::body::{Body, Framing};
use crate::transport::dial::BoxedStream;
use crate::transport::head::{self, Head, HeadReader};
use crate::transport::{HeadLimits, HttpRequest, Mark, Received, failure};

/// A connection that speaks HTTP/1.1.
pub(super) struct Connection {
    stream: BoxedStream,
    /// What was read and belongs to nobody yet.
    input: BytesMut,
    /// What is still to be written.
    output: BytesMut,
    is_flushed: bool,
    /// How much is read at a time.
    piece: usize,
    /// The next thing on it is a request.
    is_idle: bool,
    limits: HeadLimits,
}

/// How a request came to its end without a whole answer.
pub(super) enum Broken {
    /// Nothing of it was written.
    Unsent(Error),
    /// Anything else.
    Failed(Error),
}

/// How much is read at a time, in bytes. An answer and its head come in one piece, usually.
pub(crate) const PIECE: usize = 8 * 1024;

impl Connection {
    pub(super) fn over(stream: BoxedStream, limits: HeadLimits) -> Self {
        let (input, output) = (BytesMut::new(), BytesMut::new());
        Self { stream, input, output, is_flushed: true, piece: PIECE, is_idle: true, limits }
    }

    /// Whether another request can be sent, as far as is known: what has come of the connection
    /// meanwhile is looked at.
    pub(super) fn is_alive(&mut self) -> bool {
        let mut context = Context::from_waker(Waker::noop());
        self.is_idle = self.is_idle && self.poll_input(&mut context).is_pending();
        self.is_idle
    }

    /// Sends a request and takes the answer to it.
    pub(super) async fn exchange(
        &mut self,
        request: &HttpRequest<'_>,
        mark: &mut Mark,
        received: &mut Received,
    ) -> Result<(), Broken> {
        if !self.is_alive() {
            return Err(Broken::Unsent(failure::unsent(closed())));
        }
        self.is_idle = false;
        self.piece = PIECE;
        head::write(&mut self.output, request);
        let head = self.head(mark).await.map_err(|error| broken(error, mark))?;
        received.head = Some((head.status, head.headers));
        let is_whole = self.body(head.framing, mark, received).await.map_err(Broken::Failed)?;
        let is_written = self.output.is_empty() && self.is_flushed;
        self.is_idle = head.keeps && is_whole && is_written && self.input.is_empty();
        Ok(())
    }

    async fn head(&mut self, mark: &mut Mark) -> io::Result<Head> {
        let mut reader = HeadReader::new(self.limits);
        loop {
            if poll_fn(|context| self.poll_more(context, mark)).await? == 0 {
                return Err(closed());
            }
            if let Some(head) = reader.read(&mut self.input)? {
                return Ok(head);
            }
        }
    }

    /// Takes the body, and says whether the connection is left where its next answer begins.
    async fn body(
        &mut self,
        mut framing: Framing,
        mark: &mut Mark,
        received: &mut Received,
    ) -> Result<bool, Error> {
        received.check(framing.left())?;
        loop {
            let ended = framing.take(&mut self.input, &mut received.body);
            received.check(framing.left())?;
            if ended.map_err(failure::cut_off)? {
                return Ok(true);
            }
            let (framing, body) = (&mut framing, &mut received.body);
            let more = poll_fn(|context| self.poll_body(context, mark, framing, body)).await;
            if more.map_err(failure::cut_off)? == 0 {
                return framing.end().map(|()| false).map_err(failure::cut_off);
            }
        }
    }

    /// Much that is known to belong to the body is read to where it is to lie.
    fn poll_body(
        &mut self,
        context: &mut Context<'_>,
        mark: &mut Mark,
        framing: &mut Framing,
        body: &mut Body,
    ) -> Poll<io::Result<usize>> {
        let left = framing.left();
        if left <= PIECE {
            return self.poll_more(context, mark);
        }
        self.poll_output(context, mark);
        let count = ready!(poll_read(&mut self.stream, context, body.room(left).limit(left)))?;
        framing.took(count);
        Poll::Ready(Ok(count))
    }

    /// Writes what is to be written, and reads what can be.
    fn poll_more(&mut self, context: &mut Context<'_>, mark: &mut Mark) -> Poll<io::Result<usize>> {
        self.poll_output(context, mark);
        self.poll_input(context)
    }

    fn poll_input(&mut self, context: &mut Context<'_>) -> Poll<io::Result<usize>> {
        self.input.reserve(self.piece);
        let count = ready!(poll_read(&mut self.stream, context, &mut self.input))?;
        if self.input.len() == self.input.capacity() {
            self.piece = (self.piece * 2).min(self.limits.largest);
        }
        Poll::Ready(Ok(count))
    }

    /// Where it cannot be written, what the server says before it closes still counts: the error is
    /// that of the next reading.
    fn poll_output(&mut self, context: &mut Context<'_>, mark: &mut Mark) {
        while !self.output.is_empty() {
            let stream = Pin::new(&mut self.stream);
            let Poll::Ready(written) = stream.poll_write(context, &self.output) else { return };
            mark.set();
            self.is_flushed = false;
            match written {
                Ok(count) if count > 0 => self.output.advance(count),
                _ => return,
            }
        }
        if !self.is_flushed {
            let flushed = Pin::new(&mut self.stream).poll_flush(context);
            self.is_flushed = matches!(flushed, Poll::Ready(Ok(())));
        }
    }
}

fn poll_read(
    stream: &mut BoxedStream,
    context: &mut Context<'_>,
    mut place: impl BufMut,
) -> Poll<io::Result<usize>> {
    pin!(stream.read_buf(&mut place)).poll(context)
}

fn closed() -> io::Error {
    io::Error::new(io::ErrorKind::UnexpectedEof, "connection closed before message completed")
}

fn broken(error: io::Error, mark: &Mark) -> Broken {
    if mark.sent {
        Broken::Failed(failure::no_answer(error))
    } else {
        Broken::Unsent(failure::unsent(error))
    }
}
