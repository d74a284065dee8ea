//! The identity of a credential, without the credential.

use ring::digest::{Context, SHA256};
use url::Url;

use crate::operation::Api;

/// One credential at one API of one host.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(crate) struct CredentialKey {
    api: Api,
    host: String,
    port: Option<u16>,
    credential: Fingerprint,
}

/// Distinguishes credentials without storing them.
type Fingerprint = [u8; 8];

impl CredentialKey {
    /// `credential` has the parts of the credential; none if the client has none for this API.
    pub(crate) fn new(api: Api, server: &Url, credential: &[&str]) -> Self {
        Self {
            api,
            host: server.host_str().unwrap_or_default().to_owned(),
            port: server.port_or_known_default(),
            credential: fingerprint(credential),
        }
    }
}

fn fingerprint(credential: &[&str]) -> Fingerprint {
    let mut context = Context::new(&SHA256);
    for part in credential {
        context.update(part.as_bytes());
        // Parts contain no NUL: this separator keeps different credentials different.
        context.update(b"\0");
    }
    let mut fingerprint = Fingerprint::default();
    fingerprint.iter_mut().zip(context.finish().as_ref()).for_each(|(to, from)| *to = *from);
    fingerprint
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_is_the_start_of_a_sha_256() {
        // printf 'user\0word\0' | sha256sum
        assert_eq!(
            fingerprint(&["user", "word"]),
            [0xea, 0xcd, 0x38, 0xff, 0x05, 0x5a, 0x84, 0xef]
        );
    }
}
