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
    Verifier::new(provider).map(Arc::new).map_err(|error| {
        Error::config(
            "this machine has no usable CA store: install its ca-certificates package or set a \
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
        // Skips old certificates that webpki does not accept.
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
    fn early_data_is_disabled() {
        // An attacker can replay early data, and so a change.
        let config = client_config(Trust::None).unwrap();
        assert!(!config.enable_early_data);
    }
}
