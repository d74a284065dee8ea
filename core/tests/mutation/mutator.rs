//! A mutator of bytes.

use std::ops::Range;

use fastrand::Rng;

/// Parts that have a meaning in JSON, in XML or in a response.
const PARTS: [&str; 66] = [
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\",
    "null",
    "true",
    "0",
    "-1",
    "1e999",
    "1e400",
    "200",
    "400",
    "5e-324",
    "18446744073709551616",
    "\\u0000",
    "\\ud83d",
    "\\ude00",
    "\\u0061",
    "\"message\":",
    "\"success\"",
    "\"errors\":",
    "\"error\":",
    "\"code\":",
    "\"users\":",
    "\"username\":\"a\"",
    "\"\":0",
    "{}",
    "[]",
    "<",
    ">",
    "/>",
    "</",
    "<users>",
    "</users>",
    "<user>",
    "</user>",
    "<username>a</username>",
    "<result>",
    "</result>",
    "<message>",
    "</message>",
    "success",
    "<errors>",
    "</errors>",
    "<error>",
    "</error>",
    "<code>400</code>",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "<?xml version=\"1.0\"?>",
    "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>",
    "<!DOCTYPE a>",
    " xmlns:p='u'",
    "p:",
    " b='c'",
    "&amp;",
    "&#1;",
    "&#xd800;",
    "&",
    "\u{feff}",
];
const BYTES: [u8; 12] = [0, 1, 9, 10, 13, 31, b' ', b'&', b';', 0x7f, 0xe9, 0xff];
/// Length to which a mutation rarely repeats a part, in bytes.
const LONG: usize = 64 * 1024;

/// Number of mutations of each decoder, and the seed of the first one.
pub(crate) fn scale() -> (u64, u64) {
    let number = |name, default| std::env::var(name).map_or(default, |text| text.parse().unwrap());
    (number("SENDGRID_ACCOUNTS_MUTATIONS", 3_000), number("SENDGRID_ACCOUNTS_SEED", 1))
}

/// Applies one to four mutations to a body, with parts of another one.
pub(crate) fn mutate(body: &mut Vec<u8>, other: &[u8], rng: &mut Rng) {
    for _ in 0..=rng.u8(..4) {
        mutate_once(body, other, rng);
    }
    if rng.u16(..) == 0 {
        let part = body[range(body.len(), rng)].to_vec();
        let count = LONG / part.len().max(1);
        insert(body, &part.repeat(count), rng);
    }
}

fn mutate_once(body: &mut Vec<u8>, other: &[u8], rng: &mut Rng) {
    let length = body.len();
    if length == 0 {
        body.extend_from_slice(other);
        return;
    }
    match rng.u8(..12) {
        0 => body[rng.usize(..length)] ^= 1 << rng.u8(..8),
        1 => body[rng.usize(..length)] = rng.u8(..),
        2 => body[rng.usize(..length)] = *rng.choice(&BYTES).unwrap(),
        3 => body.truncate(rng.usize(..length)),
        4 => drop(body.drain(range(length, rng))),
        5 => {
            let part = body[range(length, rng)].to_vec();
            insert(body, &part, rng);
        }
        6 => insert(body, &other[range(other.len(), rng)], rng),
        7 => {
            let place = range(length, rng);
            body.splice(place, other[range(other.len(), rng)].iter().copied());
        }
        8 => {
            let place = range(length, rng);
            body.splice(place, rng.choice(PARTS).unwrap().bytes());
        }
        _ => insert(body, rng.choice(PARTS).unwrap().as_bytes(), rng),
    }
}

fn insert(body: &mut Vec<u8>, part: &[u8], rng: &mut Rng) {
    let place = rng.usize(..=body.len());
    body.splice(place..place, part.iter().copied());
}

/// A range, which is short as often as not.
fn range(length: usize, rng: &mut Rng) -> Range<usize> {
    let start = rng.usize(..=length);
    let most = length - start;
    let most = if rng.bool() { most.min(8) } else { most };
    start..start + rng.usize(..=most)
}
