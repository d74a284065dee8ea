"""The rows of responses: statuses (S), rate limits (L) and bodies (H)."""

from __future__ import annotations

from row import ALL, PYTHON, Row

XML_FAULTS = [
    "control_character",
    "control_reference",
    "unbound_prefix",
    "attribute_twice",
    "misplaced_declaration",
]
"""Faults of XML that vectors of two calls have."""
BUDGET = "core/tests/memory_budget.rs"
DAMAGED = "core/tests/damaged.rs"
LISTS = "core/tests/customer_list.rs"
LOCKOUT = "core/tests/lockout.rs"
PAGES = "core/tests/page_faults.rs"
SHAPES = "core/tests/response_shapes.rs"
XML = "core/src/codec/xml/tests.rs"
CALL_ERROR = "core/src/client/call_error/tests.rs"
WINDOW = "core/src/rate_limit/window/tests.rs"
TEXTS = "echo", "long"
FORMS = "401_empty", "redirect", "compressed", "unusable"
MORE = "407_html", "408_empty", "429_empty", "500_compressed"
"""Responses of the vectors whose identifier is hostile; the second are of the Users API."""

RESPONSES = (
    Row(
        "S1",
        "500, 502 or 504",
        "reads and absolute changes are retried; other changes are unknown",
        scripts=(
            "500 once",
            "500 twice",
            "502 with an HTML page",
            "504 once",
            "500 after applying",
        ),
    ),
    Row(
        "S2",
        "503, with or without Retry-After",
        "as S1; a retry waits for Retry-After, and an error is immediate if the timeout is shorter",
        scripts=("503 once", "503 on every attempt", "503 for five minutes"),
    ),
    Row(
        "S4",
        "408",
        "as S1, on a new connection",
        scripts=("408",),
    ),
    Row(
        "S5",
        "400, 404, 405, 409, 413, 415 or 422 with error details",
        "rejected without a retry; the error has field, message and help of each detail",
        scripts=("400", "404", "405", "409", "413", "415", "422"),
        vectors=("users/refused_400_several", "users/refused_400_help_and_error_id"),
    ),
    Row(
        "S6",
        "401 or 403",
        "not retried; after three 401s in a row for an account, without a success of the "
        "credential, its calls are withheld for a while",
        scripts=("401", "403"),
        vectors=("users/refused_403_names_the_scope",),
        tests={
            "rust": (
                f"{LOCKOUT}::refusals_of_several_accounts_lock_none_out",
                f"{LOCKOUT}::a_lockout_of_one_account_stops_no_other",
                f"{LOCKOUT}::a_success_of_the_credential_resets_the_count",
            )
        },
    ),
    Row(
        "S7",
        "a customer API error inside HTTP 200, in each of its formats",
        "the same error as for the equivalent HTTP status",
        vectors=(
            "customers/enable_errors",
            "customers/delete_user_not_found",
            "customers/create_error_text",
            "customers/list_wrong_credentials",
            "customers/delete_success_code_400",
            "customers/delete_success_in_error",
            "customers/delete_success_nested",
            "customers/delete_success_twice",
            "customers/delete_queued",
            "users/refused_200_change",
            "users/refused_200_password",
        ),
        tests={"rust": (f"{SHAPES}::confirmations_mean_what_their_shape_says",)},
    ),
    Row(
        "S10",
        "a successful response with wrong field types, missing fields, extra fields or no fields",
        "a value that does not fit is an unknown field; a list without rows is an error",
        vectors=(
            "customers/list_bad_truth_value",
            "customers/list_object_for_a_text",
            "customers/list_row_is_no_object",
            "customers/list_seed_003_json_without_brackets",
            "customers/list_tolerant_json",
            "customers/list_tolerant_xml",
            "users/get_account_later_fields",
            "users/unusable_array",
            "users/unusable_null",
            "customers/list_empty_object",
            "customers/list_odd_json_values",
            "customers/list_odd_values",
            "customers/list_odd_xml_values",
            "customers/list_row_without_username",
            "users/get_profile_number_for_a_text",
            "users/get_profile_odd_values",
            "users/unusable_member_twice",
        ),
        tests={
            "rust": (
                f"{SHAPES}::lists_mean_what_their_shape_says",
                f"{SHAPES}::responses_of_the_users_api_mean_what_their_shape_says",
            )
        },
    ),
    Row(
        "S11",
        "a 1 MB error response that echoes all secrets",
        "message and body are truncated, and contain no secret",
        scripts=("400 that echoes the secrets", "500 that echoes the secrets"),
    ),
    Row(
        "S13",
        "several faults in a row",
        "the last fault decides on a retry; a rejection does not settle earlier attempts",
        scripts=("500 twice", "reset, then 503", "503, then 400"),
    ),
    Row(
        "S14",
        "texts that echo secrets in any spelling, are cut within one, or have 60,000 bytes",
        "redacted and at most 2,048 bytes in every field, for every status and body",
        bindings=ALL,
        vectors=(
            *(f"users/request_id_{text}_{form}" for text in TEXTS for form in (*FORMS, *MORE)),
            *(f"customers/request_id_{text}_{form}" for text in TEXTS for form in FORMS),
            "users/request_id_long_in_a_body",
            "users/refused_400_cut_in_a_secret",
            "users/refused_400_echoes_spellings",
            "users/refused_400_echoes_secrets",
            "customers/update_password_echoed",
        ),
        tests={
            "rust": (
                f"{CALL_ERROR}::every_text_of_others_is_redacted_and_capped_in_every_field",
                f"{CALL_ERROR}::every_text_of_others_is_redacted_and_capped_in_a_remark",
                "core/src/auth/redact/tests.rs::nested_spellings_are_redacted",
                "core/src/auth/redact/tests.rs::a_secret_that_the_network_cuts_is_redacted",
            )
        },
    ),
    Row(
        "S15",
        "an error of every status with waits, limits and codes beyond any clock or integer",
        "the error of the status in every binding, also for later calls; waits of at most a day",
        bindings=ALL,
        vectors=(
            "users/refused_429_reset_beyond_9999",
            "users/refused_429_retry_after_largest",
            "users/refused_429_retry_after_ten_thousand_years",
            "users/refused_429_retry_after_years",
        ),
        tests={
            "rust": (
                f"{WINDOW}::no_response_closes_the_window_for_more_than_an_hour",
                "core/src/http/rate_limit_headers.rs::any_text_is_a_time_or_ignored",
            )
        },
    ),
    Row(
        "S16",
        "a failure or repeated rows in the middle of an iteration",
        "each row once; an error with the offset at which the same iteration continues",
        bindings=ALL,
        tests={"rust": (f"{PAGES}::an_iteration_survives_faults_in_its_middle",)},
    ),
)

RATE_LIMIT = "core/tests/rate_limit.rs"
SCOPES = "core/tests/rate_limit_scopes.rs"
RESET = "core/src/http/rate_limit_headers.rs::reset_is_measured_against_the_servers_date"

LIMITS = (
    Row(
        "L1",
        "429 with the reset time of the window",
        "every class waits for the reset and is retried",
        scripts=("429 for a second",),
    ),
    Row(
        "L2",
        "client and server clocks that differ by an hour or by ten years",
        "the same wait: the reset is relative to the server's Date",
        tests={"rust": (RESET,)},
    ),
    Row(
        "L3",
        "a reset in the past, zero, negative, not a number, of 35 digits, duplicated or too far",
        "the client's own backoff or an error; no absurd wait, and no retry without a wait",
        tests={
            "rust": (
                RESET,
                "core/src/rate_limit/window/tests.rs::a_429_without_a_time_doubles_the_backoff",
            )
        },
    ),
    Row(
        "L4",
        "a reset beyond two minutes, or beyond the timeout of the call",
        "an immediate error with the retry time",
        scripts=("429 for five minutes",),
        vectors=("users/refused_429_reset_too_far",),
        tests={"rust": (f"{RATE_LIMIT}::a_wait_beyond_two_minutes_fails_at_once",)},
    ),
    Row(
        "L6",
        "429 without headers",
        "a wait of about one second, doubled on each retry",
        vectors=("users/refused_429_without_headers",),
    ),
    Row(
        "L7",
        "a response that reports the last request of its window",
        "the next call waits for the next window; the server rejects no request",
        tests={
            "rust": (
                "core/tests/sandbox.rs::the_client_waits_for_the_next_window_of_the_rate_limit",
            )
        },
    ),
    Row(
        "L8",
        "500 concurrent calls, more than the server accepts in a window",
        "at most one rejection per window after the first window, and every call succeeds",
        bindings="rust asyncio",
        tests={
            "rust": (
                f"{RATE_LIMIT}::after_a_429_the_server_rejects_at_most_one_request_per_window",
            )
        },
    ),
    Row(
        "L9",
        "cancellation of a call that waits for the window",
        "the other calls continue in order",
        bindings="rust asyncio c-queue",
        tests={"rust": (f"{RATE_LIMIT}::canceled_calls_leave_the_queue_in_order",)},
    ),
    Row(
        "L10",
        "a 429, or the last request of a window, for one operation, account, API or key",
        "other operations, accounts, APIs and keys are not limited; customers' calls share a limit",
        bindings=f"rust {PYTHON} c cpp",
        tests={
            "rust": (
                f"{RATE_LIMIT}::a_429_of_one_api_does_not_stop_the_other",
                f"{SCOPES}::an_exhausted_operation_stops_no_other",
                f"{SCOPES}::a_429_of_one_operation_and_account_stops_no_other",
                f"{SCOPES}::an_exhausted_window_of_one_account_stops_no_other",
                f"{SCOPES}::the_operations_of_the_customer_api_share_a_limit",
            )
        },
    ),
    Row(
        "L11",
        "an outage during 10,000 calls, 64 at a time",
        "at most 35 retries in total; calls succeed after the outage",
        bindings=f"rust {PYTHON}",
        tests={"rust": (f"{RATE_LIMIT}::a_failing_server_receives_at_most_35_retries",)},
    ),
    Row(
        "L12",
        "a permanent 429 for 10,000 calls",
        "at most 100 retries beyond the requests that are in flight at first",
        bindings=f"rust {PYTHON}",
        tests={"rust": (f"{RATE_LIMIT}::a_permanent_429_is_retried_at_most_100_times",)},
    ),
)


BODIES = (
    Row(
        "H1",
        "entities with exponential, quadratic or infinite expansion",
        "the document type is an immediate error; memory does not grow",
        vectors=("customers/list_doctype",),
        tests={
            "rust": (
                f"{DAMAGED}::document_types_are_refused_before_entities_expand",
                f"{XML}::document_types_and_custom_entities_are_refused",
            )
        },
    ),
    Row(
        "H2",
        "external entities with a file or a URL",
        "an error; the file is not opened, and no connection is made",
        vectors=("customers/list_entity",),
    ),
    Row(
        "H4",
        "a million nesting levels, in JSON and in XML",
        "an error, also on a small stack",
        tests={"rust": (f"{LISTS}::depth_does_not_overflow_a_small_stack",)},
    ),
    Row(
        "H5",
        "UTF-8 content with an ISO-8859-1 declaration",
        "decoded as UTF-8",
        vectors=("customers/list_unicode",),
        tests={"rust": (f"{XML}::valid_utf_8_wins_over_the_declaration",)},
    ),
    Row(
        "H6",
        "ISO-8859-1 content with an ISO-8859-1 declaration",
        "decoded as ISO-8859-1",
        vectors=("customers/list_latin_1",),
    ),
    Row(
        "H9",
        "NaN, infinities, and numbers out of range",
        "the exact value, an unknown field or an error; no panic",
        vectors=(
            "users/get_account_odd_reputation",
            "users/get_credits_out_of_range",
            "users/get_username_large_id",
        ),
        tests={"rust": (f"{DAMAGED}::numbers_out_of_range_are_never_other_numbers",)},
    ),
    Row(
        "H10",
        "a response truncated at any byte",
        "never a different successful result, never a panic",
        vectors=("customers/list_cut_json", "customers/list_cut_xml", "users/unusable_half_a_json"),
        tests={
            "rust": (
                f"{DAMAGED}::a_truncated_response_never_has_another_result",
                f"{LISTS}::a_truncated_list_is_an_error",
                f"{LISTS}::a_truncated_confirmation_is_an_error",
            )
        },
    ),
    Row(
        "H11",
        "a response with one flipped bit",
        "never a panic, and never a false confirmation",
        scripts=("bit flipped",),
        tests={
            "rust": (
                f"{DAMAGED}::a_flipped_bit_never_panics",
                f"{LISTS}::a_flipped_bit_never_panics_and_never_confirms",
            )
        },
    ),
    Row(
        "H12",
        "a list of 100,000 customers",
        "linear time; memory proportional to the size of the body",
        tests={
            "rust": (
                f"{LISTS}::both_formats_of_100_000_customers_have_the_same_result",
                "core/tests/list_memory.rs::a_long_list_needs_half_its_body_and_linear_time",
            ),
            PYTHON: (
                "tests/python/test_customers.py::"
                "test_a_list_of_a_hundred_thousand_customers_is_complete_and_small",
            ),
        },
    ),
    Row(
        "H13",
        "a body of which many times its size is built: tiny objects, arrays, rows or numbers",
        "a permanent error beyond four times the body and 16 MiB; an error keeps its status",
        bindings=ALL,
        tests={
            "rust": (
                f"{BUDGET}::a_list_is_built_within_its_budget",
                f"{BUDGET}::a_confirmation_is_read_within_its_budget",
                f"{BUDGET}::an_error_body_is_read_within_its_budget",
                f"{BUDGET}::ordinary_long_lists_are_within_the_budget",
            )
        },
    ),
    Row(
        "H14",
        "XML with a control character, unbound prefix, repeated attribute or misplaced declaration",
        "an error of unknown outcome; the body is no success, no refusal and no list",
        bindings=ALL,
        vectors=tuple(
            f"customers/{call}_{fault}" for call in ("list", "delete") for fault in XML_FAULTS
        ),
        tests={
            "rust": (
                f"{XML}::control_characters_are_refused_raw_and_by_reference",
                f"{XML}::a_declaration_is_at_the_beginning_and_well_formed",
            )
        },
    ),
)
