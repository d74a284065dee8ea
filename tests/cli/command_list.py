"""A call of each command, by the name of its operation."""

from __future__ import annotations

CREATE_CUSTOMER = [
    *("--email", "new@example.com", "--first-name", "New", "--last-name", "Customer"),
    *("--address", "1 Street", "--city", "Denver", "--state", "CO", "--zip", "80202"),
    *("--country", "US", "--phone", "555-0100", "--website", "example.com"),
]

COMMANDS: dict[str, list[str]] = {
    "user.get_account": ["account", "get"],
    "user.get_credits": ["credits", "get"],
    "user.get_email": ["email", "get"],
    "user.update_email": ["email", "set", "new@example.com"],
    "user.update_password": ["password", "set", "--password-stdin", "--yes"],
    "user.get_profile": ["profile", "get"],
    "user.update_profile": ["profile", "set", "--city", "Denver", "--clear", "address2"],
    "user.get_username": ["username", "get"],
    "user.update_username": ["username", "set", "new_name", "--yes"],
    "customers.create": ["customers", "create", "new", *CREATE_CUSTOMER, "--password-stdin"],
    "customers.delete": ["customers", "delete", "user1", "-y"],
    "customers.list": ["customers", "list"],
    "customers.get": ["customers", "get", "user1"],
    "customers.enable": ["customers", "enable", "user1"],
    "customers.disable": ["customers", "disable", "user1"],
    "customers.enable_website": ["customers", "enable-website", "user1"],
    "customers.disable_website": ["customers", "disable-website", "user1"],
    "customers.update_profile": ["customers", "update-profile", "user1", "--city", "Denver"],
    "customers.update_password": [
        *("customers", "update-password", "user1", "--password-stdin", "--yes")
    ],
    "customers.update_username": [
        *("customers", "update-username", "user1", "--username", "renamed@example.com", "--yes")
    ],
    "customers.update_email": ["customers", "update-email", "user1", "--email", "a@example.com"],
    "subusers.list": ["subusers", "list", "--include-region"],
    "subusers.get": ["subusers", "get", "test_subuser"],
    "subusers.create": [
        *("subusers", "create", "app", "--email", "app@example.com", "--password-stdin"),
        *("--ips", "1.1.1.1", "--ips", "2.2.2.2", "--subuser-region", "global"),
    ],
    "subusers.delete": ["subusers", "delete", "test_subuser", "--yes"],
    "subusers.enable": ["subusers", "enable", "test_subuser"],
    "subusers.disable": ["subusers", "disable", "test_subuser"],
    "subusers.enable_website": ["subusers", "enable-website", "test_subuser"],
    "subusers.disable_website": ["subusers", "disable-website", "test_subuser"],
    "subusers.get_ips": ["subusers", "get-ips", "test_subuser"],
    "subusers.update_ips": ["subusers", "update-ips", "test_subuser", "--ips", "1.1.1.1"],
    "subusers.get_credits": ["subusers", "get-credits", "test_subuser"],
    "subusers.update_credits": [
        *("subusers", "update-credits", "test_subuser", "--type", "nonrecurring"),
        *("--total", "100"),
    ],
    "subusers.adjust_credits": ["subusers", "adjust-credits", "example_subuser2", "--by", "-3"],
    "subusers.get_reputations": ["subusers", "get-reputations", "test_subuser", "example_subuser"],
    "api_keys.list": ["api-keys", "list"],
    "api_keys.get": ["api-keys", "get", "KEY_ID"],
    "api_keys.create": ["api-keys", "create", "name", "--scopes", "mail.send"],
    "api_keys.create_full_access": ["api-keys", "create-full-access", "name"],
    "api_keys.update": [
        *("api-keys", "update", "KEY_ID", "--name", "new", "--scopes", "mail.send"),
        *("--scopes", "stats.read"),
    ],
    "api_keys.update_name": ["api-keys", "update-name", "KEY_ID", "--name", "new"],
    "api_keys.delete": ["api-keys", "delete", "KEY_ID", "--yes"],
    "scopes.list": ["scopes", "list"],
}
"""`KEY_ID` stands for the id of another key than the client's."""

OTHERS = [
    ["request"],
    ["bulk"],
    ["bulk", "resume"],
    ["bulk", "report"],
    ["sandbox"],
    ["completions"],
    ["man"],
]
"""The commands that belong to no operation."""


def paths() -> list[list[str]]:
    """The words of each command and of each group."""
    operations = [command[:2] for command in COMMANDS.values()]
    groups = [list(group) for group in dict.fromkeys((group,) for group, _ in operations)]
    return [[], *groups, *operations, *OTHERS]
