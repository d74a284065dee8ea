//! Names and descriptions agree with the operations.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::{Entry, RESOURCES};
use crate::api::OPERATIONS;

fn entries() -> impl Iterator<Item = &'static Entry> {
    RESOURCES.into_iter().flatten()
}

#[test]
fn every_operation_has_exactly_one_entry() {
    let names: Vec<&str> = entries().map(|entry| entry.info.name).collect();
    let operations = OPERATIONS.iter().map(|info| info.name).chain(["request"]);
    assert_eq!(names, operations.collect::<Vec<_>>());
}

#[test]
fn a_description_is_the_first_sentence_of_the_documentation_of_its_field() {
    let files = sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/api"));
    let mut compared = 0_usize;
    // The arguments of a request in JSON have other forms than its fields.
    for entry in entries().filter(|entry| entry.info.name != "request") {
        let name = (entry.type_name)().rsplit("::").next().unwrap();
        let declaration = format!("pub struct {name}");
        let of_type = |text: &&String| {
            text.match_indices(&declaration)
                .any(|(at, _)| !text[at + declaration.len()..].starts_with(char::is_alphanumeric))
        };
        let mut found = files.iter().filter(of_type);
        let (Some(source), None) = (found.next(), found.next()) else { panic!("{name}") };
        let documented = first_sentences(source, &declaration);
        for parameter in entry.parameters {
            // One parameter has another name than its field.
            let field = if parameter.name == "type" { "credit_type" } else { parameter.name };
            let expected = documented.get(field).map(String::as_str);
            assert_eq!(Some(parameter.about), expected, "{} {}", entry.info.name, parameter.name);
            compared += 1;
        }
    }
    assert!(compared > 100, "{compared}");
}

fn sources(folder: &Path) -> Vec<String> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let read = |path: PathBuf| {
        if path.is_dir() { sources(&path) } else { vec![fs::read_to_string(path).unwrap()] }
    };
    paths.flat_map(read).collect()
}

/// The first sentence of the documentation of each field of a struct, without marks of the markup; of a
/// field that a macro declares, the first documentation of that name in the file.
fn first_sentences(source: &str, declaration: &str) -> BTreeMap<String, String> {
    let mut documented = fields(source);
    let body = source.split_once(&format!("{declaration} {{\n"));
    let body = body.and_then(|(_, rest)| rest.split_once("\n}")).map_or("", |(body, _)| body);
    documented.extend(fields(body));
    documented
}

fn fields(source: &str) -> BTreeMap<String, String> {
    let (mut documented, mut text) = (BTreeMap::new(), String::new());
    for line in source.lines().map(str::trim) {
        if let Some(comment) = line.strip_prefix("///") {
            text.push_str(comment);
        } else if !line.starts_with("#[") {
            let field = line.strip_prefix("pub ").unwrap_or(line);
            let field = field.split([':', ',']).next().unwrap();
            let text = std::mem::take(&mut text).replace(['`', '[', ']'], "");
            let sentence = text.split(". ").next().unwrap().trim().trim_end_matches('.');
            if !sentence.is_empty() {
                documented.entry(field.to_owned()).or_insert_with(|| sentence.to_owned());
            }
        }
    }
    documented
}
