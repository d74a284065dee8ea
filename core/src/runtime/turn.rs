//! The turns of the library's thread: what it does from one wait for the network to the next.

use std::cell::RefCell;

type Work = Box<dyn FnOnce()>;

thread_local! {
    /// None on threads that have no turns.
    static LEFT: RefCell<Option<Vec<Work>>> = const { RefCell::new(None) };
}

/// Leaves some work to the end of this turn of the library's thread, so that what belongs to many calls
/// is done once for all that have ended in it. The work must not panic.
///
/// # Errors
///
/// Gives the work back on any other thread.
pub fn at_end_of_turn<W: FnOnce() + 'static>(work: W) -> Result<(), W> {
    LEFT.with_borrow_mut(|left| match left {
        Some(left) => {
            left.push(Box::new(work));
            Ok(())
        }
        None => Err(work),
    })
}

/// Ends a turn.
pub(super) fn end_turn() {
    for work in LEFT.replace(Some(Vec::new())).into_iter().flatten() {
        work();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;
    use std::time::Duration;

    use crate::runtime::{Progress, start_task};

    #[test]
    fn work_is_left_to_the_end_of_the_turn() {
        let (sender, seen) = mpsc::channel();
        let task = async move {
            // The first turn of the thread begins before there are any.
            tokio::time::sleep(Duration::from_millis(1)).await;
            let later = sender.clone();
            assert!(at_end_of_turn(move || later.send("later").unwrap()).is_ok());
            tokio::task::spawn(async move { sender.send("meanwhile").unwrap() });
        };
        let _task = start_task(&Progress::default(), task).unwrap();
        let next = || seen.recv_timeout(Duration::from_secs(5)).unwrap();
        assert_eq!([next(), next()], ["meanwhile", "later"]);
    }

    #[test]
    fn other_threads_have_no_turns() {
        let (sender, seen) = mpsc::channel();
        let work = at_end_of_turn(move || sender.send(7).unwrap()).unwrap_err();
        assert!(seen.try_recv().is_err());
        work();
        assert_eq!(seen.recv().unwrap(), 7);
    }
}
