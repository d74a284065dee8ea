//! The fields of a seed.

use std::net::Ipv4Addr;

use serde::Deserialize;

use crate::account::{Allocation, Kind, Profile, Region};
use crate::{messages, secret};

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SeedForm {
    /// Whether the accounts of the documents' examples exist too.
    #[serde(default = "yes")]
    pub(super) examples: bool,
    #[serde(default)]
    pub(super) parent: ParentForm,
    #[serde(default)]
    pub(super) subusers: Vec<SubuserForm>,
    #[serde(default)]
    pub(super) customers: Vec<CustomerForm>,
    #[serde(default)]
    pub(super) api_keys: Vec<ApiKeyForm>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ParentForm {
    pub(super) username: Option<Name>,
    pub(super) email: Option<Email>,
    #[serde(rename = "type")]
    pub(super) kind: Option<Kind>,
    pub(super) profile: ProfileForm,
    pub(super) credits: CreditsForm,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SubuserForm {
    pub(super) username: Name,
    pub(super) email: Option<Email>,
    pub(super) password: Option<Name>,
    #[serde(default)]
    pub(super) disabled: bool,
    #[serde(default = "yes")]
    pub(super) website_access: bool,
    pub(super) region: Option<Region>,
    #[serde(default)]
    pub(super) ips: Vec<Ipv4Addr>,
    #[serde(default)]
    pub(super) profile: ProfileForm,
    #[serde(default)]
    pub(super) credits: CreditsForm,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CustomerForm {
    pub(super) username: Name,
    pub(super) email: Option<Email>,
    pub(super) password: Option<Name>,
    pub(super) account_id: Option<AccountId>,
    #[serde(default = "yes")]
    pub(super) active: bool,
    #[serde(default = "yes")]
    pub(super) website_access: bool,
    #[serde(rename = "type")]
    pub(super) kind: Option<Kind>,
    #[serde(default)]
    pub(super) profile: ProfileForm,
    #[serde(default)]
    pub(super) credits: CreditsForm,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ApiKeyForm {
    pub(super) key: Key,
    pub(super) name: Option<Name>,
    /// The username of the account that the key authenticates for; the parent by default.
    pub(super) account: Option<Name>,
    /// Full access by default.
    pub(super) scopes: Option<Vec<Name>>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct CreditsForm {
    #[serde(rename = "type")]
    pub(super) allocation: Option<Allocation>,
    pub(super) total: Option<u32>,
    pub(super) remain: Option<u32>,
    pub(super) used: Option<u32>,
    pub(super) overage: Option<u32>,
}

/// The fields of a profile, by their JSON names; the others are empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Profile")]
pub(super) struct ProfileForm(pub(super) Profile);

/// A text without control characters, which is not empty.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Name(pub(super) String);

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Email(pub(super) String);

/// The number of a customer account.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct AccountId(pub(super) String);

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Key(pub(super) String);

impl TryFrom<String> for Name {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        match text {
            text if text.is_empty() => Err("must not be empty"),
            text if text.contains(char::is_control) => Err("has a control character"),
            text => Ok(Self(text)),
        }
    }
}

impl TryFrom<String> for Email {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let Name(text) = text.try_into()?;
        if text.contains('@') { Ok(Self(text)) } else { Err("an email address has an @") }
    }
}

impl TryFrom<String> for AccountId {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let is_number = !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
        if is_number { Ok(Self(text)) } else { Err("an account ID consists of digits") }
    }
}

impl TryFrom<String> for Key {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        if secret::is_api_key(&text) { Ok(Self(text)) } else { Err(messages::API_KEY_FORM) }
    }
}

impl TryFrom<Profile> for ProfileForm {
    type Error = String;

    fn try_from(profile: Profile) -> Result<Self, Self::Error> {
        let fields = profile.fields();
        let invalid = fields.iter().find(|(_, text)| text.contains(char::is_control));
        match invalid.map(|(name, _)| *name) {
            Some(name) => Err(format!("{name} has a control character")),
            None => Ok(Self(profile)),
        }
    }
}

fn yes() -> bool {
    true
}
