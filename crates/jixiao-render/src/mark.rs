//! The mark at the end of a document: a QR code and the small print beside it.
//!
//! Owns the code as squares and as a picture. What it says comes in; writers place it.

mod picture;

use crate::RenderError;
use crate::model::SealMark;
use crate::sheet::clean;
use qrcode::{Color, QrCode};

/// Side of the printed code with its white edge, in mm.
pub(crate) const SIDE_MM: u32 = 22;
/// 小五, the size of the small print, in half points.
pub(crate) const HALF_POINTS: u32 = 18;
/// The white edge around the code that readers ask for, in squares (GB/T 18284).
pub(crate) const QUIET_ZONE: usize = 4;
/// What the picture is called for those who cannot see it.
pub(crate) const DESCRIPTION: &str = "验真二维码";

/// A mark ready to be drawn.
#[derive(Debug, Clone)]
pub(crate) struct Mark {
    /// Squares on a side, with the white edge.
    pub(crate) side: usize,
    /// The dark runs of the code: row, first column and length in squares.
    pub(crate) runs: Vec<(usize, usize, usize)>,
    /// The small print.
    pub(crate) lines: Vec<String>,
}

impl Mark {
    /// The mark as `given`.
    ///
    /// # Errors
    /// [`RenderError::MarkTooLong`] when a QR code cannot hold the payload.
    pub(crate) fn new(given: &SealMark) -> Result<Self, RenderError> {
        let code = QrCode::new(&given.payload).map_err(|_| RenderError::MarkTooLong)?;
        let width = code.width();
        let colors = code.to_colors();
        let mut runs = Vec::new();
        for (row, squares) in colors.chunks(width.max(1)).enumerate() {
            let mut column = 0;
            for run in squares.chunk_by(|one, other| one == other) {
                if run.first() == Some(&Color::Dark) {
                    runs.push((row + QUIET_ZONE, column + QUIET_ZONE, run.len()));
                }
                column += run.len();
            }
        }
        let lines = given.lines.iter().map(|line| clean(line).replace('\n', " ")).collect();
        Ok(Self { side: width + 2 * QUIET_ZONE, runs, lines })
    }

    /// The code as a PNG file.
    pub(crate) fn picture(&self) -> Vec<u8> {
        picture::png(self)
    }
}
