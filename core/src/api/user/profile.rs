//! Profile (`/v3/user/profile`).

use serde::Serialize;

use crate::api::declare::read_operation;
use crate::api::decode::decode;
use crate::codec::json::{self, Extra};
use crate::codec::object::object_fields;
use crate::error::{Error, Result};
use crate::expectation::{Expectation, Expected, owned};
use crate::operation::{
    Empty, FieldUpdate, Idempotency, Method, Operation, OperationInfo, Request, Response,
};
use crate::validate;

/// Declares the fields of a profile, for reads and for updates.
macro_rules! profile_fields {
    ($($(#[$doc:meta])* $field:ident,)*) => {
        /// Profile of an account. A field that is not set is absent, null or empty in the response.
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        #[non_exhaustive]
        pub struct Profile {
            $($(#[$doc])* pub $field: Option<String>,)*
            /// Unknown fields of the response, and values that do not fit.
            pub extra: Extra,
        }

        object_fields! { Profile { $($field: stringify!($field),)* } }

        /// Changes fields of the profile: `None` leaves a field unchanged, [`FieldUpdate::Clear`]
        /// clears it, and so does an empty string, unless [`Empty::Ignore`] applies.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
        pub struct UpdateProfile {
            $(
                $(#[$doc])*
                #[serde(skip_serializing_if = "Option::is_none")]
                pub $field: Option<FieldUpdate>,
            )*
        }

        impl UpdateProfile {
            fn fields(&self) -> impl Iterator<Item = (&'static str, &str)> {
                [$((stringify!($field), self.$field.as_ref()),)*]
                    .into_iter()
                    .filter_map(|(field, value)| Some((field, value?.as_str())))
            }

            fn fields_mut(&mut self) -> impl Iterator<Item = &mut Option<FieldUpdate>> {
                [$(&mut self.$field,)*].into_iter()
            }
        }
    };
}

profile_fields! {
    /// Street address.
    address,
    /// Second line of the street address. Some servers do not return it.
    address2,
    /// City.
    city,
    /// Name of the company.
    company,
    /// Country.
    country,
    /// First name.
    first_name,
    /// Last name.
    last_name,
    /// Phone number.
    phone,
    /// State.
    state,
    /// URL of the website.
    website,
    /// Zip code.
    zip,
}

read_operation! {
    /// Retrieves the profile of the account.
    pub struct GetProfile -> Profile {
        name: "user.get_profile",
        path: "/v3/user/profile",
        scope: "user.profile.read",
    }
}

impl Operation for UpdateProfile {
    type Output = Profile;
    const INFO: OperationInfo = OperationInfo::v3(
        "user.update_profile",
        Idempotency::Idempotent,
        Method::Patch,
        "/v3/user/profile",
        "user.profile.update",
    );

    fn resolve_empty(&mut self, empty: Empty) {
        self.fields_mut().for_each(|field| empty.resolve(field));
    }

    /// The documentation of the operation requires at least one field.
    fn request(&self) -> Result<Request> {
        if self.fields().next().is_none() {
            return Err(Error::invalid_input("profile", "update has no field: give at least one"));
        }
        for (field, value) in self.fields() {
            validate::no_control(field, value)?;
        }
        Ok(Request::json(json::encode(self)?))
    }

    fn decode(&self, response: &Response) -> Result<Profile> {
        decode(response)
    }

    fn expectation(&self) -> Expectation {
        Expected::Profile(owned(self.fields())).into()
    }
}
