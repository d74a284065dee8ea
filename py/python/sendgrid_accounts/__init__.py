"""Account management for SendGrid.

>>> from sendgrid_accounts import Client
>>> client = Client(api_key="SG....")
>>> client.user.get_profile().city
'Orange'
"""

import logging
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
    AsyncClient,
    AsyncCustomers,
    AsyncUser,
    Call,
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
    "AsyncClient",
    "AsyncCustomers",
    "AsyncUser",
    "AuthenticationError",
    "BadRequestError",
    "Call",
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

# A library is silent until its user asks for more.
logging.getLogger("sendgrid_accounts").addHandler(logging.NullHandler())
