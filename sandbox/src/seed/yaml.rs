//! YAML as JSON: the values that both have.

use saphyr::{LoadableYamlNode as _, Scalar, Yaml};
use serde_json::{Map, Number, Value};

use super::SeedError;

/// Parses one document; an empty text is an empty object.
pub(super) fn parse(text: &str) -> Result<Value, SeedError> {
    let documents = Yaml::load_from_str(text);
    let mut documents =
        documents.map_err(|error| SeedError::new("", error.to_string()))?.into_iter();
    match (documents.next(), documents.next()) {
        (None, _) => Ok(Value::Object(Map::new())),
        (Some(document), None) => to_json(&document, ""),
        (Some(_), Some(_)) => Err(SeedError::new("", "the file has more than one document")),
    }
}

fn to_json(node: &Yaml<'_>, place: &str) -> Result<Value, SeedError> {
    match node {
        Yaml::Value(scalar) => scalar_to_json(scalar, place),
        Yaml::Sequence(items) => {
            let items = items.iter().enumerate();
            items.map(|(index, item)| to_json(item, &format!("{place}[{index}]"))).collect()
        }
        Yaml::Mapping(members) => {
            let members = members.iter().map(|(name, value)| {
                let Some(name) = name.as_str() else {
                    return Err(SeedError::new(place, "has a key that is not a string"));
                };
                let dot = if place.is_empty() { "" } else { "." };
                Ok((name.to_owned(), to_json(value, &format!("{place}{dot}{name}"))?))
            });
            members.collect::<Result<Map<_, _>, _>>().map(Value::Object)
        }
        Yaml::Tagged(..) => Err(SeedError::new(place, "has a tag, which JSON has not")),
        Yaml::Representation(..) | Yaml::Alias(_) | Yaml::BadValue => {
            Err(SeedError::new(place, "has no value"))
        }
    }
}

fn scalar_to_json(scalar: &Scalar<'_>, place: &str) -> Result<Value, SeedError> {
    Ok(match scalar {
        Scalar::Null => Value::Null,
        Scalar::Boolean(value) => Value::Bool(*value),
        Scalar::Integer(value) => Value::from(*value),
        Scalar::FloatingPoint(value) => {
            let number = Number::from_f64(value.into_inner());
            number.map(Value::Number).ok_or_else(|| SeedError::new(place, "is not a number"))?
        }
        Scalar::String(text) => Value::String(text.to_string()),
    })
}
