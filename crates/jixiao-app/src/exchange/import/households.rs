//! Rows of files of households: the worker's row opens the file as a draft, the rows of the family
//! follow it by the worker's identity number.

use super::super::rows::RawRow;
use super::Importer;
use crate::authz::{self, Action};
use crate::input::narrowed;
use crate::people::{self, FiguresForm, HeadForm, HouseholdForm, MemberForm, PersonForm};
use crate::{FieldError, Refusal};
use jixiao_domain::Relation;

/// Does a row.
pub(super) async fn row(importer: &Importer<'_>, row: &RawRow) -> Result<(), Refusal> {
    let relation = crate::input::choice::<Relation>(&row.get("relation"))
        .map_err(|fault| Refusal::field("relation", fault))?;
    if relation == Relation::Head {
        worker(importer, row).await
    } else {
        family(importer, row).await
    }
}

async fn worker(importer: &Importer<'_>, row: &RawRow) -> Result<(), Refusal> {
    let unit = importer.units.get(&narrowed(&row.get("organisation")));
    let unit = unit
        .ok_or_else(|| Refusal::field("organisation", "没有这个单位编码，或不在您的管理范围内"))?;
    authz::authorise(importer.call.actor, Action::FillPeople, &unit.path)?;
    let get = |name: &str| row.get(name);
    let form = HouseholdForm {
        file_number: get("file_number"),
        kind: get("kind"),
        level: get("level"),
        region: get("region"),
        main_cause: get("main_cause"),
        housing: get("housing"),
        home_count: get("home_count"),
        on_subsistence: get("on_subsistence"),
        circumstances: get("circumstances"),
        head: HeadForm {
            head_name: get("name"),
            head_id_number: get("id_number"),
            head_health: get("health"),
            head_diagnosis: get("diagnosis"),
            head_employment: get("employment"),
            head_employer: get("employer"),
            head_employer_code: get("employer_code"),
            head_union_member: get("union_member"),
            head_migrant: get("migrant"),
            head_phone: get("phone"),
            head_address: get("address"),
            head_bank_name: get("bank_name"),
            head_bank_card: get("bank_card"),
        },
        ..HouseholdForm::default()
    };
    let figures = figures(row);
    let call = importer.call;
    let input = form.parse(call.today(), Some(&figures)).map_err(of_columns)?;
    people::register_in(importer.tx, call, unit, &input).await.map_err(
        |refusal| match refusal {
            Refusal::Invalid(errors) => of_columns(errors),
            other => other,
        },
    )?;
    Ok(())
}

/// The figures of a row; every kind of which the template has a column.
fn figures(row: &RawRow) -> FiguresForm {
    let fields = FiguresForm::fields().into_iter();
    let amounts = fields.map(|(_, name, _)| (name.clone(), row.get(&name)));
    FiguresForm { year: row.get("year"), reason: String::new(), amounts: amounts.collect() }
}

async fn family(importer: &Importer<'_>, row: &RawRow) -> Result<(), Refusal> {
    let get = |name: &str| row.get(name);
    let form = MemberForm {
        relation: get("relation"),
        school: get("school"),
        person: PersonForm {
            name: get("name"),
            id_number: get("id_number"),
            sex: get("sex"),
            birth_date: get("birth_date"),
            health: get("health"),
            diagnosis: get("diagnosis"),
            employment: get("employment"),
            employer: get("employer"),
            employer_code: get("employer_code"),
            union_member: get("union_member"),
            migrant: get("migrant"),
            phone: get("phone"),
            address: get("address"),
            bank_name: get("bank_name"),
            bank_card: get("bank_card"),
            ..PersonForm::default()
        },
    };
    people::join_in(importer.tx, importer.call, &row.get("worker_number"), &form).await
}

/// Errors of the worker under the names of the columns.
fn of_columns(errors: Vec<FieldError>) -> Refusal {
    let plain = |error: FieldError| {
        let field = error.field.strip_prefix("head_").unwrap_or(&error.field).to_owned();
        FieldError { field, ..error }
    };
    Refusal::Invalid(errors.into_iter().map(plain).collect())
}
