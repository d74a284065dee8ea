//! Parameters of the customer API.

use crate::api::customers::{
    CreateCustomer, CustomerFilter, DeleteCustomer, DisableCustomer, DisableWebsite,
    EnableCustomer, EnableWebsite, GetCustomer, ListCustomers, NewCustomer, UpdateCustomerEmail,
    UpdateCustomerPassword, UpdateCustomerProfile, UpdateCustomerUsername,
};
use crate::auth::secret::Password;
use crate::named_call::declare::parameters;
use crate::operation::FieldUpdate;

parameters! {
    CreateCustomer.customer as NewCustomer {
        username: String => "Username, up to 64 characters",
        password: Password => "Password, 6 to 128 characters",
        email: String => "E-mail address, up to 64 characters",
        first_name: String => "First name, up to 50 characters",
        last_name: String => "Last name, up to 50 characters",
        address: String => "Street address, up to 100 characters",
        city: String => "City, up to 100 characters",
        state: String => "State, up to 100 characters",
        zip: String => "Zip code, up to 50 characters",
        country: String => "Country, up to 100 characters",
        phone: String => "Phone number, up to 50 characters",
        website: String => "URL of the website, up to 255 characters",
        company: Option<String> => "Name of the company, up to 255 characters",
        package: Option<String> => "Name of the package to assign, up to 255 characters",
        whitelabel: Option<String> => "Domain for whitelabelling, up to 255 characters",
        ip_group: Vec<String> => "Names of your IP groups to assign, each up to 255 characters",
        ip: Vec<String> => "Your IP addresses to assign, if the package allows it",
        free_user: Option<bool> => "Whether the customer is a free one; mandatory for a free customer",
        billing_date: Option<String> => "First billing date, YYYY-MM-DD, within one billing cycle from now",
    }
    DeleteCustomer { user: String => "Username of the customer", }
    ListCustomers.filter as CustomerFilter {
        id: Option<String> => "Number of the customer",
        username: Option<String> => "Username",
        email: Option<String> => "E-mail address",
        first_name: Option<String> => "First name",
        last_name: Option<String> => "Last name",
        address: Option<String> => "Street address",
        city: Option<String> => "City",
        state: Option<String> => "State",
        country: Option<String> => "Country",
        zip: Option<String> => "Zip code",
        phone: Option<String> => "Phone number",
        website: Option<String> => "URL of the website",
        company: Option<String> => "Name of the company",
        active: Option<bool> => "Whether the customer may send mail",
        limit: Option<u64> => "Maximum number of customers",
        offset: Option<u64> => "Number of customers to skip",
    }
    GetCustomer { user: String => "Username of the customer", }
    EnableCustomer { user: String => "Username of the customer", }
    DisableCustomer { user: String => "Username of the customer", }
    EnableWebsite { user: String => "Username of the customer", }
    DisableWebsite { user: String => "Username of the customer", }
    UpdateCustomerProfile {
        user: String => "Username of the customer",
        first_name: Option<FieldUpdate> => "First name, up to 50 characters",
        last_name: Option<FieldUpdate> => "Last name, up to 50 characters",
        address: Option<FieldUpdate> => "Street address, up to 100 characters",
        city: Option<FieldUpdate> => "City, up to 100 characters",
        state: Option<FieldUpdate> => "State, up to 100 characters",
        country: Option<FieldUpdate> => "Country, up to 100 characters",
        zip: Option<FieldUpdate> => "Zip code, up to 50 characters",
        phone: Option<FieldUpdate> => "Phone number, up to 50 characters",
        website: Option<FieldUpdate> => "URL of the website, up to 255 characters",
        company: Option<FieldUpdate> => "Name of the company, up to 255 characters",
    }
    UpdateCustomerPassword {
        user: String => "Username of the customer",
        password: Password => "New password",
    }
    UpdateCustomerUsername {
        user: String => "Current username of the customer",
        username: String => "New username, up to 100 characters",
    }
    UpdateCustomerEmail {
        user: String => "Username of the customer",
        email: String => "New address, up to 100 characters",
    }
}
