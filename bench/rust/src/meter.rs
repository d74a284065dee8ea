//! The numbers of one measurement, printed as one line of JSON.

use std::time::{Duration, Instant};

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeVal;
use serde_json::json;

/// How many latencies a worker keeps: of more calls, the first. Else they would be most of the
/// memory.
pub const KEPT: usize = 10_000;

/// Begins after the warm-up and prints what it took at the end.
#[derive(Debug)]
pub struct Meter {
    started: Instant,
    cpu: (f64, f64),
}

impl Meter {
    /// Begins to measure.
    pub fn start() -> Self {
        Self { cpu: cpu_seconds(), started: Instant::now() }
    }

    /// Prints the numbers. `startup` is how long it took to make the client.
    #[allow(clippy::cast_precision_loss, reason = "nanoseconds of seconds fit a double")]
    pub fn finish(self, calls: usize, mut latencies: Vec<Duration>, startup: Duration) {
        let wall = self.started.elapsed().as_secs_f64();
        let (user, system) = cpu_seconds();
        latencies.sort_unstable();
        let kept = latencies.len();
        let micros =
            |place: usize| latencies.get(place.min(kept - 1)).unwrap().as_nanos() as f64 / 1e3;
        let numbers = json!({
            "n": calls, "wall_s": wall,
            "p50_us": micros(kept / 2), "p99_us": micros(kept * 99 / 100),
            "cpu_user_s": user - self.cpu.0, "cpu_sys_s": system - self.cpu.1,
            "rss_kb": peak_memory(), "client_ms": startup.as_secs_f64() * 1e3,
        });
        println!("{numbers}");
    }
}

/// Prints the numbers of a decoder: times of its repetitions, and the peak memory before.
pub fn print_decoding(
    rows: usize,
    bytes: usize,
    mut walls: Vec<f64>,
    mut full: Vec<f64>,
    base: u64,
) {
    walls.sort_unstable_by(f64::total_cmp);
    full.sort_unstable_by(f64::total_cmp);
    let numbers = json!({
        "count": rows, "bytes": bytes,
        "wall_s": walls.get(walls.len() / 2), "min_s": walls.first(),
        "full_s": full.get(full.len() / 2),
        "rss_base_kb": base, "rss_kb": peak_memory(),
    });
    println!("{numbers}");
}

/// Seconds that this process has computed, in user and in system mode.
fn cpu_seconds() -> (f64, f64) {
    let usage = getrusage(UsageWho::RUSAGE_SELF).unwrap();
    #[allow(clippy::cast_precision_loss, reason = "seconds of a short program fit a double")]
    let seconds = |time: TimeVal| time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6;
    (seconds(usage.user_time()), seconds(usage.system_time()))
}

/// The most memory that this process ever had, in KiB. What `getrusage` says of it would begin with
/// the peak of the process that started this one.
pub fn peak_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.split_whitespace().next().unwrap().parse().unwrap()
}
