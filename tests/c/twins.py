"""Generates a C program that makes every call, blocking or by a queue."""

from __future__ import annotations

from header_model import Compound, Declared, Function, Header

CALLS: list[tuple[str, str]] = [
    ("user_get_account", ""),
    ("user_get_credits", ""),
    ("user_get_email", ""),
    ("user_update_email", '"new@example.com"'),
    ("user_update_email", '"nonsense"'),
    ("user_get_profile", ""),
    ("user_update_profile", "&profile"),
    ("user_update_profile", "&no_profile"),
    ("user_get_username", ""),
    ("customers_list", "NULL"),
    ("customers_list", "&filter"),
    ("customers_create", "&customer"),
    ("customers_create", "&customer"),
    ("customers_disable", '"user1"'),
    ("customers_disable_website", '"user1"'),
    ("customers_list", "NULL"),
    ("customers_enable", '"user1"'),
    ("customers_enable_website", '"user1"'),
    ("customers_enable", '"nobody"'),
    ("customers_update_profile", '"user2", &customer_profile'),
    ("customers_update_password", '"user2", "another-secret-1"'),
    ("customers_update_email", '"user2", "other@example.com"'),
    ("customers_update_username", '"user2", "user3@example.com"'),
    ("customers_delete", '"user3@example.com"'),
    ("customers_delete", '"user3@example.com"'),
    ("customers_list", "NULL"),
    ("customers_get", '"user1"'),
    ("customers_get", '"user"'),
    ("subusers_list", "NULL"),
    ("subusers_list", "&subuser_filter"),
    ("subusers_create", "&subuser"),
    ("subusers_create", "&subuser"),
    ("subusers_get", '"shop"'),
    ("subusers_get_with_region", '"shop"'),
    ("subusers_disable", '"shop"'),
    ("subusers_disable_website", '"shop"'),
    ("subusers_get", '"shop"'),
    ("subusers_enable", '"shop"'),
    ("subusers_enable_website", '"shop"'),
    ("subusers_update_ips", "&ips"),
    ("subusers_get_ips", '"shop", NULL'),
    ("subusers_get_ips", '"shop", &page'),
    ("subusers_update_credits", "&subuser_credits"),
    ("subusers_adjust_credits", '"shop", -5'),
    ("subusers_get_credits", '"shop"'),
    ("subusers_get_reputations", "names, 2"),
    ("subusers_delete", '"shop"'),
    ("subusers_delete", '"shop"'),
    ("scopes_list", ""),
    ("api_keys_list", ""),
    ("api_keys_get", "own_id"),
    ("api_keys_update_name", 'own_id, "renamed"'),
    ("api_keys_create", "&key"),
    ("api_keys_create_full_access", '"full"'),
    ("api_keys_delete", '"unknown", 0'),
    ("user_update_username", '"test_renamed"'),
    ("user_update_password", "&wrong_change"),
    ("user_update_password", "&change"),
    ("user_get_username", ""),
    ("client_request", "&request"),
    ("client_request", "&unknown_request"),
    ("api_keys_update", "&key_update"),
    ("api_keys_delete", "own_id, 1"),
    ("user_get_username", ""),
]
"""The calls, in an order in which the effect of each is visible in a later one."""

BEGIN = """\
#include "expect.h"
#include <string.h>

static sga_client *make_client(char **arguments)
{
    sga_reseller reseller = SGA_RESELLER_INIT;
    sga_client_options options = SGA_CLIENT_OPTIONS_INIT;
    reseller.username = arguments[4];
    reseller.password = arguments[5];
    reseller.dialect = atoi(arguments[6]);
    reseller.format = atoi(arguments[7]);
    options.reseller = &reseller;
    options.max_retries = SGA_NONE;
    return new_client_with(options, arguments[2], arguments[3]);
}

static void print_string(const char *name, const char *string)
{
    printf("  %s: %s\\n", name, string == NULL ? "NULL" : string);
}

"""
MAIN = """\
int main(int count, char **arguments)
{{
    EXPECT(count == 8);
    int is_queued = strcmp(arguments[1], "queued") == 0;
    sga_client *client = make_client(arguments);
    sga_queue *queue = NULL;
    EXPECT(sga_queue_new(&queue, NULL) == SGA_OK);
    sga_profile_update profile = SGA_PROFILE_UPDATE_INIT, no_profile = SGA_PROFILE_UPDATE_INIT;
    profile.city = "K\\xc3\\xb6ln";
    profile.address2 = "";
    sga_password_change change = SGA_PASSWORD_CHANGE_INIT, wrong_change = SGA_PASSWORD_CHANGE_INIT;
    change.old_password = arguments[5];
    change.new_password = wrong_change.new_password = "a-new-secret-1";
    wrong_change.old_password = "wrong-secret-1";
    sga_customer_filter filter = SGA_CUSTOMER_FILTER_INIT;
    filter.active = SGA_NO;
    sga_new_customer customer = SGA_NEW_CUSTOMER_INIT;
    const char **strings[] = {{
        &customer.first_name, &customer.last_name, &customer.address, &customer.city,
        &customer.state, &customer.zip, &customer.country, &customer.phone, &customer.website}};
    for (size_t index = 0; index < sizeof strings / sizeof *strings; index++)
        *strings[index] = "text";
    customer.username = "customer";
    customer.password = "a-secret-1";
    customer.email = "customer@example.com";
    sga_customer_profile_update customer_profile = SGA_CUSTOMER_PROFILE_UPDATE_INIT;
    customer_profile.company = "Company";
    sga_request request = SGA_REQUEST_INIT, unknown_request = SGA_REQUEST_INIT;
    const char *params[] = {{"limit", "5"}};
    request.method = unknown_request.method = "GET";
    request.path = "/v3/user/username";
    request.params = params;
    request.params_count = 2;
    unknown_request.path = "/v3/unknown";
    const char *const names[] = {{"example_subuser", "example_subuser2"}};
    const char *const addresses[] = {{"192.168.1.1"}};
    sga_subuser_filter subuser_filter = SGA_SUBUSER_FILTER_INIT;
    subuser_filter.username = "example";
    subuser_filter.include_region = 1;
    sga_new_subuser subuser = SGA_NEW_SUBUSER_INIT;
    subuser.username = "shop";
    subuser.email = "shop@example.com";
    subuser.password = "a-password-of-16";
    sga_subuser_ips_update ips = SGA_SUBUSER_IPS_UPDATE_INIT;
    ips.username = "shop";
    ips.ips = addresses;
    ips.ips_count = 1;
    sga_page page = SGA_PAGE_INIT;
    page.has_limit = 1;
    page.limit = 1;
    sga_subuser_credits_update subuser_credits = SGA_SUBUSER_CREDITS_UPDATE_INIT;
    subuser_credits.username = "shop";
    subuser_credits.type = "nonrecurring";
    subuser_credits.has_total = 1;
    subuser_credits.total = 70;
    char own_id[64];
    EXPECT(sscanf(arguments[3], "SG.%63[^.]", own_id) == 1);
    const char *const scopes[] = {{"mail.send", "api_keys.delete"}};
    sga_new_api_key key = SGA_NEW_API_KEY_INIT;
    key.name = "app";
    key.scopes = scopes;
    key.scopes_count = 2;
    sga_api_key_update key_update = SGA_API_KEY_UPDATE_INIT;
    key_update.api_key_id = own_id;
    key_update.allow_own = 1;
    key_update.name = "other";
    key_update.scopes = scopes;
    key_update.scopes_count = 2;
{calls}
    EXPECT(sga_queue_free(queue) == SGA_OK);
    return sga_client_free(client) != SGA_OK;
}}
"""


GROUPS = ("user", "customers", "subusers", "api_keys", "scopes")
HANDLES = ("sga_change", "sga_api_key_secret", "sga_secret_token")
RANDOM = [("sga_created_api_key", "api_key_id")]
"""Members that differ between equal calls."""
PAGE = "_iter_next_page"
"""End of the names of the functions that read a page of an iteration, which pages.c tests."""
BULK = "bulk_"
"""Start of the names of the functions of bulk runs, which bulk.c tests."""
NO_RESULTS = ("sga_rate_limits", "sga_log_field", "sga_log_record", "sga_bulk_progress")
"""Structs that no completion contains."""
NO_OPERATION = "sga_submit_change_reconcile"
"""The function that submits no operation."""


def program(header: Header) -> str:
    """The C file."""
    functions = {function.name: function for function in header.functions}
    twins = {name.removeprefix("sga_submit_") for name in functions if "_submit_" in name} - {
        NO_OPERATION.removeprefix("sga_submit_")
    }
    twins = {name for name in twins if not name.endswith(PAGE) and not name.startswith(BULK)}
    assert twins == {name for name, _ in CALLS}
    structs = [
        it
        for it in header.compounds.values()
        if it.kind == "struct" and not it.is_input and it.name not in NO_RESULTS
    ]
    calls = (
        _blocking(header, functions[f"sga_{name}"], arguments, tag)
        + _submitted(name, arguments, tag)
        for tag, (name, arguments) in enumerate(CALLS)
    )
    return BEGIN + "".join(map(_printer, structs)) + MAIN.format(calls="".join(calls))


def _printer(struct: Compound) -> str:
    lines = "".join(_print_member(struct, member) for member in struct.members)
    return f"static void print_{struct.name}(const {struct.name} *it)\n{{\n{lines}}}\n\n"


def _print_member(struct: Compound, member: Declared) -> str:
    value, target = f"it->{member.name}", member.target.removeprefix("const ")
    if (struct.name, member.name) in RANDOM:
        return f'    print_string("{member.name}", {value} == NULL ? NULL : "set");\n'
    if member.type == "const char *const *":
        names = {it.name for it in struct.members}
        length = f"{member.name}_count" if f"{member.name}_count" in names else "count"
        printed = f'print_string("{member.name}", {value}[i]);'
        return f"    for (size_t i = 0; {value} && i < it->{length}; i++) {printed}\n"
    if member.type == "const char *":
        return f'    print_string("{member.name}", {value});\n'
    if member.type.endswith("*const *"):
        count = struct.members[struct.members.index(member) - 1]
        assert count.type == "size_t"
        printer = f"print_{target.removesuffix('*const').strip()}"
        return f"    for (size_t i = 0; i < it->{count.name}; i++) {printer}({value}[i]);\n"
    if target.split()[0] in HANDLES:
        # The handle differs between the two calls.
        return f'    printf("  {member.name}: %d\\n", {value} != NULL);\n'
    if member.is_pointer:
        return f"    if ({value} != NULL) print_{target}({value});\n"
    if member.type == "double":
        return f'    printf("  {member.name}: %.17g\\n", {value});\n'
    return f'    printf("  {member.name}: %lld\\n", (long long){value});\n'


def _blocking(header: Header, function: Function, arguments: str, tag: int) -> str:
    """A blocking call whose result is printed like a completion."""
    name = function.name.removeprefix("sga_").removesuffix("_with_region")
    if name == "client_request":
        operation = "request"
    else:
        group = next(group for group in GROUPS if name.startswith(f"{group}_"))
        operation = f"{group}.{name.removeprefix(group)[1:]}"
    result = next((it for it in function.parameters if it.name == "result"), None)
    values = ["client", *([arguments] if arguments else [])]
    declaration = assignment = cleanup = ""
    if result:
        members = header.compounds["sga_completion"].members
        target = result.target.removesuffix("*").strip()
        member = next(it.name for it in members if it.type == f"const {target} *")
        declaration = f"{target} *result = NULL;"
        assignment = f"twin.{member} = result;"
        cleanup = f"EXPECT({target}_free(result) == SGA_OK);"
        values.append("&result")
    return f"""
    if (!is_queued) {{
        {declaration}
        sga_error *error = NULL;
        sga_completion twin = {{0}};
        twin.tag = {tag};
        twin.status = {function.name}({", ".join([*values, "&error"])});
        twin.operation = "{operation}";
        {assignment}
        twin.error = error;
        print_sga_completion(&twin);
        {cleanup}
        EXPECT(sga_error_free(error) == SGA_OK);
    }}"""


def _submitted(name: str, arguments: str, tag: int) -> str:
    values = ["queue", "client", str(tag), *([arguments] if arguments else []), "NULL"]
    return f""" else {{
        sga_completion *completion = NULL;
        EXPECT(sga_submit_{name}({", ".join(values)}) == SGA_OK);
        EXPECT(sga_queue_next(queue, -1, &completion, NULL) == SGA_OK);
        print_sga_completion(completion);
        EXPECT(sga_completion_free(completion) == SGA_OK);
    }}"""
