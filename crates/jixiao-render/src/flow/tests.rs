//! Texts laid out as lines.

use super::*;
use crate::model::Day;
use crate::model::text::TextCell;

fn lines(flow: &Flow) -> Vec<(Role, &str)> {
    let mut lines = Vec::new();
    for item in &flow.items {
        if let Item::Line(line) = item {
            lines.push((line.role, line.text.as_str()));
        }
    }
    lines
}

#[test]
fn a_document_is_laid_out_from_head_to_signature() {
    let document = TextDocument {
        document_number: "江工发〔2026〕12号".to_owned(),
        title: "送温暖项目\n绩效自评报告".to_owned(),
        recipient: "市财政局".to_owned(),
        blocks: vec![
            Block::Heading { level: HeadingLevel::One, text: "项目概况".to_owned() },
            Block::Heading { level: HeadingLevel::Two, text: "预算\n情况".to_owned() },
            Block::Paragraph("甲。\n\n乙。".to_owned()),
            Block::Table(TextTable {
                caption: "表1".to_owned(),
                unit: "万元".to_owned(),
                rows: vec![vec![TextCell::words("a")]],
                ..TextTable::default()
            }),
            Block::List(vec!["一件".to_owned(), "两件".to_owned()]),
        ],
        attachments: vec!["自评表".to_owned(), "清单".to_owned()],
        signature: Some(Signature {
            unit: "江州市总工会".to_owned(),
            day: Some(Day { year: 2026, month: 3, day: 1 }),
        }),
        ..TextDocument::default()
    };
    let flow = lay_out(&document);
    assert_eq!(flow.title, "送温暖项目绩效自评报告");
    assert_eq!(
        lines(&flow),
        [
            (Role::DocumentNumber, "江工发〔2026〕12号"),
            (Role::Title, "送温暖项目"),
            (Role::Title, "绩效自评报告"),
            (Role::Recipient, "市财政局："),
            (Role::Heading(HeadingLevel::One), "一、项目概况"),
            (Role::Heading(HeadingLevel::Two), "（一）预算情况"),
            (Role::Body, "甲。"),
            (Role::Body, "乙。"),
            (Role::Caption, "表1"),
            (Role::TableUnit, "单位：万元"),
            (Role::Gap, ""),
            (Role::Body, "①一件"),
            (Role::Body, "②两件"),
            (Role::Gap, ""),
            (Role::Attachment, "附件：1.自评表"),
            (Role::Attachment, "\u{3000}\u{3000}\u{3000}2.清单"),
            (Role::SignatureGap, ""),
            (Role::SignatureGap, ""),
            (Role::Signer, "江州市总工会"),
            (Role::Day, "2026年3月1日"),
        ]
    );
}

#[test]
fn the_unit_stands_in_the_middle_above_the_day() {
    for (unit, unit_indent, day_indent) in
        [("江州市总工会", 43, 40), ("江州市总工会困难职工帮扶与法律援助服务中心", 0, 72)]
    {
        let mut flow = Builder::default();
        let day = Some(Day { year: 2026, month: 3, day: 1 });
        flow.signature(&Signature { unit: unit.to_owned(), day });
        let indents: Vec<u32> = flow
            .items
            .iter()
            .map(|item| match item {
                Item::Line(line) => line.right_indent,
                Item::Table(_) => 0,
            })
            .collect();
        assert_eq!(indents[2..], [unit_indent, day_indent], "{unit}");
    }
}
