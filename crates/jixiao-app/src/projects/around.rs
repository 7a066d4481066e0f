//! What else there is of a project's year beside goal, ledgers and self-evaluation.

use super::visible_year;
use crate::{Call, Refusal};
use jixiao_domain::ProjectYearId;
use jixiao_store::assessments::{self, Assessment};
use jixiao_store::evaluations::{self, Evaluation};

/// The latest records of a project's year.
#[derive(Debug, Clone, Default)]
pub struct Around {
    /// The latest round of ex-ante assessment.
    pub assessment: Option<Assessment>,
    /// The department evaluation.
    pub evaluation: Option<Evaluation>,
}

/// Looks around a project's year the caller may see.
///
/// # Errors
/// [`Refusal::NotFound`].
pub async fn around(call: Call<'_>, id: ProjectYearId) -> Result<Around, Refusal> {
    let store = &call.app.store;
    visible_year(store, call, id).await?;
    Ok(Around {
        assessment: assessments::of_project_year(store, id).await?.pop(),
        evaluation: evaluations::of_project_year(store, id).await?,
    })
}
