//! Credentials among the arguments, which other users of the machine can see.

use std::ffi::OsString;

use crate::failure::{Failure, Result};

const HINT: &str = "other users of this machine can see arguments: set SENDGRID_API_KEY, or name a file \
    of variables by --env-file; passwords are asked for, or read by --password-stdin";

/// Options of other programs for credentials.
const OPTIONS: [&str; 7] =
    ["--api-key", "--apikey", "--key", "--password", "--old-password", "--new-password", "--token"];

/// Refuses credentials. The message does not repeat them.
pub(crate) fn refuse(arguments: &[OsString]) -> Result {
    // The sandbox has a password of its own, which protects nothing.
    if arguments.get(1).is_some_and(|command| command == "sandbox") {
        return Ok(());
    }
    for argument in arguments.iter().skip(1) {
        let argument = argument.to_string_lossy();
        let name = argument.split('=').next().unwrap_or_default();
        if OPTIONS.contains(&name) {
            return Err(Failure::usage(format!("{name} does not exist: {HINT}")));
        }
        if has_key(&argument) {
            return Err(Failure::usage(format!("an argument contains an API key: {HINT}")));
        }
    }
    Ok(())
}

/// Whether a text contains a key, `SG.<id>.<secret>`. Parts of host names are shorter.
fn has_key(text: &str) -> bool {
    const MIN_PART: usize = 8;
    let length = |text: &str| {
        text.find(|character: char| !character.is_ascii_alphanumeric() && !"-_".contains(character))
            .unwrap_or(text.len())
    };
    text.match_indices("SG.").any(|(index, prefix)| {
        let rest = text.get(index + prefix.len()..).unwrap_or_default();
        let id = length(rest);
        let secret = rest.get(id..).and_then(|rest| rest.strip_prefix('.')).map_or(0, length);
        id >= MIN_PART && secret >= MIN_PART
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_refused_wherever_it_stands_and_not_repeated() {
        let key = "SG.0123456789abcdefABCDEF.0123456789-_secret";
        for argument in [key.to_owned(), format!("--base-url={key}"), format!("Bearer {key}")] {
            let result = refuse(&["program".into(), argument.into()]);
            let Err(Failure::Usage(message)) = result else { panic!("{result:?}") };
            assert!(message.contains("SENDGRID_API_KEY") && !message.contains("0123"));
        }
        for option in OPTIONS {
            assert!(refuse(&["program".into(), format!("{option}=x").into()]).is_err());
        }
    }

    #[test]
    fn other_arguments_are_none() {
        for argument in
            ["SG.example.com", "SG.id", "user@SG.example.org", "--password-stdin", "MSG.a"]
        {
            assert!(refuse(&["program".into(), argument.into()]).is_ok(), "{argument}");
        }
        let sandbox = ["program", "sandbox", "--reseller-password", "x"].map(OsString::from);
        assert!(refuse(&sandbox).is_ok());
    }
}
