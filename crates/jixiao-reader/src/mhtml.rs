//! Web archives (MHTML), as office programs save a page with its parts in one file.
//!
//! Finds the parts that are web pages and undoes their transfer encoding; the pages themselves are
//! read as any other. Pictures and frames without text are passed over.

use crate::text::encoding;
use crate::{Limits, ReadError, html};
use jixiao_document::Document;
use std::borrow::Cow;

/// Whether the file begins with the headers of a web archive.
pub(crate) fn is_archive(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(4096)].to_ascii_lowercase();
    memchr::memmem::find(head, b"mime-version:").is_some()
        && memchr::memmem::find(head, b"content-type:").is_some()
        && (memchr::memmem::find(head, b"multipart/").is_some()
            || memchr::memmem::find(head, b"text/html").is_some())
}

/// Reads all pages of the archive into one document.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    let (headers, body) = split_headers(bytes);
    let boundary = header(&headers, "content-type").and_then(|value| parameter(value, "boundary"));
    let mut pages = Vec::new();
    match boundary.filter(|boundary| !boundary.is_empty()) {
        None => pages.extend(page(&headers, body)?),
        Some(boundary) => {
            for part in parts(body, &format!("--{boundary}")) {
                let (headers, content) = split_headers(part);
                pages.extend(page(&headers, content)?);
            }
        }
    }
    if pages.is_empty() {
        return Err(ReadError::damaged("网页归档（MHTML）", "里面没有网页"));
    }
    html::read_all(&pages, limits)
}

/// The text of a part that is a web page.
fn page(headers: &str, content: &[u8]) -> Result<Option<String>, ReadError> {
    let is_page = header(headers, "content-type")
        .is_some_and(|kind| kind.trim_start().to_ascii_lowercase().starts_with("text/html"));
    if !is_page {
        return Ok(None);
    }
    let transfer = header(headers, "content-transfer-encoding").unwrap_or_default();
    let bytes = match transfer.trim().to_ascii_lowercase().as_str() {
        "quoted-printable" => Cow::Owned(quoted_printable(content)),
        "base64" => Cow::Owned(base64(content)),
        _ => Cow::Borrowed(content),
    };
    Ok(Some(encoding::decode(&bytes)?.text.into_owned()))
}

/// The content between lines that begin with `delimiter`.
fn parts<'b>(body: &'b [u8], delimiter: &str) -> Vec<&'b [u8]> {
    let starts: Vec<usize> = memchr::memmem::find_iter(body, delimiter)
        .filter(|&at| at == 0 || body[at - 1] == b'\n')
        .collect();
    let ends = starts.iter().skip(1).copied().chain([body.len()]);
    let after = |start: usize| memchr::memchr(b'\n', &body[start..]).map(|end| start + end + 1);
    let part = |(&start, end)| body.get(after(start)?..end);
    starts.iter().zip(ends).filter_map(part).collect()
}

/// The headers with folded lines joined, and what follows the blank line.
fn split_headers(bytes: &[u8]) -> (String, &[u8]) {
    let crlf = memchr::memmem::find(bytes, b"\r\n\r\n").map(|at| (at, at + 4));
    let lf = memchr::memmem::find(bytes, b"\n\n").map(|at| (at, at + 2));
    let blank = crlf.into_iter().chain(lf).min();
    let (end, start) = blank.unwrap_or((bytes.len(), bytes.len()));
    let headers = String::from_utf8_lossy(&bytes[..end.min(1 << 16)]).replace("\r\n", "\n");
    (headers.replace("\n\t", " ").replace("\n ", " "), &bytes[start..])
}

fn header<'h>(headers: &'h str, name: &str) -> Option<&'h str> {
    headers.lines().find_map(|line| {
        let (found, value) = line.split_once(':')?;
        found.trim().eq_ignore_ascii_case(name).then_some(value)
    })
}

/// A parameter of a header's value: `multipart/related; boundary="x"`.
fn parameter<'h>(value: &'h str, name: &str) -> Option<&'h str> {
    value.split(';').find_map(|parameter| {
        let (found, value) = parameter.split_once('=')?;
        found.trim().eq_ignore_ascii_case(name).then(|| value.trim().trim_matches('"'))
    })
}

fn quoted_printable(content: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(content.len());
    let mut rest = content;
    while let Some(at) = memchr::memchr(b'=', rest) {
        out.extend_from_slice(&rest[..at]);
        let after = &rest[at + 1..];
        let hex = |byte: Option<&u8>| char::from(*byte?).to_digit(16);
        rest = match (hex(after.first()), hex(after.get(1))) {
            (Some(high), Some(low)) => {
                out.extend(u8::try_from(high * 16 + low));
                &after[2..]
            }
            // A line broken for transport only.
            _ if after.starts_with(b"\r\n") => &after[2..],
            _ if after.starts_with(b"\n") => &after[1..],
            _ => {
                out.push(b'=');
                after
            }
        };
    }
    out.extend_from_slice(rest);
    out
}

fn base64(content: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(content.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0_u32);
    for &byte in content {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => continue,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.extend(u8::try_from(bits >> count));
            bits &= (1 << count) - 1;
        }
    }
    out
}
