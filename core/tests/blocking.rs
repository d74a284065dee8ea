//! The blocking client has everything that the async one has.

#![cfg(feature = "blocking")]
#![allow(clippy::unwrap_used, reason = "a test stops at anything unexpected")]

use std::collections::BTreeSet;
use std::net::TcpListener;
use std::path::Path;

use sendgrid_accounts::{CallOptions, ErrorKind, OnBehalfOf, Verdict, blocking};
use sendgrid_accounts_sandbox::{Options, Sandbox};

fn start() -> (Sandbox, blocking::Client) {
    let sandbox = Sandbox::start(Options::default()).unwrap();
    let builder: blocking::ClientBuilder = blocking::Client::builder();
    let client = builder.api_key(sandbox.api_key()).base_url(sandbox.url()).max_retries(0);
    (sandbox, client.build().unwrap())
}

#[test]
fn a_builder_builds_a_blocking_client() {
    let (sandbox, client) = start();
    assert_eq!(client.base_url(), format!("{}/", sandbox.url()));
    assert_eq!(client.acts_for(), None);
    assert_eq!(client.user().get_credits().unwrap().remain, Some(200));
    let refused = blocking::Client::builder().build().unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::Config);
    let account = OnBehalfOf::Account("7".into());
    let view = blocking::Client::builder().api_key("SG.key").on_behalf_of(account).build();
    assert_eq!(view.unwrap().acts_for(), Some("account-id 7"));
}

#[test]
fn options_and_rate_limits_are_those_of_the_async_client() {
    let (_sandbox, client) = start();
    assert_eq!(client.rate_limits(), []);
    client
        .on_behalf_of(&OnBehalfOf::Subuser("test_subuser".into()))
        .unwrap()
        .user()
        .get_email()
        .unwrap();
    let limits = client.rate_limits();
    let known: Vec<_> =
        limits.iter().map(|it| (it.operation.as_ref(), it.on_behalf_of.as_deref())).collect();
    assert_eq!(known, [("user.get_email", Some("test_subuser"))]);
    let small = CallOptions { max_response_bytes: Some(1), ..CallOptions::default() };
    let error = client.with_options(&small).unwrap().user().get_email().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Response);
    let wrong = CallOptions { max_retries: Some(101), ..CallOptions::default() };
    assert_eq!(client.with_options(&wrong).unwrap_err().field(), Some("max_retries"));
}

#[test]
fn a_change_without_a_response_is_reconciled() {
    let (_sandbox, client) = start();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let lossy = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        std::io::Read::read(&mut stream, &mut [0; 4096]).unwrap()
    });
    let other = blocking::Client::builder().api_key("SG.key").base_url(url).max_retries(0);
    let error = other.build().unwrap().user().update_email("test@example.com").unwrap_err();
    assert!(lossy.join().unwrap() > 0);
    assert_eq!(error.kind(), ErrorKind::OutcomeUnknown);
    assert_eq!(client.reconcile(&error).unwrap().verdict, Verdict::Applied);
    let change = error.change().unwrap();
    assert_eq!(client.reconcile_change(change).unwrap().verdict, Verdict::Applied);
    let refused = blocking::Client::builder().build().unwrap_err();
    assert_eq!(client.reconcile(&refused).unwrap().verdict, Verdict::Inconclusive);
}

/// The public functions of all blocks of a type.
fn functions(block: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for file in sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        let text = std::fs::read_to_string(file).unwrap();
        for part in text.split(&format!("\n{block}")).skip(1) {
            let body = part.split("\n}\n").next().unwrap_or_default();
            let hidden = |before: &str| before.trim_end().ends_with("#[doc(hidden)]");
            let public = ["    pub fn ", "    pub async fn "];
            for (at, start) in public.iter().flat_map(|start| body.match_indices(start)) {
                let name = body.split_at(at + start.len()).1.split(['(', '<']).next().unwrap();
                let is_hidden = hidden(body.split_at(at).0);
                names.extend((!is_hidden).then(|| name.to_owned()));
            }
        }
    }
    names
}

fn sources(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect()
}

#[test]
fn every_function_of_the_async_client_is_one_of_the_blocking_client() {
    let (all, own) = (functions("impl Client {"), "impl crate::client::blocking::Client {");
    let blocking = &functions(own) | &blocking_functions();
    assert!(all.len() > 11 && all.contains("reconcile") && all.contains("user"), "{all:?}");
    assert_eq!(all, blocking);
}

/// Those of the file that declares the type, which has the same name.
fn blocking_functions() -> BTreeSet<String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/client/blocking.rs");
    let text = std::fs::read_to_string(file).unwrap();
    let names = text.split("\n    pub fn ").skip(1);
    names.map(|rest| rest.split(['(', '<']).next().unwrap().to_owned()).collect()
}
