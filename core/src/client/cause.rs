//! Causes of errors from other libraries, whose texts may quote a server, such as the names in its
//! certificate.

use std::error::Error as StdError;
use std::fmt;

use crate::http::attempt_error::causes;

type BoxedError = Box<dyn StdError + Send + Sync>;

/// Maximum number of causes below each other that are kept.
const MAX_CAUSES: usize = 16;

/// The text of a cause, in place of the cause itself.
#[derive(Debug)]
struct Cleaned {
    text: String,
    source: Option<Box<Self>>,
}

/// A cause as it is, if `clean` changes neither its texts nor those of its own causes; otherwise the
/// cleaned texts.
pub(crate) fn clean_cause(cause: BoxedError, clean: impl Fn(&str) -> String) -> BoxedError {
    let is_clean = |text: &str| clean(text) == text;
    let (texts, is_kept): (Vec<String>, Vec<bool>) = {
        let chain = causes(cause.as_ref()).take(MAX_CAUSES);
        let shown = chain.map(|cause| (cause.to_string(), format!("{cause:?}")));
        shown.map(|(text, debug)| (clean(&text), is_clean(&text) && is_clean(&debug))).unzip()
    };
    if is_kept.iter().all(|is_kept| *is_kept) {
        return cause;
    }
    let chain = texts.into_iter().rev();
    let cleaned = chain.fold(None, |source, text| Some(Box::new(Cleaned { text, source })));
    cleaned.map_or(cause, |cleaned| cleaned)
}

impl fmt::Display for Cleaned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl StdError for Cleaned {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|source| source as &(dyn StdError + 'static))
    }
}
