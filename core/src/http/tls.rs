//! Which servers are trusted. The provider is named, never the process-wide default: a library
//! that installs or expects one breaks its host.

use std::path::Path;
use std::sync::Arc;

use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::Verifier;

use crate::error::{Error, Result};

/// Where trust comes from.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Trust<'a> {
    /// No TLS will be spoken, so that a machine without CA store is no obstacle.
    Nobody,
    /// The machine's own CA store.
    Machine,
    /// The certificates of a PEM file, and no others.
    Bundle(&'a Path),
}

pub(crate) fn client_config(trust: Trust<'_>) -> Result<ClientConfig> {
    let provider = Arc::new(ring::default_provider());
    let builder = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .map_err(|error| Error::config("TLS cannot be set up").with_source(error))?;
    let mut config = match trust {
        Trust::Nobody => builder.with_root_certificates(RootCertStore::empty()),
        Trust::Bundle(path) => builder.with_root_certificates(read_bundle(path)?),
        Trust::Machine => builder.dangerous().with_custom_certificate_verifier(machine(provider)?),
    }
    .with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}

/// The `dangerous` above is rustls' word for any verifier but its own; this one asks the operating
/// system, and on Linux reads its CA files and verifies by webpki.
fn machine(provider: Arc<CryptoProvider>) -> Result<Arc<Verifier>> {
    Verifier::new(provider).map(Arc::new).map_err(|error| {
        Error::config(
            "this machine has no usable CA store: install its ca-certificates package or give a \
             CA bundle",
        )
        .with_source(error)
    })
}

fn read_bundle(path: &Path) -> Result<RootCertStore> {
    let unreadable = |error: rustls::pki_types::pem::Error| {
        Error::config(format!("the CA bundle {} cannot be read", path.display())).with_source(error)
    };
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(path).map_err(unreadable)? {
        // A bundle may hold old certificates that webpki does not accept; the others still count.
        let _ = roots.add(certificate.map_err(unreadable)?);
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
    fn early_data_is_never_sent() {
        // Whoever records it can play it again, and a change with it.
        let config = client_config(Trust::Nobody).unwrap();
        assert!(!config.enable_early_data);
    }
}
