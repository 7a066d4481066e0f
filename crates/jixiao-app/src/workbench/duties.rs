//! What waits for somebody beside the filings of the chain: warnings, rectifications, evaluations,
//! applications for aid.

use super::LISTED_MAX;
use crate::authz::{self, Action};
use crate::{Call, Refusal};
use chrono::NaiveDate;
use jixiao_domain::{
    AidStage, Coded as _, EvaluationState, RectificationState, WarningState, coded,
};
use jixiao_store::Timestamp;
use jixiao_store::views::aid_cases;
use jixiao_store::views::evaluations::{self, EvaluationFilter, EvaluationOrder};
use jixiao_store::views::monitoring::warnings::{self, Filter, Order, Standing};
use jixiao_store::views::rectifications::{self, RectificationFilter, RectificationOrder};

coded! {
    /// What is to be done.
    pub enum DutyKind {
        /// The unit let its days of decision pass: finance decides whether payment goes on.
        WarningSuspension = "warning_suspension" "预警逾期未处理，请决定是否暂停拨付",
        /// The unit decides about a warning.
        WarningAnswer = "warning_answer" "待处理预警",
        /// What the unit explained about a warning is judged.
        WarningJudgement = "warning_judgement" "待认定预警说明",
        /// The unit sets something right and replies.
        RectificationReply = "rectification_reply" "待整改",
        /// A reply is checked.
        RectificationCheck = "rectification_check" "待核查整改",
        /// An evaluation is scored and discussed.
        EvaluationWork = "evaluation_work" "待完成部门评价",
        /// An evaluation is concluded.
        EvaluationConclusion = "evaluation_conclusion" "待作评价结论",
        /// Applications for aid are reviewed, by round.
        CaseReview = "case_review" "待审核救助申请",
        /// Applications for aid are approved.
        CaseApproval = "case_approval" "待审定救助申请",
        /// Applications that were sent back are mended.
        CaseReturned = "case_returned" "退回补正的救助申请",
        /// Approved applications are put on a notice, or a notice is over.
        CaseNotice = "case_notice" "待公示、公示期满的救助申请",
    }
}

/// Records that wait for one of the actor's roles.
#[derive(Debug, Clone)]
pub struct Duty {
    /// What is to be done with them.
    pub kind: DutyKind,
    /// How many.
    pub count: i64,
    /// The most urgent of them.
    pub items: Vec<DutyItem>,
}

/// A record that waits.
#[derive(Debug, Clone)]
pub struct DutyItem {
    /// Its key.
    pub id: i64,
    /// Its number or what it is called; empty for an evaluation.
    pub number: String,
    /// 项目名称
    pub project_name: String,
    /// Short name of the unit.
    pub organisation_name: String,
    /// Fiscal year.
    pub year: i64,
    /// When it began.
    pub since: Option<Timestamp>,
    /// When it is due, where the date counts.
    pub due_on: Option<NaiveDate>,
}

/// The duties of the actor; those of which none waits are left out.
pub(super) async fn of(call: Call<'_>) -> Result<Vec<Duty>, Refusal> {
    use RectificationState::{Issued, Replied, Returned};
    let mut duties = Vec::new();
    let past =
        Filter { overdue_on: Some(call.today()), never_suspended: true, ..Filter::default() };
    let waiting = |state| Filter { standing: Standing::In(state), ..Filter::default() };
    let kinds = [
        (Action::SuspendPayment, DutyKind::WarningSuspension, past),
        (Action::FillMonitoring, DutyKind::WarningAnswer, waiting(WarningState::Open)),
        (Action::ReviewForFinance, DutyKind::WarningJudgement, waiting(WarningState::Explained)),
    ];
    for (action, kind, filter) in kinds {
        duties.extend(warning_duty(call, action, kind, filter).await?);
    }
    let kinds = [
        (Action::ReplyRectification, DutyKind::RectificationReply, vec![Issued, Returned]),
        (Action::SuperviseRectification, DutyKind::RectificationCheck, vec![Replied]),
    ];
    for (action, kind, states) in kinds {
        duties.extend(rectification_duty(call, action, kind, states).await?);
    }
    let kinds = [
        (Action::Evaluate, DutyKind::EvaluationWork, EvaluationState::InProgress),
        (
            Action::ConcludeEvaluation,
            DutyKind::EvaluationConclusion,
            EvaluationState::OpinionExchanged,
        ),
    ];
    for (action, kind, state) in kinds {
        duties.extend(evaluation_duty(call, action, kind, state).await?);
    }
    let kinds = [
        (
            Action::ReviewCases,
            DutyKind::CaseReview,
            &[AidStage::PrimaryReview, AidStage::CountyReview][..],
        ),
        (Action::ApproveCases, DutyKind::CaseApproval, &[AidStage::CityApproval]),
        (Action::FillCases, DutyKind::CaseReturned, &[]),
        (Action::KeepNotices, DutyKind::CaseNotice, &[AidStage::Notice]),
    ];
    for (action, kind, stages) in kinds {
        duties.extend(case_duty(call, action, kind, stages).await?);
    }
    duties.retain(|duty| duty.count > 0);
    Ok(duties)
}

/// Cases by round and holder: thousands are one line.
async fn case_duty(
    call: Call<'_>,
    action: Action,
    kind: DutyKind,
    stages: &[AidStage],
) -> Result<Option<Duty>, Refusal> {
    let Ok(scope) = authz::scope(call.actor, action) else { return Ok(None) };
    let lines = aid_cases::waiting(&call.app.store, &scope, stages).await?;
    let count = lines.iter().map(|line| line.count).sum();
    let listed = usize::try_from(LISTED_MAX).unwrap_or_default();
    let items = lines
        .into_iter()
        .take(listed)
        .map(|line| DutyItem {
            id: line.round_id.0,
            number: format!("{} 件", line.count),
            project_name: line.round_label,
            organisation_name: line.organisation_name,
            year: line.year,
            since: None,
            due_on: line.due_on,
        })
        .collect();
    Ok(Some(Duty { kind, count, items }))
}

async fn warning_duty(
    call: Call<'_>,
    action: Action,
    kind: DutyKind,
    filter: Filter,
) -> Result<Option<Duty>, Refusal> {
    let Ok(scope) = authz::scope(call.actor, action) else { return Ok(None) };
    let store = &call.app.store;
    let count = warnings::count(store, &scope, &filter).await?;
    let lines = warnings::list(store, &scope, &filter, Order::Due, LISTED_MAX, 0).await?;
    let items = lines
        .into_iter()
        .map(|line| DutyItem {
            id: line.id.0,
            number: line.kind.word().to_owned(),
            project_name: line.project_name,
            organisation_name: line.organisation_name,
            year: line.year,
            since: Some(line.raised_at),
            due_on: line.answer_due_on.filter(|_| line.state == WarningState::Open),
        })
        .collect();
    Ok(Some(Duty { kind, count, items }))
}

async fn rectification_duty(
    call: Call<'_>,
    action: Action,
    kind: DutyKind,
    states: Vec<RectificationState>,
) -> Result<Option<Duty>, Refusal> {
    let Ok(scope) = authz::scope(call.actor, action) else { return Ok(None) };
    let store = &call.app.store;
    let filter = RectificationFilter { states, ..RectificationFilter::default() };
    let count = rectifications::count(store, &scope, &filter).await?;
    let order = RectificationOrder::Due;
    let lines = rectifications::page(store, &scope, &filter, order, 0, LISTED_MAX).await?;
    let items = lines
        .into_iter()
        .map(|line| DutyItem {
            id: line.id.0,
            number: line.number,
            project_name: line.project_name,
            organisation_name: line.organisation_name,
            year: line.year,
            since: Some(line.opened_at),
            due_on: line.state.waits_for_unit().then_some(line.due_on),
        })
        .collect();
    Ok(Some(Duty { kind, count, items }))
}

async fn evaluation_duty(
    call: Call<'_>,
    action: Action,
    kind: DutyKind,
    state: EvaluationState,
) -> Result<Option<Duty>, Refusal> {
    let Ok(scope) = authz::scope(call.actor, action) else { return Ok(None) };
    let store = &call.app.store;
    let filter = EvaluationFilter { state: Some(state), ..EvaluationFilter::default() };
    let count = evaluations::count(store, &scope, &filter).await?;
    let order = EvaluationOrder::Year;
    let lines = evaluations::page(store, &scope, &filter, order, 0, LISTED_MAX).await?;
    let items = lines
        .into_iter()
        .map(|line| DutyItem {
            id: line.id.0,
            number: String::new(),
            project_name: line.project_name,
            organisation_name: line.organisation_name,
            year: line.year,
            since: None,
            due_on: None,
        })
        .collect();
    Ok(Some(Duty { kind, count, items }))
}
