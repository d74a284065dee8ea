//! TLS configuration. It never uses the process-wide crypto provider, which belongs to the host.

use std::path::Path;
use std::sync::Arc;

use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::Verifier;

use crate::error::{Error, Result};

/// The certificate authorities that a client trusts.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Trust<'a> {
    /// None, for a client of `http` URLs only: it works on a machine without a CA store.
    None,
    /// The CA store of the operating system.
    System,
    /// The certificates of a PEM file only.
    Bundle(&'a Path),
}

pub(crate) fn client_config(trust: Trust<'_>) -> Result<ClientConfig> {
    let provider = Arc::new(ring::default_provider());
    let builder = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .map_err(|error| Error::config("TLS cannot be set up").with_source(error))?;
    let mut config = match trust {
        Trust::None => builder.with_root_certificates(RootCertStore::empty()),
        Trust::Bundle(path) => builder.with_root_certificates(read_bundle(path)?),
        Trust::System => {
            builder.dangerous().with_custom_certificate_verifier(system_verifier(provider)?)
        }
    }
    .with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}

/// Verifies by the operating system; on Linux by webpki with the system's CA files. rustls calls
/// every verifier but its own `dangerous`.
fn system_verifier(provider: Arc<CryptoProvider>) -> Result<Arc<Verifier>> {
    #[cfg(all(unix, not(target_os = "android"), not(target_vendor = "apple")))]
    let verifier = Verifier::new_with_extra_roots(roots_missed_by_rustls(), provider);
    #[cfg(not(all(unix, not(target_os = "android"), not(target_vendor = "apple"))))]
    let verifier = Verifier::new(provider);
    verifier.map(Arc::new).map_err(|error| {
        Error::config(
            "this machine has no usable CA store: install its ca-certificates package or set a \
             CA bundle",
        )
        .with_source(error)
    })
}

/// The certificates that `rustls-native-certs` misses because of `SSL_CERT_FILE`: all of the system if
/// the variable is empty, which it takes for a path, and the first of a file with a byte order mark.
#[cfg(all(unix, not(target_os = "android"), not(target_vendor = "apple")))]
fn roots_missed_by_rustls() -> Vec<CertificateDer<'static>> {
    let variable = |name| std::env::var_os(name).map(|value| value.to_string_lossy().into_owned());
    let is_blank = |value: &String| value.trim().is_empty();
    let certificates = match variable("SSL_CERT_FILE") {
        Some(file)
            if is_blank(&file) && variable("SSL_CERT_DIR").is_none_or(|it| is_blank(&it)) =>
        {
            system_certificates()
        }
        Some(file) => read_marked(Path::new(&file)),
        None => Vec::new(),
    };
    certificates.into_iter().filter(|it| RootCertStore::empty().add(it.clone()).is_ok()).collect()
}

/// The certificates in the usual files and folders of the system.
#[cfg(all(unix, not(target_os = "android"), not(target_vendor = "apple")))]
fn system_certificates() -> Vec<CertificateDer<'static>> {
    let places = openssl_probe::probe();
    let load = rustls_native_certs::load_certs_from_paths;
    let file = load(places.cert_file.as_deref(), None);
    let folders = places.cert_dir.iter().map(|folder| load(None, Some(folder)));
    folders.chain([file]).flat_map(|found| found.certs).collect()
}

/// The certificates of a PEM file that begins with a byte order mark; none of another file.
#[cfg(all(unix, not(target_os = "android"), not(target_vendor = "apple")))]
fn read_marked(path: &Path) -> Vec<CertificateDer<'static>> {
    let bytes = std::fs::read(path).unwrap_or_default();
    let Some(pem) = bytes.strip_prefix(BYTE_ORDER_MARK) else { return Vec::new() };
    CertificateDer::pem_slice_iter(pem).filter_map(std::result::Result::ok).collect()
}

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

fn read_bundle(path: &Path) -> Result<RootCertStore> {
    let unreadable = || Error::config(format!("the CA bundle {} cannot be read", path.display()));
    let bytes = std::fs::read(path).map_err(|error| unreadable().with_source(error))?;
    let pem = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&bytes);
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(pem) {
        // Skips old certificates that webpki does not accept.
        let _ = roots.add(certificate.map_err(|error| unreadable().with_source(error))?);
    }
    if roots.is_empty() {
        let message = format!("the CA bundle {} holds no usable certificate", path.display());
        return Err(Error::config(message));
    }
    Ok(roots)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn early_data_is_disabled() {
        // An attacker can replay early data, and so a change.
        let config = client_config(Trust::None).unwrap();
        assert!(!config.enable_early_data);
    }
}
