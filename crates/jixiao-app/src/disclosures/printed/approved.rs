//! The records that may be published, as they were approved or frozen: anything that is not, or has
//! changed since, is refused.

use super::Printed;
use crate::departments::FiledDepartment;
use crate::documents::{self, DepartmentForm};
use crate::evaluations;
use crate::monitoring::FiledMonitoring;
use crate::reports;
use crate::self_evaluations::FiledForm;
use crate::{App, Refusal};
use jixiao_domain::{
    Coded as _, DepartmentYearId, EvaluationId, FilingState, GoalId, MonitoringRecordId, ReportId,
    SelfEvaluationId,
};
use jixiao_render::Layout;
use jixiao_render::model::Form;
use jixiao_store::{Connection, freezes, goals, project_years, projects, users};

/// 项目支出绩效自评表, frozen.
pub(super) async fn self_evaluation(
    app: &App,
    connection: &impl Connection,
    id: SelfEvaluationId,
) -> Result<Printed, Refusal> {
    let Some(freeze) = freezes::current(connection, id).await? else {
        return Err(not_as_approved("绩效自评"));
    };
    let filed = FiledForm::read(&freeze.content)?;
    let name = documents::self_evaluation::name(&filed);
    if filed.digest() != freeze.digest {
        return Err(not_as_approved(&name));
    }
    let regulation = app.regulations.get(&filed.regulation);
    Ok(Printed {
        form: documents::self_evaluation::form(&filed, regulation),
        layout: documents::self_evaluation::layout(&filed.layout),
        people: vec![filed.filled_by, filed.leader],
        name,
    })
}

/// 绩效目标申报表 in force.
pub(super) async fn goal(connection: &impl Connection, id: GoalId) -> Result<Printed, Refusal> {
    let missing = || Refusal::NotFound("该绩效目标");
    let goal = goals::find(connection, id).await?.ok_or_else(missing)?;
    let year = project_years::find(connection, goal.project_year_id).await?.ok_or_else(missing)?;
    let project = projects::find(connection, year.project_id).await?.ok_or_else(missing)?;
    let indicators = goals::indicators(connection, id).await?;
    let name = documents::goal::name(&year, &project);
    let is_sound = crate::goals::is_sound(&goal, &indicators) == Some(true);
    if goal.state != FilingState::Approved || !is_sound {
        return Err(not_as_approved(&name));
    }
    let filler = users::find(connection, goal.filled_by).await?.map(|user| user.name);
    Ok(Printed {
        form: Form::GoalSubmission(documents::goal::form(&goal, &year, &project, &indicators)),
        layout: Layout::GoalSubmission,
        people: filler.into_iter().chain([project.content.leader.clone()]).collect(),
        name,
    })
}

/// 项目支出绩效目标执行监控表, frozen.
pub(super) async fn monitoring(
    connection: &impl Connection,
    id: MonitoringRecordId,
) -> Result<Printed, Refusal> {
    let Some(freeze) = freezes::current(connection, id).await? else {
        return Err(not_as_approved("绩效运行监控"));
    };
    let filed = FiledMonitoring::read(&freeze.content)?;
    let name = documents::monitoring::name(&filed);
    if filed.digest() != freeze.digest {
        return Err(not_as_approved(&name));
    }
    Ok(Printed {
        form: Form::Monitoring(documents::monitoring::form(&filed)),
        layout: Layout::Monitoring,
        people: vec![filed.filled_by, filed.leader],
        name,
    })
}

/// A form of a whole department, frozen.
pub(super) async fn department(
    connection: &impl Connection,
    id: DepartmentYearId,
    which: DepartmentForm,
) -> Result<Printed, Refusal> {
    let Some(freeze) = freezes::current(connection, id).await? else {
        return Err(not_as_approved(which.word()));
    };
    let filed = FiledDepartment::read(&freeze.content)?;
    let name = documents::department::name(&filed, which);
    if filed.digest() != freeze.digest {
        return Err(not_as_approved(&name));
    }
    let (form, layout) = documents::department::form(&filed, which);
    Ok(Printed { form, layout, people: vec![filed.filled_by, filed.leader], name })
}

/// 项目支出绩效评价得分表 of a concluded evaluation. The digest is over items and words; the grade
/// must be what the regulation gives for their sum.
pub(super) async fn evaluation(
    app: &App,
    connection: &impl Connection,
    id: EvaluationId,
) -> Result<Printed, Refusal> {
    let loaded = evaluations::load_unasked(connection, id).await?;
    let sheet = evaluations::sheet(&loaded);
    let name = documents::evaluation::name(&sheet);
    let regulation = app.regulations.get(&loaded.place.year.regulation);
    let grade = regulation.zip(sheet.total).map(|(regulation, total)| regulation.grade(total));
    if evaluations::is_sound(&loaded) != Some(true) || grade != sheet.grade {
        return Err(not_as_approved(&name));
    }
    let concluded_by = match loaded.evaluation.concluded_by {
        Some(user) => users::find(connection, user).await?.map(|user| user.name),
        None => None,
    };
    let project = &loaded.place.project.content;
    let people = [sheet.organised_by.clone(), project.leader.clone()];
    Ok(Printed {
        form: Form::Evaluation(documents::evaluation::form(&sheet)),
        layout: Layout::Evaluation,
        people: people.into_iter().chain(concluded_by).collect(),
        name,
    })
}

/// The text of a report; the forms it speaks of are published by themselves.
pub(super) async fn report(connection: &impl Connection, id: ReportId) -> Result<Printed, Refusal> {
    let loaded = reports::load_unasked(connection, id).await?;
    let name = loaded.report.title.clone();
    let is_approved = loaded.report.state == FilingState::Approved;
    if !is_approved || reports::is_sound(&loaded) != Some(true) {
        return Err(not_as_approved(&name));
    }
    let filler = users::find(connection, loaded.report.filled_by).await?.map(|user| user.name);
    Ok(Printed {
        form: Form::Text(reports::text_document(&loaded, &[])),
        layout: Layout::Report,
        people: filler.into_iter().collect(),
        name,
    })
}

fn not_as_approved(name: &str) -> Refusal {
    Refusal::WrongState(format!("“{name}”未经批准、已解除锁定或与批准时的摘要不符，不能公开"))
}
