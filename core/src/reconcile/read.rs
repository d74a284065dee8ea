//! One read of the state, and its verdict.

use crate::api::customers::{Customer, CustomerFilter};
use crate::auth::on_behalf_of::OnBehalfOf;
use crate::client::Client;
use crate::error::{ErrorKind, Outcome, Result};
use crate::expectation::{Expectation, Expected, Fields};
use crate::reconcile::api_keys::{verdict_of_created_key, verdict_of_deleted_key, verdict_of_key};
use crate::reconcile::compare::{Comparison, compare, is_similar};
use crate::reconcile::evidence::{
    is_readable, understood, verdict_of_fields, verdict_of_similar_name, verdict_of_similar_values,
};
use crate::reconcile::{Reconciled, Verdict, subusers};

pub(crate) async fn read(client: &Client, expectation: &Expectation) -> Reconciled {
    verdict(client, &expectation.0).await.unwrap_or_else(|inconclusive| inconclusive)
}

/// The verdict; an error is one, too.
async fn verdict(client: &Client, expected: &Expected) -> Result<Reconciled, Reconciled> {
    Ok(match expected {
        Expected::NotReadable | Expected::CustomerNotReadable { .. } => {
            Reconciled::new(Verdict::Inconclusive, "a password cannot be read back")
        }
        Expected::Email(email) => {
            let (fields, actual) =
                (vec![("email", email.clone())], client.user().get_email().await?);
            understood("e-mail address", &actual, &actual.extra, &fields)?;
            verdict_of_fields("e-mail address", &actual, &fields)
        }
        Expected::Username(username) if client.acts_for_username() => {
            verdict_of_new_address(client, username).await?
        }
        Expected::Username(username) => {
            let fields = vec![("username", username.clone())];
            let actual = client.user().get_username().await?;
            understood("username", &actual, &actual.extra, &fields)?;
            verdict_of_fields("username", &actual, &fields)
        }
        Expected::Profile(fields) => {
            let actual = client.user().get_profile().await?;
            understood("profile", &actual, &actual.extra, fields)?;
            verdict_of_fields("profile", &actual, fields)
        }
        Expected::Created { user, fields } => match find(client, user).await? {
            Found::Exact(customer) => {
                understood("customer", &*customer, &customer.extra, fields)?;
                verdict_of_creation(&customer, fields)
            }
            Found::Similar(name) => verdict_of_similar_name("customer", &name, user),
            Found::None => Reconciled::new(Verdict::NotAppliedYet, "no customer has this username"),
        },
        Expected::Deleted { user } => match find(client, user).await? {
            Found::Exact(_) => Reconciled::new(Verdict::NotAppliedYet, "the customer still exists"),
            Found::Similar(name) => verdict_of_similar_name("customer", &name, user),
            Found::None => Reconciled::new(Verdict::Applied, "the customer no longer exists"),
        },
        Expected::Renamed { from, to } => {
            let (old, new) = (find(client, from).await?, find(client, to).await?);
            match (&old, &new) {
                // A change of letter case alone: each name is similar to the other.
                (Found::Similar(name), _) if name != to => {
                    verdict_of_similar_name("customer", name, from)
                }
                (_, Found::Similar(name)) if name != from => {
                    verdict_of_similar_name("customer", name, to)
                }
                _ => verdict_of_renaming(old.is_exact(), new.is_exact()),
            }
        }
        Expected::Subuser { username, effect } => {
            subusers::verdict(client, username, effect).await?
        }
        Expected::Customer { user, fields } => match find(client, user).await? {
            Found::Exact(customer) => {
                understood("customer", &*customer, &customer.extra, fields)?;
                verdict_of_fields("customer", &*customer, fields)
            }
            Found::Similar(name) => verdict_of_similar_name("customer", &name, user),
            Found::None => Reconciled::new(Verdict::Inconclusive, "no customer has this username"),
        },
        Expected::KeyCreated { name, scopes } => {
            verdict_of_created_key(client, name, scopes.as_deref()).await?
        }
        Expected::Key { id, name, scopes } => {
            verdict_of_key(client, id, name, scopes.as_deref()).await?
        }
        Expected::KeyDeleted { id } => verdict_of_deleted_key(client, id).await?,
    })
}

/// A renamed account that is addressed by its username has another address. Reading it back needs both:
/// the new username alone may belong to another account, which had it before.
async fn verdict_of_new_address(client: &Client, to: &str) -> Result<Reconciled> {
    let renamed = client.on_behalf_of(&OnBehalfOf::Subuser(to.to_owned()))?;
    let at_new = username_at(&renamed).await?;
    let at_old = username_at(client).await?;
    let is = |found: &Option<String>, name: Option<&str>| found.as_deref() == name;
    let (new, old) = (is(&at_new, Some(to)), is(&at_old, client.acts_for()));
    let (verdict, evidence) = match (&at_old, &at_new) {
        (None, Some(_)) if new => {
            (Verdict::Applied, "an account answers to the new username and none to the old one")
        }
        (Some(_), _) if is(&at_old, Some(to)) => {
            (Verdict::Applied, "the account that answers to the old username has the new one")
        }
        (Some(_), None) if old => (
            Verdict::NotAppliedYet,
            "an account answers to the old username and none to the new one",
        ),
        (None, None) => (Verdict::Inconclusive, "no account answers to either username"),
        (Some(_), Some(_)) if old && new => {
            (Verdict::Inconclusive, "accounts answer to both usernames")
        }
        _ => (Verdict::Inconclusive, "the server returns another username"),
    };
    Ok(Reconciled::new(verdict, evidence))
}

/// The username of the account that a client acts for; `None` if the server refuses to act for it.
async fn username_at(client: &Client) -> Result<Option<String>> {
    match client.user().get_username().await {
        Ok(account) => Ok(Some(account.username.unwrap_or_default())),
        Err(error) if error.outcome() == Outcome::Rejected => match error.kind() {
            ErrorKind::RateLimit => Err(error),
            _ => Ok(None),
        },
        Err(error) => Err(error),
    }
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

/// Looks for a username; the server also matches parts of it. A list with a username that was not
/// understood does not show which customers exist.
async fn find(client: &Client, user: &str) -> Result<Found, Reconciled> {
    let filter = CustomerFilter { username: Some(user.to_owned()), ..CustomerFilter::default() };
    let customers = client.customers().list(filter).await?;
    if !customers.rows().all(|row| row.username().is_some_and(is_readable)) {
        let evidence = "a username in the list could not be understood";
        return Err(Reconciled::new(Verdict::Inconclusive, evidence));
    }
    if let Some(row) = customers.rows().find(|row| row.username() == Some(user)) {
        return Ok(Found::Exact(Box::new(Customer::from(row))));
    }
    let similar = |name: &&str| is_similar(name, user);
    let name = customers.rows().filter_map(|row| row.username()).find(similar).map(str::to_owned);
    Ok(name.map_or(Found::None, Found::Similar))
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
