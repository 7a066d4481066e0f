//! Reports: drafted from what was filed, worked over by their writers, filed like the forms.

use crate::actors::{day, time};
use crate::goals::{CHAIN, Reach};
use crate::monitoring::Round;
use crate::projects::Opened;
use crate::{City, SampleError};
use chrono::NaiveDate;
use jixiao_app::reports::{self, CreateForm, ReportForm, StepForm};
use jixiao_domain::{Coded as _, ReportId, ReportKind};
use jixiao_store::evaluations as evaluation_rows;
use jixiao_store::self_evaluations as rows;

/// What is said about warnings at a submission.
const WORD: &str = "已与自评表和台账逐项核对";

/// What a careful writer adds to the organisation of the work.
const OWN_WORDS: &str = "自评由分管领导牵头，业务部门和财务部门共同核对名册、审批表和支付凭证，意见不一致的以原始凭证为准。";

/// Writes the report on a project's self-evaluation and takes it as far as `reach`.
pub(crate) async fn of_project(
    city: &City<'_>,
    project: &Opened,
    year: i64,
    reach: Reach,
) -> Result<(), SampleError> {
    let Some(year_id) = project.years.get(&year) else { return Ok(()) };
    let found = rows::of_project_year(&city.app.store, *year_id).await?;
    let Some(evaluation) = found.filter(|row| row.total.is_some()) else { return Ok(()) };
    let form = CreateForm {
        kind: ReportKind::SelfEvaluation.code().to_owned(),
        subject: evaluation.id.to_string(),
        ..CreateForm::default()
    };
    let name = format!("{} {year} 自评报告", project.plan.name);
    let on = day(year + 1, 4, 2);
    let id = write(city, &project.plan.login("filler"), &form, (on, &name)).await?;
    file(city, |who| project.plan.login(who), id, (on, &name), reach).await
}

/// Writes the report on all projects of a unit.
pub(crate) async fn of_unit(
    city: &City<'_>,
    key: &str,
    year: i64,
    reach: Reach,
) -> Result<(), SampleError> {
    let login = |who: &str| format!("{key}.{who}");
    let unit = city.actors.get(&login("filler"))?.organisation_id;
    let form = CreateForm {
        kind: ReportKind::Summary.code().to_owned(),
        subject: unit.to_string(),
        year: year.to_string(),
        ..CreateForm::default()
    };
    let name = format!("{key} {year} 项目总报告");
    let on = day(year + 1, 4, 2);
    let id = write(city, &login("filler"), &form, (on, &name)).await?;
    file(city, login, id, (on, &name), reach).await
}

/// Writes a unit's report on a round of monitoring.
pub(crate) async fn of_round(
    city: &City<'_>,
    key: &str,
    round: Round,
    reach: Reach,
) -> Result<(), SampleError> {
    let login = |who: &str| format!("{key}.{who}");
    let unit = city.actors.get(&login("filler"))?.organisation_id;
    let form = CreateForm {
        kind: ReportKind::Monitoring.code().to_owned(),
        subject: round.id.to_string(),
        organisation: unit.to_string(),
        ..CreateForm::default()
    };
    let name = format!("{key} {} 年监控报告", round.year);
    let on = round.after(8);
    let id = write(city, &login("filler"), &form, (on, &name)).await?;
    file(city, login, id, (on, &name), reach).await
}

/// Writes the report on the evaluation of a project's year.
pub(crate) async fn of_evaluation(
    city: &City<'_>,
    project: &Opened,
    year: i64,
    reach: Reach,
) -> Result<(), SampleError> {
    let Some(year_id) = project.years.get(&year) else { return Ok(()) };
    let found = evaluation_rows::of_project_year(&city.app.store, *year_id).await?;
    let Some(evaluation) = found.filter(|row| row.total.is_some()) else { return Ok(()) };
    let form = CreateForm {
        kind: ReportKind::Evaluation.code().to_owned(),
        subject: evaluation.id.to_string(),
        ..CreateForm::default()
    };
    let name = format!("{} {year} 评价报告", project.plan.name);
    let on = day(year + 1, 6, 12);
    let id = write(city, &project.plan.login("filler"), &form, (on, &name)).await?;
    file(city, |who| project.plan.login(who), id, (on, &name), reach).await
}

/// Writes the report on the federation as a whole, when its forms have gone through.
pub(crate) async fn of_department(
    city: &City<'_>,
    year: i64,
    reach: Reach,
) -> Result<(), SampleError> {
    let login = |who: &str| format!("city.{who}");
    let unit = city.actors.get(&login("filler"))?.organisation_id;
    let form = CreateForm {
        kind: ReportKind::Department.code().to_owned(),
        subject: unit.to_string(),
        year: year.to_string(),
        ..CreateForm::default()
    };
    let name = format!("市总工会 {year} 部门整体自评报告");
    let on = day(year + 1, 4, 18);
    let id = write(city, &login("filler"), &form, (on, &name)).await?;
    file(city, login, id, (on, &name), reach).await
}

async fn write(
    city: &City<'_>,
    login: &str,
    form: &CreateForm,
    (on, name): (NaiveDate, &str),
) -> Result<ReportId, SampleError> {
    let step = || SampleError::at(name.to_owned());
    let call = city.actors.call(city.app, login, time(on, 0))?;
    let id = reports::create(call, form).await.map_err(step())?;
    let loaded = reports::load(&city.app.store, call, id).await.map_err(step())?;
    let mut typed = ReportForm::of(&loaded);
    // The words are those of a self-evaluation.
    let named = |heading: &str| {
        heading.contains("组织过程")
            || (heading.contains("工作过程") && form.kind == ReportKind::Summary.code())
    };
    let at = loaded.narrative.sections.iter().position(|section| named(&section.name()));
    if let Some(text) = at.and_then(|at| typed.sections.get_mut(at)) {
        text.push('\n');
        text.push_str(OWN_WORDS);
        reports::save(call, id, &typed).await.map_err(step())?;
    }
    Ok(id)
}

/// Takes a report through the chain as far as `reach`.
async fn file(
    city: &City<'_>,
    login: impl Fn(&str) -> String,
    id: ReportId,
    (begun, name): (NaiveDate, &str),
    reach: Reach,
) -> Result<(), SampleError> {
    for (event, who, days, makes) in CHAIN.iter().filter(|step| step.3 <= reach) {
        let on = begun + chrono::Days::new(days.unsigned_abs());
        let at = time(on, 60 + i64::from(*makes as i32));
        let call = city.actors.call(city.app, &login(who), at)?;
        let step = || SampleError::at(format!("{name}{}", event.word()));
        let loaded = reports::load(&city.app.store, call, id).await.map_err(step())?;
        let form = StepForm {
            revision: loaded.report.revision.to_string(),
            event: event.code().to_owned(),
            reason: WORD.to_owned(),
        };
        reports::step(call, id, &form).await.map_err(step())?;
    }
    Ok(())
}
