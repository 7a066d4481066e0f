//! Files for people to keep: always offered as a download, never shown inside the site.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};

/// The media type of a workbook.
pub(crate) const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// A file as an answer. It is never kept by the page cache, and a browser asks again each time.
pub(crate) fn file(name: &str, media_type: &str, content: Vec<u8>) -> Response {
    let encoded: String = name.bytes().map(encode).collect();
    let disposition = format!("attachment; filename*=UTF-8''{encoded}");
    let kind = HeaderValue::from_str(media_type)
        .unwrap_or(HeaderValue::from_static("application/octet-stream"));
    let headers = [
        (header::CONTENT_TYPE, kind),
        (
            header::CONTENT_DISPOSITION,
            HeaderValue::from_str(&disposition).expect("only unreserved characters and escapes"),
        ),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (headers, content).into_response()
}

/// RFC 8187: everything but letters, digits and three marks is escaped.
fn encode(byte: u8) -> String {
    if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_') {
        char::from(byte).to_string()
    } else {
        format!("%{byte:02X}")
    }
}
