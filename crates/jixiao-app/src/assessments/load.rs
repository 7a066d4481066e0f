//! A round of assessment with everything it is judged by.

use crate::authz::{self, Action};
use crate::projects::{self, YearPlace};
use crate::review::{Filing, Subject};
use crate::{Call, Refusal};
use jixiao_domain::{AssessmentId, Decimal};
use jixiao_regulation::{Framework, FrameworkItem};
use jixiao_store::Connection;
use jixiao_store::assessments::{self as rows, Assessment, AssessmentPoint};

/// A round in its place.
#[derive(Debug, Clone)]
pub struct LoadedAssessment {
    /// The round.
    pub assessment: Assessment,
    /// Its points in the order of the framework.
    pub points: Vec<JudgedPoint>,
    /// The framework that lists them.
    pub framework: &'static Framework,
    /// Where it belongs.
    pub place: YearPlace,
}

/// A point of the framework and what was said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JudgedPoint {
    /// The point.
    pub item: &'static FrameworkItem,
    /// What was said; blank where nothing was.
    pub judged: AssessmentPoint,
}

impl LoadedAssessment {
    /// The round as the filing chain sees it.
    pub fn subject(&self) -> Subject<'_> {
        Subject {
            filing: Filing::Assessment,
            id: self.assessment.id.0,
            organisation: &self.place.organisation,
            state: self.assessment.state,
            filled_by: Some(self.assessment.filled_by),
        }
    }

    /// Sum of the scores; `None` while a point has none.
    pub fn score(&self) -> Option<Decimal> {
        self.points.iter().map(|point| point.judged.score).sum()
    }
}

/// Loads a round for somebody who may see it.
///
/// # Errors
/// [`Refusal::NotFound`] where there is none the caller may see.
pub async fn load(
    connection: &impl Connection,
    call: Call<'_>,
    id: AssessmentId,
) -> Result<LoadedAssessment, Refusal> {
    const WHAT: &str = "该事前绩效评估";
    let assessment = rows::find(connection, id).await?.ok_or(Refusal::NotFound(WHAT))?;
    let place = projects::place(connection, call, assessment.project_year_id, WHAT).await?;
    let framework = Framework::get(&assessment.framework).ok_or_else(|| {
        let id = &assessment.framework;
        Refusal::WrongState(format!("本程序没有编号为“{id}”的评估要点"))
    })?;
    let judged = rows::points(connection, id).await?;
    let of = |item: &FrameworkItem| {
        let found = judged.iter().find(|point| point.code == item.code).cloned();
        found.unwrap_or_else(|| AssessmentPoint { code: item.code.clone(), ..Default::default() })
    };
    let points =
        framework.items.iter().map(|item| JudgedPoint { item, judged: of(item) }).collect();
    Ok(LoadedAssessment { assessment, points, framework, place })
}

/// Loads a round for somebody who fills in assessments of its organisation.
///
/// # Errors
/// As [`load`], and [`Refusal::Forbidden`].
pub async fn load_to_fill(
    connection: &impl Connection,
    call: Call<'_>,
    id: AssessmentId,
) -> Result<LoadedAssessment, Refusal> {
    let loaded = load(connection, call, id).await?;
    authz::authorise(call.actor, Action::FillAssessments, &loaded.place.organisation.path)?;
    Ok(loaded)
}
