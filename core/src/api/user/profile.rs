//! `/v3/user/profile` (seed 000; seed 001, `ListProfile` and `UpdateProfile`).

use serde::{Deserialize, Serialize};

use crate::codec::json::{self, Extra};
use crate::error::{Error, Result};
use crate::expectation::{Expectation, Expected, fields};
use crate::operation::{Idempotency, Operation, OperationInfo};
use crate::operation::{Method, Request, Response};
use crate::validate;

/// Declares the eleven fields of a profile once: what a server tells and what an update may set.
macro_rules! profile_fields {
    ($($(#[$doc:meta])* $field:ident,)*) => {
        /// The profile of an account. Servers leave out or null what is not set.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
        #[non_exhaustive]
        pub struct Profile {
            $($(#[$doc])* pub $field: Option<String>,)*
            /// Fields that this version does not know.
            #[serde(flatten)]
            pub extra: Extra,
        }

        /// Changes the fields of the profile that are given: `None` leaves a field as it is, an
        /// empty text clears it, any other text sets it.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
        pub struct UpdateProfile {
            $(
                $(#[$doc])*
                #[serde(skip_serializing_if = "Option::is_none")]
                pub $field: Option<String>,
            )*
        }

        impl UpdateProfile {
            fn given(&self) -> impl Iterator<Item = (&'static str, &str)> {
                [$((stringify!($field), self.$field.as_deref()),)*]
                    .into_iter()
                    .filter_map(|(field, value)| value.map(|value| (field, value)))
            }
        }
    };
}

profile_fields! {
    /// The street address.
    address,
    /// The second line of the street address. Not every server tells it.
    address2,
    /// The city.
    city,
    /// The name of the company.
    company,
    /// The country.
    country,
    /// The first name.
    first_name,
    /// The last name.
    last_name,
    /// The phone number.
    phone,
    /// The state.
    state,
    /// The address of the website.
    website,
    /// The zip code.
    zip,
}

/// Retrieves the profile of the account.
#[derive(Clone, Copy, Debug)]
pub struct GetProfile;

impl Operation for GetProfile {
    type Output = Profile;
    const INFO: OperationInfo = OperationInfo::users(
        "user.get_profile",
        Idempotency::Safe,
        Method::Get,
        "/v3/user/profile",
        "user.profile.read",
    );

    fn request(&self) -> Result<Request> {
        Ok(Request::empty())
    }

    fn decode(&self, answer: &Response) -> Result<Profile> {
        json::decode(answer)
    }
}

impl Operation for UpdateProfile {
    type Output = Profile;
    const INFO: OperationInfo = OperationInfo::users(
        "user.update_profile",
        Idempotency::Idempotent,
        Method::Patch,
        "/v3/user/profile",
        "user.profile.update",
    );

    /// "You must include at least one when you PATCH" (seeds 000 and 001).
    fn request(&self) -> Result<Request> {
        if self.given().next().is_none() {
            return Err(Error::invalid_input("profile", "update has no field: give at least one"));
        }
        for (field, value) in self.given() {
            validate::no_control(field, value)?;
        }
        Ok(Request::json(json::encode(self)?))
    }

    fn decode(&self, answer: &Response) -> Result<Profile> {
        json::decode(answer)
    }

    fn expectation(&self) -> Expectation {
        Expected::Profile(fields(self.given())).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operation::Body;

    fn body(update: &UpdateProfile) -> String {
        match update.request().unwrap().body() {
            Body::Json(body) => String::from_utf8(body.to_vec()).unwrap(),
            Body::Empty | Body::Form(_) => panic!("not JSON"),
        }
    }

    #[test]
    fn only_given_fields_are_sent_and_empty_ones_clear() {
        let update = UpdateProfile {
            city: Some("Orange".into()),
            address2: Some(String::new()),
            ..UpdateProfile::default()
        };
        assert_eq!(body(&update), r#"{"address2":"","city":"Orange"}"#);
    }

    #[test]
    fn an_update_of_nothing_is_refused() {
        let error = UpdateProfile::default().request().unwrap_err();
        assert_eq!(error.field(), Some("profile"));
    }
}
