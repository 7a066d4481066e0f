//! 并档: two files found to be one household. The file that goes stays readable and names the other.

use super::file_step;
use super::load::household;
use crate::authz::{self, Action};
use crate::input::{Fields, Lines};
use crate::{Call, Refusal};
use jixiao_domain::{
    FileEvent, FileState, HouseholdId, Machine as _, PersonId, PersonState, Relation,
};
use jixiao_store::households::{self as rows, FileStanding};
use jixiao_store::persons::{self, SUBJECT_KIND};
use jixiao_store::{StoreError, Transaction, sealed_fields};
use serde::{Deserialize, Serialize};

/// A merger as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MergeForm {
    /// The revision of the file that goes.
    pub revision: String,
    /// 档案编号 of the file that stays.
    pub into: String,
    /// Whether both files are kept for the same worker, so that the two records become one.
    pub same_person: String,
    /// Why they are one.
    pub reason: String,
}

/// Merges file `id` into another. Its members go over as members of the file that stays; where both
/// are kept for one worker, the second record is merged as well.
///
/// # Errors
/// [`Refusal::Forbidden`] unless the caller reviews both; [`Refusal::SameHand`] for who made one of
/// them; [`Refusal::WrongState`], [`Refusal::Conflict`], [`Refusal::Invalid`].
pub async fn merge_households(
    call: Call<'_>,
    id: HouseholdId,
    form: &MergeForm,
) -> Result<HouseholdId, Refusal> {
    let tx = call.app.store.begin().await?;
    let going = household(&tx, call, id).await?;
    authz::authorise(call.actor, Action::ReviewPeople, &going.organisation.path)?;
    let mut fields = Fields::new();
    let number = fields.text("into", &crate::input::narrowed(&form.into), Lines::One, 40);
    let reason = fields.text("reason", &form.reason, Lines::Many, 500);
    fields.finish(()).map_err(Refusal::Invalid)?;
    let missing = || Refusal::field("into", "没有这个档案编号，或不在您的管理范围内");
    let other = rows::find_by_number(&tx, &number).await?.ok_or_else(missing)?;
    let staying = match household(&tx, call, other.id).await {
        Err(Refusal::NotFound(_)) => return Err(missing()),
        other => other?,
    };
    authz::authorise(call.actor, Action::ReviewPeople, &staying.organisation.path)?;
    let makers = [(going.household.created_by, "建档"), (staying.household.created_by, "建档")];
    authz::other_hand(call.actor, &makers)?;
    if staying.household.id == id {
        return Err(Refusal::field("into", "不能并入自身"));
    }
    if staying.household.state != FileState::Filed {
        return Err(Refusal::field("into", "只能并入在档的档案"));
    }
    if form.revision.trim() != going.household.revision.to_string() {
        return Err(Refusal::Conflict("该帮扶档案"));
    }
    let to_state = going.household.state.after(FileEvent::Merge)?;
    let (kept, gone) = (head(&tx, staying.household.id).await?, head(&tx, id).await?);
    move_members(&tx, call, id, staying.household.id).await?;
    if crate::input::ticked(&form.same_person)
        && let (Some(kept), Some(gone)) = (kept, gone)
        && kept != gone
    {
        merge_persons(&tx, call, gone, kept).await?;
    }
    let standing = FileStanding {
        ended_on: Some(call.today()),
        merged_into: Some(staying.household.id),
        ..FileStanding::default()
    };
    match rows::set_state(&tx, id, going.household.revision, to_state, &standing).await {
        Err(StoreError::Stale) => return Err(Refusal::Conflict("该帮扶档案")),
        other => other?,
    }
    let words = format!("并入 {number}：{reason}");
    file_step::note(&tx, call, &going, FileEvent::Merge, to_state, &words).await?;
    let from = going.household.file_number.as_deref().unwrap_or("未编号档案");
    let words = format!("{from} 并入本档案：{reason}");
    file_step::note(&tx, call, &staying, FileEvent::Amend, FileState::Filed, &words).await?;
    tx.commit().await?;
    Ok(staying.household.id)
}

async fn head(tx: &Transaction, id: HouseholdId) -> Result<Option<PersonId>, Refusal> {
    let members = rows::members(tx, id).await?;
    let heads = members.iter().filter(|member| member.relation == Relation::Head);
    Ok(heads.map(|member| member.person_id).next_back())
}

async fn move_members(
    tx: &Transaction,
    call: Call<'_>,
    from: HouseholdId,
    to: HouseholdId,
) -> Result<(), Refusal> {
    let going: Vec<_> =
        rows::members(tx, from).await?.into_iter().filter(|one| one.left_at.is_none()).collect();
    rows::leave_all(tx, from, call.at).await?;
    for member in going {
        let relation =
            if member.relation == Relation::Head { Relation::Other } else { member.relation };
        let (person_id, school) = (member.person_id, &member.school);
        rows::add_member(tx, to, person_id, relation, school, call.at).await?;
    }
    Ok(())
}

/// Makes one record of two in a transaction of the caller's, who authorised for both.
///
/// # Errors
/// [`Refusal::WrongState`] where one was merged before, or where the one that goes has a file of its
/// own, which has to be merged first.
pub(crate) async fn merge_in(
    tx: &Transaction,
    call: Call<'_>,
    gone: PersonId,
    kept: PersonId,
) -> Result<(), Refusal> {
    for id in [gone, kept] {
        let found = persons::find(tx, id).await?.ok_or(Refusal::NotFound("该人员档案"))?;
        if found.state == PersonState::Merged {
            return Err(Refusal::WrongState("其中一条记录已并入他人，请刷新后再试".to_owned()));
        }
    }
    if let Some(id) = rows::household_of(tx, gone).await?
        && head(tx, id).await? == Some(gone)
    {
        let message = "不保留的记录建有自己的帮扶档案，请先在该档案页办理并档，或改为保留该记录";
        return Err(Refusal::WrongState(message.to_owned()));
    }
    merge_persons(tx, call, gone, kept).await
}

/// Makes one record of two; the one that stays keeps its numbers, and takes those it lacks.
async fn merge_persons(
    tx: &Transaction,
    call: Call<'_>,
    gone: PersonId,
    kept: PersonId,
) -> Result<(), Refusal> {
    use super::sealed::field;
    use crate::vault::{self, Field};
    let missing = || Refusal::NotFound("该人员档案");
    let going = persons::find(tx, gone).await?.ok_or_else(missing)?;
    let mut opened = vault::open(tx, call.app, SUBJECT_KIND, &[gone.0, kept.0]).await?;
    let staying = opened.remove(&kept.0).unwrap_or_default();
    sealed_fields::release(tx, SUBJECT_KIND, gone.0).await?;
    let mut taken = Vec::new();
    for (name, content) in opened.remove(&gone.0).unwrap_or_default() {
        if staying.contains_key(&name) {
            continue;
        }
        let names =
            [field::ID_NUMBER, field::PHONE, field::BANK_CARD, field::ADDRESS, field::DIAGNOSIS];
        let Some(name) = names.into_iter().find(|known| *known == name) else { continue };
        let marked = matches!(name, field::ID_NUMBER | field::PHONE | field::BANK_CARD);
        let sole = name == field::ID_NUMBER;
        taken.push(Field { subject_id: kept.0, name, content, marked, sole });
    }
    vault::put(tx, call.app, call.at, SUBJECT_KIND, &taken).await?;
    if let Some(id) = rows::household_of(tx, gone).await? {
        let members = rows::members(tx, id).await?;
        for member in members.iter().filter(|one| one.person_id == gone && one.left_at.is_none()) {
            rows::leave(tx, member.id, call.at).await?;
        }
    }
    persons::set_state(tx, gone, going.revision, PersonState::Merged, Some(kept)).await?;
    let detail = format!("并入人员 {kept}");
    super::persons::record(tx, call, "person.merge", gone, going.organisation_id, detail).await
}
