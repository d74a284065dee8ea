//! The control requests that list accounts and API keys page by page.

use axum::extract::Query;
use axum::http::Uri;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::account::Relation;
use crate::messages;
use crate::response::{Response, json};
use crate::state::Shared;

/// The default and the maximum number of rows.
const MAX_ROWS: usize = 500;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PageForm {
    #[serde(default)]
    offset: usize,
    #[serde(default = "max_rows")]
    limit: usize,
    /// A part of a text of the row, in any case.
    #[serde(default)]
    search: String,
    /// Accounts of this relation only.
    relation: Option<String>,
}

/// A page of the accounts in the order of their numbers.
pub(super) fn accounts(shared: &Shared, uri: &Uri) -> Response {
    respond(uri, |form| {
        let state = shared.lock();
        let accounts = state.accounts.all().filter(|account| {
            let account_id = account.account_id().unwrap_or_default();
            form.relation.as_deref().is_none_or(|wanted| wanted == account.relation.name())
                && form.finds(&[&account.username, &account.email, account_id])
        });
        form.page(accounts, crate::accounts::account_to_json)
    })
}

/// A page of the API keys, without the keys themselves.
pub(super) fn api_keys(shared: &Shared, uri: &Uri) -> Response {
    respond(uri, |form| {
        let state = shared.lock();
        let parent = state.accounts.parent();
        let username =
            |account| state.accounts.get(account).map_or("", |account| &account.username);
        let keys = state.accounts.api_keys.all().map(|(account, key)| (username(account), key));
        let keys = keys.filter(|(username, key)| form.finds(&[&key.id, &key.name, username]));
        form.page(keys, |(username, key)| {
            let mut row = key.to_json(parent);
            if let Value::Object(members) = &mut row {
                members.insert("username".to_owned(), username.into());
            }
            row
        })
    })
}

fn respond(uri: &Uri, page: impl FnOnce(&PageForm) -> Value) -> Response {
    let Ok(Query(form)) = Query::<PageForm>::try_from_uri(uri) else {
        return Response::bad_request(messages::INVALID_PAGE);
    };
    let relation = form.relation.as_deref();
    if form.limit > MAX_ROWS || !relation.is_none_or(|it| Relation::NAMES.contains(&it)) {
        return Response::bad_request(messages::INVALID_PAGE);
    }
    Response::ok(json(&page(&form)))
}

impl PageForm {
    fn finds(&self, texts: &[&str]) -> bool {
        let search = self.search.to_lowercase();
        search.is_empty() || texts.iter().any(|text| text.to_lowercase().contains(&search))
    }

    /// The rows of the page, and the number of all rows.
    fn page<T>(&self, rows: impl Iterator<Item = T>, to_json: impl Fn(T) -> Value) -> Value {
        let end = self.offset.saturating_add(self.limit);
        let mut page = Vec::new();
        let mut total = 0;
        for row in rows {
            if (self.offset..end).contains(&total) {
                page.push(to_json(row));
            }
            total += 1;
        }
        json!({ "total": total, "rows": page })
    }
}

fn max_rows() -> usize {
    MAX_ROWS
}
