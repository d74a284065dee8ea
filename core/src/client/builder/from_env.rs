//! The settings of a client that the environment holds.

use secrecy::SecretString;

use super::ClientBuilder;
use crate::auth::on_behalf_of::OnBehalfOf;
use crate::auth::reseller::Reseller;
use crate::environment::{meaningful, variable};
use crate::error::{Error, Result};

impl<C> ClientBuilder<C> {
    /// Takes the settings that are not set yet from environment variables. An empty or blank variable
    /// is unset.
    ///
    /// | variable | setting |
    /// | --- | --- |
    /// | `SENDGRID_API_KEY` | [`api_key`](Self::api_key) |
    /// | `SENDGRID_RESELLER_USERNAME` and `SENDGRID_RESELLER_PASSWORD` | [`reseller`](Self::reseller), with parameters |
    /// | `SENDGRID_REGION` | [`region`](Self::region), `global` or `eu` |
    /// | `SENDGRID_BASE_URL` | [`base_url`](Self::base_url) |
    /// | `SENDGRID_ON_BEHALF_OF` | [`on_behalf_of`](Self::on_behalf_of): the username of a subuser, or `account-id` and the number of a customer account |
    ///
    /// # Errors
    ///
    /// [`Config`](crate::ErrorKind::Config) for an unknown region, for a variable that is not Unicode,
    /// or if only one of username and password is set. [`build`](Self::build) checks the rest.
    pub fn from_env(self) -> Result<Self> {
        self.read_variables(variable)
    }

    /// As [`from_env`](Self::from_env), from the variables of a file.
    #[doc(hidden)] // For the command line.
    pub fn from_variables(self, value: impl Fn(&str) -> Option<String>) -> Result<Self> {
        self.read_variables(|name| {
            Ok(value(name).as_deref().and_then(meaningful).map(str::to_owned))
        })
    }

    fn read_variables(mut self, variable: impl Fn(&str) -> Result<Option<String>>) -> Result<Self> {
        if self.api_key.is_none() {
            self.api_key = variable("SENDGRID_API_KEY")?.map(SecretString::from);
        }
        if self.reseller.is_none() {
            self.reseller = reseller(&variable)?;
        }
        if let (None, Some(region)) = (self.region, variable("SENDGRID_REGION")?) {
            let region = region.parse().map_err(|_| {
                Error::config("the environment variable SENDGRID_REGION is neither global nor eu")
            });
            self.region = Some(region?);
        }
        if self.base_url.is_none() {
            self.base_url = variable("SENDGRID_BASE_URL")?;
        }
        if self.on_behalf_of.is_none() {
            let account = variable("SENDGRID_ON_BEHALF_OF")?;
            self.on_behalf_of = account.map(|account| OnBehalfOf::from_header(&account));
        }
        Ok(self)
    }
}

fn reseller(variable: impl Fn(&str) -> Result<Option<String>>) -> Result<Option<Reseller>> {
    const USERNAME: &str = "SENDGRID_RESELLER_USERNAME";
    const PASSWORD: &str = "SENDGRID_RESELLER_PASSWORD";
    match (variable(USERNAME)?, variable(PASSWORD)?) {
        (Some(username), Some(password)) => Ok(Some(Reseller::new(username, password))),
        (None, None) => Ok(None),
        (Some(_), None) => Err(incomplete(USERNAME, PASSWORD)),
        (None, Some(_)) => Err(incomplete(PASSWORD, USERNAME)),
    }
}

fn incomplete(set: &str, unset: &str) -> Error {
    Error::config(format!("the environment variable {set} is set, but {unset} is not"))
}
