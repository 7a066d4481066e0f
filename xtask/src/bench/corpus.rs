//! The corpus: seeded samples in every layout, one file a form.

use anyhow::{Context, Result};
use fastrand::Rng;
use jixiao_testkit::{Block, Layout, Sample, TextStyle, docx, text, xlsx};
use std::fs;
use std::path::Path;

type Writer = fn(&[Block], usize) -> Vec<u8>;

/// Formats and their writers. `text` keeps its rows (tabs and Markdown in turn), `damaged` has lost
/// its table (cells run together by blanks, and one cell a line, in turn).
pub(crate) const FORMATS: [(&str, Writer); 4] = [
    ("text", |blocks, index| styled(blocks, index, [TextStyle::Tabs, TextStyle::Markdown])),
    ("damaged", |blocks, index| styled(blocks, index, [TextStyle::Spaces, TextStyle::CellLines])),
    ("docx", |blocks, _| docx(blocks)),
    ("xlsx", |blocks, _| xlsx(blocks)),
];

fn styled(blocks: &[Block], index: usize, styles: [TextStyle; 2]) -> Vec<u8> {
    text(blocks, styles[index / Layout::ALL.len() % 2]).into_bytes()
}

/// Writes `forms` files a format below `folder`, unless they are there already.
pub(crate) fn write(folder: &Path, forms: usize) -> Result<()> {
    for (format, writer) in FORMATS {
        let place = folder.join(format);
        if fs::read_dir(&place).is_ok_and(|files| files.count() == forms) {
            continue;
        }
        if place.exists() {
            fs::remove_dir_all(&place)?;
        }
        fs::create_dir_all(&place)?;
        let ending = if matches!(format, "text" | "damaged") { "txt" } else { format };
        for index in 0..forms {
            let sample = Sample::draw(&mut Rng::with_seed(index as u64));
            let layout = Layout::ALL[index % Layout::ALL.len()];
            let bytes = writer(&layout.blocks(&sample), index);
            let file = place.join(format!("{index:05}.{ending}"));
            fs::write(&file, bytes).with_context(|| format!("writing {}", file.display()))?;
        }
    }
    Ok(())
}

/// Copies the first `count` files of `from` to `to`.
pub(crate) fn copy_part(from: &Path, to: &Path, count: usize) -> Result<()> {
    if to.exists() {
        fs::remove_dir_all(to)?;
    }
    fs::create_dir_all(to)?;
    let mut files: Vec<_> = fs::read_dir(from)?.collect::<std::io::Result<_>>()?;
    files.sort_by_key(fs::DirEntry::file_name);
    for file in files.iter().take(count) {
        fs::copy(file.path(), to.join(file.file_name()))?;
    }
    Ok(())
}
