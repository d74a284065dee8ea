//! Things that a fork breaks: threads, connections, locks.
//!
//! A child that was forked has its parent's memory, but only the forking thread. A runtime in it
//! has no workers, a connection belongs to two processes, and a lock that another thread held at
//! that moment is never released. So the child leaves all of it alone, makes its own, and hangs it
//! behind what it inherited: nothing of the parent's is locked, used or dropped.

use std::process;
use std::sync::OnceLock;

/// A value of each process that uses it.
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

    /// The value of this process, made where it is not there yet.
    ///
    /// # Errors
    ///
    /// The error of `make`.
    pub fn get_or_try_init<E>(
        &self,
        make: impl Fn() -> Result<T, E>,
        unneeded: impl Fn(T),
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
                let node = Node { process, value: make()?, child: Self::new() };
                // Another thread may have been first; then this one is not needed.
                if let Err(node) = slot.first.set(Box::new(node)) {
                    unneeded(node.value);
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
                // Dropping what was inherited could wait for a thread that is not there. What is
                // this process's own hangs behind it, and ends with the process.
                std::mem::forget(node);
            }
        }
    }
}
