"""The header compiles in every language version, and describes all its items."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from header_model import HEADER, parse, undescribed
from programs import ROOT, STRICT, build, crate_version, package, run

LANGUAGES = {
    "c99": ["gcc", "-x", "c", "-std=c99"],
    "c11": ["gcc", "-x", "c", "-std=c11"],
    "c17": ["gcc", "-x", "c", "-std=c17"],
    "c++17": ["g++", "-x", "c++", "-std=c++17"],
    "c++20": ["g++", "-x", "c++", "-std=c++20"],
}
USES_EVERY_INITIALISER = "".join(
    f"static {it.name} a_{it.name} = {it.name.upper()}_INIT;\n"
    f"size_t size_of_{it.name}(void) {{ return a_{it.name}.struct_size; }}\n"
    for it in parse(HEADER.read_text()).inputs()
)
PROTOTYPES = "".join(
    f"size_t size_of_{it.name}(void);\n" for it in parse(HEADER.read_text()).inputs()
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_header_compiles_alone(language: str) -> None:
    source = f'#include "sendgrid_accounts.h"\n{PROTOTYPES}{USES_EVERY_INITIALISER}'
    strict = [*STRICT, "-Wconversion", "-Wundef", "-fsyntax-only"]
    if language.startswith("c++"):
        # Warns of an initialiser that lacks a member.
        strict.append("-Wmissing-field-initializers")
    command = [*LANGUAGES[language], *strict, *package("--cflags"), "-"]
    done = subprocess.run(command, input=source, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_two_translation_units_share_the_header(tmp_path: Path) -> None:
    (tmp_path / "one.c").write_text(
        "#include <sendgrid_accounts.h>\n#include <sendgrid_accounts.h>\n"
        "const char *of_one(void);\nconst char *of_one(void) { return sga_version(); }\n"
    )
    (tmp_path / "two.c").write_text(
        "#include <sendgrid_accounts.h>\n#include <string.h>\nconst char *of_one(void);\n"
        "int main(void) { return strcmp(of_one(), SGA_VERSION); }\n"
    )
    run(build(tmp_path / "one.c", tmp_path / "two.c", name="two_units"))


def test_every_item_has_a_description() -> None:
    header = parse(HEADER.read_text())
    assert undescribed(header) == []
    assert len(header.functions) > 60
    assert {
        *("sga_client", "sga_queue", "sga_shared_rate_limiter", "sga_change"),
        *("sga_api_key_secret", "sga_secret_token", "sga_subusers_iter", "sga_customers_iter"),
        *("sga_bulk", "sga_bulk_file"),
    } == set(header.handles)


def test_every_initialiser_names_every_member_of_its_struct() -> None:
    header = parse(HEADER.read_text())
    inputs = {f"{it.name.upper()}_INIT": it for it in header.inputs()}
    assert inputs.keys() == {name for name in header.values if name.endswith("_INIT")}
    for macro, struct in inputs.items():
        zeros = ["NULL" if it.is_pointer else "0" for it in struct.members[1:]]
        expected = ", ".join([f"sizeof({struct.name})", *zeros])
        assert header.values[macro] == f"{{ {expected} }}", macro


def test_the_version_is_that_of_the_crate() -> None:
    values = parse(HEADER.read_text()).values
    version = crate_version()
    parts = [values[f"SGA_VERSION_{part}"] for part in ("MAJOR", "MINOR", "PATCH")]
    assert (values["SGA_VERSION"], parts) == (f'"{version}"', version.split("."))


def test_the_documentation_repeats_the_conventions_of_the_header() -> None:
    page = (ROOT / "docs" / "c-abi.md").read_text()
    documented = page.split("<!-- conventions -->\n")[1].split("<!-- end of conventions -->")[0]
    comment = HEADER.read_text().split("\n */\n")[0]
    lines = [line.removeprefix(" *").removeprefix(" ") for line in comment.splitlines()]
    conventions = "\n".join(lines[lines.index("Conventions of all functions:") + 2 :])
    assert conventions.count("\n- ") > 10
    assert documented.strip() == conventions


def test_a_foreign_declaration_is_reported() -> None:
    doctored = HEADER.read_text().replace(
        "\n#ifdef __cplusplus\n}", "\nextern int chdir(const char *path);\n\n#ifdef __cplusplus\n}"
    )
    with pytest.raises(ValueError, match="chdir"):
        parse(doctored)


def test_a_missing_description_is_reported() -> None:
    text = HEADER.read_text()
    described = [it for it in re.finditer(r"/\*\*.*?\*/\n", text, re.DOTALL) if it.start()]
    tags = list(re.finditer(r"^ \* @(?:param|return).*\n(?: \*  .*\n)*", text, re.MULTILINE))
    assert len(described) > 300
    assert len(tags) > 200
    # Every fourth item covers all kinds of items.
    for passage in described[::4] + tags[::4]:
        assert undescribed(parse(text[: passage.start()] + text[passage.end() :])), passage[0]
