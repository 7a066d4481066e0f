//! The ring: several keys open, one seals, and a key of its own makes the index.

use crate::field::{FieldKey, NONCE_LENGTH, OpenError, Place, key_of};
use crate::index::{IndexKey, Mark};
use std::collections::BTreeMap;
use std::fmt;
use zeroize::Zeroizing;

/// Number of a key, from 1 on; never used again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyId(pub u32);

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What may be told of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyEntry {
    /// Its number.
    pub id: KeyId,
    /// The day it was made, as its maker wrote it.
    pub made_on: String,
    /// Whether new fields are sealed with it.
    pub writes: bool,
    /// Sixteen hexadecimal digits by which two installations compare keys without showing them.
    pub fingerprint: String,
}

#[derive(Clone)]
pub(crate) struct Held {
    pub(crate) bytes: Zeroizing<[u8; 16]>,
    pub(crate) made_on: String,
    ready: FieldKey,
}

/// The keys of an installation. Never printed; wiped from memory at its end.
#[derive(Clone)]
pub struct KeyRing {
    pub(crate) keys: BTreeMap<KeyId, Held>,
    pub(crate) writing: KeyId,
    pub(crate) index_bytes: Zeroizing<[u8; 32]>,
    index: IndexKey,
}

impl KeyRing {
    /// A new ring with one key. `random` must come from the operating system: 16 bytes for the key
    /// and 32 for the index.
    pub fn generate(random: &[u8; 48], made_on: &str) -> Self {
        let (key, index) = random.split_first_chunk::<16>().expect("48 bytes hold 16");
        let index: &[u8; 32] = index.try_into().expect("48 bytes less 16 are 32");
        let mut ring = Self::bare(Zeroizing::new(*index));
        ring.hold(KeyId(1), Zeroizing::new(*key), made_on);
        ring.writing = KeyId(1);
        ring
    }

    pub(crate) fn bare(index: Zeroizing<[u8; 32]>) -> Self {
        let ready = IndexKey::new(&index);
        Self { keys: BTreeMap::new(), writing: KeyId(0), index_bytes: index, index: ready }
    }

    pub(crate) fn hold(&mut self, id: KeyId, bytes: Zeroizing<[u8; 16]>, made_on: &str) {
        let ready = FieldKey::new(id, &bytes);
        self.keys.insert(id, Held { bytes, made_on: made_on.to_owned(), ready });
    }

    /// Adds a key and seals with it from now on; the others go on opening. Gives its number.
    pub fn rotate(&mut self, random: &[u8; 16], made_on: &str) -> KeyId {
        let last = self.keys.last_key_value().map_or(0, |(id, _)| id.0);
        let id = KeyId(last + 1);
        self.hold(id, Zeroizing::new(*random), made_on);
        self.writing = id;
        id
    }

    /// Drops a key that seals nothing any more. Gives whether there was one to drop; the key that
    /// writes is never dropped.
    pub fn retire(&mut self, id: KeyId) -> bool {
        id != self.writing && self.keys.remove(&id).is_some()
    }

    /// The key that seals.
    pub fn writing(&self) -> KeyId {
        self.writing
    }

    /// What may be told of the keys, oldest first.
    pub fn entries(&self) -> Vec<KeyEntry> {
        let entry = |(id, held): (&KeyId, &Held)| KeyEntry {
            id: *id,
            made_on: held.made_on.clone(),
            writes: *id == self.writing,
            fingerprint: fingerprint(held.bytes.as_slice()),
        };
        self.keys.iter().map(entry).collect()
    }

    /// As the fingerprint of a key, for the index key.
    pub fn index_fingerprint(&self) -> String {
        fingerprint(self.index_bytes.as_slice())
    }

    /// Seals a field. `nonce` must be random and never used twice.
    pub fn seal(&self, place: Place<'_>, nonce: [u8; NONCE_LENGTH], plain: &[u8]) -> Vec<u8> {
        let key = self.keys.get(&self.writing).expect("the ring holds the key that writes");
        key.ready.seal(place, nonce, plain)
    }

    /// Opens a field in its place.
    ///
    /// # Errors
    /// [`OpenError::UnknownKey`] where the ring lacks the key, [`OpenError::Damaged`] for anything
    /// else than what was sealed for this place.
    pub fn open(&self, place: Place<'_>, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, OpenError> {
        let id = key_of(sealed)?;
        let key = self.keys.get(&id).ok_or(OpenError::UnknownKey(id))?;
        key.ready.open(place, sealed)
    }

    /// The mark by which a text is found again. The text must be in its one canonical form.
    pub fn mark(&self, purpose: &str, text: &str) -> Mark {
        self.index.mark(purpose, text)
    }
}

/// Cut short: enough to tell keys apart, of no use to whoever wants to try keys that are random.
fn fingerprint(key: &[u8]) -> String {
    use hmac::{Hmac, KeyInit as _, Mac as _};
    let mut mac = Hmac::<sm3::Sm3>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.update(b"jixiao key fingerprint");
    let bytes: [u8; 32] = mac.finalize().into_bytes().into();
    data_encoding::HEXLOWER.encode(&bytes[..8])
}

/// Keys are never printed.
impl fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeyRing(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::{KeyId, KeyRing};
    use crate::{OpenError, Place, key_of};

    const PLACE: Place<'static> = Place { table: "person", column: "id_number", row: 7 };
    const PLAIN: &[u8] = b"11010519491231002X";

    fn ring() -> KeyRing {
        KeyRing::generate(&[7; 48], "2026-01-01")
    }

    #[test]
    fn a_field_opens_in_its_own_place_only() {
        let ring = ring();
        let sealed = ring.seal(PLACE, [1; 12], PLAIN);
        assert_eq!(ring.open(PLACE, &sealed).unwrap().as_slice(), PLAIN);
        for other in [
            Place { row: 8, ..PLACE },
            Place { column: "phone", ..PLACE },
            Place { table: "perso", column: "nid_number", row: 7 },
        ] {
            assert_eq!(ring.open(other, &sealed), Err(OpenError::Damaged), "{other:?}");
        }
    }

    #[test]
    fn every_changed_byte_is_found() {
        let ring = ring();
        let sealed = ring.seal(PLACE, [1; 12], PLAIN);
        for index in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[index] ^= 1;
            assert!(ring.open(PLACE, &changed).is_err(), "byte {index}");
        }
        for length in 0..sealed.len() {
            assert!(ring.open(PLACE, &sealed[..length]).is_err(), "length {length}");
        }
    }

    #[test]
    fn after_a_rotation_old_fields_still_open_and_new_ones_use_the_new_key() {
        let mut ring = ring();
        let old = ring.seal(PLACE, [1; 12], PLAIN);
        assert_eq!(ring.rotate(&[9; 16], "2027-01-01"), KeyId(2));
        let new = ring.seal(PLACE, [2; 12], PLAIN);
        assert_eq!((key_of(&old), key_of(&new)), (Ok(KeyId(1)), Ok(KeyId(2))));
        assert_eq!(ring.open(PLACE, &old).unwrap(), ring.open(PLACE, &new).unwrap());
        assert!(!ring.retire(KeyId(2)));
        assert!(ring.retire(KeyId(1)));
        assert_eq!(ring.open(PLACE, &old), Err(OpenError::UnknownKey(KeyId(1))));
    }

    #[test]
    fn another_key_of_the_same_number_opens_nothing() {
        let sealed = ring().seal(PLACE, [1; 12], PLAIN);
        let other = KeyRing::generate(&[8; 48], "2026-01-01");
        assert_eq!(other.open(PLACE, &sealed), Err(OpenError::Damaged));
    }

    #[test]
    fn marks_are_equal_for_equal_text_purpose_and_key_only() {
        let ring = ring();
        let mark = ring.mark("id_number", "11010519491231002X");
        assert_eq!(mark, ring.mark("id_number", "11010519491231002X"));
        assert_ne!(mark, ring.mark("phone", "11010519491231002X"));
        assert_ne!(mark, ring.mark("id_number", "110105194912310021"));
        assert_ne!(ring.mark("ab", "c"), ring.mark("a", "bc"));
        let mut rotated = ring.clone();
        rotated.rotate(&[9; 16], "2027-01-01");
        assert_eq!(mark, rotated.mark("id_number", "11010519491231002X"));
        let other = KeyRing::generate(&[8; 48], "2026-01-01");
        assert_ne!(mark, other.mark("id_number", "11010519491231002X"));
    }

    #[test]
    fn nothing_prints_a_key() {
        assert_eq!(format!("{:?}", ring()), "KeyRing(..)");
        assert_eq!(format!("{:?}", ring().mark("a", "b")), "Mark(..)");
    }
}
