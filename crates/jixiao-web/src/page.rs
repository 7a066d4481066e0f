//! What stands around every page of a signed-in person: name, navigation, message.

use crate::assets::{SHARED, Shared};
use crate::navigation::Navigation;
use crate::session::Session;

/// The frame of a page; `base.html` shows it.
pub(crate) struct Frame {
    pub(crate) shared: &'static Shared,
    pub(crate) title: String,
    pub(crate) user_name: String,
    pub(crate) navigation: Navigation,
    /// What the last action did, shown once on top.
    pub(crate) message: Option<String>,
}

impl Frame {
    /// The frame of a page at `here`, the address of a place.
    pub(crate) fn new(session: &Session, here: &str, title: impl Into<String>) -> Self {
        Self {
            shared: &SHARED,
            title: title.into(),
            user_name: session.actor.name.clone(),
            navigation: Navigation::of(&session.actor, here),
            message: None,
        }
    }

    /// With a message on top, usually from the `done` parameter after a change.
    pub(crate) fn message(mut self, message: Option<String>) -> Self {
        self.message = message;
        self
    }
}
