//! Who belongs to a household.

use super::households::{amended, member, reason_of, record};
use super::load::household;
use super::person_form::PersonForm;
use super::sealed::field;
use crate::input::{Fields, Lines};
use crate::{Call, Refusal, likeness, vault};
use jixiao_domain::{Coded as _, HouseholdId, HouseholdMemberId, PersonId, Relation, ResidentId};
use jixiao_store::households as rows;
use jixiao_store::persons::SUBJECT_KIND;
use jixiao_store::{StoreError, Transaction};
use serde::{Deserialize, Serialize};

/// A member as typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MemberForm {
    /// 与户主关系
    pub relation: String,
    /// School and grade of a student.
    pub school: String,
    /// Who.
    #[serde(flatten)]
    pub person: PersonForm,
}

/// Adds a member: somebody on file by identity number, or a new person.
///
/// # Errors
/// [`Refusal::Invalid`], also where the person belongs to a household; [`Refusal::Forbidden`];
/// [`Refusal::WrongState`].
pub async fn add_member(
    call: Call<'_>,
    id: HouseholdId,
    form: &MemberForm,
) -> Result<PersonId, Refusal> {
    let tx = call.app.store.begin().await?;
    let person_id = add_in(&tx, call, id, form, false).await?;
    likeness::compare_entered(&tx, call, person_id).await?;
    tx.commit().await?;
    Ok(person_id)
}

/// Adds a member to the household of the worker with an identity number, in a transaction of the
/// caller's: the row of an import.
///
/// # Errors
/// As [`add_member`]; [`Refusal::Invalid`] on `worker_number` where no such file is kept.
pub(crate) async fn join_in(
    tx: &Transaction,
    call: Call<'_>,
    worker_number: &str,
    form: &MemberForm,
) -> Result<(), Refusal> {
    let refuse = |message: String| Refusal::field("worker_number", message);
    let number =
        ResidentId::parse_import(worker_number).map_err(|fault| refuse(fault.to_string()))?;
    let name = field::ID_NUMBER;
    let found = vault::find(tx, call.app, SUBJECT_KIND, name, number.expose()).await?;
    for id in found {
        if let Some(id) = rows::household_of(tx, PersonId(id)).await? {
            return match add_in(tx, call, id, form, true).await {
                Err(Refusal::NotFound(_)) => break,
                other => other.map(|_| ()),
            };
        }
    }
    Err(refuse("没有这名职工的档案；职工本人一行须在家属行之前，且没有错误".to_owned()))
}

async fn add_in(
    tx: &Transaction,
    call: Call<'_>,
    id: HouseholdId,
    form: &MemberForm,
    import: bool,
) -> Result<PersonId, Refusal> {
    let loaded = household(tx, call, id).await?;
    loaded.require_editable(call)?;
    let mut fields = Fields::new();
    let relation: Relation = fields.choice("relation", &form.relation);
    let second_head = relation == Relation::Head && fields.are_good();
    fields.require(!second_head, "relation", "每户只有一名职工本人；另一名职工请按与其关系登记");
    let school = fields.optional_text("school", &form.school, Lines::One, 60);
    let reason = reason_of(&mut fields, &loaded, &form.person.reason);
    let input = form.person.read(&mut fields, "", call.today(), None, import);
    fields.finish(()).map_err(Refusal::Invalid)?;
    let person_id = member(tx, call, loaded.organisation.id, &input, "").await?;
    rows::add_member(tx, id, person_id, relation, &school, call.at).await?;
    amended(tx, call, &loaded, &reason).await?;
    let detail = format!("登记家庭成员：{}", relation.word());
    record(tx, call, "household.add_member", id, loaded.organisation.id, detail).await?;
    Ok(person_id)
}

/// Takes a member out: moved away, married, died. The person's record stays.
///
/// # Errors
/// [`Refusal::Invalid`] without a reason; [`Refusal::Forbidden`]; [`Refusal::WrongState`], also for
/// the worker the file is kept for.
pub async fn remove_member(
    call: Call<'_>,
    id: HouseholdId,
    member_id: HouseholdMemberId,
    reason: &str,
) -> Result<(), Refusal> {
    let tx = call.app.store.begin().await?;
    let loaded = household(&tx, call, id).await?;
    loaded.require_editable(call)?;
    let mut fields = Fields::new();
    let reason = fields.text("reason", reason, Lines::Many, 500);
    fields.finish(()).map_err(Refusal::Invalid)?;
    let members = rows::members(&tx, id).await?;
    let found = members.iter().find(|member| member.id == member_id && member.left_at.is_none());
    let found = found.ok_or(Refusal::NotFound("该家庭成员"))?;
    if found.relation == Relation::Head {
        let message = "职工本人不能移出；本人去世、调离的，请办理注销";
        return Err(Refusal::WrongState(message.to_owned()));
    }
    match rows::leave(&tx, member_id, call.at).await {
        Err(StoreError::Stale) => return Err(Refusal::Conflict("该家庭成员")),
        other => other?,
    }
    amended(&tx, call, &loaded, &reason).await?;
    let detail = format!("移出家庭成员：{}", found.relation.word());
    record(&tx, call, "household.remove_member", id, loaded.organisation.id, detail).await?;
    Ok(tx.commit().await?)
}
