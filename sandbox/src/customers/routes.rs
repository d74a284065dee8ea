//! The operations of the customers API, each with its endpoint and the parameters that name it.

use std::collections::BTreeSet;

use super::form::Form;
use super::operations::{self, Run};
use super::refusal::{Shape, Shapes};
use super::rules::{self, Parameter};
use crate::{answer, texts};

/// An operation of the customers API and how a request names it.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct CustomerRoute {
    /// The operation's name, for example `customers.list`.
    pub operation: &'static str,
    /// `add`, `delete` or `manage`: what stands between the dialect and the format in the path.
    pub endpoint: &'static str,
    /// The parameters that tell the operation from the others of its endpoint, with their values.
    pub parameters: &'static [(&'static str, &'static str)],
    pub(crate) accepts: &'static [Parameter],
    pub(crate) run: Run,
    pub(crate) shapes: Shapes,
}

impl CustomerRoute {
    /// The paths that serve it: two dialects, each in two formats.
    pub fn paths(&self) -> impl Iterator<Item = String> + use<> {
        of_endpoint(self.endpoint).map(|(path, _)| path)
    }
}

// How refusals are written: seeds 003 and 004, and `sendgrid/docs`,
// `Reseller_API/customer_management.html` of 2014-06-30.
const ADDING: Shapes = Shapes { seeds: Shape::Errors, docs_2014: Shape::Errors };
const CHANGING: Shapes = Shapes { seeds: Shape::Errors, docs_2014: Shape::Code };
const SWITCHING: Shapes = Shapes { seeds: Shape::Message, docs_2014: Shape::Code };
const SWITCHING_WEBSITE: Shapes = Shapes { seeds: Shape::Message, docs_2014: Shape::BareCode };

/// Every operation of the customers API that is served. Requests are dispatched by this table.
pub const CUSTOMER_ROUTES: &[CustomerRoute] = &[
    CustomerRoute {
        operation: "customers.create",
        endpoint: "add",
        parameters: &[],
        accepts: rules::CREATE,
        run: Run::Change(operations::create),
        shapes: ADDING,
    },
    CustomerRoute {
        operation: "customers.delete",
        endpoint: "delete",
        parameters: &[],
        accepts: rules::USER_ONLY,
        run: Run::Change(operations::delete),
        shapes: CHANGING,
    },
    CustomerRoute {
        operation: "customers.list",
        endpoint: "manage",
        parameters: &[("method", "profile"), ("task", "get")],
        accepts: rules::FILTERS,
        run: Run::List,
        // No document shows how this is refused.
        shapes: CHANGING,
    },
    CustomerRoute {
        operation: "customers.enable",
        endpoint: "manage",
        parameters: &[("method", "enable")],
        accepts: rules::USER_ONLY,
        run: Run::Change(operations::enable),
        shapes: SWITCHING,
    },
    CustomerRoute {
        operation: "customers.disable",
        endpoint: "manage",
        parameters: &[("method", "disable")],
        accepts: rules::USER_ONLY,
        run: Run::Change(operations::disable),
        shapes: SWITCHING,
    },
    CustomerRoute {
        operation: "customers.enable_website",
        endpoint: "manage",
        parameters: &[("method", "website_enable")],
        accepts: rules::USER_ONLY,
        run: Run::Change(operations::enable_website),
        shapes: SWITCHING_WEBSITE,
    },
    CustomerRoute {
        operation: "customers.disable_website",
        endpoint: "manage",
        parameters: &[("method", "website_disable")],
        accepts: rules::USER_ONLY,
        run: Run::Change(operations::disable_website),
        shapes: SWITCHING_WEBSITE,
    },
    CustomerRoute {
        operation: "customers.update_profile",
        endpoint: "manage",
        parameters: &[("method", "profile"), ("task", "set")],
        accepts: rules::PROFILE,
        run: Run::Change(operations::update_profile),
        shapes: CHANGING,
    },
    CustomerRoute {
        operation: "customers.update_password",
        endpoint: "manage",
        parameters: &[("method", "password")],
        accepts: rules::NEW_PASSWORD,
        run: Run::Change(operations::update_password),
        shapes: CHANGING,
    },
    CustomerRoute {
        operation: "customers.update_username",
        endpoint: "manage",
        parameters: &[("method", "profile"), ("task", "setUsername")],
        accepts: rules::NEW_USERNAME,
        run: Run::Change(operations::update_username),
        shapes: ADDING,
    },
    // The seeds' tables say `password` for `method`, their examples `profile`; so do all later
    // versions, and the sibling API is `customer.profile`.
    CustomerRoute {
        operation: "customers.update_email",
        endpoint: "manage",
        parameters: &[("method", "profile"), ("task", "setEmail")],
        accepts: rules::NEW_EMAIL,
        run: Run::Change(operations::update_email),
        shapes: ADDING,
    },
];

/// The family of endpoints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// Seed 004.
    Reseller,
    /// Seed 003.
    Distributor,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Json,
    Xml,
}

/// What a path says.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    endpoint: &'static str,
    pub(crate) dialect: Dialect,
    pub(crate) format: Format,
}

const DIALECTS: [(&str, Dialect); 2] =
    [("/apiv2/reseller.", Dialect::Reseller), ("/api/distributor.", Dialect::Distributor)];
const FORMATS: [(&str, Format); 2] = [("json", Format::Json), ("xml", Format::Xml)];

/// Every path of the customers API.
pub(crate) fn places() -> impl Iterator<Item = (String, Place)> {
    let endpoints: BTreeSet<&str> = CUSTOMER_ROUTES.iter().map(|route| route.endpoint).collect();
    endpoints.into_iter().flat_map(of_endpoint)
}

fn of_endpoint(endpoint: &'static str) -> impl Iterator<Item = (String, Place)> {
    DIALECTS.into_iter().flat_map(move |(base, dialect)| {
        FORMATS.into_iter().map(move |(extension, format)| {
            (format!("{base}{endpoint}.{extension}"), Place { endpoint, dialect, format })
        })
    })
}

impl Place {
    /// What every answer of an operation here is.
    pub(crate) fn content_type(self) -> &'static str {
        match self.format {
            Format::Json => answer::JSON,
            Format::Xml => answer::XML,
        }
    }

    /// The operation that a form names here, or what is wrong with how it does.
    pub(crate) fn route(self, form: &Form) -> Result<&'static CustomerRoute, String> {
        let routes = || CUSTOMER_ROUTES.iter().filter(|route| route.endpoint == self.endpoint);
        let given = |(name, value): &(&str, &str)| form.get(name) == Some(value);
        if let Some(route) = routes().find(|route| route.parameters.iter().all(given)) {
            return Ok(route);
        }
        let mut parameters = routes().flat_map(|route| route.parameters);
        let is_method = parameters.any(|it| it.0 == "method" && given(it));
        let wrong = if is_method { "task" } else { "method" };
        Err(match form.get(wrong) {
            None | Some("") => texts::missing_parameter(wrong),
            Some(_) => texts::unknown_value(wrong),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn route(endpoint: &'static str, form: &str) -> Result<&'static str, String> {
        let place = Place { endpoint, dialect: Dialect::Reseller, format: Format::Json };
        place.route(&Form::read(b"", form.as_bytes())).map(|route| route.operation)
    }

    #[test]
    fn every_operation_is_found_by_its_own_parameters() {
        for expected in CUSTOMER_ROUTES {
            let pairs = expected.parameters.iter().map(|(name, value)| format!("{name}={value}&"));
            let form = pairs.collect::<String>() + "user=a";
            assert_eq!(route(expected.endpoint, &form), Ok(expected.operation));
        }
        assert_eq!(CUSTOMER_ROUTES.len(), 11);
    }

    #[test]
    fn anything_else_is_said_to_be_unknown() {
        for (form, problem) in [
            ("", "Missing method parameter"),
            ("task=get", "Missing method parameter"),
            ("method=profile", "Missing task parameter"),
            ("method=disabl", "sandbox: unknown method"),
            ("method=Enable", "sandbox: unknown method"),
            ("method=profile&task=ge", "sandbox: unknown task"),
            ("method=profile&task=setusername", "sandbox: unknown task"),
        ] {
            assert_eq!(route("manage", form), Err(problem.to_owned()), "{form}");
        }
    }

    #[test]
    fn there_are_two_dialects_of_three_endpoints_in_two_formats() {
        let paths: BTreeSet<String> = places().map(|(path, _)| path).collect();
        assert_eq!(paths.len(), 12);
        assert!(paths.contains("/apiv2/reseller.add.json"));
        assert!(paths.contains("/api/distributor.manage.xml"));
        let served: BTreeSet<String> =
            CUSTOMER_ROUTES.iter().flat_map(CustomerRoute::paths).collect();
        assert_eq!(served, paths);
    }
}
