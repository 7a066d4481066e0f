//! Rounds with their counts, one round against the last, and how complete it is unit by unit.

use crate::authz::{self, Action};
use crate::workbook::{self, Cell};
use crate::{Call, Refusal};
use jixiao_domain::MonitoringRoundId;
use jixiao_store::monitoring::rounds::{self, Round};
use jixiao_store::views::monitoring::rounds::{self as views, Counts, RoundLine, UnitLine};

/// A round with everything around it.
#[derive(Debug, Clone)]
pub struct RoundRead {
    /// The round and its counts.
    pub line: RoundLine,
    /// The round before it, with its counts.
    pub before: Option<RoundLine>,
    /// How complete it is, unit by unit.
    pub units: Vec<UnitLine>,
    /// The sums over the units.
    pub total: Counts,
}

/// The rounds that concern the caller, of one year or of all, the latest period first.
///
/// # Errors
/// [`Refusal::Forbidden`].
pub async fn list_rounds(call: Call<'_>, year: Option<i64>) -> Result<Vec<RoundLine>, Refusal> {
    let scope = authz::scope(call.actor, Action::SeeProjects)?;
    let rounds = views::list(&call.app.store, &scope, year).await?;
    Ok(views::counted(&call.app.store, &scope, rounds, call.today()).await?)
}

/// The rounds that concern the caller, to choose from, the latest period first.
///
/// # Errors
/// [`Refusal::Forbidden`].
pub async fn name_rounds(call: Call<'_>) -> Result<Vec<Round>, Refusal> {
    let scope = authz::scope(call.actor, Action::SeeProjects)?;
    Ok(views::list(&call.app.store, &scope, None).await?)
}

/// One round, as far as it concerns the caller.
///
/// # Errors
/// [`Refusal::Forbidden`], [`Refusal::NotFound`].
pub async fn read_round(call: Call<'_>, id: MonitoringRoundId) -> Result<RoundRead, Refusal> {
    let scope = authz::scope(call.actor, Action::SeeProjects)?;
    let store = &call.app.store;
    let known = views::list(store, &scope, None).await?;
    let find = |id: MonitoringRoundId| known.iter().find(|round| round.id == id).cloned();
    let round = find(id).ok_or(Refusal::NotFound("该监控轮次"))?;
    let before = rounds::before(store, &round).await?.and_then(|round| find(round.id));
    let both: Vec<Round> = std::iter::once(round).chain(before).collect();
    let mut lines = views::counted(store, &scope, both, call.today()).await?.into_iter();
    let line = lines.next().ok_or(Refusal::NotFound("该监控轮次"))?;
    let before = lines.next();
    let units = views::completeness(store, &scope, id, call.today()).await?;
    let mut total = Counts::default();
    for unit in &units {
        total.add(&unit.counts);
    }
    Ok(RoundRead { line, before, units, total })
}

const HEADINGS: [&str; 12] = [
    "单位",
    "应报",
    "已报",
    "已批复",
    "逾期未报",
    "红灯",
    "黄灯",
    "绿灯",
    "待处理预警",
    "年初预算数（元）",
    "期间执行数（元）",
    "全年预计执行数（元）",
];

/// The completeness of a round as a workbook.
///
/// # Errors
/// [`Refusal::Forbidden`], [`Refusal::NotFound`].
pub async fn completeness_export(
    call: Call<'_>,
    id: MonitoringRoundId,
) -> Result<Vec<u8>, Refusal> {
    let read = read_round(call, id).await?;
    let total = cells("合计", &read.total);
    let rows = read.units.iter().map(|unit| cells(&unit.organisation_name, &unit.counts));
    workbook::sheet("完成情况", &HEADINGS, rows, Some(total))
}

fn cells(name: &str, counts: &Counts) -> Vec<Cell> {
    let numbers = [
        counts.record_count,
        counts.filed_count,
        counts.approved_count,
        counts.overdue_count,
        counts.red_count,
        counts.yellow_count,
        counts.green_count,
        counts.warning_count,
    ];
    let money = [counts.initial, counts.executed, counts.forecast];
    std::iter::once(Cell::text(name))
        .chain(numbers.map(|number| Cell::text(number.to_string())))
        .chain(money.map(Cell::Money))
        .collect()
}
