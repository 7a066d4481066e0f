//! What a reader takes on before it refuses or cuts.
//!
//! Owns the numbers only; each reader enforces those that concern it and says so in an error or a
//! note. The defaults are far above any real form and far below what hurts an office PC.

/// Bounds on one file. Every default is documented at its field.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Largest file, bytes. Default 256 MiB.
    pub file_bytes: u64,
    /// Largest unpacked part of a zip package, bytes. Default 128 MiB.
    pub part_bytes: u64,
    /// Most bytes unpacked from one package in all, and most text in one document. Default 256 MiB.
    pub unpacked_bytes: u64,
    /// Largest ratio of unpacked to packed bytes of a part above 8 MiB. Default 300; real forms
    /// stay below 60, deflate bombs approach 1000.
    pub compression_ratio: u64,
    /// Most entries in a zip package. Default 10 000.
    pub zip_entries: usize,
    /// Deepest nesting of XML or HTML elements. Default 256.
    pub xml_depth: usize,
    /// Deepest nesting of tables within tables. Default 16.
    pub table_nesting: usize,
    /// Most rows of a table or a sheet, and most lines or paragraphs of a document that are not
    /// blank. Default 1 048 576, the height of a sheet.
    pub rows: u32,
    /// Most columns of a table. Default 16 384, the width of a sheet.
    pub columns: u32,
    /// Most cells of a document. Default 2 000 000.
    pub cells: usize,
    /// Most places the merged cells of a document may cover in all, inside the used parts of its
    /// tables; those beyond are read as single cells, with a note. Default 4 000 000.
    pub merged_area: u64,
    /// Longest line, paragraph or cell, bytes; what is longer is cut, with a note. Default 1 MiB.
    pub text_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 256 << 20,
            part_bytes: 128 << 20,
            unpacked_bytes: 256 << 20,
            compression_ratio: 300,
            zip_entries: 10_000,
            xml_depth: 256,
            table_nesting: 16,
            rows: 1_048_576,
            columns: 16_384,
            cells: 2_000_000,
            merged_area: 4_000_000,
            text_bytes: 1 << 20,
        }
    }
}
