"""A job that reconciles a lost response, against the sandbox, which drops one."""

from sendgrid_accounts import Client, OutcomeUnknownError, SendGridError
from sendgrid_accounts.sandbox import Sandbox


def delete_all(reseller: Client, names: list[str]) -> dict[str, str]:
    """Deletes customers and returns the result of each deletion."""
    results: dict[str, str] = {}
    for name in names:
        try:
            reseller.customers.delete(name)
            results[name] = "deleted"
        except OutcomeUnknownError as error:
            # The request was sent, but no response came back: read the state.
            reconciled = error.reconcile()
            results[name] = f"{reconciled.verdict}: {reconciled.evidence}"
        except SendGridError as error:
            results[name] = "try later" if error.safe_to_retry else f"failed: {error}"
    return results


with Sandbox() as sandbox:
    reseller = Client(api_key=sandbox.api_key, base_url=sandbox.url)
    names = [customer.username or "" for customer in reseller.customers.list()]
    # The sandbox applies the next deletion and then closes the connection.
    sandbox.fault("customers.delete", {"kind": "reset", "apply": True})
    for name, result in delete_all(reseller, [*names, "nobody"]).items():
        print(f"{name}: {result}")
