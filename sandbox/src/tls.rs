//! HTTPS with a certificate that is made at the start, by a certificate authority of its own.

use std::error::Error;
use std::fmt;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use std::{env, fs, io};

use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa,
    Issuer, KeyPair, KeyUsagePurpose,
};
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

use crate::options::Options;
use crate::secret;
use crate::stream::Stream;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// The validity of the certificates in days, which is less than the longest that browsers accept.
const VALID_DAYS: u32 = 365;

/// The names that a certificate always has.
const LOCAL_NAMES: [&str; 3] = ["localhost", "127.0.0.1", "::1"];

/// Accepts connections with TLS.
#[derive(Clone)]
pub(crate) struct Acceptor(TlsAcceptor);

/// The certificate of the authority, in a file.
#[derive(Debug)]
pub(crate) struct CaFile {
    path: PathBuf,
    is_temporary: bool,
}

impl Acceptor {
    /// Makes a certificate and writes that of its authority into a file. The keys stay in memory, and
    /// that of the authority is dropped: nothing else can be signed with it.
    pub(crate) fn new(options: &Options) -> Result<(Self, CaFile), Box<dyn Error + Send + Sync>> {
        let authority_key = KeyPair::generate()?;
        let authority = authority()?;
        let authority_pem = authority.self_signed(&authority_key)?.pem();
        let key = KeyPair::generate()?;
        let certificate =
            server(options)?.signed_by(&key, &Issuer::new(authority, authority_key))?;
        let certificate = CertificateDer::from(certificate.der().to_vec());
        let key = PrivateKeyDer::try_from(key.serialize_der())?;
        // The process may have no default provider, or another one.
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(vec![certificate], key)?;
        let file = CaFile::create(options.ca_file.as_deref(), &authority_pem)?;
        Ok((Self(TlsAcceptor::from(Arc::new(config))), file))
    }

    pub(crate) async fn accept(&self, stream: TcpStream) -> io::Result<Stream> {
        Ok(Stream::Tls(Box::new(self.0.accept(stream).await?)))
    }
}

fn authority() -> Result<CertificateParams, rcgen::Error> {
    let mut authority = valid_now(CertificateParams::new([])?, "sendgrid-accounts sandbox CA");
    authority.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    authority.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    Ok(authority)
}

fn server(options: &Options) -> Result<CertificateParams, rcgen::Error> {
    let host = (!options.host.is_unspecified()).then(|| options.host.to_string());
    let allowed = options.allowed_hosts.iter().map(|host| without_brackets(host).to_owned());
    let mut names: Vec<String> =
        LOCAL_NAMES.map(str::to_owned).into_iter().chain(host).chain(allowed).collect();
    names.sort();
    names.dedup();
    let mut server = valid_now(CertificateParams::new(names)?, "sendgrid-accounts sandbox");
    server.use_authority_key_identifier_extension = true;
    server.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    server.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    Ok(server)
}

/// An IPv6 address without the brackets that it has in `Host`.
fn without_brackets(host: &str) -> &str {
    let address = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    address.filter(|it| it.parse::<IpAddr>().is_ok()).unwrap_or(host)
}

/// Valid from yesterday, because clocks differ.
fn valid_now(mut certificate: CertificateParams, name: &str) -> CertificateParams {
    let now = SystemTime::now();
    certificate.not_before = (now - DAY).into();
    certificate.not_after = (now + DAY * VALID_DAYS).into();
    let mut subject = DistinguishedName::new();
    subject.push(DnType::CommonName, name);
    certificate.distinguished_name = subject;
    certificate
}

impl CaFile {
    fn create(path: Option<&Path>, pem: &str) -> Result<Self, Box<dyn Error + Send + Sync>> {
        let file = if let Some(path) = path {
            Self { path: path.to_owned(), is_temporary: false }
        } else {
            // A random name: in a shared folder another user could have created a fixed one.
            let name = format!("sendgrid-accounts-sandbox-{}.pem", secret::token()?);
            Self { path: env::temp_dir().join(name), is_temporary: true }
        };
        let written = fs::write(&file.path, pem);
        written.map_err(|error| format!("{}: {error}", file.path.display()))?;
        Ok(file)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for CaFile {
    fn drop(&mut self) {
        if self.is_temporary {
            let _ = fs::remove_file(&self.path);
        }
    }
}

impl fmt::Debug for Acceptor {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Acceptor").finish_non_exhaustive()
    }
}
