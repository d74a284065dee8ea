//! Call loops: sequential, or concurrent with a shared counter.

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::arguments::Arguments;
use crate::meter::{KEPT, Meter};

/// Takes one of the remaining calls; false if there are none.
pub fn count_down(left: &AtomicUsize) -> bool {
    left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_ok()
}

/// Warms up, measures and prints, on the current runtime.
pub async fn run_async<C, F>(arguments: &Arguments, startup: Duration, call: C)
where
    C: Fn() -> F + Clone + Send + 'static,
    F: Future<Output = ()> + Send + 'static,
{
    let at_once = arguments.at_once;
    if arguments.warm > 0 {
        make(arguments.warm.max(at_once), at_once, &call).await;
    }
    let meter = Meter::start();
    let latencies = make(arguments.calls, at_once, &call).await;
    meter.finish(arguments.calls, latencies, startup);
}

async fn make<C, F>(calls: usize, at_once: usize, call: &C) -> Vec<Duration>
where
    C: Fn() -> F + Clone + Send + 'static,
    F: Future<Output = ()> + Send + 'static,
{
    let left = Arc::new(AtomicUsize::new(calls));
    let work = || {
        let (left, call) = (Arc::clone(&left), call.clone());
        async move {
            let mut latencies = Vec::new();
            while count_down(&left) {
                let started = Instant::now();
                call().await;
                if latencies.len() < KEPT {
                    latencies.push(started.elapsed());
                }
            }
            latencies
        }
    };
    if at_once == 1 {
        return work().await;
    }
    let workers: Vec<_> = (0..at_once).map(|_| tokio::spawn(work())).collect();
    let mut latencies = Vec::new();
    for worker in workers {
        latencies.extend(worker.await.unwrap());
    }
    latencies
}

/// Warms up, measures and prints, with one thread per concurrent call.
pub fn run_threads(arguments: &Arguments, startup: Duration, call: impl Fn() + Sync) {
    let make = |calls: usize| -> Vec<Duration> {
        let left = AtomicUsize::new(calls);
        let work = || {
            let mut latencies = Vec::new();
            while count_down(&left) {
                let started = Instant::now();
                call();
                if latencies.len() < KEPT {
                    latencies.push(started.elapsed());
                }
            }
            latencies
        };
        if arguments.at_once == 1 {
            return work();
        }
        thread::scope(|scope| {
            let workers: Vec<_> = (0..arguments.at_once).map(|_| scope.spawn(work)).collect();
            workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
        })
    };
    make(arguments.warm);
    let meter = Meter::start();
    let latencies = make(arguments.calls);
    meter.finish(arguments.calls, latencies, startup);
}
