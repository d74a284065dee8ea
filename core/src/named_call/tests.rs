//! Names and descriptions agree with the operations.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::{Entry, NamedCall, RESOURCES};
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

#[test]
fn the_fields_of_a_result_are_known_before_a_call() {
    let fields = |operation| NamedCall::result_fields(operation).unwrap();
    let owned = |names: &[&str]| Some(names.iter().map(|name| (*name).to_owned()).collect());
    assert_eq!(fields("customers.disable"), owned(&[]));
    assert_eq!(fields("user.get_username"), owned(&["user_id", "username"]));
    assert_eq!(fields("api_keys.create"), owned(&["api_key_id", "name", "scopes"]));
    assert_eq!(fields("request"), owned(&["status", "headers", "body"]));
    for list in ["customers.list", "subusers.list", "subusers.get_ips", "api_keys.list"] {
        assert_eq!(fields(list), None, "{list}");
    }
    assert!(NamedCall::result_fields("customers.enablee").is_err());
}

#[test]
fn every_list_with_a_page_size_is_read_page_by_page() {
    for entry in entries() {
        let has_limit = entry.parameters.iter().any(|parameter| parameter.name == "limit");
        // Its pages lack the addresses of other subusers, so that their lengths are not those of the server.
        let expected = has_limit && entry.info.name != "subusers.get_ips";
        assert_eq!(NamedCall::has_pages(entry.info.name), expected, "{}", entry.info.name);
    }
}
