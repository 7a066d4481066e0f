//! A font of this machine for characters that the embedded fonts lack.

use jixiao_app::documents::FallbackFont;
use std::fs;

/// Usual places of fonts with all of GBK, and which face of the file is the simplified Chinese one.
const PLACES: &[(&str, u32)] = &[
    ("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc", 2),
    ("/usr/share/fonts/noto-cjk/NotoSerifCJK-Regular.ttc", 2),
    ("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2),
    ("C:\\Windows\\Fonts\\simsun.ttc", 0),
];

/// The first that is there; `None` leaves a form with such characters to docx and xlsx.
pub(crate) fn fallback() -> Option<FallbackFont> {
    PLACES.iter().find_map(|(path, index)| {
        let bytes = fs::read(path).ok()?;
        Some(FallbackFont { bytes, index: *index })
    })
}
