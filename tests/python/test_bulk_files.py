"""Jobs from CSV files."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import pytest
from sendgrid_accounts import CLEAR, BulkFile, BulkJob, Client, InvalidInputError
from sendgrid_accounts.sandbox import Sandbox


def write(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / "jobs.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_a_row_is_a_job(tmp_path: Path) -> None:
    path = write(tmp_path, "user,city,zip,key\nuser1,Orange,1,a\nuser2,,2,b\n")
    jobs = BulkJob.from_csv(path, "customers.update_profile", empty="clear")
    assert isinstance(jobs, BulkFile)
    assert len(jobs) == 2
    assert list(jobs) == [
        BulkJob(
            "customers.update_profile",
            {"user": "user1", "city": "Orange", "zip": "1"},
            key="a",
            line=2,
        ),
        BulkJob(
            "customers.update_profile",
            {"user": "user2", "city": CLEAR, "zip": "2"},
            key="b",
            line=3,
        ),
    ]
    ignoring = BulkJob.from_csv(
        str(path), "customers.update_profile", empty="ignore", delimiter=","
    )
    assert [job.arguments for job in ignoring][1] == {"user": "user2", "zip": "2"}


def test_accounts_are_columns(tmp_path: Path) -> None:
    path = write(tmp_path, "on_behalf_of,account_id\ntest_subuser,\n,123\n,\n")
    jobs = list(BulkJob.from_csv(path, "user.get_email"))
    assert [(job.on_behalf_of, job.account_id) for job in jobs] == [
        ("test_subuser", None),
        (None, "123"),
        (None, None),
    ]


def test_a_file_is_run(tmp_path: Path, client: Client, sandbox: Sandbox) -> None:
    # A mark, CRLF, quotes, semicolons and an empty cell.
    text = '\ufeffuser;city;zip\r\nuser1;"A; B";\r\nuser2;"C ""D""";7\r\nnobody;E;7\r\n'
    jobs = BulkJob.from_csv(write(tmp_path, text), "customers.update_profile", empty="ignore")
    run = client.bulk(jobs)
    assert run.progress.total == 3
    outcomes = {result.line: result.outcome for result in run}
    assert outcomes == {2: "applied", 3: "applied", 4: "rejected"}
    sent = {entry["user"]: entry["body"] for entry in sandbox.journal()}
    assert sent["user1"]["city"] == "A; B"
    assert "zip" not in sent["user1"]
    assert (sent["user2"]["city"], sent["user2"]["zip"]) == ('C "D"', "7")


def test_a_file_can_be_read_again_and_while_it_is_read(tmp_path: Path) -> None:
    jobs = BulkJob.from_csv(write(tmp_path, "user\na\nb\nc\n"), "customers.disable")
    first = iter(jobs)
    assert next(first).arguments == {"user": "a"}
    assert [job.arguments["user"] for job in jobs] == ["a", "b", "c"]
    assert [job.arguments["user"] for job in first] == ["b", "c"]
    assert iter(first) is first


def test_a_pickle_has_the_path(tmp_path: Path) -> None:
    path = write(tmp_path, "user;city\na;\n")
    jobs = BulkJob.from_csv(path, "customers.update_profile", empty="clear", delimiter=";")
    same: BulkFile = pickle.loads(pickle.dumps(jobs))  # noqa: S301
    assert list(same) == list(jobs)
    assert repr(same) == repr(jobs) == f"BulkFile('{path}', 'customers.update_profile', 1 jobs)"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("usr\na\n", "line 1 names no column of customers.disable"),
        ("user,town\na,b\n", 'line 1 names an unknown column, "town"'),
        ("user\na\nb\na\n", "line 4 has the same key as line 2"),
        ("user\na\nb,c\n", "line 3 has 2 cells, but the header has 1"),
        (b"user\n\xff\n", "line 2"),
        ("", "is empty"),
    ],
)
def test_problems_are_told_with_their_lines(
    tmp_path: Path, text: str | bytes, message: str
) -> None:
    with pytest.raises(InvalidInputError) as caught:
        BulkJob.from_csv(write(tmp_path, text), "customers.disable")
    assert message in caught.value.message
    assert caught.value.field == "file"


def test_arguments_are_checked(tmp_path: Path) -> None:
    path = write(tmp_path, "user\na\n")
    more: dict[str, Any]
    for more, field in (
        ({"operation": "customers.unknown"}, "operation"),
        ({"delimiter": "ab"}, "delimiter"),
        ({"delimiter": "é"}, "delimiter"),
        ({"delimiter": "x"}, "delimiter"),
        ({"empty": "keep"}, "empty"),
        ({"path": tmp_path / "none"}, "file"),
        ({"path": tmp_path}, "file"),
    ):
        arguments: dict[str, Any] = {"path": path, "operation": "customers.disable", **more}
        with pytest.raises(InvalidInputError) as caught:
            BulkJob.from_csv(**arguments)
        assert caught.value.field == field
    for more, message in (
        ({"path": 7}, r"path must be str or os\.PathLike, not int"),
        ({"operation": 7}, "operation must be str, not int"),
        ({"delimiter": 7}, "delimiter must be str, not int"),
        ({"empty": 7}, "empty must be str, not int"),
    ):
        arguments = {"path": path, "operation": "customers.disable", **more}
        with pytest.raises(TypeError, match=message):
            BulkJob.from_csv(**arguments)


def test_a_file_that_changes_stops_the_run(tmp_path: Path, client: Client) -> None:
    rows = "".join(f"customer{number}@example.com\n" for number in range(20_000))
    path = write(tmp_path, f"user\n{rows}")
    jobs = iter(BulkJob.from_csv(path, "customers.disable"))
    next(jobs)
    path.write_text("user\nanother\n")
    unknown = (("customers.unknown", job.arguments) for job in jobs)
    run = client.bulk(unknown, concurrency=4)
    with pytest.raises(InvalidInputError, match="changed") as caught:
        list(run)
    assert caught.value.field == "file"
    assert run.progress.begun < 20_000
