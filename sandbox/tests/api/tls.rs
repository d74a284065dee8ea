//! HTTPS with the certificate that the server makes.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use sendgrid_accounts_sandbox::{Fault, Options, Sandbox, StartError};
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

#[cfg(feature = "cli")]
use crate::binary::Program;
use crate::raw_http::{self, Call, call};

fn start(more: Options) -> Sandbox {
    Sandbox::start(Options { tls: true, ..more }).unwrap()
}

/// The bytes of a response, or the error of the connection.
fn send(url: &str, ca_file: &Path, name: &str, call: &Call) -> Result<String, String> {
    let address = url.strip_prefix("https://").unwrap();
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_file(ca_file).unwrap()).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from(name.to_owned()).unwrap();
    let session = ClientConnection::new(Arc::new(config), name).unwrap();
    let tcp = TcpStream::connect(address).unwrap();
    tcp.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    let mut stream = StreamOwned::new(session, tcp);
    let request = call.clone().header("Connection", "close").bytes(address);
    let mut response = Vec::new();
    stream.write_all(&request).map_err(|error| error.to_string())?;
    stream.read_to_end(&mut response).map_err(|error| error.to_string())?;
    Ok(String::from_utf8_lossy(&response).into_owned())
}

fn send_to(sandbox: &Sandbox, call: &Call) -> Result<String, String> {
    send(sandbox.url(), sandbox.ca_file().unwrap(), "127.0.0.1", call)
}

#[test]
fn serves_https_with_its_own_authority() {
    let sandbox =
        start(Options { allowed_hosts: vec!["sandbox.test".into()], ..raw_http::options() });
    assert!(sandbox.url().starts_with("https://127.0.0.1:"));
    let ca_file = sandbox.ca_file().unwrap().to_owned();
    let pem = std::fs::read_to_string(&ca_file).unwrap();
    assert_eq!(pem.matches("BEGIN CERTIFICATE").count(), 1);
    assert!(!pem.contains("PRIVATE"));
    let read = call(&sandbox, "GET", "/v3/user/email");
    for name in ["127.0.0.1", "localhost", "::1", "sandbox.test"] {
        let response = send(sandbox.url(), &ca_file, name, &read).unwrap();
        assert!(response.starts_with("HTTP/1.1 200 OK\r\n"), "{name}: {response}");
        assert!(response.contains("test@example.com"));
    }
    let error = send(sandbox.url(), &ca_file, "example.com", &read).unwrap_err();
    assert!(error.contains("invalid peer certificate"), "{error}");
    let other = start(raw_http::options());
    let error = send(sandbox.url(), other.ca_file().unwrap(), "localhost", &read).unwrap_err();
    assert!(error.contains("invalid peer certificate"), "{error}");
    let origin = read.header("Origin", sandbox.url());
    assert!(send_to(&sandbox, &origin).unwrap().starts_with("HTTP/1.1 200"));
    drop(sandbox);
    assert!(!ca_file.exists(), "a temporary file");
}

#[test]
fn keeps_a_named_file() {
    let path = std::env::temp_dir().join(format!("sandbox-ca-{}.pem", std::process::id()));
    let sandbox = start(Options { ca_file: Some(path.clone()), ..raw_http::options() });
    assert_eq!(sandbox.ca_file(), Some(path.as_path()));
    drop(sandbox);
    assert!(path.exists());
    std::fs::remove_file(path).unwrap();
    let nowhere = Some("/nowhere/ca.pem".into());
    let options = Options { tls: true, ca_file: nowhere.clone(), ..raw_http::options() };
    let error = Sandbox::start(options).unwrap_err();
    assert!(matches!(error, StartError::Tls(_)));
    assert!(error.to_string().contains("/nowhere/ca.pem"), "{error}");
    let error = Sandbox::start(Options { ca_file: nowhere, ..raw_http::options() }).unwrap_err();
    assert!(error.to_string().contains("ca_file requires tls"), "{error}");
    assert_eq!(raw_http::sandbox().ca_file(), None);
}

#[test]
fn injects_faults_into_encrypted_connections() {
    let sandbox = start(raw_http::options());
    let read = call(&sandbox, "GET", "/v3/user/email");
    sandbox.fault("user.get_email", Fault::status(503)).unwrap();
    assert!(send_to(&sandbox, &read).unwrap().starts_with("HTTP/1.1 503"));
    sandbox.fault("user.get_email", Fault::reset().after_bytes(20)).unwrap();
    assert!(send_to(&sandbox, &read).is_err());
    sandbox.fault("user.get_email", Fault::close().after_bytes(12)).unwrap();
    assert_eq!(send_to(&sandbox, &read).unwrap(), "HTTP/1.1 200");
    sandbox.fault("connection.accept", Fault::reset()).unwrap();
    assert!(send_to(&sandbox, &read).is_err());
    sandbox.fault("connection.first_bytes", Fault::close()).unwrap();
    let control = raw_http::control(&sandbox, "GET", "/__sandbox/state");
    assert!(send_to(&sandbox, &control).unwrap().starts_with("HTTP/1.1 200"), "spared");
    assert_eq!(send_to(&sandbox, &read).unwrap(), "");
    assert!(send_to(&sandbox, &read).unwrap().starts_with("HTTP/1.1 200"));
    assert_eq!(sandbox.faults().consumed.len(), 5);
}

#[test]
fn refuses_a_connection_beyond_the_limit_in_tls() {
    let sandbox = start(Options { max_connections: 1, ..raw_http::options() });
    let address = sandbox.url().strip_prefix("https://").unwrap();
    let _held = TcpStream::connect(address).unwrap();
    let response = send_to(&sandbox, &call(&sandbox, "GET", "/v3/user/email")).unwrap();
    assert!(response.starts_with("HTTP/1.1 503"), "{response}");
}

#[test]
fn ends_a_connection_without_a_handshake() {
    let sandbox =
        start(Options { request_timeout: Duration::from_millis(200), ..raw_http::options() });
    let address = sandbox.url().strip_prefix("https://").unwrap();
    let mut idle = TcpStream::connect(address).unwrap();
    idle.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    assert_eq!(idle.read(&mut [0]).unwrap(), 0);
    let mut plain = TcpStream::connect(address).unwrap();
    plain.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    let _ = plain.read_to_end(&mut answer);
    assert!(!answer.starts_with(b"HTTP"), "{answer:?}");
}

#[test]
#[cfg(feature = "cli")]
fn the_program_names_the_file() {
    let program = Program::start(&["--tls"]);
    let ca_file = program.field("ca_file").to_owned();
    let read = Call::new("GET", "/v3/user/email").key(program.field("api_key"));
    let response = send(program.field("url"), Path::new(&ca_file), "localhost", &read).unwrap();
    assert!(response.starts_with("HTTP/1.1 200"));
    assert_eq!(program.end("-TERM"), (Some(0), String::new()));
    assert!(!Path::new(&ca_file).exists());
}
