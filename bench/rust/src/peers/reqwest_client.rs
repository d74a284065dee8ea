//! reqwest with serde, over HTTP/1.1.

use std::time::Instant;

use reqwest::header::AUTHORIZATION;
use reqwest::{Client, RequestBuilder};
use sendgrid_accounts_bench::{
    API_KEY, Arguments, DISABLE, Kind, LIST, MANAGE, PROFILE, page_offsets, pairs, run_async,
    subusers_page,
};
use serde::de::DeserializeOwned;

use crate::typed::{Confirmation, Customer, Profile, Subuser};

pub(crate) fn run(arguments: &Arguments) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let started = Instant::now();
    // It trusts the authorities of SSL_CERT_FILE.
    let client = Client::new();
    let startup = started.elapsed();
    let (kind, rows, base) = (arguments.kind, arguments.rows, arguments.base.clone());
    let (profile, manage) = (format!("{base}{PROFILE}"), format!("{base}{MANAGE}"));
    let form = pairs(&match kind {
        Kind::List => format!("{LIST}&limit={rows}"),
        Kind::Get | Kind::Disable | Kind::Iterate => DISABLE.into(),
    });
    runtime.block_on(run_async(arguments, startup, move || {
        let request = match kind {
            Kind::Get => client.get(&profile).header(AUTHORIZATION, format!("Bearer {API_KEY}")),
            Kind::Disable | Kind::List | Kind::Iterate => client.post(&manage).form(&form),
        };
        let (client, base) = (client.clone(), base.clone());
        async move {
            match kind {
                Kind::Get => assert_eq!(read::<Profile>(request).await.city, "Orange"),
                Kind::Disable => assert_eq!(read::<Confirmation>(request).await.message, "success"),
                Kind::List => assert_eq!(read::<Vec<Customer>>(request).await.len(), rows),
                Kind::Iterate => assert_eq!(iterate(&client, &base, rows).await, rows),
            }
        }
    }));
}

async fn iterate(client: &Client, base: &str, rows: usize) -> usize {
    let mut named = 0;
    for offset in page_offsets(rows) {
        let request = client.get(format!("{base}{}", subusers_page(offset)));
        let request = request.header(AUTHORIZATION, format!("Bearer {API_KEY}"));
        let page = read::<Vec<Subuser>>(request).await;
        named += page.into_iter().filter(Subuser::is_named).count();
    }
    named
}

async fn read<T: DeserializeOwned>(request: RequestBuilder) -> T {
    request.send().await.unwrap().error_for_status().unwrap().json().await.unwrap()
}
