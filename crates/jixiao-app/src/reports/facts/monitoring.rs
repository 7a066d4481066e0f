//! Facts of a unit's part of a round of monitoring: what its records print, filed or frozen, added
//! up over projects and units.

mod handling;
mod money;
mod progress;

use super::{count, date, rate};
use crate::monitoring::FiledMonitoring;
use chrono::NaiveDate;
use jixiao_domain::{Coded as _, Decimal, Lamp};
use jixiao_narrative::{FactValue, Facts, Item, Source};
use jixiao_store::monitoring::rounds::Round;
use jixiao_store::monitoring::warnings::Warning;
use jixiao_store::organisations::Organisation;
use jixiao_store::rectifications::Rectification;

/// How many items of a kind the text tells one by one; the forms behind it have them all.
const TOLD_MOST: usize = 12;

/// A submitted record with what was done about it.
#[derive(Debug, Clone)]
pub(in crate::reports) struct Monitored {
    /// Name of the unit that filed it.
    pub(in crate::reports) unit: String,
    /// Its form.
    pub(in crate::reports) filed: FiledMonitoring,
    /// The digest of the freeze it was read from.
    pub(in crate::reports) digest: Option<String>,
    /// Whether it is approved.
    pub(in crate::reports) is_approved: bool,
    /// Its warnings.
    pub(in crate::reports) warnings: Vec<Warning>,
    /// The rectifications of the project.
    pub(in crate::reports) rectifications: Vec<Rectification>,
    /// Since when its payment is suspended.
    pub(in crate::reports) suspended_on: Option<NaiveDate>,
}

/// A unit's part of a round.
#[derive(Debug, Clone, Copy)]
pub(in crate::reports) struct RoundOf<'a> {
    /// The round.
    pub(in crate::reports) round: &'a Round,
    /// The unit that reports.
    pub(in crate::reports) unit: &'a Organisation,
    /// 序时进度 of the last day, a share of the year.
    pub(in crate::reports) time_share: Decimal,
    /// The submitted records.
    pub(in crate::reports) records: &'a [Monitored],
    /// How many were not submitted.
    pub(in crate::reports) left_out: usize,
}

/// Puts everything the round says of the unit.
pub(in crate::reports) fn monitoring(facts: &mut Facts, of: &RoundOf<'_>) {
    head(facts, of);
    money::put(facts, of);
    progress::put(facts, of);
    handling::put(facts, of);
}

impl RoundOf<'_> {
    /// Where sums over the records come from.
    fn source(&self, place: &str) -> Source {
        Source::new(
            format!("{}各项目监控表{place}", self.round.label),
            format!("/monitoring?round={}", self.round.id),
        )
    }

    fn top<'f>(&self, facts: &'f mut Facts, place: &str) -> Item<'f> {
        facts.group("", self.source(place), None)
    }
}

impl Monitored {
    fn id(&self) -> String {
        self.filed.record.to_string()
    }

    fn lamp(&self) -> Option<Lamp> {
        self.filed.fund_lamp.as_deref().and_then(Lamp::from_code)
    }

    /// An item of a list from this record.
    fn item<'f>(&self, facts: &'f mut Facts, (list, id): (&str, String), place: &str) -> Item<'f> {
        let words = format!("{}监控表{place}", self.filed.project_name);
        let source = Source::new(words, format!("/monitoring/{}", self.filed.record));
        let mut item = facts.item(list, id, source, self.digest.clone());
        item.text("project", &self.filed.project_name);
        item
    }
}

/// How progress stands, in one word.
fn pace(lamp: Lamp) -> &'static str {
    match lamp {
        Lamp::Red => "滞后",
        Lamp::Yellow => "偏慢",
        Lamp::Green => "正常",
    }
}

fn head(facts: &mut Facts, of: &RoundOf<'_>) {
    let (round, records) = (of.round, of.records);
    let place = Source::new("监控任务", format!("/monitoring/rounds/{}", round.id));
    facts
        .group("", place, None)
        .put_at("year", FactValue::Year { year: round.year }, "年度")
        .put_at("period", FactValue::text(&round.label), "监控期间")
        .put_at("from_on", date(round.from_on), "期间起始日")
        .put_at("to_on", date(round.to_on), "期间截止日")
        .put_at("issued_on", date(crate::date_in_china(round.issued_at)), "下达日期")
        .put_at("issuer", FactValue::text(&round.organisation_name), "下达单位")
        .flag("issued_by_itself", round.organisation_id == of.unit.id);
    let mut units: Vec<&str> = records.iter().map(|record| record.unit.as_str()).collect();
    units.dedup();
    let mut top = of.top(facts, "");
    top.text("unit.name", &of.unit.name)
        .put("project_count", count(records.len() + of.left_out, "个"))
        .put_at("filed_count", count(records.len(), "个"), "已报送的")
        .put_at("unit_count", count(units.len(), "个"), "填报单位")
        .flag("several", units.len() > 1)
        .flag("few", records.len() <= TOLD_MOST);
    if of.left_out > 0 {
        top.put_at("left_out", count(of.left_out, "个"), "尚未报送的");
    }
}
