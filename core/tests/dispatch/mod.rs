//! Executes the calls of the vectors, which name operation and arguments.

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

/// An async client, a blocking one, or a decoder without a connection.
pub(crate) trait Executor {
    fn execute<O: Operation>(&self, operation: O) -> Result<O::Output, Error>;
}

/// Executes a call and returns its result as JSON.
pub(crate) fn dispatch(executor: &impl Executor, call: &Value) -> Result<Value, Error> {
    let string = |name: &str| call["arguments"][name].as_str().unwrap().to_owned();
    let optional = |name: &str| call["arguments"][name].as_str().map(str::to_owned);
    match call["operation"].as_str().unwrap() {
        "user.get_account" => executor.execute(GetAccount).map(to_json),
        "user.get_credits" => executor.execute(GetCredits).map(to_json),
        "user.get_email" => executor.execute(GetEmail).map(to_json),
        "user.update_email" => {
            executor.execute(UpdateEmail { email: string("email") }).map(to_json)
        }
        "user.update_password" => executor
            .execute(UpdatePassword {
                old_password: string("old_password").into(),
                new_password: string("new_password").into(),
            })
            .map(to_json),
        "user.get_profile" => executor.execute(GetProfile).map(to_json),
        "user.update_profile" => executor
            .execute(UpdateProfile {
                address: optional("address"),
                address2: optional("address2"),
                city: optional("city"),
                company: optional("company"),
                country: optional("country"),
                first_name: optional("first_name"),
                last_name: optional("last_name"),
                phone: optional("phone"),
                state: optional("state"),
                website: optional("website"),
                zip: optional("zip"),
            })
            .map(to_json),
        "user.get_username" => executor.execute(GetUsername).map(to_json),
        "user.update_username" => {
            executor.execute(UpdateUsername { username: string("username") }).map(to_json)
        }
        name => dispatch_customers(executor, name, call),
    }
}

fn dispatch_customers(executor: &impl Executor, name: &str, call: &Value) -> Result<Value, Error> {
    let arguments = &call["arguments"];
    let string = |name: &str| arguments[name].as_str().unwrap().to_owned();
    let user = || string("user");
    match name {
        "customers.create" => {
            executor.execute(CreateCustomer { customer: new_customer(arguments) }).map(to_json)
        }
        "customers.delete" => executor.execute(DeleteCustomer { user: user() }).map(to_json),
        "customers.list" => executor
            .execute(ListCustomers { filter: filter(arguments) })
            .map(|list| list.into_iter().map(to_json).collect()),
        "customers.enable" => executor.execute(EnableCustomer { user: user() }).map(to_json),
        "customers.disable" => executor.execute(DisableCustomer { user: user() }).map(to_json),
        "customers.enable_website" => executor.execute(EnableWebsite { user: user() }).map(to_json),
        "customers.disable_website" => {
            executor.execute(DisableWebsite { user: user() }).map(to_json)
        }
        "customers.update_profile" => {
            let optional = |name: &str| arguments[name].as_str().map(str::to_owned);
            executor
                .execute(UpdateCustomerProfile {
                    user: user(),
                    first_name: optional("first_name"),
                    last_name: optional("last_name"),
                    address: optional("address"),
                    city: optional("city"),
                    state: optional("state"),
                    country: optional("country"),
                    zip: optional("zip"),
                    phone: optional("phone"),
                    website: optional("website"),
                    company: optional("company"),
                })
                .map(to_json)
        }
        "customers.update_password" => executor
            .execute(UpdateCustomerPassword { user: user(), password: string("password").into() })
            .map(to_json),
        "customers.update_username" => executor
            .execute(UpdateCustomerUsername { user: user(), username: string("username") })
            .map(to_json),
        "customers.update_email" => executor
            .execute(UpdateCustomerEmail { user: user(), email: string("email") })
            .map(to_json),
        unknown => panic!("unknown operation {unknown}"),
    }
}

fn new_customer(arguments: &Value) -> NewCustomer {
    let string = |name: &str| arguments[name].as_str().unwrap().to_owned();
    let optional = |name: &str| arguments[name].as_str().map(str::to_owned);
    let strings = |name: &str| {
        let items = arguments[name].as_array().into_iter().flatten();
        items.map(|item| item.as_str().unwrap().to_owned()).collect()
    };
    NewCustomer {
        username: string("username"),
        password: string("password").into(),
        email: string("email"),
        first_name: string("first_name"),
        last_name: string("last_name"),
        address: string("address"),
        city: string("city"),
        state: string("state"),
        zip: string("zip"),
        country: string("country"),
        phone: string("phone"),
        website: string("website"),
        company: optional("company"),
        package: optional("package"),
        whitelabel: optional("whitelabel"),
        ip_group: strings("ip_group"),
        ip: strings("ip"),
        free_user: arguments["free_user"].as_bool(),
        billing_date: optional("billing_date"),
    }
}

fn filter(arguments: &Value) -> CustomerFilter {
    let optional = |name: &str| arguments[name].as_str().map(str::to_owned);
    CustomerFilter {
        id: optional("id"),
        username: optional("username"),
        email: optional("email"),
        first_name: optional("first_name"),
        last_name: optional("last_name"),
        address: optional("address"),
        city: optional("city"),
        state: optional("state"),
        country: optional("country"),
        zip: optional("zip"),
        phone: optional("phone"),
        website: optional("website"),
        company: optional("company"),
        active: arguments["active"].as_bool(),
        limit: arguments["limit"].as_u64(),
        offset: arguments["offset"].as_u64(),
    }
}

fn to_json<T: Serialize + Debug>(result: T) -> Value {
    serde_json::to_value(result).unwrap()
}
