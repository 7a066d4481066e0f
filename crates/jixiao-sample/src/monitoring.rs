//! Monitoring: rounds issued by the city's finance, filled in from what was paid and done so far,
//! filed; warnings explained, accepted, turned into an adjustment, or left open.

use crate::actors::{day, time};
use crate::goals::{CHAIN, Reach};
use crate::projects::{Opened, draw};
use crate::self_evaluations::outcome;
use crate::templates::Line;
use crate::{City, SampleError};
use chrono::{Datelike as _, Days, NaiveDate};
use jixiao_app::Refusal;
use jixiao_app::monitoring::warnings::{self, ActTyped};
use jixiao_app::monitoring::{self, IssueTyped, JudgedRow, MonitoringTyped, Record, Step};
use jixiao_domain::{
    Coded as _, CurrencyUnit, DeviationCause, FilingState, Lamp, Likelihood, MonitoringRecordId,
    MonitoringRoundId, WarningState,
};
use jixiao_store::monitoring as rows;
use jixiao_store::monitoring::warnings as warning_rows;

/// A round that was issued.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Round {
    pub(crate) id: MonitoringRoundId,
    pub(crate) year: i64,
    /// The last month of its period.
    pub(crate) month: u32,
}

impl Round {
    /// A day after the period.
    pub(crate) fn after(self, days: u64) -> NaiveDate {
        day(self.year, self.month + 1, 1) + Days::new(days)
    }
}

/// Issues a round from January to the end of a month.
pub(crate) async fn issue(city: &City<'_>, year: i64, month: u32) -> Result<Round, SampleError> {
    let first = day(year, month + 1, 1);
    let call = city.actors.call(city.app, "city.finance", time(first, 0))?;
    let typed = IssueTyped {
        year: year.to_string(),
        label: format!("1—{month}月"),
        from_on: day(year, 1, 1).to_string(),
        to_on: (first - Days::new(1)).to_string(),
        due_on: (first + Days::new(26)).to_string(),
        note: "执行数以国库支付凭证日期为准；进度滞后的逐项说明原因和措施。".to_owned(),
        organisation: Vec::new(),
    };
    let step = || SampleError::at(format!("下达 {year} 年 1—{month} 月监控"));
    let issue = typed.parse().map_err(Refusal::Invalid).map_err(step())?;
    let issued = monitoring::issue(call, &issue).await.map_err(step())?;
    Ok(Round { id: issued.round_id, year, month })
}

/// Fills in the record of a project and takes it as far as `reach`.
pub(crate) async fn file(
    city: &City<'_>,
    project: &Opened,
    round: Round,
    reach: Reach,
) -> Result<(), SampleError> {
    let Some(id) = of(city, project, round).await? else { return Ok(()) };
    if reach == Reach::Begun {
        return Ok(());
    }
    let step = || SampleError::at(format!("{} {} 运行监控", project.plan.name, round.year));
    let filler = project.plan.login("filler");
    let call = city.actors.call(city.app, &filler, time(round.after(2), 0))?;
    let shown = monitoring::show(call, id).await.map_err(step())?;
    let mut typed = MonitoringTyped::of(&shown.record);
    let shorts = fill(&mut typed, project, round, &shown.record);
    let draft = typed.parse().map_err(Refusal::Invalid).map_err(step())?;
    let preview = monitoring::preview(call, id, &draft).await.map_err(step())?;
    let time_share = preview.judgement.fund.time_share;
    for (at, (row, is_short)) in preview.judgement.rows.iter().zip(shorts).enumerate() {
        let is_slow = row.progress.attained.is_some_and(|attained| attained < time_share);
        expect(&mut typed, at, row, is_slow || is_short, &preview.record);
    }
    let whole = typed.parse().map_err(Refusal::Invalid).map_err(step())?;
    monitoring::save(call, id, &whole).await.map_err(step())?;
    for (event, who, days, makes) in CHAIN.iter().filter(|step| step.3 <= reach) {
        let at = time(round.after(2 + days.unsigned_abs() / 2), 30 + i64::from(*makes as i32));
        let call = city.actors.call(city.app, &project.plan.login(who), at)?;
        let name = format!("{} {} 监控{}", project.plan.name, round.year, event.word());
        let taken =
            Step { revision: revision(city, id).await?, event: *event, reason: String::new() };
        monitoring::advance(call, id, &taken).await.map_err(SampleError::at(name))?;
    }
    Ok(())
}

/// Answers the warnings of a record: those of past years are all explained and accepted, of the last
/// year some are open, some explained, some accepted, some have become an adjustment of the goal.
pub(crate) async fn answer(
    city: &City<'_>,
    project: &Opened,
    round: Round,
    is_last_year: bool,
) -> Result<(), SampleError> {
    let Some(id) = of(city, project, round).await? else { return Ok(()) };
    let found = warning_rows::of(&city.app.store, id).await?;
    let is_filed = rows::find(&city.app.store, id)
        .await?
        .is_some_and(|record| record.state != FilingState::Draft);
    let mut is_adjusted = false;
    for warning in found.iter().filter(|warning| warning.state == WarningState::Open) {
        let luck = draw(project.index, round.year * 10 + warning.id.0, 6);
        if is_last_year && (luck < 2 || !is_filed) {
            continue;
        }
        let step = || SampleError::at(format!("{} 处理预警", project.plan.name));
        let filler = project.plan.login("filler");
        let call = city.actors.call(city.app, &filler, time(round.after(4), 200))?;
        // A supplement's version may still be on its way: no second one is begun beside it.
        let may_adjust = project.plan.year(round.year).supplement == 0 && !is_adjusted;
        if is_last_year && luck == 2 && round.month == 7 && may_adjust {
            is_adjusted = true;
            let typed = act(warning.revision, "对象数量少于年初摸底，需相应调整指标");
            warnings::adjust(call, warning.id, &typed).await.map_err(step())?;
            continue;
        }
        let words = "资金按方案集中在下半年支付，名册已审定，四季度发放到位";
        let typed = act(warning.revision, words);
        warnings::explain(call, warning.id, &typed).await.map_err(step())?;
        if is_last_year && luck < 4 {
            continue;
        }
        let finance = project.plan.login("finance");
        let call = city.actors.call(city.app, &finance, time(round.after(6), 200))?;
        let typed = act(warning.revision + 1, "支付安排与实施方案一致，同意按计划执行");
        warnings::accept(call, warning.id, &typed).await.map_err(step())?;
    }
    Ok(())
}

fn act(revision: i64, reason: &str) -> ActTyped {
    ActTyped { revision: revision.to_string(), reason: reason.to_owned() }
}

async fn of(
    city: &City<'_>,
    project: &Opened,
    round: Round,
) -> Result<Option<MonitoringRecordId>, SampleError> {
    let Some(year) = project.years.get(&round.year) else { return Ok(None) };
    let found = rows::of_project_year(&city.app.store, *year).await?;
    Ok(found.into_iter().find(|record| record.round_id == round.id).map(|record| record.id))
}

async fn revision(city: &City<'_>, id: MonitoringRecordId) -> Result<i64, SampleError> {
    let found = rows::find(&city.app.store, id).await?;
    found.map(|row| row.revision).ok_or_else(|| SampleError::missing(format!("监控记录 {id}")))
}

/// Fills in what was achieved so far; says of each row whether its level falls short.
fn fill(typed: &mut MonitoringTyped, project: &Opened, round: Round, record: &Record) -> Vec<bool> {
    let money = project.plan.year(round.year);
    let template = project.plan.template;
    let budget = if money.supplement > 0 { money.adjusted() } else { money.initial };
    let lines = template.lines(budget);
    let paid: i64 = template
        .months
        .iter()
        .filter(|(month, _)| *month <= round.month)
        .map(|(_, part)| part)
        .sum();
    let mut shorts = Vec::new();
    for (at, row) in record.rows.iter().enumerate() {
        let name = &row.indicator.content.name;
        let purpose = i64::from(record.judged_on.month()) * 1_000 + round.year * 100;
        let luck = draw(project.index, purpose + i64::try_from(at).unwrap_or(0), 1_000);
        let line = lines.iter().find(|line| line.name == name);
        let (actual, is_short) = match line {
            Some(line) => so_far(line, project, round, record, paid, luck),
            None => ("按计划推进".to_owned(), false),
        };
        typed.actual[at] = actual;
        shorts.push(is_short);
    }
    shorts
}

/// What stands as 执行情况 of a line, and whether its level falls short of the target.
fn so_far(
    line: &Line,
    project: &Opened,
    round: Round,
    record: &Record,
    paid: i64,
    luck: i64,
) -> (String, bool) {
    if line.sign.is_empty() {
        return (line.done.to_owned(), false);
    }
    if line.sign == "≤" && line.unit == "万元" {
        let spent = record.total.executed_so_far.to_decimal(CurrencyUnit::TenThousandYuan);
        return (format!("{}万元", spent.normalize()), false);
    }
    let (outcome, is_short) = outcome(line, project.plan.year(round.year), luck);
    let is_level = line.unit == "%" || line.sign != "≥" || line.name.contains("人均");
    if is_level {
        return (format!("{outcome}{}", line.unit), is_short);
    }
    // Work runs a little ahead of the money that pays for it; some of it lags, in past years until
    // the summer only.
    let whole: i64 = outcome.parse().unwrap_or(0);
    let is_late = round.month == 7 || round.year == crate::story::YEARS[2];
    let lags = is_late && (project.index + line.name.len()) % 13 == 4;
    let part = if lags { paid * 2 / 5 } else { (paid + 4 + luck % 9).min(100) };
    let done = (whole * part / 100).max(1);
    (format!("{done}{}", line.unit), false)
}

/// What the officer expects of a row: a doubtful one with its cause, all others to be met.
fn expect(
    typed: &mut MonitoringTyped,
    at: usize,
    row: &JudgedRow,
    is_doubtful: bool,
    record: &Record,
) {
    let Some(indicator) = record.rows.get(at).map(|row| &row.indicator) else { return };
    let is_red = row.progress.lamp == Some(Lamp::Red);
    if row.forecast_text.is_empty() {
        typed.forecast[at] = indicator.content.target_words.clone();
    }
    if !is_doubtful && !is_red {
        Likelihood::Certain.code().clone_into(&mut typed.likelihood[at]);
        return;
    }
    Likelihood::Possible.code().clone_into(&mut typed.likelihood[at]);
    let cause = if is_red { DeviationCause::Funds } else { DeviationCause::Staff };
    typed.cause.push(format!("{}:{}", indicator.id, cause.code()));
    let words = if is_red {
        "资金集中在下半年下达，相关活动随资金安排在后几个月开展"
    } else {
        "经办人员上半年轮岗，部分对象的入户核实推迟"
    };
    words.clone_into(&mut typed.cause_note[at]);
    if let (Some(number), true) = (indicator.content.target_number, row.progress.attained.is_some())
    {
        typed.forecast[at] = format!("{}{}", number.normalize(), indicator.content.unit);
    }
    "已排定后续月份任务，按月调度".clone_into(&mut typed.remark[at]);
}
