//! Numbers of a measurement, printed as one line of JSON.

use std::time::{Duration, Instant};

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeVal;
use serde_json::json;

/// Maximum number of latencies that a worker keeps, the first ones, so that they do not dominate
/// the memory.
pub const KEPT: usize = 10_000;

/// Measures time and CPU time from its start, and prints them at its end.
#[derive(Debug)]
pub struct Meter {
    started: Instant,
    cpu: (f64, f64),
}

impl Meter {
    /// Starts the measurement.
    pub fn start() -> Self {
        Self { cpu: cpu_seconds(), started: Instant::now() }
    }

    /// Prints the numbers. `startup` is the time to create the client.
    #[allow(clippy::cast_precision_loss, reason = "the nanoseconds of some seconds fit a double")]
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

/// Prints the numbers of a decoder: `walls` are the times of decoding and freeing, `full` those of
/// decoding and reading all fields, `base` is the peak memory before.
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

/// CPU time of this process in seconds, in user and in system mode.
fn cpu_seconds() -> (f64, f64) {
    let usage = getrusage(UsageWho::RUSAGE_SELF).unwrap();
    #[allow(clippy::cast_precision_loss, reason = "the seconds of a short program fit a double")]
    let seconds = |time: TimeVal| time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6;
    (seconds(usage.user_time()), seconds(usage.system_time()))
}

/// Peak memory of this process in KiB. The value of `getrusage` is not used: it includes the peak
/// of the parent process.
pub fn peak_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.split_whitespace().next().unwrap().parse().unwrap()
}
