//! Objections to a notice: written down by whoever keeps it, judged by a reviewer who did not make
//! the case; one that holds sends the case back to be reviewed from the beginning.

use super::load::{LoadedNotice, load};
use super::post::move_cases;
use crate::audit::{self, Event as Entry};
use crate::authz::{self, Action};
use crate::input::{Fields, Lines};
use crate::{Call, Refusal, cases};
use chrono::NaiveDate;
use jixiao_domain::{
    AidCaseEvent as Event, AidCaseId, AidNoticeId, AidNoticeState, AidObjectionId, Coded as _,
    ObjectionChannel, ObjectionState,
};
use jixiao_store::aid_cases;
use jixiao_store::aid_notices::{self, AidNotice, NewObjection, SUBJECT_KIND};
use serde::{Deserialize, Serialize};

/// An objection as typed. Who raised it is not asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ObjectionForm {
    /// The number of the line on the notice.
    pub number: String,
    /// The channel's code.
    pub channel: String,
    /// 收到日期
    pub received_on: String,
    /// 异议内容
    pub content: String,
}

/// A judgement of an objection as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SettleForm {
    /// `upheld` or `dismissed`.
    pub conclusion: String,
    /// 核查情况
    pub finding: String,
}

/// An objection that can be written down.
struct Raised {
    number: i64,
    channel: ObjectionChannel,
    received_on: NaiveDate,
    content: String,
}

impl ObjectionForm {
    fn parse(&self, notice: &AidNotice, today: NaiveDate) -> Result<Raised, Refusal> {
        let mut fields = Fields::new();
        let number = self.number.trim().parse::<i64>().ok().filter(|number| *number > 0);
        fields.require(number.is_some(), "number", "请填写名单中的序号");
        let channel = fields.choice("channel", &self.channel);
        let received_on = fields.date("received_on", &self.received_on);
        let content = fields.text("content", &self.content, Lines::Many, 1_000);
        let begun = notice.starts_on.is_some_and(|first| first <= received_on);
        let message = "收到日期应在公示开始之后，且不晚于今天";
        fields.require(begun && received_on <= today, "received_on", message);
        let number = number.unwrap_or_default();
        let raised = Raised { number, channel, received_on, content };
        fields.finish(raised).map_err(Refusal::Invalid)
    }
}

/// Writes an objection down: the case is looked into again.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Forbidden`], [`Refusal::Invalid`], [`Refusal::WrongState`].
pub async fn object(
    call: Call<'_>,
    id: AidNoticeId,
    form: &ObjectionForm,
) -> Result<AidObjectionId, Refusal> {
    let tx = call.app.store.begin().await?;
    let loaded = load(&tx, call, id).await?;
    let notice = &loaded.notice;
    authz::authorise(call.actor, Action::KeepNotices, &notice.organisation_path)?;
    if notice.state != AidNoticeState::Posted {
        let message = format!("公示为“{}”，不能登记异议", notice.state.word());
        return Err(Refusal::WrongState(message));
    }
    let raised = form.parse(notice, call.today())?;
    let line = aid_notices::line_of(&tx, id, raised.number).await?;
    let line = line.ok_or_else(|| Refusal::field("number", "名单中没有这一序号"))?;
    let new = NewObjection {
        notice_id: id,
        case_id: line.case_id,
        channel: raised.channel,
        received_on: raised.received_on,
        content: &raised.content,
    };
    move_cases(&tx, call, &loaded, &[line.case_id], Event::Object, None, "").await?;
    let objection = aid_notices::insert_objection(&tx, &new, call.actor.user_id, call.at).await?;
    let entry = Entry {
        action: "aid_notice.object",
        subject_kind: SUBJECT_KIND,
        subject_id: id.to_string(),
        organisation_id: Some(notice.organisation_id),
        detail: format!("登记异议：名单第 {} 号，{}", line.number, raised.channel.word()),
    };
    audit::record(&tx, call.actor, call.at, entry).await?;
    tx.commit().await?;
    Ok(objection)
}

/// Judges the open objection to a case.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Forbidden`], [`Refusal::SameHand`] for who made the case,
/// [`Refusal::Invalid`], [`Refusal::WrongState`].
pub async fn settle(call: Call<'_>, id: AidCaseId, form: &SettleForm) -> Result<(), Refusal> {
    let tx = call.app.store.begin().await?;
    let case = cases::load(&tx, call, id).await?;
    let (case, round) = (case.case, case.round);
    let places = cases::Places::load(&tx).await?;
    authz::authorise(call.actor, Action::ReviewCases, places.path(case.held_by))?;
    let mut fields = Fields::new();
    let conclusion: ObjectionState = fields.choice("conclusion", &form.conclusion);
    let chosen = conclusion != ObjectionState::Open;
    fields.require(chosen, "conclusion", "请选择异议是否成立");
    let finding = fields.text("finding", &form.finding, Lines::Many, 1_000);
    fields.finish(()).map_err(Refusal::Invalid)?;
    let none = || Refusal::WrongState("该申请没有待核查的异议".to_owned());
    let open = aid_notices::objections_of_case(&tx, id).await?;
    let open = open.iter().rev().find(|one| one.state == ObjectionState::Open).ok_or_else(none)?;
    let notice = aid_notices::find(&tx, open.notice_id).await?.ok_or_else(none)?;
    let loaded = LoadedNotice { notice, round };
    let upheld = conclusion == ObjectionState::Upheld;
    let event = if upheld { Event::Uphold } else { Event::Dismiss };
    move_cases(&tx, call, &loaded, &[id], event, None, &finding).await?;
    let (by, at) = (call.actor.user_id, call.at);
    aid_notices::settle_objection(&tx, open.id, conclusion, &finding, by, at).await?;
    let entry = Entry {
        action: &format!("{}.{}", aid_cases::SUBJECT_KIND, event.code()),
        subject_kind: aid_cases::SUBJECT_KIND,
        subject_id: id.to_string(),
        organisation_id: Some(case.organisation_id),
        detail: format!("异议{}", conclusion.word()),
    };
    audit::record(&tx, call.actor, call.at, entry).await?;
    Ok(tx.commit().await?)
}
