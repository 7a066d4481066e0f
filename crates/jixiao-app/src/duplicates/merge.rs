//! Making one record of two that were judged to be one person.

use super::judge::{reason, take};
use super::load::load;
use crate::authz::Action;
use crate::input::Fields;
use crate::{Call, Refusal, people};
use jixiao_domain::{DuplicateEvent, DuplicateId, DuplicateState, PersonId};
use jixiao_store::duplicates as rows;
use jixiao_store::persons::SUBJECT_KIND as PERSON;
use serde::{Deserialize, Serialize};

/// A merger as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct JoinForm {
    /// The revision the page was opened at.
    pub revision: String,
    /// Key of the record that stays.
    pub kept: String,
    /// Why.
    pub reason: String,
}

/// Merges the two records; gives the one that stays. All other pairs of the record that goes are
/// settled with it.
///
/// # Errors
/// [`Refusal::WrongState`] unless judged to be one person, or where both keep files of their own, which
/// have to be merged first; otherwise as [`super::judge()`].
pub async fn join(call: Call<'_>, id: DuplicateId, form: &JoinForm) -> Result<PersonId, Refusal> {
    let mut fields = Fields::new();
    let reason = reason(&mut fields, &form.reason);
    let kept: PersonId = fields.key("kept", &form.kept);
    fields.finish(()).map_err(Refusal::Invalid)?;
    let tx = call.app.store.begin().await?;
    let loaded = load(&tx, call, id).await?;
    loaded.authorise(call, Action::JudgeDuplicates)?;
    if form.revision.trim() != loaded.candidate.revision.to_string() {
        return Err(Refusal::Conflict("该疑似重复"));
    }
    if loaded.candidate.state != DuplicateState::Same {
        let message = "请先判定为同一人，再合并记录";
        return Err(Refusal::WrongState(message.to_owned()));
    }
    let gone = match kept {
        kept if kept == loaded.left.id => loaded.right.id,
        kept if kept == loaded.right.id => loaded.left.id,
        _ => return Err(Refusal::field("kept", "请选择保留哪一条记录")),
    };
    people::merge_in(&tx, call, gone, kept).await?;
    take(&tx, call, &loaded, DuplicateEvent::Settle, &reason).await?;
    rows::settle_all(&tx, PERSON, gone.0).await?;
    tx.commit().await?;
    Ok(kept)
}
