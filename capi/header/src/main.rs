//! Generates `include/sendgrid_accounts.h`, and its conventions in `docs/c-abi.md`; or checks with
//! `--check` that they are current.

mod initialisers;

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;

use cbindgen::{Builder, Config};

use initialisers::initialisers;

const BEGIN: &str = "<!-- conventions -->";
const END: &str = "<!-- end of conventions -->";

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let conventions = std::fs::read_to_string(here.join("conventions.txt"))?;
    let page = here.join("../../docs/c-abi.md");
    let generated = [
        (here.join("../../include/sendgrid_accounts.h"), header(here, &conventions)?),
        (page.clone(), page_with(&std::fs::read_to_string(page)?, &conventions)?),
    ];
    let check = std::env::args().any(|argument| argument == "--check");
    let mut code = ExitCode::SUCCESS;
    for (file, text) in generated {
        if !check {
            std::fs::write(file, text)?;
        } else if std::fs::read_to_string(&file)? != text {
            #[expect(clippy::print_stderr, reason = "a program says what is wrong")]
            {
                eprintln!("{} is not current: run `make header`", file.display());
            }
            code = ExitCode::FAILURE;
        }
    }
    Ok(code)
}

/// The page of documentation, with the conventions between their marks.
fn page_with(page: &str, conventions: &str) -> Result<String, Box<dyn Error>> {
    let (head, rest) = page.split_once(BEGIN).ok_or("the page has no place for conventions")?;
    let (_, tail) = rest.split_once(END).ok_or("the page's conventions have no end")?;
    let list = conventions.split_once("\n- ").map_or("", |(_, list)| list);
    Ok(format!("{head}{BEGIN}\n- {list}{END}{tail}"))
}

/// What cbindgen makes of the crate, with what it cannot know: conventions, version, initialisers.
fn header(here: &Path, conventions: &str) -> Result<String, Box<dyn Error>> {
    let mut config = Config::from_file(here.join("../cbindgen.toml"))?;
    config.header = Some(preface(conventions)?);
    config.after_includes = Some(version()?);
    let mut text = Vec::new();
    Builder::new().with_config(config).with_crate(here.join("..")).generate()?.write(&mut text);
    let text = String::from_utf8(text)?;
    let end = text.rfind("#endif").ok_or("the header has no end")?;
    let (body, guard) = text.split_at(end);
    Ok(format!("{body}{}{guard}", initialisers(body)?))
}

fn preface(conventions: &str) -> Result<String, std::fmt::Error> {
    let mut comment = "/**\n * @file\n *\n".to_owned();
    for line in conventions.lines() {
        writeln!(comment, "{}", format!(" * {line}").trim_end())?;
    }
    comment.push_str(
        " */\n\n/* Generated from capi/src by `make header`: change it there. SPDX-License-Identifier: \
         MIT OR Apache-2.0 */",
    );
    Ok(comment)
}

/// The version of the crate, as macros.
fn version() -> Result<String, std::fmt::Error> {
    let mut macros = format!(
        "\n/** The version of this header. */\n#define SGA_VERSION \"{}\"\n",
        env!("CARGO_PKG_VERSION")
    );
    for (name, number) in [
        ("MAJOR", env!("CARGO_PKG_VERSION_MAJOR")),
        ("MINOR", env!("CARGO_PKG_VERSION_MINOR")),
        ("PATCH", env!("CARGO_PKG_VERSION_PATCH")),
    ] {
        writeln!(macros, "/** A part of it. */\n#define SGA_VERSION_{name} {number}")?;
    }
    macros.push_str(
        "/** The version as one number that grows, like sga_version_number(). */\n\
         #define SGA_VERSION_NUMBER \\\n    \
         (SGA_VERSION_MAJOR * 1000000 + SGA_VERSION_MINOR * 1000 + SGA_VERSION_PATCH)",
    );
    Ok(macros)
}
