//! What a unit's report on a round of monitoring is drafted from: the submitted records of the unit
//! and of those below it, and what was done about their warnings.

use super::super::facts::{self, Monitored, RoundOf};
use super::{Asked, ROUND, Reading, organisation};
use crate::monitoring::{FiledMonitoring, Record, judge};
use crate::{Call, Refusal, date_in_china, documents};
use chrono::Datelike as _;
use jixiao_analysis::progress::Cutoff;
use jixiao_domain::{
    FilingState, MonitoringRecordId, MonitoringRoundId, RectificationOrigin, RectificationState,
    WarningState,
};
use jixiao_narrative::Facts;
use jixiao_store::monitoring::rounds::{self, Round};
use jixiao_store::monitoring::warnings;
use jixiao_store::rectifications::{self, Rectification, SUBJECT_KIND};
use jixiao_store::reports::ReportSubject;
use jixiao_store::suspensions;
use jixiao_store::views::reports as views;
use jixiao_store::{Timestamp, freezes, steps};

/// Reads a unit's part of a round.
///
/// # Errors
/// [`Refusal::NotFound`] where there is no such round or unit the caller may see;
/// [`Refusal::WrongState`] where nothing was submitted yet.
pub(super) async fn read(call: Call<'_>, asked: &Asked) -> Result<Reading, Refusal> {
    let store = &call.app.store;
    let unit = organisation(call, asked.organisation_id).await?;
    let missing = || Refusal::NotFound("该监控轮次");
    let id = MonitoringRoundId(asked.subject.id);
    let round = rounds::find(store, id).await?.ok_or_else(missing)?;
    let found = views::monitored_of(store, id, &unit.path).await?;
    if found.is_empty() {
        return Err(missing());
    }
    let (mut records, mut regulations, mut left_out) = (Vec::new(), Vec::new(), 0);
    for id in found {
        let record = Record::load(store, call, id).await?;
        if record.row.state == FilingState::Draft {
            left_out += 1;
        } else {
            regulations.push((record.project.content.name.clone(), record.regulation));
            records.push(monitored(call, record, asked.drafted_at).await?);
        }
    }
    let Some((_, first)) = regulations.first() else {
        return Err(Refusal::WrongState(format!(
            "{}{}年{}还没有报送的监控表，不能起草监控报告；请先报送监控表",
            unit.name, round.year, round.label
        )));
    };
    let region = first.region.clone();
    let open = left_out + records.iter().filter(|record| !record.is_approved).count();
    let mut facts = Facts::new();
    let of = RoundOf {
        round: &round,
        unit: &unit,
        time_share: time_share(call, &round),
        records: &records,
        left_out,
    };
    facts::monitoring(&mut facts, &of);
    Ok(Reading {
        subject: ReportSubject { kind: ROUND.to_owned(), id: round.id.0 },
        organisation: unit,
        year: round.year,
        project_id: None,
        region,
        facts,
        forms: records.iter().map(|record| documents::monitoring_part(&record.filed)).collect(),
        regulations,
        pending: pending(open),
    })
}

fn pending(open: usize) -> String {
    if open == 0 {
        String::new()
    } else {
        format!("还有 {open} 个项目的监控表未批复，监控报告须在全部批复后审批")
    }
}

/// 序时进度 of the day the records are judged by.
fn time_share(call: Call<'_>, round: &Round) -> jixiao_domain::Decimal {
    let day = round.to_on.min(call.today());
    Cutoff {
        year: u16::try_from(day.year()).unwrap_or_default(),
        month: u8::try_from(day.month()).unwrap_or(12),
        day: u8::try_from(day.day()).unwrap_or(31),
    }
    .time_share()
}

async fn monitored(
    call: Call<'_>,
    record: Record,
    until: Option<Timestamp>,
) -> Result<Monitored, Refusal> {
    let store = &call.app.store;
    let freeze = freezes::current(store, record.row.id).await?;
    let (filed, digest) = match freeze {
        Some(freeze) => (FiledMonitoring::read(&freeze.content)?, Some(freeze.digest)),
        None => (FiledMonitoring::of(store, &record, &judge(&record)).await?, None),
    };
    let warnings = raised(call, record.row.id, until).await?;
    let rectifications = ordered(call, &record, until).await?;
    Ok(Monitored {
        is_approved: record.row.state == FilingState::Approved,
        suspended_on: suspended(call, &record, until).await?,
        unit: record.organisation.name,
        filed,
        digest,
        warnings,
        rectifications,
    })
}

/// Its warnings, as they stood.
async fn raised(
    call: Call<'_>,
    id: MonitoringRecordId,
    until: Option<Timestamp>,
) -> Result<Vec<warnings::Warning>, Refusal> {
    let store = &call.app.store;
    let mut found = warnings::of(store, id).await?;
    let Some(until) = until else { return Ok(found) };
    for warning in &mut found {
        let steps = warnings::steps(store, warning.id).await?;
        let then = steps.iter().rev().find(|step| step.at <= until);
        warning.state = then.map_or(WarningState::Open, |step| step.to_state);
    }
    found.retain(|warning| warning.raised_at <= until);
    Ok(found)
}

/// The rectifications that came of its warnings or were ordered during the round, as they stood;
/// those taken back left out.
async fn ordered(
    call: Call<'_>,
    record: &Record,
    until: Option<Timestamp>,
) -> Result<Vec<Rectification>, Refusal> {
    let store = &call.app.store;
    let mut found = rectifications::of_project_year(store, record.year.id).await?;
    let warnings = warnings::of(store, record.row.id).await?;
    found.retain(|of| {
        if of.origin == RectificationOrigin::Warning {
            warnings.iter().any(|warning| of.origin_id == Some(warning.id.0))
        } else {
            let opened_on = date_in_china(of.opened_at);
            record.round.from_on <= opened_on && opened_on <= record.round.due_on
        }
    });
    if let Some(until) = until {
        for rectification in &mut found {
            let id = rectification.id.0;
            let steps = steps::list::<RectificationState>(store, SUBJECT_KIND, id).await?;
            let then = steps.iter().rev().find(|step| step.at <= until);
            rectification.state = then.map_or(RectificationState::Issued, |step| step.to_state);
        }
        found.retain(|of| of.opened_at <= until);
    }
    found.retain(|of| of.state != RectificationState::Withdrawn);
    Ok(found)
}

/// Since when its payment is suspended, if it was at the time.
async fn suspended(
    call: Call<'_>,
    record: &Record,
    until: Option<Timestamp>,
) -> Result<Option<chrono::NaiveDate>, Refusal> {
    let until = until.unwrap_or(call.at);
    let all = suspensions::of_project_year(&call.app.store, record.year.id).await?;
    let holds = all.into_iter().find(|one| {
        one.suspended_at <= until && one.resumption.as_ref().is_none_or(|end| end.at > until)
    });
    Ok(holds.map(|one| date_in_china(one.suspended_at)))
}
