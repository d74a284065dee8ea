//! The same call many times, by one client.

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

/// What a line asks for, where it asks for more than one call.
pub(crate) fn of(fields: &Fields) -> Option<Series> {
    Some(Series {
        times: fields.number("times")?,
        at_once: fields.number("at_once").unwrap_or(1),
        pause: Duration::from_millis(fields.number("pause_ms").unwrap_or(0)),
    })
}

impl Series {
    pub(crate) fn run(&self, fields: &Fields, make: impl Fn(&Fields) -> Value + Sync) -> Value {
        let (next, answers) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
        thread::scope(|scope| {
            for _ in 0..self.at_once {
                scope.spawn(|| {
                    loop {
                        let number = next.fetch_add(1, Ordering::Relaxed);
                        if number >= self.times {
                            return;
                        }
                        let started = Instant::now();
                        let mut answer = make(&fields.numbered(number));
                        answer["n"] = json!(number);
                        answer["ms"] = json!(started.elapsed().as_millis());
                        answers.lock().unwrap().push(answer);
                        thread::sleep(self.pause);
                    }
                });
            }
        });
        json!({ "answers": answers.into_inner().unwrap() })
    }
}
