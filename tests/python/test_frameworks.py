"""Value objects in pydantic models and FastAPI routes."""

from __future__ import annotations

import json
import subprocess
import sys
import typing
from typing import Any

import pytest
from sendgrid_accounts import (
    Account,
    Customer,
    CustomerList,
    ErrorDetail,
    NewCustomer,
    NewSubuser,
    Profile,
    Reconciled,
    Username,
)
from test_value_objects import FIELDS, PASSWORD, ROW, VALUES, customers, new_customer

pydantic: Any = pytest.importorskip(
    "pydantic", reason="pip install --group frameworks", exc_type=ImportError
)


def adapter(model: Any) -> Any:
    return pydantic.TypeAdapter(model)


RESULTS = [value for value in VALUES if not isinstance(value, NewCustomer | NewSubuser)]


@pytest.mark.parametrize("value", RESULTS, ids=lambda value: type(value).__name__)
def test_a_result_passes_through_json(value: Any) -> None:
    of_class = adapter(type(value))
    assert of_class.validate_python(value) is value
    assert of_class.dump_python(value) == value.to_dict()
    written = of_class.dump_json(value)
    assert json.loads(written) == value.to_dict()
    assert of_class.validate_json(written) == value
    assert of_class.validate_python(value.to_dict()) == value


def test_data_of_another_type_is_refused() -> None:
    cases: list[tuple[type, Any]] = [
        (Profile, {"city": 7}),
        (Profile, "text"),
        (Account, {"reputation": "high"}),
        (Customer, {"active": "maybe"}),
        (Reconciled, {"verdict": "applied", "evidence": "e", "more": 1}),
        (NewCustomer, FIELDS),
        (NewCustomer, {**FIELDS, "password": PASSWORD, "more": 1}),
        (CustomerList, [{"username": 7}]),
        (CustomerList, [{}, None]),
        (Username, {"user_id": 2**63}),
        (Reconciled, {"verdict": "applied"}),
        (Profile, {"later": object()}),
        (NewCustomer, {**FIELDS, "password": PASSWORD, "ip": None}),
        (NewCustomer, {**FIELDS, "password": PASSWORD, "ip_group": "abc"}),
        (NewCustomer, {**FIELDS, "password": PASSWORD, "billing_date": 20260228}),
    ]
    for model, wrong in cases:
        with pytest.raises(pydantic.ValidationError):
            adapter(model).validate_python(wrong)


def test_a_list_passes_through_json() -> None:
    of_class = adapter(CustomerList)
    assert of_class.validate_python(customers()) == customers()
    written = of_class.dump_json(customers())
    assert json.loads(written) == customers().to_dicts()
    assert of_class.validate_json(written) == customers()
    assert of_class.validate_python([ROW]) == CustomerList([ROW])
    assert of_class.json_schema()["type"] == "array"


def test_a_new_customer_is_read_with_its_password_and_written_without() -> None:
    of_class = adapter(NewCustomer)
    data = {**FIELDS, "password": PASSWORD, "billing_date": "2026-02-28", "ip": ["192.0.2.1"]}
    customer = of_class.validate_json(json.dumps(data))
    assert customer == new_customer(billing_date="2026-02-28", ip=["192.0.2.1"])
    assert of_class.validate_python(customer) is customer
    assert PASSWORD not in of_class.dump_json(customer).decode()
    assert json.loads(of_class.dump_json(customer)) == customer.to_dict()
    read, written = (of_class.json_schema(mode=mode) for mode in ("validation", "serialization"))
    assert read["properties"]["password"]["format"] == "password"
    assert read["properties"]["password"]["writeOnly"] is True
    assert set(read["required"]) == {*FIELDS, "password"}
    assert "password" not in written["properties"]


def test_a_new_subuser_is_read_with_its_password_and_written_without() -> None:
    of_class = adapter(NewSubuser)
    data: dict[str, Any] = {"username": "name", "email": "a@example.com", "password": PASSWORD}
    for ips in (None, [], ["192.0.2.1"]):
        subuser = of_class.validate_json(json.dumps({**data, "ips": ips}))
        assert subuser == NewSubuser(**data, ips=ips)
        assert json.loads(of_class.dump_json(subuser)) == subuser.to_dict()
        assert PASSWORD not in of_class.dump_json(subuser).decode()
    for wrong in ({"username": 7}, {"ips": "192.0.2.1"}, {"region": 1}, {"more": 1}):
        with pytest.raises(pydantic.ValidationError) as caught:
            of_class.validate_python({**data, **wrong})
        assert PASSWORD not in str(caught.value)


def test_an_error_of_validation_does_not_reveal_the_password() -> None:
    wrong: list[dict[str, Any]] = [
        FIELDS,
        {**FIELDS, "zip": 7},
        {**FIELDS, "more": 1},
        {**FIELDS, "ip": [1]},
        {},
    ]
    wrong += [{**FIELDS, "free_user": PASSWORD}, {**FIELDS, "billing_date": [PASSWORD]}]
    model = pydantic.create_model("Model", customer=(NewCustomer, ...))
    for data in wrong:
        secret = {**data, "password": PASSWORD if data is not FIELDS else [PASSWORD]}
        for validate, value in [
            (adapter(NewCustomer).validate_python, secret),
            (adapter(NewCustomer).validate_json, json.dumps(secret)),
            (model.model_validate, {"customer": secret}),
        ]:
            with pytest.raises(pydantic.ValidationError) as caught:
                validate(value)
            assert PASSWORD not in str(caught.value) + repr(caught.value.errors())
            assert caught.value.__context__ is None


def test_a_model_has_a_value_as_a_field() -> None:
    model = pydantic.create_model("Model", profile=(Profile, ...), detail=(ErrorDetail, ...))
    value = model(profile={"city": "Orange", "later": 1}, detail=ErrorDetail("m"))
    assert value.profile == Profile(city="Orange", extra={"later": 1})
    assert json.loads(value.model_dump_json())["profile"]["later"] == 1
    assert model.model_json_schema()["properties"]["profile"]["title"] == "Profile"


def test_a_route_takes_and_returns_values() -> None:
    reason = "pip install --group frameworks"
    fastapi: Any = pytest.importorskip("fastapi", reason=reason, exc_type=ImportError)
    pytest.importorskip("httpx", reason=reason, exc_type=ImportError)
    testclient: Any = pytest.importorskip("fastapi.testclient", exc_type=ImportError)
    app = fastapi.FastAPI()
    taken: list[NewCustomer] = []

    def create(customer: Any) -> Any:
        taken.append(customer)
        return customer

    create.__annotations__ = {
        "customer": typing.Annotated[NewCustomer, fastapi.Body()],
        "return": NewCustomer,
    }
    app.post("/create")(create)
    results: dict[str, Any] = {"profile": Profile(city="Orange"), "customers": customers()}
    for name, result in results.items():

        def read(name: str = name) -> Any:
            return results[name]

        read.__annotations__ = {"return": type(result)}
        app.get(f"/{name}")(read)
    client = testclient.TestClient(app)

    sent = {**FIELDS, "password": PASSWORD}
    response = client.post("/create", json=sent)
    assert response.status_code == 200, response.text
    assert taken == [new_customer()]
    assert response.json() == new_customer().to_dict()
    assert PASSWORD not in response.text
    assert client.post("/create", json=FIELDS).status_code == 422
    assert client.get("/profile").json() == Profile(city="Orange").to_dict()
    assert client.get("/customers").json() == customers().to_dicts()
    paths = client.get("/openapi.json").json()["paths"]
    content = paths["/profile"]["get"]["responses"]["200"]["content"]["application/json"]
    assert content["schema"]["properties"]["city"] is not None


def test_the_package_does_not_import_pydantic() -> None:
    program = "import sys, sendgrid_accounts as s; repr(s.Profile(city='a').to_dict()); s.CLEAR\n"
    program += "print([m for m in sys.modules if m.startswith('pydantic')])"
    output = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)  # noqa: S603
    assert output.stdout == "[]\n"
