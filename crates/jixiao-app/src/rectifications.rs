//! Rectifications (整改): a notice about a project's year, the unit's reply, the check by another.
//!
//! Owns who may take which step and what must be said at it. The states are the domain's; what a
//! notice comes from (a warning, a spot check, an evaluation) is that area's.

mod export;
mod list;
mod notice;
mod read;
mod step;

pub use export::export;
pub use list::{RectificationList, RectificationListForm, list};
pub use notice::{Notice, NoticeForm, from_spot_check, from_warning, open, open_in};
pub use read::{NextHand, RectificationPage, of_project_year, read};
pub use step::{RectificationStepForm, step};

use crate::authz::{self, Action};
use crate::projects::{self, YearPlace};
use crate::{Call, Refusal};
use jixiao_domain::{RectificationEvent, RectificationId};
use jixiao_store::Connection;
use jixiao_store::rectifications::{self as rows, Rectification};

/// A rectification in its place.
#[derive(Debug, Clone)]
pub struct LoadedRectification {
    /// The rectification.
    pub rectification: Rectification,
    /// The project's year it is about.
    pub place: YearPlace,
}

/// Loads a rectification for somebody who may see it.
///
/// # Errors
/// [`Refusal::NotFound`] where there is none the caller may see.
pub async fn load(
    connection: &impl Connection,
    call: Call<'_>,
    id: RectificationId,
) -> Result<LoadedRectification, Refusal> {
    const WHAT: &str = "该整改通知";
    let rectification = rows::find(connection, id).await?.ok_or(Refusal::NotFound(WHAT))?;
    let place = projects::place(connection, call, rectification.project_year_id, WHAT).await?;
    Ok(LoadedRectification { rectification, place })
}

/// Loads a rectification for somebody who may prepare the reply now.
///
/// # Errors
/// As [`load`]; [`Refusal::Forbidden`]; [`Refusal::WrongState`] once the unit replied.
pub(crate) async fn load_to_reply(
    connection: &impl Connection,
    call: Call<'_>,
    id: RectificationId,
) -> Result<LoadedRectification, Refusal> {
    let loaded = load(connection, call, id).await?;
    authz::authorise(call.actor, Action::ReplyRectification, &loaded.place.organisation.path)?;
    if !loaded.rectification.state.waits_for_unit() {
        let message = "整改情况已报送，证明材料已锁定；核查不通过退回后可再补充";
        return Err(Refusal::WrongState(message.to_owned()));
    }
    Ok(loaded)
}

/// Refuses whoever may not prepare the reply now.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Forbidden`], [`Refusal::WrongState`] once the unit replied.
pub async fn require_reply(call: Call<'_>, id: RectificationId) -> Result<(), Refusal> {
    load_to_reply(&call.app.store, call, id).await.map(|_| ())
}

/// What an event asks for in the unit's organisation.
fn right_for(event: RectificationEvent) -> Action {
    match event {
        RectificationEvent::Reply => Action::ReplyRectification,
        RectificationEvent::Accept
        | RectificationEvent::Reject
        | RectificationEvent::Extend
        | RectificationEvent::Withdraw => Action::SuperviseRectification,
    }
}

/// Whether an event judges what the unit replied.
fn is_check(event: RectificationEvent) -> bool {
    matches!(event, RectificationEvent::Accept | RectificationEvent::Reject)
}
