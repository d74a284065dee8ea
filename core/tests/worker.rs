//! The worker of the process, on which the bindings run their calls.

#![cfg(feature = "blocking")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at anything unexpected")]

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use sendgrid_accounts::runtime::start_call;
use sendgrid_accounts::{ErrorKind, Result};
use tokio::runtime::Builder;

#[test]
fn a_panic_is_an_internal_error() {
    let pending = start_call::<()>(async { panic!("expected") }).unwrap();
    assert_eq!(pending.wait().unwrap_err().kind(), ErrorKind::Internal);
}

#[test]
fn a_wait_may_time_out_and_resume() {
    let (sender, receiver) = tokio::sync::oneshot::channel();
    let mut pending = start_call(async { Ok(receiver.await.unwrap()) }).unwrap();
    assert!(pending.wait_for(Duration::from_millis(1)).is_none());
    sender.send(7).unwrap();
    assert_eq!(pending.wait().unwrap(), 7);
}

#[test]
fn a_call_may_start_inside_another_runtime() {
    let other = Builder::new_current_thread().build().unwrap();
    let here = thread::current().id();
    let call = || start_call(async { Ok(thread::current().id()) }).unwrap().wait().unwrap();
    assert_ne!(other.block_on(async { call() }), here);
}

#[test]
fn dropping_a_call_cancels_it() {
    struct DropSignal(mpsc::Sender<()>);
    impl Drop for DropSignal {
        fn drop(&mut self) {
            let _ = self.0.send(());
        }
    }
    let (sender, dropped) = mpsc::channel();
    let signal = DropSignal(sender);
    let mut pending = start_call(async move {
        let _signal = signal;
        std::future::pending::<Result<()>>().await
    })
    .unwrap();
    assert!(pending.wait_for(Duration::from_millis(1)).is_none());
    assert!(dropped.try_recv().is_err());
    drop(pending);
    assert!(dropped.recv_timeout(Duration::from_secs(5)).is_ok());
}
