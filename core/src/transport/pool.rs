//! Connections that wait for their next request.
//!
//! This is our own code, where a library exists: the library's pool gives each connection to a task
//! of its own, and its hand-over between tasks costs a third of a call; it also re-sends requests by
//! itself. Here a connection lies in the pool as it is, and is looked at before it is used.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use tokio::runtime::{Handle, Id};
use tokio::task::AbortHandle;
use tokio::time::Instant;

use crate::origin::Origin;
use crate::transport::can_wait;
use crate::transport::connection::Connection;
use crate::transport::quiet::asking_the_system;

/// The idle connections of a client.
pub(super) struct Pool {
    shelf: Mutex<Shelf>,
    most_idle: usize,
    longest_idle: Duration,
}

#[derive(Default)]
struct Shelf {
    /// The one that was used last is at the end, and is used next.
    idle: Vec<Idle>,
    /// The task that closes those that nobody uses any more.
    sweeper: Option<AbortHandle>,
}

struct Idle {
    connection: Connection,
    origin: Arc<Origin>,
    /// A connection is read and written by the runtime that it was made in, and ends with it.
    runtime: Id,
    since: Instant,
}

impl Pool {
    pub(super) fn new(most_idle: usize, longest_idle: Duration) -> Self {
        Self { shelf: Mutex::default(), most_idle, longest_idle }
    }

    fn shelf(&self) -> MutexGuard<'_, Shelf> {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A connection to a server that can be used again, if there is one.
    pub(super) fn take(&self, origin: &Arc<Origin>) -> Option<Connection> {
        let runtime = Handle::current().id();
        loop {
            let mut found = self.take_last(origin, runtime)?;
            if found.since.elapsed() >= self.longest_idle {
                continue;
            }
            let mut look = || found.connection.is_alive();
            let is_alive = if can_wait() { look() } else { asking_the_system(look) };
            if is_alive {
                return Some(found.connection);
            }
        }
    }

    fn take_last(&self, origin: &Arc<Origin>, runtime: Id) -> Option<Idle> {
        let idle = &mut self.shelf().idle;
        let fits = |idle: &Idle| idle.runtime == runtime && Arc::ptr_eq(&idle.origin, origin);
        let place = idle.iter().rposition(fits)?;
        Some(idle.remove(place))
    }

    /// Keeps a connection for the next request, if it can be used for one.
    pub(super) fn put(self: &Arc<Self>, mut connection: Connection, origin: &Arc<Origin>) {
        if !connection.is_alive() {
            return;
        }
        let (runtime, since) = (Handle::current().id(), Instant::now());
        let idle = Idle { connection, origin: Arc::clone(origin), runtime, since };
        let mut locked = self.shelf();
        if locked.idle.len() >= self.most_idle {
            return;
        }
        locked.idle.push(idle);
        let is_swept = locked.sweeper.as_ref().is_some_and(|sweeper| !sweeper.is_finished());
        if !is_swept && can_wait() {
            let sweeping = tokio::spawn(sweep(Arc::downgrade(self), self.longest_idle));
            locked.sweeper = Some(sweeping.abort_handle());
        }
        let oldest = locked.idle.first().map(|oldest| oldest.since);
        drop(locked);
        if !is_swept && oldest.is_some_and(|since| since.elapsed() >= self.longest_idle) {
            self.close_old();
        }
    }

    /// Closes those that were idle for too long, and says whether any is left.
    fn close_old(&self) -> bool {
        let mut locked = self.shelf();
        let all = std::mem::take(&mut locked.idle);
        let (kept, old): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|idle| idle.since.elapsed() < self.longest_idle);
        locked.idle = kept;
        let any = !locked.idle.is_empty();
        drop(locked);
        drop(old);
        any
    }
}

impl Drop for Shelf {
    fn drop(&mut self) {
        if let Some(sweeper) = &self.sweeper {
            sweeper.abort();
        }
    }
}

/// Servers close connections that are idle, and nobody would notice before the next call.
async fn sweep(pool: Weak<Pool>, longest_idle: Duration) {
    loop {
        tokio::time::sleep(longest_idle).await;
        if !pool.upgrade().is_some_and(|pool| pool.close_old()) {
            return;
        }
    }
}
