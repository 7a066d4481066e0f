//! The rules for people and machines: the list, one page each, the generated documentation.

use crate::width::pad;
use jixiao_check::{Rule, Run, Status};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// The Chinese word of a life-cycle status.
pub fn status_word(status: Status) -> &'static str {
    match status {
        Status::Preview => "试行",
        Status::Stable => "稳定",
        Status::Deprecated => "停用",
    }
}

fn status_name(status: Status) -> &'static str {
    match status {
        Status::Preview => "preview",
        Status::Stable => "stable",
        Status::Deprecated => "deprecated",
    }
}

fn scope_word(run: Run) -> &'static str {
    match run {
        Run::Document(_) => "单个文件",
        Run::Form(_) => "单张表",
        Run::Report(_) => "文字报告",
        Run::Dossier(_) => "材料之间",
    }
}

/// One line a rule.
pub fn list() -> String {
    let mut out = String::new();
    for rule in jixiao_check::all() {
        let severity = rule.severity.word();
        writeln!(out, "{}  {severity}  {}  {}", rule.code, pad(rule.name, 36), rule.title)
            .expect("writing to a string cannot fail");
    }
    out
}

/// The manual page of one rule, in Markdown.
pub fn page(rule: &Rule) -> String {
    let docs: String = rule.docs.lines().map(|line| line.strip_prefix(' ').unwrap_or(line)).fold(
        String::new(),
        |mut text, line| {
            text.push_str(line);
            text.push('\n');
            text
        },
    );
    format!(
        "# {} {}（{}）\n\n级别：{} · 范围：{} · 状态：{}（自 {} 起）\n\n{}\n",
        rule.code,
        rule.title,
        rule.name,
        rule.severity.word(),
        scope_word(rule.run),
        status_word(rule.status),
        rule.since,
        docs.trim()
    )
}

/// One rule as JSON.
pub fn json(rule: &Rule) -> Value {
    json!({
        "code": rule.code,
        "name": rule.name,
        "title": rule.title,
        "severity": rule.severity.name(),
        "status": status_name(rule.status),
        "since": rule.since,
        "basis": rule.basis,
        "docs": page(rule),
    })
}

/// The index of `docs/rules/`, in Markdown.
pub fn index() -> String {
    let mut out = String::from(
        "# 核查规则\n\n本目录由 `cargo xtask codegen` 依规则源代码生成，请勿手工修改。\n\n\
         | 代码 | 名称 | 问题 | 级别 | 状态 |\n|---|---|---|---|---|\n",
    );
    for rule in jixiao_check::all() {
        writeln!(
            out,
            "| [{code}]({code}.md) | {} | {} | {} | {} |",
            rule.name,
            rule.title,
            rule.severity.word(),
            status_word(rule.status),
            code = rule.code,
        )
        .expect("writing to a string cannot fail");
    }
    out
}
