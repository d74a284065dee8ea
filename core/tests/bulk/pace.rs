//! The pace of a run: the server's window is used whole, and refuses next to nothing.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::time::{Duration, Instant};

use sendgrid_accounts::{BulkProgress, Outcome};
use sendgrid_accounts_sandbox::{JournalEntry, Options, Sandbox, Window};
use serde_json::json;

use crate::{Folder, Jobs, client, disable, inject, options};

struct Paced {
    journal: Vec<JournalEntry>,
    /// Start of the server, in milliseconds since 1970.
    start: u64,
    elapsed: Duration,
    progress: BulkProgress,
}

/// So many disables with a ledger, 16 at once.
async fn paced(jobs: usize, window: Window) -> Paced {
    let options_of_sandbox = Options { window, customers: jobs, ..Options::default() };
    let (sandbox, folder) = (Sandbox::start(options_of_sandbox).unwrap(), Folder::new());
    let start = now();
    let client = client(&sandbox);
    let bulk = client.bulk(&options(&folder.ledger())).unwrap();
    bulk.set_total(u64::try_from(jobs).unwrap());
    let started = Instant::now();
    let mut results = bulk.run(Jobs((1..=jobs).map(disable)));
    let mut applied = 0;
    while let Some(result) = results.next().await {
        applied += usize::from(result.unwrap().outcome == Outcome::Applied);
    }
    assert_eq!(applied, jobs);
    Paced {
        start,
        journal: sandbox.journal(),
        elapsed: started.elapsed(),
        progress: bulk.progress(),
    }
}

/// Requests by the window in which they arrived: answered and refused. `start`: milliseconds since 1970.
fn by_window(journal: &[JournalEntry], window: Window, start: u64) -> Vec<(u64, u64)> {
    let mut windows = BTreeMap::<u64, (u64, u64)>::new();
    for entry in journal {
        let number = (start + entry.arrived_ms) / (u64::from(window.seconds) * 1_000);
        let (answered, refused) = windows.entry(number).or_default();
        *(if entry.status == 429 { refused } else { answered }) += 1;
    }
    windows.into_values().collect()
}

fn now() -> u64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    u64::try_from(since.as_millis()).unwrap()
}

fn check(paced: &Paced, window: Window) {
    let windows = by_window(&paced.journal, window, paced.start);
    let jobs = paced.progress.total.unwrap();
    println!("{jobs} jobs in {:?}, answered and refused by window: {windows:?}", paced.elapsed);
    assert_eq!(windows.iter().map(|(answered, _)| answered).sum::<u64>(), jobs);
    assert!(windows.iter().all(|(_, refused)| *refused <= 1));
    assert_eq!(paced.progress.window.unwrap().limit, Some(window.limit.into()));
}

/// Starts a moment after the beginning of a window, as the server counts them.
async fn at_the_start_of(window: Window) {
    let length = u64::from(window.seconds) * 1_000;
    let wait = length - now() % length;
    tokio::time::sleep(Duration::from_millis(wait + 50)).await;
}

#[tokio::test]
async fn at_most_one_request_of_a_window_is_refused() {
    let window = Window { limit: 150, seconds: 3 };
    at_the_start_of(window).await;
    let paced = paced(400, window).await;
    check(&paced, window);
    // Two windows, a second for the times of the server, which are rounded, and the calls.
    assert!(paced.elapsed < Duration::from_secs(3 + 3 + 1 + 3), "{:?}", paced.elapsed);
}

/// Somebody else uses the same limit, so that calls are refused.
#[tokio::test]
async fn what_a_rate_limit_refuses_is_made_again() {
    let (sandbox, folder) = (crate::sandbox(20), Folder::new());
    let refuse = json!([{ "operation": "customers.disable", "times": 8,
        "fault": { "kind": "status", "status": 429, "headers": { "Retry-After": "1" } } }]);
    inject(&sandbox, &refuse);
    // A call alone would give up.
    let client =
        crate::builder(&sandbox).max_retries(0).max_rate_limit_wait(Duration::from_millis(10));
    let bulk = client.build().unwrap().bulk(&options(&folder.ledger())).unwrap();
    let results = crate::all(&bulk, (1..=20).map(disable)).await;
    assert!(results.iter().all(|result| result.outcome == Outcome::Applied));
}

#[tokio::test]
async fn a_job_that_waits_for_a_rate_limit_is_not_begun_and_can_be_stopped() {
    let window = Window { limit: 5, seconds: 3_600 };
    let (folder, settings) =
        (Folder::new(), Options { window, customers: 20, ..Options::default() });
    let sandbox = Sandbox::start(settings).unwrap();
    let bulk = client(&sandbox).bulk(&options(&folder.ledger())).unwrap();
    // The first response reports the limit.
    bulk.execute(disable(1)).await.unwrap();
    let mut results = bulk.run(Jobs((2..=20).map(disable)));
    let stop = async {
        while bulk.progress().applied < 5 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
        // Only what was sent has a row.
        let rows = crate::rows(&folder.ledger()).len();
        bulk.stop();
        rows
    };
    let results = async {
        let mut outcomes = Vec::new();
        while let Some(result) = results.next().await {
            outcomes.push(result.unwrap().outcome);
        }
        outcomes
    };
    let started = Instant::now();
    let (outcomes, rows) = tokio::join!(results, stop);
    assert_eq!(rows, 5);
    assert!(outcomes.iter().filter(|outcome| **outcome == Outcome::Applied).count() == 4);
    assert!(outcomes.iter().skip(4).all(|outcome| *outcome == Outcome::NotSent));
    assert!(started.elapsed() < Duration::from_secs(20));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "takes minutes"]
async fn twenty_thousand_customers_at_six_thousand_a_minute() {
    let window = Window { limit: 6_000, seconds: 60 };
    at_the_start_of(window).await;
    let paced = paced(20_000, window).await;
    check(&paced, window);
    // The last jobs begin after three windows.
    assert!(paced.elapsed.as_secs_f64() < 180.0 * 1.05, "{:?}", paced.elapsed);
    if let Some(path) = std::env::var_os("BULK_PLOT") {
        fs::write(path, plot(&paced.journal, window, paced.start)).unwrap();
    }
}

/// Requests per second, and the sum of each window.
fn plot(journal: &[JournalEntry], window: Window, start_ms: u64) -> String {
    let start = journal[0].arrived_ms;
    let mut seconds = BTreeMap::<u64, u64>::new();
    for entry in journal {
        *seconds.entry((entry.arrived_ms - start) / 1_000).or_default() += 1;
    }
    let (last, most) = (*seconds.keys().max().unwrap(), *seconds.values().max().unwrap());
    let (width, height) = (700, 240);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {} {}\" font-family=\"sans-serif\" \
         font-size=\"12\">\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n\
         <text x=\"50\" y=\"18\">Requests per second; limit: {} in {} s</text>\n",
        width + 200,
        height + 70,
        window.limit,
        window.seconds
    );
    for (second, count) in &seconds {
        let (x, tall) = (50 + second * width / (last + 1), count * height / most);
        let wide = (width / (last + 1)).max(2);
        let y = 30 + height - tall;
        writeln!(
            svg,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{wide}\" height=\"{tall}\" fill=\"#2a6fb0\"/>"
        )
        .unwrap();
    }
    let mut first = 0;
    for (index, (answered, refused)) in by_window(journal, window, start_ms).into_iter().enumerate()
    {
        let x =
            50 + (u64::try_from(index).unwrap() * u64::from(window.seconds)) * width / (last + 1);
        let y = height + 46;
        writeln!(svg, "<text x=\"{x}\" y=\"{y}\">{answered} sent, {refused} refused</text>")
            .unwrap();
        first += answered;
    }
    let y = height + 64;
    writeln!(svg, "<text x=\"50\" y=\"{y}\">{first} requests in {last} s</text>").unwrap();
    let base = 30 + height;
    writeln!(svg, "<path d=\"M50 30V{base}H{}\" fill=\"none\" stroke=\"black\"/>", width + 60)
        .unwrap();
    writeln!(svg, "<text x=\"44\" y=\"40\" text-anchor=\"end\">{most}</text>\n</svg>").unwrap();
    svg
}
