//! A call in the hands of whoever polls it.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use super::lost;
use crate::error::Result;

/// A call in the hands of whoever polls it.
pub(super) struct Carried<T> {
    call: Option<Pin<Box<dyn Future<Output = Result<T>> + Send>>>,
    process: u32,
}

impl<T> Carried<T> {
    pub(super) fn new(call: impl Future<Output = Result<T>> + Send + 'static) -> Self {
        Self { call: Some(Box::pin(call)), process: std::process::id() }
    }

    /// A call that a fork has copied belongs to the parent, and so does its connection.
    pub(super) fn is_inherited(&self) -> bool {
        self.process != std::process::id()
    }
}

impl<T> Future for Carried<T> {
    type Output = Result<T>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<T>> {
        match &mut self.call {
            Some(call) => call.as_mut().poll(context),
            None => Poll::Ready(Err(lost())),
        }
    }
}

impl<T> Drop for Carried<T> {
    fn drop(&mut self) {
        if self.is_inherited() {
            // Closing its connection would make the parent deaf to it: they share what watches it.
            std::mem::forget(self.call.take());
        }
    }
}
