//! Alternatives for a Rust program, and the limit: `--impl raw` (prepared bytes on a socket,
//! nothing parsed), `reqwest` and `ureq`.

#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a failed measurement must end")]

mod raw;
mod reqwest_client;
mod typed;
mod ureq_client;

use sendgrid_accounts_bench::Arguments;

fn main() {
    let arguments = Arguments::of_process();
    let _ = rustls::crypto::ring::default_provider().install_default();
    match arguments.contender.as_str() {
        "raw" if arguments.at_once == 1 && !arguments.tls() => raw::blocking(&arguments),
        "raw" => raw::concurrent(&arguments),
        "reqwest" => reqwest_client::run(&arguments),
        "ureq" => ureq_client::run(&arguments),
        other => panic!("unknown contender {other:?}: expected raw, reqwest or ureq"),
    }
}
