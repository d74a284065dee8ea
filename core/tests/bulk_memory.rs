//! Memory of a long run. In a process of its own, because other tests would count too.

#![cfg(feature = "bulk")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at anything unexpected"
)]

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use peak_alloc::PeakAlloc;
use sendgrid_accounts::{BulkJob, BulkOptions, Client, Outcome};
use serde_json::json;

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

/// Growth of the memory while jobs are executed, in bytes: less than a number for each job.
const GROWTH: usize = 128 * 1024;

struct Jobs(std::ops::Range<usize>);

impl Stream for Jobs {
    type Item = BulkJob;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<BulkJob>> {
        let arguments = |number| json!({ "user": format!("customer{number}@example.com") });
        let job =
            |number| BulkJob::new("customers.disable", arguments(number).as_object().unwrap());
        Poll::Ready(self.0.next().map(job))
    }
}

/// A server that accepts everything and remembers nothing.
fn serve(mut stream: TcpStream) {
    let (mut request, mut buffer) = (Vec::new(), [0; 4_096]);
    while let Ok(count @ 1..) = stream.read(&mut buffer) {
        request.extend_from_slice(&buffer[..count]);
        while let Some(head) = request.windows(4).position(|end| end == b"\r\n\r\n") {
            let text = String::from_utf8_lossy(&request[..head]).to_lowercase();
            let length = text.split_once("content-length: ").map_or("0", |(_, rest)| rest);
            let length: usize = length.lines().next().unwrap().trim().parse().unwrap();
            if request.len() < head + 4 + length {
                break;
            }
            request.drain(..head + 4 + length);
            let body = r#"{"message":"success"}"#;
            let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length";
            if stream.write_all(format!("{head}: {}\r\n\r\n{body}", body.len()).as_bytes()).is_err()
            {
                return;
            }
        }
    }
}

/// 10,000 jobs, multiplied by `SENDGRID_ACCOUNTS_SOAK`.
#[tokio::test]
async fn any_number_of_jobs_takes_the_same_memory() {
    let times = std::env::var("SENDGRID_ACCOUNTS_SOAK").ok().and_then(|value| value.parse().ok());
    let jobs = 10_000 * times.unwrap_or(1_usize);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            std::thread::spawn(move || serve(stream.unwrap()));
        }
    });
    let path = std::env::temp_dir().join(format!("bulk-memory-{}.db", std::process::id()));
    let mut options = BulkOptions::default();
    options.ledger = Some(path.clone());
    let client = Client::builder().api_key("SG.key").base_url(url).build().unwrap();
    let bulk = client.bulk(&options).unwrap();
    let mut results = bulk.run(Jobs(0..jobs));
    let (mut ended, mut before) = (0, 0);
    while let Some(result) = results.next().await {
        assert_eq!(result.unwrap().outcome, Outcome::Applied);
        ended += 1;
        if ended == 3_000 {
            before = ALLOCATOR.peak_usage();
            ALLOCATOR.reset_peak_usage();
        }
    }
    let peak = ALLOCATOR.peak_usage();
    println!("{jobs} jobs: at most {before} bytes for 3,000, at most {peak} for the others");
    assert_eq!(ended, jobs);
    assert!(peak < before + GROWTH, "{before}, {peak}");
    bulk.close();
    for suffix in ["", ".lock"] {
        std::fs::remove_file(format!("{}{suffix}", path.display())).unwrap();
    }
}
