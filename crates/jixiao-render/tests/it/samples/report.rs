//! A report with headings of every level, long paragraphs and two tables, one of several pages.

use jixiao_render::model::Day;
use jixiao_render::model::text::{
    Block, HeadingLevel, Signature, TextCell, TextDocument, TextTable,
};

const SENTENCE: &str = "江州市总工会全年走访慰问困难职工1520户，发放慰问金152.00万元，\
                        预算执行率99.68%，各项产出指标均已完成（详见附表），\
                        服务对象满意度达到96.50%。";

/// The report.
pub(crate) fn report() -> TextDocument {
    let heading = |level, text: &str| Block::Heading { level, text: text.to_owned() };
    let paragraph = |count| Block::Paragraph(SENTENCE.repeat(count));
    TextDocument {
        organisation: "江州市总工会".to_owned(),
        document_number: "江工发〔2026〕12号".to_owned(),
        title: "2025年度送温暖项目支出绩效自评报告".to_owned(),
        subtitle: String::new(),
        recipient: "市财政局".to_owned(),
        blocks: vec![
            heading(HeadingLevel::One, "项目基本情况"),
            heading(HeadingLevel::Two, "项目概况"),
            paragraph(4),
            paragraph(1),
            heading(HeadingLevel::Two, "资金投入和使用情况"),
            paragraph(1),
            Block::Table(funds()),
            heading(HeadingLevel::Three, "资金到位情况"),
            paragraph(1),
            heading(HeadingLevel::Four, "市级资金"),
            paragraph(8),
            heading(HeadingLevel::One, "绩效评价结论"),
            paragraph(2),
            Block::Table(units()),
            heading(HeadingLevel::One, "下一步工作建议"),
            Block::Paragraph("进一步加强预算执行管理，提高资金使用效益。".to_owned()),
            Block::List(vec!["完善困难职工档案。".to_owned(), "按季通报执行进度。".to_owned()]),
        ],
        attachments: vec!["项目支出绩效自评表".to_owned()],
        signature: Some(Signature {
            unit: "江州市总工会".to_owned(),
            day: Some(Day { year: 2026, month: 3, day: 1 }),
        }),
    }
}

fn funds() -> TextTable {
    let heads = ["资金来源", "全年预算数", "全年执行数", "执行率"];
    TextTable {
        caption: "表1 预算执行情况".to_owned(),
        unit: "万元".to_owned(),
        column_weights: vec![4, 2, 2, 2],
        header: vec![heads.map(TextCell::centered).to_vec()],
        rows: vec![
            vec![
                TextCell::words("财政拨款"),
                TextCell::figure("152.50"),
                TextCell::figure("152.00"),
                TextCell::figure("99.67%"),
            ],
            vec![TextCell::centered("合计").in_bold(), TextCell::centered("略").spanning(1, 3)],
        ],
    }
}

/// Two header rows with merged cells, sixty rows below.
fn units() -> TextTable {
    TextTable {
        caption: "表2 各单位慰问情况".to_owned(),
        unit: String::new(),
        column_weights: Vec::new(),
        header: vec![
            vec![
                TextCell::centered("单位").spanning(2, 1),
                TextCell::centered("慰问户数").spanning(1, 2),
                TextCell::centered("说明").spanning(2, 1),
            ],
            vec![TextCell::centered("计划"), TextCell::centered("实际")],
        ],
        rows: (1..=60)
            .map(|number| {
                vec![
                    TextCell::words(format!("第{number}基层工会委员会")),
                    TextCell::figure((number * 10).to_string()),
                    TextCell::figure((number * 11).to_string()),
                    TextCell::words("按计划完成，未发生偏差。"),
                ]
            })
            .collect(),
    }
}
