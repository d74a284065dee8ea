"""The rows of the sandbox (B) and of what is shipped (A)."""

from __future__ import annotations

from row import PYTHON, Row

API = "sandbox/tests/api"
PROTECTION = "tests/python/test_sandbox_protection.py"
PROGRAM = "tests/python/test_sandbox_program.py"
ARTEFACTS = "tests/install/test_artefacts.py"

SANDBOX = (
    Row(
        "B1",
        "a request or a form of a web page that is open on the same machine",
        "refused, also if permissive, and nothing changes; a random reseller password",
        bindings=f"rust {PYTHON}",
        tests={
            "rust": (
                f"{API}/web_pages.rs::refuses_requests_from_web_pages_on_every_route",
                f"{API}/web_pages.rs::refuses_requests_from_web_pages_if_permissive",
                f"{API}/web_pages.rs::accepts_its_own_origin_and_requests_of_the_user",
                f"{API}/web_pages.rs::generates_a_reseller_password_unless_there_is_one",
                f"{API}/protection.rs::rejects_hosts_other_than_loopback",
            ),
            PYTHON: (
                f"{PROTECTION}::test_web_pages_are_refused",
                f"{PROTECTION}::test_only_allowed_hosts_and_loopback_are_accepted",
                f"{PROTECTION}::test_the_reseller_password_is_random_unless_given",
            ),
        },
    ),
    Row(
        "B2",
        "slow requests, many connections, and many or large requests",
        "ended, refused, and forgotten beyond the limit of the journal in bytes",
        bindings=f"rust {PYTHON}",
        tests={
            "rust": (
                f"{API}/limits.rs::ends_a_request_that_arrives_too_slowly",
                f"{API}/limits.rs::refuses_connections_beyond_the_limit",
                f"{API}/limits.rs::bounds_the_journal_by_bytes",
            ),
            PYTHON: (
                f"{PROTECTION}::test_a_slow_request_ends",
                f"{PROTECTION}::test_connections_are_limited",
                f"{PROTECTION}::test_the_journal_is_bounded_by_bytes",
            ),
        },
    ),
    Row(
        "B3",
        "a control character in an e-mail address or another value",
        "refused",
        bindings=f"rust {PYTHON}",
        tests={
            "rust": (
                f"{API}/control_characters.rs::rejects_them_in_every_field_of_the_users_api",
                f"{API}/control_characters.rs::rejects_them_in_every_parameter_of_the_customers_api",
                f"{API}/control_characters.rs::rejects_them_in_the_names_of_new_accounts",
            ),
            PYTHON: (f"{PROTECTION}::test_no_control_character_is_stored",),
        },
    ),
    Row(
        "B4",
        "a sandbox that is started with `--permissive`",
        "help and a warning say what it accepts",
        bindings=f"rust {PYTHON}",
        tests={
            "rust": (f"{API}/binary.rs::says_what_a_permissive_sandbox_accepts",),
            PYTHON: (
                f"{PROGRAM}::test_it_serves_until_a_signal",
                f"{PROGRAM}::test_its_options_are_explained_and_checked",
            ),
        },
    ),
)

# `make test-packages` has the same checks for the wheel, the source distribution and the C library
# that it builds.
SHIPPED = (
    Row(
        "A1",
        "an artefact without the licence of a crate or of code inside one",
        "an error of the check that each artefact must pass",
        bindings="python c",
        tests={
            "python c": (
                f"{ARTEFACTS}::test_the_notices_are_current",
                f"{ARTEFACTS}::test_the_notices_have_the_texts_of_code_inside_crates",
                f"{ARTEFACTS}::test_a_crate_without_the_text_of_its_licence_is_an_error",
                f"{ARTEFACTS}::test_a_linked_crate_that_the_notices_leave_out_is_found",
            )
        },
    ),
    Row(
        "A2",
        "an artefact with a path of the machine that built it",
        "an error of the check that each artefact must pass",
        bindings="python c",
        tests={"python c": (f"{ARTEFACTS}::test_paths_of_this_machine_are_found",)},
    ),
)
