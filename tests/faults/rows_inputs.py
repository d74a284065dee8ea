"""The rows of invalid inputs (I) and of misuse of the C API (F)."""

from __future__ import annotations

from row import ALL, BINDINGS, PYTHON, C, Row

ARGUMENTS = "tests/python/test_arguments.py"
WRONG = "tests/python/test_wrong_arguments.py"

INPUTS = (
    Row(
        "I1",
        "a header value with line breaks, control characters, spaces, 64 kB or non-ASCII letters",
        "an error with the field; no connection is made",
        tests={
            "rust": ("core/src/validate.rs::a_header_takes_no_injection",),
            PYTHON: (f"{ARGUMENTS}::test_an_invalid_argument_is_refused_before_a_connection",),
        },
    ),
    Row(
        "I3",
        "parameters that override those of the library",
        "the API does not accept them, and no value is parsed as a parameter",
        bindings=f"rust {PYTHON}",
        tests={
            "rust": ("core/src/operation/form.rs::a_value_cannot_become_a_parameter",),
            PYTHON: (f"{WRONG}::test_an_unknown_argument_is_refused",),
        },
    ),
    Row(
        "I5",
        "an API key with the line break of its file",
        "an error with the position; the key is not in the error",
        tests={
            "rust": ("core/tests/validation.rs::an_invalid_setting_is_named",),
            PYTHON: (f"{ARGUMENTS}::test_an_invalid_key_is_refused_and_not_printed",),
        },
    ),
    Row(
        "I6",
        "timeouts that are zero, negative, NaN, infinite, too long or too short",
        "an error with the field; no panic",
        tests={
            "rust": ("core/tests/validation.rs::an_invalid_setting_is_named",),
            PYTHON: (
                f"{ARGUMENTS}::test_a_time_out_of_bounds_is_refused",
                f"{ARGUMENTS}::test_a_count_out_of_bounds_is_refused",
                f"{ARGUMENTS}::test_a_number_of_another_type_is_refused",
            ),
        },
    ),
    Row(
        "I8",
        "a password that is not a string or is too long, and a str subclass with false methods",
        "an error that does not contain the password",
        tests={
            PYTHON: (
                f"{ARGUMENTS}::test_the_str_method_of_a_string_is_not_called",
                f"{WRONG}::test_a_wrong_value_is_refused_before_anything_is_sent",
            ),
            C: ("tests/c/test_c_misuse.py::test_misuses_are_refused",),
        },
    ),
    Row(
        "I10",
        "an update without fields",
        "an error without a request",
        vectors=(
            "users/input_profile_without_fields",
            "customers/input_update_profile_without_fields",
        ),
        tests={PYTHON: (f"{ARGUMENTS}::test_an_update_of_nothing_is_refused",)},
    ),
    Row(
        "I11",
        "a base URL that ends with the path of an API",
        "requests go to the documented paths",
        tests={"rust": ("core/src/http/base_url.rs::the_path_of_an_api_is_dropped_once",)},
    ),
    Row(
        "I12",
        "a text that cannot be an API key, and a key of an unknown form",
        "an error with the reason, or a warning; neither has the key",
        tests={
            "rust": (
                "core/src/auth/secret.rs::what_cannot_be_a_key_is_refused_without_showing_it",
                "core/tests/key_warnings.rs::a_key_of_an_unknown_form_is_a_warning",
            ),
            PYTHON: (
                "tests/python/test_configuration.py::test_a_key_of_an_unknown_form_is_a_warning",
            ),
        },
    ),
    Row(
        "I13",
        "no credential, one for both APIs, and the two forms of the user apikey",
        "an error before a connection is made; calls of both APIs",
        vectors=(
            "customers/create_client_key",
            "customers/delete_client_key",
            "customers/enable_client_key",
            "customers/list_client_key",
            "customers/update_profile_client_key",
            "customers/list_apikey_basic",
            "customers/list_apikey_parameters",
        ),
    ),
    Row(
        "I14",
        "settings in the environment: complete, empty, blank, marked, contradictory",
        "empty is unset, settings of the program win, and an error names the variable",
        tests={
            "rust": (
                "core/src/environment.rs::"
                "an_empty_value_is_unset_and_one_byte_order_mark_is_dropped",
            ),
            PYTHON: ("tests/python/test_configuration.py::test_from_env_takes_every_argument",),
        },
    ),
    Row(
        "I15",
        "a byte order mark in a CA bundle, and an empty SSL_CERT_FILE",
        "the certificates are trusted; the machine's are",
    ),
    Row(
        "I16",
        "plain http to this machine through a proxy on another one",
        "refused unless insecure transport is allowed; nothing is sent",
        bindings=ALL,
    ),
    Row(
        "I17",
        "a username or password in a base URL",
        "refused where it is set, and shown nowhere",
        bindings=ALL,
        tests={
            "rust": ("core/tests/validation.rs::an_invalid_setting_is_named",),
            PYTHON: (f"{ARGUMENTS}::test_an_unusable_option_is_explained",),
        },
    ),
    Row(
        "I18",
        "a client of the EU region",
        "calls go to its host; those of the Subusers API and the customer API to the global host",
        " ".join(BINDINGS),
    ),
)

MISUSE = "tests/c/test_c_misuse.py"
HOST = "tests/c/test_c_host.py"
CPP_PROGRAMS = "tests/cpp/test_cpp_programs.py"
# The misuse tests also cover the functions of the queue.
MISUSES = (f"{MISUSE}::test_misuses_are_refused", f"{MISUSE}::test_misuses_under_sanitizers")

C_ABI = (
    Row(
        "F1",
        "NULL for each pointer, one at a time and all at once",
        "an error status",
        C,
        tests={C: MISUSES},
    ),
    Row("F2", "a double free of any object", "an error status, no crash", C, tests={C: MISUSES}),
    Row("F3", "a use after free of any object", "an error status, no crash", C, tests={C: MISUSES}),
    Row(
        "F5",
        "strings that are not UTF-8, and impossible lengths",
        "an error status; no read out of bounds",
        C,
        tests={C: MISUSES},
    ),
    Row("F7", "an invalid enumeration value", "an error status", C, tests={C: MISUSES}),
    Row(
        "F8",
        "a client that is freed while threads make calls",
        "each call completes or reports that the client is closed",
        C,
        tests={
            "c": ("tests/c/test_c_threads.py::test_a_client_is_freed_while_threads_call",),
            "c-queue": ("tests/c/test_c_queue.py::test_threads_share_queues_and_free_them",),
        },
    ),
    Row(
        "F9",
        "64 threads with 1,000 calls each on one client",
        "each call succeeds, and the server receives one request per call",
        C,
        tests={
            "c": ("tests/c/test_c_threads.py::test_threads_share_a_client",),
            "c-queue": ("tests/c/test_c_queue.py::test_a_loop_gets_one_completion_for_each_call",),
        },
    ),
    Row(
        "F10",
        "a fork during calls",
        "parent and child can make calls; the exit of the child does not hang",
        f"{C} cpp",
        tests={
            C: (
                "tests/c/test_c_fork.py::test_children_and_parents_can_make_calls",
                "tests/c/test_c_fork.py::test_forks_beside_threads_that_call",
            ),
            "cpp": (f"{CPP_PROGRAMS}::test_forks",),
        },
    ),
    Row(
        "F11",
        "the exit of the program or of a thread during calls",
        "an immediate exit without a crash",
        C,
        tests={
            C: (
                f"{HOST}::test_a_program_can_end_with_calls_in_progress",
                f"{HOST}::test_threads_are_cancelled_after_the_call",
            )
        },
    ),
    Row(
        "F13",
        "a connection reset in a program with the default SIGPIPE action",
        "the program continues",
        C,
        tests={C: (f"{HOST}::test_reset_connections_do_not_raise_sigpipe",)},
    ),
    Row(
        "F15",
        "a panic in any function",
        "an error status; no unwinding into C, and no argument in the message",
        C,
        tests={C: (f"{MISUSE}::test_panics_do_not_leave_the_library",)},
    ),
    Row(
        "F16",
        "a failure of each memory allocation",
        "an error status, or an abort by the allocator whose message contains no secret",
        C,
        tests={C: ("tests/c/test_c_memory.py::test_every_allocation_can_fail",)},
    ),
    Row(
        "F17",
        "a header older or newer than the library",
        "structs are read up to their size; a test detects a missing function",
        C,
        tests={
            C: (
                *MISUSES,
                "tests/c/test_c_symbols.py::test_exactly_the_functions_of_the_header_are_exported",
                "tests/c/test_c_symbols.py::test_the_symbols_are_those_of_the_committed_file",
            )
        },
    ),
    Row(
        "F19",
        "threads with stacks of 64 kB",
        "no stack overflow",
        C,
        tests={C: (f"{HOST}::test_calls_need_little_stack",)},
    ),
    Row(
        "F20",
        "calls from a destructor of thread-specific data",
        "an error status, and no output on standard error",
        C,
        tests={C: ("tests/c/test_c_destructors.py::test_calls_from_a_destructor_give_a_status",)},
    ),
    Row(
        "F21",
        "signals of the program, such as those of a 50 us interval timer",
        "library threads start with these signals blocked, and run no signal handler",
        f"{PYTHON} {C}",
        tests={
            C: (
                "tests/c/test_c_timer.py::"
                "test_no_handler_of_the_host_runs_on_a_thread_of_the_library",
            )
        },
    ),
)
