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
