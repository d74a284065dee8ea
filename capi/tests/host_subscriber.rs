//! A Rust program that links this library keeps its own `tracing` subscriber.

#![allow(clippy::unwrap_used, reason = "a test stops at anything unexpected")]

use std::ffi::{CString, c_void};
use std::mem::MaybeUninit;
use std::ptr;
use std::sync::atomic::{AtomicUsize, Ordering};

use sendgrid_accounts_capi::{
    sga_client, sga_client_free, sga_client_new, sga_client_options, sga_log_level, sga_log_record,
    sga_set_log_callback, sga_status, sga_user_get_email,
};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

static OF_HOST: AtomicUsize = AtomicUsize::new(0);
static OF_CALLBACK: AtomicUsize = AtomicUsize::new(0);

/// The program's own subscriber.
struct Host;

impl Subscriber for Host {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "sendgrid_accounts"
    }

    fn event(&self, _: &Event<'_>) {
        OF_HOST.fetch_add(1, Ordering::SeqCst);
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

unsafe extern "C" fn count(record: *const sga_log_record, _: *mut c_void) {
    assert!(!record.is_null());
    OF_CALLBACK.fetch_add(1, Ordering::SeqCst);
}

fn new_client() -> *mut sga_client {
    // A port without a server: a call has events, too, when no connection can be made.
    let [key, url] = ["SG.key", "http://127.0.0.1:1"].map(|text| CString::new(text).unwrap());
    let mut client = ptr::null_mut();
    // SAFETY: zeros are a valid value, and the texts live until the function returns.
    let status = unsafe {
        let mut options = MaybeUninit::<sga_client_options>::zeroed().assume_init();
        options.struct_size = size_of::<sga_client_options>();
        options.api_key = key.as_ptr();
        options.base_url = url.as_ptr();
        options.max_retries = u32::MAX;
        sga_client_new(&raw const options, &raw mut client, ptr::null_mut())
    };
    assert_eq!(status, sga_status::SGA_OK);
    client
}

/// The events of a call that the host and the callback get.
fn events(client: *mut sga_client) -> (usize, usize) {
    let mut email = ptr::null_mut();
    let before = OF_HOST.load(Ordering::SeqCst);
    // SAFETY: the client is valid, and so is the output.
    let status = unsafe { sga_user_get_email(client, &raw mut email, ptr::null_mut()) };
    assert_eq!(status, sga_status::SGA_ERR_CONNECT);
    // SAFETY: no callback is valid.
    let status = unsafe { sga_set_log_callback(None, ptr::null_mut(), 0, ptr::null_mut()) };
    assert_eq!(status, sga_status::SGA_OK);
    (OF_HOST.load(Ordering::SeqCst) - before, OF_CALLBACK.swap(0, Ordering::SeqCst))
}

#[test]
fn events_go_to_the_callback_only_while_one_is_set() {
    tracing::subscriber::set_global_default(Host).unwrap();
    let client = new_client();
    assert_eq!(events(client), (2, 0));
    let level = sga_log_level::SGA_LOG_DEBUG as i32;
    // SAFETY: the callback needs no data.
    let status =
        unsafe { sga_set_log_callback(Some(count), ptr::null_mut(), level, ptr::null_mut()) };
    assert_eq!(status, sga_status::SGA_OK);
    assert_eq!(events(client), (0, 2));
    assert_eq!(events(client), (2, 0));
    // SAFETY: the client is valid.
    assert_eq!(unsafe { sga_client_free(client) }, sga_status::SGA_OK);
}
