//! ureq, a small blocking client, with serde.

use std::time::Instant;

use sendgrid_accounts_bench::{
    API_KEY, Arguments, DISABLE, Kind, LIST, MANAGE, PROFILE, page_offsets, pairs, run_threads,
    subusers_page,
};
use ureq::Agent;
use ureq::tls::{PemItem, RootCerts, TlsConfig, parse_pem};

use crate::typed::{Confirmation, Customer, Profile, Subuser};

const MAX_LIST_BYTES: u64 = 1 << 30;

pub(crate) fn run(arguments: &Arguments) {
    let started = Instant::now();
    let agent = agent(arguments);
    let startup = started.elapsed();
    let (profile, manage) =
        (format!("{}{PROFILE}", arguments.base), format!("{}{MANAGE}", arguments.base));
    let (disable, list) = (pairs(DISABLE), pairs(&format!("{LIST}&limit={}", arguments.rows)));
    let key = format!("Bearer {API_KEY}");
    run_threads(arguments, startup, || match arguments.kind {
        Kind::Get => {
            let mut response = agent.get(&profile).header("authorization", &key).call().unwrap();
            assert_eq!(response.body_mut().read_json::<Profile>().unwrap().city, "Orange");
        }
        Kind::Disable => {
            let mut response = agent.post(&manage).send_form(disable.clone()).unwrap();
            assert_eq!(response.body_mut().read_json::<Confirmation>().unwrap().message, "success");
        }
        Kind::List => {
            let mut response = agent.post(&manage).send_form(list.clone()).unwrap();
            let body = response.body_mut().with_config().limit(MAX_LIST_BYTES);
            assert_eq!(body.read_json::<Vec<Customer>>().unwrap().len(), arguments.rows);
        }
        Kind::Iterate => {
            let mut named = 0;
            for offset in page_offsets(arguments.rows) {
                let url = format!("{}{}", arguments.base, subusers_page(offset));
                let mut response = agent.get(&url).header("authorization", &key).call().unwrap();
                let page: Vec<Subuser> = response.body_mut().read_json().unwrap();
                named += page.into_iter().filter(Subuser::is_named).count();
            }
            assert_eq!(named, arguments.rows);
        }
    });
}

fn agent(arguments: &Arguments) -> Agent {
    let mut config = Agent::config_builder()
        .max_idle_connections(arguments.at_once.max(64))
        .max_idle_connections_per_host(arguments.at_once.max(64));
    if arguments.tls() {
        let bundle = std::fs::read(&arguments.bundle).unwrap();
        let roots: Vec<_> = parse_pem(&bundle)
            .filter_map(|item| match item {
                Ok(PemItem::Certificate(certificate)) => Some(certificate),
                _ => None,
            })
            .collect();
        let trust = RootCerts::new_with_certs(&roots);
        config = config.tls_config(TlsConfig::builder().root_certs(trust).build());
    }
    config.build().into()
}
