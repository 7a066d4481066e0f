//! Planning the evaluation of a project's year.

use super::load::blank;
use crate::audit::{self, Event};
use crate::authz::{self, Action};
use crate::{Call, Refusal, projects};
use jixiao_domain::{EvaluationId, ProjectYearId};
use jixiao_regulation::{Framework, FrameworkKind};
use jixiao_store::evaluations::{self as rows, EvaluationContent, SUBJECT_KIND};
use jixiao_store::{StoreError, goals};

/// Plans an evaluation with the points of the framework of the year.
///
/// # Errors
/// [`Refusal::WrongState`] where the year has one, has no approved goal, or no framework governs it;
/// the usual refusals of rights.
pub async fn plan(call: Call<'_>, year_id: ProjectYearId) -> Result<EvaluationId, Refusal> {
    let tx = call.app.store.begin().await?;
    let place = projects::place(&tx, call, year_id, "项目年度").await?;
    authz::authorise(call.actor, Action::Evaluate, &place.organisation.path)?;
    if goals::in_force(&tx, year_id).await?.is_none() {
        let message = "项目本年度没有批复的绩效目标，不能开展部门评价".to_owned();
        return Err(Refusal::WrongState(message));
    }
    let framework = u16::try_from(place.year.year)
        .ok()
        .and_then(|year| Framework::of_year(FrameworkKind::Evaluation, year))
        .ok_or_else(|| {
            let year = place.year.year;
            Refusal::WrongState(format!("没有适用于 {year} 年度的评价指标体系"))
        })?;
    let id = match rows::insert(&tx, year_id, &framework.id, call.actor.user_id, call.at).await {
        Err(StoreError::Duplicate(_)) => {
            return Err(Refusal::WrongState("本项目年度的部门评价已立项".to_owned()));
        }
        other => other?,
    };
    let content = EvaluationContent {
        purpose: format!(
            "评价{}年度“{}”项目资金的使用和绩效目标实现情况，促进改进管理。",
            place.year.year, place.project.content.name
        ),
        method: "成本效益分析法、比较法、因素分析法、公众评判法".to_owned(),
        ..EvaluationContent::default()
    };
    rows::update_content(&tx, id, 1, &content).await?;
    let items: Vec<_> = framework.items.iter().map(blank).collect();
    rows::replace_items(&tx, id, &items).await?;
    let entry = Event {
        action: "evaluation.plan",
        subject_kind: SUBJECT_KIND,
        subject_id: id.to_string(),
        organisation_id: Some(place.organisation.id),
        detail: place.name(),
    };
    audit::record(&tx, call.actor, call.at, entry).await?;
    tx.commit().await?;
    Ok(id)
}
