//! Results of the peers, as a typical user declares them.

use serde::Deserialize;

#[derive(Deserialize)]
#[expect(dead_code, reason = "the measurement includes decoding all fields")]
pub(crate) struct Profile {
    pub(crate) address: String,
    pub(crate) address2: Option<String>,
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

#[derive(Deserialize)]
pub(crate) struct Confirmation {
    pub(crate) message: String,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "the measurement includes decoding all fields")]
pub(crate) struct Customer {
    pub(crate) username: String,
    pub(crate) email: String,
    pub(crate) active: String,
    pub(crate) first_name: String,
    pub(crate) last_name: String,
    pub(crate) address: String,
    pub(crate) city: String,
    pub(crate) state: String,
    pub(crate) zip: String,
    pub(crate) country: String,
    pub(crate) phone: String,
    pub(crate) website: String,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "the measurement includes decoding all fields")]
pub(crate) struct Subuser {
    pub(crate) id: i64,
    pub(crate) username: String,
    pub(crate) email: String,
    pub(crate) disabled: bool,
}

impl Subuser {
    pub(crate) fn is_named(&self) -> bool {
        self.username.starts_with("subuser")
    }
}
