"""The rows of what servers answer: statuses (S), rate limits (L) and bodies (H)."""

from __future__ import annotations

from row import PYTHON, Row

ANSWERS = (
    Row(
        "S1",
        "500, 502 or 504",
        "reads and absolute changes are repeated, others unknown",
        scripts=("500 once", "500 twice", "502 with a page", "504 once", "500 after applying"),
    ),
    Row(
        "S2",
        "503, with or without Retry-After",
        "as S1; who is told when to come back comes back then, and not at all if it is too late",
        scripts=("503 once", "503 to the end", "503 for five minutes"),
    ),
    Row(
        "S4",
        "408",
        "as S1, on another connection",
        scripts=("408",),
    ),
    Row(
        "S5",
        "400, 404, 405, 409, 413, 415 or 422 with explanations",
        "refused for good; field, message and help are told",
        scripts=("400", "404", "405", "409", "413", "415", "422"),
        vectors=("users/refused_400_several", "users/refused_400_help_and_error_id"),
    ),
    Row(
        "S6",
        "401 or 403",
        "refused for good; a credential that was refused three times is not tried for a while",
        scripts=("401", "403"),
        vectors=("users/refused_403_names_the_scope",),
    ),
    Row(
        "S7",
        "a refusal of the customer API inside HTTP 200, in each of its shapes",
        "the same error as if the status had said it",
        vectors=(
            "customers/enable_errors",
            "customers/delete_user_not_found",
            "customers/create_error_text",
            "customers/list_wrong_credentials",
        ),
    ),
    Row(
        "S10",
        "a success with fields of other types, with fewer or more of them, or with none",
        "what the documents show is read; the rest is an error that names the field, not the value",
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
            "users/unusable_wrong_type",
        ),
        tests={"rust": ("core/src/codec/json.rs::an_error_names_the_field_and_not_the_value",)},
    ),
    Row(
        "S11",
        "a refusal of a megabyte that repeats all secrets",
        "text and body are cut, and hold none of them",
        scripts=("400 that repeats the secrets", "500 that repeats the secrets"),
    ),
    Row(
        "S13",
        "one failure after the other",
        "as many attempts as the last rule allows; an earlier attempt is not undone by a refusal",
        scripts=("500 twice", "reset, then 503", "503, then 400"),
    ),
)

RATE_LIMIT = "core/tests/rate_limit.rs"
RESET = "core/src/http/rate_limit_headers.rs::reset_is_measured_against_the_servers_date"

LIMITS = (
    Row(
        "L1",
        "429 with the second at which the window ends",
        "every class waits for it and is sent again",
        scripts=("429 for a second",),
    ),
    Row(
        "L2",
        "the clocks of client and server apart by an hour or ten years",
        "the same wait: the server's time is measured against the server's date",
        tests={"rust": (RESET,)},
    ),
    Row(
        "L3",
        "a reset that is past, zero, negative, no number, of 35 digits, there twice, too far",
        "a wait of one's own or none, never an absurd one and never a repeat without any",
        tests={
            "rust": (
                RESET,
                "core/src/rate_limit/window/tests.rs::a_429_without_a_time_doubles_the_backoff",
            )
        },
    ),
    Row(
        "L4",
        "a reset beyond two minutes, or beyond the limit of the call",
        "an error at once, with the time to come back",
        scripts=("429 for five minutes",),
        vectors=("users/refused_429_reset_too_far",),
        tests={"rust": (f"{RATE_LIMIT}::a_wait_beyond_two_minutes_fails_at_once",)},
    ),
    Row(
        "L6",
        "429 without any header",
        "a wait of about a second, twice as long each time",
        vectors=("users/refused_429_without_headers",),
    ),
    Row(
        "L7",
        "an answer that was the last of its window",
        "the next call waits by itself; the server refuses none",
        tests={
            "rust": (
                "core/tests/sandbox.rs::the_client_waits_for_the_next_window_of_the_rate_limit",
            )
        },
    ),
    Row(
        "L8",
        "500 calls at once, more than the server takes in a window",
        "after the first window it refuses at most one a window, and every call succeeds",
        faces="rust asyncio",
        tests={
            "rust": (
                f"{RATE_LIMIT}::after_a_429_the_server_rejects_at_most_one_request_per_window",
            )
        },
    ),
    Row(
        "L9",
        "a call that is cancelled while it waits for the window",
        "the others go on, in their order",
        faces="rust asyncio c-queue",
        tests={"rust": (f"{RATE_LIMIT}::canceled_calls_leave_the_queue_in_order",)},
    ),
    Row(
        "L10",
        "a 429 of one API, of one key",
        "the other API and other keys go on",
        faces=f"rust {PYTHON}",
        tests={"rust": (f"{RATE_LIMIT}::a_429_of_one_api_does_not_stop_the_other",)},
    ),
    Row(
        "L11",
        "a server that is down for 10,000 calls, 64 at once",
        "at most 35 attempts more than calls; it goes on when the server does",
        faces=f"rust {PYTHON}",
        tests={"rust": (f"{RATE_LIMIT}::a_failing_server_receives_at_most_35_retries",)},
    ),
    Row(
        "L12",
        "429 for ever, for 10,000 calls",
        "at most 100 attempts more than can be under way at first",
        faces=f"rust {PYTHON}",
        tests={"rust": (f"{RATE_LIMIT}::a_permanent_429_is_retried_at_most_100_times",)},
    ),
)

LISTS = "core/tests/customer_list.rs"
DAMAGED = "core/tests/damaged.rs"

BODIES = (
    Row(
        "H1",
        "entities that grow, doubly, squared or without end",
        "refused by their declaration at once; memory does not grow",
        vectors=("customers/list_doctype",),
        tests={
            "rust": (
                f"{DAMAGED}::document_types_are_refused_before_entities_expand",
                "core/src/codec/xml.rs::document_types_and_custom_entities_are_refused",
            )
        },
    ),
    Row(
        "H2",
        "entities that name a file or an address",
        "refused; the file is not opened, and nobody connects",
        vectors=("customers/list_entity",),
    ),
    Row(
        "H4",
        "a million levels, in JSON and in XML",
        "refused, also on a small stack",
        tests={"rust": (f"{LISTS}::depth_does_not_overflow_a_small_stack",)},
    ),
    Row(
        "H5",
        "a declaration of ISO-8859-1 over UTF-8",
        "read as UTF-8",
        vectors=("customers/list_unicode",),
        tests={"rust": ("core/src/codec/xml.rs::valid_utf_8_wins_over_the_declaration",)},
    ),
    Row(
        "H6",
        "a declaration of ISO-8859-1 over ISO-8859-1",
        "read as ISO-8859-1",
        vectors=("customers/list_latin_1",),
    ),
    Row(
        "H9",
        "numbers that are none, or too large for anything",
        "read as they are, or an error; no panic",
        vectors=(
            "users/unusable_reputation_out_of_range",
            "users/unusable_credits_out_of_range",
            "users/get_username_large_id",
        ),
        tests={"rust": (f"{DAMAGED}::numbers_out_of_range_are_refused",)},
    ),
    Row(
        "H10",
        "an answer cut at any byte",
        "never a success that is another, never a panic",
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
        "an answer with any one bit flipped",
        "never a panic, and a confirmation of nothing else",
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
        "read in linear time; memory stays near the size of the text",
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
)
