//! Data of the requests, which all contenders share.

use std::path::Path;
use std::sync::Arc;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};

/// API key in the form of a real one.
pub const API_KEY: &str = "SG.xxxxxxxxxxxxxxxxxxxxxx.yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy";
/// Username of the reseller.
pub const USERNAME: &str = "u";
/// Password of the reseller.
pub const PASSWORD: &str = "k";
/// Customer to disable.
pub const CUSTOMER: &str = "customer@example.com";
/// Path of the profile.
pub const PROFILE: &str = "/v3/user/profile";
/// Path of the customer API.
pub const MANAGE: &str = "/api/distributor.manage.json";
/// Form that disables the customer.
pub const DISABLE: &str = "api_user=u&api_key=k&method=disable&user=customer%40example.com";
/// Form that lists customers, without its `limit`.
pub const LIST: &str = "api_user=u&api_key=k&method=profile&task=get";

/// Number of subusers at the server.
pub const SUBUSERS: usize = 100_000;
/// Number of subusers in a page.
pub const PAGE_SIZE: usize = 500;

/// Path of a page of subusers.
pub fn subusers_page(offset: usize) -> String {
    format!("/v3/subusers?limit={PAGE_SIZE}&offset={offset}")
}

/// Offsets of the pages with the last `rows` subusers, and of the empty page that ends the list.
pub fn page_offsets(rows: usize) -> impl Iterator<Item = usize> {
    (SUBUSERS - rows..SUBUSERS + PAGE_SIZE).step_by(PAGE_SIZE)
}

/// Decoded fields of a form, for clients that encode them.
pub fn pairs(form: &str) -> Vec<(String, String)> {
    let decoded = |value: &str| value.replace("%40", "@");
    let fields = form.split('&').filter_map(|field| field.split_once('='));
    fields.map(|(name, value)| (name.into(), decoded(value))).collect()
}

/// Host and port of a base URL.
pub fn authority(base: &str) -> &str {
    base.split_once("://").map_or(base, |(_, rest)| rest.trim_end_matches('/'))
}

/// TLS configuration that trusts the authorities of a bundle.
pub fn trusted(bundle: &Path) -> Arc<ClientConfig> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(
        CertificateDer::pem_file_iter(bundle).unwrap().map(|certificate| certificate.unwrap()),
    );
    Arc::new(ClientConfig::builder().with_root_certificates(roots).with_no_client_auth())
}
