"""Account management for SendGrid.

>>> from sendgrid_accounts import Client
>>> client = Client(api_key="SG....")
>>> client.user.get_profile().city
'Orange'
"""

from collections.abc import Sequence

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
    Customer,
    CustomerIterator,
    CustomerList,
    Customers,
    Email,
    NewCustomer,
    Profile,
    Reseller,
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
    "Customer",
    "CustomerIterator",
    "CustomerList",
    "Customers",
    "Email",
    "ErrorDetail",
    "InternalError",
    "InvalidInputError",
    "NewCustomer",
    "NotFoundError",
    "Outcome",
    "OutcomeUnknownError",
    "PermissionDeniedError",
    "Phase",
    "Profile",
    "RateLimitError",
    "RequestTimeoutError",
    "Reseller",
    "ResponseError",
    "SendGridError",
    "ServerError",
    "TransportError",
    "User",
    "Username",
    "__version__",
]

Sequence.register(CustomerList)
