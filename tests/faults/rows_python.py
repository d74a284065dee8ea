"""The rows of Python's runtime (Y) and of bulk calls (K)."""

from __future__ import annotations

from row import PYTHON, Row

WRONG = "tests/python/test_wrong_arguments.py"
ASYNCIO = "tests/python/test_asyncio.py"
COROUTINES = "tests/python/test_coroutines.py"
CLOSED_LOOPS = "tests/python/test_closed_loops.py"
FORK = "tests/python/test_fork.py"
FLAT = "tests/python/test_flat.py"
SECRETS = "tests/python/test_secrets.py"
SIGNALS = "tests/python/test_signals.py"
LOGGING = "tests/python/test_logging.py"
CONTEXTS = "tests/python/test_log_contexts.py"
OBJECTS = "tests/python/test_objects.py"
SUBINTERPRETERS = "tests/python/test_subinterpreters.py"

RUNTIME = (
    Row(
        "Y1",
        "Ctrl-C during a blocking call",
        "KeyboardInterrupt within 100 ms, with the outcome of a change",
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
        "Ctrl-C during a call of another thread",
        "the main thread gets the interrupt; the other thread gets its response",
        "python",
        tests={
            "python": (f"{SIGNALS}::test_the_main_thread_gets_the_signal_and_a_thread_finishes",)
        },
    ),
    Row(
        "Y4",
        "SIGTERM during a blocking call",
        "the program exits or its handler runs at once",
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
        "cancellation of a task at any moment",
        "CancelledError with the outcome of a change, and the connection is closed at once",
        "asyncio",
        tests={
            "asyncio": (
                f"{ASYNCIO}::test_cancelling_a_task_cancels_its_call",
                f"{ASYNCIO}::test_cancelling_while_connecting",
                f"{ASYNCIO}::test_a_cancelled_change_has_a_note_with_its_outcome",
                f"{ASYNCIO}::test_ten_thousand_cancellations",
                f"{COROUTINES}::test_the_note_on_a_cancellation_names_the_outcome",
                f"{COROUTINES}::test_the_note_on_a_cancellation_while_connecting_is_not_sent",
            )
        },
    ),
    Row(
        "Y6",
        "a timeout of asyncio",
        "asyncio's own error, and the connection is closed",
        "asyncio",
        tests={"asyncio": (f"{ASYNCIO}::test_a_timeout_cancels_the_call",)},
    ),
    Row(
        "Y8",
        "an event loop that is closed during calls",
        "no unraisable exception; no task, client or connection is left",
        "asyncio",
        tests={
            "asyncio": (
                f"{ASYNCIO}::test_a_thousand_loops_closed_with_calls_in_flight",
                f"{CLOSED_LOOPS}::test_a_closed_loop_leaves_no_task_and_no_connection",
                f"{CLOSED_LOOPS}::test_a_loop_closed_while_calls_connect_leaves_no_task",
            )
        },
    ),
    Row(
        "Y10",
        "a blocking call inside a running event loop",
        "the call blocks and returns its result",
        PYTHON,
        tests={PYTHON: (f"{ASYNCIO}::test_a_blocking_client_works_inside_a_loop",)},
    ),
    Row(
        "Y12",
        "a fork after calls",
        "existing and new clients work in the child and in the parent",
        PYTHON,
        tests={PYTHON: (f"{FORK}::test_two_hundred_forks", f"{FORK}::test_process_pools")},
    ),
    Row(
        "Y13",
        "forks while other threads make calls and create clients",
        "no deadlock in the child or in the parent",
        PYTHON,
        tests={PYTHON: (f"{FORK}::test_two_hundred_forks",)},
    ),
    Row(
        "Y14",
        "children that exit in any way, before or after their parent",
        "no hang, and no write to a connection of the parent",
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
        "servers and task queues that load the application before they fork",
        "their children can make calls",
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
        "the exit of the interpreter during calls",
        "an immediate exit with code 0 and without output",
        PYTHON,
        tests={
            PYTHON: ("tests/python/test_exit.py::test_the_interpreter_exits_with_calls_in_flight",)
        },
    ),
    Row(
        "Y18",
        "a client that is closed during calls",
        "no deadlock",
        "python",
        tests={"python": (f"{LOGGING}::test_closing_during_calls_does_not_deadlock",)},
    ),
    Row(
        "Y19",
        "eight threads that create clients while all events are logged",
        "no deadlock",
        "python",
        tests={
            "python": (f"{LOGGING}::test_eight_threads_build_clients_while_everything_is_logged",)
        },
    ),
    Row(
        "Y20",
        "log records of concurrent calls",
        "each record is created in the contextvars context of its call",
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
        "100,000 calls, 10,000 cancellations, 10,000 errors",
        "no growth of memory, objects or file descriptors",
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
        "a coroutine that is never awaited, or closed before it is awaited",
        "Python's RuntimeWarning for a missing await; nothing is sent",
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
        "an error for objects with secrets; errors can be pickled and contain no secret",
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
        "every representation of objects: strings, logs, tracebacks with local variables",
        "no secret, and no part of a secret",
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
        "a subinterpreter, with the lock of the main one or its own",
        "ImportError with the reason; the main interpreter works, and the process exits cleanly",
        PYTHON,
        tests={
            PYTHON: (
                f"{SUBINTERPRETERS}::test_a_subinterpreter_is_refused_and_the_main_one_works",
                f"{SUBINTERPRETERS}::test_an_own_lock_is_refused_even_without_the_check_of_python",
                f"{SUBINTERPRETERS}::test_subinterpreters_come_and_go_during_calls",
                f"{SUBINTERPRETERS}::test_uwsgi_with_several_applications",
                f"{SUBINTERPRETERS}::test_errors_after_a_second_import_are_of_its_classes",
                f"{SUBINTERPRETERS}::test_python_that_is_initialized_again_is_refused",
            )
        },
    ),
    Row(
        "Y26",
        "a free-threaded interpreter",
        "the module does not enable the GIL; sixteen threads get correct results",
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
        "a panic during a call",
        "an exception of the library",
        PYTHON,
        tests={PYTHON: (f"{ASYNCIO}::test_a_panic_is_an_internal_error",)},
    ),
    Row(
        "Y31",
        "values of wrong types for every argument",
        "an exception; no request",
        PYTHON,
        tests={PYTHON: (f"{WRONG}::test_a_wrong_value_is_refused_before_anything_is_sent",)},
    ),
    Row(
        "Y32",
        "calls on a client during and after its close",
        "calls in progress complete; later calls raise an error",
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
