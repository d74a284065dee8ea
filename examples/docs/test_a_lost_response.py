from sendgrid_accounts import Client, OutcomeUnknownError
from sendgrid_accounts.sandbox import Sandbox

with Sandbox() as sandbox, Client(sandbox.api_key, base_url=sandbox.url) as client:
    sandbox.fault("subusers.delete", {"kind": "reset", "apply": True})
    try:
        client.subusers.delete("test_subuser")
    except OutcomeUnknownError as error:
        print(error.reconcile().verdict)
