//! What the server knows: settings that stay, and state behind the one lock of a request.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::accounts::Accounts;
use crate::journal::Journal;
use crate::options::Options;
use crate::window::Windows;

#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) api_key: String,
    pub(crate) control_token: String,
    pub(crate) options: Options,
    state: Mutex<State>,
}

#[derive(Debug)]
pub(crate) struct State {
    pub(crate) accounts: Accounts,
    pub(crate) windows: Windows,
    pub(crate) journal: Journal,
}

impl Shared {
    pub(crate) fn new(api_key: String, control_token: String, options: Options) -> Self {
        let state = State {
            accounts: Accounts::start(),
            windows: Windows::new(options.window),
            journal: Journal::default(),
        };
        Self { api_key, control_token, options, state: Mutex::new(state) }
    }

    /// The state, also after a panic elsewhere: no change of it is made in more than one step.
    pub(crate) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn accepts(&self, api_key: &str) -> bool {
        self.options.permissive || api_key == self.api_key
    }
}

impl State {
    /// Back to the start: accounts, windows and journal.
    pub(crate) fn reset(&mut self) {
        self.accounts = Accounts::start();
        self.windows.clear();
        self.journal = Journal::default();
    }
}
