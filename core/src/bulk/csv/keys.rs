//! Duplicates among the keys of a file, in 16 bytes a row.

use ring::digest::{SHA256, digest};

use crate::bulk::csv::rows::Stop;

/// Bits of a line number.
const LINE: u32 = u32::BITS;

/// For each key, 96 bits of its SHA-256 and its line; in 256 vectors by the first byte, so that growing one
/// copies a small part.
#[derive(Debug)]
pub(super) struct Keys([Vec<u128>; 256]);

impl Default for Keys {
    fn default() -> Self {
        Self([const { Vec::new() }; 256])
    }
}

impl Keys {
    /// Adds the key of a line.
    pub(super) fn add(&mut self, key: &str, line: u64) -> Result<(), Stop> {
        let too_long = |_| Stop::File("has too many lines, more than 4,294,967,295".to_owned());
        let line = u32::try_from(line).map_err(too_long)?;
        let hash = digest(&SHA256, key.as_bytes());
        let start = hash.as_ref().iter().take(size_of::<u128>());
        let start = start.fold(0_u128, |start, byte| start << u8::BITS | u128::from(*byte));
        let first = hash.as_ref().first().copied().unwrap_or_default();
        if let Some(keys) = self.0.get_mut(usize::from(first)) {
            if keys.len() == keys.capacity() {
                // Less than the doubling of a vector.
                keys.reserve_exact((keys.len() / 8).max(8));
            }
            keys.push(start >> LINE << LINE | u128::from(line));
        }
        Ok(())
    }

    /// Each line with the key of an earlier one, and the first line of that key.
    pub(super) fn duplicates(self) -> impl Iterator<Item = (u64, u64)> {
        self.0.into_iter().flat_map(|mut keys| {
            keys.sort_unstable();
            let mut first: Option<u128> = None;
            keys.into_iter().filter_map(move |key| match first {
                Some(earlier) if earlier >> LINE == key >> LINE => Some((line(key), line(earlier))),
                _ => {
                    first = Some(key);
                    None
                }
            })
        })
    }
}

fn line(key: u128) -> u64 {
    u64::try_from(key & u128::from(u32::MAX)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn duplicates_have_the_first_line_of_their_key() {
        let mut keys = Keys::default();
        for (line, key) in (2..).zip(["a", "b", "a", "c", "a", "b"]) {
            keys.add(key, line).unwrap();
        }
        let mut duplicates: Vec<_> = keys.duplicates().collect();
        duplicates.sort_unstable();
        assert_eq!(duplicates, [(4, 2), (6, 2), (7, 3)]);
        assert!(Keys::default().add("a", 1 << 32).is_err());
    }

    #[test]
    fn keys_take_little_more_than_16_bytes_each() {
        let mut keys = Keys::default();
        for line in 0..100_000 {
            keys.add(&line.to_string(), line).unwrap();
        }
        let capacity: usize = keys.0.iter().map(Vec::capacity).sum();
        assert!(capacity <= 112_500, "{capacity}");
        assert_eq!(keys.duplicates().count(), 0);
    }
}
