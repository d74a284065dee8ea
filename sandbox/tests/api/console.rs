//! The files of the console.

use sendgrid_accounts_sandbox::Options;

use crate::raw_http::{self, Call, sandbox};

const FILES: [(&str, &str); 9] = [
    ("/", "text/html"),
    ("/__sandbox/console/console.css", "text/css"),
    ("/__sandbox/console/api.js", "text/javascript"),
    ("/__sandbox/console/console.js", "text/javascript"),
    ("/__sandbox/console/controls.js", "text/javascript"),
    ("/__sandbox/console/dom.js", "text/javascript"),
    ("/__sandbox/console/journal.js", "text/javascript"),
    ("/__sandbox/console/tables.js", "text/javascript"),
    ("/__sandbox/console/icon.svg", "image/svg+xml"),
];

#[test]
fn serves_its_files_with_a_strict_policy() {
    let sandbox = sandbox();
    for (path, content_type) in FILES {
        let response = Call::new("GET", path).send(sandbox.url());
        assert_eq!(response.status, 200, "{path}");
        assert!(response.header("Content-Type").unwrap().starts_with(content_type), "{path}");
        let policy = response.header("Content-Security-Policy").unwrap();
        for part in ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"] {
            assert!(policy.contains(part), "{policy}");
        }
        assert!(!policy.contains("unsafe") && !policy.contains("http"), "{policy}");
        assert_eq!(response.header("X-Content-Type-Options"), Some("nosniff"));
        assert_eq!(response.header("Referrer-Policy"), Some("no-referrer"));
        assert_eq!(response.header("Access-Control-Allow-Origin"), None);
        assert!(!response.body.is_empty(), "{path}");
        for secret in [sandbox.control_token(), sandbox.api_key(), sandbox.reseller_password()] {
            assert!(!response.body.contains(secret), "{path}");
        }
        assert_eq!(Call::new("HEAD", path).send(sandbox.url()).status, 200);
        let post = Call::new("POST", path).send(sandbox.url());
        assert_eq!((post.status, post.header("Allow")), (405, Some("GET, HEAD")));
    }
    assert_eq!(Call::new("GET", "/__sandbox/console/other.js").send(sandbox.url()).status, 404);
    assert_eq!(sandbox.journal(), []);
}

#[test]
fn refers_to_no_other_server_and_has_nothing_inline() {
    let sandbox = sandbox();
    for (path, _) in FILES {
        let text = Call::new("GET", path).send(sandbox.url()).body;
        let text = text.replace("http://www.w3.org/2000/svg", "");
        for part in ["http:", "https:", "style=\"", "onclick", "javascript:", "innerHTML", "eval("]
        {
            assert!(!text.contains(part), "{path} has {part}");
        }
    }
    let page = Call::new("GET", "/").send(sandbox.url()).body;
    assert!(!page.contains("<style") && !page.contains("<script>"));
}

#[test]
fn refuses_other_pages() {
    for permissive in [false, true] {
        let options = Options { permissive, ..raw_http::options() };
        let sandbox = sendgrid_accounts_sandbox::Sandbox::start(options).unwrap();
        for (path, _) in FILES {
            for (name, value) in [
                ("Origin", "http://example.com"),
                ("Origin", "null"),
                ("Sec-Fetch-Site", "cross-site"),
                ("Sec-Fetch-Site", "same-site"),
                ("Host", "rebound.example.com"),
            ] {
                let response = Call::new("GET", path).header(name, value).send(sandbox.url());
                assert_eq!(response.status, 403, "{path} {name}: {value}");
            }
        }
        assert_eq!(Call::new("GET", "/__sandbox/state").send(sandbox.url()).status, 401);
    }
}

#[test]
fn names_the_token_in_the_fragment() {
    let sandbox = sandbox();
    let expected = format!("{}/#token={}", sandbox.url(), sandbox.control_token());
    assert_eq!(sandbox.console_url(), expected);
    assert!(!format!("{sandbox:?}").contains(sandbox.control_token()));
}
