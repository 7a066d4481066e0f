//! Samples as text: tables kept, and tables damaged the way extraction damages them.

use crate::grid::{Block, Grid};

/// How a table is turned into text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextStyle {
    /// One row a line, cells separated by tabs, merged cells leaving blanks.
    Tabs,
    /// A Markdown table.
    Markdown,
    /// One row a line, cells separated by one space, blank cells lost: as PDF tools leave it.
    Spaces,
    /// One cell a line with a closing bar, blank cells as a bar alone.
    CellLines,
}

impl TextStyle {
    /// All styles.
    pub const ALL: [TextStyle; 4] =
        [TextStyle::Tabs, TextStyle::Markdown, TextStyle::Spaces, TextStyle::CellLines];
}

/// The blocks as UTF-8 text.
pub fn text(blocks: &[Block], style: TextStyle) -> String {
    let mut out = String::new();
    for block in blocks {
        match block {
            Block::Paragraph(line) => {
                out.push_str(line);
                out.push_str("\n\n");
            }
            Block::Table(grid) => {
                table(&mut out, grid, style);
                out.push('\n');
            }
        }
    }
    out
}

fn table(out: &mut String, grid: &Grid, style: TextStyle) {
    for (index, row) in grid.rows.iter().enumerate() {
        let mut cells = vec![""; grid.column_count];
        for cell in row {
            if let Some(slot) = cells.get_mut(cell.column) {
                *slot = &cell.text;
            }
        }
        let present = || row.iter().map(|cell| cell.text.as_str());
        match style {
            TextStyle::Tabs => out.push_str(&cells.join("\t")),
            TextStyle::Markdown => out.push_str(&format!("| {} |", cells.join(" | "))),
            TextStyle::Spaces => {
                let filled: Vec<&str> = present().filter(|text| !text.is_empty()).collect();
                out.push_str(&filled.join(" "));
            }
            TextStyle::CellLines => {
                let lines: Vec<String> = present()
                    .map(|text| if text.is_empty() { "|".to_owned() } else { format!("{text} |") })
                    .collect();
                out.push_str(&lines.join("\n"));
            }
        }
        out.push('\n');
        if style == TextStyle::Markdown && index == 0 {
            out.push_str(&format!("|{}\n", "---|".repeat(grid.column_count)));
        }
    }
}
