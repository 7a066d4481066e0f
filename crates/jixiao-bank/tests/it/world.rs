//! An invented batch, and what a bank would answer to it.

use chrono::NaiveDate;
use jixiao_bank::{Batch, Layout, Layouts, Line, Payer};
use jixiao_domain::Money;

pub(crate) const IDS: [&str; 5] =
    ["icbc-batch", "generic-text", "generic-fixed", "generic-csv", "generic-xlsx"];

pub(crate) fn layout(id: &str) -> &'static Layout {
    Layouts::builtin().by_id(id, 2025).unwrap()
}

pub(crate) fn line(number: u32, name: &str, fen: i64) -> Line {
    Line {
        number,
        name: name.to_owned(),
        account: format!("62220000{:011}", u64::from(number) * 7 + 1),
        amount: Money::from_fen(fen),
        bank: "中国工商银行江州分行".to_owned(),
        province: "江南省".to_owned(),
        city: "江州市".to_owned(),
        purpose: "送温暖".to_owned(),
        remark: String::new(),
        mobile: String::new(),
    }
}

pub(crate) fn batch(lines: Vec<Line>) -> Batch {
    Batch {
        number: "SWN2025-003".to_owned(),
        day: NaiveDate::from_ymd_opt(2025, 1, 20).unwrap(),
        payer: Payer {
            bank: "中国工商银行江州分行营业部".to_owned(),
            account: "1001000009000000001".to_owned(),
            name: "江州市总工会".to_owned(),
        },
        lines,
    }
}

/// So many lines with amounts that differ.
pub(crate) fn lines(count: u32) -> Vec<Line> {
    (1..=count).map(|number| line(number, "李建国", 50_000 + i64::from(number) * 10)).collect()
}

/// A generic csv return: (serial, line, status, reason).
pub(crate) fn csv_return(answers: &[(&Line, &str, &str)], total: &str) -> String {
    let mut text = "序号,收款账号,收款户名,金额（元）,处理结果,失败原因\r\n".to_owned();
    for (line, status, reason) in answers {
        let fen = line.amount.fen();
        text.push_str(&format!(
            "{},{},{},\"{}.{:02}\",{status},{reason}\r\n",
            line.number,
            line.account,
            line.name,
            fen / 100,
            fen % 100
        ));
    }
    text + total
}
