//! The fields of a seed.

use std::net::Ipv4Addr;

use serde::Deserialize;

use crate::account::{Allocation, Kind, Profile, Region};
use crate::{messages, secret};

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SeedForm {
    /// Whether the accounts of the documents' examples exist too.
    #[serde(default = "yes")]
    pub(crate) examples: bool,
    #[serde(default)]
    pub(crate) parent: ParentForm,
    #[serde(default)]
    pub(crate) subusers: Vec<SubuserForm>,
    #[serde(default)]
    pub(crate) customers: Vec<CustomerForm>,
    #[serde(default)]
    pub(crate) api_keys: Vec<ApiKeyForm>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct ParentForm {
    pub(crate) username: Option<Name>,
    pub(crate) email: Option<Email>,
    #[serde(rename = "type")]
    pub(crate) kind: Option<Kind>,
    pub(crate) profile: ProfileForm,
    pub(crate) credits: CreditsForm,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SubuserForm {
    pub(crate) username: Name,
    pub(crate) email: Option<Email>,
    pub(crate) password: Option<Name>,
    #[serde(default)]
    pub(crate) disabled: bool,
    #[serde(default = "yes")]
    pub(crate) website_access: bool,
    pub(crate) region: Option<Region>,
    #[serde(default)]
    pub(crate) ips: Vec<Ipv4Addr>,
    #[serde(default)]
    pub(crate) profile: ProfileForm,
    #[serde(default)]
    pub(crate) credits: CreditsForm,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CustomerForm {
    pub(crate) username: Name,
    pub(crate) email: Option<Email>,
    pub(crate) password: Option<Name>,
    pub(crate) account_id: Option<AccountId>,
    #[serde(default = "yes")]
    pub(crate) active: bool,
    #[serde(default = "yes")]
    pub(crate) website_access: bool,
    #[serde(rename = "type")]
    pub(crate) kind: Option<Kind>,
    #[serde(default)]
    pub(crate) profile: ProfileForm,
    #[serde(default)]
    pub(crate) credits: CreditsForm,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ApiKeyForm {
    pub(crate) key: Key,
    pub(crate) name: Option<Name>,
    /// The username of the account that the key authenticates for; the parent by default.
    pub(crate) account: Option<Name>,
    /// Full access by default.
    pub(crate) scopes: Option<Vec<Name>>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct CreditsForm {
    #[serde(rename = "type")]
    pub(crate) allocation: Option<Allocation>,
    pub(crate) total: Option<u32>,
    pub(crate) remain: Option<u32>,
    pub(crate) used: Option<u32>,
    pub(crate) overage: Option<u32>,
}

/// The fields of a profile, by their JSON names; the others are empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Profile")]
pub(crate) struct ProfileForm(pub(crate) Profile);

/// A text without control characters, which is not empty.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Name(pub(crate) String);

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Email(pub(crate) String);

/// The number of a customer account.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct AccountId(pub(crate) String);

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Key(pub(crate) String);

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
