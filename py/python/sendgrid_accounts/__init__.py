"""Account management for SendGrid.

>>> from sendgrid_accounts import Client
>>> client = Client(api_key="SG....")
>>> client.user.get_profile().city
'Orange'
"""

from sendgrid_accounts._errors import (
    ApiError,
    AuthenticationError,
    BadRequestError,
    ClosedError,
    ConfigError,
    ConnectError,
    ErrorDetail,
    InternalError,
    InvalidInputError,
    NotFoundError,
    Outcome,
    OutcomeUnknownError,
    PermissionDeniedError,
    Phase,
    RateLimitError,
    RequestTimeoutError,
    ResponseError,
    SendGridError,
    ServerError,
    TransportError,
)
from sendgrid_accounts._native import (
    Account,
    Client,
    Credits,
    Email,
    Profile,
    User,
    Username,
    __version__,
)

__all__ = [
    "Account",
    "ApiError",
    "AuthenticationError",
    "BadRequestError",
    "Client",
    "ClosedError",
    "ConfigError",
    "ConnectError",
    "Credits",
    "Email",
    "ErrorDetail",
    "InternalError",
    "InvalidInputError",
    "NotFoundError",
    "Outcome",
    "OutcomeUnknownError",
    "PermissionDeniedError",
    "Phase",
    "Profile",
    "RateLimitError",
    "RequestTimeoutError",
    "ResponseError",
    "SendGridError",
    "ServerError",
    "TransportError",
    "User",
    "Username",
    "__version__",
]
