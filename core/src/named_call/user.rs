//! Parameters of the Users API.

use crate::api::user::{
    GetAccount, GetCredits, GetEmail, GetProfile, GetUsername, UpdateEmail, UpdatePassword,
    UpdateProfile, UpdateUsername,
};
use crate::auth::secret::Password;
use crate::named_call::declare::parameters;
use crate::operation::FieldUpdate;

parameters! {
    GetAccount {}
    GetCredits {}
    GetEmail {}
    UpdateEmail { email: String => "New address", }
    UpdatePassword {
        old_password: Password => "Current password",
        new_password: Password => "New password",
    }
    GetProfile {}
    UpdateProfile {
        address: Option<FieldUpdate> => "Street address",
        address2: Option<FieldUpdate> => "Second line of the street address",
        city: Option<FieldUpdate> => "City",
        company: Option<FieldUpdate> => "Name of the company",
        country: Option<FieldUpdate> => "Country",
        first_name: Option<FieldUpdate> => "First name",
        last_name: Option<FieldUpdate> => "Last name",
        phone: Option<FieldUpdate> => "Phone number",
        state: Option<FieldUpdate> => "State",
        website: Option<FieldUpdate> => "URL of the website",
        zip: Option<FieldUpdate> => "Zip code",
    }
    GetUsername {}
    UpdateUsername { username: String => "New username", }
}
