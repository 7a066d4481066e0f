//! Why a file could not be read, as sentences for the person who gave it.
//!
//! Each message says what the file is and what to do about it. The file's name is not part of the
//! message: the caller knows it and prints it first.

/// Why a file could not be read. `Display` is a Chinese sentence that says what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// No bytes, or nothing but blanks.
    #[error("文件是空的，没有可读的内容")]
    Empty,
    /// A PDF, which a later version will read.
    #[error("暂不能读取 PDF，请先另存为 docx、xlsx 或文本文件；后续版本支持")]
    Pdf,
    /// A picture; the field names its format.
    #[error("这是图片或扫描件（{0}），不能读取；请提供 docx、xlsx 原件，或用文字识别软件转为文本")]
    Image(&'static str),
    /// A Word 97–2003 document.
    #[error("这是旧版 Word 文档（.doc），不能直接读取；请用 Word 或 WPS 打开，另存为 docx")]
    LegacyWord,
    /// A format with text in it that another program can convert; the field says which.
    #[error("暂不支持{0}；请用办公软件打开，另存为 docx 或 xlsx")]
    Convertible(&'static str),
    /// An archive that must be unpacked first; the field names its format.
    #[error("这是压缩包（{0}），请先解压，再检查里面的文件")]
    Archive(&'static str),
    /// Protected by a password.
    #[error("文件有密码保护，不能读取；请解除密码后另存，再行检查")]
    Encrypted,
    /// A zip package whose table of contents is broken.
    #[error("压缩结构已损坏（{0}），文件可能未下载完整；请重新获取，或用办公软件修复后另存")]
    DamagedZip(String),
    /// A part of a package, or the file itself, is broken.
    #[error("文件已损坏：{part} 不能解读（{reason}）；请重新获取，或用办公软件修复后另存")]
    Damaged {
        /// The part of the package, or the format.
        part: String,
        /// What is wrong with it, with the place where known.
        reason: String,
    },
    /// Beyond one of [`crate::Limits`].
    #[error("{what}超过上限 {limit}，为安全起见未读取；请拆分或精简后再试")]
    TooLarge {
        /// What is too large, with the part or place.
        what: String,
        /// The limit, with its unit.
        limit: String,
    },
    /// Bytes that are no text and no known format.
    #[error("不是可识别的文档：内容为二进制数据；请提供 docx、xlsx、xls、html 或文本文件")]
    Binary,
}

impl ReadError {
    pub(crate) fn too_large(what: impl Into<String>, limit: impl std::fmt::Display) -> Self {
        Self::TooLarge { what: what.into(), limit: limit.to_string() }
    }

    pub(crate) fn damaged(part: impl Into<String>, reason: impl std::fmt::Display) -> Self {
        Self::Damaged { part: part.into(), reason: reason.to_string() }
    }
}
