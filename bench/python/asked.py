"""What is asked for: the same in all contenders in Python.

It imports nothing: what a contender imports is part of what is measured.
"""

API_KEY = "SG.xxxxxxxxxxxxxxxxxxxxxx.yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy"
USERNAME, PASSWORD = "u", "k"
CUSTOMER = "customer@example.com"
PROFILE = "/v3/user/profile"
MANAGE = "/api/distributor.manage."
AUTHORIZATION = {"Authorization": f"Bearer {API_KEY}"}
FORM_TYPE = {"Content-Type": "application/x-www-form-urlencoded"}
DISABLE = {"api_user": USERNAME, "api_key": PASSWORD, "method": "disable", "user": CUSTOMER}
CUSTOMERS = 100_000


class Asked:
    """The server, whom to trust, and how a list is to be."""

    def __init__(
        self,
        base: str,
        bundle: str,
        rows: int = CUSTOMERS,
        format: str = "json",  # noqa: A002
    ) -> None:
        self.base, self.bundle, self.rows, self.format = base, bundle, rows, format

    @property
    def tls(self) -> bool:
        """Whether the server is spoken to over TLS."""
        return self.base.startswith("https:")

    @property
    def host(self) -> tuple[str, int]:
        """Where the server listens."""
        host, port = self.base.split("://")[1].split(":")
        return host, int(port)

    @property
    def profile(self) -> str:
        """The URL of the profile."""
        return self.base + PROFILE

    @property
    def manage(self) -> str:
        """The URL that customers are managed at."""
        return self.base + MANAGE + self.format

    @property
    def list(self) -> dict[str, str]:
        """The form that asks for a list."""
        credential = {"api_user": USERNAME, "api_key": PASSWORD}
        return {**credential, "method": "profile", "task": "get", "limit": str(self.rows)}
