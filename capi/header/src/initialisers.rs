//! The `_INIT` macros of the structs that programs fill in.

use std::fmt::Write as _;

/// Names every member, so that no compiler warns of one that is left out.
pub(crate) fn initialisers(header: &str) -> Result<String, std::fmt::Error> {
    let mut macros = String::new();
    for text in header.split("typedef struct {").skip(1) {
        let Some((body, rest)) = text.split_once("\n} ") else { continue };
        let Some((name, _)) = rest.split_once(';') else { continue };
        let members: Vec<&str> =
            body.lines().map(str::trim).filter(|line| is_member(line)).collect();
        if members.first() != Some(&"size_t struct_size;") {
            continue;
        }
        writeln!(macros, "/** What every {name} begins as: nothing is given. */")?;
        writeln!(macros, "#define {}_INIT \\\n    {{ \\", name.to_ascii_uppercase())?;
        write!(macros, "        sizeof({name})")?;
        for (index, member) in members.iter().enumerate().skip(1) {
            let zero = if member.contains('*') { "NULL" } else { "0" };
            let separator = if index % 10 == 0 { ", \\\n        " } else { ", " };
            write!(macros, "{separator}{zero}")?;
        }
        writeln!(macros, " \\\n    }}\n")?;
    }
    Ok(macros)
}

/// A sentence of a comment may end like one.
fn is_member(line: &str) -> bool {
    line.ends_with(';') && !line.starts_with('*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_is_no_member() {
        let header = "typedef struct {\n    size_t struct_size;\n    /**\n     * Of the last one;\n     \
                      * more.\n     */\n    uint32_t count;\n    const char *text;\n} sga_thing;\n";
        let made = initialisers(header).unwrap();
        assert!(made.contains("{ \\\n        sizeof(sga_thing), 0, NULL \\\n"), "{made}");
    }
}
