//! Strings of binary workbooks: wide or narrow characters in BIFF8, a code page before.

use super::records::Cursor;
use encoding_rs::{Encoding, GBK, UTF_16LE, WINDOWS_1252};

/// How the strings of a workbook are written.
#[derive(Clone, Copy)]
pub(super) enum Text {
    /// Each string says whether its characters have one byte or two.
    Unicode,
    /// Bytes of a code page.
    Bytes(&'static Encoding),
}

impl Text {
    /// Bytes of the Windows code page of that number.
    pub(super) fn code_page(number: u16) -> Self {
        Self::Bytes(match number {
            950 => encoding_rs::BIG5,
            1252 | 0x8001 => WINDOWS_1252,
            _ => GBK,
        })
    }

    /// Reads a string of `length` characters, or bytes of a code page.
    pub(super) fn read(self, cursor: &mut Cursor<'_, '_>, length: usize) -> Option<String> {
        match self {
            Self::Bytes(encoding) => {
                let bytes = cursor.bytes(length);
                Some(encoding.decode_without_bom_handling(bytes).0.into_owned())
            }
            Self::Unicode => {
                let flags = cursor.u8()?;
                let runs = if flags & 8 == 0 { 0 } else { usize::from(cursor.u16()?) };
                let phonetic = if flags & 4 == 0 { 0 } else { cursor.u32()? as usize };
                let text = characters(cursor, length, flags);
                cursor.skip(runs * 4 + phonetic);
                Some(text)
            }
        }
    }
}

/// Characters that may go on in a continuation, which begins with flags of its own.
fn characters(cursor: &mut Cursor<'_, '_>, length: usize, flags: u8) -> String {
    let mut out = String::new();
    let mut wide = flags & 1 == 1;
    let mut left = length;
    while left > 0 {
        if cursor.at_seam() {
            let Some(flags) = cursor.u8() else { break };
            wide = flags & 1 == 1;
        }
        let bytes = cursor.bytes(if wide { left.saturating_mul(2) } else { left });
        if bytes.is_empty() {
            break;
        }
        if wide {
            out.push_str(&UTF_16LE.decode_without_bom_handling(bytes).0);
            left -= bytes.len().div_ceil(2);
        } else {
            // One byte a character: the first 256 of Unicode.
            out.extend(bytes.iter().map(|&byte| char::from(byte)));
            left -= bytes.len();
        }
    }
    out
}
