//! The output when the server is listening.

use std::fmt::Write as _;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::Path;

use clap::ValueEnum;
use serde::Serialize;

use crate::server::Sandbox;

/// The form of the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Print {
    /// A text for persons
    Text,
    /// One line of JSON
    Json,
    /// Exports of a POSIX shell
    Env,
    /// Exports of the fish shell
    Fish,
    /// Assignments of `PowerShell`
    Powershell,
}

/// The members of the line of JSON.
#[derive(Serialize)]
struct Ready<'a> {
    url: &'a str,
    api_key: &'a str,
    reseller_username: &'a str,
    reseller_password: &'a str,
    control_token: &'a str,
    console_url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    ca_file: Option<&'a Path>,
}

impl Default for Print {
    /// A text on a terminal; on a pipe or in a file, what a program reads.
    fn default() -> Self {
        if io::stdout().is_terminal() { Self::Text } else { Self::Json }
    }
}

impl Print {
    /// Prints the URL and the credentials in one write: a reader that sees a part sees everything.
    pub(super) fn print(self, sandbox: &Sandbox) -> io::Result<()> {
        let console_url = sandbox.console_url();
        let ready = Ready {
            url: sandbox.url(),
            api_key: sandbox.api_key(),
            reseller_username: sandbox.reseller_username(),
            reseller_password: sandbox.reseller_password(),
            control_token: sandbox.control_token(),
            console_url: &console_url,
            ca_file: sandbox.ca_file(),
        };
        let output = match self {
            Self::Text => ready.text(),
            Self::Json => serde_json::to_string(&ready)? + "\n",
            Self::Env => ready.assignments(|name, value| {
                format!("export {name}='{}'", value.replace('\'', r"'\''"))
            }),
            Self::Fish => ready.assignments(|name, value| {
                let value = value.replace('\\', r"\\").replace('\'', r"\'");
                format!("set -gx {name} '{value}'")
            }),
            Self::Powershell => ready.assignments(|name, value| {
                format!("$env:{name} = '{}'", value.replace('\'', "''"))
            }),
        };
        let mut out = io::stdout().lock();
        out.write_all(output.as_bytes())?;
        out.flush()
    }
}

impl Ready<'_> {
    /// The variables that `from_env` of the clients reads, and others for scripts.
    fn variables(&self) -> Vec<(&'static str, String)> {
        let mut variables = vec![
            ("SENDGRID_API_KEY", self.api_key.to_owned()),
            ("SENDGRID_BASE_URL", self.url.to_owned()),
            // Not by the names that a client reads: it would send the password instead of the key to the
            // customers API.
            ("SENDGRID_SANDBOX_RESELLER_USERNAME", self.reseller_username.to_owned()),
            ("SENDGRID_SANDBOX_RESELLER_PASSWORD", self.reseller_password.to_owned()),
            ("SENDGRID_SANDBOX_CONTROL_TOKEN", self.control_token.to_owned()),
            ("SENDGRID_SANDBOX_CONSOLE_URL", self.console_url.to_owned()),
        ];
        if let Some(file) = self.ca_file {
            variables.push(("SENDGRID_SANDBOX_CA_FILE", file.display().to_string()));
        }
        variables
    }

    fn assignments(&self, assignment: impl Fn(&str, &str) -> String) -> String {
        let lines =
            self.variables().into_iter().map(|(name, value)| assignment(name, &value) + "\n");
        lines.collect()
    }

    fn text(&self) -> String {
        let mut text = format!(
            "sendgrid-accounts sandbox {}\n\n  URL            {}\n  API key        {}\n  \
             reseller       {}\n  password       {}\n  console        {}\n  control token  {}\n",
            env!("CARGO_PKG_VERSION"),
            self.url,
            self.api_key,
            self.reseller_username,
            self.reseller_password,
            self.console_url,
            self.control_token,
        );
        // Writing to a string cannot fail.
        let curl = match self.ca_file {
            Some(file) => {
                let _ = writeln!(text, "  CA file        {}", file.display());
                format!("curl --cacert '{}'", file.display())
            }
            None => "curl".to_owned(),
        };
        let _ = write!(
            text,
            "\nTry it:\n  {curl} {}/v3/user/email -H 'Authorization: Bearer {}'\n\
             \nThe accounts live until the program ends: Ctrl-C.\n",
            self.url, self.api_key
        );
        text
    }
}
