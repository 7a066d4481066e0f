//! The texts of a report.

use super::Walk;
use jixiao_render::model::TextDocument;
use jixiao_render::model::text::{Block, TextCell};

impl Walk<'_> {
    pub(super) fn document(&mut self, document: &mut TextDocument) {
        self.prose("发文机关", &mut document.organisation);
        self.prose("发文字号", &mut document.document_number);
        for text in [&mut document.title, &mut document.subtitle, &mut document.recipient] {
            self.prose("标题", text);
        }
        let mut heading = "正文".to_owned();
        for block in &mut document.blocks {
            match block {
                Block::Heading { text, .. } => {
                    self.prose("小标题", text);
                    heading = format!("正文“{text}”");
                }
                Block::Paragraph(text) => self.prose(&heading, text),
                Block::List(items) => {
                    for item in items {
                        self.prose(&heading, item);
                    }
                }
                Block::Table(table) => {
                    self.prose(&heading, &mut table.caption);
                    self.prose(&heading, &mut table.unit);
                    let rows = table.header.iter_mut().chain(&mut table.rows);
                    for TextCell { text, .. } in rows.flatten() {
                        self.cell(&format!("{heading}的表格"), text);
                    }
                }
            }
        }
        for title in &mut document.attachments {
            self.prose("附件", title);
        }
        if let Some(signature) = &mut document.signature {
            self.prose("落款", &mut signature.unit);
        }
    }
}
