//! Executes the call of a vector.

use std::fmt::Debug;

use sendgrid_accounts::api_keys::{
    CreateApiKey, CreateFullAccessApiKey, CreatedApiKey, DeleteApiKey, GetApiKey, ListApiKeys,
    UpdateApiKey, UpdateApiKeyName,
};
use sendgrid_accounts::customers::{
    CreateCustomer, CustomerFilter, DeleteCustomer, DisableCustomer, DisableWebsite,
    EnableCustomer, EnableWebsite, GetCustomer, ListCustomers, NewCustomer, UpdateCustomerEmail,
    UpdateCustomerPassword, UpdateCustomerProfile, UpdateCustomerUsername,
};
use sendgrid_accounts::scopes::ListScopes;
use sendgrid_accounts::subusers::{
    AdjustSubuserCredits, CreateSubuser, DeleteSubuser, DisableSubuser, DisableSubuserWebsite,
    EnableSubuser, EnableSubuserWebsite, GetReputations, GetSubuser, GetSubuserCredits,
    GetSubuserIps, ListSubusers, NewSubuser, SubuserFilter, UpdateSubuserCredits, UpdateSubuserIps,
};
use sendgrid_accounts::user::{
    GetAccount, GetCredits, GetEmail, GetProfile, GetUsername, UpdateEmail, UpdatePassword,
    UpdateProfile, UpdateUsername,
};
use sendgrid_accounts::{Error, FieldUpdate, Operation, RawRequest, Response};
use serde::Serialize;
use serde_json::{Value, json};

/// A way to execute an operation.
pub(crate) trait Executor {
    fn run<O: Operation>(&self, operation: O) -> Result<O::Output, Error>;
}

/// Executes a call and returns its result as JSON.
pub(crate) fn dispatch(executor: &impl Executor, call: &Value) -> Result<Value, Error> {
    let required = |name: &str| call["arguments"][name].as_str().unwrap().to_owned();
    let update = |name: &str| field_update(&call["arguments"][name]);
    match call["operation"].as_str().unwrap() {
        "user.get_account" => executor.run(GetAccount).map(to_json),
        "user.get_credits" => executor.run(GetCredits).map(to_json),
        "user.get_email" => executor.run(GetEmail).map(to_json),
        "user.update_email" => executor.run(UpdateEmail { email: required("email") }).map(to_json),
        "user.update_password" => executor
            .run(UpdatePassword {
                old_password: required("old_password").into(),
                new_password: required("new_password").into(),
            })
            .map(to_json),
        "user.get_profile" => executor.run(GetProfile).map(to_json),
        "user.update_profile" => executor
            .run(UpdateProfile {
                address: update("address"),
                address2: update("address2"),
                city: update("city"),
                company: update("company"),
                country: update("country"),
                first_name: update("first_name"),
                last_name: update("last_name"),
                phone: update("phone"),
                state: update("state"),
                website: update("website"),
                zip: update("zip"),
            })
            .map(to_json),
        "user.get_username" => executor.run(GetUsername).map(to_json),
        "user.update_username" => {
            executor.run(UpdateUsername { username: required("username") }).map(to_json)
        }
        "request" => raw_request(&call["arguments"])
            .and_then(|request| executor.run(request))
            .map(|response| fields_of(&response)),
        name if name.starts_with("subusers.") => dispatch_subusers(executor, name, call),
        name if name.starts_with("customers.") => dispatch_customers(executor, name, call),
        name => dispatch_keys(executor, name, call),
    }
}

fn dispatch_keys(executor: &impl Executor, name: &str, call: &Value) -> Result<Value, Error> {
    let arguments = &call["arguments"];
    let required = |name: &str| arguments[name].as_str().unwrap().to_owned();
    let (name_of_key, id) = (|| required("name"), || required("api_key_id"));
    let allow_own = arguments["allow_own"].as_bool().unwrap_or_default();
    let scopes = || strings(&arguments["scopes"]);
    match name {
        "api_keys.list" => executor.run(ListApiKeys).map(to_json),
        "api_keys.get" => executor.run(GetApiKey { api_key_id: id() }).map(to_json),
        "api_keys.create" => {
            executor.run(CreateApiKey { name: name_of_key(), scopes: scopes() }).map(revealed)
        }
        "api_keys.create_full_access" => {
            executor.run(CreateFullAccessApiKey { name: name_of_key() }).map(revealed)
        }
        "api_keys.update" => executor
            .run(UpdateApiKey {
                api_key_id: id(),
                name: name_of_key(),
                scopes: scopes(),
                allow_own,
            })
            .map(to_json),
        "api_keys.update_name" => {
            executor.run(UpdateApiKeyName { api_key_id: id(), name: name_of_key() }).map(to_json)
        }
        "api_keys.delete" => {
            executor.run(DeleteApiKey { api_key_id: id(), allow_own }).map(to_json)
        }
        "scopes.list" => executor.run(ListScopes).map(to_json),
        unknown => panic!("unknown operation: {unknown}"),
    }
}

/// A created key with its secret, which serde leaves out.
fn revealed(created: CreatedApiKey) -> Value {
    let secret = Value::from(created.api_key.reveal());
    let mut json = to_json(created);
    assert!(!json.to_string().contains(secret.as_str().unwrap()), "the secret is in the JSON");
    json["api_key"] = secret;
    json
}

fn strings(argument: &Value) -> Vec<String> {
    let items = argument.as_array().into_iter().flatten();
    items.map(|item| item.as_str().unwrap().to_owned()).collect()
}

fn dispatch_customers(executor: &impl Executor, name: &str, call: &Value) -> Result<Value, Error> {
    let arguments = &call["arguments"];
    let required = |name: &str| arguments[name].as_str().unwrap().to_owned();
    let user = || required("user");
    match name {
        "customers.create" => {
            executor.run(CreateCustomer { customer: new_customer(arguments) }).map(to_json)
        }
        "customers.delete" => executor.run(DeleteCustomer { user: user() }).map(to_json),
        "customers.list" => executor
            .run(ListCustomers { filter: filter(arguments) })
            .map(|list| list.into_iter().map(to_json).collect()),
        "customers.get" => executor.run(GetCustomer { user: user() }).map(to_json),
        "customers.enable" => executor.run(EnableCustomer { user: user() }).map(to_json),
        "customers.disable" => executor.run(DisableCustomer { user: user() }).map(to_json),
        "customers.enable_website" => executor.run(EnableWebsite { user: user() }).map(to_json),
        "customers.disable_website" => executor.run(DisableWebsite { user: user() }).map(to_json),
        "customers.update_profile" => {
            let update = |name: &str| field_update(&arguments[name]);
            executor
                .run(UpdateCustomerProfile {
                    user: user(),
                    first_name: update("first_name"),
                    last_name: update("last_name"),
                    address: update("address"),
                    city: update("city"),
                    state: update("state"),
                    country: update("country"),
                    zip: update("zip"),
                    phone: update("phone"),
                    website: update("website"),
                    company: update("company"),
                })
                .map(to_json)
        }
        "customers.update_password" => executor
            .run(UpdateCustomerPassword { user: user(), password: required("password").into() })
            .map(to_json),
        "customers.update_username" => executor
            .run(UpdateCustomerUsername { user: user(), username: required("username") })
            .map(to_json),
        "customers.update_email" => executor
            .run(UpdateCustomerEmail { user: user(), email: required("email") })
            .map(to_json),
        unknown => panic!("unknown operation: {unknown}"),
    }
}

/// The method and the idempotency are parsed as the bindings do it.
fn raw_request(arguments: &Value) -> Result<RawRequest, Error> {
    let method = arguments["method"].as_str().unwrap().parse()?;
    let idempotency = arguments["idempotency"].as_str().map(str::parse).transpose()?;
    Ok(RawRequest {
        idempotency,
        params: pairs(&arguments["params"]),
        json: arguments.get("json").map(Value::to_string),
        form: arguments.get("form").map(pairs),
        headers: pairs(&arguments["headers"]),
        ..RawRequest::new(method, arguments["path"].as_str().unwrap())
    })
}

/// The items of an object; a list has its name several times.
fn pairs(object: &Value) -> Vec<(String, String)> {
    let items = object.as_object().into_iter().flatten();
    let values = items.flat_map(|(name, value)| {
        let values = value.as_array().cloned().unwrap_or_else(|| vec![value.clone()]);
        values.into_iter().map(move |value| (name, value))
    });
    values
        .map(|(name, value)| {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            (name.clone(), text)
        })
        .collect()
}

/// Status, headers and body; several lines of a header are a list.
fn fields_of(response: &Response) -> Value {
    let names = response.headers().keys();
    let headers: serde_json::Map<String, Value> = names
        .map(|name| {
            let lines = response.headers().get_all(name).iter();
            let lines: Vec<&str> = lines.map(|line| line.to_str().unwrap()).collect();
            (name.to_string(), lines.join(", ").into())
        })
        .collect();
    let body = String::from_utf8(response.body().to_vec()).unwrap();
    json!({ "status": response.status(), "headers": headers, "body": body })
}

fn dispatch_subusers(executor: &impl Executor, name: &str, call: &Value) -> Result<Value, Error> {
    let arguments = &call["arguments"];
    let optional = |name: &str| arguments[name].as_str().map(str::to_owned);
    let strings = |name: &str| {
        let items = arguments[name].as_array()?;
        Some(items.iter().map(|item| item.as_str().unwrap().to_owned()).collect::<Vec<_>>())
    };
    let username = || optional("username").unwrap();
    let (limit, offset) = (arguments["limit"].as_u64(), arguments["offset"].as_u64());
    match name {
        "subusers.list" => {
            let filter = SubuserFilter {
                username: optional("username"),
                region: optional("region").map(Into::into),
                include_region: arguments["include_region"].as_bool().unwrap_or_default(),
                limit,
                offset,
            };
            executor.run(ListSubusers { filter }).map(to_json)
        }
        "subusers.get" => executor.run(GetSubuser { username: username() }).map(to_json),
        "subusers.create" => {
            let subuser = NewSubuser {
                username: username(),
                email: optional("email").unwrap(),
                password: optional("password").unwrap().into(),
                ips: strings("ips"),
                region: optional("region").map(Into::into),
            };
            executor.run(CreateSubuser { subuser }).map(to_json)
        }
        "subusers.delete" => executor.run(DeleteSubuser { username: username() }).map(to_json),
        "subusers.enable" => executor.run(EnableSubuser { username: username() }).map(to_json),
        "subusers.disable" => executor.run(DisableSubuser { username: username() }).map(to_json),
        "subusers.enable_website" => {
            executor.run(EnableSubuserWebsite { username: username() }).map(to_json)
        }
        "subusers.disable_website" => {
            executor.run(DisableSubuserWebsite { username: username() }).map(to_json)
        }
        "subusers.get_ips" => {
            executor.run(GetSubuserIps { username: username(), limit, offset }).map(to_json)
        }
        "subusers.update_ips" => {
            let (ips, clear) = (strings("ips").unwrap(), arguments["clear"] == true);
            executor.run(UpdateSubuserIps { username: username(), ips, clear }).map(to_json)
        }
        "subusers.get_credits" => {
            executor.run(GetSubuserCredits { username: username() }).map(to_json)
        }
        "subusers.update_credits" => executor
            .run(UpdateSubuserCredits {
                username: username(),
                credit_type: optional("type").unwrap().into(),
                reset_frequency: optional("reset_frequency").map(Into::into),
                total: arguments["total"].as_i64(),
            })
            .map(to_json),
        "subusers.adjust_credits" => {
            let by = arguments["by"].as_i64().unwrap();
            executor.run(AdjustSubuserCredits { username: username(), by }).map(to_json)
        }
        "subusers.get_reputations" => {
            let usernames = strings("usernames").unwrap();
            executor.run(GetReputations { usernames }).map(to_json)
        }
        unknown => panic!("unknown operation: {unknown}"),
    }
}

/// A string, or `{"clear": true}`.
fn field_update(argument: &Value) -> Option<FieldUpdate> {
    match argument {
        Value::Null => None,
        Value::String(value) => Some(value.as_str().into()),
        other => {
            assert_eq!(other["clear"], true);
            Some(FieldUpdate::Clear)
        }
    }
}

fn new_customer(arguments: &Value) -> NewCustomer {
    let required = |name: &str| arguments[name].as_str().unwrap().to_owned();
    let optional = |name: &str| arguments[name].as_str().map(str::to_owned);
    let list = |name: &str| strings(&arguments[name]);
    NewCustomer {
        username: required("username"),
        password: required("password").into(),
        email: required("email"),
        first_name: required("first_name"),
        last_name: required("last_name"),
        address: required("address"),
        city: required("city"),
        state: required("state"),
        zip: required("zip"),
        country: required("country"),
        phone: required("phone"),
        website: required("website"),
        company: optional("company"),
        package: optional("package"),
        whitelabel: optional("whitelabel"),
        ip_group: list("ip_group"),
        ip: list("ip"),
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
