import json
from urllib.request import Request, urlopen

from sendgrid_accounts import Client, OutcomeUnknownError
from sendgrid_accounts.sandbox import Sandbox

with Sandbox() as sandbox, Client(sandbox.api_key, base_url=sandbox.url) as client:
    fault = {"operation": "subusers.delete", "fault": {"kind": "reset", "apply": True}}
    headers = {"X-Sandbox-Token": sandbox.control_token}
    urlopen(Request(f"{sandbox.url}/__sandbox/faults", json.dumps([fault]).encode(), headers))
    try:
        client.subusers.delete("test_subuser")
    except OutcomeUnknownError as error:
        print(error.reconcile().verdict)
