//! The past years of a project as its pages show them: entered, corrected by a new version, withdrawn.
//! Nothing of them is evidenced here: they stand as they were filed.

use super::form::{PastRowForm, PastYearForm};
use super::take_over::{self, PastYearInput, visible, withdraw_in};
use crate::authz::{self, Action};
use crate::input::{Fields, Lines};
use crate::{Call, Refusal};
use jixiao_domain::{PastYearId, ProjectId};
use jixiao_store::past_years::{self, PastIndicator, PastYear};
use jixiao_store::projects::Project;
use jixiao_store::{Transaction, project_years};

/// The past years of a project.
#[derive(Debug, Clone)]
pub struct PastYears {
    /// The project.
    pub project: Project,
    /// Those that hold and those withdrawn, the latest year first.
    pub years: Vec<PastYear>,
    /// Whether the reader may enter, correct and withdraw.
    pub may_edit: bool,
}

/// A past year with its indicators.
#[derive(Debug, Clone)]
pub struct PastYearRead {
    /// The project.
    pub project: Project,
    /// The year.
    pub year: PastYear,
    /// Its indicators, from the top of its form.
    pub indicators: Vec<PastIndicator>,
    /// Whether the application has that year itself, so that this one no longer counts.
    pub is_recorded: bool,
    /// Whether the reader may correct and withdraw it.
    pub may_edit: bool,
}

/// The past years of a project for its page.
///
/// # Errors
/// [`Refusal::NotFound`] outside the caller's part of the tree.
pub async fn past_years(call: Call<'_>, id: ProjectId) -> Result<PastYears, Refusal> {
    let store = &call.app.store;
    let project = visible(store, call, id).await?;
    let years = past_years::of_project(store, id).await?;
    let may_edit = may_edit(call, &project);
    Ok(PastYears { project, years, may_edit })
}

/// One past year.
///
/// # Errors
/// [`Refusal::NotFound`] outside the caller's part of the tree, and where the project has none such.
pub async fn past_year(
    call: Call<'_>,
    project_id: ProjectId,
    id: PastYearId,
) -> Result<PastYearRead, Refusal> {
    let store = &call.app.store;
    let project = visible(store, call, project_id).await?;
    let years = past_years::of_project(store, project_id).await?;
    let found = years.into_iter().find(|year| year.id == id);
    let year = found.ok_or(Refusal::NotFound("该历年资料"))?;
    let recorded = project_years::find_in(store, project_id, year.content.year).await?;
    Ok(PastYearRead {
        indicators: past_years::indicators(store, id).await?,
        is_recorded: recorded.is_some(),
        may_edit: may_edit(call, &project) && year.withdrawn_at.is_none(),
        project,
        year,
    })
}

fn may_edit(call: Call<'_>, project: &Project) -> bool {
    authz::allows(call.actor, Action::EditProjects, &project.organisation_path)
}

/// Enters a past year as typed.
///
/// # Errors
/// [`Refusal::Invalid`], and as [`super::take_over()`].
pub async fn enter(
    call: Call<'_>,
    project_id: ProjectId,
    form: &PastYearForm,
) -> Result<PastYearId, Refusal> {
    let store = &call.app.store;
    let project = visible(store, call, project_id).await?;
    authz::authorise(call.actor, Action::EditProjects, &project.organisation_path)?;
    let input = form.parse().map_err(Refusal::Invalid)?;
    take_over::take_over(call, project_id, &input).await
}

/// Corrects a past year: a new version takes the place of the one that held, with a reason.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Forbidden`], [`Refusal::Invalid`] without a reason too,
/// [`Refusal::WrongState`] where it was corrected or withdrawn meanwhile.
pub async fn correct(
    call: Call<'_>,
    project_id: ProjectId,
    id: PastYearId,
    form: &PastYearForm,
) -> Result<PastYearId, Refusal> {
    let tx = call.app.store.begin().await?;
    let project = visible(&tx, call, project_id).await?;
    authz::authorise(call.actor, Action::EditProjects, &project.organisation_path)?;
    let parsed = form.parse();
    let mut fields = Fields::new();
    let reason = fields.text("reason", &form.reason, Lines::Many, 400);
    let input = match (parsed, fields.finish(())) {
        (Ok(input), Ok(())) => input,
        (parsed, reasoned) => {
            let mut errors = parsed.err().unwrap_or_default();
            errors.extend(reasoned.err().unwrap_or_default());
            return Err(Refusal::Invalid(errors));
        }
    };
    withdraw_in(&tx, call, project_id, id, &format!("更正：{reason}")).await?;
    let new = take_over::take_over_in(&tx, call, project_id, &input).await?;
    tx.commit().await?;
    Ok(new)
}

/// Enters a row of a workbook: the first of a project's year brings money and source, those below it
/// further indicators of the same year.
///
/// # Errors
/// As [`enter`]; [`Refusal::WrongState`] where the year was there before this import.
pub(crate) async fn enter_row_in(
    tx: &Transaction,
    call: Call<'_>,
    project_id: ProjectId,
    head: &PastYearForm,
    row: &PastRowForm,
) -> Result<(), Refusal> {
    let mut fields = Fields::new();
    let indicator = row.parse(&mut fields, str::to_owned);
    let year = i64::from(fields.year("year", &head.year).get());
    let known = past_years::of_project(tx, project_id).await?;
    let begun = known.iter().find(|known| {
        known.content.year == year
            && known.withdrawn_at.is_none()
            && known.entered_at == call.at
            && known.entered_by == call.actor.user_id
    });
    if let Some(begun) = begun {
        fields.finish(()).map_err(Refusal::Invalid)?;
        let count = past_years::indicators(tx, begun.id).await?.len();
        let position = i64::try_from(count).unwrap_or(i64::MAX).saturating_add(1);
        return Ok(past_years::add_indicator(tx, begun.id, position, &indicator).await?);
    }
    let content = head.content(&mut fields);
    fields.finish(()).map_err(Refusal::Invalid)?;
    let input = PastYearInput { content, indicators: vec![indicator] };
    take_over::take_over_in(tx, call, project_id, &input).await.map(|_| ())
}
