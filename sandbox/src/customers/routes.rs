//! The routing table of the customers API: the operations with their endpoints and the parameters
//! that select them.
//!
//! Sources: "Customer Management" (both editions); for the shapes of errors also `sendgrid/docs`,
//! `Reseller_API/customer_management.html` of 2014-06-30.

use std::collections::BTreeSet;

use super::error::{Shape, Shapes};
use super::form::Form;
use super::operations::{self, Handler};
use super::path::{CustomerPath, of_endpoint};
use super::rules::{self, Parameter};
use crate::messages;

/// An operation of the customers API, and the parts of a request that select it.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct CustomerRoute {
    /// The name of the operation, for example `customers.list`.
    pub operation: &'static str,
    /// `add`, `delete` or `manage`: the part of the path between the dialect and the format.
    pub endpoint: &'static str,
    /// The parameters that select the operation at its endpoint, with their values.
    pub parameters: &'static [(&'static str, &'static str)],
    pub(crate) accepts: &'static [Parameter],
    pub(crate) handler: Handler,
    pub(crate) shapes: Shapes,
}

impl CustomerRoute {
    /// The four paths of the operation: two dialects, each in two formats.
    pub fn paths(&self) -> impl Iterator<Item = String> + use<> {
        of_endpoint(self.endpoint).map(|(path, _)| path)
    }
}

// The shapes of errors, by groups of operations.
const ADDING: Shapes = Shapes { documented: Shape::Errors, docs_2014: Shape::Errors };
const CHANGING: Shapes = Shapes { documented: Shape::Errors, docs_2014: Shape::Code };
const SWITCHING: Shapes = Shapes { documented: Shape::Message, docs_2014: Shape::Code };
const SWITCHING_WEBSITE: Shapes = Shapes { documented: Shape::Message, docs_2014: Shape::BareCode };

/// All operations of the customers API. Requests are dispatched by this table.
pub const CUSTOMER_ROUTES: &[CustomerRoute] = &[
    CustomerRoute {
        operation: "customers.create",
        endpoint: "add",
        parameters: &[],
        accepts: rules::CREATE,
        handler: Handler::Change(operations::create),
        shapes: ADDING,
    },
    CustomerRoute {
        operation: "customers.delete",
        endpoint: "delete",
        parameters: &[],
        accepts: rules::USER_ONLY,
        handler: Handler::Change(operations::delete),
        shapes: CHANGING,
    },
    CustomerRoute {
        operation: "customers.list",
        endpoint: "manage",
        parameters: &[("method", "profile"), ("task", "get")],
        accepts: rules::FILTERS,
        handler: Handler::List,
        // No document shows an error of this operation.
        shapes: CHANGING,
    },
    CustomerRoute {
        operation: "customers.enable",
        endpoint: "manage",
        parameters: &[("method", "enable")],
        accepts: rules::USER_ONLY,
        handler: Handler::Change(operations::enable),
        shapes: SWITCHING,
    },
    CustomerRoute {
        operation: "customers.disable",
        endpoint: "manage",
        parameters: &[("method", "disable")],
        accepts: rules::USER_ONLY,
        handler: Handler::Change(operations::disable),
        shapes: SWITCHING,
    },
    CustomerRoute {
        operation: "customers.enable_website",
        endpoint: "manage",
        parameters: &[("method", "website_enable")],
        accepts: rules::USER_ONLY,
        handler: Handler::Change(operations::enable_website),
        shapes: SWITCHING_WEBSITE,
    },
    CustomerRoute {
        operation: "customers.disable_website",
        endpoint: "manage",
        parameters: &[("method", "website_disable")],
        accepts: rules::USER_ONLY,
        handler: Handler::Change(operations::disable_website),
        shapes: SWITCHING_WEBSITE,
    },
    CustomerRoute {
        operation: "customers.update_profile",
        endpoint: "manage",
        parameters: &[("method", "profile"), ("task", "set")],
        accepts: rules::PROFILE,
        handler: Handler::Change(operations::update_profile),
        shapes: CHANGING,
    },
    CustomerRoute {
        operation: "customers.update_password",
        endpoint: "manage",
        parameters: &[("method", "password")],
        accepts: rules::NEW_PASSWORD,
        handler: Handler::Change(operations::update_password),
        shapes: CHANGING,
    },
    CustomerRoute {
        operation: "customers.update_username",
        endpoint: "manage",
        parameters: &[("method", "profile"), ("task", "setUsername")],
        accepts: rules::NEW_USERNAME,
        handler: Handler::Change(operations::update_username),
        shapes: ADDING,
    },
    // The tables of both editions say `password` for `method`. Their examples say `profile`, and so
    // do all later versions; the sibling API is `customer.profile`.
    CustomerRoute {
        operation: "customers.update_email",
        endpoint: "manage",
        parameters: &[("method", "profile"), ("task", "setEmail")],
        accepts: rules::NEW_EMAIL,
        handler: Handler::Change(operations::update_email),
        shapes: ADDING,
    },
];

/// All paths of the customers API.
pub(crate) fn paths() -> impl Iterator<Item = (String, CustomerPath)> {
    let endpoints: BTreeSet<&str> = CUSTOMER_ROUTES.iter().map(|route| route.endpoint).collect();
    endpoints.into_iter().flat_map(of_endpoint)
}

impl CustomerPath {
    /// Finds the operation that the form selects. The error is the message for an unknown one.
    pub(crate) fn route(self, form: &Form) -> Result<&'static CustomerRoute, String> {
        let routes = || CUSTOMER_ROUTES.iter().filter(|route| route.endpoint == self.endpoint);
        let matches = |(name, value): &(&str, &str)| form.get(name) == Some(value);
        if let Some(route) = routes().find(|route| route.parameters.iter().all(matches)) {
            return Ok(route);
        }
        let mut parameters = routes().flat_map(|route| route.parameters);
        let is_method = parameters.any(|it| it.0 == "method" && matches(it));
        let invalid = if is_method { "task" } else { "method" };
        Err(match form.get(invalid) {
            None | Some("") => messages::missing_parameter(invalid),
            Some(_) => messages::unknown_value(invalid),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::path::{Dialect, Format};
    use super::*;

    fn route(endpoint: &'static str, form: &str) -> Result<&'static str, String> {
        let path = CustomerPath { endpoint, dialect: Dialect::Reseller, format: Format::Json };
        path.route(&Form::parse(b"", form.as_bytes())).map(|route| route.operation)
    }

    #[test]
    fn finds_each_operation_by_its_parameters() {
        for expected in CUSTOMER_ROUTES {
            let pairs = expected.parameters.iter().map(|(name, value)| format!("{name}={value}&"));
            let form = pairs.collect::<String>() + "user=a";
            assert_eq!(route(expected.endpoint, &form), Ok(expected.operation));
        }
        assert_eq!(CUSTOMER_ROUTES.len(), 11);
    }

    #[test]
    fn reports_missing_and_unknown_selectors() {
        for (form, error) in [
            ("", "Missing method parameter"),
            ("task=get", "Missing method parameter"),
            ("method=profile", "Missing task parameter"),
            ("method=disabl", "sandbox: unknown method"),
            ("method=Enable", "sandbox: unknown method"),
            ("method=profile&task=ge", "sandbox: unknown task"),
            ("method=profile&task=setusername", "sandbox: unknown task"),
        ] {
            assert_eq!(route("manage", form), Err(error.to_owned()), "{form}");
        }
    }

    #[test]
    fn serves_three_endpoints_in_two_dialects_and_two_formats() {
        let paths: BTreeSet<String> = paths().map(|(path, _)| path).collect();
        assert_eq!(paths.len(), 12);
        assert!(paths.contains("/apiv2/reseller.add.json"));
        assert!(paths.contains("/api/distributor.manage.xml"));
        let served: BTreeSet<String> =
            CUSTOMER_ROUTES.iter().flat_map(CustomerRoute::paths).collect();
        assert_eq!(served, paths);
    }
}
