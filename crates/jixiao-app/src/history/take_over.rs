//! Taking over a year that was filed before the application: what the filing says becomes part of
//! the project's history. A year the application recorded itself can't be taken over.

use crate::audit::{self, Event};
use crate::authz::{self, Action};
use crate::input::{Fields, Lines};
use crate::{Call, Refusal};
use chrono::Datelike as _;
use jixiao_domain::{PastYearId, ProjectId};
use jixiao_store::past_years::{self, PastIndicator, PastYear, PastYearContent};
use jixiao_store::{StoreError, Transaction, project_years, projects};

const REASON_CHARACTERS_MAX: usize = 500;

/// A past year as it was filed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastYearInput {
    /// Year, money, score, grade and where they were taken from.
    pub content: PastYearContent,
    /// The indicators, from the top of the form.
    pub indicators: Vec<PastIndicator>,
}

/// A past year of a project, as its page lists it.
pub type TakenOver = PastYear;

/// Takes a past year over.
///
/// # Errors
/// [`Refusal::NotFound`] outside the caller's part of the tree, [`Refusal::Forbidden`] for those who
/// don't edit projects there, [`Refusal::WrongState`] where the project has that year already.
pub async fn take_over(
    call: Call<'_>,
    project_id: ProjectId,
    input: &PastYearInput,
) -> Result<PastYearId, Refusal> {
    let tx = call.app.store.begin().await?;
    let id = take_over_in(&tx, call, project_id, input).await?;
    tx.commit().await?;
    Ok(id)
}

/// Takes a past year over in a transaction that does more.
///
/// # Errors
/// As [`take_over`].
pub(super) async fn take_over_in(
    tx: &Transaction,
    call: Call<'_>,
    project_id: ProjectId,
    input: &PastYearInput,
) -> Result<PastYearId, Refusal> {
    let project = visible(tx, call, project_id).await?;
    authz::authorise(call.actor, Action::EditProjects, &project.organisation_path)?;
    let year = input.content.year;
    if project_years::find_in(tx, project_id, year).await?.is_some() {
        let message = format!("{year} 年度已在系统中建立，不再接收历年资料");
        return Err(Refusal::WrongState(message));
    }
    if year >= i64::from(call.today().year()) {
        return Err(Refusal::field("year", "历年资料应为本年度以前的年度"));
    }
    let inserted = past_years::insert(
        tx,
        project_id,
        &input.content,
        &input.indicators,
        call.actor.user_id,
        call.at,
    )
    .await;
    let id = match inserted {
        Err(StoreError::Duplicate(_)) => {
            let message = format!("{year} 年度的历年资料已接收，请先撤销原资料");
            return Err(Refusal::WrongState(message));
        }
        other => other?,
    };
    let entry = Event {
        action: "history.take_over",
        subject_kind: "project",
        subject_id: project_id.to_string(),
        organisation_id: Some(project.organisation_id),
        detail: format!(
            "{year} 年度，指标 {} 条，来自 {}",
            input.indicators.len(),
            input.content.source
        ),
    };
    audit::record(tx, call.actor, call.at, entry).await?;
    Ok(id)
}

/// Withdraws a past year, with a reason.
///
/// # Errors
/// As [`take_over`]; [`Refusal::Invalid`] without a reason.
pub async fn withdraw(
    call: Call<'_>,
    project_id: ProjectId,
    id: PastYearId,
    reason: &str,
) -> Result<(), Refusal> {
    let tx = call.app.store.begin().await?;
    withdraw_in(&tx, call, project_id, id, reason).await?;
    Ok(tx.commit().await?)
}

/// Withdraws a past year in a transaction that does more.
///
/// # Errors
/// As [`withdraw`].
pub(super) async fn withdraw_in(
    tx: &Transaction,
    call: Call<'_>,
    project_id: ProjectId,
    id: PastYearId,
    reason: &str,
) -> Result<(), Refusal> {
    let project = visible(tx, call, project_id).await?;
    authz::authorise(call.actor, Action::EditProjects, &project.organisation_path)?;
    let mut fields = Fields::new();
    let reason = fields.text("reason", reason, Lines::Many, REASON_CHARACTERS_MAX);
    fields.finish(()).map_err(Refusal::Invalid)?;
    let rows = past_years::of_project(tx, project_id).await?;
    let row = rows.iter().find(|row| row.id == id).ok_or(Refusal::NotFound("该历年资料"))?;
    if row.withdrawn_at.is_some() {
        return Err(Refusal::WrongState("该历年资料已撤销".to_owned()));
    }
    past_years::withdraw(tx, id, &reason, call.actor.user_id, call.at).await?;
    let entry = Event {
        action: "history.withdraw",
        subject_kind: "project",
        subject_id: project_id.to_string(),
        organisation_id: Some(project.organisation_id),
        detail: format!("{} 年度：{reason}", row.content.year),
    };
    audit::record(tx, call.actor, call.at, entry).await
}

/// The past years taken over for a project, the latest first.
///
/// # Errors
/// [`Refusal::NotFound`] outside the caller's part of the tree.
pub async fn of_project(call: Call<'_>, id: ProjectId) -> Result<Vec<TakenOver>, Refusal> {
    visible(&call.app.store, call, id).await?;
    Ok(past_years::of_project(&call.app.store, id).await?)
}

pub(super) async fn visible(
    connection: &impl jixiao_store::Connection,
    call: Call<'_>,
    id: ProjectId,
) -> Result<projects::Project, Refusal> {
    projects::find(connection, id)
        .await?
        .filter(|project| {
            authz::allows(call.actor, Action::SeeProjects, &project.organisation_path)
        })
        .ok_or(Refusal::NotFound("该项目"))
}
