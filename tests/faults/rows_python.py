"""The rows of Python's runtime (Y) and of bulk (K)."""

from __future__ import annotations

from row import PYTHON, Row

WRONG = "tests/python/test_wrong_arguments.py"
AWAITED = "tests/python/test_asyncio.py"
COROUTINES = "tests/python/test_coroutines.py"
CLOSED_LOOPS = "tests/python/test_closed_loops.py"
FORK = "tests/python/test_fork.py"
FLAT = "tests/python/test_flat.py"
SECRETS = "tests/python/test_secrets.py"
SIGNALS = "tests/python/test_signals.py"
LOGGING = "tests/python/test_logging.py"
CONTEXTS = "tests/python/test_log_contexts.py"
OBJECTS = "tests/python/test_objects.py"

RUNTIME = (
    Row(
        "Y1",
        "Ctrl-C in a call that waits",
        "KeyboardInterrupt within a tenth of a second; a change says what became of it",
        "python",
        tests={
            "python": (
                f"{SIGNALS}::test_ctrl_c_interrupts_a_call",
                f"{SIGNALS}::test_an_interrupted_change_has_a_note_with_its_outcome",
                f"{SIGNALS}::test_the_note_on_an_unsent_change_is_not_sent",
            )
        },
    ),
    Row(
        "Y3",
        "Ctrl-C while another thread calls",
        "the main thread gets it, and the other one its answer",
        "python",
        tests={
            "python": (f"{SIGNALS}::test_the_main_thread_gets_the_signal_and_a_thread_finishes",)
        },
    ),
    Row(
        "Y4",
        "SIGTERM in a call that waits",
        "the program ends, or its handler runs, at once",
        "python",
        tests={
            "python": (
                f"{SIGNALS}::test_sigterm_ends_a_program_during_a_call",
                f"{SIGNALS}::test_a_signal_handler_of_the_program_may_raise",
            )
        },
    ),
    Row(
        "Y5",
        "a task that is cancelled, at any moment",
        "CancelledError, and the connection is closed at once; a change says what became of it",
        "asyncio",
        tests={
            "asyncio": (
                f"{AWAITED}::test_cancelling_a_task_cancels_its_call",
                f"{AWAITED}::test_cancelling_while_connecting",
                f"{AWAITED}::test_a_cancelled_change_has_a_note_with_its_outcome",
                f"{AWAITED}::test_ten_thousand_cancellations",
                f"{COROUTINES}::test_the_note_on_a_cancellation_names_the_outcome",
                f"{COROUTINES}::test_the_note_on_a_cancellation_while_connecting_is_not_sent",
            )
        },
    ),
    Row(
        "Y6",
        "a time limit of asyncio",
        "its own error, and the connection is closed",
        "asyncio",
        tests={"asyncio": (f"{AWAITED}::test_a_timeout_cancels_the_call",)},
    ),
    Row(
        "Y8",
        "a loop that is closed with calls under way",
        "nothing is raised where nobody can catch it; no task, client or connection is left",
        "asyncio",
        tests={
            "asyncio": (
                f"{AWAITED}::test_a_thousand_loops_closed_with_calls_in_flight",
                f"{CLOSED_LOOPS}::test_a_closed_loop_leaves_no_task_and_no_connection",
                f"{CLOSED_LOOPS}::test_a_loop_closed_while_calls_connect_leaves_no_task",
            )
        },
    ),
    Row(
        "Y10",
        "a waiting call inside a loop",
        "it waits, and answers",
        PYTHON,
        tests={PYTHON: (f"{AWAITED}::test_a_blocking_client_works_inside_a_loop",)},
    ),
    Row(
        "Y12",
        "a fork after clients were used",
        "old and new clients work in the child, and in the parent",
        PYTHON,
        tests={PYTHON: (f"{FORK}::test_two_hundred_forks", f"{FORK}::test_process_pools")},
    ),
    Row(
        "Y13",
        "forks while other threads call and build clients",
        "no child and no parent is locked",
        PYTHON,
        tests={PYTHON: (f"{FORK}::test_two_hundred_forks",)},
    ),
    Row(
        "Y14",
        "children that end in any way, before their parent or after it",
        "nothing hangs, and nothing is written on a connection of the parent",
        "python",
        tests={
            "python": (
                f"{FORK}::test_a_child_may_drop_the_client_and_exit_in_any_way",
                f"{FORK}::test_a_child_does_not_use_the_tls_connection_of_its_parent",
            )
        },
    ),
    Row(
        "Y16",
        "servers and queues that load a program before they fork",
        "their children work",
        "python",
        tests={
            "python": (
                "tests/python/test_preforking.py::test_gunicorn_with_preload",
                "tests/python/test_preforking.py::"
                "test_uwsgi_with_its_application_loaded_before_the_fork",
                "tests/python/test_preforking.py::test_celery_with_a_client_from_before_the_fork",
            )
        },
    ),
    Row(
        "Y17",
        "the end of the interpreter with calls under way",
        "at once, with code 0 and without a word",
        PYTHON,
        tests={
            PYTHON: ("tests/python/test_exit.py::test_the_interpreter_exits_with_calls_in_flight",)
        },
    ),
    Row(
        "Y18",
        "a client that is closed while calls wait",
        "nothing is locked",
        "python",
        tests={"python": (f"{LOGGING}::test_closing_during_calls_does_not_deadlock",)},
    ),
    Row(
        "Y19",
        "eight threads that build clients while everything is logged",
        "nothing is locked",
        "python",
        tests={
            "python": (f"{LOGGING}::test_eight_threads_build_clients_while_everything_is_logged",)
        },
    ),
    Row(
        "Y20",
        "log records of calls that run at the same time",
        "each record is made in the context of its call: its context variables are that call's",
        PYTHON,
        tests={
            "python": (f"{CONTEXTS}::test_records_of_a_thread_carry_its_context",),
            "asyncio": (
                f"{CONTEXTS}::test_records_of_a_task_carry_its_context",
                f"{CONTEXTS}::test_records_of_a_call_that_is_a_task_carry_its_context",
                f"{CONTEXTS}::test_records_of_two_loops_carry_their_contexts",
            ),
        },
    ),
    Row(
        "Y21",
        "very many calls, cancellations and errors",
        "memory, objects and descriptors stay as they are",
        PYTHON,
        tests={
            "asyncio": (
                f"{FLAT}::test_a_hundred_thousand_calls",
                f"{FLAT}::test_ten_thousand_cancellations",
            ),
            "python": (f"{FLAT}::test_ten_thousand_errors",),
        },
    ),
    Row(
        "Y22",
        "a call that is never awaited, or closed before it is",
        "a warning of Python's own for a forgotten await; nothing is sent",
        "asyncio",
        tests={
            "asyncio": (
                f"{COROUTINES}::test_a_call_is_a_coroutine_and_a_forgotten_await_warns",
                f"{COROUTINES}::test_a_call_that_is_closed_is_never_sent",
                f"{COROUTINES}::test_a_closed_call_ends_its_connection",
            )
        },
    ),
    Row(
        "Y23",
        "copies and pickles of clients, credentials and errors",
        "refused for what holds a secret; errors survive without one",
        PYTHON,
        tests={
            PYTHON: (
                f"{SECRETS}::test_an_object_with_a_secret_does_not_reveal_it",
                f"{OBJECTS}::test_an_error_survives_pickling",
                f"{OBJECTS}::test_a_client_is_not_copied",
            )
        },
    ),
    Row(
        "Y24",
        "everything that shows objects: texts, logs, traces with their variables",
        "no secret, and no part of one",
        PYTHON,
        tests={
            PYTHON: (
                f"{SECRETS}::test_a_reported_error_has_no_secret",
                f"{SECRETS}::test_pytest_with_all_variables_prints_no_secret",
            )
        },
    ),
    Row(
        "Y25",
        "a second interpreter in the process",
        "the import is refused by an error",
        PYTHON,
        tests={
            PYTHON: ("tests/python/test_exit.py::test_a_second_interpreter_is_refused_cleanly",)
        },
    ),
    Row(
        "Y26",
        "an interpreter without a lock",
        "the module keeps none, and sixteen threads agree",
        PYTHON,
        tests={
            PYTHON: (
                "tests/python/test_free_threading.py::test_the_module_declares_that_it_needs_no_lock",
                "tests/python/test_free_threading.py::"
                "test_sixteen_threads_share_clients_results_and_errors",
            )
        },
    ),
    Row(
        "Y27",
        "a panic in a call",
        "an error like any other",
        PYTHON,
        tests={PYTHON: (f"{AWAITED}::test_a_panic_is_an_internal_error",)},
    ),
    Row(
        "Y31",
        "values of wrong types for every argument",
        "refused by an error; no request",
        PYTHON,
        tests={PYTHON: (f"{WRONG}::test_a_wrong_value_is_refused_before_anything_is_sent",)},
    ),
    Row(
        "Y32",
        "clients that are left, closed and used again",
        "calls under way end well, others are refused",
        PYTHON,
        tests={
            "python": (
                "tests/python/test_closing.py::test_running_calls_outlive_their_client",
                f"{OBJECTS}::test_a_closed_client_refuses_calls",
            ),
            "asyncio": (
                "tests/python/test_closing.py::test_running_asyncio_calls_outlive_their_client",
            ),
        },
    ),
)

BULK = (
    Row(
        "K1",
        "20,000 calls, 64 at once, a fifth of them with a fault; a million by `make soak`",
        "none is lost, none made twice, none told wrongly",
        "rust",
        tests={"rust": ("core/tests/soak.rs::nothing_is_lost_duplicated_or_misreported",)},
    ),
    Row(
        "K3",
        "steady calls against a window, for an hour by `make soak`, else for some windows",
        "none is refused once the window is known",
        "rust",
        tests={"rust": ("core/tests/rate_limit.rs::steady_calls_are_never_rejected",)},
    ),
)
