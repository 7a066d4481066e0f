//! The ring as text, for a file outside the database. A digest at its end tells a file that was cut
//! short or mistyped from a whole one.

use crate::ring::{KeyId, KeyRing};
use data_encoding::HEXLOWER;
use sm3::{Digest as _, Sm3};
use std::fmt::Write as _;
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

const HEAD: &str = "# 绩效字段密钥。遗失后，证件号码、银行账号等密文无法恢复。\n\
    # 数据备份不含本文件：请另行离线备份，与数据备份分开保管，不得外传。\n\
    jixiao-keys 1\n";

/// Why a file holds no ring.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyFileError {
    /// Not a key file, or one of a later version.
    #[error("不是本版本的密钥文件，请从密钥备份恢复")]
    Form,
    /// Cut short or changed.
    #[error("内容不完整或被改动（末行校验不符），请从密钥备份恢复")]
    Damaged,
}

impl KeyRing {
    /// The text of the key file.
    pub fn to_text(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(1024));
        text.push_str(HEAD);
        let index = Zeroizing::new(HEXLOWER.encode(self.index_bytes.as_slice()));
        writeln!(text, "index {}", *index).expect("writing to a string");
        for (id, held) in &self.keys {
            let key = Zeroizing::new(HEXLOWER.encode(held.bytes.as_slice()));
            writeln!(text, "key {id} {} {}", held.made_on, *key).expect("writing to a string");
        }
        writeln!(text, "write {}", self.writing).expect("writing to a string");
        let check = digest(&text);
        writeln!(text, "check {check}").expect("writing to a string");
        text
    }

    /// Reads the text of a key file.
    ///
    /// # Errors
    /// [`KeyFileError`].
    pub fn from_text(text: &str) -> Result<Self, KeyFileError> {
        let text = Zeroizing::new(text.replace('\r', ""));
        let at = text.rfind("check ").ok_or(KeyFileError::Damaged)?;
        let (body, check) = text.split_at(at);
        let check = check.trim_start_matches("check ").trim();
        if !bool::from(digest(body).as_bytes().ct_eq(check.as_bytes())) {
            return Err(KeyFileError::Damaged);
        }
        let mut lines = body.lines().filter(|line| !line.starts_with('#'));
        if lines.next() != Some("jixiao-keys 1") {
            return Err(KeyFileError::Form);
        }
        let index = lines.next().and_then(|line| line.strip_prefix("index "));
        let mut ring = Self::bare(index.and_then(bytes).ok_or(KeyFileError::Form)?);
        for line in lines {
            let parts: Vec<&str> = line.split(' ').collect();
            match parts.as_slice() {
                ["key", id, made_on, key] => {
                    ring.hold(number(id)?, bytes(key).ok_or(KeyFileError::Form)?, made_on);
                }
                ["write", id] => ring.writing = number(id)?,
                _ => return Err(KeyFileError::Form),
            }
        }
        if ring.keys.contains_key(&ring.writing) { Ok(ring) } else { Err(KeyFileError::Form) }
    }
}

fn number(text: &str) -> Result<KeyId, KeyFileError> {
    text.parse().map(KeyId).map_err(|_| KeyFileError::Form)
}

fn bytes<const N: usize>(text: &str) -> Option<Zeroizing<[u8; N]>> {
    let decoded = Zeroizing::new(HEXLOWER.decode(text.as_bytes()).ok()?);
    decoded.as_slice().try_into().ok().map(Zeroizing::new)
}

fn digest(text: &str) -> String {
    let bytes: [u8; 32] = Sm3::digest(text.as_bytes()).into();
    HEXLOWER.encode(&bytes[..16])
}

#[cfg(test)]
mod tests {
    use super::KeyFileError;
    use crate::{KeyRing, Place};

    #[test]
    fn a_ring_is_read_back_from_its_file() {
        let mut ring = KeyRing::generate(&[7; 48], "2026-01-01");
        let place = Place { table: "person", column: "phone", row: 1 };
        let sealed = ring.seal(place, [3; 12], b"13800138000");
        ring.rotate(&[9; 16], "2027-01-01");
        let read = KeyRing::from_text(&ring.to_text()).unwrap();
        assert_eq!(read.entries(), ring.entries());
        assert_eq!(read.index_fingerprint(), ring.index_fingerprint());
        assert_eq!(read.open(place, &sealed).unwrap().as_slice(), b"13800138000");
        assert_eq!(
            KeyRing::from_text(&ring.to_text().replace('\n', "\r\n")).unwrap().writing().0,
            2
        );
    }

    #[test]
    fn a_damaged_file_is_refused() {
        let text = KeyRing::generate(&[7; 48], "2026-01-01").to_text();
        for length in 0..text.len() - 1 {
            if let Some(cut) = text.get(..length) {
                assert_eq!(KeyRing::from_text(cut).unwrap_err(), KeyFileError::Damaged, "{length}");
            }
        }
        let changed = text.replace("write 1", "write 2");
        assert_eq!(KeyRing::from_text(&changed).unwrap_err(), KeyFileError::Damaged);
        assert_eq!(KeyRing::from_text("").unwrap_err(), KeyFileError::Damaged);
    }
}
