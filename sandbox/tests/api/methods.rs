//! The control API as methods.

use std::collections::BTreeMap;
use std::num::NonZeroU32;

use sendgrid_accounts_sandbox::{Fault, Outcome, RetryAfter, Sandbox, Window, WindowRule, Windows};
use serde_json::json;

use crate::raw_http::{call, control, get, sandbox, send};

fn read(sandbox: &Sandbox) -> u16 {
    get(sandbox, "/v3/user/email").status
}

#[test]
fn injects_faults() {
    let sandbox = sandbox();
    assert_eq!(sandbox.fault("user.get_email", Fault::status(503).times(2)), Ok(vec![1, 2]));
    assert_eq!(sandbox.fault("*", Fault::html().nth(2).user("user1")), Ok(vec![3]));
    assert_eq!([read(&sandbox), read(&sandbox), read(&sandbox)], [503, 503, 200]);
    let faults = sandbox.faults();
    let [waiting] = &faults.waiting[..] else { panic!("{faults:?}") };
    assert_eq!((waiting.number, waiting.operation.as_str(), waiting.journal), (3, "*", None));
    let consumed: Vec<_> = faults.consumed.iter().map(|it| (it.number, it.journal)).collect();
    assert_eq!(consumed, [(1, Some(1)), (2, Some(2))]);
    assert_eq!(faults.consumed[0].kind(), "status");
    sandbox.clear_faults();
    assert_eq!(sandbox.faults(), sendgrid_accounts_sandbox::Faults::default());
    let fault = Fault::of_kind("headers").with("set", json!({"X-Own": "a"}));
    assert_eq!(sandbox.fault("user.get_email", fault), Ok(vec![4]));
    assert_eq!(get(&sandbox, "/v3/user/email").header("X-Own"), Some("a"));
}

#[test]
fn names_what_is_wrong_with_a_fault() {
    let sandbox = sandbox();
    for (operation, fault, expected) in [
        ("user.nothing", Fault::reset(), "unknown operation `user.nothing`"),
        ("*", Fault::of_kind("other"), "unknown variant `other`"),
        ("*", Fault::html().after_bytes(1), "unknown field `after_bytes`"),
        ("*", Fault::status(99), "a status has three digits"),
        ("*", Fault::reset().times(0), "times must be at least 1"),
        ("*", Fault::reset().nth(0), "nonzero"),
        ("connection.accept", Fault::html(), "a connection can meet"),
    ] {
        let error = sandbox.fault(operation, fault).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
        assert!(!error.contains("sandbox: "), "{error}");
    }
    assert_eq!(sandbox.faults(), sendgrid_accounts_sandbox::Faults::default());
}

#[test]
fn sets_and_returns_windows() {
    let sandbox = sandbox();
    let before = sandbox.windows(&Windows::default()).unwrap();
    assert_eq!((before.v3.rule.limit, before.v3.windows.len()), (600, 0));
    let rule = WindowRule {
        retry_after: RetryAfter::Seconds,
        window_seconds: NonZeroU32::new(1_000_000).unwrap(),
        ..WindowRule::from(Window { limit: 1, seconds: 1 })
    };
    let operations = BTreeMap::from([("user.get_email".to_owned(), rule)]);
    let states = sandbox.windows(&Windows { operations, ..Windows::default() }).unwrap();
    assert_eq!(states.operations["user.get_email"].rule, rule);
    assert_eq!([read(&sandbox), read(&sandbox)], [200, 429]);
    assert_eq!(get(&sandbox, "/v3/scopes").status, 200);
    let states = sandbox.windows(&Windows::default()).unwrap();
    let window = states.operations["user.get_email"].windows[0];
    assert_eq!((window.admitted, window.rejected), (1, 1));
    let unknown = BTreeMap::from([("customers.list".to_owned(), rule)]);
    let error = sandbox.windows(&Windows { operations: unknown, ..Windows::default() });
    assert!(error.unwrap_err().to_string().contains("`customers.list`"));
}

#[test]
fn shifts_the_clock_and_goes_down() {
    let sandbox = sandbox();
    let rule = WindowRule::from(Window { limit: 1, seconds: 1_000_000 });
    sandbox.windows(&Windows { v3: Some(rule), ..Windows::default() }).unwrap();
    assert_eq!([read(&sandbox), read(&sandbox)], [200, 429]);
    sandbox.clock(1_000_000);
    assert_eq!([read(&sandbox), read(&sandbox)], [200, 429]);
    let clock = control(&sandbox, "GET", "/__sandbox/clock").send(sandbox.url()).json();
    assert_eq!(clock["shift_seconds"], 1_000_000);
    assert!(clock["now"].as_u64().unwrap() > 1_700_000_000);
    let down = || control(&sandbox, "GET", "/__sandbox/down").send(sandbox.url()).json();
    assert_eq!(down(), json!({"down": false, "status": null}));
    sandbox.down(Some(504)).unwrap();
    assert_eq!((read(&sandbox), down()), (504, json!({"down": true, "status": 504})));
    assert!(sandbox.down(Some(7)).unwrap_err().to_string().contains("three digits"));
    assert_eq!(read(&sandbox), 504);
    sandbox.down(None).unwrap();
    assert_eq!(read(&sandbox), 429);
    sandbox.reset();
    let clock = control(&sandbox, "GET", "/__sandbox/clock").send(sandbox.url()).json();
    assert_eq!((read(&sandbox), &clock["shift_seconds"]), (200, &json!(0)));
}

#[test]
fn names_the_outcome_of_each_request() {
    let sandbox = sandbox();
    read(&sandbox);
    send(&sandbox, "PUT", "/v3/user/email", r#"{"email": "a@b.c"}"#);
    send(&sandbox, "PUT", "/v3/user/email", r#"{"email": "a"}"#);
    get(&sandbox, "/v3/nowhere");
    let form = "method=disable&user=user1";
    let path = "/apiv2/reseller.manage.json";
    call(&sandbox, "POST", path).form(form).send(sandbox.url());
    let nobody = "method=disable&user=nobody";
    let refused = call(&sandbox, "POST", path).form(nobody).send(sandbox.url());
    assert_eq!(refused.status, 200);
    call(&sandbox, "POST", path).form("method=profile&task=get").send(sandbox.url());
    sandbox.fault("*", Fault::status(500).apply()).unwrap();
    send(&sandbox, "PUT", "/v3/user/email", r#"{"email": "d@b.c"}"#);
    sandbox.fault("connection.accept", Fault::delay(0).with("before_applying_ms", 1)).unwrap();
    read(&sandbox);
    let outcomes: Vec<_> = sandbox.journal().iter().map(|it| (it.outcome, it.applied)).collect();
    assert_eq!(
        outcomes,
        [
            (Outcome::Read, false),
            (Outcome::Changed, true),
            (Outcome::Refused, false),
            (Outcome::Refused, false),
            (Outcome::Changed, true),
            (Outcome::Refused, false),
            (Outcome::Read, false),
            (Outcome::Fault, true),
            (Outcome::Fault, false),
            (Outcome::Read, false),
        ]
    );
    assert_eq!(sandbox.journal_since(8).len(), 2);
    assert_eq!(serde_json::to_value(Outcome::Changed).unwrap(), "changed");
}
