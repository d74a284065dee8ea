//! The responses of the vectors.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

/// A response of a vector.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Sample {
    pub(crate) operation: String,
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

/// Every distinct response of the vectors with at most 2,000 bytes.
pub(crate) fn samples() -> Vec<Sample> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/vectors");
    let mut samples = BTreeSet::new();
    for entry in ["users", "customers"].iter().flat_map(|api| folder.join(api).read_dir().unwrap())
    {
        let file = std::fs::read(entry.unwrap().path()).unwrap();
        let vector: Value = serde_json::from_slice(&file).unwrap();
        let operation = vector["call"]["operation"].as_str().unwrap().to_owned();
        for exchange in vector["exchange"].as_array().unwrap() {
            let response = &exchange["response"];
            let forms = [response, &response["json"], &response["xml"]];
            samples.extend(forms.into_iter().filter_map(|form| sample(&operation, form)));
        }
    }
    samples.into_iter().filter(|sample| sample.body.len() <= 2_000).collect()
}

fn sample(operation: &str, response: &Value) -> Option<Sample> {
    let body = response["body"].as_str()?;
    let body = match response["encoding"].as_str() {
        None => body.bytes().collect(),
        Some(_) => body.chars().map(|c| u8::try_from(c).unwrap()).collect(),
    };
    let head = response["head"].as_array()?;
    let line = head.first()?.as_str()?;
    let status = line.split(' ').nth(1)?.parse().ok()?;
    let headers = head.iter().skip(1).filter_map(|line| line.as_str()?.split_once(": "));
    let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    Some(Sample { operation: operation.to_owned(), status, headers, body })
}
