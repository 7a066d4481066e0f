//! Where records of a project's year belong: the year, the project, the organisation.

use crate::authz::{self, Action};
use crate::{Call, Refusal};
use jixiao_domain::ProjectYearId;
use jixiao_regulation::Regulation;
use jixiao_store::Connection;
use jixiao_store::organisations::{self, Organisation};
use jixiao_store::project_years::{self, ProjectYear};
use jixiao_store::projects::{self, Project};

/// Where a record of a project's year belongs.
#[derive(Debug, Clone)]
pub struct YearPlace {
    /// The project's year.
    pub year: ProjectYear,
    /// The project.
    pub project: Project,
    /// The organisation that files for it.
    pub organisation: Organisation,
}

impl YearPlace {
    /// The regulation the project's year is scored by.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] where this version does not know it.
    pub fn regulation(&self, call: Call<'_>) -> Result<&'static Regulation, Refusal> {
        call.app.regulations.get(&self.year.regulation).ok_or_else(|| {
            let id = &self.year.regulation;
            Refusal::WrongState(format!("本年度选用的评分办法“{id}”不在目录中，请改选评分办法"))
        })
    }

    /// For log entries: which project and year.
    pub fn name(&self) -> String {
        format!("{} {}年度", self.project.content.code, self.year.year)
    }
}

/// The place of a record of a project's year, for somebody who may see the year.
///
/// # Errors
/// [`Refusal::NotFound`] of `what` where there is none the caller may see.
pub async fn place(
    connection: &impl Connection,
    call: Call<'_>,
    id: ProjectYearId,
    what: &'static str,
) -> Result<YearPlace, Refusal> {
    let place = place_unasked(connection, id, what).await?;
    if authz::allows(call.actor, Action::SeeProjects, &place.year.organisation_path) {
        Ok(place)
    } else {
        Err(Refusal::NotFound(what))
    }
}

/// As [`place`], for what was authorised otherwise.
pub(crate) async fn place_unasked(
    connection: &impl Connection,
    id: ProjectYearId,
    what: &'static str,
) -> Result<YearPlace, Refusal> {
    let missing = || Refusal::NotFound(what);
    let year = project_years::find(connection, id).await?.ok_or_else(missing)?;
    let project = projects::find(connection, year.project_id).await?.ok_or_else(missing)?;
    let organisation =
        organisations::find(connection, project.organisation_id).await?.ok_or_else(missing)?;
    Ok(YearPlace { year, project, organisation })
}
