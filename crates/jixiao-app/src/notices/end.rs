//! The end of a notice: what met no objection, or none that holds, becomes payable.

use super::load::load;
use super::post::move_cases;
use crate::amounts::chinese_date;
use crate::audit::{self, Event as Entry};
use crate::authz::{self, Action};
use crate::{Call, Refusal};
use jixiao_domain::{AidCaseEvent as Event, AidCaseState, AidNoticeId, AidNoticeState, Coded as _};
use jixiao_store::aid_cases;
use jixiao_store::aid_notices::{self, SUBJECT_KIND};
use jixiao_store::views::aid_cases as view;

/// What the end of a notice did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ended {
    /// Cases that may be paid now.
    pub payable: usize,
    /// Objections that are still open: the notice ends once they are settled.
    pub open: i64,
}

/// Ends a notice whose days are over.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Forbidden`]; [`Refusal::WrongState`] while its days run.
pub async fn end(call: Call<'_>, id: AidNoticeId) -> Result<Ended, Refusal> {
    let tx = call.app.store.begin().await?;
    let loaded = load(&tx, call, id).await?;
    let notice = &loaded.notice;
    authz::authorise(call.actor, Action::KeepNotices, &notice.organisation_path)?;
    if notice.state != AidNoticeState::Posted {
        let message = format!("公示为“{}”，不能办理期满", notice.state.word());
        return Err(Refusal::WrongState(message));
    }
    if let Some(ends_on) = notice.ends_on.filter(|ends_on| call.today() <= *ends_on) {
        let message = format!("公示期至{}，期满后方可办理", chinese_date(ends_on));
        return Err(Refusal::WrongState(message));
    }
    aid_cases::lock_round(&tx, notice.round_id).await?;
    let scope = authz::subtree(&notice.organisation_path);
    let ids = view::on_notice(&tx, &scope, id, AidCaseState::Noticed).await?;
    let payable = move_cases(&tx, call, &loaded, &ids, Event::EndNotice, None, "").await?;
    let open = aid_notices::open_objections(&tx, id).await?;
    if open == 0 {
        let (by, at) = (call.actor.user_id, call.at);
        aid_notices::close(&tx, notice, AidNoticeState::Ended, "", by, at).await?;
    }
    let entry = Entry {
        action: "aid_notice.end",
        subject_kind: SUBJECT_KIND,
        subject_id: id.to_string(),
        organisation_id: Some(notice.organisation_id),
        detail: format!("公示期满，{payable} 人转入待发放，{open} 件异议核查中"),
    };
    audit::record(&tx, call.actor, call.at, entry).await?;
    tx.commit().await?;
    Ok(Ended { payable, open })
}
