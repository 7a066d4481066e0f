//! The abstract of a report: its countable figures and what it says was done.

use super::excess::{self, Told};
use super::{FigureAbstract, FormDetails, ReportAbstract, details, passages};
use crate::figures::{is_time, money};
use crate::matching;
use crate::years::years;
use jixiao_document::text;
use jixiao_domain::{Money, Quantity};
use jixiao_form::values::quantities;
use jixiao_form::{Report, ReportFigure, Section};
use jixiao_regulation::Regulation;

pub(super) fn keep(report: &Report, regulation: &Regulation, has_duties: bool) -> ReportAbstract {
    let title = report.title.as_ref().map_or_else(String::new, |f| text::squeeze(&f.printed));
    let sections = || report.sections.iter();
    let countable: Vec<(&ReportFigure, &Quantity)> =
        report.figures.iter().filter_map(countable).collect();
    let told: Vec<Told<'_>> = countable
        .iter()
        .map(|(figure, quantity)| Told { text: &figure.text, quantity, place: figure.at })
        .collect();
    let goals = || sections().find_map(goals).unwrap_or_default();
    let is_dated = report.year.is_some();
    ReportAbstract {
        kind: report.kind,
        year: report.year.map(jixiao_domain::FiscalYear::get),
        title: title.into(),
        goals: if has_duties { goals().into() } else { Box::default() },
        excesses: excess::of_report(&told, regulation),
        passages: sections()
            .filter(|_| is_dated)
            .flat_map(|section| passages::of(&section.text, section.at))
            .collect(),
        project_spend: sections()
            .find_map(|section| Some((project_spend(&section.text)?, section.at)))
            .map(Box::new),
        place: report.at,
        packed: figures(report, &countable),
    }
}

/// The figures a form of the same project may be compared with.
fn figures(report: &Report, countable: &[(&ReportFigure, &Quantity)]) -> Box<str> {
    if !matching::is_of_project(report.kind) {
        return Box::default();
    }
    let keep = |&(figure, quantity): &(&ReportFigure, &Quantity)| FigureAbstract {
        text: text::squeeze(&figure.text),
        quantity: quantity.clone(),
        year: figure
            .section
            .and_then(|at| year_before(&report.sections.get(at)?.text, &figure.text)),
        place: figure.at,
    };
    let figures = countable.iter().map(keep).collect();
    details::pack(&FormDetails { figures, ..FormDetails::default() })
}

fn countable(figure: &ReportFigure) -> Option<(&ReportFigure, &Quantity)> {
    let quantity = figure.value.quantity()?;
    let is_uncounted = quantity.unit.is_empty() || quantity.unit == "分" || is_time(&quantity.unit);
    (!is_uncounted).then_some((figure, quantity))
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
