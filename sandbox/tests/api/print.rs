//! The forms of the program's output.

use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Command, Stdio};

use crate::binary::{Program, output};

/// A password that every shell must quote.
const PASSWORD: &str = r#"it's "a" $HOME\n `x`"#;

/// Everything that the program prints until it serves.
fn printed(form: &str, lines: usize) -> String {
    let mut child = Command::new(env!("CARGO_BIN_EXE_sendgrid-accounts-sandbox"))
        .args(["--print", form, "--api-key", "SG.dev.key", "--reseller-password", PASSWORD])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut text = String::new();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    for _ in 0..lines {
        out.read_line(&mut text).unwrap();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    out.read_to_string(&mut text).unwrap();
    text
}

#[test]
fn prints_json_on_a_pipe() {
    let program = Program::start(&["--api-key", "SG.dev.key"]);
    let names: Vec<&str> = program.ready.as_object().unwrap().keys().map(String::as_str).collect();
    let expected = [
        "api_key",
        "console_url",
        "control_token",
        "reseller_password",
        "reseller_username",
        "url",
    ];
    assert_eq!(names.iter().collect::<std::collections::BTreeSet<_>>(), expected.iter().collect());
    assert_eq!(program.field("api_key"), "SG.dev.key");
    let console = format!("{}/#token={}", program.field("url"), program.field("control_token"));
    assert_eq!(program.field("console_url"), console);
    assert_eq!(program.get("/v3/user/email"), 200);
    assert_eq!(printed("json", 1).lines().count(), 1);
}

#[test]
fn prints_a_text_for_persons() {
    let text = printed("text", 12);
    for part in
        ["URL            http://127.0.0.1:", "SG.dev.key", "/#token=", "curl http", "Ctrl-C"]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(!text.contains("CA file"), "{text}");
}

#[test]
fn prints_assignments_of_each_shell() {
    let fish = printed("fish", 6);
    assert!(fish.contains("set -gx SENDGRID_API_KEY 'SG.dev.key'\n"), "{fish}");
    assert!(fish.contains(r#"_RESELLER_PASSWORD 'it\'s "a" $HOME\\n `x`'"#), "{fish}");
    let powershell = printed("powershell", 6);
    assert!(powershell.contains("$env:SENDGRID_BASE_URL = 'http://127.0.0.1:"), "{powershell}");
    assert!(powershell.contains(r#"'it''s "a" $HOME\n `x`'"#), "{powershell}");
}

#[test]
#[cfg(unix)]
fn prints_exports_that_a_shell_reads_back() {
    let exports = printed("env", 6);
    assert_eq!(exports.lines().count(), 6, "{exports}");
    let script = format!(
        "{exports}printf '%s|%s|%s' \"$SENDGRID_API_KEY\" \"$SENDGRID_BASE_URL\" \
         \"$SENDGRID_SANDBOX_RESELLER_PASSWORD\""
    );
    let read = Command::new("sh").args(["-c", &script]).output().unwrap();
    let read = String::from_utf8(read.stdout).unwrap();
    let parts: Vec<&str> = read.splitn(3, '|').collect();
    assert_eq!((parts[0], parts[2]), ("SG.dev.key", PASSWORD));
    assert!(parts[1].starts_with("http://127.0.0.1:"));
}

#[test]
fn shows_no_key_in_an_error() {
    let output = output(&["--api-key", "hidden-key"]);
    assert_eq!(output.status.code(), Some(2));
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(error.contains("api_key must have the form SG.ID.SECRET"), "{error}");
    assert!(!error.contains("hidden-key"), "{error}");
}
