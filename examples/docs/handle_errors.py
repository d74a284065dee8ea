from sendgrid_accounts import Client, NotFoundError, OutcomeUnknownError, SendGridError


def disable(client: Client, username: str) -> str:
    """Disables a customer and says in words what became of it."""
    try:
        client.customers.disable(username)
    except NotFoundError:
        return "no such customer"
    except OutcomeUnknownError as error:
        return error.reconcile().evidence
    except SendGridError as error:
        return f"{error.outcome}: {error}" + (" (try later)" if error.safe_to_retry else "")
    return "disabled"


print(disable(Client.from_env(), "nobody"))
