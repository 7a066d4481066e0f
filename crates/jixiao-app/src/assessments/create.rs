//! Beginning a round: the first of a new project, and another after 不支持.

use super::SUBJECT_KIND;
use crate::audit::{self, Event};
use crate::authz::{self, Action};
use crate::projects::{self, YearPlace};
use crate::{Call, Refusal};
use jixiao_domain::{AssessmentId, AssessmentResult, Coded as _, ProjectYearId};
use jixiao_regulation::{Framework, FrameworkKind};
use jixiao_store::assessments as rows;
use jixiao_store::{Connection, StoreError, goals, project_years};

/// Begins the next round of a project's year, as an empty draft.
///
/// # Errors
/// [`Refusal::WrongState`] where a goal of the project was approved already, where a round is under
/// way or was decided otherwise than 不支持, or where no framework governs the year; the usual
/// refusals of rights.
pub async fn create(call: Call<'_>, year_id: ProjectYearId) -> Result<AssessmentId, Refusal> {
    let tx = call.app.store.begin().await?;
    let place = projects::place(&tx, call, year_id, "项目年度").await?;
    authz::authorise(call.actor, Action::FillAssessments, &place.organisation.path)?;
    refuse_begun(&tx, &place).await?;
    let framework = u16::try_from(place.year.year)
        .ok()
        .and_then(|year| Framework::of_year(FrameworkKind::Assessment, year))
        .ok_or_else(|| {
            let year = place.year.year;
            Refusal::WrongState(format!("没有适用于 {year} 年度的事前绩效评估要点"))
        })?;
    let id = match rows::insert(&tx, year_id, &framework.id, call.actor.user_id, call.at).await {
        // Two people began the same round at the same time.
        Err(StoreError::Duplicate(_)) => return Err(Refusal::Conflict("事前绩效评估")),
        other => other?,
    };
    let entry = Event {
        action: "assessment.create",
        subject_kind: SUBJECT_KIND,
        subject_id: id.to_string(),
        organisation_id: Some(place.organisation.id),
        detail: place.name(),
    };
    audit::record(&tx, call.actor, call.at, entry).await?;
    tx.commit().await?;
    Ok(id)
}

/// Why no round can begin now, if so.
pub(super) async fn refuse_begun(
    connection: &impl Connection,
    place: &YearPlace,
) -> Result<(), Refusal> {
    for year in project_years::list_of(connection, place.project.id).await? {
        if goals::in_force(connection, year.id).await?.is_some() {
            return Err(Refusal::WrongState(format!(
                "项目 {} 年度绩效目标已批复，事前绩效评估只适用于尚无批复目标的新增项目",
                year.year
            )));
        }
    }
    let rounds = rows::of_project_year(connection, place.year.id).await?;
    let Some(latest) = rounds.last() else { return Ok(()) };
    match latest.decided() {
        Some(AssessmentResult::NotSupported) => Ok(()),
        Some(result) => Err(Refusal::WrongState(format!(
            "本项目事前绩效评估结论为“{}”，无须重新评估",
            result.word()
        ))),
        None => Err(Refusal::WrongState(format!(
            "第 {} 次评估{}，办结前不能另行评估",
            latest.round,
            latest.state.word()
        ))),
    }
}
