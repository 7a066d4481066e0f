//! A row of a list of applicants: identity number, amount, what was declared.

use super::create::{Applicant, UNKNOWN, by_number, create_in, require_takes};
use super::form::CaseForm;
use super::places::Places;
use super::round::round_of;
use crate::{Call, Refusal};
use jixiao_domain::ResidentId;
use jixiao_store::organisations::Organisation;
use jixiao_store::{Transaction, aid_cases, households, persons};

/// A row as it was read.
#[derive(Debug, Clone, Default)]
pub(crate) struct ImportRow {
    /// 批次名称
    pub(crate) round: String,
    /// 姓名; checked against the registry where it is given.
    pub(crate) name: String,
    /// The application, with the identity number.
    pub(crate) form: CaseForm,
}

/// Opens an application of a unit from a row, as a draft.
///
/// # Errors
/// [`Refusal::Invalid`] by the columns of the row; [`Refusal::Forbidden`], [`Refusal::WrongState`].
pub(crate) async fn import_row_in(
    tx: &Transaction,
    call: Call<'_>,
    unit: &Organisation,
    row: &ImportRow,
) -> Result<(), Refusal> {
    let label = row.round.trim();
    let found = aid_cases::rounds_labelled(tx, label).await?;
    let round_id = match found.as_slice() {
        [one] => *one,
        [] => return Err(Refusal::field("round", format!("没有名为“{label}”的救助批次"))),
        _ => {
            return Err(Refusal::field(
                "round",
                format!("有多个批次名为“{label}”，请在页面上逐件登记"),
            ));
        }
    };
    let round = round_of(tx, round_id).await?;
    let places = Places::load(tx).await?;
    require_takes(call, &places, &round, unit)?;
    let input = row.form.parse()?;
    let number = ResidentId::parse(&row.form.id_number)
        .map_err(|fault| Refusal::field("id_number", fault.to_string()))?;
    let Some(person_id) = by_number(tx, call, &number).await? else {
        return Err(Refusal::field("id_number", UNKNOWN));
    };
    let person = persons::find(tx, person_id).await?;
    let name = row.name.trim();
    if !name.is_empty() && person.is_none_or(|person| person.content.name != name) {
        return Err(Refusal::field("name", "姓名与登记的不一致，请核对姓名和证件号码"));
    }
    let household_id = households::household_of(tx, person_id).await?;
    let applicant = Applicant {
        person_id,
        household_id,
        organisation_id: unit.id,
        facts: input.facts,
        asked: input.asked,
        reason: input.reason,
    };
    create_in(tx, call, &round, vec![applicant]).await?;
    Ok(())
}
