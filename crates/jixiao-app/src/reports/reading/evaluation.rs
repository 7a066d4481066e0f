//! What a report on the department's evaluation of a project's year is drafted from.

use super::super::facts;
use super::{EVALUATION, Reading};
use crate::{Call, Refusal, documents, evaluations};
use jixiao_domain::{EvaluationId, EvaluationState, FilingState};
use jixiao_narrative::Facts;
use jixiao_store::reports::ReportSubject;
use jixiao_store::{funds, goals, self_evaluations};

/// Reads an evaluation.
///
/// # Errors
/// [`Refusal::NotFound`] where there is none the caller may see; [`Refusal::WrongState`] before
/// opinions were exchanged.
pub(super) async fn read(call: Call<'_>, id: EvaluationId) -> Result<Reading, Refusal> {
    let store = &call.app.store;
    let loaded = evaluations::load(store, call, id).await?;
    let sheet = evaluations::sheet(&loaded);
    if sheet.total.is_none() || sheet.grade.is_none() {
        return Err(Refusal::WrongState(
            "评价还没有评完分并交换意见，不能起草评价报告；请先完成评分和意见交换".to_owned(),
        ));
    }
    let place = &loaded.place;
    let regulation = place.regulation(call)?;
    let goal = goals::in_force(store, place.year.id).await?;
    let filed = self_evaluations::of_project_year(store, place.year.id).await?;
    let about = facts::About {
        project: &place.project,
        framework: loaded.framework,
        goal: goal.as_ref(),
        funds: funds::fund_summary(store, place.year.id).await?.total,
        filed: filed.as_ref().filter(|filed| filed.state == FilingState::Approved),
        digest: loaded.evaluation.content_digest.clone(),
    };
    let mut facts = Facts::new();
    facts::evaluation(&mut facts, &sheet, &about);
    let pending = if sheet.state == EvaluationState::Concluded {
        String::new()
    } else {
        "部门评价尚未作出结论，报告须在作出结论后审批".to_owned()
    };
    Ok(Reading {
        subject: ReportSubject { kind: EVALUATION.to_owned(), id: id.0 },
        organisation: place.organisation.clone(),
        year: place.year.year,
        project_id: Some(place.project.id),
        region: regulation.region.clone(),
        facts,
        forms: vec![documents::evaluation_part(&sheet)],
        regulations: vec![(sheet.project_name.clone(), regulation)],
        pending,
    })
}
