//! Putting a notice together: all approved cases of a round that stand on none, as a draft that is
//! looked through before it is posted.

use super::lines::line;
use crate::audit::{self, Event};
use crate::authz::{self, Action};
use crate::cases::{Places, round_of};
use crate::input::{Fields, Lines};
use crate::{Call, Refusal};
use jixiao_domain::{AidNoticeId, AidRoundId};
use jixiao_store::aid_notices::{self, NewAidNotice, NoticeLine, SUBJECT_KIND};
use jixiao_store::views::aid_cases as view;
use serde::{Deserialize, Serialize};

/// A notice as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NoticeForm {
    /// The round's id.
    pub round: String,
    /// 标题; empty for the customary one.
    pub title: String,
    /// 监督电话
    pub hotline: String,
    /// Where objections may be brought.
    pub address: String,
}

/// Puts a notice together, as a draft.
///
/// # Errors
/// [`Refusal::Invalid`]; [`Refusal::Forbidden`]; [`Refusal::WrongState`] where nothing waits for a
/// notice or the programme asks for none.
pub async fn assemble(call: Call<'_>, form: &NoticeForm) -> Result<AidNoticeId, Refusal> {
    let mut fields = Fields::new();
    let round_id: AidRoundId = fields.key("round", &form.round);
    let title = fields.optional_text("title", &form.title, Lines::One, 80);
    let hotline = fields.text("hotline", &form.hotline, Lines::One, 40);
    let address = fields.optional_text("address", &form.address, Lines::One, 80);
    fields.finish(()).map_err(Refusal::Invalid)?;
    let tx = call.app.store.begin().await?;
    let unknown = || Refusal::field("round", "请选择救助批次");
    let round = match round_of(&tx, round_id).await {
        Err(Refusal::NotFound(_)) => return Err(unknown()),
        other => other?,
    };
    let places = Places::load(&tx).await?;
    let runner = places.union_of(round.round.organisation_id)?;
    if !authz::allows(call.actor, Action::SeeCases, &runner.path) {
        return Err(unknown());
    }
    authz::authorise(call.actor, Action::KeepNotices, &runner.path)?;
    let Some(term) = round.notice else {
        return Err(Refusal::WrongState(format!("“{}”不需公示", round.programme.name)));
    };
    let cases = view::candidates(&tx, &authz::subtree(&runner.path), round_id).await?;
    if cases.is_empty() {
        let message = "本批次没有已审定待公示的申请".to_owned();
        return Err(Refusal::WrongState(message));
    }
    let customary = format!("关于{}拟救助对象的公示", round.round.label);
    let new = NewAidNotice {
        round_id,
        organisation_id: runner.id,
        title: if title.is_empty() { &customary } else { &title },
        hotline: &hotline,
        address: &address,
        working_days: i64::from(term.days),
    };
    let id = aid_notices::insert(&tx, &new, call.actor.user_id, call.at).await?;
    let today = call.today();
    let lines: Vec<NoticeLine> =
        cases.iter().zip(1..).map(|(case, number)| line(&round, case, number, today)).collect();
    aid_notices::fill(&tx, id, &lines).await?;
    let event = Event {
        action: "aid_notice.assemble",
        subject_kind: SUBJECT_KIND,
        subject_id: id.to_string(),
        organisation_id: Some(runner.id),
        detail: format!("编制公示名单 {} 人：{}", lines.len(), round.round.label),
    };
    audit::record(&tx, call.actor, call.at, event).await?;
    tx.commit().await?;
    Ok(id)
}
