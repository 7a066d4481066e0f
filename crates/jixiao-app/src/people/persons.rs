//! Registering and changing a person.

use super::load::{keeper, person};
use super::person_form::{Change, PersonForm, PersonInput};
use super::sealed::{self, field};
use crate::audit::{self, Event};
use crate::authz::{self, Action};
use crate::{Call, Refusal, likeness, vault};
use jixiao_domain::{OrganisationId, PersonId, PersonState};
use jixiao_store::persons::{self as rows, SUBJECT_KIND};
use jixiao_store::{Connection, Transaction};

/// Registers a person who is in no household's file: a migrant, a model worker, somebody visited.
///
/// # Errors
/// [`Refusal::Invalid`], also where the identity number is on file; [`Refusal::Forbidden`].
pub async fn create_person(call: Call<'_>, form: &PersonForm) -> Result<PersonId, Refusal> {
    let tx = call.app.store.begin().await?;
    let organisation = keeper(&tx, call, &form.organisation).await?;
    let input = form.parse(call.today(), None).map_err(Refusal::Invalid)?;
    let id = insert(&tx, call, organisation.id, &input, "").await?;
    likeness::compare_entered(&tx, call, id).await?;
    tx.commit().await?;
    Ok(id)
}

/// Changes a person.
///
/// # Errors
/// As [`create_person`]; [`Refusal::Conflict`]; [`Refusal::WrongState`] for a record that was merged.
pub async fn save_person(call: Call<'_>, id: PersonId, form: &PersonForm) -> Result<(), Refusal> {
    let tx = call.app.store.begin().await?;
    let loaded = person(&tx, call, id).await?;
    authz::authorise(call.actor, Action::FillPeople, &loaded.organisation.path)?;
    let held = &loaded.person;
    if held.state == PersonState::Merged {
        return Err(Refusal::WrongState("该记录已并入另一人员，不能修改".to_owned()));
    }
    let input = form.parse(call.today(), Some(&held.content)).map_err(Refusal::Invalid)?;
    if form.revision.trim() != held.revision.to_string() {
        return Err(Refusal::Conflict("该人员档案"));
    }
    refuse_known(&tx, call, &input, Some(id), "").await?;
    rows::update(&tx, id, held.revision, &input.content).await?;
    let (fields, removed) = sealed::changes(id.0, &input);
    vault::put(&tx, call.app, call.at, SUBJECT_KIND, &fields).await?;
    sealed::remove(&tx, id.0, &removed).await?;
    let names: Vec<&str> = fields.iter().map(|field| word(field.name)).collect();
    let numbers =
        if names.is_empty() { String::new() } else { format!("，更新{}", names.join("、")) };
    record(&tx, call, "person.save", id, loaded.organisation.id, format!("修改人员信息{numbers}"))
        .await?;
    likeness::compare_entered(&tx, call, id).await?;
    Ok(tx.commit().await?)
}

/// Adds a person; the caller authorised. Errors stand under `prefix`.
pub(super) async fn insert(
    tx: &Transaction,
    call: Call<'_>,
    organisation_id: OrganisationId,
    input: &PersonInput,
    prefix: &str,
) -> Result<PersonId, Refusal> {
    refuse_known(tx, call, input, None, prefix).await?;
    let (by, at) = (call.actor.user_id, call.at);
    let id = rows::insert(tx, organisation_id, &input.content, by, at).await?;
    let (fields, _) = sealed::changes(id.0, input);
    vault::put(tx, call.app, at, SUBJECT_KIND, &fields).await?;
    record(tx, call, "person.create", id, organisation_id, "登记人员".to_owned()).await?;
    Ok(id)
}

/// Refuses an identity number that another person has. Where the caller may not see that person, it
/// is not told who keeps the record.
async fn refuse_known(
    tx: &Transaction,
    call: Call<'_>,
    input: &PersonInput,
    own: Option<PersonId>,
    prefix: &str,
) -> Result<(), Refusal> {
    let Some(other) = known(tx, call, input).await?.filter(|other| Some(*other) != own) else {
        return Ok(());
    };
    let message = match person(tx, call, other).await {
        Ok(found) => format!(
            "该证件号码已登记在“{}”的人员档案（编号 {other}），请在原档案上办理",
            found.organisation.short_name
        ),
        Err(Refusal::NotFound(_)) => {
            "该证件号码已由其他单位登记，请联系上级工会核对后办理".to_owned()
        }
        Err(refusal) => return Err(refusal),
    };
    Err(Refusal::field(format!("{prefix}id_number"), message))
}

/// The person in use who has the identity number of an input.
pub(super) async fn known(
    connection: &impl Connection,
    call: Call<'_>,
    input: &PersonInput,
) -> Result<Option<PersonId>, Refusal> {
    let Change::Set(number) = &input.id_number else { return Ok(None) };
    let found =
        vault::find(connection, call.app, SUBJECT_KIND, field::ID_NUMBER, number.expose()).await?;
    for id in found {
        let row = rows::find(connection, PersonId(id)).await?;
        if row.is_some_and(|row| row.state != PersonState::Merged) {
            return Ok(Some(PersonId(id)));
        }
    }
    Ok(None)
}

pub(super) async fn record(
    tx: &Transaction,
    call: Call<'_>,
    action: &str,
    id: PersonId,
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

fn word(name: &str) -> &'static str {
    match name {
        field::ID_NUMBER => "证件号码",
        field::PHONE => "联系电话",
        field::BANK_CARD => "银行账号",
        field::ADDRESS => "住址",
        field::DIAGNOSIS => "疾病诊断",
        _ => "其他",
    }
}
