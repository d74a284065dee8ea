"""Generates C code from the header that calls every function with every invalid argument."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from header_model import Declared, Function, Header
from misuse_structs import NOT_UTF8, filled, wrong_members, wrong_sizes

OBJECTS = {
    "sga_client": "client",
    "sga_queue": "queue",
    "sga_shared_rate_limiter": "shared_rate_limiter",
    "sga_error": "error",
    "sga_completion": "completion",
    "sga_account": "account",
    "sga_credits": "credits",
    "sga_email": "email",
    "sga_profile": "profile",
    "sga_username": "username",
    "sga_customer_list": "list",
    "sga_api_key_info": "api_key_info",
    "sga_api_key_list": "api_key_list",
    "sga_created_api_key": "created_api_key",
    "sga_scope_list": "scope_list",
    "sga_customer": "customer",
    "sga_subuser": "subuser",
    "sga_subuser_list": "subuser_list",
    "sga_created_subuser": "created_subuser",
    "sga_subuser_credits": "subuser_credits",
    "sga_ip_list": "ip_list",
    "sga_reputation_list": "reputation_list",
    "sga_subusers_iter": "subusers_iter",
    "sga_customers_iter": "customers_iter",
    "sga_rate_limits": "limits",
    "sga_reconciled": "reconciled",
    "sga_response": "response",
    "sga_bulk": "bulk",
    "sga_bulk_result": "bulk_result",
    "sga_bulk_progress": "bulk_progress",
    "sga_bulk_file": "bulk_file",
}
"""Types with a function that frees them, and the member of `struct objects` for each."""
HANDLES = {
    "sga_client": "client",
    "sga_queue": "queue",
    "sga_shared_rate_limiter": "shared_rate_limiter",
    "sga_change": "change",
    "sga_api_key_secret": "secret",
    "sga_secret_token": "token",
    "sga_subusers_iter": "subusers_iter",
    "sga_customers_iter": "customers_iter",
    "sga_bulk": "bulk",
    "sga_bulk_file": "bulk_file",
}
"""Types that the library never dereferences."""
STRINGS = "const char *const *"
"""The type of an array of strings, whose length is the next parameter."""
FOREIGN = {
    "1": "(void *)1",
    "-1": "(void *)-1",
    "a small number": "(void *)3",
    "an address on the stack": "(void *)&error",
    "a string": "(void *)GOOD_STRING",
    "an address in an object": "(void *)((char *)good.email + 8)",
}


@dataclass(frozen=True)
class Writer:
    """Generates the cases of a header."""

    header: Header

    def misuses(self) -> str:
        """The cases of all functions except those that free objects."""
        code = calls = ""
        for function in self.header.functions:
            if not function.name.endswith("_free"):
                blocks = "".join(self._of_function(function))
                code += f"static void misuse_{function.name}(void)\n{{\n{blocks}}}\n\n"
                calls += f"    misuse_{function.name}();\n"
        return f"{code}void all_misuses(void)\n{{\n{calls}}}\n"

    def _of_function(self, function: Function) -> list[str]:
        if function.returns != "sga_status":
            return list(_without_status(function))
        blocks = [*self._nulls(function)]
        for parameter in function.parameters:
            if parameter.is_output:
                continue
            if parameter.target.removeprefix("const ") in HANDLES:
                blocks += self._wrong_handles(function, parameter)
            elif parameter.type == "const char *":
                for index, string in enumerate(NOT_UTF8):
                    what = f"{parameter.name} is not UTF-8 ({index})"
                    wrong = {parameter.name: f'edge_string("{string}")'}
                    blocks.append(self._case(function, what, "UTF8", parameter.name, wrong))
            elif parameter.type == STRINGS:
                blocks += self._wrong_strings(function, parameter)
            elif parameter.is_pointer and parameter.type != "void *":
                blocks += self._wrong_struct(function, parameter)
        assert blocks or not function.parameters, function
        return blocks

    def _case(
        self,
        function: Function,
        what: str,
        status: str,
        field: str | None,
        wrong: Mapping[str, str],
        change: str = "",
        then: str = "",
    ) -> str:
        """A call with invalid arguments, or with a statement that makes them invalid."""
        result = next((it for it in function.parameters if it.name == "result"), None)
        is_number = result and result.type in ("size_t *", "uint64_t *")
        untouched = "UNTOUCHED_COUNT" if is_number else "UNTOUCHED"
        declared = f"{result.target} result = {untouched};" if result else ""
        check = f"result == {untouched}" if result and status != "OK" else "1"
        error = "error" if any(it.name == "error" for it in function.parameters) else "NULL"
        arguments = ", ".join(
            wrong.get(it.name, self._good(it, function)) for it in function.parameters
        )
        expected = "SGA_OK" if status == "OK" else f"SGA_ERR_{status}"
        names = f'"{field}"' if field else "NULL"
        return f"""\
    {{
        sga_error *error = NULL;
        {declared}
        {self._inputs(function, arguments + change)}
        {change}
        sga_status status = {function.name}({arguments});
        check_call("{function.name}: {what}", status, {expected}, {names}, {error}, {check});
        (void)error;
        {then}
    }}
"""

    def _accepted(
        self, function: Function, what: str, wrong: Mapping[str, str], change: str = ""
    ) -> str:
        """A call with valid arguments, by a closed client, so that no request is sent."""
        if function.name == "sga_client_from_env" and "NULL" in wrong.values():
            # The environment of the test has no credential.
            return self._case(function, what, "CONFIG", None, wrong, change)
        if function.name == "sga_client_raw_response":
            return self._case(function, what, "INVALID_INPUT", "client", wrong, change)
        if function.name in ("sga_client_new", "sga_client_from_env", "sga_client_with_options"):
            then = "sga_client_free(result);"
            return self._case(function, what, "OK", None, wrong, change, then)
        if function.name == "sga_set_log_callback":
            return self._case(function, what, "OK", None, wrong, change)
        if function.name == "sga_bulk_file_open":
            # There is no such file.
            return self._case(function, what, "INVALID_INPUT", "file", wrong, change)
        if "bulk" in function.name:
            # A job of an unknown operation, which is not sent, has a result.
            then = {
                "sga_bulk_new": "sga_bulk_free(result);",
                "sga_bulk_execute": "sga_bulk_result_free(result);",
                "sga_submit_bulk_execute": f'take_unsent_job("{what}");',
            }[function.name]
            return self._case(function, what, "OK", None, wrong, change, then)
        if function.name.endswith("_iter_new"):
            then = f"{function.name.removesuffix('new')}free(result);"
            return self._case(function, what, "OK", None, wrong, change, then)
        wrong = {**wrong, "client": "good.closed"}
        if function.name.startswith("sga_submit_"):
            return self._case(function, what, "OK", None, wrong, change, f'take_closed("{what}");')
        return self._case(function, what, "CLOSED", None, wrong, change)

    def _good(self, parameter: Declared, function: Function) -> str:
        if parameter.is_output:
            return f"&{parameter.name}"
        target = parameter.target.removeprefix("const ")
        if target in self.header.handles:
            return f"good.{HANDLES[target]}"
        if parameter.type == "const char *":
            return "GOOD_STRING"
        if target in self.header.compounds:
            return f"edge_copy(&{parameter.name}, sizeof {parameter.name})"
        if parameter.type in (it.name for it in self.header.callbacks):
            return "NULL"
        if parameter.type == "void *":
            return "(void *)GOOD_STRING"
        if parameter.type == STRINGS:
            return strings("GOOD_STRING")
        numbers = {"uint64_t": "7", "int": "0", "int64_t": "-1", "size_t": "1"}
        assert parameter.type in numbers, f"{function.name}: unknown type {parameter.type}"
        return numbers[parameter.type]

    def _inputs(self, function: Function, code: str) -> str:
        """The structs that the code uses, with their mandatory members."""
        lines = []
        for parameter in function.parameters:
            struct = self.header.compounds.get(parameter.target.removeprefix("const "))
            if struct and struct.is_input and re.search(rf"\b{parameter.name}\b", code):
                lines.append(filled(struct, parameter.name))
        return " ".join(lines)

    def _nulls(self, function: Function) -> Iterator[str]:
        pointers = [it for it in function.parameters if it.is_pointer]
        mandatory = [it for it in pointers if not may_be_null(function, it)]
        for parameter in pointers:
            what, wrong = f"{parameter.name} is NULL", {parameter.name: "NULL"}
            if parameter in mandatory:
                yield self._case(function, what, "NULL", parameter.name, wrong)
            elif parameter.name != "error":
                yield self._accepted(function, what, wrong)
        if not mandatory:
            return
        names = "|".join(it.name for it in mandatory)
        everything = {it.name: "NULL" for it in pointers}
        yield self._case(function, "all is NULL", "NULL", names, everything)
        except_error = {name: value for name, value in everything.items() if name != "error"}
        yield self._case(function, "all but error is NULL", "NULL", names, except_error)

    def _wrong_handles(self, function: Function, parameter: Declared) -> Iterator[str]:
        name = HANDLES[parameter.target.removeprefix("const ")]
        other = {"client": "queue"}.get(name, "client")
        wrong = {"another handle": f"(void *)good.{other}", "an error": "(void *)good.error"}
        wrong["a result"] = "(void *)good.email"
        stale = {"freed": f"stale.{name}", "another, freed": f"(void *)stale.{other}", **FOREIGN}
        for status, values in (("WRONG_HANDLE", wrong), ("STALE_HANDLE", stale)):
            for what, value in values.items():
                what, arguments = f"{name} is {what}", {parameter.name: value}
                yield self._case(function, what, status, parameter.name, arguments)

    def _wrong_strings(self, function: Function, parameter: Declared) -> Iterator[str]:
        name = parameter.name
        for what, status, string in (
            ("NULL", "NULL", "NULL"),
            ("not UTF-8", "UTF8", f'edge_string("{NOT_UTF8[0]}")'),
        ):
            wrong = {name: strings(string)}
            yield self._case(function, f"{name}[0] is {what}", status, name, wrong)

    def _wrong_struct(self, function: Function, parameter: Declared) -> Iterator[str]:
        name = parameter.name
        struct = self.header.compounds[parameter.target.removeprefix("const ")]
        wrong = [*wrong_members(self.header, struct, name), *wrong_sizes(name)]
        for what, status, field, change in wrong:
            yield self._case(function, what, status, field, {}, change)
        for last in (1, 0):
            change = (
                f"struct {{ {struct.name} known; char tail[16]; }} later = {{{name}, {{0}}}};"
                f" later.known.struct_size = sizeof later; later.tail[15] = {last};"
            )
            later = {name: "edge_copy(&later, sizeof later)"}
            if last:
                what = f"{name} uses members of a later version"
                yield self._case(function, what, "STRUCT_SIZE", name, later, change)
            else:
                what = f"{name} leaves members of a later version alone"
                yield self._accepted(function, what, later, change)


def strings(string: str) -> str:
    """An array of one string."""
    return f"edge_copy((const char *[]){{{string}}}, sizeof(char *))"


def may_be_null(function: Function, parameter: Declared) -> bool:
    """Whether the description of a parameter allows NULL."""
    found = re.search(
        rf"^@param(?:\[out\])? {parameter.name} ([^@]*)", function.comment, re.MULTILINE
    )
    assert found, function
    return re.search(r"; (NULL (is|discards|lists|sets)|may be NULL)\b", found[1]) is not None


def _without_status(function: Function) -> Iterator[str]:
    """Functions that cannot fail accept any argument."""
    if function.name == "sga_queue_fd":
        wrong = {"NULL": "NULL", "a client": "(void *)good.client", "freed": "stale.queue"}
        for what, value in {**wrong, **FOREIGN}.items():
            yield f"""\
    {{
        sga_error *error = NULL;
        sga_status status = sga_queue_fd({value}) == -1 ? SGA_ERR_INTERNAL : SGA_OK;
        check_status("sga_queue_fd: {what}", status, SGA_ERR_INTERNAL);
        (void)error;
    }}
"""
        return
    assert all(it.type == "int" for it in function.parameters), function
    for number in (
        ("0", "-1", "3", "4", "18", "INT_MAX", "INT_MIN") if function.parameters else [""]
    ):
        yield f"    if (!{function.name}({number})) abort();\n"


def frees(header: Header) -> str:
    """First refused frees, then each object twice by its own function."""
    refused: list[str] = []
    valid: list[str] = []
    of_type = {name: f"objects.{member}" for name, member in OBJECTS.items()}
    for function in header.functions:
        if not function.name.endswith("_free"):
            continue
        (parameter,) = function.parameters
        assert may_be_null(function, parameter)
        refused.append(_free(function, "NULL", "NULL", "OK"))
        for other, value in of_type.items():
            if other != parameter.target:
                refused.append(_free(function, other, f"(void *){value}", "ERR_WRONG_HANDLE"))
        for what, value in FOREIGN.items():
            refused.append(_free(function, what, value, "ERR_STALE_HANDLE"))
        value = of_type[parameter.target]
        valid.append(_free(function, "the first time", value, "OK"))
        valid.append(_free(function, "a second time", value, "ERR_STALE_HANDLE"))
    assert len(valid) == 2 * len(OBJECTS)
    return "".join(refused + valid)


def _free(function: Function, what: str, value: str, status: str) -> str:
    return f'    check_status("{function.name}: {what}", {function.name}({value}), SGA_{status});\n'


def program(header: Header) -> str:
    """The C file for misuse.c."""
    return f"""\
#include "misuse.h"
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>

{Writer(header).misuses()}
void all_frees(struct objects objects)
{{
    sga_error *error = NULL;
{frees(header)}    check_status("closed", sga_client_free(objects.closed), SGA_OK);
    check_status("unknown", sga_error_free(objects.unknown), SGA_OK);
    (void)error;
}}
"""
