"""The header compiles with every compiler and standard; misuses of it do not."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from programs import PREFIX, ROOT, SANITIZED, STRICT, build, needs, package, run
from sendgrid_accounts.sandbox import Sandbox

HERE = Path(__file__).parent
HEADERS = [
    str(file.relative_to(ROOT / "include")) for file in sorted((ROOT / "include").rglob("*.hpp"))
]
STRICTER = [*STRICT, "-Wshadow", "-Wconversion", "-Wold-style-cast", "-Wnon-virtual-dtor"]
COMPILERS = ["g++", "clang++"]

EVERYTHING = """
#include <sendgrid_accounts.hpp>
template <class User>
void all(const User &user, const sendgrid_accounts::Client &client) {
    user.get_account(); user.get_credits(); user.get_email(); user.get_profile();
    user.get_username(); user.update_email("a"); user.update_username("a");
    user.update_password(sendgrid_accounts::PasswordChange()); user.update_profile({});
    client.customers().list(); client.customers().create({});
}
void each(const sendgrid_accounts::Client &client) {
    const sendgrid_accounts::AsyncClient async(client);
    const sendgrid_accounts::Queue queue;
    all(client.user(), client); all(async.user(), client); all(queue.user(client), client);
}
"""
MISTAKES = {
    "copying a client": "Client copy = client;",
    "assigning a client": "Client other(options); other = client;",
    "copying an asynchronous client": "AsyncClient first(options); AsyncClient copy = first;",
    "copying a queue": "Queue first; Queue copy = first;",
    "copying a call": "Queue queue; auto c = queue.user(client).get_email(); auto copy = c;",
    "passwords by position": 'client.user().update_password({"old", "new"});',
    "a password change by position": 'PasswordChange change{"old", "new"};',
    "options taken for a client": "Client made = options;",
    "a name without calls": "client.get_profile();",
    "an update of the wrong kind": "client.user().update_profile(CustomerProfileUpdate());",
    "a null pointer for a field": "ProfileUpdate update; update.city = nullptr;",
    "nothing for CLEAR": "ProfileUpdate update; update.city = Clear{};",
    "a wrong enumeration": "options.region = Dialect::reseller;",
}
SOUND = (
    'PasswordChange change; change.old_password = "old"; auto moved = std::move(options);'
    'ProfileUpdate update; update.city = CLEAR; update.zip = std::string("1");'
)


def compile_text(text: str, *flags: str, compiler: str = "g++") -> str:
    """The diagnostics of the compiler."""
    path = shutil.which(compiler) or pytest.skip(f"{compiler} is not installed")
    include = package("--cflags") or [f"-I{PREFIX / 'include'}"]
    done = subprocess.run(
        [path, *STRICTER, *flags, *include, "-fsyntax-only", "-x", "c++", "-"],
        input=text,
        capture_output=True,
        text=True,
        env={**os.environ, "LC_ALL": "C"},
    )
    assert (done.returncode == 0) == (done.stderr == "")
    return done.stderr


def used(statement: str) -> str:
    """A program with a statement that can use a client and its options."""
    return f"""
#include <sendgrid_accounts.hpp>
#include <utility>
using namespace sendgrid_accounts;
void use([[maybe_unused]] ClientOptions options, [[maybe_unused]] Client client) {{ {statement} }}
"""


@pytest.mark.parametrize("header", HEADERS)
def test_every_header_is_self_contained(header: str) -> None:
    # Twice, to test the include guard.
    assert compile_text(f"#include <{header}>\n#include <{header}>\n", "-std=c++17") == ""


@pytest.mark.parametrize("compiler", COMPILERS)
@pytest.mark.parametrize("standard", ["c++17", "c++20", "c++23"])
def test_standards(standard: str, compiler: str) -> None:
    assert compile_text(EVERYTHING, f"-std={standard}", compiler=compiler) == ""


def test_members_can_be_named_in_cpp20() -> None:
    statement = """
    Client made({.api_key = "SG.key", .timeout = std::chrono::seconds(5)});
    made.user().update_profile({.city = "Orange", .zip = "92868"});
    made.customers().list({.active = true, .limit = 10});
    static_assert(std::random_access_iterator<CustomerList::iterator>);
    static_assert(std::ranges::random_access_range<CustomerList>);
    """
    header = "#include <iterator>\n#include <ranges>\n"
    assert compile_text(header + used(statement), "-std=c++20") == ""


def test_valid_statements_compile() -> None:
    assert compile_text(used(SOUND), "-std=c++17", "-Wno-unused-variable") == ""


@pytest.mark.parametrize("mistake", MISTAKES)
def test_misuses_do_not_compile(mistake: str) -> None:
    complaint = compile_text(used(MISTAKES[mistake]), "-std=c++17", "-Wno-unused-variable")
    assert "error: " in complaint
    assert "-Werror" not in complaint


@pytest.mark.parametrize("flags", [[], SANITIZED], ids=["plain", "sanitized"])
def test_two_translation_units(flags: list[str], sandbox: Sandbox) -> None:
    sources = [HERE / "linked_main.cpp", HERE / "linked_other.cpp"]
    name = "cpp-linked-sanitized" if flags else "cpp-linked"
    program = build(*sources, flags=flags, name=name)
    refused, missing = run(program, sandbox.url, sandbox.api_key).splitlines()
    assert refused == "user.update_email: email is empty"
    assert missing.startswith("customers.enable: ")


def test_exceptions_are_visible_with_hidden_symbols() -> None:
    sources = [HERE / "linked_main.cpp", HERE / "linked_other.cpp"]
    program = build(*sources, flags=["-fvisibility=hidden"], name="cpp-linked-hidden")
    symbols = run(Path(needs("readelf")), "--syms", "--wide", str(program)).splitlines()
    types = [line for line in symbols if line.endswith(" _ZTIN17sendgrid_accounts12config_errorE")]
    assert types
    assert all(" DEFAULT " in line for line in types)
    # The flag hides the other symbols.
    assert any(" HIDDEN " in line and "sendgrid_accounts6Client" in line for line in symbols)
