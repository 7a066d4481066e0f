//! Posting a notice: its lines stand from now on, and its cases are on it.

use super::lines::{digest, line};
use super::load::{LoadedNotice, load};
use crate::audit::{self, Event as Entry};
use crate::authz::{self, Action};
use crate::cases::{Asking, Places, advance_all, moved_by, ready};
use crate::{Call, Refusal};
use chrono::NaiveDate;
use jixiao_aid::clock::Notice;
use jixiao_domain::{AidCaseEvent as Event, AidCaseId, AidNoticeId, AidNoticeState, Coded as _};
use jixiao_regulation::{DayUnit, FirstDay, Term, WorkCalendar};
use jixiao_store::aid_cases::{self, Change, Moving};
use jixiao_store::aid_notices::{self, NoticeLine, SUBJECT_KIND};
use jixiao_store::{Transaction, views};
use std::collections::BTreeMap;

/// Posts a draft on the day of the call. What was approved since it was put together joins it, what
/// went elsewhere leaves it: what is posted is what stands approved.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Forbidden`], [`Refusal::WrongState`], [`Refusal::Conflict`].
pub async fn post(call: Call<'_>, id: AidNoticeId, revision: &str) -> Result<(), Refusal> {
    let tx = call.app.store.begin().await?;
    let loaded = load(&tx, call, id).await?;
    let notice = &loaded.notice;
    authz::authorise(call.actor, Action::KeepNotices, &notice.organisation_path)?;
    if notice.state != AidNoticeState::Draft {
        let message = format!("公示为“{}”，不能再发布", notice.state.word());
        return Err(Refusal::WrongState(message));
    }
    if revision.trim() != notice.revision.to_string() {
        return Err(Refusal::Conflict("该公示"));
    }
    aid_cases::lock_round(&tx, notice.round_id).await?;
    let today = call.today();
    let ends_on = last_day(&loaded, today)?;
    let scope = authz::subtree(&notice.organisation_path);
    let cases = views::aid_cases::candidates(&tx, &scope, notice.round_id).await?;
    if cases.is_empty() {
        return Err(Refusal::WrongState("名单中已没有待公示的申请".to_owned()));
    }
    let lines: Vec<NoticeLine> = cases
        .iter()
        .zip(1..)
        .map(|(case, number)| line(&loaded.round, case, number, today))
        .collect();
    aid_notices::remove_lines(&tx, id).await?;
    aid_notices::fill(&tx, id, &lines).await?;
    let ids: Vec<AidCaseId> = cases.iter().map(|case| case.id).collect();
    move_cases(&tx, call, &loaded, &ids, Event::Post, Some(Notice { ends_on }), "").await?;
    let sum = digest(&lines);
    aid_notices::post(&tx, notice, (today, ends_on), &sum, call.actor.user_id, call.at).await?;
    let entry = Entry {
        action: "aid_notice.post",
        subject_kind: SUBJECT_KIND,
        subject_id: id.to_string(),
        organisation_id: Some(notice.organisation_id),
        detail: format!("发布公示 {} 人，至 {ends_on}，名单摘要 {sum}", lines.len()),
    };
    audit::record(&tx, call.actor, call.at, entry).await?;
    Ok(tx.commit().await?)
}

/// The last day of a notice posted on a day; that day counts where it is worked.
fn last_day(loaded: &LoadedNotice, today: NaiveDate) -> Result<NaiveDate, Refusal> {
    let programme = loaded.round.programme;
    let term = loaded
        .round
        .notice
        .ok_or_else(|| Refusal::WrongState(format!("“{}”不需公示", programme.name)))?;
    let calendar = WorkCalendar::builtin();
    let counts = term.unit == DayUnit::Working && calendar.is_working(today);
    let first = if counts { FirstDay::Counted } else { FirstDay::NotCounted };
    calendar
        .due(today, Term { first, ..term })
        .ok_or_else(|| Refusal::WrongState("公示期限无法推算，请核对批次的公示天数".to_owned()))
}

/// Moves cases on, off or past a notice: all of them, or nothing is written. Gives how many.
pub(super) async fn move_cases(
    tx: &Transaction,
    call: Call<'_>,
    loaded: &LoadedNotice,
    ids: &[AidCaseId],
    event: Event,
    posting: Option<Notice>,
    words: &str,
) -> Result<usize, Refusal> {
    let places = Places::load(tx).await?;
    let asking = Asking { call, round: &loaded.round, places: &places, posting };
    let change = match event {
        Event::Post => Change::Noticed(loaded.notice.id),
        Event::Unpost => Change::Unposted,
        Event::Uphold => Change::Undone,
        _ => Change::None,
    };
    let mut moved = 0;
    for chunk in ids.chunks(500) {
        let mut ways: BTreeMap<_, Vec<Moving>> = BTreeMap::new();
        for one in ready(tx, chunk).await? {
            let way = moved_by(&asking, &one, event).map_err(|barred| barred.refusal)?;
            let (id, revision, amount) = (one.case.id, one.case.revision, one.case.approved);
            ways.entry(way).or_default().push(Moving { id, revision, amount });
        }
        for (placed, cases) in &ways {
            advance_all(tx, call, event, placed, cases, words, change).await?;
            moved += cases.len();
        }
    }
    Ok(moved)
}
