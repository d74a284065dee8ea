//! What is asked for: the same in all contenders.

use std::path::Path;
use std::sync::Arc;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};

/// A key in the form of a real one.
pub const API_KEY: &str = "SG.xxxxxxxxxxxxxxxxxxxxxx.yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy";
/// The username of the reseller.
pub const USERNAME: &str = "u";
/// The password of the reseller.
pub const PASSWORD: &str = "k";
/// The customer that is disabled.
pub const CUSTOMER: &str = "customer@example.com";
/// Where the profile is.
pub const PROFILE: &str = "/v3/user/profile";
/// Where customers are managed.
pub const MANAGE: &str = "/api/distributor.manage.json";
/// Disables the customer, as a form.
pub const DISABLE: &str = "api_user=u&api_key=k&method=disable&user=customer%40example.com";
/// Lists customers, as a form without its `limit`.
pub const LIST: &str = "api_user=u&api_key=k&method=profile&task=get";

/// The fields of a form, for clients that encode them.
pub fn pairs(form: &str) -> Vec<(String, String)> {
    let decoded = |text: &str| text.replace("%40", "@");
    let fields = form.split('&').filter_map(|field| field.split_once('='));
    fields.map(|(name, value)| (name.into(), decoded(value))).collect()
}

/// Host and port of a server.
pub fn authority(base: &str) -> &str {
    base.split_once("://").map_or(base, |(_, rest)| rest.trim_end_matches('/'))
}

/// A TLS setting that trusts the authorities of a bundle.
pub fn trusted(bundle: &Path) -> Arc<ClientConfig> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(
        CertificateDer::pem_file_iter(bundle).unwrap().map(|certificate| certificate.unwrap()),
    );
    Arc::new(ClientConfig::builder().with_root_certificates(roots).with_no_client_auth())
}
