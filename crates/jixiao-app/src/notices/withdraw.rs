//! Taking a notice back: a draft is given up, a posted one is taken down with a reason.

use super::load::load;
use super::post::move_cases;
use crate::audit::{self, Event as Entry};
use crate::authz::{self, Action};
use crate::input::{Fields, Lines};
use crate::{Call, Refusal};
use jixiao_domain::{AidCaseEvent as Event, AidCaseState, AidNoticeId, AidNoticeState, Coded as _};
use jixiao_store::aid_notices::{self, SUBJECT_KIND};
use jixiao_store::views::aid_cases as view;
use serde::{Deserialize, Serialize};

/// The reason as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WithdrawForm {
    /// 撤回原因
    pub words: String,
}

/// Takes a notice back; its cases wait for another.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Forbidden`], [`Refusal::Invalid`]; [`Refusal::WrongState`] once
/// it ended or while an objection is open.
pub async fn withdraw(call: Call<'_>, id: AidNoticeId, form: &WithdrawForm) -> Result<(), Refusal> {
    let tx = call.app.store.begin().await?;
    let loaded = load(&tx, call, id).await?;
    let notice = &loaded.notice;
    authz::authorise(call.actor, Action::KeepNotices, &notice.organisation_path)?;
    let mut fields = Fields::new();
    let words = fields.text("words", &form.words, Lines::Many, 500);
    fields.finish(()).map_err(Refusal::Invalid)?;
    match notice.state {
        AidNoticeState::Draft => {}
        AidNoticeState::Posted => {
            if aid_notices::open_objections(&tx, id).await? > 0 {
                let message = "有异议正在核查，请先办结异议".to_owned();
                return Err(Refusal::WrongState(message));
            }
            let scope = authz::subtree(&notice.organisation_path);
            let ids = view::on_notice(&tx, &scope, id, AidCaseState::Noticed).await?;
            move_cases(&tx, call, &loaded, &ids, Event::Unpost, None, &words).await?;
        }
        state => {
            return Err(Refusal::WrongState(format!("公示为“{}”，不能撤回", state.word())));
        }
    }
    let (by, at) = (call.actor.user_id, call.at);
    aid_notices::close(&tx, notice, AidNoticeState::Withdrawn, &words, by, at).await?;
    let entry = Entry {
        action: "aid_notice.withdraw",
        subject_kind: SUBJECT_KIND,
        subject_id: id.to_string(),
        organisation_id: Some(notice.organisation_id),
        detail: format!("撤回公示：{words}"),
    };
    audit::record(&tx, call.actor, call.at, entry).await?;
    Ok(tx.commit().await?)
}
