//! Why a form could not be rendered.

/// Why there are no bytes; each says in Chinese what is wrong.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// The layout prints another kind of form.
    #[error("“{layout}”不能用来打印这种表")]
    OtherForm {
        /// The title of the layout.
        layout: &'static str,
    },
    /// A text document has no workbook.
    #[error("报告没有电子表格格式，请改用 docx 或 pdf")]
    NoWorkbook,
    /// A text is longer than a workbook cell may be.
    #[error("有一格文字长达 {length} 字，超过电子表格单元格的上限 32767 字，请改用 docx 或 pdf")]
    CellTooLong {
        /// Characters of the text.
        length: usize,
    },
    /// A QR code cannot hold what the mark is to say.
    #[error("验真二维码的内容过长")]
    MarkTooLong,
    /// The workbook could not be written.
    #[error("无法生成 xlsx：{0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// The package could not be written.
    #[error("无法生成 docx：{0}")]
    Package(#[from] zip::result::ZipError),
    /// The PDF could not be written.
    #[error("无法生成 pdf：{0}")]
    Pdf(String),
}

impl From<std::io::Error> for RenderError {
    fn from(error: std::io::Error) -> Self {
        Self::Package(zip::result::ZipError::Io(error))
    }
}
