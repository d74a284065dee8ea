//! What the server knows: settings that stay, and state behind the one lock of a request.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use axum::http::StatusCode;

use crate::account::Account;
use crate::accounts::Accounts;
use crate::clock::Clock;
use crate::faults::Queue;
use crate::journal::Journal;
use crate::options::Options;
use crate::start_values;
use crate::windows::Windows;

#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) api_key: String,
    pub(crate) control_token: String,
    /// The parent account as at the start, whose name and password the customers API accepts.
    pub(crate) reseller: Account,
    pub(crate) options: Options,
    pub(crate) clock: Clock,
    pub(crate) started: Instant,
    /// Whether anything in the state stands between requests and their answers: so long as nothing
    /// does, no request pays for the possibility.
    disturbed: AtomicBool,
    state: Mutex<State>,
}

#[derive(Debug)]
pub(crate) struct State {
    pub(crate) accounts: Accounts,
    pub(crate) windows: Windows,
    pub(crate) journal: Journal,
    pub(crate) faults: Queue,
    /// What is answered to every request while the server plays dead.
    pub(crate) down: Option<StatusCode>,
}

impl Shared {
    pub(crate) fn new(api_key: String, control_token: String, options: Options) -> Self {
        let state = State {
            accounts: Accounts::start(options.customers),
            windows: Windows::new(options.window),
            journal: Journal::default(),
            faults: Queue::default(),
            down: None,
        };
        Self {
            api_key,
            control_token,
            reseller: start_values::own(),
            options,
            clock: Clock::default(),
            started: Instant::now(),
            disturbed: AtomicBool::new(false),
            state: Mutex::new(state),
        }
    }

    /// The state, also after a panic elsewhere: no change of it is made in more than one step.
    pub(crate) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn is_disturbed(&self) -> bool {
        self.disturbed.load(Ordering::Acquire)
    }

    /// Takes note of the faults that are there now.
    pub(crate) fn notice(&self, state: &State) {
        let disturbed = state.down.is_some() || !state.faults.is_empty();
        self.disturbed.store(disturbed, Ordering::Release);
    }

    /// Back to the start: accounts, windows and journal, the faults and the clock.
    pub(crate) fn reset(&self) {
        let accounts = Accounts::start(self.options.customers);
        let mut state = self.lock();
        state.accounts = accounts;
        state.windows = Windows::new(self.options.window);
        state.journal = Journal::default();
        state.faults.reset();
        state.down = None;
        self.clock.shift(0);
        self.notice(&state);
    }

    pub(crate) fn accepts(&self, api_key: &str) -> bool {
        self.options.permissive || api_key == self.api_key
    }
}
