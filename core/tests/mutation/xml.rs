//! The reference for XML: documents that a strict parser accepts, after what has one meaning is written
//! as XML has it.

use roxmltree::{Document, Node};

/// The readings of a document: UTF-8 with U+FFFD for other bytes, and ISO 8859-1.
pub(crate) fn readings(text: &[u8]) -> Vec<String> {
    let mut readings = vec![strict(&String::from_utf8_lossy(text))];
    if std::str::from_utf8(text).is_err() {
        readings.push(strict(&text.iter().copied().map(char::from).collect::<String>()));
    }
    readings.retain(|reading| Document::parse(reading).is_ok());
    readings
}

/// Writes references that stand for nothing as U+FFFD, `&` without a reference as `&amp;`, and ends of
/// lines as XML normalizes them (section 2.11), which the other parser does not beside references.
fn strict(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let (mut output, mut rest) = (String::with_capacity(text.len()), text.as_str());
    while let Some(next) = rest.find(['&', '<', '\u{fffe}', '\u{ffff}', ']']) {
        let (before, here) = rest.split_at(next);
        output.push_str(before);
        let end = |close: &str| here.find(close).map_or(here.len(), |end| end + close.len());
        let (length, written) = match here {
            here if here.starts_with("<![CDATA[") => (end("]]>"), None),
            here if here.starts_with("<!--") => (end("-->"), None),
            here if here.starts_with("<?") => (end("?>"), None),
            // The end of a section that did not begin.
            here if here.starts_with("]]>") => (3, Some("]]&gt;")),
            here if here.starts_with('&') => reference(here),
            here if here.starts_with(['<', ']']) => (1, None),
            here => (here.chars().next().unwrap().len_utf8(), Some("\u{fffd}")),
        };
        output.push_str(written.unwrap_or(&here[..length]));
        rest = &here[length..];
    }
    output + rest
}

fn reference(here: &str) -> (usize, Option<&'static str>) {
    let end = here[1..].find([';', '&', '<']).map(|end| end + 1);
    let Some(end) = end.filter(|end| here[*end..].starts_with(';')) else {
        return (1, Some("&amp;"));
    };
    let name = &here[1..end];
    let code = name.strip_prefix('#').map(|number| match number.strip_prefix('x') {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => number.parse(),
    });
    match (code, name) {
        (Some(Ok(code)), _) if !name.contains('+') => match char::from_u32(code) {
            Some('\u{fffe}' | '\u{ffff}') | None => (end + 1, Some("\u{fffd}")),
            Some(_) => (end + 1, None),
        },
        (Some(_), _) => (end + 1, Some("\u{fffd}")),
        (None, "amp" | "lt" | "gt" | "quot" | "apos") => (end + 1, None),
        (None, name) if name.bytes().all(|byte| byte.is_ascii_alphanumeric()) => {
            (end + 1, Some("\u{fffd}"))
        }
        _ => (1, Some("&amp;")),
    }
}

fn text_of(node: Node<'_, '_>) -> String {
    node.children().filter(Node::is_text).filter_map(|text| text.text()).collect()
}

fn is_blank(node: Node<'_, '_>) -> bool {
    text_of(node).trim().is_empty() && !node.children().any(|child| child.is_element())
}

fn named<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Vec<Node<'a, 'i>> {
    let is_named = |child: &Node<'_, '_>| child.is_element() && qualified(*child) == name;
    node.children().filter(is_named).collect()
}

/// The name as it is written.
fn qualified<'a>(node: Node<'a, '_>) -> &'a str {
    let start = &node.document().input_text()[node.range()][1..];
    start.split(|c: char| c.is_ascii_whitespace() || "/>".contains(c)).next().unwrap_or_default()
}

fn is_success(text: &str) -> bool {
    text.trim().trim_end_matches('.').eq_ignore_ascii_case("success")
}

fn accepts(code: Node<'_, '_>) -> bool {
    is_blank(code)
        || text_of(code).trim().parse().is_ok_and(|code: f64| (200.0..300.0).contains(&code))
}

/// Whether a document confirms a call of the customer API.
pub(crate) fn confirms(reading: &str) -> bool {
    let document = Document::parse(reading).unwrap();
    let root = document.root_element();
    let elements: Vec<_> = root.children().filter(Node::is_element).collect();
    if qualified(root) != "result" {
        return false;
    }
    if elements.is_empty() {
        return is_success(&text_of(root));
    }
    let mut names: Vec<_> = elements.iter().map(|element| qualified(*element)).collect();
    names.sort_unstable();
    let [message] = named(root, "message")[..] else { return false };
    let only_a_code = |error: Node<'_, '_>| {
        is_blank(error)
            || error.children().filter(Node::is_element).all(|child| match qualified(child) {
                "code" => accepts(child),
                _ => is_blank(child),
            })
    };
    names.windows(2).all(|pair| pair[0] != pair[1])
        && text_of(root).trim().is_empty()
        && is_success(&text_of(message))
        && !message.children().any(|child| child.is_element())
        && named(root, "errors").into_iter().all(is_blank)
        && named(root, "error").into_iter().all(only_a_code)
        && named(root, "code").into_iter().all(accepts)
}

/// The usernames of a list of customers; `None` if it is no list.
pub(crate) fn usernames(reading: &str) -> Option<Vec<String>> {
    let document = Document::parse(reading).unwrap();
    let root = document.root_element();
    let users: Vec<_> = root.children().filter(Node::is_element).collect();
    let only_users = users.iter().all(|user| qualified(*user) == "user");
    let blank = |node: Node<'_, '_>| text_of(node).trim().is_empty();
    if qualified(root) != "users" || !only_users || !blank(root) {
        return None;
    }
    let username = |user: &Node<'_, '_>| match named(*user, "username")[..] {
        [name] if blank(*user) && !name.children().any(|child| child.is_element()) => {
            Some(text_of(name)).filter(|name| !name.trim().is_empty())
        }
        _ => None,
    };
    users.iter().map(username).collect()
}
