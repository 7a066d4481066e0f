//! A record of fields, as applications and files are printed.

use super::*;

/// A record of a person with a table, or a list alone where it has many lines.
pub(crate) fn record(count: usize) -> RecordForm {
    let row = |number: usize| {
        vec![
            number.to_string(),
            format!("张{number}"),
            "江州第一机械厂".to_owned(),
            "1,000.00".to_owned(),
        ]
    };
    let table = RecordBlock::Table {
        weights: vec![12, 30, 80, 40],
        heads: ["序号", "姓名", "工作单位", "金额（元）"].map(str::to_owned).into(),
        rows: (1..=count).map(row).collect(),
    };
    let pair = |label: &str, value: &str| (label.to_owned(), value.to_owned());
    let mut blocks = vec![table];
    if count < 50 {
        blocks.insert(0, RecordBlock::Heading("基本情况".to_owned()));
        blocks.insert(
            1,
            RecordBlock::Pairs(vec![
                pair("申请人", "张安"),
                pair("证件号码", "530102********1001"),
                pair("申请单位", "江州市总工会"),
            ]),
        );
        let text = "家庭主要劳动力患病。\n经办：王勤　2026年3月2日".to_owned();
        blocks.push(RecordBlock::Text { label: "基层初审".to_owned(), text });
    }
    RecordForm {
        title: "医疗救助申请表".to_owned(),
        subtitle: "2026年医疗救助".to_owned(),
        blocks,
        notes: vec!["证件号码按规定隐去部分数字。".to_owned()],
        foot: Foot { seal: true, ..Foot::default() },
    }
}
