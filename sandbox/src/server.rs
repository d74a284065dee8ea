//! Starting and stopping: the server on a thread and an event loop of its own.

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;
use std::{fmt, io};

use axum::Router;
use serde_json::Value;
use tokio::net::TcpStream;
use tokio::sync::oneshot;

use crate::connection;
use crate::error::StartError;
use crate::journal::JournalEntry;
use crate::options::Options;
use crate::routes::router;
use crate::secret;
use crate::state::Shared;

/// How long to wait after the system refused a connection, for example for want of descriptors.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// A running server. It stops when this is dropped.
pub struct Sandbox {
    url: String,
    shared: Arc<Shared>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Sandbox {
    /// Starts a server and returns once it listens.
    ///
    /// It runs on a thread of its own, so that this may be called from anywhere, inside or outside
    /// an asynchronous runtime.
    ///
    /// # Errors
    /// If the options are not usable, the address cannot be listened on, or the system has no
    /// random bytes or no thread to give.
    pub fn start(options: Options) -> Result<Self, StartError> {
        if !options.host.is_loopback() {
            return Err(StartError::NotLoopback(options.host));
        }
        if options.window.seconds == 0 {
            return Err(StartError::EmptyWindow);
        }
        let api_key = secret::api_key().map_err(StartError::Random)?;
        let control_token = secret::control_token().map_err(StartError::Random)?;

        let (listener, address) = bind(SocketAddr::new(options.host, options.port))?;
        let shared = Arc::new(Shared::new(api_key, control_token, options));
        let (stop, stopped) = oneshot::channel();
        let thread = serve(listener, Arc::clone(&shared), stopped)?;
        let url = format!("http://{address}");
        Ok(Self { url, shared, stop: Some(stop), thread: Some(thread) })
    }

    /// Where it listens, for example `http://127.0.0.1:41234`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The API key that it accepts.
    pub fn api_key(&self) -> &str {
        &self.shared.api_key
    }

    /// The username that the customers API accepts, as at the start.
    pub fn reseller_username(&self) -> &str {
        &self.shared.reseller.username
    }

    /// The password that the customers API accepts, as at the start.
    pub fn reseller_password(&self) -> &str {
        &self.shared.reseller.password
    }

    /// What the control API wants in the header `X-Sandbox-Token`.
    pub fn control_token(&self) -> &str {
        &self.shared.control_token
    }

    /// Every request to the API so far, the oldest first.
    pub fn journal(&self) -> Vec<JournalEntry> {
        let excerpt = self.shared.lock().journal.since(0);
        excerpt.entries()
    }

    /// All accounts as JSON, with hashes in place of passwords.
    pub fn state(&self) -> Value {
        self.shared.lock().accounts.snapshot()
    }

    /// Back to the start: the accounts, the rate windows, the journal, the clock and no faults.
    pub fn reset(&self) {
        self.shared.reset();
    }

    /// Stops the server. Open connections are dropped, whatever they are waiting for.
    pub fn stop(self) {
        drop(self);
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        // Dropping the sender is what stops the server.
        self.stop.take();
        if let Some(thread) = self.thread.take() {
            // A panic of the server is no reason for another one here.
            let _ = thread.join();
        }
    }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Sandbox").field("url", &self.url).finish_non_exhaustive()
    }
}

fn bind(address: SocketAddr) -> Result<(TcpListener, SocketAddr), StartError> {
    let listen = || {
        let listener = TcpListener::bind(address)?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        Ok((listener, address))
    };
    listen().map_err(|source| StartError::Bind { address, source })
}

/// Serves on a new thread until `stopped` is, and reports here if that could not begin.
fn serve(
    listener: TcpListener,
    shared: Arc<Shared>,
    stopped: oneshot::Receiver<()>,
) -> Result<JoinHandle<()>, StartError> {
    let (begun, beginning) = std::sync::mpsc::channel();
    let run = move || {
        // The event loop is made and dropped here, since a runtime must not be dropped in another.
        let made = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let made = made.and_then(|runtime| {
            let guard = runtime.enter();
            let listener = tokio::net::TcpListener::from_std(listener)?;
            drop(guard);
            Ok((runtime, listener))
        });
        match made {
            Ok((runtime, listener)) => {
                let _ = begun.send(Ok(()));
                runtime.spawn(accept(listener, router(Arc::clone(&shared)), shared));
                let _ = runtime.block_on(stopped);
            }
            Err(error) => {
                let _ = begun.send(Err(error));
            }
        }
    };
    let thread = thread::Builder::new().name("sga-sandbox".to_owned()).spawn(run);
    let thread = thread.map_err(StartError::Thread)?;
    match beginning.recv() {
        Ok(Ok(())) => Ok(thread),
        Ok(Err(error)) => Err(StartError::Thread(error)),
        Err(_) => Err(StartError::Thread(io::Error::other("the server thread ended at once"))),
    }
}

async fn accept(listener: tokio::net::TcpListener, router: Router, shared: Arc<Shared>) {
    for number in 1.. {
        let (stream, peer) = accepted(&listener).await;
        // Without it an answer can wait for the client's delayed acknowledgement.
        let _ = stream.set_nodelay(true);
        let (router, shared) = (router.clone(), Arc::clone(&shared));
        tokio::spawn(connection::serve(stream, peer, number, router, shared));
    }
}

async fn accepted(listener: &tokio::net::TcpListener) -> (TcpStream, SocketAddr) {
    loop {
        match listener.accept().await {
            Ok(accepted) => return accepted,
            Err(_) => tokio::time::sleep(ACCEPT_PAUSE).await,
        }
    }
}
