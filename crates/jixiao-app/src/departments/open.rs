//! Opening a fiscal year for a department, and finding one.

use super::SUBJECT_KIND;
use crate::audit::{self, Event};
use crate::authz::{self, Action};
use crate::input::Fields;
use crate::{Call, FieldError, Refusal};
use jixiao_domain::{DepartmentYearId, FiscalYear, OrganisationId, OrganisationKind, PrintUnit};
use jixiao_regulation::DepartmentFramework;
use jixiao_store::departments::{self as rows, NewDepartmentYear, units};
use jixiao_store::organisations::{self, Organisation};
use jixiao_store::{StoreError, Transaction};
use serde::{Deserialize, Serialize};

/// A year to open, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OpenTyped {
    /// Key of the department.
    pub organisation: String,
    /// Fiscal year.
    pub year: String,
    /// Id of the framework.
    pub framework: String,
    /// Code of the printed unit of money.
    pub money_unit: String,
}

/// A year to open, as understood.
#[derive(Debug, Clone)]
struct Input {
    organisation: OrganisationId,
    year: FiscalYear,
    framework: &'static DepartmentFramework,
    money_unit: PrintUnit,
}

/// What the form offers.
#[derive(Debug, Clone)]
pub struct Choices {
    /// The departments the caller may open a year for.
    pub organisations: Vec<Organisation>,
    /// The frameworks, the national one first.
    pub frameworks: &'static [DepartmentFramework],
}

impl OpenTyped {
    fn parse(&self) -> Result<Input, Vec<FieldError>> {
        let mut fields = Fields::new();
        let organisation = fields.key("organisation", &self.organisation);
        let year = fields.year("year", &self.year);
        let found = DepartmentFramework::get(self.framework.trim());
        let framework = found.or_else(|| DepartmentFramework::builtin().first());
        fields.require(found.is_some(), "framework", "请选择指标体系");
        if let Some(found) = found {
            let message = format!("该指标体系自 {} 年度起适用", found.first_year);
            fields.require(found.first_year <= year.get(), "framework", &message);
        }
        let money_unit = fields.choice("money_unit", &self.money_unit);
        let framework = framework.expect("a framework is embedded");
        fields.finish(Input { organisation, year, framework, money_unit })
    }
}

/// What may be chosen.
///
/// # Errors
/// [`Refusal::Forbidden`] where the caller fills in for no department.
pub async fn choices(call: Call<'_>) -> Result<Choices, Refusal> {
    let scope = authz::scope(call.actor, Action::FillDepartments)?;
    let mut organisations = organisations::list(&call.app.store, &scope).await?;
    // 内设部门 have no budget of their own.
    organisations.retain(|unit| unit.active && unit.kind != OrganisationKind::Department);
    Ok(Choices { organisations, frameworks: DepartmentFramework::builtin() })
}

/// Opens a year. Units with budgets of their own — counties, industries, workplaces — are left out
/// of its sums at first; the filler may choose otherwise.
///
/// # Errors
/// [`Refusal::NotFound`] for a department the caller may not know of, [`Refusal::Forbidden`],
/// [`Refusal::Invalid`], also where the year is open already.
pub async fn open(call: Call<'_>, typed: &OpenTyped) -> Result<DepartmentYearId, Refusal> {
    let tx = call.app.store.begin().await?;
    let organisation = fillable(&tx, call, typed).await?;
    let input = typed.parse().map_err(Refusal::Invalid)?;
    let new = NewDepartmentYear {
        organisation_id: input.organisation,
        year: input.year.get().into(),
        framework: &input.framework.id,
        money_unit: input.money_unit,
        opened_by: call.actor.user_id,
        opened_at: call.at,
    };
    let id = match rows::insert(&tx, &new).await {
        Err(StoreError::Duplicate(_)) => {
            let message = format!("{}年度已建立，请在列表中打开", input.year);
            return Err(Refusal::field("year", message));
        }
        other => other?,
    };
    units::replace(&tx, id, &usual_units(&tx, &organisation).await?).await?;
    let entry = Event {
        action: "department.open",
        subject_kind: SUBJECT_KIND,
        subject_id: id.to_string(),
        organisation_id: Some(organisation.id),
        detail: format!("建立{}年度部门整体", input.year),
    };
    audit::record(&tx, call.actor, call.at, entry).await?;
    tx.commit().await?;
    Ok(id)
}

/// The department typed, where the caller fills in for it.
async fn fillable(
    tx: &Transaction,
    call: Call<'_>,
    typed: &OpenTyped,
) -> Result<Organisation, Refusal> {
    let id = typed
        .organisation
        .trim()
        .parse()
        .map_err(|_| Refusal::field("organisation", "请从列表中选择"))?;
    let organisation = organisations::find(tx, OrganisationId(id))
        .await?
        .filter(|unit| {
            [Action::SeeProjects, Action::FillDepartments]
                .into_iter()
                .any(|action| authz::allows(call.actor, action, &unit.path))
        })
        .ok_or(Refusal::NotFound("该部门"))?;
    authz::authorise(call.actor, Action::FillDepartments, &organisation.path)?;
    Ok(organisation)
}

async fn usual_units(
    tx: &Transaction,
    organisation: &Organisation,
) -> Result<Vec<OrganisationId>, Refusal> {
    let below = organisations::list(tx, &authz::subtree(&organisation.path)).await?;
    let belongs = |unit: &Organisation| {
        unit.parent_id == Some(organisation.id)
            && matches!(
                unit.kind,
                OrganisationKind::Department
                    | OrganisationKind::AidCentre
                    | OrganisationKind::Institution
            )
    };
    Ok(below.iter().filter(|unit| belongs(unit)).map(|unit| unit.id).collect())
}

/// The year of a department, where the caller may see it.
///
/// # Errors
/// [`Refusal::Store`].
pub async fn find_id(
    call: Call<'_>,
    organisation_id: OrganisationId,
    year: i64,
) -> Result<Option<DepartmentYearId>, Refusal> {
    let store = &call.app.store;
    let Some(organisation) = organisations::find(store, organisation_id).await? else {
        return Ok(None);
    };
    if !authz::allows(call.actor, Action::SeeProjects, &organisation.path) {
        return Ok(None);
    }
    Ok(rows::find_in(store, organisation_id, year).await?.map(|row| row.id))
}
