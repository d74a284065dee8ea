"""Account management for SendGrid.

>>> from sendgrid_accounts import Client
>>> client = Client(api_key="SG....")
>>> client.user.get_profile().city
'Orange'
"""

# `collections.abc` without `collections`, whose import takes half as long as this package's.
from _collections_abc import Sequence

from sendgrid_accounts._detail import ErrorDetail
from sendgrid_accounts._errors import (
    ApiError,
    AuthenticationError,
    BadRequestError,
    ClosedError,
    ConfigError,
    ConnectError,
    InternalError,
    InvalidInputError,
    LedgerError,
    NotFoundError,
    OutcomeUnknownError,
    PermissionDeniedError,
    RateLimitError,
    RequestTimeoutError,
    ResponseError,
    SendGridError,
    ServerError,
    TransportError,
)
from sendgrid_accounts._native import (
    Account,
    ApiKeyInfo,
    ApiKeys,
    ApiKeySecret,
    AsyncApiKeys,
    AsyncClient,
    AsyncCustomers,
    AsyncScopes,
    AsyncSubusers,
    AsyncUser,
    BulkFile,
    Client,
    CreatedApiKey,
    CreatedSubuser,
    Credits,
    Customer,
    CustomerIterator,
    CustomerList,
    Customers,
    Email,
    Ledger,
    NewCustomer,
    NewSubuser,
    Profile,
    RateLimit,
    RawResponse,
    Reconciled,
    Reputation,
    Reseller,
    Response,
    ScopeList,
    Scopes,
    SecretToken,
    SharedRateLimiter,
    Subuser,
    SubuserCredits,
    Subusers,
    User,
    Username,
    __version__,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sendgrid_accounts._bulk import BulkRun
    from sendgrid_accounts._bulk_async import AsyncBulkRun
    from sendgrid_accounts._bulk_job import BulkJob
    from sendgrid_accounts._bulk_progress import BulkProgress, BulkWindow
    from sendgrid_accounts._bulk_result import BulkResult
    from sendgrid_accounts._clear import CLEAR, Clear
    from sendgrid_accounts._headers import Headers
    from sendgrid_accounts._literals import Outcome, Phase
    from sendgrid_accounts._options import Limits, Retry
    from sendgrid_accounts._pages import AsyncPages, Pages

__all__ = [
    "CLEAR",
    "Account",
    "ApiError",
    "ApiKeyInfo",
    "ApiKeySecret",
    "ApiKeys",
    "AsyncApiKeys",
    "AsyncBulkRun",
    "AsyncClient",
    "AsyncCustomers",
    "AsyncPages",
    "AsyncScopes",
    "AsyncSubusers",
    "AsyncUser",
    "AuthenticationError",
    "BadRequestError",
    "BulkFile",
    "BulkJob",
    "BulkProgress",
    "BulkResult",
    "BulkRun",
    "BulkWindow",
    "Clear",
    "Client",
    "ClosedError",
    "ConfigError",
    "ConnectError",
    "CreatedApiKey",
    "CreatedSubuser",
    "Credits",
    "Customer",
    "CustomerIterator",
    "CustomerList",
    "Customers",
    "Email",
    "ErrorDetail",
    "Headers",
    "InternalError",
    "InvalidInputError",
    "Ledger",
    "LedgerError",
    "Limits",
    "NewCustomer",
    "NewSubuser",
    "NotFoundError",
    "Outcome",
    "OutcomeUnknownError",
    "Pages",
    "PermissionDeniedError",
    "Phase",
    "Profile",
    "RateLimit",
    "RateLimitError",
    "RawResponse",
    "Reconciled",
    "Reputation",
    "RequestTimeoutError",
    "Reseller",
    "Response",
    "ResponseError",
    "Retry",
    "ScopeList",
    "Scopes",
    "SecretToken",
    "SendGridError",
    "ServerError",
    "SharedRateLimiter",
    "Subuser",
    "SubuserCredits",
    "Subusers",
    "TransportError",
    "User",
    "Username",
    "__version__",
]

# At run time `Sequence` is an `ABCMeta`, unlike in its stub.
Sequence.register(CustomerList)  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]


BULK = {
    "AsyncBulkRun": "sendgrid_accounts._bulk_async",
    "BulkJob": "sendgrid_accounts._bulk_job",
    "BulkProgress": "sendgrid_accounts._bulk_progress",
    "BulkResult": "sendgrid_accounts._bulk_result",
    "BulkRun": "sendgrid_accounts._bulk",
    "BulkWindow": "sendgrid_accounts._bulk_progress",
}
"""Modules of the classes for bulk runs, which are imported on access."""

if not TYPE_CHECKING:  # With it, a type checker accepts any name of this module.

    def __getattr__(name: str) -> object:
        # Imported on access: `typing`, `enum` and `dataclasses` take longer to import than this
        # package.
        if name in {"Outcome", "Phase"}:
            from sendgrid_accounts import _literals

            return getattr(_literals, name)
        if name in BULK:
            from importlib import import_module

            return getattr(import_module(BULK[name]), name)
        if name in {"CLEAR", "Clear"}:
            from sendgrid_accounts import _clear

            return getattr(_clear, name)
        if name == "Headers":
            from sendgrid_accounts import _headers

            return _headers.Headers
        if name in {"Limits", "Retry"}:
            from sendgrid_accounts import _options

            return getattr(_options, name)
        if name in {"AsyncPages", "Pages"}:
            from sendgrid_accounts import _pages

            return getattr(_pages, name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
