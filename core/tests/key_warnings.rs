//! The warning of a key that may be none. In a process of its own: an event that another thread registers
//! while this test sets its subscriber may stay disabled.

#![allow(clippy::unwrap_used, reason = "a test stops at anything unexpected")]

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use sendgrid_accounts::{ApiKey, Client, ClientBuilder, Reseller};

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The events of building a client.
fn events(builder: ClientBuilder) -> String {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt().with_writer(move || writer.clone()).finish();
    tracing::subscriber::with_default(subscriber, || builder.build().unwrap());
    let bytes = log.0.lock().unwrap().clone();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn a_key_of_an_unknown_form_is_a_warning() {
    let builder = || Client::builder().base_url("http://127.0.0.1:9");
    for doubtful in [
        builder().api_key("canary"),
        builder().api_key("sg.canary"),
        builder()
            .api_key("SG.key")
            .reseller(Reseller::with_api_key(ApiKey::new("canary").unwrap())),
        builder().reseller(Reseller::new("apikey", "canary")),
    ] {
        let events = events(doubtful);
        assert_eq!(events.matches("WARN").count(), 1, "{events}");
        assert!(events.contains("the API key does not begin with \"SG.\""), "{events}");
        assert!(!events.contains("canary"), "{events}");
    }
    for usual in [
        builder().api_key("SG.key"),
        builder().reseller(Reseller::new("parent", "canary")),
        builder().reseller(Reseller::new("apikey", "SG.key")),
    ] {
        assert_eq!(events(usual), "");
    }
}
