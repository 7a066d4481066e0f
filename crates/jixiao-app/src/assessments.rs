//! Ex-ante assessments (事前绩效评估) of new projects: five points judged by the unit, reviewed by
//! finance, decided by the approver.
//!
//! Owns what a round must say before it is filed and what it means for the goal. The chain itself is
//! [`crate::review`]'s, points and bands are dated data of the regulations.

mod completeness;
mod create;
mod drafts;
mod export;
mod form;
mod list;
mod load;
mod read;
mod save;
mod seal;
mod step;

pub use completeness::findings;
pub use create::create;
pub use drafts::{discard, keep, offered};
pub use export::export;
pub use form::{AssessmentForm, AssessmentInput};
pub use list::{AssessmentList, AssessmentListForm, list};
pub use load::{JudgedPoint, LoadedAssessment, load, load_to_fill};
pub use read::{AssessmentPage, read};
pub use save::save;
pub use step::{AssessmentStepForm, step};

use crate::Refusal;
use crate::amounts::chinese_date;
use crate::date_in_china;
use jixiao_domain::{AssessmentResult, ProjectYearId};
use jixiao_store::{Connection, assessments as rows};

/// What steps and log entries call an assessment.
const SUBJECT_KIND: &str = "assessment";

/// Refuses to file the goal of a project whose latest assessment was decided as 不支持.
///
/// # Errors
/// [`Refusal::WrongState`], with the reasons.
pub(crate) async fn refuse_unsupported(
    connection: &impl Connection,
    year: ProjectYearId,
) -> Result<(), Refusal> {
    let rounds = rows::of_project_year(connection, year).await?;
    let Some(latest) = rounds.iter().rev().find(|round| round.decided().is_some()) else {
        return Ok(());
    };
    if latest.decided() != Some(AssessmentResult::NotSupported) {
        return Ok(());
    }
    let on = latest.decided_at.map_or_else(String::new, |at| chinese_date(date_in_china(at)));
    let reason = latest.verdict().map_or("", |verdict| verdict.reason.trim_end_matches('。'));
    Err(Refusal::WrongState(format!(
        "本项目事前绩效评估于{on}作出“不支持”的结论（{reason}），不能申报绩效目标；请完善项目后重新评估"
    )))
}
