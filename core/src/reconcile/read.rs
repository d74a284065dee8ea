//! One reading, and what it shows.

use crate::api::customers::{Customer, CustomerFilter};
use crate::client::Client;
use crate::error::{Error, Result};
use crate::expectation::{Expectation, Expected, Fields};
use crate::reconcile::compare::{Comparison, compare};
use crate::reconcile::{Reconciled, Verdict};

pub(crate) async fn read(client: &Client, expectation: &Expectation) -> Reconciled {
    let reading = match &expectation.0 {
        Expected::Hidden | Expected::HiddenOf { .. } => {
            return told(Verdict::Inconclusive, "a password cannot be read back");
        }
        Expected::Email(email) => {
            let wanted = vec![("email", email.clone())];
            client.user().get_email().await.map(|told| judge("e-mail address", &told, &wanted))
        }
        Expected::Username(username) => {
            let wanted = vec![("username", username.clone())];
            client.user().get_username().await.map(|told| judge("username", &told, &wanted))
        }
        Expected::Profile(fields) => {
            client.user().get_profile().await.map(|told| judge("profile", &told, fields))
        }
        Expected::New { user, fields } => {
            find(client, user).await.map(|found| judge_new(found.as_ref(), fields))
        }
        Expected::Gone { user } => find(client, user).await.map(|found| judge_gone(found.as_ref())),
        Expected::Renamed { from, to } => judge_renamed(client, from, to).await,
        Expected::Customer { user, fields } => find(client, user).await.map(|found| match found {
            Some(customer) => judge("customer", &customer, fields),
            None => told(Verdict::Inconclusive, "there is no customer of that name"),
        }),
    };
    reading.unwrap_or_else(|error| failed(&error))
}

fn told(verdict: Verdict, evidence: &str) -> Reconciled {
    Reconciled { verdict, evidence: evidence.to_owned() }
}

fn failed(error: &Error) -> Reconciled {
    told(Verdict::Inconclusive, &format!("reading back failed: {error}"))
}

fn judge(what: &str, actual: &impl serde::Serialize, wanted: &Fields) -> Reconciled {
    match compare(actual, wanted) {
        Comparison::Same => told(Verdict::Applied, &format!("the {what} is as it was to be")),
        Comparison::Differs(fields) => told(
            Verdict::NotAppliedYet,
            &format!("the {what} is not as it was to be: {}", fields.join(", ")),
        ),
        Comparison::Untold(fields) => told(
            Verdict::Inconclusive,
            &format!("the server does not tell of the {what}: {}", fields.join(", ")),
        ),
    }
}

/// The customer of exactly that name; the server matches parts of it.
async fn find(client: &Client, user: &str) -> Result<Option<Customer>> {
    let filter = CustomerFilter { username: Some(user.to_owned()), ..CustomerFilter::default() };
    let found = client.customers().list(filter).await?;
    Ok(found.into_iter().find(|customer| customer.username.as_deref() == Some(user)))
}

fn judge_new(found: Option<&Customer>, wanted: &Fields) -> Reconciled {
    let Some(customer) = found else {
        return told(Verdict::NotAppliedYet, "there is no customer of that name");
    };
    match compare(customer, wanted) {
        Comparison::Differs(fields) => told(
            Verdict::Inconclusive,
            &format!("a customer of that name is there, but differs in: {}", fields.join(", ")),
        ),
        _ => told(Verdict::Applied, "a customer of that name is there, with what was sent"),
    }
}

fn judge_gone(found: Option<&Customer>) -> Reconciled {
    match found {
        Some(_) => told(Verdict::NotAppliedYet, "the customer is still there"),
        None => told(Verdict::Applied, "there is no customer of that name any more"),
    }
}

async fn judge_renamed(client: &Client, from: &str, to: &str) -> Result<Reconciled> {
    let (old, new) = (find(client, from).await?, find(client, to).await?);
    Ok(match (old, new) {
        (None, Some(_)) => told(Verdict::Applied, "the new name is there, and the old one is not"),
        (Some(_), None) => {
            told(Verdict::NotAppliedYet, "the old name is there, and the new one is not")
        }
        (Some(_), Some(_)) => told(Verdict::Inconclusive, "both names are there"),
        (None, None) => told(Verdict::Inconclusive, "neither name is there"),
    })
}
