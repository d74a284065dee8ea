//! Values that a forked child must not inherit: threads, connections, locks.
//!
//! A forked child has its parent's memory, but only the forking thread. An inherited runtime has no
//! workers, an inherited connection belongs to two processes, and a lock held by another thread is
//! never released. The child therefore creates values of its own, in a list behind the inherited
//! ones, and never locks, uses or drops an inherited value.

#![cfg_attr(not(feature = "blocking"), expect(unreachable_pub, reason = "only bindings need it"))]

use std::process;
use std::sync::OnceLock;

/// One value per process.
#[derive(Debug)]
pub struct PerProcess<T> {
    first: OnceLock<Box<Node<T>>>,
}

#[derive(Debug)]
struct Node<T> {
    process: u32,
    value: T,
    child: PerProcess<T>,
}

impl<T> PerProcess<T> {
    /// No value yet.
    #[expect(clippy::new_without_default, reason = "statics alone are made")]
    pub const fn new() -> Self {
        Self { first: OnceLock::new() }
    }

    /// The value of this process, created by `create` on first use. If two threads create it at
    /// the same time, `discard` gets the second value.
    ///
    /// # Errors
    ///
    /// The error of `create`.
    pub fn get_or_try_init<E>(
        &self,
        create: impl Fn() -> Result<T, E>,
        discard: impl Fn(T),
    ) -> Result<&T, E> {
        let process = process::id();
        let mut slot = self;
        loop {
            if let Some(node) = slot.first.get() {
                if node.process == process {
                    return Ok(&node.value);
                }
                slot = &node.child;
            } else {
                let node = Node { process, value: create()?, child: Self::new() };
                if let Err(node) = slot.first.set(Box::new(node)) {
                    discard(node.value);
                }
            }
        }
    }
}

impl<T> Drop for PerProcess<T> {
    fn drop(&mut self) {
        if let Some(node) = self.first.take() {
            if node.process == process::id() {
                drop(node);
            } else {
                // Dropping an inherited value could wait for a thread that does not exist here. The
                // process's own value is behind it, and lives until the process ends.
                std::mem::forget(node);
            }
        }
    }
}
