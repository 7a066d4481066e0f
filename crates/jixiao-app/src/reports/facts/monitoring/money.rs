//! The money of a round: by project, by unit, in all, against time and until the year ends.

use super::{Monitored, RoundOf, TOLD_MOST, count, pace, rate};
use crate::monitoring::FiledFund;
use jixiao_domain::{Decimal, Lamp, Money, round_half_up_2dp};
use jixiao_narrative::{FactValue, Facts, Item};

/// The total rows of some records, added up.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    initial: i64,
    adjusted: i64,
    executed: i64,
    so_far: i64,
    forecast: i64,
    /// 全年预算数 of those that have a forecast.
    forecast_of: i64,
    unforecast_count: usize,
    project_count: usize,
}

impl Sums {
    fn of<'a>(records: impl Iterator<Item = &'a Monitored>) -> Self {
        let mut sums = Self::default();
        for fund in records.filter_map(|record| record.filed.funds.first()) {
            sums.add(fund);
        }
        sums
    }

    fn add(&mut self, fund: &FiledFund) {
        self.project_count += 1;
        self.initial = self.initial.saturating_add(fund.initial_fen);
        self.adjusted = self.adjusted.saturating_add(fund.adjusted_fen);
        self.executed = self.executed.saturating_add(fund.executed_fen);
        self.so_far = self.so_far.saturating_add(fund.executed_so_far_fen);
        match fund.forecast_fen {
            None => self.unforecast_count += 1,
            Some(forecast) => {
                self.forecast = self.forecast.saturating_add(forecast);
                self.forecast_of = self.forecast_of.saturating_add(fund.adjusted_fen);
            }
        }
    }

    fn unspent(self) -> i64 {
        self.forecast_of.saturating_sub(self.forecast)
    }

    /// The columns of the form, with what follows from them, below `prefix` (with its dot).
    fn put(self, item: &mut Item<'_>, prefix: &str) {
        let name = |end: &str| format!("{prefix}{end}");
        let money = |fen: i64| FactValue::money(Money::from_fen(fen));
        item.put_at(&name("initial"), money(self.initial), "“年度资金总额”年初预算数")
            .put_at(&name("adjusted"), money(self.adjusted), "：期末全年预算数")
            .put_at(&name("executed"), money(self.executed), "“年度资金总额”执行数");
        // As the form: of 年初预算数, of 全年预算数 where there was none at first.
        let budget = [self.initial, self.adjusted].into_iter().find(|fen| *fen > 0);
        if let Some(share) = budget.and_then(|budget| share(self.executed, budget)) {
            item.put_at(&name("rate"), rate(share), "“年度资金总额”执行率");
        }
        let change = self.adjusted.saturating_sub(self.initial);
        item.put_at(
            &name("change"),
            money(change.saturating_abs()),
            "：全年预算数与年初预算数之差",
        )
        .flag(&name("raised"), change > 0)
        .flag(&name("lowered"), change < 0)
        .flag(&name("changed"), change != 0);
        if self.unforecast_count == self.project_count {
            return;
        }
        item.put_at(&name("forecast"), money(self.forecast), "“年度资金总额”全年预计执行数");
        if let Some(share) = share(self.forecast, self.forecast_of) {
            item.put_at(&name("forecast_rate"), rate(share), "：全年预计执行数÷全年预算数");
        }
        if self.unspent() > 0 {
            item.put_at(&name("unspent"), money(self.unspent()), "：全年预算数与预计执行数之差");
        }
    }
}

fn share(part: i64, whole: i64) -> Option<Decimal> {
    Decimal::from(part).checked_div(Decimal::from(whole))
}

pub(super) fn put(facts: &mut Facts, of: &RoundOf<'_>) {
    let sums = Sums::of(of.records.iter());
    let mut top = of.top(facts, "合计");
    sums.put(&mut top, "totals.");
    // A template may ask for what is below a name that is there.
    top.text("funds.name", "预算执行");
    if sums.unforecast_count > 0 {
        top.put_at("unforecast_count", count(sums.unforecast_count, "个"), "无法推算的");
    }
    against_time(&mut top, of, sums);
    for (key, lamp) in [("red", Lamp::Red), ("yellow", Lamp::Yellow), ("green", Lamp::Green)] {
        let number = of.records.iter().filter(|record| record.lamp() == Some(lamp)).count();
        if number > 0 {
            let place = format!("：执行进度{}的", pace(lamp));
            of.top(facts, "").put_at(&format!("funds.{key}"), count(number, "个"), &place);
        }
    }
    projects(facts, of);
    units(facts, of);
}

/// The share of the budget spent beside the share of the year gone.
fn against_time(top: &mut Item<'_>, of: &RoundOf<'_>, sums: Sums) {
    let Some(spent) = share(sums.so_far, sums.adjusted) else { return };
    top.put_at("spent_share", rate(spent), "：累计执行数÷全年预算数").put_at(
        "time_share",
        rate(of.time_share),
        "：期末序时进度",
    );
    // Of the printed rates, so that the sentence adds up.
    let printed = |share: Decimal| round_half_up_2dp(share * Decimal::ONE_HUNDRED);
    let apart = printed(spent) - printed(of.time_share);
    top.put_at("apart", FactValue::count(apart.abs(), "个百分点"), "：与序时进度之差")
        .flag("ahead", apart > Decimal::ZERO)
        .flag("behind_time", apart < Decimal::ZERO);
}

fn projects(facts: &mut Facts, of: &RoundOf<'_>) {
    for list in ["projects", "slow", "unspent"] {
        facts.list(list);
    }
    for record in of.records {
        project(facts, "projects", record);
    }
    let mut slow: Vec<&Monitored> = of
        .records
        .iter()
        .filter(|record| record.lamp().is_some_and(|lamp| lamp != Lamp::Green))
        .collect();
    slow.sort_by_key(|record| record.lamp());
    for record in slow.into_iter().take(TOLD_MOST) {
        project(facts, "slow", record);
    }
    let left = |record: &&Monitored| Sums::of(std::iter::once(*record)).unspent();
    let mut unspent: Vec<&Monitored> = of.records.iter().filter(|one| left(one) > 0).collect();
    unspent.sort_by_key(|record| std::cmp::Reverse(left(record)));
    of.top(facts, "").flag("unspent_more", unspent.len() > TOLD_MOST);
    for record in unspent.into_iter().take(TOLD_MOST) {
        project(facts, "unspent", record);
    }
}

fn project(facts: &mut Facts, list: &str, record: &Monitored) {
    let filed = &record.filed;
    let mut item = record.item(facts, (list, record.id()), "");
    item.text("name", &filed.project_name)
        .text("unit", &record.unit)
        .put_at("goal", FactValue::text(&filed.annual_goal), "“年度总体目标”")
        .put_at("row_count", count(filed.indicators.len(), "项"), "三级指标行数");
    Sums::of(std::iter::once(record)).put(&mut item, "");
    if let Some(lamp) = record.lamp() {
        item.put_at("pace", FactValue::text(pace(lamp)), "：预算执行进度")
            .flag("red", lamp == Lamp::Red);
    }
}

/// The units in the order of the tree, where there are several.
fn units(facts: &mut Facts, of: &RoundOf<'_>) {
    facts.list("units");
    let mut names: Vec<&str> = of.records.iter().map(|record| record.unit.as_str()).collect();
    names.dedup();
    for (index, name) in names.into_iter().enumerate() {
        let own = || of.records.iter().filter(|record| record.unit == name);
        let source = of.source(&format!("（{name}）合计"));
        let mut item = facts.item("units", index.to_string(), source, None);
        let slow = own().filter(|one| one.lamp().is_some_and(|lamp| lamp != Lamp::Green)).count();
        item.text("name", name).put("project_count", count(own().count(), "个"));
        item.put_at("slow_count", count(slow, "个"), "：执行进度偏慢、滞后的");
        Sums::of(own()).put(&mut item, "");
    }
}
