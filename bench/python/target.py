"""The requests, the same for all contenders in Python.

It imports nothing, since the imports of a contender are part of the measurement.
"""

API_KEY = "SG.xxxxxxxxxxxxxxxxxxxxxx.yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy"
USERNAME, PASSWORD = "u", "k"
CUSTOMER = "customer@example.com"
PROFILE = "/v3/user/profile"
MANAGE = "/api/distributor.manage."
AUTHORIZATION = {"Authorization": f"Bearer {API_KEY}"}
FORM_TYPE = {"Content-Type": "application/x-www-form-urlencoded"}
DISABLE = {"api_user": USERNAME, "api_key": PASSWORD, "method": "disable", "user": CUSTOMER}
CUSTOMERS = SUBUSERS = 100_000
PAGE_SIZE = 500


class Target:
    """The server, its certificate authorities, and size and format of a list.

    An iteration reads the last `rows` subusers.
    """

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
        """Whether the server uses TLS."""
        return self.base.startswith("https:")

    @property
    def host(self) -> tuple[str, int]:
        """Host and port of the server."""
        host, port = self.base.split("://")[1].split(":")
        return host, int(port)

    @property
    def profile(self) -> str:
        """The URL of the profile."""
        return self.base + PROFILE

    @property
    def manage(self) -> str:
        """The URL of the customer API."""
        return self.base + MANAGE + self.format

    @property
    def first_subuser(self) -> int:
        """The offset of the first subuser of an iteration."""
        return SUBUSERS - self.rows

    @property
    def pages(self) -> range:
        """The offsets of the pages of an iteration, and of the empty page that ends the list."""
        return range(self.first_subuser, SUBUSERS + PAGE_SIZE, PAGE_SIZE)

    def page(self, offset: int) -> str:
        """The URL of a page of subusers."""
        return f"{self.base}/v3/subusers?limit={PAGE_SIZE}&offset={offset}"

    @property
    def list(self) -> dict[str, str]:
        """The form of a list request."""
        credential = {"api_user": USERNAME, "api_key": PASSWORD}
        return {**credential, "method": "profile", "task": "get", "limit": str(self.rows)}
