//! Operations of one's own, and any other call, against the sandbox.

use std::error::Error as StdError;

use sendgrid_accounts::{
    Client, Error, ErrorKind, Idempotency, Method, Operation, OperationInfo, Outcome, RawRequest,
    Request, Response, Result,
};
use sendgrid_accounts_sandbox::{Options, Sandbox};
use serde_json::Value;

/// Reads the city of the account.
struct GetCity;

impl Operation for GetCity {
    type Output = String;
    const INFO: OperationInfo =
        OperationInfo::new("example.get_city", Idempotency::Safe, Method::Get, "/v3/user/profile")
            .with_scope("user.profile.read");

    fn request(&self) -> Result<Request> {
        Ok(Request::empty())
    }

    fn decode(&self, response: &Response) -> Result<String> {
        let profile = response.json()?;
        let city = profile.get("city").and_then(Value::as_str);
        city.map(str::to_owned).ok_or_else(|| response.error("the profile has no city"))
    }
}

/// Changes the city of the account. A retry ends in the same state.
struct SetCity(&'static str);

impl Operation for SetCity {
    type Output = ();
    const INFO: OperationInfo = OperationInfo::new(
        "example.set_city",
        Idempotency::Idempotent,
        Method::Patch,
        "/v3/user/profile",
    );

    fn request(&self) -> Result<Request> {
        if self.0.is_empty() {
            return Err(Error::invalid_input("city", "is empty"));
        }
        Ok(Request::json(serde_json::json!({ "city": self.0 }).to_string()))
    }

    fn decode(&self, _: &Response) -> Result<()> {
        Ok(())
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn StdError>> {
    let sandbox = Sandbox::start(Options::default())?;
    let client = Client::builder().api_key(sandbox.api_key()).base_url(sandbox.url()).build()?;

    client.execute(SetCity("Denver")).await?;
    let raw = client.execute_with_raw_response(GetCity).await?;
    assert_eq!((raw.status(), raw.parsed().as_str()), (200, "Denver"));

    let error = client.execute(SetCity("")).await.err().ok_or("an empty city was accepted")?;
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::InvalidInput, Outcome::NotSent));
    assert_eq!(error.to_string(), "example.set_city: city is empty");

    // Without a type of its own.
    let profile = client.request(RawRequest::new(Method::Get, "/v3/user/profile")).await?;
    assert_eq!(profile.json()?.get("city"), Some(&Value::from("Denver")));
    Ok(())
}
