//! A series: the same call several times, by one client.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::fields::Fields;

pub(crate) struct Series {
    times: usize,
    at_once: usize,
    pause: Duration,
}

/// The series of a line; `None` for a single call.
pub(crate) fn of(fields: &Fields) -> Option<Series> {
    Some(Series {
        times: fields.number("times")?,
        at_once: fields.number("at_once").unwrap_or(1),
        pause: Duration::from_millis(fields.number("pause_ms").unwrap_or(0)),
    })
}

impl Series {
    /// Makes the calls, each by its number.
    pub(crate) fn run(&self, call: impl Fn(usize) -> Value + Sync) -> Value {
        let (next, results) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
        thread::scope(|scope| {
            for _ in 0..self.at_once {
                scope.spawn(|| {
                    loop {
                        let number = next.fetch_add(1, Ordering::Relaxed);
                        if number >= self.times {
                            return;
                        }
                        let started = Instant::now();
                        let mut result = call(number);
                        result["n"] = json!(number);
                        result["ms"] = json!(started.elapsed().as_millis());
                        results.lock().unwrap().push(result);
                        thread::sleep(self.pause);
                    }
                });
            }
        });
        json!({ "responses": results.into_inner().unwrap() })
    }
}
