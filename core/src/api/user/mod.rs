//! Users API v3: the account that an API key belongs to, or one of its subusers and customers.
//!
//! Source: seeds 000, 001 and 002 (Users API description), one file per thing they name.

mod account;
mod calls;
mod credits;
mod email;
mod password;
mod profile;
mod username;

use crate::client::Client;

pub use account::{Account, AccountType, GetAccount};
#[cfg(feature = "blocking")]
#[doc(hidden)]
pub use calls::BlockingUser;
pub use calls::User;
pub use credits::{Credits, GetCredits, ResetFrequency};
pub use email::{Email, GetEmail, UpdateEmail};
pub use password::UpdatePassword;
pub use profile::{GetProfile, Profile, UpdateProfile};
pub use username::{GetUsername, UpdateUsername, Username};

impl Client {
    /// The calls of the Users API.
    pub fn user(&self) -> User<'_> {
        User::new(self)
    }
}

#[cfg(feature = "blocking")]
impl crate::client::blocking::Client {
    /// The calls of the Users API.
    pub fn user(&self) -> BlockingUser<'_> {
        BlockingUser::new(self)
    }
}
