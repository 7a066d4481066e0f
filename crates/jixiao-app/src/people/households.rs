//! Opening a file and changing it.

use super::household_form::{HouseholdForm, HouseholdInput};
use super::load::{LoadedHousehold, household, keeper, person};
use super::person_form::PersonInput;
use super::persons::{self, known};
use super::sealed::field;
use crate::audit::{self, Event};
use crate::input::Fields;
use crate::vault::{self, Field, Zeroizing};
use crate::{Call, Refusal, likeness};
use jixiao_domain::{
    Coded as _, FileEvent, FileState, HouseholdId, Machine as _, OrganisationId, PersonId, Relation,
};
use jixiao_store::households::{self as rows, SUBJECT_KIND};
use jixiao_store::organisations::Organisation;
use jixiao_store::steps::{self, NewHandlingStep};
use jixiao_store::{Transaction, sealed_fields};

/// Opens a file, as a draft, with the worker it is kept for.
///
/// # Errors
/// [`Refusal::Invalid`], also where the worker belongs to a household already;
/// [`Refusal::Forbidden`].
pub async fn create_household(
    call: Call<'_>,
    form: &HouseholdForm,
) -> Result<HouseholdId, Refusal> {
    let tx = call.app.store.begin().await?;
    let organisation = keeper(&tx, call, &form.organisation).await?;
    let input = form.parse(call.today(), None).map_err(Refusal::Invalid)?;
    let id = register_in(&tx, call, &organisation, &input).await?;
    for member in rows::members(&tx, id).await? {
        likeness::compare_entered(&tx, call, member.person_id).await?;
    }
    tx.commit().await?;
    Ok(id)
}

/// Opens a file in a transaction of the caller's, who authorised.
///
/// # Errors
/// As [`create_household`].
pub async fn register_in(
    tx: &Transaction,
    call: Call<'_>,
    organisation: &Organisation,
    input: &HouseholdInput,
) -> Result<HouseholdId, Refusal> {
    if let Some(number) = &input.file_number
        && rows::find_by_number(tx, number).await?.is_some()
    {
        return Err(Refusal::field("file_number", "该档案编号已被使用，请核对"));
    }
    let head = member(tx, call, organisation.id, &input.head, "head_").await?;
    let (by, at) = (call.actor.user_id, call.at);
    let number = input.file_number.as_deref();
    let id = rows::insert(tx, organisation.id, number, &input.content, by, at).await?;
    rows::add_member(tx, id, head, Relation::Head, "", at).await?;
    put_circumstances(tx, call, id, &input.circumstances).await?;
    if let Some((year, figures)) = &input.figures {
        rows::replace_figures(tx, id, *year, figures).await?;
    }
    let kind = input.content.kind.word();
    record(tx, call, "household.create", id, organisation.id, format!("新建{kind}档案")).await?;
    Ok(id)
}

/// The person of an input: one on file with that identity number who is in no household, or a new one.
pub(super) async fn member(
    tx: &Transaction,
    call: Call<'_>,
    organisation_id: OrganisationId,
    input: &PersonInput,
    prefix: &str,
) -> Result<PersonId, Refusal> {
    let Some(found) = known(tx, call, input).await? else {
        return persons::insert(tx, call, organisation_id, input, prefix).await;
    };
    let refuse = |message: &str| Refusal::field(format!("{prefix}id_number"), message);
    let loaded = match person(tx, call, found).await {
        Err(Refusal::NotFound(_)) => {
            return Err(refuse("该证件号码已由其他单位登记，请联系上级工会核对后办理"));
        }
        other => other?,
    };
    if loaded.person.content.name != input.content.name {
        return Err(refuse("该证件号码已登记，但姓名不同，请核对姓名和号码"));
    }
    if rows::household_of(tx, found).await?.is_some() {
        return Err(refuse("该人员已在另一户档案中（一户一档），请先在原档案办理退出或并档"));
    }
    Ok(found)
}

/// Changes a file: freely while a draft, with a reason once filed.
///
/// # Errors
/// [`Refusal::Invalid`], [`Refusal::Forbidden`], [`Refusal::WrongState`], [`Refusal::Conflict`].
pub async fn save_household(
    call: Call<'_>,
    id: HouseholdId,
    form: &HouseholdForm,
) -> Result<(), Refusal> {
    let tx = call.app.store.begin().await?;
    let loaded = household(&tx, call, id).await?;
    loaded.require_editable(call)?;
    let mut fields = Fields::new();
    let content = form.content(&mut fields);
    let circumstances = form.circumstances(&mut fields);
    let reason = reason_of(&mut fields, &loaded, &form.reason);
    fields.finish(()).map_err(Refusal::Invalid)?;
    let held = &loaded.household;
    if form.revision.trim() != held.revision.to_string() {
        return Err(Refusal::Conflict("该帮扶档案"));
    }
    rows::update(&tx, id, held.revision, &content).await?;
    put_circumstances(&tx, call, id, &circumstances).await?;
    amended(&tx, call, &loaded, &reason).await?;
    let detail = format!("修改{}档案", content.kind.word());
    record(&tx, call, "household.save", id, loaded.organisation.id, detail).await?;
    Ok(tx.commit().await?)
}

/// The reason, which a filed file asks for.
pub(super) fn reason_of(fields: &mut Fields, loaded: &LoadedHousehold, typed: &str) -> String {
    use crate::input::Lines;
    if loaded.household.state == FileState::Filed {
        fields.text("reason", typed, Lines::Many, 500)
    } else {
        fields.optional_text("reason", typed, Lines::Many, 500)
    }
}

/// Notes a change of a filed file in its history.
pub(super) async fn amended(
    tx: &Transaction,
    call: Call<'_>,
    loaded: &LoadedHousehold,
    reason: &str,
) -> Result<(), Refusal> {
    let held = &loaded.household;
    if held.state != FileState::Filed {
        return Ok(());
    }
    let step = NewHandlingStep {
        subject_kind: SUBJECT_KIND,
        subject_id: held.id.0,
        event: FileEvent::Amend,
        from_state: held.state,
        to_state: held.state.after(FileEvent::Amend)?,
        words: reason,
        user_id: call.actor.user_id,
        at: call.at,
    };
    Ok(steps::insert(tx, &step).await?)
}

async fn put_circumstances(
    tx: &Transaction,
    call: Call<'_>,
    id: HouseholdId,
    typed: &str,
) -> Result<(), Refusal> {
    match typed {
        "" => Ok(()),
        "无" => Ok(sealed_fields::remove(tx, SUBJECT_KIND, id.0, field::CIRCUMSTANCES).await?),
        typed => {
            let content = Zeroizing::new(typed.to_owned());
            let name = field::CIRCUMSTANCES;
            let one = Field { subject_id: id.0, name, content, marked: false, sole: false };
            vault::put(tx, call.app, call.at, SUBJECT_KIND, &[one]).await
        }
    }
}

pub(super) async fn record(
    tx: &Transaction,
    call: Call<'_>,
    action: &str,
    id: HouseholdId,
    organisation_id: OrganisationId,
    detail: String,
) -> Result<(), Refusal> {
    let event = Event {
        action,
        subject_kind: SUBJECT_KIND,
        subject_id: id.to_string(),
        organisation_id: Some(organisation_id),
        detail,
    };
    audit::record(tx, call.actor, call.at, event).await
}
