//! Iteration over lists, page by page.

#![cfg(feature = "blocking")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test panics on unexpected results"
)]

mod support;

use std::future::poll_fn;
use std::pin::Pin;
use std::time::Duration;

use futures_core::Stream;
use sendgrid_accounts::customers::CustomerFilter;
use sendgrid_accounts::subusers::SubuserFilter;
use sendgrid_accounts::{Client, Error, ErrorKind, OnBehalfOf, Pages, Reseller, blocking};
use serde_json::{Value, json};
use support::replay_server::ReplayServer;
use support::scripted_server::ScriptedServer;

fn page(ids: &[i64]) -> String {
    let rows: Vec<Value> = ids.iter().map(|id| json!({ "id": id })).collect();
    format!("200 OK\n\n{}", Value::from(rows))
}

fn client(url: &str) -> Client {
    let builder = Client::builder().api_key("SG.key.secret").base_url(url);
    builder.reseller(Reseller::new("reseller", "password")).max_retries(0).build().unwrap()
}

async fn ids(rows: &mut Pages<SubuserFilter>) -> Result<Vec<i64>, Error> {
    let mut ids = Vec::new();
    while let Some(row) = rows.next().await {
        ids.push(row?.id.unwrap());
    }
    Ok(ids)
}

/// The ids of a list with these pages, and the number of requests.
async fn iterate(pages: &[&[i64]]) -> (Vec<i64>, usize, u64) {
    let pages: Vec<String> = pages.iter().map(|ids| page(ids)).collect();
    let server = ScriptedServer::start(move |number| pages[number - 1].clone()).await;
    let mut rows = client(&server.url).subusers().iter(SubuserFilter::default());
    let found = ids(&mut rows).await.unwrap();
    assert!(rows.next().await.is_none());
    (found, server.requests(), rows.offset())
}

#[tokio::test]
async fn a_list_ends_at_an_empty_page_or_one_without_a_new_row() {
    assert_eq!(iterate(&[&[]]).await, (vec![], 1, 0));
    // A short page is not the end.
    assert_eq!(iterate(&[&[1, 2, 3], &[4], &[5, 6], &[]]).await, (vec![1, 2, 3, 4, 5, 6], 4, 6));
    // A server that ignores the offset, or stays at its last page.
    assert_eq!(iterate(&[&[1, 2], &[1, 2]]).await, (vec![1, 2], 2, 4));
    assert_eq!(iterate(&[&[1, 2], &[3, 4], &[4, 3]]).await, (vec![1, 2, 3, 4], 3, 6));
    // A server that begins again.
    assert_eq!(iterate(&[&[1, 2], &[3], &[4], &[2, 1]]).await, (vec![1, 2, 3, 4], 4, 6));
    // Rows that move while the list is read, and rows that are there twice.
    assert_eq!(iterate(&[&[1, 2], &[2, 3], &[3, 4], &[]]).await, (vec![1, 2, 3, 4], 4, 6));
    assert_eq!(iterate(&[&[1, 1, 2], &[2, 2], &[]]).await.0, vec![1, 2]);
}

#[tokio::test]
async fn rows_without_a_number_are_told_apart_by_name_or_content() {
    let bodies = [
        r#"[{"username":"a"},{"username":"b"},{"email":"x"}]"#,
        r#"[{"username":"b"},{"username":"c"},{"email":"x"},{"email":"y"},{}]"#,
        r#"[{"username":"c"},{"email":"y"},{}]"#,
    ];
    let server = ScriptedServer::start(move |number| format!("200 OK\n\n{}", bodies[number - 1]));
    let server = server.await;
    let mut rows = client(&server.url).subusers().iter(SubuserFilter::default());
    let mut found = Vec::new();
    while let Some(row) = rows.next().await {
        let row = row.unwrap();
        found.push(row.username.or(row.email).unwrap_or_default());
    }
    assert_eq!((found.join(","), server.requests()), ("a,b,x,c,y,".to_owned(), 3));
}

#[test]
fn pages_have_size_filter_and_offset() {
    let responses = [page(&[1, 2]), page(&[3]), page(&[])].map(|response| {
        let (head, body) = response.split_once("\n\n").unwrap();
        json!({ "head": [format!("HTTP/1.1 {head}")], "body": body })
    });
    let server = ReplayServer::start(responses);
    let client = blocking::Client::from(client(&server.url()));
    let filter = SubuserFilter {
        username: Some("a".into()),
        limit: Some(2),
        offset: Some(10),
        ..SubuserFilter::default()
    };
    let mut rows = client.subusers().iter(filter);
    let ids: Vec<_> = rows.by_ref().map(|row| row.unwrap().id.unwrap()).collect();
    assert_eq!((ids, rows.offset()), (vec![1, 2, 3], 13));
    let lines: Vec<_> = server.requests().into_iter().map(|(line, ..)| line).collect();
    let expected = [10, 12, 13]
        .map(|offset| format!("GET /v3/subusers?username=a&limit=2&offset={offset} HTTP/1.1"));
    assert_eq!(lines, expected);
}

#[tokio::test]
async fn a_failed_page_names_its_offset_and_can_be_read_again() {
    let server = ScriptedServer::start(|number| match number {
        1 => page(&[1, 2]),
        2 => "403 Forbidden\n\n{\"errors\":[{\"message\":\"no\"}]}".to_owned(),
        3 => page(&[3]),
        _ => page(&[]),
    })
    .await;
    let mut rows = client(&server.url).subusers().iter(SubuserFilter::default());
    for id in [1, 2] {
        assert_eq!(rows.next().await.unwrap().unwrap().id, Some(id));
    }
    let error = rows.next().await.unwrap().unwrap_err();
    assert_eq!((error.kind(), error.offset()), (ErrorKind::PermissionDenied, Some(2)));
    assert!(error.message().ends_with("(continue the list at offset 2)"), "{error}");
    assert_eq!(rows.offset(), 2);
    assert_eq!(ids(&mut rows).await.unwrap(), [3]);
}

#[tokio::test]
async fn an_iteration_that_never_starts_has_no_offset() {
    let server = ScriptedServer::start(|_| page(&[1])).await;
    let client = client(&server.url);
    let empty = SubuserFilter { limit: Some(0), ..SubuserFilter::default() };
    let error = client.subusers().iter(empty).next().await.unwrap().unwrap_err();
    assert_eq!((error.field(), error.offset()), (Some("limit"), None));
    let empty = CustomerFilter { limit: Some(0), ..CustomerFilter::default() };
    let error = client.customers().iter(empty).next().await.unwrap().unwrap_err();
    assert_eq!((error.field(), error.offset()), (Some("limit"), None));
    let view = client.on_behalf_of(&OnBehalfOf::Subuser("a".into())).unwrap();
    let error = view.subusers().iter(SubuserFilter::default()).next().await.unwrap().unwrap_err();
    assert_eq!((error.kind(), error.offset()), (ErrorKind::Config, None));
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn an_offset_at_the_end_of_its_range_ends_the_list() {
    let server = ScriptedServer::start(|number| page(&[i64::try_from(number).unwrap()])).await;
    let filter = SubuserFilter { offset: Some(u64::MAX - 1), ..SubuserFilter::default() };
    let mut rows = client(&server.url).subusers().iter(filter);
    assert_eq!(ids(&mut rows).await.unwrap(), [1, 2]);
    assert_eq!((server.requests(), rows.offset()), (2, u64::MAX));
}

#[tokio::test]
async fn a_dropped_wait_loses_no_row() {
    let server = ScriptedServer::start(|number| {
        std::thread::sleep(Duration::from_millis(50));
        page(if number == 1 { &[1, 2] } else { &[] })
    })
    .await;
    let mut rows = client(&server.url).subusers().iter(SubuserFilter::default());
    assert!(tokio::time::timeout(Duration::ZERO, rows.next()).await.is_err());
    assert_eq!(ids(&mut rows).await.unwrap(), [1, 2]);
    assert_eq!(server.requests(), 2);
}

#[tokio::test]
async fn pages_are_a_stream() {
    let server = ScriptedServer::start(|number| page(if number == 1 { &[7] } else { &[] })).await;
    let mut rows = client(&server.url).subusers().iter(SubuserFilter::default());
    for id in [Some(7), None] {
        let row = poll_fn(|context| Pin::new(&mut rows).poll_next(context)).await;
        assert_eq!(row.map(|row| row.unwrap().id.unwrap()), id);
    }
}

#[tokio::test]
async fn customers_come_in_one_request_unless_a_page_has_a_size() {
    let list = "200 OK\n\n[{\"username\":\"a\"},{\"username\":\"b\"}]";
    for (limit, requests) in [(None, 1), (Some(2), 2)] {
        let server = ScriptedServer::start(move |_| list.to_owned()).await;
        let filter = CustomerFilter { limit, ..CustomerFilter::default() };
        let mut rows = client(&server.url).customers().iter(filter);
        let mut names = String::new();
        while let Some(row) = rows.next().await {
            names += &row.unwrap().username.unwrap();
        }
        assert_eq!((names.as_str(), server.requests()), ("ab", requests), "{limit:?}");
    }
}

#[test]
fn the_blocking_iteration_continues_after_an_error() {
    let responses = [
        json!({ "head": ["HTTP/1.1 200 OK"], "body": "[{\"id\":1}]" }),
        json!({ "head": ["HTTP/1.1 401 Unauthorized"], "body": "" }),
        json!({ "head": ["HTTP/1.1 200 OK"], "body": "[{\"id\":2}]" }),
        json!({ "head": ["HTTP/1.1 200 OK"], "body": "[]" }),
    ];
    let server = ReplayServer::start(responses);
    let client = blocking::Client::from(client(&server.url()));
    let mut rows = client.subusers().iter(SubuserFilter::default());
    assert_eq!(rows.next().unwrap().unwrap().id, Some(1));
    let error = rows.next().unwrap().unwrap_err();
    assert_eq!((error.kind(), error.offset()), (ErrorKind::Authentication, Some(1)));
    assert_eq!(rows.next().unwrap().unwrap().id, Some(2));
    assert!(rows.next().is_none());
}
