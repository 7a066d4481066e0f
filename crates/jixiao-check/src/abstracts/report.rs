//! The abstract of a report: its countable figures and the digests of what it says was done.

use super::{FigureAbstract, Place, ReportAbstract};
use crate::figures::{is_time, money};
use jixiao_document::{Document, text};
use jixiao_domain::{Money, Value};
use jixiao_form::values::quantities;
use jixiao_form::{Report, ReportFigure, Section};
use jixiao_regulation::Regulation;

/// Passages shorter than this are phrases any two reports may share.
const PASSAGE_CHARS: usize = 40;

pub(super) fn keep(
    document: &Document,
    report: &Report,
    regulation: &Regulation,
) -> ReportAbstract {
    let title = report.title.as_ref().map_or_else(String::new, |f| text::squeeze(&f.printed));
    ReportAbstract {
        kind: report.kind,
        year: report.year.map(jixiao_domain::FiscalYear::get),
        title,
        figures: report.figures.iter().filter_map(|figure| keep_figure(document, figure)).collect(),
        passages: report.sections.iter().flat_map(|section| passages(document, section)).collect(),
        project_spend: report
            .sections
            .iter()
            .find_map(|section| Some((project_spend(&section.text)?, section)))
            .map(|(money, section)| (money, Place::of(document, section.at))),
        target_too_low_ratio: regulation.target_too_low_ratio.value,
        place: Place::of(document, report.at),
    }
}

fn keep_figure(document: &Document, figure: &ReportFigure) -> Option<FigureAbstract> {
    let Value::Quantity(quantity) = &figure.value else { return None };
    if quantity.unit.is_empty() || quantity.unit == "分" || is_time(&quantity.unit) {
        return None;
    }
    Some(FigureAbstract {
        text: text::squeeze(&figure.text),
        value: figure.value.clone(),
        place: Place::of(document, figure.at),
    })
}

/// Paragraphs that state at least two counted results. What a unit is for and which rules it
/// follows may well read the same every year.
fn passages<'a>(
    document: &'a Document,
    section: &'a Section,
) -> impl Iterator<Item = (u64, Place)> + 'a {
    section.text.lines().filter_map(move |paragraph| {
        if paragraph.len() < PASSAGE_CHARS * 3 {
            return None;
        }
        let plain = text::squeeze(paragraph);
        let counted = quantities(&plain)
            .filter(|found| found.quantity.unit != "分" && !is_time(&found.quantity.unit))
            .count();
        (counted >= 2).then(|| (digest(&plain), Place::of(document, section.at)))
    })
}

/// FNV-1a over letters and digits: the same on every machine and in every run.
fn digest(plain: &str) -> u64 {
    plain.chars().filter(|c| c.is_alphanumeric()).fold(0xcbf2_9ce4_8422_2325, |hash, c| {
        (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01b3)
    })
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
