//! One connection, driven by the call that uses it.
//!
//! There is no task behind a connection: whoever waits for an answer also reads and writes. So a
//! call costs no switch between tasks, its request can be told from an unsent one, and a call that
//! is dropped takes its connection along.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use http::{Request, Response};
use http_body::Body;
use hyper::body::Incoming;
use hyper::client::conn::{TrySendError, http1};

use crate::error::Error;
use crate::transport::body::{Mark, MarkedBody};
use crate::transport::dial::BoxedStream;
use crate::transport::{HeadLimits, Received, failure};

/// A connection that speaks HTTP/1.1.
pub(super) struct Connection {
    sender: http1::SendRequest<MarkedBody>,
    driver: http1::Connection<BoxedStream, MarkedBody>,
    ended: bool,
}

/// How a request came to its end without a whole answer.
pub(super) enum Broken {
    /// It was not written, and here it is.
    Unsent(Box<Request<MarkedBody>>, Error),
    /// Anything else.
    Failed(Error),
}

impl Connection {
    pub(super) async fn over(
        stream: BoxedStream,
        limits: HeadLimits,
    ) -> Result<Self, hyper::Error> {
        let (sender, driver) = http1::Builder::new()
            // Names are written in lower case otherwise, and a lower-case `on-behalf-of` was once
            // ignored: the parent account answered (sendgrid/docs#3751).
            .title_case_headers(true)
            .max_headers(limits.most_headers)
            .max_buf_size(limits.largest)
            // Head and body go out in one write, also where several pieces cannot.
            .writev(false)
            .handshake(stream)
            .await?;
        Ok(Self { sender, driver, ended: false })
    }

    /// Whether another request can be sent, as far as is known: what has come of the connection
    /// meanwhile is looked at.
    pub(super) fn is_alive(&mut self) -> bool {
        self.drive(&mut Context::from_waker(Waker::noop()));
        !self.ended && self.sender.is_ready()
    }

    /// Sends a request and takes the answer to it.
    pub(super) async fn exchange(
        &mut self,
        request: Request<MarkedBody>,
        mark: &Mark,
        received: &mut Received,
    ) -> Result<(), Broken> {
        let mut body = {
            let mut answer = pin!(self.sender.try_send_request(request));
            let answer = poll_fn(|context| {
                self.drive(context);
                answer.as_mut().poll(&mut asleep())
            });
            received
                .begin(answer.await.map_err(|failed| broken(failed, mark))?)
                .map_err(Broken::Failed)?
        };
        while let Some(frame) = poll_fn(|context| self.next_frame(&mut body, context)).await {
            let frame = frame.map_err(|error| Broken::Failed(failure::cut_off(error)))?;
            if let Ok(piece) = frame.into_data() {
                received.take(piece).map_err(Broken::Failed)?;
            }
        }
        Ok(())
    }

    fn next_frame(
        &mut self,
        body: &mut Incoming,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<bytes::Bytes>, hyper::Error>>> {
        let frame = Pin::new(&mut *body).poll_frame(&mut asleep());
        if frame.is_ready() {
            return frame;
        }
        self.drive(context);
        Pin::new(body).poll_frame(&mut asleep())
    }

    /// Reads and writes what can be.
    fn drive(&mut self, context: &mut Context<'_>) {
        // An error that ends it is told by the answer that is waited for.
        self.ended = self.ended || Pin::new(&mut self.driver).poll(context).is_ready();
    }
}

/// Whoever waits is woken by the connection: what comes of it need not wake anybody once more.
fn asleep() -> Context<'static> {
    Context::from_waker(Waker::noop())
}

fn broken(mut failed: TrySendError<Request<MarkedBody>>, mark: &Mark) -> Broken {
    let unsent = failed.take_message();
    let error = failed.into_error();
    match unsent {
        Some(request) => Broken::Unsent(Box::new(request), failure::unsent(error)),
        None if !mark.is_set() => Broken::Failed(failure::unsent(error)),
        None => Broken::Failed(failure::no_answer(error)),
    }
}

impl Received {
    fn begin(&mut self, response: Response<Incoming>) -> Result<Incoming, Error> {
        let (head, body) = response.into_parts();
        self.announced = body.size_hint().lower();
        self.head = Some((head.status.as_u16(), head.headers));
        self.check()?;
        Ok(body)
    }
}
