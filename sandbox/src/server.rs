//! Starts and stops the server, which runs on its own thread and event loop.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};
use std::path::Path;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;
use std::{fmt, io};

use axum::Router;
use tokio::net::TcpStream;
use tokio::sync::{Semaphore, oneshot};

use crate::connection;
use crate::error::StartError;
use crate::journal::JournalEntry;
use crate::options::Options;
use crate::refusal;
use crate::routes::router;
use crate::secret;
use crate::state::{Secrets, Shared};
use crate::tls::{Acceptor, CaFile};

/// The delay after a failed `accept`, for example when no file descriptors are left.
const ACCEPT_RETRY_DELAY: Duration = Duration::from_millis(50);

/// The number of connections beyond the limit that get a response at the same time; further ones are
/// closed without one.
const MAX_REFUSALS: usize = 64;

/// A running server. Dropping the value stops it.
pub struct Sandbox {
    url: String,
    pub(crate) shared: Arc<Shared>,
    ca_file: Option<CaFile>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Sandbox {
    /// Starts a server and returns when it is listening.
    ///
    /// The server runs on its own thread, so this function can be called inside or outside an
    /// asynchronous runtime.
    ///
    /// # Errors
    /// Fails if the options are invalid, the seed has a username or a key twice, the address cannot be
    /// bound, the certificate of the authority cannot be written, or the system provides no random
    /// bytes or no thread.
    pub fn start(options: Options) -> Result<Self, StartError> {
        options.check()?;
        let secrets = secrets(&options).map_err(StartError::Random)?;
        let tls = options.tls.then(|| Acceptor::new(&options)).transpose();
        let (acceptor, ca_file) = tls.map_err(StartError::Tls)?.unzip();
        let address = SocketAddr::new(options.host, options.port);
        let shared = Shared::new(secrets, acceptor, options).map_err(StartError::Seed)?;
        let shared = Arc::new(shared);
        let (listener, address) = bind(address)?;
        let (stop, stop_receiver) = oneshot::channel();
        let thread = serve(listener, Arc::clone(&shared), stop_receiver)?;
        let url = url(&shared.options, address);
        Ok(Self { url, shared, ca_file, stop: Some(stop), thread: Some(thread) })
    }

    /// The base URL, for example `http://127.0.0.1:41234`. For a host that stands for all addresses it has
    /// the loopback address.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// A full access key of the parent account.
    pub fn api_key(&self) -> &str {
        &self.shared.api_key
    }

    /// The username of the reseller in the customers API at the start; a rename does not change it.
    pub fn reseller_username(&self) -> &str {
        &self.shared.reseller.username
    }

    /// The password of the reseller in the customers API at the start: that of the options, or a
    /// random one.
    pub fn reseller_password(&self) -> &str {
        &self.shared.reseller.password
    }

    /// The value that the control API requires in the header `X-Sandbox-Token`.
    pub fn control_token(&self) -> &str {
        &self.shared.control_token
    }

    /// The URL of the console for a browser, with the control token in its fragment, which a browser does
    /// not send.
    pub fn console_url(&self) -> String {
        format!("{}/#token={}", self.url, self.shared.control_token)
    }

    /// The file with the certificate of the authority in PEM, if the server serves HTTPS.
    pub fn ca_file(&self) -> Option<&Path> {
        self.ca_file.as_ref().map(CaFile::path)
    }

    /// The journal entries of the API requests, oldest first. The oldest ones may be
    /// [dropped](Self::journal_dropped).
    pub fn journal(&self) -> Vec<JournalEntry> {
        let excerpt = self.shared.lock().journal.since(0);
        excerpt.entries()
    }

    /// The number of entries that the journal has dropped since the start or the last reset, because
    /// it reached its [maximum size](Options::journal_bytes).
    pub fn journal_dropped(&self) -> u64 {
        self.shared.lock().journal.dropped()
    }

    /// Restores the start state: accounts, API keys, rate windows and clock. Clears the journal and all
    /// faults.
    pub fn reset(&self) {
        self.shared.reset();
    }

    /// Stops the server and drops all open connections, including those with a pending request.
    pub fn stop(self) {
        drop(self);
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        // Dropping the sender stops the server.
        self.stop.take();
        if let Some(thread) = self.thread.take() {
            // A panic of the server thread must not cause a second one in `drop`.
            let _ = thread.join();
        }
    }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Sandbox").field("url", &self.url).finish_non_exhaustive()
    }
}

fn secrets(options: &Options) -> io::Result<Secrets> {
    Ok(Secrets {
        api_key: options.api_key.clone().map_or_else(secret::api_key, Ok)?,
        control_token: secret::token()?,
        reseller_password: match &options.reseller_password {
            Some(password) => password.clone(),
            None => secret::password()?,
        },
    })
}

fn url(options: &Options, address: SocketAddr) -> String {
    let scheme = options.scheme();
    let host = match address.ip() {
        IpAddr::V4(host) if host.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(host) if host.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        host => host,
    };
    format!("{scheme}://{}", SocketAddr::new(host, address.port()))
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

/// Serves on a new thread until `stop` resolves. Returns the error if the thread cannot start.
fn serve(
    listener: TcpListener,
    shared: Arc<Shared>,
    stop: oneshot::Receiver<()>,
) -> Result<JoinHandle<()>, StartError> {
    let (ready_sender, ready) = std::sync::mpsc::channel();
    let run = move || {
        // The runtime is created and dropped on this thread: tokio panics when a runtime is dropped
        // inside another one.
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let prepared = runtime.and_then(|runtime| {
            let guard = runtime.enter();
            let listener = tokio::net::TcpListener::from_std(listener)?;
            drop(guard);
            Ok((runtime, listener))
        });
        match prepared {
            Ok((runtime, listener)) => {
                let _ = ready_sender.send(Ok(()));
                runtime.spawn(accept(listener, router(Arc::clone(&shared)), shared));
                let _ = runtime.block_on(stop);
            }
            Err(error) => {
                let _ = ready_sender.send(Err(error));
            }
        }
    };
    let thread = thread::Builder::new().name("sga-sandbox".to_owned()).spawn(run);
    let thread = thread.map_err(StartError::Thread)?;
    match ready.recv() {
        Ok(Ok(())) => Ok(thread),
        Ok(Err(error)) => Err(StartError::Thread(error)),
        Err(_) => Err(StartError::Thread(io::Error::other("the server thread ended at once"))),
    }
}

async fn accept(listener: tokio::net::TcpListener, router: Router, shared: Arc<Shared>) {
    let slots = Arc::new(Semaphore::new(shared.options.max_connections));
    let refusal_slots = Arc::new(Semaphore::new(MAX_REFUSALS));
    let mut number = 0;
    loop {
        let (stream, peer) = accept_one(&listener).await;
        // With Nagle's algorithm a response can wait for the client's delayed acknowledgement.
        let _ = stream.set_nodelay(true);
        let Ok(slot) = Arc::clone(&slots).try_acquire_owned() else {
            if let Ok(slot) = Arc::clone(&refusal_slots).try_acquire_owned() {
                let shared = Arc::clone(&shared);
                tokio::spawn(async move {
                    refusal::too_many_connections(stream, shared.acceptor.as_ref()).await;
                    drop(slot);
                });
            }
            continue;
        };
        number += 1;
        let (router, shared) = (router.clone(), Arc::clone(&shared));
        tokio::spawn(async move {
            connection::serve(stream, peer, number, router, shared).await;
            drop(slot);
        });
    }
}

async fn accept_one(listener: &tokio::net::TcpListener) -> (TcpStream, SocketAddr) {
    loop {
        match listener.accept().await {
            Ok(connection) => return connection,
            Err(_) => tokio::time::sleep(ACCEPT_RETRY_DELAY).await,
        }
    }
}
