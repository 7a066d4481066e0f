//! What sort of file some bytes are.

/// A sort of file that is taken as evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// PDF
    Pdf,
    /// PNG picture
    Png,
    /// JPEG picture
    Jpeg,
    /// Word, Excel or PowerPoint since 2007, OFD, or a zip archive: all are zip packages.
    Package(PackageKind),
    /// Word, Excel or PowerPoint before 2007.
    Ole,
    /// Text in UTF-8.
    Text,
}

/// What a zip package holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PackageKind {
    /// .docx
    Docx,
    /// .xlsx
    Xlsx,
    /// .ofd
    Ofd,
    /// Anything else.
    Zip,
}

impl FileKind {
    /// The sort of a content; `None` for what is not taken: programs, web pages, unknown bytes.
    pub fn of(content: &[u8]) -> Option<Self> {
        if content.starts_with(b"%PDF-") {
            Some(Self::Pdf)
        } else if content.starts_with(b"\x89PNG\r\n\x1a\n") {
            Some(Self::Png)
        } else if content.starts_with(b"\xff\xd8\xff") {
            Some(Self::Jpeg)
        } else if content.starts_with(b"PK\x03\x04") {
            Some(Self::Package(package(content)))
        } else if content.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
            Some(Self::Ole)
        } else {
            is_plain_text(content).then_some(Self::Text)
        }
    }

    /// The media type under which it is handed out.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Package(PackageKind::Docx) => {
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            }
            Self::Package(PackageKind::Xlsx) => {
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            }
            Self::Package(PackageKind::Ofd) => "application/ofd",
            Self::Package(PackageKind::Zip) => "application/zip",
            Self::Ole => "application/x-ole-storage",
            Self::Text => "text/plain; charset=utf-8",
        }
    }
}

/// Names of parts stand uncompressed in a package.
fn package(content: &[u8]) -> PackageKind {
    let has = |name: &[u8]| content.windows(name.len()).any(|window| window == name);
    if has(b"word/document.xml") {
        PackageKind::Docx
    } else if has(b"xl/workbook.xml") {
        PackageKind::Xlsx
    } else if has(b"OFD.xml") {
        PackageKind::Ofd
    } else {
        PackageKind::Zip
    }
}

/// Text without markup: a web page could run scripts in whoever opens it.
fn is_plain_text(content: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(content) else { return false };
    let start = text.trim_start_matches('\u{feff}').trim_start();
    !text.is_empty()
        && !start.starts_with('<')
        && text.chars().all(|c| !c.is_control() || matches!(c, '\n' | '\r' | '\t'))
}

#[cfg(test)]
mod tests {
    use super::{FileKind, PackageKind};

    #[test]
    fn the_content_decides_and_not_the_name() {
        let cases: [(&[u8], Option<FileKind>); 8] = [
            (b"%PDF-1.7 ...", Some(FileKind::Pdf)),
            (b"\xff\xd8\xff\xe0", Some(FileKind::Jpeg)),
            (b"PK\x03\x04....word/document.xml", Some(FileKind::Package(PackageKind::Docx))),
            (b"PK\x03\x04....", Some(FileKind::Package(PackageKind::Zip))),
            ("签到表".as_bytes(), Some(FileKind::Text)),
            (b"MZ\x90\x00", None),
            (b"  <html><script>", None),
            (b"", None),
        ];
        for (content, kind) in cases {
            assert_eq!(FileKind::of(content), kind);
        }
    }
}
