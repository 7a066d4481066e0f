//! What the page of a rectification shows.

use super::step::{may_take, repliers};
use super::{LoadedRectification, is_check, load, right_for};
use crate::authz::roles_of;
use crate::{Call, Refusal};
use jixiao_domain::{
    Coded as _, ProjectYearId, RectificationEvent, RectificationId, RectificationState, UserId,
};
use jixiao_regulation::{DayUnit, WorkCalendar};
use jixiao_store::attachments::{self, Attachment};
use jixiao_store::rectifications::{self as rows, Rectification, SUBJECT_KIND};
use jixiao_store::reviews::{self, Holder};
use jixiao_store::steps::{self, HandlingStep};
use jixiao_store::{Connection, suspensions};

/// A rectification with its history and what the reader may do.
#[derive(Debug, Clone)]
pub struct RectificationPage {
    /// The rectification in its place.
    pub loaded: LoadedRectification,
    /// What happened, oldest first; the notice itself is not among it.
    pub history: Vec<HandlingStep<RectificationState>>,
    /// The unit's files, withdrawn ones too.
    pub files: Vec<Attachment>,
    /// The events the reader may raise now.
    pub events: Vec<RectificationEvent>,
    /// Who holds it; `None` once it is finished.
    pub next: Option<NextHand>,
    /// Whether payment of the project's year is suspended now.
    pub is_suspended: bool,
}

/// Who holds something, and for how long yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextHand {
    /// What is waited for.
    pub event: RectificationEvent,
    /// The right that takes it, 报送整改情况.
    pub holder_role: &'static str,
    /// The people who may, nearest first; empty where nobody was given the role.
    pub holders: Vec<Holder>,
    /// Days until the date, negative once it is past; `None` where the date does not count.
    pub days_left: Option<i64>,
    /// The same in working days.
    pub working_days_left: Option<i64>,
}

/// Reads a rectification for its page.
///
/// # Errors
/// [`Refusal::NotFound`] where there is none the caller may see.
pub async fn read(call: Call<'_>, id: RectificationId) -> Result<RectificationPage, Refusal> {
    let store = &call.app.store;
    let loaded = load(store, call, id).await?;
    let mut events = Vec::new();
    for event in RectificationEvent::ALL {
        match may_take(store, call, &loaded, *event).await {
            Ok(_) => events.push(*event),
            Err(Refusal::Store(error)) => return Err(Refusal::Store(error)),
            Err(_) => {}
        }
    }
    let suspended = suspensions::current(store, loaded.place.year.id).await?;
    Ok(RectificationPage {
        history: steps::list(store, SUBJECT_KIND, id.0).await?,
        files: attachments::of_subject(store, SUBJECT_KIND, id.0).await?,
        next: next(store, call, &loaded).await?,
        events,
        is_suspended: suspended.is_some(),
        loaded,
    })
}

/// The rectifications of a project's year, oldest first, for somebody who may see the year.
///
/// # Errors
/// [`Refusal::NotFound`] where the caller may not see the year.
pub async fn of_project_year(
    call: Call<'_>,
    id: ProjectYearId,
) -> Result<Vec<Rectification>, Refusal> {
    crate::projects::visible_year(&call.app.store, call, id).await?;
    Ok(rows::of_project_year(&call.app.store, id).await?)
}

async fn next(
    connection: &impl Connection,
    call: Call<'_>,
    loaded: &LoadedRectification,
) -> Result<Option<NextHand>, Refusal> {
    let held = &loaded.rectification;
    let event = match held.state {
        RectificationState::Issued | RectificationState::Returned => RectificationEvent::Reply,
        RectificationState::Replied => RectificationEvent::Accept,
        RectificationState::Closed | RectificationState::Withdrawn => return Ok(None),
    };
    let right = right_for(event);
    let path = &loaded.place.organisation.path;
    let mut holders = reviews::holders(connection, roles_of(right), path).await?;
    let excluded = if is_check(event) { repliers(connection, held.id).await? } else { Vec::new() };
    let mut seen: Vec<UserId> = excluded;
    holders.retain(|holder| {
        let new = !seen.contains(&holder.user_id);
        seen.push(holder.user_id);
        new
    });
    let left = |unit| {
        let counts = held.state.waits_for_unit();
        counts.then(|| WorkCalendar::builtin().days_left(call.today(), held.due_on, unit))
    };
    Ok(Some(NextHand {
        event,
        holder_role: right.word(),
        holders,
        days_left: left(DayUnit::Calendar),
        working_days_left: left(DayUnit::Working),
    }))
}
