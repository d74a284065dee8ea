//! Events of calls contain no secret. In a process of its own, before any other thread: an event
//! that is registered while a subscriber is set may stay disabled.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test panics on unexpected results")]

mod support;

use std::io;
use std::sync::{Arc, Mutex};

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use sendgrid_accounts::user::UpdatePassword;
use sendgrid_accounts::{Client, Dialect, Format, Reseller};
use support::sandbox_calls::{customer_lifecycle, start};
use tracing_subscriber::fmt::MakeWriter;

#[derive(Clone, Default)]
struct Capture(Arc<Mutex<Vec<u8>>>);

impl io::Write for Capture {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Capture {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

const WRONG: &str = "wrong-ä&\"'<%+ 1";
const REFUSED: &str = "refused-ä&\"'<%+ 2";
const NEW: &str = "new-ä&\"'<%+ 3";

/// All events of this library and its dependencies, at level `TRACE`.
#[tokio::test]
async fn events_contain_no_secret() {
    let capture = Capture::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_ansi(false)
        .with_writer(capture.clone())
        .finish();
    tracing::subscriber::set_global_default(subscriber).unwrap();
    let (sandbox, client) = start();
    let password = sandbox.reseller_password();
    let change = |old: &str, new: &str| UpdatePassword {
        old_password: old.into(),
        new_password: new.into(),
    };
    client.user().update_password(change(WRONG, REFUSED)).await.unwrap_err();
    client.user().update_password(change(password, NEW)).await.unwrap();
    for (dialect, format) in
        [(Dialect::Reseller, Format::Json), (Dialect::Distributor, Format::Xml)]
    {
        let reseller = Reseller::new(sandbox.reseller_username(), NEW);
        let reseller = reseller.dialect(dialect).format(format);
        let builder = Client::builder().base_url(sandbox.url()).reseller(reseller);
        customer_lifecycle(&sandbox, &builder.build().unwrap()).await;
        sandbox.reset();
        client.user().update_password(change(password, NEW)).await.unwrap();
    }

    let log = String::from_utf8(capture.0.lock().unwrap().clone()).unwrap();
    for expected in ["user.update_password", "status=400", "status=200", "outcome=\"rejected\""] {
        assert!(log.contains(expected), "{expected} is missing in {log}");
    }
    for secret in
        [WRONG, REFUSED, NEW, "first-password-1", "second-password-2", password, sandbox.api_key()]
    {
        let percent = utf8_percent_encode(secret, NON_ALPHANUMERIC).to_string();
        let base64 = STANDARD_NO_PAD.encode(secret);
        let escaped = secret.escape_debug().to_string();
        for encoding in [secret, &percent, &base64, &escaped] {
            assert!(!log.contains(encoding), "{encoding} is in {log}");
        }
    }
}
