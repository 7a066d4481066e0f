//! What the pages of notices show.

use super::load::{LoadedNotice, load};
use crate::authz::{self, Action};
use crate::{Call, Refusal};
use jixiao_domain::{AidNoticeId, AidNoticeState, Coded as _};
use jixiao_store::aid_notices::{self, AidNotice, NoticeLine, Objection};
use jixiao_store::views::aid_cases::{self as view, RoundChoice};

/// Notices of one page.
const NOTICE_COUNT_MAX: i64 = 500;

/// The notices the caller may see.
#[derive(Debug, Clone)]
pub struct NoticeList {
    /// The latest first.
    pub notices: Vec<AidNotice>,
    /// Rounds with cases that wait for a notice, where the caller may put one together.
    pub rounds: Vec<RoundChoice>,
    /// Whether the caller may put notices together somewhere.
    pub may_keep: bool,
}

/// A notice for its page.
#[derive(Debug, Clone)]
pub struct NoticePage {
    /// The notice and its round.
    pub loaded: LoadedNotice,
    /// Lines of the page asked for.
    pub lines: Vec<NoticeLine>,
    /// Objections, oldest first.
    pub objections: Vec<Objection>,
    /// Whether the reader may post, end, withdraw it and write objections down.
    pub may_keep: bool,
    /// Whether its days are over.
    pub is_over: bool,
}

/// Lists notices.
///
/// # Errors
/// [`Refusal::Forbidden`] where the caller sees none anywhere.
pub async fn list(call: Call<'_>) -> Result<NoticeList, Refusal> {
    let store = &call.app.store;
    let scope = authz::scope(call.actor, Action::SeeCases)?;
    let rounds = match authz::scope(call.actor, Action::KeepNotices) {
        Ok(scope) => view::rounds_to_notice(store, &scope).await?,
        Err(_) => Vec::new(),
    };
    let states = AidNoticeState::ALL;
    Ok(NoticeList {
        notices: aid_notices::list(store, Some(&scope), states, NOTICE_COUNT_MAX).await?,
        rounds,
        may_keep: authz::allows_somewhere(call.actor, Action::KeepNotices),
    })
}

/// Reads a notice with `limit` lines from `offset`.
///
/// # Errors
/// [`Refusal::NotFound`].
pub async fn read(
    call: Call<'_>,
    id: AidNoticeId,
    offset: i64,
    limit: i64,
) -> Result<NoticePage, Refusal> {
    let store = &call.app.store;
    let loaded = load(store, call, id).await?;
    let path = &loaded.notice.organisation_path;
    Ok(NoticePage {
        lines: aid_notices::lines(store, id, offset, limit).await?,
        objections: aid_notices::objections_of_notice(store, id).await?,
        may_keep: authz::allows(call.actor, Action::KeepNotices, path),
        is_over: loaded.notice.ends_on.is_some_and(|ends_on| ends_on < call.today()),
        loaded,
    })
}
