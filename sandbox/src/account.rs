//! The data of one account.
//!
//! Source: Users API v3 (OpenAPI).

use serde::{Deserialize, Serialize};

/// The number of an account. A rename does not change it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub(crate) struct UserId(pub(crate) u64);

/// One account: the parent, a subuser or a customer.
#[derive(Debug, Clone)]
pub(crate) struct Account {
    pub(crate) user_id: UserId,
    pub(crate) relation: Relation,
    pub(crate) username: String,
    pub(crate) password: String,
    pub(crate) email: String,
    pub(crate) profile: Profile,
    /// Whether the account can send mail.
    pub(crate) active: bool,
    /// Whether the account can log in to the website; independent of `active`.
    pub(crate) website_access: bool,
    pub(crate) kind: Kind,
    pub(crate) reputation: Reputation,
    pub(crate) credits: Credits,
    /// How the credits of a subuser are reset.
    pub(crate) allocation: Allocation,
    pub(crate) region: Region,
}

impl Account {
    /// The account ID of a customer.
    pub(crate) fn account_id(&self) -> Option<&str> {
        match &self.relation {
            Relation::Customer { account_id, .. } => Some(account_id),
            Relation::Parent | Relation::Subuser { .. } => None,
        }
    }

    pub(crate) fn is_subuser(&self) -> bool {
        matches!(self.relation, Relation::Subuser { .. })
    }
}

/// Subusers API v3 (OpenAPI), property `type` of schema `SubuserCredits`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Allocation {
    Unlimited,
    Recurring,
    Nonrecurring,
}

/// Subusers API v3 (OpenAPI), schema `Region`. It never changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Region {
    Global,
    Eu,
}

/// The relation of an account to the parent. Parameter `OnBehalfOf` distinguishes the two kinds of
/// dependent accounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Relation {
    /// The account that the API key belongs to.
    Parent,
    /// Addressed by username.
    Subuser { parent: UserId },
    /// Addressed as `account-id <id>` or by username; part of the reseller's list.
    Customer { parent: UserId, account_id: String },
}

impl Relation {
    pub(crate) const NAMES: [&str; 3] = ["parent", "subuser", "customer"];

    /// The name in the control API.
    pub(crate) fn name(&self) -> &'static str {
        let [parent, subuser, customer] = Self::NAMES;
        match self {
            Relation::Parent => parent,
            Relation::Subuser { .. } => subuser,
            Relation::Customer { .. } => customer,
        }
    }
}

/// Schema `Type`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    Free,
    Paid,
}

/// A reputation: 100 in the example of the OpenAPI document, 99.7 in the Japanese documentation.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(untagged)]
pub(crate) enum Reputation {
    Whole(u32),
    Fraction(f64),
}

/// Schema `ListCredit`, in the order of its example.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Credits {
    pub(crate) remain: i64,
    pub(crate) total: i64,
    pub(crate) overage: i64,
    pub(crate) used: i64,
    pub(crate) last_reset: &'static str,
    pub(crate) next_reset: &'static str,
    pub(crate) reset_frequency: &'static str,
}

/// Schema `ListProfile`, in the order of its example.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Profile {
    pub(crate) address: String,
    pub(crate) address2: String,
    pub(crate) city: String,
    pub(crate) company: String,
    pub(crate) country: String,
    pub(crate) first_name: String,
    pub(crate) last_name: String,
    pub(crate) phone: String,
    pub(crate) state: String,
    pub(crate) website: String,
    pub(crate) zip: String,
}

impl Profile {
    /// All fields with their JSON names.
    pub(crate) fn fields(&self) -> [(&'static str, &str); 11] {
        [
            ("address", &self.address),
            ("address2", &self.address2),
            ("city", &self.city),
            ("company", &self.company),
            ("country", &self.country),
            ("first_name", &self.first_name),
            ("last_name", &self.last_name),
            ("phone", &self.phone),
            ("state", &self.state),
            ("website", &self.website),
            ("zip", &self.zip),
        ]
    }

    /// The field with this JSON name.
    pub(crate) fn field_mut(&mut self, name: &str) -> Option<&mut String> {
        Some(match name {
            "address" => &mut self.address,
            "address2" => &mut self.address2,
            "city" => &mut self.city,
            "company" => &mut self.company,
            "country" => &mut self.country,
            "first_name" => &mut self.first_name,
            "last_name" => &mut self.last_name,
            "phone" => &mut self.phone,
            "state" => &mut self.state,
            "website" => &mut self.website,
            "zip" => &mut self.zip,
            _ => return None,
        })
    }
}
