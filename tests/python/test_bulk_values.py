"""Jobs and results as values, and results as rows of tables."""

from __future__ import annotations

import copy
import csv
import io
import json
import pickle
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sendgrid_accounts import (
    CLEAR,
    ApiKeySecret,
    BulkJob,
    BulkProgress,
    BulkResult,
    BulkWindow,
    Client,
    InvalidInputError,
    NotFoundError,
)
from sendgrid_accounts.sandbox import Sandbox
from test_value_objects import COPIES

PASSWORD = "canary-password-1"
ERROR = NotFoundError("no such user", operation="customers.disable", outcome="rejected", status=404)
JOB = BulkJob("customers.disable", {"user": "reader"})
JOBS = [
    JOB,
    BulkJob("customers.update_profile", {"user": "a", "city": CLEAR}, key="k", line=7),
    BulkJob("user.get_email", {}, on_behalf_of="sub"),
    BulkJob("user.get_email", {}, account_id="7"),
]
RESULT = BulkResult("k", "customers.disable", "applied")
RESULTS = [
    RESULT,
    BulkResult("k", "user.get_email", "applied", 7, {"email": ["é", None, 1.5]}, None, None, True),
    BulkResult("k", "customers.disable", "rejected", error=ERROR),
]
PROGRESS = BulkProgress(10, 5, 1, 1, 1, 1, 0, 2.0, BulkWindow(600, 7))
VALUES: list[Any] = [*JOBS, *RESULTS, PROGRESS, BulkProgress()]
CHANGES: dict[type, tuple[str, object]] = {
    BulkJob: ("key", "another"),
    BulkResult: ("outcome", "unknown"),
    BulkProgress: ("begun", 7),
}


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
@pytest.mark.parametrize("copied", COPIES)
def test_a_copy_is_equal(value: Any, copied: Callable[[Any], Any]) -> None:
    same = copied(value)
    assert type(same) is type(value)
    assert same == value
    assert hash(same) == hash(value)
    assert repr(same) == repr(value)


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_a_changed_copy_differs(value: Any) -> None:
    field, change = CHANGES[type(value)]
    changed = value.__replace__(**{field: change})
    assert getattr(changed, field) == change
    assert changed != value
    assert value.__replace__() == value
    assert value != "text"
    with pytest.raises(TypeError):
        value.__replace__(another=1)
    with pytest.raises(AttributeError, match=f"{field} cannot be set"):
        setattr(value, field, change)
    with pytest.raises(AttributeError, match=f"{field} cannot be deleted"):
        delattr(value, field)
    with pytest.raises(AttributeError):
        value.another = 1


@pytest.mark.parametrize("value", [*JOBS, *RESULTS[:2], PROGRESS], ids=repr)
def test_a_repr_is_that_of_python(value: Any) -> None:
    assert eval(repr(value)) == value  # noqa: S307


def test_a_password_of_a_job_is_in_its_pickle_only() -> None:
    arguments = {"user": "reader", "password": PASSWORD}
    job = BulkJob("customers.update_password", arguments)
    assert repr(job) == (
        "BulkJob('customers.update_password', {'user': 'reader', 'password': ****})"
    )
    assert PASSWORD not in f"{job} {job!r} {JOBS}"
    misspelt = BulkJob("customers.update_password", {"user": "reader", "pasword": PASSWORD})
    unknown = BulkJob("customers.set_password", {"pasword": PASSWORD})
    request = BulkJob("request", {"method": "POST", "path": "/v3/x", "json": {"key": PASSWORD}})
    assert PASSWORD not in f"{misspelt!r} {unknown!r} {request!r}"
    assert "'method': 'POST'" in repr(request)
    same: BulkJob = pickle.loads(pickle.dumps(job))  # noqa: S301
    assert same.arguments == arguments


def test_no_error_shows_the_password_of_a_job(client: Client) -> None:
    for operation, password in (
        ("customers.update_password", [PASSWORD]),
        ("customers.set_password", PASSWORD),
        ("customers.disable", PASSWORD),
    ):
        (result,) = client.bulk([(operation, {"user": "a", "password": password})])
        assert isinstance(result.error, InvalidInputError)
        assert PASSWORD not in f"{result!r} {result.to_dict()} {result.error}"


def test_a_job_has_its_own_arguments() -> None:
    arguments = {"user": "reader"}
    job = BulkJob("customers.disable", arguments)
    arguments["user"] = "another"
    assert job == JOB
    assert BulkJob("customers.disable", {"user": "reader"}, key="k") != JOB


def test_clear_and_dates_are_arguments(sandbox: Sandbox, client: Client) -> None:
    update = {"user": "user1", "city": CLEAR, "zip": "7"}
    dated = {"method": "GET", "path": "/v3/scopes", "params": {"start_date": date(2026, 2, 28)}}
    results = list(client.bulk([("customers.update_profile", update), ("request", dated)]))
    assert [result.outcome for result in results] == ["applied"] * 2
    (sent,) = [entry for entry in sandbox.journal() if entry["user"] == "user1"]
    assert (sent["body"]["city"], sent["body"]["zip"]) == ("", "7")


@pytest.mark.parametrize("field", ["key", "on_behalf_of", "account_id"])
def test_the_types_of_a_job_are_checked(field: str) -> None:
    wrong: dict[str, Any] = {field: 7}
    with pytest.raises(TypeError, match=f"{field} must be str, not int"):
        BulkJob("user.get_email", {}, **wrong)
    with pytest.raises(TypeError, match="line must be int, not bool"):
        BulkJob("user.get_email", {}, line=True)
    with pytest.raises(InvalidInputError, match="cannot be used together") as caught:
        BulkJob("user.get_email", {}, on_behalf_of="a", account_id="1")
    assert caught.value.field == "account_id"


def test_a_created_key_is_in_no_row_and_no_pickle() -> None:
    result = RESULT.__replace__(api_key=ApiKeySecret("SG.canary"))
    assert "SG.canary" not in f"{result!r} {result.to_dict()}"
    assert result != RESULT
    assert copy.deepcopy(result) == result
    with pytest.raises(TypeError, match="cannot be pickled"):
        pickle.dumps(result)


ROWS = [result.to_dict() for result in RESULTS]


def test_all_rows_have_the_same_scalar_columns() -> None:
    assert len({tuple(row) for row in ROWS}) == 1
    assert all(
        value is None or type(value) in (str, int, bool) for row in ROWS for value in row.values()
    )
    assert json.loads(json.dumps(ROWS)) == ROWS
    assert json.loads(str(ROWS[1]["result"])) == {"email": ["é", None, 1.5]}
    assert ROWS[2] == {
        "key": "k",
        "operation": "customers.disable",
        "line": None,
        "outcome": "rejected",
        "evidence": None,
        "from_ledger": False,
        "error": "NotFoundError",
        "message": "no such user",
        "field": None,
        "status": 404,
        "request_id": None,
        "result": None,
    }


def test_rows_become_a_csv_file() -> None:
    file = io.StringIO()
    writer = csv.DictWriter(file, ROWS[0])
    writer.writeheader()
    writer.writerows(ROWS)
    read = list(csv.DictReader(io.StringIO(file.getvalue())))
    assert [row["outcome"] for row in read] == ["applied", "applied", "rejected"]
    assert json.loads(read[1]["result"]) == {"email": ["é", None, 1.5]}


def late_error() -> list[dict[str, Any]]:
    return [RESULT.to_dict()] * 300 + [ROWS[2], ROWS[1]]


def test_rows_become_a_pandas_frame() -> None:
    pandas = pytest.importorskip("pandas", exc_type=ImportError)
    frame = pandas.DataFrame(late_error())
    assert list(frame.columns) == list(ROWS[0])
    assert frame.groupby("outcome").size().to_dict() == {"applied": 301, "rejected": 1}
    assert list(frame["status"].dropna()) == [404]
    assert len(pandas.DataFrame(result.to_dict() for result in RESULTS)) == 3


def test_rows_become_a_polars_frame() -> None:
    polars = pytest.importorskip("polars", exc_type=ImportError)
    frame = polars.DataFrame(late_error(), infer_schema_length=None)
    assert frame.columns == list(ROWS[0])
    counts = dict(frame["outcome"].value_counts().iter_rows())
    assert counts == {"applied": 301, "rejected": 1}
    assert frame["status"].drop_nulls().to_list() == [404]
    assert frame["error"].drop_nulls().to_list() == ["NotFoundError"]


def test_progress_tells_what_is_left() -> None:
    assert (PROGRESS.ended, PROGRESS.errors, PROGRESS.left, PROGRESS.seconds_left) == (4, 3, 6, 3)
    assert (VALUES[-1].left, VALUES[-1].seconds_left) == (None, None)
    assert BulkProgress(1, 1, 1, 0, 0, 0).seconds_left is None
