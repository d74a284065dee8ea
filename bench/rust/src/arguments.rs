//! The command line that all contenders in Rust and C have.

use std::env;
use std::path::PathBuf;

/// Which call is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Reads the profile of the account.
    Get,
    /// Disables one customer.
    Disable,
    /// Lists all customers.
    List,
}

/// `--base URL --ca PEM --op get|disable|list --n N --warm W --conc C [--impl NAME] [--rows N]
/// [--format json|xml]`.
#[derive(Clone, Debug)]
pub struct Arguments {
    /// Which contender, where a program holds several.
    pub contender: String,
    /// The address of the server.
    pub base: String,
    /// The certificate authorities to trust.
    pub bundle: PathBuf,
    /// Which call.
    pub kind: Kind,
    /// How many calls are timed.
    pub calls: usize,
    /// How many are made before.
    pub warm: usize,
    /// How many are in flight at a time.
    pub at_once: usize,
    /// How many customers a list has.
    pub rows: usize,
    /// The format of a list: `json` or `xml`. Only the limit asks for another than JSON.
    pub format: String,
}

impl Arguments {
    /// Those of this process.
    pub fn of_process() -> Self {
        let number = |name, default| option(name).map_or(default, |text| text.parse().unwrap());
        let text = |name| option(name).unwrap_or_default();
        Self {
            contender: text("--impl"),
            base: text("--base"),
            bundle: text("--ca").into(),
            kind: match text("--op").as_str() {
                "disable" => Kind::Disable,
                "list" => Kind::List,
                _ => Kind::Get,
            },
            calls: number("--n", 1000),
            warm: number("--warm", 50),
            at_once: number("--conc", 1),
            rows: number("--rows", 100_000),
            format: option("--format").unwrap_or_else(|| "json".into()),
        }
    }

    /// `decode --impl json|xml --file F --reps R`: a format, a file and a number of repetitions,
    /// where a decoder is to be measured.
    pub fn decoding() -> Option<(String, PathBuf, usize)> {
        (env::args().nth(1)? == "decode").then(|| {
            let repetitions = option("--reps").map_or(3, |text| text.parse().unwrap());
            (option("--impl").unwrap(), option("--file").unwrap().into(), repetitions)
        })
    }

    /// Whether the server is spoken to over TLS.
    pub fn tls(&self) -> bool {
        self.base.starts_with("https:")
    }
}

fn option(name: &str) -> Option<String> {
    env::args().skip_while(|argument| argument != name).nth(1)
}
