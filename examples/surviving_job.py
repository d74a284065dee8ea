"""A job that survives lost answers, against the sandbox, which loses one."""

import json
from urllib.request import Request, urlopen

from sendgrid_accounts import Client, OutcomeUnknownError, Reseller, SendGridError
from sendgrid_accounts.sandbox import Sandbox


def lose_an_answer(sandbox: Sandbox) -> None:
    """Lets the sandbox apply a deletion and then hang up."""
    fault = {"operation": "customers.delete", "fault": {"kind": "reset", "apply": True}}
    headers = {"X-Sandbox-Token": sandbox.control_token}
    body = json.dumps([fault]).encode()
    urlopen(Request(f"{sandbox.url}/__sandbox/faults", body, headers)).close()  # noqa: S310


def delete_all(reseller: Client, names: list[str]) -> dict[str, str]:
    """Deletes customers; what became of each."""
    became: dict[str, str] = {}
    for name in names:
        try:
            reseller.customers.delete(name)
            became[name] = "deleted"
        except OutcomeUnknownError as error:
            # It was sent, and nobody said what came of it: look.
            found = error.reconcile()
            became[name] = f"{found.verdict}: {found.evidence}"
        except SendGridError as error:
            became[name] = "try later" if error.safe_to_retry else f"given up: {error}"
    return became


with Sandbox() as sandbox:
    credential = Reseller(sandbox.reseller_username, sandbox.reseller_password)
    reseller = Client(reseller=credential, base_url=sandbox.url)
    names = [customer.username or "" for customer in reseller.customers.list()]
    lose_an_answer(sandbox)
    for name, result in delete_all(reseller, [*names, "nobody"]).items():
        print(f"{name}: {result}")
