//! 项目支出事前绩效评估表 of a round.

use super::{Document, day, rendered};
use crate::amounts::{chinese_date, yuan};
use crate::assessments::{LoadedAssessment, load};
use crate::{Call, Refusal, date_in_china};
use jixiao_domain::{AssessmentId, Coded as _, FilingState, PrintUnit};
use jixiao_render::model::{AssessedPoint, AssessmentForm, Foot, Form, MoneyUnit, Organisation};
use jixiao_render::{Format, Layout};
use jixiao_store::assessments::Verdict;

/// The official form of a round.
///
/// # Errors
/// [`Refusal::NotFound`]; [`Refusal::WrongState`] where it can't be rendered.
pub async fn assessment(
    call: Call<'_>,
    id: AssessmentId,
    format: Format,
) -> Result<Document, Refusal> {
    let loaded = load(&call.app.store, call, id).await?;
    let place = &loaded.place;
    let name = format!("{}年度事前绩效评估表-{}", place.year.year, place.project.content.name);
    rendered(Form::Assessment(form(&loaded)), Layout::Assessment, format, name).await
}

fn form(loaded: &LoadedAssessment) -> AssessmentForm {
    let (assessment, place) = (&loaded.assessment, &loaded.place);
    let about = &place.project.content;
    let verdict = assessment.content.verdict.as_ref();
    let decided_on = assessment.decided_at.map(date_in_china);
    AssessmentForm {
        year: u16::try_from(place.year.year).unwrap_or_default(),
        project: about.name.clone(),
        project_code: about.code.clone(),
        supervising_dept: Organisation {
            name: about.supervising_department.clone(),
            code: about.supervising_department_code.clone(),
        },
        implementing_unit: Organisation {
            name: about.implementing_unit.clone(),
            code: about.implementing_unit_code.clone(),
        },
        period: match about.end_year {
            Some(end) => format!("{}—{end}年", about.start_year),
            None => format!("{}年起", about.start_year),
        },
        money_unit: match place.year.money_unit {
            PrintUnit::Yuan => MoneyUnit::Yuan,
            PrintUnit::TenThousandYuan => MoneyUnit::TenThousandYuan,
        },
        applied: assessment.content.applied,
        overview: assessment.content.overview.clone(),
        method: assessment.content.method.clone(),
        points: loaded
            .points
            .iter()
            .map(|point| AssessedPoint {
                name: point.item.name.clone(),
                findings: point.judged.findings.clone(),
                points: Some(point.item.points.normalize()),
                score: point.judged.score.map(|score| score.normalize()),
                opinion: point.judged.opinion.clone(),
            })
            .collect(),
        total_points: Some(loaded.framework.total_points.normalize()),
        total_score: loaded.score().map(|score| score.normalize()),
        result: verdict.map_or("", |verdict| verdict.result.word()).to_owned(),
        proposed: verdict.map(|verdict| verdict.proposed.unwrap_or_default()),
        result_reason: verdict.map_or_else(String::new, |verdict| verdict.reason.clone()),
        finance_opinion: assessment.finance.as_ref().map_or_else(String::new, opinion),
        decision: match (assessment.state, assessment.verdict(), decided_on) {
            (FilingState::Approved, Some(verdict), Some(on)) => {
                format!("{}：{}", chinese_date(on), decision(verdict))
            }
            _ => String::new(),
        },
        foot: Foot {
            filled_by: assessment.filled_by_name.clone(),
            phone: about.phone.clone(),
            leader: about.leader.clone(),
            filled_on: day(date_in_china(assessment.created_at)),
            seal: true,
        },
    }
}

fn opinion(verdict: &Verdict) -> String {
    format!("{}。{}", decision(verdict), verdict.reason)
}

fn decision(verdict: &Verdict) -> String {
    let amount = yuan(verdict.proposed.unwrap_or_default());
    format!("{}，安排资金 {amount} 元", verdict.result.word())
}
