//! How long a batch of so many lines takes to be written, and its return file to be read and matched;
//! `cargo xtask bench --payments` runs it.

use chrono::NaiveDate;
use jixiao_bank::{Batch, Layout, Layouts, Line, Payer, export, match_return, read_return};
use jixiao_domain::Money;
use std::time::{Duration, Instant};

const YEAR: u16 = 2026;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let count: u32 = std::env::args().nth(1).map_or(Ok(100_000), |count| count.parse())?;
    for id in ["generic-csv", "generic-fixed", "generic-xlsx", "icbc-batch"] {
        let layout = Layouts::builtin().by_id(id, YEAR)?;
        let batch = batch(count);
        let started = Instant::now();
        let release = export(&batch, layout)?;
        let written = started.elapsed();
        if release.count != count {
            return Err("lines are missing".into());
        }
        print(&format!("{id}, written"), count, written);
    }
    let layout = Layouts::builtin().by_id("generic-csv", YEAR)?;
    read(layout, count, true)?;
    read(layout, count, false)
}

/// Reads and matches the answer to a batch: by number, or by account and amount.
fn read(layout: &Layout, count: u32, numbered: bool) -> Result<(), Box<dyn std::error::Error>> {
    let batch = batch(count);
    let bytes = answer(&batch.lines, numbered);
    let started = Instant::now();
    let file = read_return(&bytes, layout)?;
    let matching = match_return(&batch.lines, &file.lines)?;
    let matched = started.elapsed();
    let answered = matching.paid.count + matching.failed.count + matching.pending.count;
    if answered != batch.lines.len() || !matching.questions.is_empty() {
        return Err("answers are missing".into());
    }
    let how = if numbered { "by number" } else { "by account" };
    print(&format!("generic-csv, return matched {how}"), count, matched);
    Ok(())
}

fn batch(count: u32) -> Batch {
    let line = |number: u32| Line {
        number,
        name: "李建国".to_owned(),
        account: format!("62220000{:011}", u64::from(number) * 7 + 1),
        amount: Money::from_fen(50_000 + i64::from(number % 997) * 10),
        bank: "中国工商银行江州分行".to_owned(),
        province: "江南省".to_owned(),
        city: "江州市".to_owned(),
        purpose: "送温暖".to_owned(),
        ..Line::default()
    };
    Batch {
        number: "FF2026-0001".to_owned(),
        day: NaiveDate::from_ymd_opt(i32::from(YEAR), 1, 20).unwrap_or_default(),
        payer: Payer {
            bank: "中国工商银行江州分行营业部".to_owned(),
            account: "1001000009000000001".to_owned(),
            name: "江州市总工会".to_owned(),
        },
        lines: (1..=count).map(line).collect(),
    }
}

/// A return file in which every hundredth payment failed and every thousandth is open.
fn answer(lines: &[Line], numbered: bool) -> Vec<u8> {
    let mut text = "序号,收款账号,收款户名,金额（元）,处理结果,失败原因\r\n".to_owned();
    if !numbered {
        text = text.replacen("序号,", "", 1);
    }
    for line in lines {
        let (status, reason) = match line.number {
            number if number % 1000 == 0 => ("处理中", ""),
            number if number % 100 == 0 => ("失败", "户名不符"),
            _ => ("成功", ""),
        };
        if numbered {
            text.push_str(&format!("{},", line.number));
        }
        let fen = line.amount.fen();
        let (account, name) = (&line.account, &line.name);
        text.push_str(&format!(
            "{account},{name},{}.{:02},{status},{reason}\r\n",
            fen / 100,
            fen % 100
        ));
    }
    text.into_bytes()
}

#[expect(clippy::print_stdout, reason = "figures are what it is for")]
fn print(label: &str, count: u32, took: Duration) {
    println!("{label:<48}{count:>9} lines{:>9} ms", took.as_millis());
}
