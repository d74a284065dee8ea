//! Lists that are read page by page.
//!
//! The next page begins after the rows that were received. The list ends at an empty page, or at one
//! without a new row: a server that ignores the offset, or stops at its last page, returns the same rows
//! again. A short page is not the end, since servers may return fewer rows than were asked for.

use std::cmp::Ordering;
use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec;

use futures_core::Stream;
use serde::Serialize;

use crate::client::Client;
use crate::error::{Error, ErrorKind, Result};
use crate::operation::Operation;

/// A filter of a list that is read page by page.
pub trait Paged: Clone + Send + Sync + 'static {
    /// Operation that reads a page.
    type Operation: Operation;
    /// Row as the page keeps it.
    type Row: Send + 'static;
    /// Row of the iteration.
    type Item: From<Self::Row>;

    /// Number of rows to skip at the beginning.
    fn start(&self) -> u64;

    /// The page at an offset.
    fn page(&self, offset: u64) -> Self::Operation;

    /// Rows of a page.
    fn rows(page: <Self::Operation as Operation>::Output) -> Vec<Self::Row>;

    /// Identity of a row.
    fn key(row: &Self::Row) -> Key;

    /// Whether one request returns the whole list. Default: false.
    fn is_one_request(&self) -> bool {
        false
    }
}

/// Identity of a row: its number, else its name, else its content.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key(Identity);

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Identity {
    Number(i64),
    Name(String),
    Content(String),
}

impl Key {
    /// The identity of a row with a number, a name or neither.
    pub fn of(number: Option<i64>, name: Option<&str>, row: &impl Serialize) -> Self {
        Self(match (number, name) {
            (Some(number), _) => Identity::Number(number),
            (None, Some(name)) => Identity::Name(name.to_owned()),
            (None, None) => Identity::Content(serde_json::to_string(row).unwrap_or_default()),
        })
    }
}

/// Refuses pages without rows, which would end the list.
pub(crate) fn check_limit(field: &'static str, limit: Option<u64>) -> Result<()> {
    match limit {
        Some(0) => Err(Error::invalid_input(field, "is 0: give at least 1")),
        _ => Ok(()),
    }
}

/// Position of an iteration, without I/O. It keeps the identities of the rows of two pages, the first and
/// the last one: rows that move by less than a page while the list is read are given once, and a server
/// that begins again is noticed.
#[doc(hidden)] // For the bindings.
#[derive(Clone)]
pub struct Paging<P> {
    paged: P,
    offset: u64,
    /// Sorted, as is `last`.
    first: Vec<Key>,
    last: Vec<Key>,
    ended: bool,
}

impl<P: Paged> Paging<P> {
    /// The beginning of a list.
    pub fn new(paged: P) -> Self {
        let offset = paged.start();
        Self { paged, offset, first: Vec::new(), last: Vec::new(), ended: false }
    }

    /// The call that reads the next page; `None` at the end.
    pub fn next_call(&self) -> Option<P::Operation> {
        (!self.ended).then(|| self.paged.page(self.offset))
    }

    /// Offset of the next page.
    pub fn offset(&self) -> u64 {
        self.offset
    }

    /// Takes a page and returns its new rows; without any, the list has ended.
    pub fn accept(&mut self, page: <P::Operation as Operation>::Output) -> Vec<P::Row> {
        let mut rows = P::rows(page);
        let next = u64::try_from(rows.len()).ok().and_then(|rows| self.offset.checked_add(rows));
        if self.paged.is_one_request() {
            self.ended = true;
        } else {
            self.keep_new(&mut rows);
            self.ended = rows.is_empty() || next.is_none();
        }
        self.offset = next.unwrap_or(u64::MAX);
        rows
    }

    fn keep_new(&mut self, rows: &mut Vec<P::Row>) {
        let mut page: Vec<_> = rows.iter().map(P::key).zip(0..).collect();
        // Rows mostly arrive in the order of their numbers, which are then sorted already.
        page.sort_unstable();
        page.dedup_by(|later, earlier| later.0 == earlier.0);
        let (mut first, mut last) = (self.first.as_slice(), self.last.as_slice());
        let mut is_new = vec![false; rows.len()];
        for (key, index) in &page {
            let known = skip_to(&mut first, key) | skip_to(&mut last, key);
            if let (false, Some(is_new)) = (known, is_new.get_mut(*index)) {
                *is_new = true;
            }
        }
        let mut is_new = is_new.into_iter();
        rows.retain(|_| is_new.next().unwrap_or(false));
        let keys = if self.first.is_empty() { &mut self.first } else { &mut self.last };
        *keys = page.into_iter().map(|(key, _)| key).collect();
    }

    /// The error of a page, with the offset at which the iteration can continue.
    pub fn failed(&self, mut error: Error) -> Error {
        if !matches!(error.kind(), ErrorKind::Config | ErrorKind::InvalidInput) {
            let fields = error.fields_mut();
            fields.offset = Some(self.offset);
            let message =
                format!("{} (continue the list at offset {})", fields.message, self.offset);
            fields.message = message;
        }
        error
    }
}

/// Removes the smaller keys from sorted ones; true if the next one is equal.
fn skip_to(keys: &mut &[Key], key: &Key) -> bool {
    while let Some((next, greater)) = keys.split_first() {
        match next.cmp(key) {
            Ordering::Less => *keys = greater,
            Ordering::Equal => return true,
            Ordering::Greater => return false,
        }
    }
    false
}

type Pending<P> = Pin<Box<dyn Future<Output = Result<Output<P>>> + Send>>;
type Output<P> = <<P as Paged>::Operation as Operation>::Output;

/// Iteration over a list that is read page by page, in the server's order. It keeps one page in memory,
/// and the identities of the rows of another one.
///
/// After an error, the rows before [`offset`](Self::offset) have been returned. The next call of
/// [`next`](Self::next) requests the failed page again; another iteration can begin at the offset.
///
/// Rows that are added or deleted while the list is read may move others across the boundary of a page:
/// such a row is returned once if it moves by less than a page, and may be missed.
pub struct Pages<P: Paged> {
    client: Client,
    paging: Paging<P>,
    rows: vec::IntoIter<P::Row>,
    pending: Option<Pending<P>>,
}

impl<P: Paged> Pages<P> {
    pub(crate) fn new(client: &Client, paged: P) -> Self {
        let (client, paging) = (client.clone(), Paging::new(paged));
        Self { client, paging, rows: Vec::new().into_iter(), pending: None }
    }

    /// Offset of the next page: the number of rows that the server returned so far, and those that the
    /// filter skips.
    pub fn offset(&self) -> u64 {
        self.paging.offset()
    }

    /// The next row; `None` at the end. Dropping the future loses no row: the call for a page continues
    /// when the next row is awaited.
    ///
    /// # Errors
    ///
    /// [`Error`], as its documentation describes, with [`Error::offset`].
    pub async fn next(&mut self) -> Option<Result<P::Item>> {
        poll_fn(|context| self.poll_row(context)).await
    }

    fn poll_row(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<P::Item>>> {
        loop {
            if let Some(row) = self.rows.next() {
                return Poll::Ready(Some(Ok(row.into())));
            }
            let Some(pending) = &mut self.pending else {
                let Some(call) = self.paging.next_call() else { return Poll::Ready(None) };
                let client = self.client.clone();
                self.pending = Some(Box::pin(async move { client.execute(call).await }));
                continue;
            };
            let page = ready!(pending.as_mut().poll(context));
            self.pending = None;
            match page {
                Ok(page) => self.rows = self.paging.accept(page).into_iter(),
                Err(error) => return Poll::Ready(Some(Err(self.paging.failed(error)))),
            }
        }
    }
}

/// No field is pinned in place.
impl<P: Paged> Unpin for Pages<P> {}

impl<P: Paged> Stream for Pages<P> {
    type Item = Result<P::Item>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_row(cx)
    }
}

impl<P: Paged> fmt::Debug for Pages<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").field("offset", &self.offset()).finish_non_exhaustive()
    }
}

/// As [`Pages`](crate::Pages), for programs without an async runtime: an iterator that blocks the calling
/// thread while it reads a page.
#[cfg(feature = "blocking")]
#[doc(hidden)] // Documented as a type of the module `blocking`.
pub struct BlockingPages<P: Paged> {
    client: crate::client::blocking::Client,
    paging: Paging<P>,
    rows: vec::IntoIter<P::Row>,
}

#[cfg(feature = "blocking")]
impl<P: Paged> BlockingPages<P> {
    pub(crate) fn new(client: &crate::client::blocking::Client, paged: P) -> Self {
        let (client, paging) = (client.clone(), Paging::new(paged));
        Self { client, paging, rows: Vec::new().into_iter() }
    }

    /// Offset of the next page; see [`Pages::offset`](crate::Pages::offset).
    pub fn offset(&self) -> u64 {
        self.paging.offset()
    }
}

#[cfg(feature = "blocking")]
impl<P: Paged> Iterator for BlockingPages<P> {
    type Item = Result<P::Item>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(row) = self.rows.next() {
                return Some(Ok(row.into()));
            }
            match self.client.execute(self.paging.next_call()?) {
                Ok(page) => self.rows = self.paging.accept(page).into_iter(),
                Err(error) => return Some(Err(self.paging.failed(error))),
            }
        }
    }
}

#[cfg(feature = "blocking")]
impl<P: Paged> fmt::Debug for BlockingPages<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").field("offset", &self.offset()).finish_non_exhaustive()
    }
}
