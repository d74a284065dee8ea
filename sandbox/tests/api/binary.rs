//! The binary: its output, options and exit codes.

use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::raw_http::{Call, Connection, sandbox};

const BINARY: &str = env!("CARGO_BIN_EXE_sendgrid-accounts-sandbox");

/// A running program. Dropping the value kills it.
pub(crate) struct Program {
    child: Child,
    pub(crate) ready: Value,
}

impl Program {
    pub(crate) fn start(arguments: &[&str]) -> Self {
        let mut child = Command::new(BINARY)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        out.read_line(&mut line).unwrap();
        child.stdout = Some(out.into_inner());
        let ready = serde_json::from_str(&line).expect(&line);
        Self { child, ready }
    }

    pub(crate) fn field(&self, name: &str) -> &str {
        self.ready[name].as_str().unwrap()
    }

    pub(crate) fn get(&self, target: &str) -> u16 {
        Call::new("GET", target).key(self.field("api_key")).send(self.field("url")).status
    }

    /// Sends a signal and returns the exit code with the rest of the output.
    pub(crate) fn end(mut self, signal: &str) -> (Option<i32>, String) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args([signal, &id]).status().unwrap().success());
        let deadline = Instant::now() + Duration::from_secs(5);
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            assert!(Instant::now() < deadline, "did not end");
            std::thread::sleep(Duration::from_millis(5));
        };
        let mut rest = String::new();
        self.child.stdout.take().unwrap().read_to_string(&mut rest).unwrap();
        self.child.stderr.take().unwrap().read_to_string(&mut rest).unwrap();
        (status.code(), rest)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(crate) fn output(arguments: &[&str]) -> Output {
    Command::new(BINARY).args(arguments).stdin(Stdio::null()).output().unwrap()
}

#[test]
fn prints_its_url_and_serves_until_a_signal() {
    for signal in ["-TERM", "-INT"] {
        let program = Program::start(&["--port", "0"]);
        assert!(program.field("url").starts_with("http://127.0.0.1:"));
        assert_eq!(program.field("api_key").len(), 69);
        assert!(program.field("api_key").starts_with("SG.sandbox-"));
        assert!(program.field("control_token").len() >= 32);
        assert_eq!(program.field("reseller_username"), "test_username");
        assert!(program.field("reseller_password").len() >= 24);
        assert_eq!(program.get("/v3/user/profile"), 200);
        assert_eq!(program.end(signal), (Some(0), String::new()), "{signal}");
    }
}

#[test]
fn accepts_the_options_of_the_library() {
    let program = Program::start(&["--permissive", "--window", "1/3600", "--latency-ms", "100"]);
    let call = Call::new("GET", "/v3/user/username").key("any").header("On-Behalf-Of", "made_up");
    let begin = Instant::now();
    assert_eq!(call.send(program.field("url")).json()["username"], "made_up");
    assert!(begin.elapsed() >= Duration::from_millis(100));
    let second = call.send(program.field("url"));
    assert_eq!(second.number("X-RateLimit-Limit"), 1);
    assert_eq!(second.number("X-RateLimit-Reset") % 3600, 0);
}

#[test]
fn accepts_the_limits_and_the_password() {
    let program = Program::start(&[
        "--reseller-password",
        "the password",
        "--allowed-host",
        "one.test",
        "--allowed-host",
        "other.test",
        "--journal-bytes",
        "1",
        "--request-timeout-ms",
        "5000",
        "--max-connections",
        "1",
    ]);
    assert_eq!(program.field("reseller_password"), "the password");
    let url = program.field("url");
    let call = Call::new("GET", "/v3/user/email").key(program.field("api_key"));
    let mut connection = Connection::open(url);
    for host in ["one.test", "other.test", "127.0.0.1"] {
        assert_eq!(connection.send(&call.clone().header("Host", host)).status, 200, "{host}");
    }
    let token = program.field("control_token");
    let journal = Call::new("GET", "/__sandbox/journal").header("X-Sandbox-Token", token);
    assert_eq!(connection.send(&journal).number("X-Sandbox-Journal-Dropped"), 2);
    assert_eq!(call.send(url).status, 503);
}

#[test]
fn says_what_a_permissive_sandbox_accepts() {
    let (_, printed) = Program::start(&["--permissive"]).end("-TERM");
    let help = String::from_utf8(output(&["--help"]).stdout).unwrap();
    let help = help.split("--permissive").nth(1).unwrap().split("\n\n").next().unwrap();
    let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(printed.lines().count(), 1, "{printed}");
    assert!(printed.starts_with("sendgrid-accounts-sandbox: --permissive accepts"), "{printed}");
    for text in [&printed, &help] {
        for part in ["API key", "username and password", "On-Behalf-Of", "all accounts"] {
            assert!(text.contains(part), "{part}: {text}");
        }
    }
    let (_, printed) = Program::start(&[]).end("-TERM");
    assert_eq!(printed, "");
}

#[test]
fn accepts_the_customers_and_errors_options() {
    let program = Program::start(&["--customers", "3", "--errors", "2014"]);
    let manage = |parameters: &str| {
        let call = Call::new("GET", &format!("/apiv2/reseller.manage.json?{parameters}"));
        call.key(program.field("api_key")).send(program.field("url")).json()
    };
    assert_eq!(manage("method=profile&task=get").as_array().unwrap().len(), 5);
    let error = r#"{"error":{"code":400,"message":"User does not exist"}}"#;
    assert_eq!(manage("method=enable&user=nobody").to_string(), error);
}

#[test]
fn exits_with_2_on_invalid_arguments() {
    for arguments in [
        &["--host", "0.0.0.0"][..],
        &["--api-key", "SG.without-secret"],
        &["--api-key", ""],
        &["--ca-file", "ca.pem"],
        &["--print", "xml"],
        &["--seed", "nowhere.json"],
        &["--host", "example.com"],
        &["--port", "65536"],
        &["--window", "600"],
        &["--window", "1/0"],
        &["--latency-ms", "-1"],
        &["--errors", "2015"],
        &["--customers", "-1"],
        &["--reseller-password", ""],
        &["--allowed-host", "a:1"],
        &["--journal-bytes", "-1"],
        &["--request-timeout-ms", "0"],
        &["--request-timeout-ms", "86400001"],
        &["--max-connections", "0"],
        &["--nonsense"],
        &["extra"],
    ] {
        let output = output(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty());
        assert!(String::from_utf8_lossy(&output.stderr).starts_with("error: "), "{arguments:?}");
    }
}

#[test]
fn exits_with_1_and_one_line_on_a_port_in_use() {
    let sandbox = sandbox();
    let port = sandbox.url().rsplit(':').next().unwrap();
    let output = output(&["--port", port]);
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    let error = String::from_utf8(output.stderr).unwrap();
    assert_eq!(error.lines().count(), 1, "{error}");
    assert!(error.contains(&format!("cannot listen on 127.0.0.1:{port}")), "{error}");
}

#[test]
fn prints_help_and_version() {
    let help = String::from_utf8(output(&["--help"]).stdout).unwrap();
    for option in [
        "--host",
        "--port",
        "--permissive",
        "--reseller-password",
        "--allowed-host",
        "--journal-bytes",
        "--request-timeout-ms",
        "--max-connections",
        "--window",
        "--latency-ms",
        "--errors",
        "--customers",
        "--subusers",
        "--allow-remote",
        "--api-key",
        "--seed",
        "--tls",
        "--ca-file",
        "--print",
        "--version",
    ] {
        assert!(help.contains(option), "{option}");
    }
    let version = String::from_utf8(output(&["--version"]).stdout).unwrap();
    let expected = concat!("sendgrid-accounts-sandbox ", env!("CARGO_PKG_VERSION"));
    assert_eq!(version.trim(), expected);
}
