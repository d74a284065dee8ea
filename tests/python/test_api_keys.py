"""API keys: the secret of a created one, the key of the client itself, and lost changes."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Iterator
from typing import Any

import pytest
from bindings import AwaitedClient, close_loops
from replay_server import ReplayServer
from sendgrid_accounts import (
    ApiKeyInfo,
    ApiKeySecret,
    Client,
    CreatedApiKey,
    InvalidInputError,
    OutcomeUnknownError,
    ScopeList,
)

SECRET = "SG.created-id.canary-of-the-secret"
CREATED = {"api_key": SECRET, "api_key_id": "created-id", "name": "app", "scopes": ["mail.send"]}
CLIENTS: list[Any] = [Client, AwaitedClient]


@pytest.fixture
def server() -> Iterator[ReplayServer]:
    with ReplayServer() as server:
        yield server
    close_loops()


def response(body: object, status: str = "200 OK") -> dict[str, object]:
    return {"head": [f"HTTP/1.1 {status}"], "body": json.dumps(body)}


@pytest.mark.parametrize("client", CLIENTS)
def test_only_reveal_shows_the_secret(server: ReplayServer, client: Any) -> None:
    server.responses = [response({**CREATED, "later": 1}, "201 Created")]
    created = client("SG.key", base_url=server.url).api_keys.create("app", scopes=["mail.send"])
    assert isinstance(created, CreatedApiKey)
    assert created.api_key.reveal() == created.reveal() == SECRET
    assert created.to_dict() == {
        "api_key_id": "created-id",
        "name": "app",
        "scopes": ["mail.send"],
        "later": 1,
    }
    assert created.extra == {"later": 1}
    assert repr(created).startswith("CreatedApiKey(api_key=ApiKeySecret(****), api_key_id='")
    shown = [repr(created), str(created.api_key), f"{created.api_key}", str(vars(type(created)))]
    for text in [*shown, json.dumps(created.to_dict())]:
        assert "canary" not in text
    for value in (created, created.api_key):
        with pytest.raises(TypeError, match="an ApiKeySecret cannot be pickled"):
            pickle.dumps(value)


def test_a_created_key_is_a_value() -> None:
    key = ApiKeySecret(SECRET)
    created = CreatedApiKey(key, "created-id", "app", ["mail.send"], extra={"later": [1]})
    same = CreatedApiKey(ApiKeySecret(SECRET), "created-id", "app", ("mail.send",))
    assert created == copy.copy(created) == copy.deepcopy(created) != same
    assert hash(created) == hash(same)
    assert copy.deepcopy(key) is key
    assert key != ApiKeySecret("SG.created-id.other")
    assert created != CreatedApiKey(ApiKeySecret("other"), "created-id", "app", ["mail.send"])
    match created:
        case CreatedApiKey(secret, api_key_id="created-id"):
            assert secret.reveal() == SECRET
        case _:
            pytest.fail("no match")


@pytest.mark.parametrize("value", [None, 7, b"SG.canary", ["SG.canary"]])
def test_a_wrong_secret_is_not_shown(value: Any) -> None:
    for wrong in (ApiKeySecret, CreatedApiKey):
        with pytest.raises(TypeError) as caught:
            wrong(value)
        assert "canary" not in str(caught.value)
    with pytest.raises(InvalidInputError, match="key is not valid Unicode"):
        ApiKeySecret("canary\ud800")


@pytest.mark.parametrize("client", CLIENTS)
def test_the_own_key_is_deleted_and_limited_by_allow_own_only(
    server: ReplayServer, client: Any
) -> None:
    keys = client("SG.own-id.secret", base_url=server.url).api_keys
    changes: list[tuple[str, dict[str, Any]]] = [
        ("delete", {}),
        ("delete", {"allow_own": False}),
        ("update", {"name": "n", "scopes": ["s"]}),
    ]
    for method, arguments in changes:
        with pytest.raises(InvalidInputError, match="allow_own") as caught:
            getattr(keys, method)("own-id", **arguments)
        assert (caught.value.field, caught.value.outcome) == ("api_key_id", "not_sent")
    assert server.connections == 0
    server.responses = [response({"api_key_id": "own-id"}), response({})]
    assert keys.update("own-id", name="n", scopes=["s"], allow_own=True) == ApiKeyInfo("own-id")
    assert keys.delete("own-id", allow_own=True) is None


def test_a_text_is_no_list_of_scopes(server: ReplayServer) -> None:
    client = Client("SG.key", base_url=server.url)
    scopes: Any = "mail.send"
    with pytest.raises(TypeError, match="scopes must be a list of str, not str"):
        client.api_keys.create("app", scopes=scopes)
    with pytest.raises(TypeError, match="scopes"):
        client.api_keys.create("app")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    with pytest.raises(TypeError, match="scopes must be a list of str, not str"):
        ScopeList(scopes)
    assert server.connections == 0


def test_scopes_are_a_collection(server: ReplayServer) -> None:
    server.responses = [response({"scopes": ["mail.send", "alerts.read"]})]
    scopes = Client("SG.key", base_url=server.url).scopes.list()
    assert "mail.send" in scopes
    assert "mail" not in scopes
    assert 7 not in scopes
    assert (list(scopes), len(scopes)) == (["mail.send", "alerts.read"], 2)
    assert scopes.scopes == ("mail.send", "alerts.read")


@pytest.mark.parametrize("client", CLIENTS)
def test_a_lost_creation_names_the_id_of_the_key(server: ReplayServer, client: Any) -> None:
    rows = {"result": [{"api_key_id": "created-id", "name": "app"}]}
    found = {"api_key_id": "created-id", "name": "app", "scopes": ["mail.send", "2fa_required"]}
    server.responses = [{"then": "close"}, response(rows), response(found)]
    keys = client("SG.key", base_url=server.url).on_behalf_of("sub").api_keys
    with pytest.raises(OutcomeUnknownError) as caught:
        keys.create("app", scopes=["mail.send"])
    reconciled = caught.value.reconcile()
    assert reconciled.verdict == "applied"
    assert reconciled.evidence == (
        'an API key with this name exists, with the id "created-id"; its secret is lost: delete '
        "this key and create another"
    )
    lines = [line for line, _, _ in server.received]
    assert lines[1:] == [
        "GET /v3/api_keys HTTP/1.1",
        "GET /v3/api_keys/created-id HTTP/1.1",
    ]
    assert all("On-Behalf-Of: sub" in headers for _, headers, _ in server.received)


def test_pydantic_reads_the_secret_and_never_writes_it() -> None:
    pydantic: Any = pytest.importorskip("pydantic", reason="pip install --group frameworks")
    adapter = pydantic.TypeAdapter(CreatedApiKey)
    created = CreatedApiKey(ApiKeySecret(SECRET), "created-id", "app", ["mail.send"])
    assert adapter.validate_python(CREATED) == created
    assert adapter.validate_json(json.dumps(CREATED)) == created
    assert adapter.validate_python({**CREATED, "api_key": created.api_key}) == created
    assert adapter.validate_python(created) is created
    written = json.loads(adapter.dump_json(created))
    assert written == {"api_key_id": "created-id", "name": "app", "scopes": ["mail.send"]}
    schema = adapter.json_schema(mode="validation")
    assert schema["properties"]["api_key"] == {
        "title": "Api Key",
        "type": "string",
        "format": "password",
        "writeOnly": True,
    }
    assert schema["required"] == ["api_key"]
    assert "api_key" not in adapter.json_schema(mode="serialization")["properties"]
    with pytest.raises(ValueError, match="name") as caught:
        adapter.validate_python({**CREATED, "name": 7})
    assert "canary" not in str(caught.value)
    with pytest.raises(ValueError, match="api_key"):
        adapter.validate_python({"name": "app"})
