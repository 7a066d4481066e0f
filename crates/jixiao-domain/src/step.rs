//! What the small machines of the year have in common: states, events, and a refusal that says both.
//!
//! Owns no machine itself; who may raise an event is the business of the application.

use crate::Coded;
use std::fmt;

/// States that events lead from one to another.
pub trait Machine: Coded {
    /// What happens.
    type Event: Coded;

    /// The state after an event.
    ///
    /// # Errors
    /// [`RefusedStep`] where the state does not allow the event.
    fn after(self, event: Self::Event) -> Result<Self, RefusedStep>;
}

/// An event that the state does not allow, in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RefusedStep {
    /// The state.
    pub state: &'static str,
    /// The event that was tried.
    pub event: &'static str,
}

impl RefusedStep {
    /// A refusal of `event` in `state`.
    pub fn new(state: impl Coded, event: impl Coded) -> Self {
        Self { state: state.word(), event: event.word() }
    }
}

impl fmt::Display for RefusedStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "当前状态为“{}”，不能{}", self.state, self.event)
    }
}

impl std::error::Error for RefusedStep {}

/// Every pair of state and event as a table: rows are states, columns events.
#[cfg(test)]
pub(crate) fn table<M: Machine>() -> String {
    let mut table = String::new();
    for state in M::ALL {
        let row: Vec<&str> = <M::Event as Coded>::ALL
            .iter()
            .map(|event| state.after(*event).map_or("-", Coded::code))
            .collect();
        table.push_str(&format!("{}: {}\n", state.code(), row.join(" ")));
    }
    table
}
