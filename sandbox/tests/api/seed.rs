//! Accounts and API keys that a seed adds at the start.

use sendgrid_accounts_sandbox::{Options, Sandbox, Seed, StartError};
use serde_json::{Value, json};

#[cfg(feature = "cli")]
use crate::binary::{Program, output};
use crate::raw_http::{self, Call, get};

/// The example of the README.
const EXAMPLE: &str = include_str!("../../seed.example.yaml");

fn start(seed: Seed) -> Result<Sandbox, StartError> {
    Sandbox::start(Options { seed: Some(seed), ..raw_http::options() })
}

fn error(yaml: &str) -> String {
    start(Seed::from_yaml(yaml).unwrap()).unwrap_err().to_string()
}

fn account<'a>(state: &'a Value, username: &str) -> &'a Value {
    let accounts = state["accounts"].as_array().unwrap();
    accounts.iter().find(|account| account["username"] == username).expect(username)
}

#[test]
fn starts_with_the_example() {
    let sandbox = start(Seed::from_yaml(EXAMPLE).unwrap()).unwrap();
    let state = sandbox.state();
    let parent = account(&state, "dev");
    assert_eq!(parent["email"], "dev@example.com");
    assert_eq!(parent["profile"]["city"], "Berlin");
    assert_eq!(parent["profile"]["country"], "US", "as without a seed");
    assert_eq!(sandbox.reseller_username(), "dev");
    let shop = account(&state, "shop");
    assert_eq!((&shop["relation"], &shop["active"]), (&json!("subuser"), &json!(true)));
    assert_eq!((&shop["allocation"], &shop["region"]), (&json!("recurring"), &json!("global")));
    assert_eq!(shop["credits"]["remain"], 750);
    assert_eq!((&shop["credits"]["total"], &shop["credits"]["used"]), (&json!(1000), &json!(250)));
    assert_eq!(account(&state, "paused")["active"], false);
    assert_eq!(account(&state, "paused")["region"], "eu");
    let customer = account(&state, "bakery@example.com");
    assert_eq!((&customer["account_id"], &customer["type"]), (&json!("500"), &json!("free")));
    assert_eq!(customer["profile"]["zip"], "01067");
    assert!(state["accounts"].as_array().unwrap().iter().all(|it| it["username"] != "user1"));
    let read = |key: &str, path: &str| Call::new("GET", path).key(key).send(sandbox.url()).status;
    assert_eq!(read("SG.dev-read.only", "/v3/subusers"), 200);
    assert_eq!(read("SG.dev-read.only", "/v3/user/email"), 403);
    assert_eq!(read("SG.dev-shop.full", "/v3/user/email"), 200);
    assert_eq!(get(&sandbox, "/v3/ips").json()[0]["subusers"], json!(["shop"]));
}

#[test]
fn keeps_the_accounts_of_the_documents_by_default() {
    let seed = Seed::from_json(r#"{"subusers": [{"username": "shop"}]}"#).unwrap();
    let sandbox = start(seed).unwrap();
    for username in ["test_username", "test_subuser", "user1", "example_subuser", "shop"] {
        account(&sandbox.state(), username);
    }
    assert_eq!(account(&sandbox.state(), "shop")["user_id"], 5);
    let own =
        Call::new("GET", "/v3/user/username").key(sandbox.api_key()).header("On-Behalf-Of", "shop");
    assert_eq!(own.send(sandbox.url()).json()["username"], "shop");
}

#[test]
fn restores_the_seed_on_reset() {
    let sandbox = start(Seed::from_yaml(EXAMPLE).unwrap()).unwrap();
    let before = sandbox.state();
    let delete = Call::new("DELETE", "/v3/subusers/shop").key(sandbox.api_key());
    assert_eq!(delete.send(sandbox.url()).status, 204);
    assert_ne!(sandbox.state(), before);
    sandbox.reset();
    assert_eq!(sandbox.state(), before);
}

#[test]
fn names_the_place_of_what_does_not_fit() {
    for (yaml, expected) in [
        ("subusers: [{username: user1}]", "seed: subusers[0].username: belongs to another"),
        ("subusers: [{username: a}, {username: a}]", "subusers[1].username: belongs"),
        ("customers: [{username: b, account_id: '123'}]", "customers[0].account_id: belongs"),
        ("parent: {username: user1}", "parent.username: belongs"),
        ("subusers: [{username: a, ips: [9.9.9.9]}]", "subusers[0].ips[0]: is not an IP"),
        ("subusers: [{username: a, region: eu, ips: [1.1.1.1]}]", "subusers[0].ips: no IP"),
        ("api_keys: [{key: SG.a.b, account: nobody}]", "api_keys[0].account: is no username"),
        ("api_keys: [{key: SG.a.b}, {key: SG.a.c}]", "api_keys[1].key: has the ID"),
        (
            "api_keys: [{key: SG.a.b, scopes: [billing.read, mail.send]}]",
            "api_keys[0].scopes: bill",
        ),
    ] {
        let error = error(yaml);
        assert!(error.contains(expected), "{yaml}: {error}");
    }
    let keys: Vec<Value> = (0..100).map(|it| json!({"key": format!("SG.k{it}.s")})).collect();
    let seed = Seed::from_value(json!({ "api_keys": keys })).unwrap();
    let error = start(seed).unwrap_err().to_string();
    assert!(error.contains("api_keys[99]: an account has at most 100 keys"), "{error}");
}

#[test]
fn reads_files_by_their_extension() {
    let folder = std::env::temp_dir().join(format!("sandbox-seed-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let json = r#"{"subusers": [{"username": "shop"}]}"#;
    let expected = Seed::from_json(json).unwrap();
    for name in ["a.json", "a.yaml", "a.YML"] {
        assert_eq!(Seed::from_file(file(name, json)).unwrap(), expected, "{name}");
    }
    let error = |path| Seed::from_file(path).unwrap_err().to_string();
    assert!(error(file("a.txt", json)).contains("a.txt: the name of a seed file ends in"));
    assert!(error(folder.join("none.json")).contains("none.json: "));
    let wrong = error(file("b.yaml", "subusers: [{username: a, colour: red}]"));
    assert!(wrong.contains("b.yaml: subusers[0].colour: unknown field"), "{wrong}");
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
#[cfg(feature = "cli")]
fn the_program_reads_a_seed() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/seed.example.yaml");
    let program = Program::start(&["--seed", path]);
    assert_eq!(program.field("reseller_username"), "dev");
    let shop = Call::new("GET", "/v3/user/username").key("SG.dev-shop.full");
    assert_eq!(shop.send(program.field("url")).json()["username"], "shop");
    let folder = std::env::temp_dir();
    let wrong = folder.join(format!("sandbox-wrong-seed-{}.json", std::process::id()));
    std::fs::write(&wrong, r#"{"subusers": [{"username": "user1"}]}"#).unwrap();
    let output = output(&["--seed", wrong.to_str().unwrap()]);
    std::fs::remove_file(&wrong).unwrap();
    assert_eq!(output.status.code(), Some(2));
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(error.contains("subusers[0].username: belongs to another account"), "{error}");
}
