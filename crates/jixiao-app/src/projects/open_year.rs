//! Opens a fiscal year for a project: by which regulation it is scored and how its forms look.

use super::{visible, visible_year};
use crate::audit::{self, Event};
use crate::authz::{self, Action};
use crate::input::Fields;
use crate::installation::{NATION, regulation_of_region};
use crate::{Call, FieldError, Refusal};
use jixiao_domain::{Coded as _, FilingState, FormLayout, PrintUnit, ProjectId, ProjectYearId};
use jixiao_regulation::Regulation;
use jixiao_store::project_years::{self, NewProjectYear};
use jixiao_store::{Connection, StoreError, Transaction, goals, self_evaluations};
use serde::Deserialize;

/// The form as it was sent.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct OpenYearForm {
    /// 年度
    pub year: String,
    /// Id of the regulation.
    pub regulation: String,
    /// 表样, by code or word.
    pub layout: String,
    /// 打印金额单位, by code or word.
    pub money_unit: String,
}

/// The form, read.
#[derive(Debug, Clone)]
pub struct OpenYearInput {
    /// The fiscal year.
    pub year: i64,
    /// Id of the regulation.
    pub regulation: String,
    /// How its forms are laid out.
    pub layout: FormLayout,
    /// The unit its forms print money in.
    pub money_unit: PrintUnit,
}

impl OpenYearForm {
    /// Reads the form.
    ///
    /// # Errors
    /// Every field that can't be taken.
    pub fn parse(&self) -> Result<OpenYearInput, Vec<FieldError>> {
        let mut fields = Fields::new();
        let input = OpenYearInput {
            year: i64::from(fields.year("year", &self.year).get()),
            regulation: self.regulation.trim().to_owned(),
            layout: fields.choice("layout", &self.layout),
            money_unit: fields.choice("money_unit", &self.money_unit),
        };
        fields.require(!input.regulation.is_empty(), "regulation", "请选择评分办法");
        fields.finish(input)
    }
}

/// What a new year of a project may be opened with, and what is suggested.
#[derive(Debug)]
pub struct YearChoices {
    /// The suggestion, as a form.
    pub suggested: OpenYearForm,
    /// Regulations that govern the suggested year.
    pub regulations: Vec<&'static Regulation>,
}

/// The choices for a year of a project: the regulation of the installation's region, else that of the
/// project's year before where it still holds, else the nation's.
///
/// # Errors
/// [`Refusal::NotFound`].
pub async fn choices(call: Call<'_>, id: ProjectId, year: i64) -> Result<YearChoices, Refusal> {
    choices_in(&call.app.store, call, id, year).await
}

/// The choices, read within a transaction.
pub(crate) async fn choices_in(
    connection: &impl Connection,
    call: Call<'_>,
    id: ProjectId,
    year: i64,
) -> Result<YearChoices, Refusal> {
    let project = visible(connection, call, id).await?;
    let last = project_years::list_of(connection, project.id).await?.into_iter().next();
    let number = u16::try_from(year).unwrap_or(0);
    let catalogue = call.app.regulations;
    let regulations: Vec<&'static Regulation> =
        catalogue.iter().filter(|regulation| regulation.governs(number)).collect();
    let local = regulation_of_region(connection, call.app, number).await?;
    let earlier = last.as_ref().map(|last| last.regulation.clone());
    let regulation = local
        .map(|local| local.id.clone())
        .or(earlier.filter(|id| regulations.iter().any(|regulation| regulation.id == *id)))
        .or_else(|| catalogue.resolve(NATION, number).ok().map(|found| found.id.clone()))
        .unwrap_or_default();
    let layout = last.as_ref().map_or(FormLayout::National, |last| last.layout);
    let money_unit = last.as_ref().map_or(PrintUnit::TenThousandYuan, |last| last.money_unit);
    let suggested = OpenYearForm {
        year: year.to_string(),
        regulation,
        layout: layout.code().to_owned(),
        money_unit: money_unit.code().to_owned(),
    };
    Ok(YearChoices { suggested, regulations })
}

/// Opens a year.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Forbidden`], [`Refusal::WrongState`] for a closed project,
/// [`Refusal::Invalid`] for a year outside the project's span, one that is open already, or a
/// regulation that does not govern it.
pub async fn open_year(
    call: Call<'_>,
    id: ProjectId,
    input: OpenYearInput,
) -> Result<ProjectYearId, Refusal> {
    let tx = call.app.store.begin().await?;
    let year_id = open_year_in(&tx, call, id, &input).await?;
    tx.commit().await?;
    Ok(year_id)
}

/// Opens a year in a transaction that does more.
pub(crate) async fn open_year_in(
    tx: &Transaction,
    call: Call<'_>,
    id: ProjectId,
    input: &OpenYearInput,
) -> Result<ProjectYearId, Refusal> {
    let project = visible(tx, call, id).await?;
    authz::authorise(call.actor, Action::EditProjects, &project.organisation_path)?;
    if !project.active {
        return Err(Refusal::WrongState("项目已关闭，请先恢复再建立年度".to_owned()));
    }
    let content = &project.content;
    let mut fields = Fields::new();
    let spans =
        content.start_year <= input.year && content.end_year.is_none_or(|end| input.year <= end);
    fields.require(spans, "year", "不在项目的起止年度内，请先修改项目的起止年度");
    check_regulation(call, &mut fields, input);
    fields.finish(()).map_err(Refusal::Invalid)?;
    let new = NewProjectYear {
        project_id: project.id,
        year: input.year,
        regulation: &input.regulation,
        layout: input.layout,
        money_unit: input.money_unit,
        opened_by: call.actor.user_id,
        opened_at: call.at,
    };
    let year_id = project_years::insert(tx, &new).await.map_err(|error| match error {
        StoreError::Duplicate(_) => Refusal::field("year", "该年度已建立"),
        other => other.into(),
    })?;
    let event = Event {
        action: "project.open_year",
        subject_kind: "project",
        subject_id: project.id.to_string(),
        organisation_id: Some(project.organisation_id),
        detail: format!("建立 {} 年度：{}", input.year, terms(input)),
    };
    audit::record(tx, call.actor, call.at, event).await?;
    Ok(year_id)
}

/// Changes regulation, layout and printed unit of a year, as long as no goal has left the filler's
/// hands and no self-evaluation was issued.
///
/// # Errors
/// As [`open_year`], and [`Refusal::WrongState`] where it is too late.
pub async fn change_terms(
    call: Call<'_>,
    id: ProjectYearId,
    input: OpenYearInput,
) -> Result<(), Refusal> {
    let tx = call.app.store.begin().await?;
    let year = visible_year(&tx, call, id).await?;
    authz::authorise(call.actor, Action::EditProjects, &year.organisation_path)?;
    let project = visible(&tx, call, year.project_id).await?;
    let input = OpenYearInput { year: year.year, ..input };
    let filed = goals::versions(&tx, id).await?.iter().any(|goal| goal.state != FilingState::Draft);
    if filed || self_evaluations::of_project_year(&tx, id).await?.is_some() {
        let message = "绩效目标已提交或自评任务已下达，评分办法和表样不能再改；请先退回";
        return Err(Refusal::WrongState(message.to_owned()));
    }
    let mut fields = Fields::new();
    check_regulation(call, &mut fields, &input);
    fields.finish(()).map_err(Refusal::Invalid)?;
    project_years::set_terms(&tx, id, &input.regulation, input.layout, input.money_unit).await?;
    let event = Event {
        action: "project.change_year",
        subject_kind: "project",
        subject_id: project.id.to_string(),
        organisation_id: Some(project.organisation_id),
        detail: format!("修改 {} 年度：{}", input.year, terms(&input)),
    };
    audit::record(&tx, call.actor, call.at, event).await?;
    Ok(tx.commit().await?)
}

fn check_regulation(call: Call<'_>, fields: &mut Fields, input: &OpenYearInput) {
    let number = u16::try_from(input.year).unwrap_or(0);
    match call.app.regulations.get(&input.regulation) {
        None => fields.refuse("regulation", "请从列表中选择评分办法"),
        Some(regulation) if !regulation.governs(number) => {
            fields.refuse("regulation", format!("“{}”不适用于 {number} 年度", regulation.title));
        }
        Some(_) => {}
    }
}

fn terms(input: &OpenYearInput) -> String {
    format!("{}，{}，{}", input.regulation, input.layout.word(), input.money_unit.word())
}
