//! The jobs of a run that ended, and whoever waits for them.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};
use std::time::Duration;

use sendgrid_accounts::{BulkResult, Client, Result};

/// Results that nobody has taken yet, with the client of each call.
#[derive(Default)]
pub(super) struct Ended {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    running: usize,
    results: VecDeque<(Result<BulkResult>, Client)>,
    wakers: Vec<Waker>,
}

impl State {
    fn has_result(&self) -> bool {
        !self.results.is_empty() || self.running == 0
    }

    fn is_idle(&self) -> bool {
        self.running == 0
    }
}

impl Ended {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A job begins.
    pub(super) fn begin(&self) {
        self.state().running += 1;
    }

    /// A job could not begin.
    pub(super) fn undo(&self) {
        let mut state = self.state();
        state.running = state.running.saturating_sub(1);
    }

    /// A job ends.
    pub(super) fn end(&self, result: Result<BulkResult>, client: Client) {
        let mut state = self.state();
        state.running = state.running.saturating_sub(1);
        state.results.push_back((result, client));
        let wakers = std::mem::take(&mut state.wakers);
        drop(state);
        self.changed.notify_all();
        wakers.into_iter().for_each(Waker::wake);
    }

    pub(super) fn take(&self) -> Option<(Result<BulkResult>, Client)> {
        self.state().results.pop_front()
    }

    pub(super) fn running(&self) -> usize {
        self.state().running
    }

    /// Number of jobs that run or have a result to take.
    pub(super) fn held(&self) -> usize {
        let state = self.state();
        state.running.saturating_add(state.results.len())
    }

    /// Waits for a result to take, or until no job runs; false after `limit`.
    pub(super) fn wait_for_result(&self, limit: Duration) -> bool {
        self.wait(limit, State::has_result)
    }

    /// Waits until no job runs; false after `limit`.
    pub(super) fn wait_for_all(&self, limit: Duration) -> bool {
        self.wait(limit, State::is_idle)
    }

    fn wait(&self, limit: Duration, is_over: fn(&State) -> bool) -> bool {
        let waited = self.changed.wait_timeout_while(self.state(), limit, |state| !is_over(state));
        let (state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        is_over(&state)
    }

    /// Waits for a result to take, or until no job runs.
    pub(super) async fn result(&self) {
        self.poll(State::has_result).await;
    }

    /// Waits until no job runs.
    pub(super) async fn all(&self) {
        self.poll(State::is_idle).await;
    }

    async fn poll(&self, is_over: fn(&State) -> bool) {
        poll_fn(|context| {
            let mut state = self.state();
            if is_over(&state) {
                return Poll::Ready(());
            }
            if !state.wakers.iter().any(|waker| waker.will_wake(context.waker())) {
                state.wakers.push(context.waker().clone());
            }
            Poll::Pending
        })
        .await;
    }
}
