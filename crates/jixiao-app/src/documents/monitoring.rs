//! 项目支出绩效目标执行监控表.

use super::self_evaluation::{money_unit, organisation, place, word};
use super::{Document, day, rendered};
use crate::monitoring::{FiledFund, FiledIndicator, FiledMonitoring, printable};
use crate::{Call, Refusal};
use jixiao_domain::{
    Coded as _, DeviationCause, FundSource, IndicatorGroup, IndicatorKind, Lamp, Likelihood, Money,
    MonitoringRecordId,
};
use jixiao_render::model::{
    Foot, Form, FundKind, MonitoringForm, MonitoringFund, MonitoringLevelOne, MonitoringLevelTwo,
    MonitoringRow, Part,
};
use jixiao_render::{Format, Layout};

/// The official form of a record: the frozen one where there is one.
///
/// # Errors
/// [`Refusal::NotFound`]; [`Refusal::WrongState`] where it can't be rendered.
pub async fn monitoring(
    call: Call<'_>,
    id: MonitoringRecordId,
    format: Format,
) -> Result<Document, Refusal> {
    let filed = printable(call, id).await?;
    rendered(Form::Monitoring(form(&filed)), Layout::Monitoring, format, name(&filed)).await
}

/// The name of a form's file, without extension.
pub(crate) fn name(filed: &FiledMonitoring) -> String {
    format!("{}年{}绩效运行监控表-{}", filed.year, filed.label, filed.project_name)
}

pub(crate) fn form(filed: &FiledMonitoring) -> MonitoringForm {
    MonitoringForm {
        year: u16::try_from(filed.year).unwrap_or_default(),
        period: heading(&filed.label).to_owned(),
        project: filed.project_name.clone(),
        supervising_dept: organisation(&filed.supervising_department),
        implementing_unit: organisation(&filed.implementing_unit),
        money_unit: money_unit(&filed.money_unit),
        funds: filed.funds.iter().map(fund).collect(),
        goal: filed.annual_goal.clone(),
        indicators: tree(&filed.indicators),
        notes: notes(filed),
        foot: Foot {
            filled_by: filed.filled_by.clone(),
            phone: filed.phone.clone(),
            leader: filed.leader.clone(),
            filled_on: filed.filed_on.and_then(day),
            seal: true,
        },
    }
}

/// The name of the period where it can stand before 执行数; names that don't end in a span of months
/// leave the header bare and stand in the notes.
fn heading(label: &str) -> &str {
    let ends = ["月", "月份", "季度", "上半年"];
    if ends.iter().any(|end| label.ends_with(end)) { label } else { "" }
}

fn fund(fund: &FiledFund) -> MonitoringFund {
    let kind = match FundSource::from_code(&fund.source) {
        None => FundKind::Total,
        Some(FundSource::CurrentTreasury) => FundKind::CurrentAppropriation,
        Some(FundSource::CarryOver) => FundKind::CarryOver,
        Some(FundSource::Other) => FundKind::Other,
    };
    MonitoringFund {
        kind,
        initial: Some(Money::from_fen(fund.initial_fen)),
        executed: Some(Money::from_fen(fund.executed_fen)),
        rate: fund.rate(),
        expected: fund.forecast_fen.map(Money::from_fen),
    }
}

/// The rows below their headings, which stand in the order in which they first come.
fn tree(rows: &[FiledIndicator]) -> Vec<MonitoringLevelOne> {
    let mut tree: Vec<MonitoringLevelOne> = Vec::new();
    for row in rows {
        let group = word::<IndicatorGroup>(&row.level1);
        let kind = word::<IndicatorKind>(&row.level2);
        let first = place(
            &mut tree,
            |level| level.name == group,
            || MonitoringLevelOne { name: group.clone(), kinds: Vec::new() },
        );
        let second = place(
            &mut first.kinds,
            |level| level.name == kind,
            || MonitoringLevelTwo { name: kind.clone(), rows: Vec::new() },
        );
        second.rows.push(MonitoringRow {
            name: row.name.clone(),
            target: row.target.clone(),
            actual: row.actual.clone(),
            expected: row.forecast.clone(),
            causes: row.causes.iter().filter_map(|code| DeviationCause::from_code(code)).collect(),
            cause_note: row.cause_note.clone(),
            likelihood: row.likelihood.as_deref().and_then(Likelihood::from_code),
            remark: row.remark.clone(),
        });
    }
    tree
}

/// What stands below the form: the period, the basis of the forecast, lamps.
fn notes(filed: &FiledMonitoring) -> Vec<String> {
    let lamp = filed.fund_lamp.as_deref().and_then(Lamp::from_code);
    let lamp = lamp.map_or(String::new(), |lamp| format!("（{}）", lamp.word()));
    let date = crate::amounts::chinese_date;
    let mut notes = vec![format!(
        "注：1.监控期间：{}至{}，执行率为期间执行数占年初预算数的比例；指标执行情况为年初至期末的累计完成情况。",
        date(filed.from_on),
        date(filed.to_on)
    )];
    notes.push(format!("2.预算执行进度：{}{lamp}", filed.fund_sentence));
    if !filed.forecast_sentence.is_empty() {
        notes.push(format!("3.全年预计执行数：{}", filed.forecast_sentence));
    }
    notes
}

/// The form as a part of a volume.
pub(crate) fn part(filed: &FiledMonitoring) -> Part {
    let (year, label, project) = (filed.year, &filed.label, &filed.project_name);
    Part {
        title: format!("{year}年{label}{project}绩效目标执行监控表"),
        form: Form::Monitoring(form(filed)),
        layout: Layout::Monitoring,
    }
}
