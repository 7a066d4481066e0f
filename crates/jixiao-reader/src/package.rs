//! Zip packages: opening, finding parts, unpacking them within the limits.
//!
//! The only user of the zip crate. Knows part names and what kind of office file a package is;
//! knows nothing of the XML inside.

use crate::{Limits, ReadError};
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// Below this size a high ratio of compression harms nobody and is common in real files.
const RATIO_FLOOR: u64 = 8 << 20;

/// An open package with the account of what was unpacked.
pub(crate) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    limits: &'b Limits,
    unpacked: u64,
}

/// What a package holds, with the name of its main part.
pub(crate) enum Office {
    Word(String),
    Sheets(String),
}

impl<'b> Package<'b> {
    pub(crate) fn open(bytes: &'b [u8], limits: &'b Limits) -> Result<Self, ReadError> {
        let archive = ZipArchive::new(Cursor::new(bytes))
            .map_err(|error| ReadError::DamagedZip(reason(&error).to_owned()))?;
        if archive.len() > limits.zip_entries {
            return Err(ReadError::too_large("压缩包内的文件数", limits.zip_entries));
        }
        Ok(Self { archive, limits, unpacked: 0 })
    }

    /// Which kind of office file this is; refuses all that has no reader.
    pub(crate) fn office(&mut self) -> Result<Office, ReadError> {
        for (part, office) in [
            ("word/document.xml", Office::Word as fn(String) -> Office),
            ("xl/workbook.xml", Office::Sheets),
        ] {
            if self.find(part).is_some() {
                return Ok(office(part.to_owned()));
            }
        }
        self.by_relationship().unwrap_or_else(|| Err(self.refusal()))
    }

    /// The office file by the relationship that names its main part, where that is not the usual.
    fn by_relationship(&mut self) -> Option<Result<Office, ReadError>> {
        let relationships = match self.text("_rels/.rels") {
            Ok(text) => text?,
            Err(error) => return Some(Err(error)),
        };
        let kind = relationships.find("/relationships/officeDocument\"")?;
        let start = relationships[..kind].rfind('<')?;
        let element = &relationships[start..];
        let element = &element[..element.find('>')?];
        let (_, target) = element.split_once("Target=\"")?;
        let part = target.split('"').next()?.trim_start_matches('/').to_owned();
        match () {
            () if self.find(&part).is_none() => None,
            () if part.ends_with("workbook.bin") => None,
            () if part.starts_with("word/") => Some(Ok(Office::Word(part))),
            () if part.starts_with("xl/") => Some(Ok(Office::Sheets(part))),
            () => None,
        }
    }

    fn refusal(&self) -> ReadError {
        let has = |part: &str| self.find(part).is_some();
        match () {
            () if has("OFD.xml") => ReadError::Convertible("版式文件（OFD）"),
            () if has("xl/workbook.bin") => ReadError::Convertible("二进制工作簿（xlsb）"),
            () if has("ppt/presentation.xml") => ReadError::Convertible("演示文稿（pptx）"),
            () if has("content.xml") && has("mimetype") => {
                ReadError::Convertible("开放文档格式（odt、ods）")
            }
            () if has("[Content_Types].xml") => ReadError::Damaged {
                part: "文档包".to_owned(),
                reason: "缺少正文（word/document.xml 或 xl/workbook.xml）".to_owned(),
            },
            () => ReadError::Archive("ZIP"),
        }
    }

    /// Index of a part. Some writers use other letter case, a leading slash or backslashes.
    fn find(&self, part: &str) -> Option<usize> {
        self.archive.index_for_name(part).or_else(|| {
            let same = |name: &[u8]| {
                let name = name.strip_prefix(b"/").unwrap_or(name);
                let byte =
                    |&byte: &u8| if byte == b'\\' { b'/' } else { byte.to_ascii_lowercase() };
                name.len() == part.len()
                    && name.iter().map(byte).eq(part.bytes().map(|byte| byte.to_ascii_lowercase()))
            };
            self.archive.file_names_raw().position(same)
        })
    }

    /// Unpacks a part as text; `None` where the package has none of that name.
    pub(crate) fn text(&mut self, part: &str) -> Result<Option<String>, ReadError> {
        let Some(index) = self.find(part) else { return Ok(None) };
        let bytes = self.unpack(index, part)?;
        Ok(Some(String::from_utf8(bytes).unwrap_or_else(|error| decode(error.as_bytes()))))
    }

    /// Unpacks a part that has to be there.
    pub(crate) fn required(&mut self, part: &str) -> Result<String, ReadError> {
        self.text(part)?.ok_or_else(|| ReadError::damaged(part, "压缩包内没有这一部分"))
    }

    fn unpack(&mut self, index: usize, part: &str) -> Result<Vec<u8>, ReadError> {
        let limits = self.limits;
        let file = self.archive.by_index(index).map_err(|error| match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => ReadError::Encrypted,
            error => ReadError::damaged(part, reason(&error)),
        })?;
        let by_ratio =
            RATIO_FLOOR.max(file.compressed_size().saturating_mul(limits.compression_ratio));
        let by_total = limits.unpacked_bytes.saturating_sub(self.unpacked);
        let most = limits.part_bytes.min(by_total).min(by_ratio);
        // What a package declares is refused at once; what it hides is refused while unpacking.
        let mut size = file.size();
        let mut bytes = Vec::new();
        if size <= most {
            bytes.reserve(usize::try_from(size.min(RATIO_FLOOR)).unwrap_or_default());
            file.take(most.saturating_add(1))
                .read_to_end(&mut bytes)
                .map_err(|_| ReadError::damaged(part, "压缩数据有误，解压失败"))?;
            size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        }
        if size > most {
            return Err(if most < limits.part_bytes.min(by_total) {
                let limit = format!("{} 倍", limits.compression_ratio);
                ReadError::too_large(format!("{part} 的压缩比"), limit)
            } else {
                let limit = format!("{} 兆字节", most >> 20);
                ReadError::too_large(format!("{part} 解压后的大小"), limit)
            });
        }
        self.unpacked += size;
        Ok(bytes)
    }
}

/// Text of a part that is not UTF-8: by its byte order mark, else by the encoding it declares.
fn decode(bytes: &[u8]) -> String {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(128)]);
    let declared = head.split_once("encoding=").and_then(|(_, rest)| {
        let quote = rest.chars().next()?;
        rest.get(1..)?.split(quote).next()
    });
    let encoding = declared.and_then(|label| encoding_rs::Encoding::for_label(label.as_bytes()));
    encoding.unwrap_or(encoding_rs::UTF_8).decode(bytes).0.into_owned()
}

fn reason(error: &ZipError) -> &'static str {
    match error {
        ZipError::InvalidArchive(_) => "找不到完整的目录",
        ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => {
            "用了不支持的压缩方法"
        }
        ZipError::Io(_) => "数据不完整",
        _ => "结构有误",
    }
}
