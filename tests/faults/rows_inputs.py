"""The rows of wrong inputs (I) and of misuse from C (F)."""

from __future__ import annotations

from row import PYTHON, C, Row

ARGUMENTS = "tests/python/test_arguments.py"
WRONG = "tests/python/test_wrong_arguments.py"

INPUTS = (
    Row(
        "I1",
        "a value for a header with line ends, control characters, blanks, 64 kB or other letters",
        "refused with its field; no connection is made",
        tests={
            "rust": ("core/src/validate.rs::a_header_takes_no_injection",),
            PYTHON: (f"{ARGUMENTS}::test_an_invalid_argument_is_refused_before_a_connection",),
        },
    ),
    Row(
        "I3",
        "parameters that would take the place of the library's own",
        "there is no way to give them, and no value becomes one",
        faces=f"rust {PYTHON}",
        tests={
            "rust": ("core/src/operation/form.rs::a_value_cannot_become_a_parameter",),
            PYTHON: (f"{WRONG}::test_an_unknown_argument_is_refused",),
        },
    ),
    Row(
        "I5",
        "a key with the line end of its file",
        "refused with the position; the key is not shown",
        tests={
            "rust": ("core/tests/validation.rs::an_invalid_setting_is_named",),
            PYTHON: (f"{ARGUMENTS}::test_an_invalid_key_is_refused_and_not_printed",),
        },
    ),
    Row(
        "I6",
        "times that are zero, negative, no numbers, infinite, too long or too short",
        "refused with the field; no panic",
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
        "a password that is no text, too long, or a text that lies about itself",
        "refused, and no error holds it",
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
        "a change of nothing",
        "refused without a request",
        vectors=(
            "users/input_profile_without_fields",
            "customers/input_update_profile_without_fields",
        ),
        tests={PYTHON: (f"{ARGUMENTS}::test_an_update_of_nothing_is_refused",)},
    ),
)

MISUSE = "tests/c/test_c_misuse.py"
HOST = "tests/c/test_c_host.py"
CPP_PROGRAMS = "tests/cpp/test_cpp_programs.py"
# The functions of the queue are among those that are misused.
MISUSED = (f"{MISUSE}::test_misuses_are_refused", f"{MISUSE}::test_misuses_under_sanitizers")

C_ABI = (
    Row(
        "F1",
        "NULL for every pointer, one by one and all at once",
        "a status",
        C,
        tests={C: MISUSED},
    ),
    Row("F2", "anything freed twice", "a status, no crash", C, tests={C: MISUSED}),
    Row("F3", "anything used after it was freed", "a status, no crash", C, tests={C: MISUSED}),
    Row(
        "F5",
        "texts that are not UTF-8, and lengths that cannot be",
        "a status; nothing is read beyond the end",
        C,
        tests={C: MISUSED},
    ),
    Row("F7", "a number that is none of its kind", "a status", C, tests={C: MISUSED}),
    Row(
        "F8",
        "a client that is freed while threads call on it",
        "the calls end, or say that it is closed",
        C,
        tests={
            "c": ("tests/c/test_c_threads.py::test_a_client_is_freed_while_threads_call",),
            "c-queue": ("tests/c/test_c_queue.py::test_threads_share_queues_and_free_them",),
        },
    ),
    Row(
        "F9",
        "64 threads with a thousand calls each on one client",
        "each is answered, and the server has seen as many",
        C,
        tests={
            "c": ("tests/c/test_c_threads.py::test_threads_share_a_client",),
            "c-queue": ("tests/c/test_c_queue.py::test_a_loop_takes_every_call_once",),
        },
    ),
    Row(
        "F10",
        "a fork with calls under way",
        "parent and child go on; the child's end does not hang",
        f"{C} cpp",
        tests={
            C: (
                "tests/c/test_c_fork.py::test_children_and_parents_go_on",
                "tests/c/test_c_fork.py::test_forks_beside_threads_that_call",
            ),
            "cpp": (f"{CPP_PROGRAMS}::test_forks",),
        },
    ),
    Row(
        "F11",
        "the end of the program, or of a thread, with calls under way",
        "at once, and without a crash",
        C,
        tests={
            C: (
                f"{HOST}::test_a_program_ends_with_calls_under_way",
                f"{HOST}::test_threads_are_cancelled_on_their_way_out",
            )
        },
    ),
    Row(
        "F13",
        "a reset where the program leaves SIGPIPE as it is",
        "the program goes on",
        C,
        tests={C: (f"{HOST}::test_a_program_survives_connections_that_were_reset",)},
    ),
    Row(
        "F15",
        "a panic in any function",
        "a status; nothing leaves the library, and no argument is told",
        C,
        tests={C: (f"{MISUSE}::test_panics_do_not_leave_the_library",)},
    ),
    Row(
        "F16",
        "memory that is refused, at every place",
        "a status, or the end of the program by the allocator's own word without any secret",
        C,
        tests={C: ("tests/c/test_c_memory.py::test_memory_that_is_refused_anywhere",)},
    ),
    Row(
        "F17",
        "a header that is older or newer than the library",
        "structures are taken by their size; a function that goes missing is noticed",
        C,
        tests={
            C: (
                *MISUSED,
                "tests/c/test_c_symbols.py::test_exactly_the_functions_of_the_header_are_exported",
                "tests/c/test_c_symbols.py::test_the_interface_is_the_committed_one",
            )
        },
    ),
    Row(
        "F19",
        "threads with stacks of 64 kB",
        "every call fits",
        C,
        tests={C: (f"{HOST}::test_calls_fit_on_a_small_stack",)},
    ),
    Row(
        "F20",
        "calls from the destructor of thread-specific data",
        "a status, and nothing on standard error",
        C,
        tests={C: ("tests/c/test_c_destructors.py::test_calls_from_a_destructor_give_a_status",)},
    ),
    Row(
        "F21",
        "signals of the program, such as those of an interval timer of 50 us",
        "every thread of the library has them blocked when it starts; no handler runs there",
        f"{PYTHON} {C}",
        tests={
            C: (
                "tests/c/test_c_timer.py::"
                "test_no_handler_of_the_host_runs_on_a_thread_of_the_library",
            )
        },
    ),
)
