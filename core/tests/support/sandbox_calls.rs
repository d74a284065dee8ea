//! Calls against a sandbox that several tests make.

use sendgrid_accounts::customers::{Customer, CustomerFilter, NewCustomer, UpdateCustomerProfile};
use sendgrid_accounts::{Client, ErrorKind, Outcome};
use sendgrid_accounts_sandbox::{Options, Sandbox};

pub(crate) fn start() -> (Sandbox, Client) {
    let sandbox = Sandbox::start(Options::default()).unwrap();
    let client =
        Client::builder().api_key(sandbox.api_key()).base_url(sandbox.url()).build().unwrap();
    (sandbox, client)
}

pub(crate) fn new_customer(username: &str) -> NewCustomer {
    NewCustomer {
        username: username.into(),
        password: "first-password-1".into(),
        email: "new@example.com".into(),
        first_name: "José".into(),
        last_name: "O'Neil & Söhne <東京>".into(),
        address: "1 + 1 = 2; 100% \"quoted\"".into(),
        city: "Zürich".into(),
        state: "ZH".into(),
        zip: "8000".into(),
        country: "CH".into(),
        phone: "+41 44".into(),
        website: "http://example.com/?a=b&c=d".into(),
        ..NewCustomer::default()
    }
}

/// Executes all operations of the customer API, and returns the customer after each step.
pub(crate) async fn customer_lifecycle(
    sandbox: &Sandbox,
    client: &Client,
) -> Vec<Option<Customer>> {
    let customers = client.customers();
    let find = async |username: &str| {
        let filter =
            CustomerFilter { username: Some(username.into()), ..CustomerFilter::default() };
        customers.list(filter).await.unwrap().get(0)
    };
    let name = "new@customer.example";
    let mut states = Vec::new();
    customers.create(new_customer(name)).await.unwrap();
    states.push(find(name).await);
    customers.disable(name).await.unwrap();
    customers.disable_website(name).await.unwrap();
    states.push(find(name).await);
    customers.enable(name).await.unwrap();
    customers.enable_website(name).await.unwrap();
    let update = UpdateCustomerProfile {
        user: name.into(),
        address: Some("2 Other Street".into()),
        company: Some("A & B".into()),
        ..UpdateCustomerProfile::default()
    };
    customers.update_profile(update).await.unwrap();
    customers.update_email(name, "other@example.com").await.unwrap();
    customers.update_password(name, "second-password-2").await.unwrap();
    states.push(find(name).await);
    let renamed = "renamed@customer.example";
    customers.update_username(name, renamed).await.unwrap();
    assert_eq!(customers.enable(name).await.unwrap_err().kind(), ErrorKind::NotFound);
    states.push(find(renamed).await);
    customers.delete(renamed).await.unwrap();
    states.push(find(renamed).await);
    let error = customers.create(new_customer(renamed)).await.unwrap_err();
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::Api, Outcome::Rejected));
    let leaks = sandbox.journal().iter().filter(|entry| entry.secrets_in_url).count();
    assert_eq!(leaks, 0);
    states
}
