//! Changes of subusers, read back.

use std::collections::BTreeSet;
use std::net::IpAddr;

use crate::api::subusers::{CreditType, Subuser, SubuserCredits, SubuserFilter};
use crate::client::Client;
use crate::error::ErrorKind;
use crate::expectation::{Fields, SubuserEffect};
use crate::reconcile::compare::{Comparison, compare, is_similar};
use crate::reconcile::evidence::{
    is_readable, understood, verdict_of_fields, verdict_of_similar_name, verdict_of_similar_values,
};
use crate::reconcile::{Reconciled, Verdict};

/// Number of addresses that one read returns.
const MAX_IPS: usize = 500;

/// The verdict; an error is one, too.
pub(super) async fn verdict(
    client: &Client,
    username: &str,
    effect: &SubuserEffect,
) -> Result<Reconciled, Reconciled> {
    Ok(match effect {
        SubuserEffect::Created { email } => {
            let found = match retrieved(client, username).await? {
                None => listed(client, username).await?,
                found => found,
            };
            match found {
                Some(subuser) => verdict_of_creation(&subuser, email)?,
                None => Reconciled::new(Verdict::NotAppliedYet, "no subuser has this username"),
            }
        }
        SubuserEffect::Deleted if retrieved(client, username).await?.is_some() => {
            Reconciled::new(Verdict::NotAppliedYet, "the subuser still exists")
        }
        // The list alone proves nothing: it may hide disabled subusers.
        SubuserEffect::Deleted => match listed(client, username).await? {
            Some(_) => inconclusive("the subuser cannot be retrieved, but the list has it"),
            None => Reconciled::new(Verdict::Applied, "the subuser no longer exists"),
        },
        SubuserEffect::Disabled(disabled) => match retrieved(client, username).await? {
            Some(subuser) => {
                let fields = vec![("disabled", disabled.to_string())];
                understood("subuser", &subuser, &subuser.extra, &fields)?;
                verdict_of_fields("subuser", &subuser, &fields)
            }
            None => inconclusive("no subuser has this username"),
        },
        SubuserEffect::Ips(ips) => verdict_of_ips(client, username, ips).await?,
        SubuserEffect::Credits(fields) => {
            verdict_of_credits(&client.subusers().get_credits(username).await?, fields)?
        }
        SubuserEffect::CreditsAdjusted => {
            let credits = client.subusers().get_credits(username).await?;
            inconclusive(format!(
                "the credits also change with each message; now {}",
                numbers(&credits)
            ))
        }
        SubuserEffect::NotReadable(what) => inconclusive(format!("{what} cannot be read back")),
    })
}

fn inconclusive(evidence: impl Into<String>) -> Reconciled {
    Reconciled::new(Verdict::Inconclusive, evidence)
}

/// The subuser of this username; `None` if the server finds none.
async fn retrieved(client: &Client, username: &str) -> Result<Option<Subuser>, Reconciled> {
    match client.subusers().get(username).await {
        Ok(subuser) => match subuser.username.as_deref() {
            Some(name) if name == username => Ok(Some(subuser)),
            Some(name) if is_similar(name, username) => {
                Err(verdict_of_similar_name("subuser", name, username))
            }
            _ => Err(inconclusive("the server returns another username")),
        },
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// The row of the list with this username. A row that was not understood may be it.
async fn listed(client: &Client, username: &str) -> Result<Option<Subuser>, Reconciled> {
    let username_filter = Some(username.to_owned());
    let filter = SubuserFilter { username: username_filter, ..SubuserFilter::default() };
    let mut rows = client.subusers().iter(filter);
    let (mut similar, mut unreadable) = (None, false);
    while let Some(row) = rows.next().await {
        let row = row?;
        match row.username.as_deref() {
            Some(name) if name == username => return Ok(Some(row)),
            Some(name) if is_similar(name, username) => similar = Some(name.to_owned()),
            Some(name) if is_readable(name) => {}
            _ => unreadable = true,
        }
    }
    if unreadable {
        return Err(inconclusive("a username in the list could not be understood"));
    }
    match similar {
        Some(name) => Err(verdict_of_similar_name("subuser", &name, username)),
        None => Ok(None),
    }
}

fn verdict_of_creation(subuser: &Subuser, email: &str) -> Result<Reconciled, Reconciled> {
    let fields = vec![("email", email.to_owned())];
    understood("subuser", subuser, &subuser.extra, &fields)?;
    Ok(match compare(subuser, &fields) {
        Comparison::Same => {
            Reconciled::new(Verdict::Applied, "a subuser with this username and e-mail exists")
        }
        Comparison::Similar(values) => verdict_of_similar_values("subuser", &values),
        Comparison::Differs(_) => {
            inconclusive("a subuser with this username exists, but differs in: email")
        }
        Comparison::Missing(_) => {
            inconclusive("the server does not return these fields of the subuser: email")
        }
    })
}

async fn verdict_of_ips(
    client: &Client,
    username: &str,
    expected: &[String],
) -> Result<Reconciled, Reconciled> {
    let actual = client.subusers().get_ips(username).await?;
    if actual.len() >= MAX_IPS {
        return Err(inconclusive("the subuser has more addresses than one read returns"));
    }
    let parsed = |ips: &[String]| ips.iter().map(|ip| ip.parse::<IpAddr>().ok()).collect();
    let actual: Option<BTreeSet<_>> = parsed(&actual);
    let Some(actual) = actual else {
        return Err(inconclusive("an IP address in the list could not be understood"));
    };
    Ok(if Some(actual) == parsed(expected) {
        Reconciled::new(Verdict::Applied, "the subuser has the requested IP addresses")
    } else {
        Reconciled::new(Verdict::NotAppliedYet, "the subuser has other IP addresses")
    })
}

/// Unlimited credits have no number that the change would show in.
fn verdict_of_credits(actual: &SubuserCredits, fields: &Fields) -> Result<Reconciled, Reconciled> {
    understood("credits", actual, &actual.extra, fields)?;
    let verdict = verdict_of_fields("credits", actual, fields);
    if verdict.verdict == Verdict::Applied && actual.credit_type == Some(CreditType::Unlimited) {
        return Err(inconclusive("the credits are unlimited, but may have been so before"));
    }
    Ok(verdict)
}

fn numbers(credits: &SubuserCredits) -> String {
    let number =
        |number: Option<i64>| number.map_or_else(|| "none".to_owned(), |it| it.to_string());
    let (remain, total, used) =
        (number(credits.remain), number(credits.total), number(credits.used));
    format!("remain: {remain}, total: {total}, used: {used}")
}
