//! What a report is drafted from: facts and forms of one subject, read as the forms print them,
//! frozen where they are frozen.

mod evaluation;
mod monitoring;

use super::facts;
use crate::authz::{self, Action};
use crate::departments;
use crate::documents::{self, self_evaluation};
use crate::self_evaluations::{self, FiledForm, Record};
use crate::{Call, Refusal};
use jixiao_domain::{
    EvaluationId, FilingState, OrganisationId, ProjectId, ReportKind, SelfEvaluationId,
};
use jixiao_narrative::Facts;
use jixiao_regulation::{DepartmentFramework, Regulation};
use jixiao_render::model::Part;
use jixiao_store::Timestamp;
use jixiao_store::departments as department_rows;
use jixiao_store::freezes;
use jixiao_store::organisations::{self, Organisation};
use jixiao_store::reports::{Report, ReportSubject};
use jixiao_store::views::reports as views;

/// The subject of a report on one project's year.
pub(super) const SELF_EVALUATION: &str = "self_evaluation";
/// The subject of a report on the department's evaluation of a project's year.
pub(super) const EVALUATION: &str = "evaluation";
/// The subject of a unit's report on a round of monitoring.
pub(super) const ROUND: &str = "monitoring_round";
/// The subject of a report on a unit's year.
pub(super) const ORGANISATION: &str = "organisation";

/// What is to be read.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    pub(super) kind: ReportKind,
    pub(super) subject: ReportSubject,
    /// The unit that reports, where the subject does not say it.
    pub(super) organisation_id: OrganisationId,
    /// The fiscal year, where the subject does not say it.
    pub(super) year: i64,
    /// For a report that is no draft any more, when it was drafted: what goes on beside the forms
    /// (warnings, rectifications) is read as it stood then.
    pub(super) drafted_at: Option<Timestamp>,
}

/// A subject, read.
#[derive(Debug, Clone)]
pub(crate) struct Reading {
    /// What was read.
    pub(crate) subject: ReportSubject,
    /// The organisation that files the report.
    pub(crate) organisation: Organisation,
    /// The fiscal year.
    pub(crate) year: i64,
    /// The project, where it is about one.
    pub(crate) project_id: Option<ProjectId>,
    /// The region its template is looked for in.
    pub(crate) region: String,
    /// What a template may say.
    pub(crate) facts: Facts,
    /// The forms that belong to the report, as printed.
    pub(crate) forms: Vec<Part>,
    /// The regulation of each project that a form is of.
    pub(crate) regulations: Vec<(String, &'static Regulation)>,
    /// Why the report may not be approved yet; empty where everything beneath it is frozen.
    pub(crate) pending: String,
}

/// One self-evaluation as it is printed.
pub(super) struct Filed {
    pub(super) form: FiledForm,
    pub(super) record: Record,
    /// The digest of the freeze it was read from.
    pub(super) digest: Option<String>,
}

/// Reads what a stored report stands on.
///
/// # Errors
/// As [`read`].
pub(crate) async fn of_report(call: Call<'_>, report: &Report) -> Result<Reading, Refusal> {
    let drafted_at = (!report.state.is_editable()).then_some(report.drafted_at);
    read(call, &Asked::again(report, drafted_at)).await
}

/// Reads what the next version of a stored report stands on.
///
/// # Errors
/// As [`read`].
pub(super) async fn of_next_version(call: Call<'_>, report: &Report) -> Result<Reading, Refusal> {
    read(call, &Asked::again(report, None)).await
}

impl Asked {
    fn again(report: &Report, drafted_at: Option<Timestamp>) -> Self {
        Self {
            kind: report.kind,
            subject: report.subject.clone(),
            organisation_id: report.organisation_id,
            year: report.year,
            drafted_at,
        }
    }
}

/// Reads what a stored report stands on for showing it: where the records no longer make a report,
/// the words that say why.
///
/// # Errors
/// [`Refusal::NotFound`] where the caller may not see them.
pub(crate) async fn for_showing(
    call: Call<'_>,
    report: &Report,
) -> Result<Result<Reading, String>, Refusal> {
    match of_report(call, report).await {
        Ok(reading) => Ok(Ok(reading)),
        Err(Refusal::WrongState(words)) => Ok(Err(words)),
        Err(other) => Err(other),
    }
}

/// Reads the subject of a report to come.
///
/// # Errors
/// [`Refusal::NotFound`] where there is none the caller may see; [`Refusal::WrongState`] where it has
/// nothing to report yet.
pub(super) async fn read(call: Call<'_>, asked: &Asked) -> Result<Reading, Refusal> {
    let (id, year) = (asked.subject.id, asked.year);
    match (asked.kind, asked.subject.kind.as_str()) {
        (ReportKind::SelfEvaluation, SELF_EVALUATION) => {
            of_self_evaluation(call, SelfEvaluationId(id)).await
        }
        (ReportKind::Evaluation, EVALUATION) => evaluation::read(call, EvaluationId(id)).await,
        (ReportKind::Monitoring, ROUND) => monitoring::read(call, asked).await,
        (ReportKind::Summary, ORGANISATION) => {
            of_organisation(call, OrganisationId(id), year).await
        }
        (ReportKind::Department, ORGANISATION) => {
            of_department(call, OrganisationId(id), year).await
        }
        _ => Err(Refusal::NotFound("报告所依据的记录")),
    }
}

async fn of_self_evaluation(call: Call<'_>, id: SelfEvaluationId) -> Result<Reading, Refusal> {
    let filed = filed(call, id).await?;
    if filed.form.total.is_none() {
        return Err(Refusal::WrongState(
            "自评表尚未填完，没有总得分，不能起草报告；请先填报自评表".to_owned(),
        ));
    }
    let state = filed.record.evaluation.state;
    let pending = if filed.digest.is_some() {
        String::new()
    } else {
        format!("自评表{}，报告须在自评表批复后审批", state.word_of())
    };
    let mut facts = Facts::new();
    facts::self_evaluation(&mut facts, &filed);
    Ok(Reading {
        subject: ReportSubject { kind: SELF_EVALUATION.to_owned(), id: id.0 },
        organisation: filed.record.organisation.clone(),
        year: filed.form.year,
        project_id: Some(filed.record.project.id),
        region: filed.record.regulation.region.clone(),
        facts,
        forms: vec![self_evaluation::part(&filed.form, filed.record.regulation)],
        regulations: vec![(filed.form.project_name.clone(), filed.record.regulation)],
        pending,
    })
}

async fn of_organisation(
    call: Call<'_>,
    id: OrganisationId,
    year: i64,
) -> Result<Reading, Refusal> {
    let organisation = organisation(call, id).await?;
    let mut all = Vec::new();
    let mut left_out = 0;
    for id in views::self_evaluations_of(&call.app.store, id, year).await? {
        let filed = filed(call, id).await?;
        if filed.form.total.is_none() || filed.record.evaluation.state == FilingState::Draft {
            left_out += 1;
        } else {
            all.push(filed);
        }
    }
    let Some(first) = all.first() else {
        return Err(Refusal::WrongState(format!(
            "{}{year}年度还没有已提交的项目自评，不能起草总报告",
            organisation.name
        )));
    };
    let open = all.iter().filter(|filed| filed.digest.is_none()).count() + left_out;
    let pending = if open == 0 {
        String::new()
    } else {
        format!("还有 {open} 个项目的自评表未批复，总报告须在全部批复后审批")
    };
    let region = first.record.regulation.region.clone();
    let mut facts = Facts::new();
    facts::summary(&mut facts, &organisation, year, &all);
    let part = |filed: &Filed| self_evaluation::part(&filed.form, filed.record.regulation);
    Ok(Reading {
        subject: ReportSubject { kind: ORGANISATION.to_owned(), id: id.0 },
        organisation,
        year,
        project_id: None,
        region,
        facts,
        forms: all.iter().map(part).collect(),
        regulations: all
            .iter()
            .map(|filed| (filed.form.project_name.clone(), filed.record.regulation))
            .collect(),
        pending,
    })
}

async fn of_department(call: Call<'_>, id: OrganisationId, year: i64) -> Result<Reading, Refusal> {
    let store = &call.app.store;
    let organisation = organisation(call, id).await?;
    let row = department_rows::find_in(store, id, year).await?.ok_or_else(|| {
        let name = &organisation.name;
        Refusal::WrongState(format!("{name}还没有建立{year}年度部门整体，不能起草自评报告"))
    })?;
    let filed = departments::filed(call, row.id).await?;
    if filed.total.is_none() {
        return Err(Refusal::WrongState(
            "部门整体自评尚未填完，没有总得分，不能起草报告；请先填报部门整体".to_owned(),
        ));
    }
    let freeze = freezes::current(store, row.id).await?;
    let pending = if freeze.is_some() {
        String::new()
    } else {
        format!("部门整体自评{}，报告须在其批复后审批", row.state.word_of())
    };
    let framework = DepartmentFramework::get(&filed.framework);
    let region = framework.map_or_else(|| "000000".to_owned(), |of| of.region.clone());
    let of_year = u16::try_from(year).unwrap_or_default();
    let regulation = call
        .app
        .regulations
        .resolve("000000", of_year)
        .map_err(|error| Refusal::WrongState(error.to_string()))?;
    let mut facts = Facts::new();
    facts::department(&mut facts, &filed, freeze.map(|freeze| freeze.digest));
    Ok(Reading {
        subject: ReportSubject { kind: ORGANISATION.to_owned(), id: id.0 },
        organisation,
        year,
        project_id: None,
        region,
        facts,
        forms: documents::department_parts(&filed),
        regulations: vec![(filed.department, regulation)],
        pending,
    })
}

async fn organisation(call: Call<'_>, id: OrganisationId) -> Result<Organisation, Refusal> {
    let missing = || Refusal::NotFound("该机构");
    let found = organisations::find(&call.app.store, id).await?.ok_or_else(missing)?;
    // Those who unfreeze need to see what.
    let known = [Action::SeeProjects, Action::Unfreeze]
        .into_iter()
        .any(|action| authz::allows(call.actor, action, &found.path));
    if known { Ok(found) } else { Err(missing()) }
}

async fn filed(call: Call<'_>, id: SelfEvaluationId) -> Result<Filed, Refusal> {
    let store = &call.app.store;
    let record = Record::load(store, call, id).await?;
    let form = self_evaluations::printable(call, id).await?;
    let digest = freezes::current(store, id).await?.map(|freeze| freeze.digest);
    Ok(Filed { form, record, digest })
}

/// Words of a state inside a sentence.
trait StateWords {
    fn word_of(self) -> &'static str;
}

impl StateWords for FilingState {
    fn word_of(self) -> &'static str {
        use jixiao_domain::Coded as _;
        match self {
            Self::Draft => "还在填报",
            other => other.word(),
        }
    }
}
