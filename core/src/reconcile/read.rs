//! One read of the state, and its verdict.

use serde::Serialize;

use crate::api::customers::{Customer, CustomerFilter};
use crate::client::Client;
use crate::error::Result;
use crate::expectation::{Expectation, Expected, Fields};
use crate::reconcile::compare::{Comparison, compare, is_similar, shown};
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
        Expected::Created { user, fields } => match find(client, user).await? {
            Found::Exact(customer) => verdict_of_creation(&customer, fields),
            Found::Similar(name) => verdict_of_similar_name(&name, user),
            Found::None => Reconciled::new(Verdict::NotAppliedYet, "no customer has this username"),
        },
        Expected::Deleted { user } => match find(client, user).await? {
            Found::Exact(_) => Reconciled::new(Verdict::NotAppliedYet, "the customer still exists"),
            Found::Similar(name) => verdict_of_similar_name(&name, user),
            Found::None => Reconciled::new(Verdict::Applied, "the customer no longer exists"),
        },
        Expected::Renamed { from, to } => {
            let (old, new) = (find(client, from).await?, find(client, to).await?);
            match (&old, &new) {
                // A change of letter case alone: each name is similar to the other.
                (Found::Similar(name), _) if name != to => verdict_of_similar_name(name, from),
                (_, Found::Similar(name)) if name != from => verdict_of_similar_name(name, to),
                _ => verdict_of_renaming(old.is_exact(), new.is_exact()),
            }
        }
        Expected::Customer { user, fields } => match find(client, user).await? {
            Found::Exact(customer) => verdict_of_fields("customer", &*customer, fields),
            Found::Similar(name) => verdict_of_similar_name(&name, user),
            Found::None => Reconciled::new(Verdict::Inconclusive, "no customer has this username"),
        },
    })
}

/// The customer with a username.
enum Found {
    Exact(Box<Customer>),
    /// None has exactly this username, but one differs from it by letter case or outer blanks alone.
    Similar(String),
    None,
}

impl Found {
    fn is_exact(&self) -> bool {
        matches!(self, Self::Exact(_))
    }
}

/// Looks for a username; the server also matches parts of it.
async fn find(client: &Client, user: &str) -> Result<Found> {
    let filter = CustomerFilter { username: Some(user.to_owned()), ..CustomerFilter::default() };
    let mut similar = Found::None;
    for customer in client.customers().list(filter).await? {
        match &customer.username {
            Some(username) if username == user => return Ok(Found::Exact(Box::new(customer))),
            Some(username) if is_similar(username, user) => {
                similar = Found::Similar(username.clone());
            }
            _ => {}
        }
    }
    Ok(similar)
}

fn verdict_of_similar_name(actual: &str, expected: &str) -> Reconciled {
    let (actual, expected) = (shown(actual), shown(expected));
    let evidence = format!(
        "usernames differ by letter case or outer blanks alone: a customer has {actual} instead of \
         {expected}"
    );
    Reconciled::new(Verdict::Inconclusive, evidence)
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
        Comparison::Similar(values) => verdict_of_similar_values(object, &values),
        Comparison::Missing(fields) => Reconciled::new(
            Verdict::Inconclusive,
            format!(
                "the server does not return these fields of the {object}: {}",
                fields.join(", ")
            ),
        ),
    }
}

fn verdict_of_similar_values(object: &str, values: &str) -> Reconciled {
    let difference = "differ by letter case or outer blanks alone";
    let evidence = format!("values of the {object} {difference}: {values}");
    Reconciled::new(Verdict::Inconclusive, evidence)
}

fn verdict_of_creation(customer: &Customer, expected: &Fields) -> Reconciled {
    match compare(customer, expected) {
        Comparison::Differs(fields) => Reconciled::new(
            Verdict::Inconclusive,
            format!("a customer with this username exists, but differs in: {}", fields.join(", ")),
        ),
        Comparison::Similar(values) => verdict_of_similar_values("customer", &values),
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
