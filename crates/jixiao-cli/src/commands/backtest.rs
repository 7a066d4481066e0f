//! `jixiao admin backtest`: how good the proposed ranges would have been, over every year an
//! installation knows.

use crate::args::{BacktestArgs, TextOrJson};
use crate::{Status, installation, streams};
use anyhow::Result;
use jixiao_app::adviser::{self, Backtest, BacktestLine};
use jixiao_domain::{Coded as _, Decimal, round_half_up_dp};
use jixiao_regulation::Catalogue;
use jixiao_store::Store;
use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr as _;

pub(super) async fn run(args: &BacktestArgs) -> Result<Status> {
    let regulation = Catalogue::builtin().require(&args.regulation)?;
    let url = installation::existing_database(&args.place.data, args.place.database.as_deref())?;
    let found = adviser::backtest(&Store::open(&url).await?, regulation).await?;
    match args.format {
        TextOrJson::Text => streams::text(&text(&found))?,
        TextOrJson::Json => {
            let mut bytes = serde_json::to_vec_pretty(&body(&found, &regulation.id))?;
            bytes.push(b'\n');
            streams::bytes(None, &bytes)?;
        }
    }
    Ok(Status::Clean)
}

fn text(found: &Backtest) -> String {
    let Some((first, last)) = found.years else {
        return "没有历年实际完成值，无法回测\n".to_owned();
    };
    let mut text = format!(
        "{} 个项目，{} 条定量指标，{first}—{last}年度；每一年只用此前各年测算\n\n",
        found.project_count, found.series_count
    );
    let heads = ["指标类别", "已知年数", "测算次数", "落入区间", "覆盖率", "相对宽度中位数"];
    let rows = found.lines.iter().map(cells);
    for row in std::iter::once(heads.map(str::to_owned)).chain(rows) {
        for (index, cell) in row.iter().enumerate() {
            let width = if index == 0 { 20 } else { 16 };
            let pad = " ".repeat(width_left(cell, width));
            text.push_str(&if index == 0 {
                format!("{cell}{pad}")
            } else {
                format!("{pad}{cell}")
            });
        }
        text.push('\n');
    }
    text
}

fn width_left(cell: &str, width: usize) -> usize {
    width.saturating_sub(cell.width())
}

fn cells(line: &BacktestLine) -> [String; 6] {
    let percent = |share: Option<Decimal>| {
        share.map_or_else(
            || "—".to_owned(),
            |share| format!("{}%", round_half_up_dp(share * Decimal::ONE_HUNDRED, 1)),
        )
    };
    [
        line.kind.map_or_else(|| "合计".to_owned(), |kind| kind.word().to_owned()),
        line.known_years.map_or_else(String::new, |years| years.to_string()),
        line.tried.to_string(),
        line.inside.to_string(),
        percent(line.coverage()),
        percent(line.relative_width),
    ]
}

fn body(found: &Backtest, regulation: &str) -> Value {
    let number = |share: Option<Decimal>| {
        share.map(|share| round_half_up_dp(share, 4).normalize().to_string())
    };
    let lines: Vec<Value> = found
        .lines
        .iter()
        .map(|line| {
            json!({
                "kind": line.kind.map(jixiao_domain::Coded::code),
                "known_years": line.known_years,
                "tried": line.tried,
                "inside": line.inside,
                "coverage": number(line.coverage()),
                "median_relative_width": number(line.relative_width),
            })
        })
        .collect();
    json!({
        "schema": "jixiao.backtest/1",
        "regulation": regulation,
        "project_count": found.project_count,
        "indicator_count": found.series_count,
        "first_year": found.years.map(|(first, _)| first),
        "last_year": found.years.map(|(_, last)| last),
        "lines": lines,
    })
}
