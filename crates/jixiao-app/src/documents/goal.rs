//! 绩效目标申报表 of a goal version.

use super::{Document, rendered};
use crate::authz::{self, Action};
use crate::{Call, Refusal};
use jixiao_domain::{Coded, GoalId, Money, PrintUnit, ProjectAttribute};
use jixiao_render::model::{
    Foot, Form, GoalFunds, GoalIndicators, GoalLevelOne, GoalLevelTwo, GoalPeriod, GoalRow,
    GoalSubmissionForm, MediumTerm, MoneyUnit, Organisation, ProjectNature,
};
use jixiao_render::{Format, Layout};
use jixiao_store::goals::{self, Goal, GoalIndicator};
use jixiao_store::project_years::{self, ProjectYear};
use jixiao_store::projects::{self, Project};

/// The submission form of a goal version.
///
/// # Errors
/// [`Refusal::NotFound`]; [`Refusal::WrongState`] where it can't be rendered.
pub async fn goal(call: Call<'_>, id: GoalId, format: Format) -> Result<Document, Refusal> {
    let store = &call.app.store;
    let missing = || Refusal::NotFound("该绩效目标");
    let goal = goals::find(store, id).await?.ok_or_else(missing)?;
    let year = project_years::find(store, goal.project_year_id).await?.ok_or_else(missing)?;
    if !authz::allows(call.actor, Action::SeeProjects, &year.organisation_path) {
        return Err(missing());
    }
    let project = projects::find(store, year.project_id).await?.ok_or_else(missing)?;
    let indicators = goals::indicators(store, id).await?;
    let name = name(&year, &project);
    let form = Form::GoalSubmission(form(&goal, &year, &project, &indicators));
    rendered(form, Layout::GoalSubmission, format, name).await
}

/// What a form is called.
pub(crate) fn name(year: &ProjectYear, project: &Project) -> String {
    format!("{}年度绩效目标申报表-{}", year.year, project.content.name)
}

pub(crate) fn form(
    goal: &Goal,
    year: &ProjectYear,
    project: &Project,
    indicators: &[GoalIndicator],
) -> GoalSubmissionForm {
    let (about, content) = (&project.content, &goal.content);
    let number = |year: i64| u16::try_from(year).unwrap_or_default();
    let last = about.end_year.unwrap_or(about.start_year);
    let has_medium_term = !content.mid_term_goal.is_empty();
    GoalSubmissionForm {
        year: number(year.year),
        project: about.name.clone(),
        project_code: about.code.clone(),
        nature: Some(match about.attribute {
            ProjectAttribute::New => ProjectNature::New,
            ProjectAttribute::Continued => ProjectNature::Continued,
        }),
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
        money_unit: match year.money_unit {
            PrintUnit::Yuan => MoneyUnit::Yuan,
            PrintUnit::TenThousandYuan => MoneyUnit::TenThousandYuan,
        },
        medium_term: has_medium_term.then(|| MediumTerm {
            from_year: number(about.start_year),
            to_year: number(last),
            period: GoalPeriod {
                funds: funds(content.mid_term_treasury, content.mid_term_other),
                goal: content.mid_term_goal.clone(),
            },
        }),
        annual: GoalPeriod {
            funds: funds(content.annual_treasury, content.annual_other),
            goal: content.annual_goal.clone(),
        },
        indicators: tree(indicators, has_medium_term),
        foot: Foot {
            leader: about.leader.clone(),
            phone: about.phone.clone(),
            seal: true,
            ..Foot::default()
        },
    }
}

fn funds(appropriation: Option<Money>, other: Option<Money>) -> GoalFunds {
    let total = match (appropriation, other) {
        (None, None) => None,
        (first, second) => first.unwrap_or_default().checked_add(second.unwrap_or_default()),
    };
    GoalFunds { total, appropriation, other }
}

/// The rows below their headings, which stand in the order in which they first come.
fn tree(indicators: &[GoalIndicator], has_medium_term: bool) -> GoalIndicators {
    let mut tree: GoalIndicators = Vec::new();
    for indicator in indicators {
        let content = &indicator.content;
        let (group, kind) = (Coded::word(content.level1), Coded::word(content.level2));
        let first = tree.iter().position(|level| level.name == group).unwrap_or_else(|| {
            tree.push(GoalLevelOne { name: group.to_owned(), kinds: Vec::new() });
            tree.len() - 1
        });
        let kinds = &mut tree[first].kinds;
        let second = kinds.iter().position(|level| level.name == kind).unwrap_or_else(|| {
            kinds.push(GoalLevelTwo {
                name: kind.to_owned(),
                medium_term: Vec::new(),
                annual: Vec::new(),
            });
            kinds.len() - 1
        });
        let level = &mut kinds[second];
        if has_medium_term && !content.mid_term_target.is_empty() {
            level.medium_term.push(GoalRow {
                name: content.name.clone(),
                target: content.mid_term_target.clone(),
                points: None,
            });
        }
        level.annual.push(GoalRow {
            name: content.name.clone(),
            target: content.target_text(),
            points: Some(content.points.normalize()),
        });
    }
    tree
}
