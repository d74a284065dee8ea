"""The responses of the sandbox agree with the OpenAPI descriptions."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
import schemathesis
import yaml
from exceptions import ANY_OPERATION, NOT_SERVED, OPERATIONS, STATUSES, with_null_types
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance

ROOT = Path(__file__).parent.parent.parent
PROGRAM = ["cargo", "run", "-q", "-p", "sendgrid-accounts-sandbox", "--", "--window", "10000000/60"]
CHECKS = [not_a_server_error, content_type_conformance, response_schema_conformance]
CASES = settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
SUBUSERS = ["test_subuser", "example_subuser", "example_subuser2"]


class Server:
    """A sandbox, and the statuses of its responses to each operation."""

    def __init__(self, ready: dict[str, str]) -> None:
        """Takes the line that the program prints."""
        self.url = ready["url"]
        self.key = ready["api_key"]
        self._token = ready["control_token"]
        self._session = requests.Session()
        self.statuses: Counter[tuple[str, int]] = Counter()

    def reset(self) -> None:
        """Restores the state of the start."""
        headers = {"X-Sandbox-Token": self._token}
        self._session.post(f"{self.url}/__sandbox/reset", headers=headers).raise_for_status()

    def send(self, case: schemathesis.Case) -> schemathesis.Response:
        """Sends a request, two of three times with a subuser or a key that exists.

        The passwords that the description generates, and its example, are too short.
        """
        number = self.statuses.total()
        parameters = case.path_parameters
        if number % 3 and "subuser_name" in parameters:
            parameters["subuser_name"] = SUBUSERS[number % len(SUBUSERS)]
        if number % 3 and "api_key_id" in parameters:
            parameters["api_key_id"] = self.key.split(".")[1]
        if number % 3 and isinstance(case.body, dict) and "password" in case.body:
            case.body["password"] = "a-password-of-1-account"
        headers = {"Authorization": f"Bearer {self.key}"}
        response = case.call(base_url=self.url, headers=headers, session=self._session)
        self.statuses[f"{case.method} {case.operation.path}", response.status_code] += 1
        return response


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with subprocess.Popen(PROGRAM, cwd=ROOT, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout
        yield Server(json.loads(program.stdout.readline()))
        program.terminate()


def description(name: str) -> schemathesis.BaseSchema:
    text = (Path(__file__).parent / "descriptions" / f"tsg_{name}_v3.yaml").read_text()
    schema = schemathesis.openapi.from_dict(with_null_types(yaml.safe_load(text)))
    return schema.exclude(path_regex=NOT_SERVED[name]) if name in NOT_SERVED else schema


def check(case: schemathesis.Case, server: Server) -> None:
    """Sends a generated request to a fresh state, and compares the response."""
    server.reset()
    response = server.send(case)
    case.validate_response(response, checks=CHECKS)
    method, path, status = case.method, case.operation.path, response.status_code
    # A test of a method that the path does not have still names an operation of the path.
    is_described = method == case.operation.method.upper()
    described = case.operation.definition.raw["responses"] if is_described else ()
    is_known = (
        str(status) in described
        or status in ANY_OPERATION
        or (method, path, status) in STATUSES
        or (method, path) in OPERATIONS
    )
    assert is_known, f"{method} {path}: status {status}: {response.text}"


def test_subusers_and_keys_of_the_examples_exist(server: Server) -> None:
    headers = {"Authorization": f"Bearer {server.key}"}
    rows = requests.get(f"{server.url}/v3/subusers", headers=headers, timeout=10).json()
    assert [row["username"] for row in rows] == SUBUSERS


@description("api_keys").parametrize()
@CASES
def test_api_keys(case: schemathesis.Case, server: Server) -> None:
    check(case, server)


@description("ips").parametrize()
@CASES
def test_ips(case: schemathesis.Case, server: Server) -> None:
    check(case, server)


@description("scopes").parametrize()
@CASES
def test_scopes(case: schemathesis.Case, server: Server) -> None:
    check(case, server)


@description("subusers").parametrize()
@CASES
def test_subusers(case: schemathesis.Case, server: Server) -> None:
    check(case, server)


def test_every_operation_has_succeeded_and_every_exception_is_needed(server: Server) -> None:
    succeeded = {label for label, status in server.statuses if status < 300}
    described = {label for label, status in server.statuses if status != 405}
    assert described - succeeded == set()
    seen = {(*label.split(" ", 1), status) for label, status in server.statuses}
    assert {exception for exception in STATUSES if exception not in seen} == set()
