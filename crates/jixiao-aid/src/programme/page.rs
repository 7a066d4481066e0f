//! The page of a programme in the manual, for civil servants to proofread: all versions, in plain
//! sentences, each with its source.

use super::{AidProgramme, Programmes, Stage};
use crate::cited::Basis;
use jixiao_domain::Coded as _;
use jixiao_regulation::DayUnit;
use std::fmt::Write as _;

/// All versions of a programme as Markdown; empty for a key nobody knows.
pub fn programme_page(programmes: &Programmes, key: &str) -> String {
    let mut page = String::new();
    for version in programmes.versions().iter().filter(|one| one.key == key) {
        if page.is_empty() {
            let _ = writeln!(page, "# {}\n\n{}。", version.name, version.purpose);
        }
        one(&mut page, programmes, version);
    }
    page
}

/// The Markdown list of programmes.
pub fn programme_index(programmes: &Programmes) -> String {
    let mut index =
        "# 救助项目\n\n| 编号 | 名称 | 版本 | 地区 | 施行 |\n|---|---|---|---|---|\n".to_owned();
    for version in programmes.versions() {
        let key = &version.key;
        let (title, region) = (&version.title, &version.region);
        // Writing to a String cannot fail.
        let _ = writeln!(
            index,
            "| [`{key}`]({key}.md) | {} | {title} | {region} | {} |",
            version.name, version.valid_from
        );
    }
    index.push_str("\n困难职工的认定规则和低保标准见 [hardship.md](hardship.md)。标“待核实”的数字启用前须按当地现行文件核对。\n");
    index
}

fn one(page: &mut String, programmes: &Programmes, version: &AidProgramme) {
    let until = version.valid_to.map_or("起施行".to_owned(), |last| format!("至 {last}"));
    let _ = writeln!(page, "\n## {}\n", version.title);
    let _ = writeln!(
        page,
        "- 地区：{}（含所辖）\n- 期间：{} {until}\n- 依据：{}\n",
        version.region,
        version.valid_from,
        cited(&version.basis)
    );
    page.push_str("| 项目 | 规定 | 依据 |\n|---|---|---|\n");
    for condition in &version.conditions {
        row(page, "条件", &condition.test.words(), &condition.basis);
    }
    for tier in &version.tiers {
        row(page, "档次", &tier.words(), &tier.amount.basis);
    }
    for cap in &version.caps {
        row(page, "上限", &cap.words(programmes), &cap.basis);
    }
    for conflict in &version.conflicts {
        row(page, "叠加", &conflict.words(programmes), &conflict.basis);
    }
    for stage in &version.stages {
        row(page, "环节", &stage.words(), &stage.basis);
    }
    let _ = writeln!(page, "\n申请材料：{}。", version.materials.join("、"));
}

fn row(page: &mut String, what: &str, words: &str, basis: &Basis) {
    let _ = writeln!(page, "| {what} | {words} | {} |", cited(basis));
}

fn cited(basis: &Basis) -> String {
    let article =
        if basis.article.is_empty() { String::new() } else { format!("{}；", basis.article) };
    format!("{article}{}（{}）", basis.source, basis.certainty.word())
}

impl super::Tier {
    /// Whom it takes and what it gives, in words.
    pub fn words(&self) -> String {
        let who: Vec<String> = self.when.iter().map(super::Test::words).collect();
        let who =
            if who.is_empty() { String::new() } else { format!("（{}）", who.join("，且")) };
        let most = if self.up_to { "不超过" } else { "" };
        format!("{}{who}：{most}{}", self.name, self.amount.value.words())
    }
}

impl Stage {
    /// What is done by whom and within what time, in words.
    pub fn words(&self) -> String {
        let term = match self.term {
            None => "期限未见规定".to_owned(),
            Some(term) => {
                let unit = match term.unit {
                    DayUnit::Calendar => "日",
                    DayUnit::Working => "个工作日",
                };
                format!("{} {unit}", term.days)
            }
        };
        format!("{}（{}{}，{term}）", self.name, self.level.word(), self.role.word())
    }
}
