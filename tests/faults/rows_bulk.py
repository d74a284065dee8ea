"""The rows of bulk runs (K)."""

from __future__ import annotations

from row import Row

TESTS = "core/tests/bulk"

BULK = (
    Row(
        "K1",
        "20,000 calls, 64 at a time, a fifth of them with a fault; a million in `make soak`",
        "no lost, duplicated or misreported call",
        "rust",
        tests={"rust": ("core/tests/soak.rs::nothing_is_lost_duplicated_or_misreported",)},
    ),
    Row(
        "K3",
        "steady calls in a rate limit window, for some windows; for an hour in `make soak`",
        "no rejection once the client knows the window",
        "rust",
        tests={"rust": ("core/tests/rate_limit.rs::steady_calls_are_never_rejected",)},
    ),
    Row(
        "K4",
        "SIGKILL at random moments of a bulk run with lost responses; 200 in `make bulk-soak`",
        "ledger, results and journal agree; nothing is applied twice, nothing is left out",
        "rust",
        tests={"rust": (f"{TESTS}/kills.rs::ten_kills_lose_and_repeat_nothing",)},
    ),
    Row(
        "K5",
        "a bulk run that ended after a call was sent and before its outcome was recorded",
        "repeated if that is harmless, else read back first, else reported as unknown",
        "rust",
        tests={
            "rust": (
                f"{TESTS}/resume.rs::an_idempotent_call_is_made_again",
                f"{TESTS}/resume.rs::a_creation_that_was_applied_is_not_repeated",
                f"{TESTS}/resume.rs::a_refused_creation_may_be_that_of_the_earlier_request",
                f"{TESTS}/resume.rs::a_key_is_never_created_twice",
                f"{TESTS}/resume.rs::what_cannot_be_read_back_is_reported_and_never_sent_again",
                f"{TESTS}/resume.rs::a_read_back_that_fails_leaves_the_job_for_the_next_run",
            )
        },
    ),
    Row(
        "K6",
        "a ledger on a full disk, deleted, replaced or truncated during the run",
        "nothing more is sent; what was sent has its result; a resumed run loses nothing",
        "rust",
        tests={
            "rust": (
                f"{TESTS}/damage.rs::a_ledger_that_is_deleted_ends_the_run",
                f"{TESTS}/damage.rs::a_ledger_that_is_replaced_ends_the_run",
                f"{TESTS}/damage.rs::a_ledger_that_is_truncated_ends_the_run_and_is_not_taken_for_a_new_one",
            )
        },
    ),
    Row(
        "K7",
        "a ledger that another process uses, that is no ledger, or of a later version",
        "refused with the process id or the reason, before anything is sent",
        "rust",
        tests={
            "rust": (
                f"{TESTS}/ledger.rs::one_run_at_a_time_uses_a_ledger",
                f"{TESTS}/damage.rs::a_file_that_is_no_ledger_is_refused",
                f"{TESTS}/damage.rs::a_ledger_of_a_later_version_is_refused",
                f"{TESTS}/damage.rs::a_folder_that_is_missing_or_read_only_is_refused",
            )
        },
    ),
    Row(
        "K8",
        "a bulk run larger than the window of a rate limit",
        "at most one refused request per window; refused and waiting jobs are made later",
        "rust",
        tests={
            "rust": (
                f"{TESTS}/pace.rs::at_most_one_request_of_a_window_is_refused",
                f"{TESTS}/pace.rs::what_a_rate_limit_refuses_is_made_again",
            )
        },
    ),
)
