//! Secrets for C.

/// A copy that ends with NUL, for a type that zeroes its memory. U+FFFD replaces U+0000, which would end
/// the string. It has no spare capacity, whose removal would leave a copy behind.
pub(crate) fn with_nul(secret: &str) -> String {
    let replaced = secret.matches('\0').count() * (char::REPLACEMENT_CHARACTER.len_utf8() - 1);
    let mut copy = String::with_capacity(secret.len() + replaced + 1);
    let replace = |it| if it == '\0' { char::REPLACEMENT_CHARACTER } else { it };
    copy.extend(secret.chars().map(replace));
    copy.push('\0');
    copy
}
