use super::*;

fn converted(bytes: &Bytes) -> ByteString {
    to_utf8(bytes, &Budget::of(bytes.len()))
}

fn problem(document: &str) -> Option<&'static str> {
    let mut markup = Markup::new(document);
    loop {
        match markup.next() {
            Ok(Some(event)) => {
                if let Err(malformed) = markup.text(&event) {
                    return Some(malformed.problem);
                }
            }
            Ok(None) => return None,
            Err(malformed) => return Some(malformed.problem),
        }
    }
}

#[test]
fn document_types_and_custom_entities_are_refused() {
    for document in [
        "<!DOCTYPE a><a/>",
        "<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>",
        "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>",
        "<a/><!DOCTYPE a>",
    ] {
        assert_eq!(problem(document), Some("has a document type"), "{document}");
    }
}

#[test]
fn a_reference_to_no_character_is_replaced() {
    for (text, expected) in [
        ("&x;", "\u{fffd}"),
        ("&#xd800;&#x110000;&#99999999999;", "\u{fffd}\u{fffd}\u{fffd}"),
        ("&#9;&#xA;&#x0d;&#127;&#x85;", "\t\n\r\u{7f}\u{85}"),
        ("AT&T, &amp; A & B; &#65;", "AT&T, & A & B; A"),
        ("A &\r\nB\r; \r", "A &\nB\n; \n"),
    ] {
        let document = format!("<a>{text}</a>");
        let mut markup = Markup::new(&document);
        let mut read = String::new();
        while let Some(event) = markup.next().unwrap() {
            read.extend(markup.text(&event).unwrap());
        }
        assert_eq!(read, expected);
    }
}

#[test]
fn control_characters_are_refused_raw_and_by_reference() {
    const PROBLEM: Option<&str> = Some("has a control character");
    for code in (0..0x20).filter(|code| ![0x9, 0xa, 0xd].contains(code)) {
        let raw = char::from(code);
        for document in [
            format!("<a>x{raw}</a>"),
            format!("<a><![CDATA[{raw}]]></a>"),
            format!("<a b='{raw}'/>"),
            format!("<a><!--{raw}--></a>"),
            format!("<a><?b {raw}?></a>"),
            format!("<a{raw}></a{raw}>"),
            format!("<a></a{raw}>"),
            format!("<a/>{raw}"),
            format!("<a>&#{code};</a>"),
            format!("<a>&#x{code:x};</a>"),
            format!("<a>&#x000{code:02X};</a>"),
            format!("<a b='x&#{code};'/>"),
            format!("<a><b>&amp;&#x{code:x};</b></a>"),
            format!("<a/>&#{code};"),
        ] {
            assert_eq!(problem(&document), PROBLEM, "{document:?}");
        }
    }
    let allowed = "<a b='&#9;&#xfffd;&#xd800;&x;&#'>\t\r\n&#x7f;\u{7f}\u{85}</a>";
    assert_eq!(problem(allowed), None);
}

#[test]
fn prefixes_are_bound() {
    for document in [
        "<p:a/>",
        "<a><p:b xmlns:q='u'/></a>",
        "<a p:b=''/>",
        "<a><b xmlns:p='u'/><p:c/></a>",
        "<a xmlns:p='u'><b xmlns:p=''><p:c/></b></a>",
    ] {
        assert_eq!(problem(document), Some("has an unbound prefix"), "{document}");
    }
    for document in [
        "<p:a xmlns:p='u'/>",
        "<a xmlns:p='u'><b><p:c p:d='' xml:lang='en'/></b></a>",
        "<a xmlns='u' xmlns:xml='http://www.w3.org/XML/1998/namespace'/>",
    ] {
        assert_eq!(problem(document), None, "{document}");
    }
    for document in ["<a xmlns:xmlns='u'/>", "<a xmlns:xml='u'/>"] {
        assert_eq!(problem(document), Some("is not XML"), "{document}");
    }
}

#[test]
fn an_attribute_occurs_once() {
    for document in [
        "<a b='1' b='1'/>",
        "<a b='1' c='' b='2'></a>",
        "<a><b c='' c=\"\"/></a>",
        "<a xmlns='u' xmlns='v'/>",
        "<a xmlns:p='u' xmlns:q='u' p:b='' q:b=''/>",
    ] {
        assert_eq!(problem(document), Some("has an attribute twice"), "{document}");
    }
    for document in ["<a b='' B=''/>", "<a xmlns:p='u' xmlns:q='v' p:b='' q:b='' b=''/>"] {
        assert_eq!(problem(document), None, "{document}");
    }
}

#[test]
fn attributes_are_bounded_and_well_formed() {
    for document in
        ["<a b/>", "<a b=/>", "<a b=c/>", "<a b='1'c='2'/>", "<a b='<'/>", "<a 'b'/>", "<a =''/>"]
    {
        assert_eq!(problem(document), Some("has an invalid attribute"), "{document}");
    }
    let wide = |count: usize| {
        let names = (0..count).map(|number| format!(" n{number}=''"));
        format!("<a{}/>", names.collect::<String>())
    };
    assert_eq!(problem(&wide(64)), None);
    assert_eq!(problem(&wide(65)), Some("has too many attributes"));
    assert_eq!(problem(&wide(1_000_000)), Some("has too many attributes"));
}

#[test]
fn names_are_those_of_xml() {
    for document in [
        "<1/>",
        "<-a/>",
        "<a<b/>",
        "<a/b></a/b>",
        "<:a/>",
        "<a:/>",
        "<a:b:c/>",
        "<a,b/>",
        "<></>",
        "<a 1=''/>",
        "<?1?><a/>",
        "<??><a/>",
        "<?x\u{ffff}ml version='1.0'?><a/>",
        "<a><b\u{d7}/></a>",
        "<a><\u{300}b/></a>",
        "<a \u{2028}=''/>",
    ] {
        assert_eq!(problem(document), Some("has an invalid name"), "{document}");
    }
    assert_eq!(problem("<_a-1.b \u{e9}=''><\u{6771}\u{300}/></_a-1.b>"), None);
}

#[test]
fn what_is_no_character_is_in_texts_only() {
    for character in ["\u{fffe}", "\u{ffff}"] {
        for (before, after) in [
            ("<!-- ", " --><a/>"),
            ("<?b ", "?><a/>"),
            ("<a><![CDATA[", "]]></a>"),
            ("<a b='", "'/>"),
        ] {
            let document = format!("{before}{character}{after}");
            assert_eq!(problem(&document), Some("has an invalid character"), "{document:?}");
            assert_eq!(problem(&format!("{before}\u{fffd}{after}")), None);
        }
        assert_eq!(problem(&format!("<a>{character}</a>")), None);
    }
}

#[test]
fn a_declaration_is_at_the_beginning_and_well_formed() {
    for document in [
        "<?xml version='1.0'?><a/>",
        "<?xml version=\"1.1\"?>\n<a/>",
        "<?xml version = '1.0' encoding='ISO-8859-1'?><a/>",
        "<?xml version='1.0' encoding=\"utf-8\" standalone='yes' ?><a/>",
        "<?xml version='1.0' standalone='no'?><?xml-stylesheet a?><a><?b?></a><?c d?>",
    ] {
        assert_eq!(problem(document), None, "{document}");
    }
    for document in [
        "\n<?xml version='1.0'?><a/>",
        "<!-- --><?xml version='1.0'?><a/>",
        "<?b?><?xml version='1.0'?><a/>",
        "<?xml version='1.0'?><?xml version='1.0'?><a/>",
        "<a><?xml version='1.0'?></a>",
        "<a/><?xml version='1.0'?>",
        "<?XML version='1.0'?><a/>",
        "<a><?xMl?></a>",
    ] {
        assert_eq!(problem(document), Some("has a misplaced declaration"), "{document}");
    }
    for declaration in [
        "<?xml?>",
        "<?xml ?>",
        "<?xml version='2.0'?>",
        "<?xml version='1.'?>",
        "<?xml version='1.0a'?>",
        "<?xml version=''?>",
        "<?xml version=1.0?>",
        "<?xml version='1.0'encoding='utf-8'?>",
        "<?xml encoding='utf-8'?>",
        "<?xml encoding='utf-8' version='1.0'?>",
        "<?xml version='1.0' version='1.0'?>",
        "<?xml version='1.0' standalone='no' encoding='utf-8'?>",
        "<?xml version='1.0' standalone='maybe'?>",
        "<?xml version='1.0' encoding=''?>",
        "<?xml version='1.0' encoding='8859'?>",
        "<?xml version='1.0' encoding='utf 8'?>",
        "<?xml version='1.0' Encoding='utf-8'?>",
        "<?xml version='1.0' a='b'?>",
        "<?xml version='1.0' ??>",
    ] {
        let document = format!("{declaration}<a/>");
        assert_eq!(problem(&document), Some("has an invalid declaration"), "{document}");
    }
}

#[test]
fn nothing_but_blanks_comments_and_instructions_is_outside_the_root() {
    for document in [
        "<a/>x",
        "<a/>&amp;",
        "<a/>&x;",
        "<a/>&#32;",
        "<a/><![CDATA[]]>",
        "x<a/>",
        "&amp;<a/>",
        "<![CDATA[x]]><a/>",
        "<a/>&",
    ] {
        assert_eq!(problem(document), Some("has text outside its root"), "{document}");
    }
    assert_eq!(problem("<?b?>\n<!-- c --><a/>\r\n<!-- c --><?b?>\t "), None);
    assert_eq!(problem("<a><!-- b -- c --></a>"), Some("is not XML"));
}

#[test]
fn malformed_documents_are_refused() {
    assert_eq!(problem("<?xml version=\"1.0\"?>\n<a><b>text &amp; &#x41;</b></a>\n"), None);
    assert_eq!(problem("<a></b>"), Some("is not XML"));
    assert_eq!(problem("<a/><b/>"), Some("has more than one root"));
    assert_eq!(problem("text"), Some("has text outside its root"));
    assert_eq!(problem(&"<a>".repeat(1_000_000)), Some("is nested too deeply"));
}

#[test]
fn valid_utf_8_wins_over_the_declaration() {
    let declaration = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>";
    let utf8 = Bytes::from(format!("{declaration}<a>José – 東京</a>"));
    assert_eq!(converted(&utf8).as_bytes(), &utf8);
    let latin1 = Bytes::from([declaration.as_bytes(), b"<a>Jos\xe9</a>"].concat());
    assert_eq!(converted(&latin1), format!("{declaration}<a>José</a>"));
    assert_eq!(converted(&Bytes::from_static(b"<a>Jos\xe9</a>")), "<a>Jos\u{fffd}</a>");
}
