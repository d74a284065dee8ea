//! How a connection is made: name lookup, TCP, proxy, TLS.

use std::error::Error as StdError;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use http::Uri;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::proxy::Tunnel;
use hyper_util::rt::TokioIo;
use rustls::ClientConfig;
use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tower_service::Service;

use crate::error::Result;
use crate::origin::Origin;
use crate::transport::failure;
use crate::transport::proxy::Proxy;
use crate::transport::quiet::Quiet;

/// What requests are written to and answers read from.
pub(super) trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}

impl<S: AsyncRead + AsyncWrite + Unpin + Send> Stream for S {}

pub(super) type BoxedStream = Box<dyn Stream>;
pub(super) type Problem = Box<dyn StdError + Send + Sync>;

/// Makes connections.
pub(super) struct Dial {
    direct: Direct,
    pub(super) proxy: Option<Proxy>,
    limit: Duration,
}

impl Dial {
    pub(super) fn new(tls: ClientConfig, proxy: Option<Proxy>, limit: Duration) -> Self {
        let mut tcp = HttpConnector::new();
        tcp.enforce_http(false);
        tcp.set_nodelay(true);
        tcp.set_connect_timeout(Some(limit));
        Self { direct: Direct { tcp, tls: Arc::new(tls) }, proxy, limit }
    }

    /// A connection to a server.
    pub(super) async fn connect(&self, origin: &Origin) -> Result<BoxedStream> {
        match timeout(self.limit, self.open(origin)).await {
            Ok(Ok(stream)) => Ok(stream),
            Ok(Err(problem)) => Err(failure::no_connection(problem)),
            Err(_) => Err(failure::timed_out_connecting()),
        }
    }

    async fn open(&self, origin: &Origin) -> Result<BoxedStream, Problem> {
        let Some(proxy) = &self.proxy else { return self.direct.open(origin).await };
        if !origin.is_tls {
            return self.direct.open(&proxy.origin).await;
        }
        let to_proxy = ToProxy { direct: self.direct.clone(), proxy: proxy.origin.clone() };
        let mut tunnel = Tunnel::new(proxy.origin.uri.clone(), to_proxy);
        if let Some(credential) = &proxy.credential {
            tunnel = tunnel.with_auth(credential.clone());
        }
        let stream = tunnel.call(origin.uri.clone()).await?;
        self.direct.speak_tls(stream.into_inner(), &origin.name).await
    }
}

/// Makes connections without a proxy.
#[derive(Clone)]
struct Direct {
    tcp: HttpConnector,
    tls: Arc<ClientConfig>,
}

impl Direct {
    async fn open(&self, origin: &Origin) -> Result<BoxedStream, Problem> {
        let stream = Quiet(self.tcp.clone().call(origin.uri.clone()).await?.into_inner());
        if origin.is_tls {
            self.speak_tls(stream, &origin.name).await
        } else {
            Ok(Box::new(stream))
        }
    }

    async fn speak_tls(
        &self,
        stream: impl Stream + 'static,
        name: &str,
    ) -> Result<BoxedStream, Problem> {
        let name = ServerName::try_from(name.to_owned())?;
        let stream = TlsConnector::from(Arc::clone(&self.tls)).connect(name, stream).await?;
        Ok(Box::new(stream))
    }
}

/// The way to a proxy, in the form that a tunnel through it wants.
struct ToProxy {
    direct: Direct,
    proxy: Origin,
}

impl Service<Uri> for ToProxy {
    type Response = TokioIo<BoxedStream>;
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Problem>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Problem>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: Uri) -> Self::Future {
        let (direct, proxy) = (self.direct.clone(), self.proxy.clone());
        Box::pin(async move { direct.open(&proxy).await.map(TokioIo::new) })
    }
}
