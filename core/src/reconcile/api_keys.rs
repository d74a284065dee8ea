//! Verdicts on the creation, the change and the deletion of API keys.

use crate::api::api_keys::ApiKeyInfo;
use crate::client::Client;
use crate::error::Result;
use crate::reconcile::compare::{is_similar, shown};
use crate::reconcile::evidence::{is_readable, understood, verdict_of_fields};
use crate::reconcile::{Reconciled, Verdict};

/// Scopes that servers add to a key by themselves.
const ADDED_BY_SERVERS: [&str; 4] = [
    "2fa_required",
    "sender_verification_eligible",
    "sender_verification_exempt",
    "sender_verification_legacy",
];

/// Looks for the name in the list, the only way to find a key whose id is lost.
pub(super) async fn verdict_of_created_key(
    client: &Client,
    name: &str,
    scopes: Option<&[String]>,
) -> Result<Reconciled, Reconciled> {
    let keys = client.api_keys().list().await?;
    let mut same = Vec::new();
    let mut similar = None;
    for key in &keys {
        let (Some(id), Some(other)) =
            (readable(key.api_key_id.as_deref()), readable(key.name.as_deref()))
        else {
            let evidence = "an API key in the list could not be understood";
            return Err(Reconciled::new(Verdict::Inconclusive, evidence));
        };
        if other == name {
            same.push(id);
        } else if is_similar(other, name) {
            similar = Some(other);
        }
    }
    match (same.as_slice(), similar) {
        ([], None) => Ok(Reconciled::new(Verdict::NotAppliedYet, "no API key has this name")),
        ([], Some(other)) => {
            let (actual, expected) = (shown(other), shown(name));
            let evidence = format!(
                "names differ by letter case or outer blanks alone: an API key has {actual} instead \
                 of {expected}"
            );
            Ok(Reconciled::new(Verdict::Inconclusive, evidence))
        }
        ([id], _) => verdict_of_found_key(client, id, scopes).await,
        _ => Ok(Reconciled::new(Verdict::Inconclusive, "several API keys have this name")),
    }
}

/// A key with the name of the created one, whose scopes show if it is another.
async fn verdict_of_found_key(
    client: &Client,
    id: &str,
    scopes: Option<&[String]>,
) -> Result<Reconciled, Reconciled> {
    let found = format!("an API key with this name exists, with the id {}", shown(id));
    if let Some(scopes) = scopes {
        let key = find(client, id).await?.unwrap_or_default();
        check_scopes(&key, scopes).map_err(|problem| {
            Reconciled::new(Verdict::Inconclusive, format!("{found}: {problem}"))
        })?;
    }
    let evidence = format!("{found}; its secret is lost: delete this key and create another");
    Ok(Reconciled::new(Verdict::Applied, evidence))
}

pub(super) async fn verdict_of_key(
    client: &Client,
    id: &str,
    name: &str,
    scopes: Option<&[String]>,
) -> Result<Reconciled, Reconciled> {
    let Some(key) = find(client, id).await? else {
        return Ok(Reconciled::new(Verdict::Inconclusive, "no API key has this id"));
    };
    let fields = vec![("name", name.to_owned())];
    understood("API key", &key, &key.extra, &fields)?;
    let verdict = verdict_of_fields("API key", &key, &fields);
    if verdict.verdict == Verdict::Applied {
        // Servers may drop scopes, so that a difference does not show that the change is missing.
        scopes
            .map_or(Ok(()), |scopes| check_scopes(&key, scopes))
            .map_err(|problem| Reconciled::new(Verdict::Inconclusive, problem))?;
    }
    Ok(verdict)
}

pub(super) async fn verdict_of_deleted_key(
    client: &Client,
    id: &str,
) -> Result<Reconciled, Reconciled> {
    let (verdict, evidence) = match find(client, id).await? {
        Some(_) => (Verdict::NotAppliedYet, "the API key still exists"),
        None => (Verdict::Applied, "the API key no longer exists"),
    };
    Ok(Reconciled::new(verdict, evidence))
}

/// The API key with an id; `None` if the API responds that it does not exist.
async fn find(client: &Client, id: &str) -> Result<Option<ApiKeyInfo>, Reconciled> {
    match client.api_keys().get(id).await {
        Ok(key) if key.api_key_id.as_deref() == Some(id) => Ok(Some(key)),
        Ok(_) => {
            let evidence = "the server returns another API key, or one without an id";
            Err(Reconciled::new(Verdict::Inconclusive, evidence))
        }
        Err(error) if error.shows_absence() => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Checks that a key has the requested scopes and no others than those that servers add.
fn check_scopes(key: &ApiKeyInfo, requested: &[String]) -> Result<(), String> {
    let Some(actual) = &key.scopes else {
        return Err("the server does not return the scopes of the API key".to_owned());
    };
    let added = |scope: &&String| ADDED_BY_SERVERS.contains(&scope.as_str());
    let missing = requested.iter().filter(|scope| !actual.contains(scope));
    let others = actual.iter().filter(|scope| !requested.contains(scope) && !added(scope));
    match (named(missing), named(others)) {
        (None, None) => Ok(()),
        (Some(missing), None) => Err(format!("the API key lacks these scopes: {missing}")),
        (None, Some(others)) => Err(format!("the API key also has these scopes: {others}")),
        (Some(missing), Some(others)) => Err(format!(
            "the API key lacks these scopes: {missing}; and it also has these: {others}"
        )),
    }
}

fn named<'a>(scopes: impl Iterator<Item = &'a String>) -> Option<String> {
    let names: Vec<String> = scopes.map(|scope| shown(scope)).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

fn readable(value: Option<&str>) -> Option<&str> {
    value.filter(|value| is_readable(value))
}
