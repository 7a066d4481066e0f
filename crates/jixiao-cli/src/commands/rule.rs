//! `jixiao rule`: the rules, or one of them.

use crate::args::{RuleArgs, TextOrJson};
use crate::{Status, streams};
use anyhow::{Result, bail};
use jixiao_output::rule;

pub(crate) fn run(args: &RuleArgs) -> Result<Status> {
    let text = match (&args.code, args.format) {
        (None, TextOrJson::Text) => rule::list(),
        (None, TextOrJson::Json) => {
            let rules: Vec<_> = jixiao_check::all().map(rule::json).collect();
            pretty(&serde_json::Value::from(rules))
        }
        (Some(code), format) => {
            let Some(found) = jixiao_check::find(code) else {
                bail!("没有规则 {code}；用 jixiao rule 查看全部规则");
            };
            match format {
                TextOrJson::Text => rule::page(found),
                TextOrJson::Json => pretty(&rule::json(found)),
            }
        }
    };
    streams::text(&text)?;
    Ok(Status::Clean)
}

fn pretty(value: &serde_json::Value) -> String {
    format!("{value:#}\n")
}
