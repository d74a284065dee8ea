//! Files of environment variables, as `--env-file` takes them.

use std::path::Path;

use crate::failure::{Failure, Result};

/// The variables of a file.
pub(crate) struct EnvFile(Vec<(String, String)>);

impl EnvFile {
    /// Reads a file of lines `NAME=value`, with or without `export`. A value can stand in single or double
    /// quotes, and is otherwise taken as it is: nothing in it is replaced. Empty lines and lines that begin
    /// with `#` are skipped.
    pub(crate) fn read(path: &Path) -> Result<Self> {
        let problem =
            |problem: String| Failure::usage(format!("--env-file {}: {problem}", path.display()));
        let text = std::fs::read_to_string(path)
            .map_err(|error| problem(format!("cannot be read: {error}")))?;
        let lines = text.strip_prefix('\u{feff}').unwrap_or(&text).lines().zip(1_usize..);
        let mut variables = Vec::new();
        for (line, number) in lines {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let variable = line.strip_prefix("export ").unwrap_or(line);
            let Some((name, value)) = variable.split_once('=') else {
                return Err(problem(format!("line {number} is not NAME=value")));
            };
            variables.push((name.trim().to_owned(), unquoted(value.trim()).to_owned()));
        }
        Ok(Self(variables))
    }

    /// The value of a variable; the last one counts.
    pub(crate) fn get(&self, name: &str) -> Option<String> {
        let mut variables = self.0.iter().rev();
        variables.find(|(variable, _)| variable == name).map(|(_, value)| value.clone())
    }
}

fn unquoted(value: &str) -> &str {
    let between = |quote| value.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    between('"').or_else(|| between('\'')).unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_taken_as_they_are() {
        for (value, expected) in [
            ("SG.a.b", "SG.a.b"),
            ("\"a b\"", "a b"),
            ("'a$b#c'", "a$b#c"),
            ("a\"", "a\""),
            ("\"", "\""),
        ] {
            assert_eq!(unquoted(value), expected);
        }
    }
}
