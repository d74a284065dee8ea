//! The state of the server: immutable settings, and mutable state behind one mutex.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use axum::http::StatusCode;

use crate::account::Account;
use crate::accounts::{Accounts, Start};
use crate::clock::Clock;
use crate::faults::Queue;
use crate::fixtures;
use crate::journal::Journal;
use crate::options::Options;
use crate::rate_limit::RateLimiters;
use crate::seed::SeedError;
use crate::tls::Acceptor;

/// The secrets of a new server.
pub(crate) struct Secrets {
    pub(crate) api_key: String,
    pub(crate) control_token: String,
    pub(crate) reseller_password: String,
}

#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) api_key: String,
    pub(crate) control_token: String,
    /// The parent account at the start. Its username and password authenticate in the customers
    /// API.
    pub(crate) reseller: Account,
    pub(crate) options: Options,
    /// Encrypts all connections, if there is one.
    pub(crate) acceptor: Option<Acceptor>,
    pub(crate) clock: Clock,
    pub(crate) started: Instant,
    /// Whether a fault is pending or the server is down. Requests read this flag first, so that
    /// they need no lock when fault injection is not in use.
    has_faults: AtomicBool,
    state: Mutex<State>,
}

#[derive(Debug)]
pub(crate) struct State {
    pub(crate) accounts: Accounts,
    pub(crate) rate_limits: RateLimiters,
    pub(crate) journal: Journal,
    pub(crate) faults: Queue,
    /// The status of every response while the server simulates an outage.
    pub(crate) down: Option<StatusCode>,
}

impl Shared {
    /// Fails if the seed of the options is refused.
    pub(crate) fn new(
        secrets: Secrets,
        acceptor: Option<Acceptor>,
        options: Options,
    ) -> Result<Self, SeedError> {
        let Secrets { api_key, control_token, reseller_password } = secrets;
        let accounts = start(&api_key, &reseller_password, &options)?;
        let parent = accounts.get(accounts.parent()).cloned();
        let reseller = parent.unwrap_or_else(|| fixtures::parent(reseller_password));
        let state = State {
            accounts,
            rate_limits: RateLimiters::new(options.window),
            journal: Journal::new(options.journal_bytes),
            faults: Queue::default(),
            down: None,
        };
        Ok(Self {
            api_key,
            control_token,
            reseller,
            options,
            acceptor,
            clock: Clock::default(),
            started: Instant::now(),
            has_faults: AtomicBool::new(false),
            state: Mutex::new(state),
        })
    }

    /// Locks the state. A poisoned lock is usable: every change is a single step, so a panic cannot
    /// leave the state half changed.
    pub(crate) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn has_faults(&self) -> bool {
        self.has_faults.load(Ordering::Acquire)
    }

    /// Updates the flag of [`Self::has_faults`] after a change of the faults or of the outage.
    pub(crate) fn update_fault_flag(&self, state: &State) {
        let has_faults = state.down.is_some() || !state.faults.is_empty();
        self.has_faults.store(has_faults, Ordering::Release);
    }

    /// Restores the start state: accounts, API keys, rate windows and clock. Clears the journal and all
    /// faults.
    pub(crate) fn reset(&self) {
        let accounts = start(&self.api_key, &self.reseller.password, &self.options);
        let mut state = self.lock();
        // The same options were accepted at the start.
        if let Ok(accounts) = accounts {
            state.accounts = accounts;
        }
        state.rate_limits = RateLimiters::new(self.options.window);
        state.journal = Journal::new(self.options.journal_bytes);
        state.faults.reset();
        state.down = None;
        self.clock.shift(0);
        self.update_fault_flag(&state);
    }
}

/// The accounts at the start.
fn start(api_key: &str, password: &str, options: &Options) -> Result<Accounts, SeedError> {
    let mut accounts = Accounts::start(&Start {
        password,
        api_key,
        customers: options.customers,
        subusers: options.subusers,
        without_examples: options.seed.as_ref().is_some_and(|seed| !seed.0.examples),
    });
    if let Some(seed) = &options.seed {
        accounts.add_seed(seed)?;
    }
    Ok(accounts)
}
