"""A key for each new subuser, in a file that only its owner can read, against the sandbox."""

import os
import tempfile
import time
from pathlib import Path

from sendgrid_accounts import (
    AuthenticationError,
    Client,
    NewSubuser,
    NotFoundError,
    OutcomeUnknownError,
    PermissionDeniedError,
)
from sendgrid_accounts.sandbox import Sandbox

NOT_YET = (AuthenticationError, NotFoundError, PermissionDeniedError)
"""What servers answer on behalf of a subuser that they do not know yet."""


def new_subuser(username: str) -> NewSubuser:
    """Data of a new subuser."""
    return NewSubuser(
        username=username, email=f"{username}@example.com", password="a-password-of-16"
    )


def create(client: Client, subuser: NewSubuser) -> None:
    """Creates a subuser; after a lost response, looks whether it exists."""
    try:
        client.subusers.create(subuser)
    except OutcomeUnknownError as error:
        found = error.reconcile()
        if found.verdict != "applied":
            raise
        print(f"{subuser.username}: {found.evidence}")


def acting_for(client: Client, username: str, seconds: float = 60) -> Client:
    """A client that acts for a subuser, once it exists: a success of `create` is no proof."""
    subuser = client.on_behalf_of(username)
    end = time.monotonic() + seconds
    while True:
        try:
            subuser.user.get_username()
            return subuser
        except NOT_YET:
            if time.monotonic() > end:
                raise
            time.sleep(1)


def store(key: str, file: Path) -> None:
    """Writes a key to a new file."""
    with os.fdopen(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as out:
        out.write(key)


with Sandbox() as sandbox, tempfile.TemporaryDirectory() as folder:
    client = Client(api_key=sandbox.api_key, base_url=sandbox.url)
    for name in ("shop", "newsletter"):
        create(client, new_subuser(name))
        subuser = acting_for(client, name)
        created = subuser.api_keys.create(f"mail of {name}", scopes=["mail.send"])
        file = Path(folder) / f"{name}.key"
        store(created.reveal(), file)  # no later call returns the key
        print(f"{name}: the key {created.name!r} is in {file.name}")
        scopes = Client(api_key=file.read_text(), base_url=sandbox.url).scopes.list()
        print(f"{name}: the key has mail.send: {'mail.send' in scopes}")
