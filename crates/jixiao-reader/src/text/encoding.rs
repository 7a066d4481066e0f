//! Bytes of a text file to text: UTF-8, UTF-16, GB18030, Big5, and files that mix them by line.
//!
//! Decides by validity first and plausibility second. A line in another encoding, or one that
//! nothing fits, becomes a note; only bytes that are no text at all are an error.

use crate::ReadError;
use encoding_rs::{BIG5, Encoding, GB18030, UTF_16BE, UTF_16LE};
use jixiao_document::Location;
use std::borrow::Cow;
use std::fmt::Write as _;

/// A text with what had to be guessed or given up.
pub(crate) struct Decoded<'b> {
    pub(crate) text: Cow<'b, str>,
    pub(crate) notes: Vec<(Location, String)>,
}

impl<'b> From<Cow<'b, str>> for Decoded<'b> {
    fn from(text: Cow<'b, str>) -> Self {
        Self { text, notes: Vec::new() }
    }
}

/// Decodes a whole text file.
pub(crate) fn decode(bytes: &[u8]) -> Result<Decoded<'_>, ReadError> {
    if let Some((encoding, bom)) = Encoding::for_bom(bytes) {
        let rest = &bytes[bom..];
        if encoding == UTF_16LE || encoding == UTF_16BE {
            return Ok(whole(rest, encoding));
        }
        return decode_bytes(rest);
    }
    decode_bytes(bytes)
}

fn decode_bytes(bytes: &[u8]) -> Result<Decoded<'_>, ReadError> {
    if let Some(encoding) = bare_utf16(bytes) {
        let mut decoded = whole(bytes, encoding);
        decoded.notes.push((Location::Whole, "文件没有编码标记，按 UTF-16 读取".to_owned()));
        return Ok(decoded);
    }
    if is_binary(bytes) {
        return Err(ReadError::Binary);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) if !looks_like_gb(bytes) => Ok(Cow::Borrowed(text).into()),
        Ok(_) => Ok(whole(bytes, GB18030)),
        Err(_) => by_line(bytes),
    }
}

fn whole(bytes: &[u8], encoding: &'static Encoding) -> Decoded<'static> {
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    let mut decoded = Decoded::from(Cow::Owned(text.into_owned()));
    if damaged {
        let message = format!("部分字符不合 {} 编码，已用“\u{fffd}”代替", encoding.name());
        decoded.notes.push((Location::Whole, message));
    }
    decoded
}

/// UTF-16 without its mark: zero bytes, all of them in odd or all in even places.
fn bare_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4096)];
    let mut zeros = [0_usize; 2];
    for at in memchr::memchr_iter(0, head) {
        zeros[at % 2] += 1;
    }
    let encoding = match zeros {
        [0, odd] if odd * 50 > head.len() => UTF_16LE,
        [even, 0] if even * 50 > head.len() => UTF_16BE,
        _ => return None,
    };
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    let control = |c: char| c.is_control() && !c.is_whitespace();
    (!damaged && !text.contains(control)).then_some(encoding)
}

/// More than one control byte in fifty: no text in any byte-wise encoding.
fn is_binary(bytes: &[u8]) -> bool {
    let control = |byte: u8| byte < 0x20 && !matches!(byte, 0x09..=0x0d | 0x1b) || byte == 0x7f;
    // Counted in bytes, a block at a time, so that the compiler can look at many bytes at once.
    let in_block = |block: &[u8]| block.iter().map(|&byte| u8::from(control(byte))).sum::<u8>();
    bytes.chunks(255).map(|block| usize::from(in_block(block))).sum::<usize>() * 50 > bytes.len()
}

/// Valid UTF-8 that has no character of three bytes, hence no Chinese, but reads as common Chinese
/// characters in GB: a short GB file whose pairs happen to be valid.
fn looks_like_gb(bytes: &[u8]) -> bool {
    bytes.iter().all(|&byte| byte < 0xe0) && {
        let (pairs, common) = gb_pairs(bytes);
        pairs >= 2 && common == pairs && !GB18030.decode_without_bom_handling(bytes).1
    }
}

/// Double-byte characters read as GB, and how many of them are common characters (first level of
/// GB 2312) or punctuation and full-width signs.
fn gb_pairs(bytes: &[u8]) -> (usize, usize) {
    let (mut pairs, mut common, mut at) = (0, 0, 0);
    while let Some(&lead) = bytes.get(at) {
        at += 1;
        if lead < 0x81 {
            continue;
        }
        let trail = bytes.get(at).copied().unwrap_or(0);
        at += 1;
        pairs += 1;
        let known = matches!(lead, 0xa1..=0xa3 | 0xb0..=0xd7) && trail >= 0xa1;
        common += usize::from(known);
    }
    (pairs, common)
}

/// Whether GB reads these bytes as mostly common characters.
fn plausible_gb(bytes: &[u8]) -> bool {
    let (pairs, common) = gb_pairs(bytes);
    common * 10 >= pairs * 7
}

/// Decodes line by line, since neither encoding has line ends inside its characters.
fn by_line(bytes: &[u8]) -> Result<Decoded<'_>, ReadError> {
    let (mut utf8, mut other) = (0_usize, 0_usize);
    for line in bytes.split(|&byte| byte == b'\n') {
        let foreign = line.iter().filter(|byte| !byte.is_ascii()).count();
        *(if std::str::from_utf8(line).is_ok() { &mut utf8 } else { &mut other }) += foreign;
    }
    let mostly_utf8 = utf8 > other;
    if !mostly_utf8 && !plausible_gb(bytes) && is_big5(bytes) {
        return Ok(whole(bytes, BIG5));
    }
    let mut lines = Lines { text: String::with_capacity(bytes.len() * 3 / 2), ..Lines::default() };
    for (index, line) in bytes.split(|&byte| byte == b'\n').enumerate() {
        if index > 0 {
            lines.text.push('\n');
        }
        lines.push(line, u32::try_from(index + 1).unwrap_or(u32::MAX), mostly_utf8);
    }
    if lines.lost * 10 > lines.text.len() {
        return Err(ReadError::Binary);
    }
    Ok(lines.finish(mostly_utf8))
}

fn is_big5(bytes: &[u8]) -> bool {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(1 << 16)], true);
    detector.guess(None, chardetng::Utf8Detection::Deny) == BIG5
}

/// The lines decoded so far.
#[derive(Default)]
struct Lines {
    text: String,
    /// Lines in the encoding the file mostly is not in.
    switched: Vec<u32>,
    /// Lines with bytes that nothing fits.
    broken: Vec<u32>,
    /// Bytes of the replacement characters put in.
    lost: usize,
}

impl Lines {
    fn push(&mut self, line: &[u8], number: u32, mostly_utf8: bool) {
        let as_utf8 = std::str::from_utf8(line).ok();
        if line.is_ascii() || (mostly_utf8 && as_utf8.is_some()) {
            self.text.push_str(as_utf8.unwrap_or_default());
            return;
        }
        let (as_gb, damaged) = GB18030.decode_without_bom_handling(line);
        match as_utf8 {
            Some(text) if damaged || !plausible_gb(line) => {
                self.switched.push(number);
                self.text.push_str(text);
            }
            None if damaged && mostly_utf8 => {
                self.push_broken(&String::from_utf8_lossy(line), number);
            }
            _ if damaged => self.push_broken(&as_gb, number),
            _ => {
                if mostly_utf8 {
                    self.switched.push(number);
                }
                self.text.push_str(&as_gb);
            }
        }
    }

    fn push_broken(&mut self, text: &str, number: u32) {
        self.broken.push(number);
        self.lost += text.matches('\u{fffd}').count() * '\u{fffd}'.len_utf8();
        self.text.push_str(text);
    }

    fn finish(self, mostly_utf8: bool) -> Decoded<'static> {
        let other = if mostly_utf8 { "GB18030" } else { "UTF-8" };
        let mut decoded = Decoded::from(Cow::Owned(self.text));
        if let Some(&first) = self.switched.first() {
            let message = format!("{}的编码与全文不同，按 {other} 读取", list(&self.switched));
            decoded.notes.push((Location::Line(first), message));
        }
        if let Some(&first) = self.broken.first() {
            let message = format!("{}有不能解码的字符，已用“\u{fffd}”代替", list(&self.broken));
            decoded.notes.push((Location::Line(first), message));
        }
        decoded
    }
}

/// “第 3、8 行”, the first few of many.
fn list(numbers: &[u32]) -> String {
    let mut words = String::from("第 ");
    for (index, number) in numbers.iter().take(10).enumerate() {
        let _ = write!(words, "{}{number}", if index > 0 { "、" } else { "" });
    }
    if numbers.len() > 10 {
        let _ = write!(words, " 等 {}", numbers.len());
    }
    words.push_str(" 行");
    words
}
