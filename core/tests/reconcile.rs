//! Changes whose answers are lost, and what reading back says of them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that meets something unexpected must stop"
)]

mod support;

use sendgrid_accounts::customers::{
    CreateCustomer, CustomerFilter, DeleteCustomer, DisableCustomer, DisableWebsite, NewCustomer,
    UpdateCustomerEmail, UpdateCustomerPassword, UpdateCustomerProfile, UpdateCustomerUsername,
};
use sendgrid_accounts::user::{UpdateEmail, UpdatePassword, UpdateProfile, UpdateUsername};
use sendgrid_accounts::{Client, ErrorKind, Operation, Outcome, Reconciled, Reseller, Verdict};
use sendgrid_accounts_sandbox::{Options, Sandbox};
use support::lossy_proxy::{Loss, LossyProxy};

/// Loses the answer, or the request, of one call; what is read back then.
async fn lose<O: Operation>(operation: O, loss: Loss) -> (Reconciled, Option<String>) {
    let sandbox = Sandbox::start(Options::default()).unwrap();
    let proxy = LossyProxy::start(sandbox.url()).await;
    let client = Client::builder()
        .api_key(sandbox.api_key())
        .reseller(Reseller::new(sandbox.reseller_username(), sandbox.reseller_password()))
        .base_url(&proxy.url)
        .max_retries(0)
        .build()
        .unwrap();
    proxy.lose(loss);
    let Err(error) = client.execute(operation).await else { panic!("the answer came") };
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::OutcomeUnknown, Outcome::Unknown));
    assert!(!error.safe_to_retry());
    let change = error.change().unwrap();
    let applied = sandbox.journal().iter().filter(|entry| entry.applied).count();
    assert_eq!(applied, usize::from(loss == Loss::Response));
    let target = change.target().map(str::to_owned);
    (client.reconcile(&error).await, target)
}

/// The verdicts where the answer is lost, and where the request is.
async fn verdicts<O: Operation>(make: impl Fn() -> O, target: Option<&str>) -> [Verdict; 2] {
    let (with, named) = lose(make(), Loss::Response).await;
    let (without, _) = lose(make(), Loss::Request).await;
    assert_eq!(named.as_deref(), target, "{with:?}");
    [with.verdict, without.verdict]
}

const TELLING: [Verdict; 2] = [Verdict::Applied, Verdict::NotAppliedYet];
const SILENT: [Verdict; 2] = [Verdict::Inconclusive; 2];

#[tokio::test]
async fn changes_of_ones_own_account_are_read_back() {
    let email = || UpdateEmail { email: "lost@example.com".into() };
    assert_eq!(verdicts(email, None).await, TELLING);
    let username = || UpdateUsername { username: "lost_name".into() };
    assert_eq!(verdicts(username, None).await, TELLING);
    let profile = || UpdateProfile {
        city: Some("Lost City".into()),
        phone: Some(String::new()),
        ..UpdateProfile::default()
    };
    assert_eq!(verdicts(profile, None).await, TELLING);
    let password = || UpdatePassword {
        old_password: "old_password".into(),
        new_password: "new_password".into(),
    };
    assert_eq!(verdicts(password, None).await, SILENT);
}

fn newcomer() -> NewCustomer {
    NewCustomer {
        username: "lost@example.com".into(),
        password: "lost-password".into(),
        email: "mail@example.com".into(),
        first_name: "First".into(),
        last_name: "Last".into(),
        address: "Street 1".into(),
        city: "City".into(),
        state: "ST".into(),
        zip: "12345".into(),
        country: "US".into(),
        phone: "555-1234".into(),
        website: "example.com".into(),
        ..NewCustomer::default()
    }
}

#[tokio::test]
async fn creation_deletion_and_renaming_of_customers_are_read_back() {
    let sandbox = Sandbox::start(Options::default()).unwrap();
    let user = someone(&sandbox).await;
    let create = || CreateCustomer { customer: newcomer() };
    assert_eq!(verdicts(create, Some("lost@example.com")).await, TELLING);
    let delete = || DeleteCustomer { user: user.clone() };
    assert_eq!(verdicts(delete, Some(&user)).await, TELLING);
    let rename =
        || UpdateCustomerUsername { user: user.clone(), username: "new@example.com".into() };
    assert_eq!(verdicts(rename, Some(&user)).await, TELLING);
}

#[tokio::test]
async fn other_changes_of_customers_are_read_back_where_something_shows_them() {
    let sandbox = Sandbox::start(Options::default()).unwrap();
    let user = someone(&sandbox).await;
    let disable = || DisableCustomer { user: user.clone() };
    assert_eq!(verdicts(disable, Some(&user)).await, TELLING);
    let email = || UpdateCustomerEmail { user: user.clone(), email: "lost@example.com".into() };
    assert_eq!(verdicts(email, Some(&user)).await, TELLING);
    let profile = || UpdateCustomerProfile {
        user: user.clone(),
        city: Some("Lost City".into()),
        ..UpdateCustomerProfile::default()
    };
    assert_eq!(verdicts(profile, Some(&user)).await, TELLING);
    let password = || UpdateCustomerPassword { user: user.clone(), password: "lost-word".into() };
    assert_eq!(verdicts(password, Some(&user)).await, SILENT);
    let [with, _] = verdicts(|| DisableWebsite { user: user.clone() }, Some(&user)).await;
    assert_ne!(with, Verdict::NotAppliedYet);
}

/// The name of a customer who may send mail; every sandbox begins with the same ones.
async fn someone(sandbox: &Sandbox) -> String {
    let client = Client::builder()
        .reseller(Reseller::new(sandbox.reseller_username(), sandbox.reseller_password()))
        .base_url(sandbox.url())
        .build()
        .unwrap();
    let all = client.customers().list(CustomerFilter::default()).await.unwrap();
    let active = all.into_iter().find(|customer| customer.active == Some(true));
    active.unwrap().username.unwrap()
}

#[tokio::test]
async fn a_customer_of_that_name_who_is_somebody_else_settles_nothing() {
    let sandbox = Sandbox::start(Options::default()).unwrap();
    let user = someone(&sandbox).await;
    let taken =
        move || CreateCustomer { customer: NewCustomer { username: user.clone(), ..newcomer() } };
    let (found, _) = lose(taken(), Loss::Request).await;
    assert_eq!(found.verdict, Verdict::Inconclusive);
    assert!(found.evidence.contains("differs in: email"), "{}", found.evidence);
    assert!(!found.evidence.contains("mail@example.com"), "{}", found.evidence);
}

#[tokio::test]
async fn what_the_server_has_refused_is_no_lost_change() {
    let sandbox = Sandbox::start(Options::default()).unwrap();
    let client =
        Client::builder().api_key(sandbox.api_key()).base_url(sandbox.url()).build().unwrap();
    let refused = client.user().update_username("test_subuser").await.unwrap_err();
    assert!(refused.change().is_none());
    assert_eq!(client.reconcile(&refused).await.verdict, Verdict::Inconclusive);
}
