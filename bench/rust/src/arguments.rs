//! Command line of the contenders in Rust and C.

use std::env;
use std::path::PathBuf;

/// Operation of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Reads the profile of the account.
    Get,
    /// Disables one customer.
    Disable,
    /// Lists all customers.
    List,
    /// Iterates over the last `rows` subusers, page by page.
    Iterate,
}

/// `--base URL --ca PEM --op get|disable|list|iterate --n N --warm W --conc C [--impl NAME]
/// [--rows N] [--format json|xml]`.
#[derive(Clone, Debug)]
pub struct Arguments {
    /// Name of the contender, for a program with several.
    pub contender: String,
    /// Base URL of the server.
    pub base: String,
    /// File of the trusted certificate authorities.
    pub bundle: PathBuf,
    /// Operation of the calls.
    pub kind: Kind,
    /// Number of timed calls.
    pub calls: usize,
    /// Number of untimed calls before them.
    pub warm: usize,
    /// Number of concurrent calls.
    pub at_once: usize,
    /// Number of customers in a list, or of subusers in an iteration.
    pub rows: usize,
    /// Format of a list: `json` or `xml`. Only the limit requests XML.
    pub format: String,
}

impl Arguments {
    /// Parses the arguments of this process.
    pub fn of_process() -> Self {
        let number = |name, default| option(name).map_or(default, |value| value.parse().unwrap());
        let string = |name| option(name).unwrap_or_default();
        Self {
            contender: string("--impl"),
            base: string("--base"),
            bundle: string("--ca").into(),
            kind: match string("--op").as_str() {
                "disable" => Kind::Disable,
                "list" => Kind::List,
                "iterate" => Kind::Iterate,
                _ => Kind::Get,
            },
            calls: number("--n", 1000),
            warm: number("--warm", 50),
            at_once: number("--conc", 1),
            rows: number("--rows", 100_000),
            format: option("--format").unwrap_or_else(|| "json".into()),
        }
    }

    /// Format, file and number of repetitions of a decoder measurement:
    /// `decode --impl json|xml --file F --reps R`.
    pub fn decoding() -> Option<(String, PathBuf, usize)> {
        (env::args().nth(1)? == "decode").then(|| {
            let repetitions = option("--reps").map_or(3, |value| value.parse().unwrap());
            (option("--impl").unwrap(), option("--file").unwrap().into(), repetitions)
        })
    }

    /// Whether the connection uses TLS.
    pub fn tls(&self) -> bool {
        self.base.starts_with("https:")
    }
}

fn option(name: &str) -> Option<String> {
    env::args().skip_while(|argument| argument != name).nth(1)
}
