//! The project library: projects over their years, and opening a fiscal year for one.
//!
//! Owns what may be typed of a project and who may see it. Money is the business of `budgets`.

mod add;
mod around;
mod change;
mod close;
mod drafts;
mod form;
mod list;
mod open_year;
mod place;
mod read;

pub use add::add;
pub(crate) use add::add_in;
pub use around::{Around, around};
pub use change::{Change, change};
pub use close::{Closing, close};
pub use drafts::{drop_draft, keep_draft, kept_draft};
pub use form::{ProjectForm, ProjectInput};
pub use list::{ListForm, Listing, list, organisations_of};
pub use open_year::{OpenYearForm, OpenYearInput, YearChoices, change_terms, choices, open_year};
pub(crate) use open_year::{choices_in, open_year_in};
pub(crate) use place::place_unasked;
pub use place::{YearPlace, place};
pub use read::{ProjectPage, YearLine, read};

use crate::authz::{self, Action};
use crate::{Call, Refusal};
use jixiao_domain::{ProjectId, ProjectYearId};
use jixiao_store::project_years::{self, ProjectYear};
use jixiao_store::projects::{self as rows, Project};
use jixiao_store::{Connection, StoreError};

/// A project the caller may see.
///
/// # Errors
/// [`Refusal::NotFound`] where there is none or it lies outside the caller's part of the tree.
pub async fn visible(
    connection: &impl Connection,
    call: Call<'_>,
    id: ProjectId,
) -> Result<Project, Refusal> {
    rows::find(connection, id)
        .await?
        .filter(|project| {
            authz::allows(call.actor, Action::SeeProjects, &project.organisation_path)
        })
        .ok_or(Refusal::NotFound("项目"))
}

/// A project's year the caller may see.
///
/// # Errors
/// As [`visible`].
pub async fn visible_year(
    connection: &impl Connection,
    call: Call<'_>,
    id: ProjectYearId,
) -> Result<ProjectYear, Refusal> {
    project_years::find(connection, id)
        .await?
        .filter(|year| authz::allows(call.actor, Action::SeeProjects, &year.organisation_path))
        .ok_or(Refusal::NotFound("项目年度"))
}

/// A project's year the caller may see, by project and year.
///
/// # Errors
/// As [`visible`].
pub async fn visible_year_of(
    connection: &impl Connection,
    call: Call<'_>,
    project: ProjectId,
    year: i64,
) -> Result<ProjectYear, Refusal> {
    project_years::find_in(connection, project, year)
        .await?
        .filter(|year| authz::allows(call.actor, Action::SeeProjects, &year.organisation_path))
        .ok_or(Refusal::NotFound("项目年度"))
}

/// A project the caller may change.
///
/// # Errors
/// As [`visible`], and [`Refusal::Forbidden`].
pub async fn editable(
    connection: &impl Connection,
    call: Call<'_>,
    id: ProjectId,
) -> Result<Project, Refusal> {
    let project = visible(connection, call, id).await?;
    authz::authorise(call.actor, Action::EditProjects, &project.organisation_path)?;
    Ok(project)
}

/// A project's year whose ledgers the caller keeps.
///
/// # Errors
/// As [`visible`], and [`Refusal::Forbidden`].
pub async fn kept_year_of(
    connection: &impl Connection,
    call: Call<'_>,
    project: ProjectId,
    year: i64,
) -> Result<ProjectYear, Refusal> {
    let year = visible_year_of(connection, call, project, year).await?;
    authz::authorise(call.actor, Action::KeepLedger, &year.organisation_path)?;
    Ok(year)
}

/// A refusal to write a project: the code is taken, or the project was changed meanwhile.
fn unwritten(error: StoreError) -> Refusal {
    match error {
        StoreError::Duplicate(_) => Refusal::field("code", "该项目编码已被使用，请换一个编码"),
        StoreError::Stale => Refusal::Conflict("项目"),
        other => other.into(),
    }
}
