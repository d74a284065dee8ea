//! reqwest with serde, over HTTP/1.1.

use std::time::Instant;

use reqwest::header::AUTHORIZATION;
use reqwest::{Client, Response};
use sendgrid_accounts_bench::{
    API_KEY, Arguments, DISABLE, Kind, LIST, MANAGE, PROFILE, pairs, run_async,
};

use crate::typed::{Confirmation, Customer, Profile};

pub(crate) fn run(arguments: &Arguments) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let started = Instant::now();
    // It trusts the authorities of SSL_CERT_FILE.
    let client = Client::new();
    let startup = started.elapsed();
    let (kind, rows) = (arguments.kind, arguments.rows);
    let (profile, manage) =
        (format!("{}{PROFILE}", arguments.base), format!("{}{MANAGE}", arguments.base));
    let form = pairs(&match kind {
        Kind::List => format!("{LIST}&limit={rows}"),
        Kind::Get | Kind::Disable => DISABLE.into(),
    });
    runtime.block_on(run_async(arguments, startup, move || {
        let request = match kind {
            Kind::Get => client.get(&profile).header(AUTHORIZATION, format!("Bearer {API_KEY}")),
            Kind::Disable | Kind::List => client.post(&manage).form(&form),
        };
        async move {
            let response = request.send().await.unwrap().error_for_status().unwrap();
            check(kind, rows, response).await;
        }
    }));
}

async fn check(kind: Kind, rows: usize, response: Response) {
    match kind {
        Kind::Get => assert_eq!(response.json::<Profile>().await.unwrap().city, "Orange"),
        Kind::Disable => {
            assert_eq!(response.json::<Confirmation>().await.unwrap().message, "success");
        }
        Kind::List => assert_eq!(response.json::<Vec<Customer>>().await.unwrap().len(), rows),
    }
}
