//! The abstract of a report: its countable figures and what it says was done.

use super::{FigureAbstract, ReportAbstract, passages};
use crate::figures::{is_time, money};
use crate::years::years;
use jixiao_document::text;
use jixiao_domain::{Money, Value};
use jixiao_form::values::quantities;
use jixiao_form::{Report, ReportFigure, Section};
use jixiao_regulation::Regulation;

pub(super) fn keep(report: &Report, regulation: &Regulation) -> ReportAbstract {
    let title = report.title.as_ref().map_or_else(String::new, |f| text::squeeze(&f.printed));
    ReportAbstract {
        kind: report.kind,
        year: report.year.map(jixiao_domain::FiscalYear::get),
        title,
        goals: report.sections.iter().find_map(goals).unwrap_or_default(),
        figures: report.figures.iter().filter_map(|figure| keep_figure(report, figure)).collect(),
        passages: report
            .sections
            .iter()
            .flat_map(|section| passages::of(&section.text, section.at))
            .collect(),
        project_spend: report
            .sections
            .iter()
            .find_map(|section| Some((project_spend(&section.text)?, section)))
            .map(|(money, section)| (money, (section.at))),
        target_too_low_ratio: regulation.target_too_low_ratio.value,
        place: report.at,
    }
}

fn keep_figure(report: &Report, figure: &ReportFigure) -> Option<FigureAbstract> {
    let Value::Quantity(quantity) = &figure.value else { return None };
    if quantity.unit.is_empty() || quantity.unit == "分" || is_time(&quantity.unit) {
        return None;
    }
    Some(FigureAbstract {
        text: text::squeeze(&figure.text),
        value: figure.value.clone(),
        year: figure
            .section
            .and_then(|at| year_before(&report.sections.get(at)?.text, &figure.text)),
        place: figure.at,
    })
}

/// The last year the sentence of `clause` names before it, or in it.
fn year_before(section: &str, clause: &str) -> Option<u16> {
    let end = section.find(clause)? + clause.len();
    let sentence = section[..end].rsplit(['。', '；', ';', '\n']).next()?;
    years(sentence).last().map(|(year, _)| year)
}

/// A longer section tells more than names of tasks. Bytes.
const LONGEST_GOALS: usize = 1500;

fn goals(section: &Section) -> Option<String> {
    let named =
        ["绩效目标", "重点工作", "工作任务"].iter().any(|word| section.heading.contains(word));
    let fits = !section.text.is_empty() && section.text.len() <= LONGEST_GOALS;
    (named && fits).then(|| text::squeeze(&section.text))
}

/// The amount stated for 项目支出, with its unit.
fn project_spend(section: &str) -> Option<Money> {
    if !section.contains("项目支出") || !section.contains("基本支出") {
        return None;
    }
    let plain = text::squeeze(section);
    plain.match_indices("项目支出").find_map(|(at, label)| {
        let from = at + label.len();
        let figure = quantities(&plain[from..]).next()?;
        let between = &plain[from..from + figure.span.start];
        let direct = matches!(between, "" | ":" | "为" | "预算" | "决算" | "共" | "合计" | "数");
        direct.then(|| money(&figure.quantity))?
    })
}
