//! One read of the state, and its verdict.

use serde::Serialize;

use crate::api::customers::{Customer, CustomerFilter};
use crate::client::Client;
use crate::error::Result;
use crate::expectation::{Expectation, Expected, Fields};
use crate::reconcile::compare::{Comparison, compare};
use crate::reconcile::{Reconciled, Verdict};

pub(crate) async fn read(client: &Client, expectation: &Expectation) -> Reconciled {
    verdict(client, &expectation.0).await.unwrap_or_else(|error| {
        Reconciled::new(Verdict::Inconclusive, format!("reading back failed: {error}"))
    })
}

async fn verdict(client: &Client, expected: &Expected) -> Result<Reconciled> {
    Ok(match expected {
        Expected::NotReadable | Expected::CustomerNotReadable { .. } => {
            Reconciled::new(Verdict::Inconclusive, "a password cannot be read back")
        }
        Expected::Email(email) => {
            let fields = vec![("email", email.clone())];
            verdict_of_fields("e-mail address", &client.user().get_email().await?, &fields)
        }
        Expected::Username(username) => {
            let fields = vec![("username", username.clone())];
            verdict_of_fields("username", &client.user().get_username().await?, &fields)
        }
        Expected::Profile(fields) => {
            verdict_of_fields("profile", &client.user().get_profile().await?, fields)
        }
        Expected::Created { user, fields } => {
            verdict_of_creation(find(client, user).await?.as_ref(), fields)
        }
        Expected::Deleted { user } => match find(client, user).await? {
            Some(_) => Reconciled::new(Verdict::NotAppliedYet, "the customer still exists"),
            None => Reconciled::new(Verdict::Applied, "the customer no longer exists"),
        },
        Expected::Renamed { from, to } => verdict_of_renaming(
            find(client, from).await?.is_some(),
            find(client, to).await?.is_some(),
        ),
        Expected::Customer { user, fields } => match find(client, user).await? {
            Some(customer) => verdict_of_fields("customer", &customer, fields),
            None => Reconciled::new(Verdict::Inconclusive, "no customer has this username"),
        },
    })
}

/// The customer with exactly this username; the server also matches parts of it.
async fn find(client: &Client, user: &str) -> Result<Option<Customer>> {
    let filter = CustomerFilter { username: Some(user.to_owned()), ..CustomerFilter::default() };
    let customers = client.customers().list(filter).await?;
    Ok(customers.into_iter().find(|customer| customer.username.as_deref() == Some(user)))
}

fn verdict_of_fields(object: &str, actual: &impl Serialize, expected: &Fields) -> Reconciled {
    match compare(actual, expected) {
        Comparison::Same => {
            Reconciled::new(Verdict::Applied, format!("the {object} has the requested values"))
        }
        Comparison::Differs(fields) => Reconciled::new(
            Verdict::NotAppliedYet,
            format!("the {object} does not have the requested values of: {}", fields.join(", ")),
        ),
        Comparison::Missing(fields) => Reconciled::new(
            Verdict::Inconclusive,
            format!(
                "the server does not return these fields of the {object}: {}",
                fields.join(", ")
            ),
        ),
    }
}

fn verdict_of_creation(customer: Option<&Customer>, expected: &Fields) -> Reconciled {
    let Some(customer) = customer else {
        return Reconciled::new(Verdict::NotAppliedYet, "no customer has this username");
    };
    match compare(customer, expected) {
        Comparison::Differs(fields) => Reconciled::new(
            Verdict::Inconclusive,
            format!("a customer with this username exists, but differs in: {}", fields.join(", ")),
        ),
        _ => Reconciled::new(Verdict::Applied, "a customer with the requested values exists"),
    }
}

fn verdict_of_renaming(old_exists: bool, new_exists: bool) -> Reconciled {
    let (verdict, evidence) = match (old_exists, new_exists) {
        (false, true) => (Verdict::Applied, "the new username exists and the old one does not"),
        (true, false) => {
            (Verdict::NotAppliedYet, "the old username exists and the new one does not")
        }
        (true, true) => (Verdict::Inconclusive, "both usernames exist"),
        (false, false) => (Verdict::Inconclusive, "neither username exists"),
    };
    Reconciled::new(verdict, evidence)
}
