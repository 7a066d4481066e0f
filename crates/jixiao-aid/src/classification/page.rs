//! The page of the rules of hardship in the manual, for civil servants to proofread.

use super::{HardshipRule, HardshipRules};
use crate::cited::Basis;
use jixiao_domain::{Coded, CurrencyUnit, Decimal};
use std::fmt::Write as _;

/// All rules and subsistence lines as Markdown.
pub fn hardship_page(rules: &HardshipRules) -> String {
    let mut page = "# 困难职工认定规则与低保标准\n".to_owned();
    for rule in &rules.rules {
        one(&mut page, rule);
    }
    page.push_str(
        "\n## 城市低保标准\n\n| 地区 | 年度 | 每人每月（元） | 依据 |\n|---|---|---:|---|\n",
    );
    for line in &rules.lines {
        // Writing to a String cannot fail.
        let _ = writeln!(
            page,
            "| {} | {} | {:.2} | {} |",
            line.region,
            line.year,
            line.monthly.to_decimal(CurrencyUnit::Yuan),
            cited(&line.basis)
        );
    }
    page.push_str("\n没有标准的地区和年度不能认定，也不沿用其他年度的标准。\n");
    page
}

fn one(page: &mut String, rule: &HardshipRule) {
    let until = rule.last_year.map_or("起".to_owned(), |last| format!("至 {last}"));
    let _ = writeln!(
        page,
        "\n## {}\n\n- 编号：`{}`\n- 地区：{}（含所辖）\n- 年度：{} {until}\n",
        rule.title, rule.id, rule.region, rule.first_year
    );
    page.push_str("| 项目 | 规定 | 依据 |\n|---|---|---|\n");
    let below = |lines: Decimal| format!("月人均低于低保标准的 {} 倍", lines.normalize());
    let share = (rule.sudden_loss_above.value * Decimal::ONE_HUNDRED).normalize();
    row(page, "深度困难", &below(rule.severe_below.value), &rule.severe_below.basis);
    row(page, "相对困难", &below(rule.relative_below.value), &rule.relative_below.basis);
    let sudden = format!("自担的意外损失超过家庭年收入的 {share}%");
    row(page, "意外致困", &sudden, &rule.sudden_loss_above.basis);
    row(page, "扣除的刚性支出", &words(&rule.deducted.value), &rule.deducted.basis);
    row(page, "不计入的收入", &words(&rule.not_counted.value), &rule.not_counted.basis);
    for exclusion in &rule.exclusions {
        row(page, "排除情形", &exclusion.words, &exclusion.basis);
    }
}

fn row(page: &mut String, what: &str, words: &str, basis: &Basis) {
    let _ = writeln!(page, "| {what} | {words} | {} |", cited(basis));
}

fn cited(basis: &Basis) -> String {
    let article =
        if basis.article.is_empty() { String::new() } else { format!("{}；", basis.article) };
    format!("{article}{}（{}）", basis.source, basis.certainty.word())
}

fn words<T: Coded>(all: &[T]) -> String {
    all.iter().map(|one| one.word()).collect::<Vec<_>>().join("、")
}
