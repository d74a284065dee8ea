//! Iteration over lists, page by page.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use sendgrid_accounts::customers::CustomerFilter;
use sendgrid_accounts::pages::{Paged, Paging};
use sendgrid_accounts::runtime::{self, Pending, SentFlag};
use sendgrid_accounts::subusers::SubuserFilter;
use sendgrid_accounts::{Client, Error, Operation};
use tokio::sync::Mutex;

use crate::ffi::arguments::output;
use crate::ffi::error::FfiError;
use crate::ffi::handles::{self, Handle};
use crate::ffi::objects::{ToC, new_object};
use crate::log::logged;
use crate::queue::functions::{queue_of, sga_queue};
use crate::status::sga_status;
use crate::types::completion::Value;
use crate::types::error::{guard, sga_error};
use crate::types::handles::sga_client;

/// Iteration over subusers, page by page; it keeps no page, and the identities of the rows of two. An
/// iteration belongs to the process that created it. Freed by sga_subusers_iter_free().
pub struct sga_subusers_iter {
    _handle: (),
}

impl Handle for sga_subusers_iter {
    type Object = Iteration<SubuserFilter>;
    const NAME: &'static str = "iter";
}

/// Iteration over customers, page by page, as sga_subusers_iter. Freed by sga_customers_iter_free().
pub struct sga_customers_iter {
    _handle: (),
}

impl Handle for sga_customers_iter {
    type Object = Iteration<CustomerFilter>;
    const NAME: &'static str = "iter";
}

/// Position in a list. Calls for its pages run one after another.
pub(crate) struct Iteration<P: Paged> {
    process: u32,
    client: Client,
    paging: Mutex<Paging<P>>,
    /// Offset of the next page, which is readable while a page is requested.
    offset: AtomicU64,
}

/// New rows of a page; `None` at the end.
type Page<P> = Option<Vec<<P as Paged>::Row>>;

impl<P: Paged> Iteration<P> {
    fn new(client: Client, filter: P) -> Self {
        let paging = Paging::new(filter);
        let offset = AtomicU64::new(paging.offset());
        Self { process: std::process::id(), client, paging: Mutex::new(paging), offset }
    }

    /// A thread that does not exist in a forked child may hold the lock.
    fn check_process(&self) -> Result<(), FfiError> {
        if self.process == std::process::id() {
            return Ok(());
        }
        Err(FfiError::misuse(
            sga_status::SGA_ERR_FORKED,
            "iter",
            "was created before a fork: begin another one at its offset",
        ))
    }

    async fn next_page(&self, sent: &SentFlag) -> Result<Page<P>, Error> {
        let mut paging = self.paging.lock().await;
        let Some(call) = paging.next_call() else { return Ok(None) };
        let page = self.client.execute_watched(call, sent).await;
        let page = page.map_err(|error| paging.failed(error))?;
        let rows = paging.accept(page);
        self.offset.store(paging.offset(), Ordering::Relaxed);
        Ok(Some(rows).filter(|rows| !rows.is_empty()))
    }
}

/// Begins an iteration; it sends nothing.
pub(crate) unsafe fn begin<P, H>(
    client: *const sga_client,
    result: *mut *mut H,
    error: *mut *mut sga_error,
    filter: impl FnOnce() -> Result<P, FfiError>,
) -> sga_status
where
    P: Paged,
    H: Handle<Object = Iteration<P>>,
{
    guard(error, || {
        let client = handles::get(client)?;
        let result = output("result", result)?;
        let iteration = Iteration::new(Client::clone(&client), filter()?);
        result.write(handles::new_handle(iteration));
        Ok(())
    })
}

/// Reads the next page; NULL at the end.
pub(crate) unsafe fn next_page<P, H>(
    iter: *const H,
    result: *mut *mut <Vec<P::Row> as ToC>::Object,
    error: *mut *mut sga_error,
) -> sga_status
where
    P: Paged,
    H: Handle<Object = Iteration<P>>,
    Vec<P::Row>: ToC,
{
    guard(error, || {
        let iter = handles::get(iter)?;
        iter.check_process()?;
        let result = output("result", result)?;
        let work = async move { iter.next_page(&SentFlag::default()).await };
        let page = runtime::start_call(logged(work)).and_then(Pending::wait)?;
        result.write(page.map_or(std::ptr::null_mut(), new_object));
        Ok(())
    })
}

/// Submits the request for the next page to a queue.
pub(crate) unsafe fn submit_next_page<P, H>(
    queue: *const sga_queue,
    iter: *const H,
    tag: u64,
    error: *mut *mut sga_error,
) -> sga_status
where
    P: Paged,
    H: Handle<Object = Iteration<P>>,
    Page<P>: Value,
{
    guard(error, || {
        let queue = queue_of(queue)?;
        let iter: Arc<Iteration<P>> = handles::get(iter)?;
        iter.check_process()?;
        queue.start(tag, P::Operation::INFO.name, async move |sent| {
            Ok(Box::new(iter.next_page(&sent).await?) as Box<dyn Value>)
        })
    })
}

/// Writes the offset of the next page.
pub(crate) unsafe fn offset<P, H>(
    iter: *const H,
    result: *mut u64,
    error: *mut *mut sga_error,
) -> sga_status
where
    P: Paged,
    H: Handle<Object = Iteration<P>>,
{
    guard(error, || {
        let iter = handles::get(iter)?;
        output("result", result)?.write(iter.offset.load(Ordering::Relaxed));
        Ok(())
    })
}

/// Frees an iteration.
pub(crate) unsafe fn free<H: Handle>(iter: *const H) -> sga_status {
    guard(std::ptr::null_mut(), || handles::take_handle(iter).map(drop))
}
