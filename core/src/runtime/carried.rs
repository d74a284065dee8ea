//! A call in the hands of whoever polls it.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use super::lost;
use crate::error::Result;
use crate::process;

/// A call in the hands of whoever polls it.
pub(super) struct Carried<T> {
    call: Option<Pin<Box<dyn Future<Output = Result<T>> + Send>>>,
    process: u32,
}

impl<T> Carried<T> {
    pub(super) fn new(call: impl Future<Output = Result<T>> + Send + 'static) -> Self {
        Self { call: Some(Box::pin(call)), process: process::id() }
    }

    /// A call that a fork has copied belongs to the parent, and so does its connection.
    pub(super) fn is_inherited_by(&self, process: u32) -> bool {
        self.process != process
    }
}

impl<T> Future for Carried<T> {
    type Output = Result<T>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<T>> {
        let Some(call) = &mut self.call else { return Poll::Ready(Err(lost())) };
        let poll = call.as_mut().poll(context);
        if poll.is_ready() {
            self.call = None;
        }
        poll
    }
}

impl<T> Drop for Carried<T> {
    fn drop(&mut self) {
        let Some(call) = self.call.take() else { return };
        if self.is_inherited_by(process::id()) {
            // Closing its connection would make the parent deaf to it: they share what watches it.
            std::mem::forget(call);
        }
    }
}
