"""`Retry` and `Limits`: frozen value objects, whose values the client checks."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, fields, replace
from typing import Any

import pytest
from sendgrid_accounts import Client, InvalidInputError, Limits, Retry

GROUPS: list[Any] = [Retry, Limits]
KEY = "SG.canary-of-a-key"


@pytest.mark.parametrize("group", GROUPS)
def test_a_group_is_a_value(group: Any) -> None:
    for field in fields(group):
        one, same, other = (group(**{field.name: value}) for value in (7, 7, 8))
        assert one == same != other
        assert hash(one) == hash(same)
        assert len({one, same, other}) == 2
        assert one == pickle.loads(pickle.dumps(one)) == copy.deepcopy(one)  # noqa: S301
        assert replace(one, **{field.name: 8}) == other


@pytest.mark.parametrize("group", GROUPS)
def test_a_group_is_frozen(group: Any) -> None:
    one = group()
    for field in fields(group):
        with pytest.raises(FrozenInstanceError):
            setattr(one, field.name, 1)
        with pytest.raises(FrozenInstanceError):
            delattr(one, field.name)
    with pytest.raises((AttributeError, TypeError)):
        one.unknown = 1
    assert one == group()


@pytest.mark.parametrize("group", GROUPS)
def test_a_group_takes_keywords_only(group: Any) -> None:
    with pytest.raises(TypeError, match="positional"):
        group(1)
    with pytest.raises(TypeError, match="retries"):
        group(retries=1)


def test_the_repr_of_a_group_has_its_fields() -> None:
    assert repr(Retry()) == (
        "Retry(backoff=0.05, max_backoff=20.0, rate_limit_backoff=1.0, max_unknown_retries=1, "
        "budget=500, cost=14, rate_limit_cost=5, refund=1)"
    )
    assert eval(repr(Retry(budget=3))) == Retry(budget=3)  # noqa: S307
    assert eval(repr(Limits(max_headers=3))) == Limits(max_headers=3)  # noqa: S307


@pytest.mark.parametrize("group", GROUPS)
def test_the_client_names_the_field_that_it_refuses(group: Any) -> None:
    keyword = group.__name__.lower()
    for field in fields(group):
        options: dict[str, Any] = {keyword: group(**{field.name: -1})}
        with pytest.raises(InvalidInputError, match=f"^{field.name} ") as refused:
            Client(KEY, **options)
        assert refused.value.field == field.name
        options = {keyword: group(**{field.name: "1"})}
        with pytest.raises(TypeError, match=f"^{field.name} must be "):
            Client(KEY, **options)


@pytest.mark.parametrize("field", ["budget", "cost", "rate_limit_cost", "refund"])
def test_a_refusal_by_the_core_has_the_name_of_python(field: str) -> None:
    values: dict[str, Any] = {field: 1_000_001}
    with pytest.raises(InvalidInputError, match=f"^{field} ") as refused:
        Client(KEY, retry=Retry(**values))
    assert refused.value.field == field


def test_a_client_may_use_a_group_of_another_client() -> None:
    retry, limits = Retry(budget=1), Limits(max_headers=10)
    for _ in range(2):
        Client(KEY, base_url="http://127.0.0.1:9", retry=retry, limits=limits)


def test_a_subclass_of_a_group_is_accepted() -> None:
    class Patient(Retry):
        """A group with another default."""

    Client(KEY, base_url="http://127.0.0.1:9", retry=Patient(max_backoff=60))
