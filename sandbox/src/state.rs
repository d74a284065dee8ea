//! What the server knows: settings that stay, and state behind the one lock of a request.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::account::Account;
use crate::accounts::Accounts;
use crate::journal::Journal;
use crate::options::Options;
use crate::start_values;
use crate::window::Windows;

#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) api_key: String,
    pub(crate) control_token: String,
    /// The parent account as at the start, whose name and password the customers API accepts.
    pub(crate) reseller: Account,
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
            accounts: Accounts::start(options.customers),
            windows: Windows::new(options.window),
            journal: Journal::default(),
        };
        let reseller = start_values::own();
        Self { api_key, control_token, reseller, options, state: Mutex::new(state) }
    }

    /// The state, also after a panic elsewhere: no change of it is made in more than one step.
    pub(crate) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Back to the start: accounts, windows and journal.
    pub(crate) fn reset(&self) {
        let accounts = Accounts::start(self.options.customers);
        let mut state = self.lock();
        state.accounts = accounts;
        state.windows.clear();
        state.journal = Journal::default();
    }

    pub(crate) fn accepts(&self, api_key: &str) -> bool {
        self.options.permissive || api_key == self.api_key
    }
}
