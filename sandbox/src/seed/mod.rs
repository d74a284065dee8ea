//! Accounts that exist at the start, from a file in JSON or YAML.

mod forms;
mod yaml;

use std::path::Path;
use std::{error, fmt, fs};

use serde::Deserializer;
use serde_json::Value;

use self::forms::SeedForm;
pub(crate) use self::forms::{ApiKeyForm, CreditsForm, CustomerForm, ParentForm, SubuserForm};

/// Accounts and API keys that exist at the start and after each reset, beside or instead of those of
/// the documents. The sandbox's README describes the fields.
///
/// ```
/// use sendgrid_accounts_sandbox::{Options, Sandbox, Seed};
///
/// let seed = Seed::from_yaml("subusers: [{username: shop, email: shop@example.com}]")?;
/// let sandbox = Sandbox::start(Options { seed: Some(seed), ..Options::default() })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Seed(pub(crate) SeedForm);

/// The reason why a seed is refused, and the place of the fault in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeedError {
    /// The file, if the seed is from one.
    file: Option<String>,
    /// The place, for example `subusers[1].email`; empty if the seed as a whole is meant.
    place: String,
    reason: String,
}

impl Seed {
    /// Reads a file, whose extension is `.json`, `.yaml` or `.yml`.
    ///
    /// # Errors
    /// Fails if the file cannot be read, or like [`Self::from_json`] and [`Self::from_yaml`]. The error
    /// names the file.
    pub fn from_file(path: impl AsRef<Path>) -> Result<Self, SeedError> {
        let path = path.as_ref();
        let extension = path.extension().and_then(|it| it.to_str()).unwrap_or_default();
        let parse = match extension.to_ascii_lowercase().as_str() {
            "json" => Self::from_json,
            "yaml" | "yml" => Self::from_yaml,
            _ => {
                let reason = "the name of a seed file ends in .json, .yaml or .yml";
                return Err(SeedError::new("", reason).in_file(path));
            }
        };
        let text = fs::read_to_string(path);
        let text = text.map_err(|error| SeedError::new("", error.to_string()).in_file(path))?;
        parse(&text).map_err(|error| error.in_file(path))
    }

    /// Parses JSON.
    ///
    /// # Errors
    /// Fails if the text is not JSON, or has an unknown field or an invalid value. Whether usernames
    /// and keys are unique is checked when the server starts.
    pub fn from_json(text: &str) -> Result<Self, SeedError> {
        let value = serde_json::from_str(text);
        check_objects(&value.map_err(|error| SeedError::new("", error.to_string()))?)?;
        // From the text, because a value has no repeated members.
        Self::deserialize(&mut serde_json::Deserializer::from_str(text))
    }

    /// Parses YAML.
    ///
    /// # Errors
    /// Fails like [`Self::from_json`].
    pub fn from_yaml(text: &str) -> Result<Self, SeedError> {
        Self::from_value(yaml::parse(text)?)
    }

    /// Takes the fields from a JSON value.
    ///
    /// # Errors
    /// Fails like [`Self::from_json`].
    pub fn from_value(value: Value) -> Result<Self, SeedError> {
        check_objects(&value)?;
        Self::deserialize(value)
    }

    fn deserialize<'de, D>(fields: D) -> Result<Self, SeedError>
    where
        D: Deserializer<'de>,
        D::Error: fmt::Display,
    {
        let form = serde_path_to_error::deserialize(fields).map_err(|error| {
            let place = error.path().to_string();
            // The name of a seed as a whole.
            let place = if place == "." { String::new() } else { place };
            SeedError::new(place, error.into_inner().to_string())
        });
        form.map(Self)
    }
}

/// Refuses an array in the place of an object, which serde takes for the fields in their order.
fn check_objects(seed: &Value) -> Result<(), SeedError> {
    check_object(seed, "")?;
    for list in ["subusers", "customers", "api_keys"] {
        for (index, item) in
            seed.get(list).and_then(Value::as_array).into_iter().flatten().enumerate()
        {
            check_object(item, &format!("{list}[{index}]"))?;
        }
    }
    Ok(())
}

fn check_object(value: &Value, place: &str) -> Result<(), SeedError> {
    if value.is_array() {
        return Err(SeedError::new(place, "invalid type: sequence, expected a map"));
    }
    let dot = if place.is_empty() { "" } else { "." };
    ["parent", "profile", "credits"].into_iter().try_for_each(|name| match value.get(name) {
        Some(part) => check_object(part, &format!("{place}{dot}{name}")),
        None => Ok(()),
    })
}

impl SeedError {
    pub(crate) fn new(place: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { file: None, place: place.into(), reason: reason.into() }
    }

    fn in_file(self, path: &Path) -> Self {
        Self { file: Some(path.display().to_string()), ..self }
    }
}

impl fmt::Debug for Seed {
    /// The numbers of accounts and keys, because a seed has passwords.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Seed")
            .field("subusers", &self.0.subusers.len())
            .field("customers", &self.0.customers.len())
            .field("api_keys", &self.0.api_keys.len())
            .finish_non_exhaustive()
    }
}

impl fmt::Display for SeedError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for part in [self.file.as_deref().unwrap_or_default(), &self.place] {
            if !part.is_empty() {
                write!(out, "{part}: ")?;
            }
        }
        out.write_str(&self.reason)
    }
}

impl error::Error for SeedError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn json_error(text: &str) -> String {
        Seed::from_json(text).unwrap_err().to_string()
    }

    #[test]
    fn names_the_place_of_a_fault() {
        for (json, place) in [
            (
                r#"{"subusers": [{"username": "a"}, {"email": "b@c"}]}"#,
                "subusers[1]: missing field",
            ),
            (r#"{"subusers": [{"username": "a", "email": "b"}]}"#, "subusers[0].email: an email"),
            (r#"{"subusers": [{"username": ""}]}"#, "subusers[0].username: must not be empty"),
            (r#"{"subusers": [{"username": "a\u0007"}]}"#, "subusers[0].username: has a control"),
            (r#"{"subusers": [{"username": "a", "ips": ["1.1.1"]}]}"#, "subusers[0].ips[0]: "),
            (r#"{"subusers": [{"username": "a", "region": "us"}]}"#, "subusers[0].region: unknown"),
            (r#"{"customers": [{"username": "a", "disabled": true}]}"#, "customers[0].disabled: "),
            (
                r#"{"customers": [{"username": "a", "profile": {"hue": ""}}]}"#,
                "customers[0].profile.hue",
            ),
            (r#"{"api_keys": [{"key": "SG.a"}]}"#, "api_keys[0].key: an API key has the form"),
            (r#"{"accounts": []}"#, "accounts: unknown field"),
            (r#"{"examples": 1}"#, "examples: invalid type"),
            (r#"{"examples": true, "examples": true}"#, "duplicate field"),
            ("[]", "invalid type: sequence"),
            (r#"{"subusers": [["a"]]}"#, "subusers[0]: invalid type: sequence"),
            (r#"{"parent": {"credits": []}}"#, "parent.credits: invalid type: sequence"),
            (r#"{"customers": [{"username": "a", "profile": []}]}"#, "customers[0].profile: inv"),
            (r#"{"subusers": {"username": "a"}}"#, "subusers: invalid type: map"),
            ("7", "invalid type: integer"),
            ("{} {}", "trailing characters"),
            ("", "EOF while parsing"),
        ] {
            let error = json_error(json);
            assert!(error.contains(place), "{json}: {error}");
            assert!(!error.starts_with(". "), "{error}");
        }
    }

    #[test]
    fn reads_the_same_from_yaml() {
        let yaml = "
examples: false
subusers:
  - {username: '007', email: a@b.c, disabled: true, credits: {type: recurring, total: 10}}
customers:
  - username: shop
    profile: {city: Orange, zip: '01234'}
api_keys:
  - {key: SG.a.b, scopes: [mail.send]}
";
        let json = r#"{"examples": false,
            "subusers": [{"username": "007", "email": "a@b.c", "disabled": true,
                "credits": {"type": "recurring", "total": 10}}],
            "customers": [{"username": "shop", "profile": {"city": "Orange", "zip": "01234"}}],
            "api_keys": [{"key": "SG.a.b", "scopes": ["mail.send"]}]}"#;
        assert_eq!(Seed::from_yaml(yaml).unwrap(), Seed::from_json(json).unwrap());
        assert_eq!(Seed::from_yaml("").unwrap(), Seed::from_json("{}").unwrap());
        assert_eq!(Seed::from_yaml(json).unwrap(), Seed::from_json(json).unwrap());
    }

    #[test]
    fn refuses_yaml_that_has_no_json() {
        for (yaml, expected) in [
            ("subusers: [{username: 7}]", "subusers[0].username: invalid type: integer"),
            ("subusers: [{username: a, username: b}]", "duplicated key"),
            ("examples: .nan", "examples: is not a number"),
            ("examples: !own 1", "examples: has a tag"),
            ("subusers:\n  - ? [a]\n    : b", "subusers[0]: has a key that is not a string"),
            ("a: b: c", "line 1"),
            ("{}\n---\n{}", "more than one document"),
        ] {
            let error = Seed::from_yaml(yaml).unwrap_err().to_string();
            assert!(error.contains(expected), "{yaml}: {error}");
        }
    }

    #[test]
    fn shows_no_secret() {
        let json = r#"{"subusers": [{"username": "a", "password": "hidden"}],
            "api_keys": [{"key": "SG.hidden.hidden"}]}"#;
        let debug = format!("{:?}", Seed::from_json(json).unwrap());
        assert_eq!(debug, "Seed { subusers: 1, customers: 0, api_keys: 1, .. }");
        let wrong = json_error(r#"{"api_keys": [{"key": "hidden"}]}"#);
        assert!(!wrong.contains("hidden"), "{wrong}");
        let wrong = json_error(r#"{"subusers": [{"username": "a", "password": "hid\u0001den"}]}"#);
        assert!(!wrong.contains("den"), "{wrong}");
    }
}
