//! From a vector's call to the operation that makes it.

use std::fmt::Debug;

use sendgrid_accounts::customers::{
    CreateCustomer, CustomerFilter, DeleteCustomer, DisableCustomer, DisableWebsite,
    EnableCustomer, EnableWebsite, ListCustomers, NewCustomer, UpdateCustomerEmail,
    UpdateCustomerPassword, UpdateCustomerProfile, UpdateCustomerUsername,
};
use sendgrid_accounts::user::{
    GetAccount, GetCredits, GetEmail, GetProfile, GetUsername, UpdateEmail, UpdatePassword,
    UpdateProfile, UpdateUsername,
};
use sendgrid_accounts::{Error, Operation};
use serde::Serialize;
use serde_json::Value;

/// Makes a call in one of the two ways.
pub(crate) trait Face {
    fn call<O: Operation>(&self, operation: O) -> Result<O::Output, Error>;
}

/// Makes the call and returns its result as JSON.
pub(crate) fn dispatch(binding: &impl Face, call: &Value) -> Result<Value, Error> {
    let text = |name: &str| call["arguments"][name].as_str().unwrap().to_owned();
    let given = |name: &str| call["arguments"][name].as_str().map(str::to_owned);
    match call["operation"].as_str().unwrap() {
        "user.get_account" => binding.call(GetAccount).map(to_json),
        "user.get_credits" => binding.call(GetCredits).map(to_json),
        "user.get_email" => binding.call(GetEmail).map(to_json),
        "user.update_email" => binding.call(UpdateEmail { email: text("email") }).map(to_json),
        "user.update_password" => binding
            .call(UpdatePassword {
                old_password: text("old_password").into(),
                new_password: text("new_password").into(),
            })
            .map(to_json),
        "user.get_profile" => binding.call(GetProfile).map(to_json),
        "user.update_profile" => binding
            .call(UpdateProfile {
                address: given("address"),
                address2: given("address2"),
                city: given("city"),
                company: given("company"),
                country: given("country"),
                first_name: given("first_name"),
                last_name: given("last_name"),
                phone: given("phone"),
                state: given("state"),
                website: given("website"),
                zip: given("zip"),
            })
            .map(to_json),
        "user.get_username" => binding.call(GetUsername).map(to_json),
        "user.update_username" => {
            binding.call(UpdateUsername { username: text("username") }).map(to_json)
        }
        name => dispatch_customers(binding, name, call),
    }
}

fn dispatch_customers(binding: &impl Face, name: &str, call: &Value) -> Result<Value, Error> {
    let arguments = &call["arguments"];
    let text = |name: &str| arguments[name].as_str().unwrap().to_owned();
    let user = || text("user");
    match name {
        "customers.create" => {
            binding.call(CreateCustomer { customer: new_customer(arguments) }).map(to_json)
        }
        "customers.delete" => binding.call(DeleteCustomer { user: user() }).map(to_json),
        "customers.list" => binding
            .call(ListCustomers { filter: filter(arguments) })
            .map(|list| list.into_iter().map(to_json).collect()),
        "customers.enable" => binding.call(EnableCustomer { user: user() }).map(to_json),
        "customers.disable" => binding.call(DisableCustomer { user: user() }).map(to_json),
        "customers.enable_website" => binding.call(EnableWebsite { user: user() }).map(to_json),
        "customers.disable_website" => binding.call(DisableWebsite { user: user() }).map(to_json),
        "customers.update_profile" => {
            let given = |name: &str| arguments[name].as_str().map(str::to_owned);
            binding
                .call(UpdateCustomerProfile {
                    user: user(),
                    first_name: given("first_name"),
                    last_name: given("last_name"),
                    address: given("address"),
                    city: given("city"),
                    state: given("state"),
                    country: given("country"),
                    zip: given("zip"),
                    phone: given("phone"),
                    website: given("website"),
                    company: given("company"),
                })
                .map(to_json)
        }
        "customers.update_password" => binding
            .call(UpdateCustomerPassword { user: user(), password: text("password").into() })
            .map(to_json),
        "customers.update_username" => binding
            .call(UpdateCustomerUsername { user: user(), username: text("username") })
            .map(to_json),
        "customers.update_email" => {
            binding.call(UpdateCustomerEmail { user: user(), email: text("email") }).map(to_json)
        }
        unknown => panic!("no such operation: {unknown}"),
    }
}

fn new_customer(arguments: &Value) -> NewCustomer {
    let text = |name: &str| arguments[name].as_str().unwrap().to_owned();
    let given = |name: &str| arguments[name].as_str().map(str::to_owned);
    let texts = |name: &str| {
        let texts = arguments[name].as_array().into_iter().flatten();
        texts.map(|text| text.as_str().unwrap().to_owned()).collect()
    };
    NewCustomer {
        username: text("username"),
        password: text("password").into(),
        email: text("email"),
        first_name: text("first_name"),
        last_name: text("last_name"),
        address: text("address"),
        city: text("city"),
        state: text("state"),
        zip: text("zip"),
        country: text("country"),
        phone: text("phone"),
        website: text("website"),
        company: given("company"),
        package: given("package"),
        whitelabel: given("whitelabel"),
        ip_group: texts("ip_group"),
        ip: texts("ip"),
        free_user: arguments["free_user"].as_bool(),
        billing_date: given("billing_date"),
    }
}

fn filter(arguments: &Value) -> CustomerFilter {
    let given = |name: &str| arguments[name].as_str().map(str::to_owned);
    CustomerFilter {
        id: given("id"),
        username: given("username"),
        email: given("email"),
        first_name: given("first_name"),
        last_name: given("last_name"),
        address: given("address"),
        city: given("city"),
        state: given("state"),
        country: given("country"),
        zip: given("zip"),
        phone: given("phone"),
        website: given("website"),
        company: given("company"),
        active: arguments["active"].as_bool(),
        limit: arguments["limit"].as_u64(),
        offset: arguments["offset"].as_u64(),
    }
}

fn to_json<T: Serialize + Debug>(result: T) -> Value {
    serde_json::to_value(result).unwrap()
}
