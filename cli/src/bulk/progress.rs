//! The progress bar of a run.

use std::time::{Duration, SystemTime};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use sendgrid_accounts::{Bulk, BulkProgress, BulkWindow};

use crate::terminal::{say, shows_messages};

/// A bar on a terminal; nothing elsewhere.
pub(super) struct Bar(ProgressBar);

impl Bar {
    pub(super) fn new(total: u64) -> Self {
        let is_shown = shows_messages();
        let target =
            if is_shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(total), target);
        if let Ok(style) = ProgressStyle::with_template("{wide_bar} {pos}/{len} {msg}") {
            bar.set_style(style);
        }
        Self(bar)
    }

    pub(super) fn show(&self, bulk: &Bulk) {
        let progress = bulk.progress();
        self.0.set_position(progress.ended());
        self.0.set_message(message(&progress, SystemTime::now()));
    }

    /// Prints a line above the bar.
    pub(super) fn say(&self, line: &str) {
        self.0.suspend(|| say(line));
    }

    pub(super) fn clear(&self) {
        self.0.finish_and_clear();
    }
}

/// Rate, window, failures and the time that is left.
fn message(progress: &BulkProgress, now: SystemTime) -> String {
    let mut parts = vec![format!("{:.1}/s", progress.rate)];
    parts.extend(progress.window.and_then(|window| window_in_words(window, now)));
    let counts = [
        (progress.rejected, "refused"),
        (progress.unknown, "unknown"),
        (progress.not_sent, "not sent"),
    ];
    parts.extend(
        counts
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, name)| format!("{count} {name}")),
    );
    parts.extend(progress.time_left().map(|left| format!("{} left", time(left))));
    parts.join(", ")
}

fn window_in_words(window: BulkWindow, now: SystemTime) -> Option<String> {
    let (remaining, limit) = (window.remaining?, window.limit?);
    let reset = window.reset_at.and_then(|reset| reset.duration_since(now).ok());
    Some(match reset.filter(|_| remaining == 0) {
        Some(reset) => format!("window 0/{limit}, next in {}", time(reset)),
        None => format!("window {remaining}/{limit}"),
    })
}

fn time(time: Duration) -> String {
    let seconds = time.as_secs_f64().ceil();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "whole, and positive"
    )]
    let seconds = seconds as u64;
    match (seconds / 3600, seconds / 60 % 60, seconds % 60) {
        (0, 0, seconds) => format!("{seconds}s"),
        (0, minutes, seconds) => format!("{minutes}m{seconds:02}s"),
        (hours, minutes, _) => format!("{hours}h{minutes:02}m"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_has_what_is_known() {
        let now = SystemTime::UNIX_EPOCH;
        let mut progress = BulkProgress::default();
        progress.rate = 9.96;
        assert_eq!(message(&progress, now), "10.0/s");
        progress.total = Some(1000);
        progress.applied = 1;
        progress.rejected = 2;
        progress.unknown = 1;
        assert_eq!(message(&progress, now), "10.0/s, 2 refused, 1 unknown, 1m40s left");
    }

    #[test]
    fn times_have_two_units() {
        for (seconds, expected) in
            [(0.0, "0s"), (0.4, "1s"), (59.0, "59s"), (61.0, "1m01s"), (7265.0, "2h01m")]
        {
            assert_eq!(time(Duration::from_secs_f64(seconds)), expected);
        }
    }
}
