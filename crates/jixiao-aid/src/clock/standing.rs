//! What the clock has to know of a case, and what it says.

use chrono::NaiveDate;
use jixiao_domain::{AidCaseState, AidNeed, AidStage, UserId};

/// Where a case stands.
#[derive(Debug, Clone, Copy)]
pub struct Standing<'a> {
    /// Its state.
    pub state: AidCaseState,
    /// The stage it waits in.
    pub stage: Option<AidStage>,
    /// Since when.
    pub entered_on: NaiveDate,
    /// When the stage is due.
    pub due_on: Option<NaiveDate>,
    /// How it was stopped, while it is.
    pub suspended: Option<Suspended>,
    /// The notice it stands on or is put on.
    pub notice: Option<Notice>,
    /// What was written down since it was submitted.
    pub done: &'a [AidNeed],
    /// Who made it, and who did what since it was submitted.
    pub hands: &'a [Hand],
}

/// What somebody did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hand {
    /// Who.
    pub user: UserId,
    /// What, in a word: 填报, 审核通过.
    pub word: &'static str,
    /// Whether they made the case, rather than checked it.
    pub made: bool,
}

/// How a case was stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Suspended {
    /// The state before.
    pub from: AidCaseState,
    /// On which day.
    pub on: NaiveDate,
    /// When its stage would have been due.
    pub due_on: Option<NaiveDate>,
}

/// The days of a notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Notice {
    /// Its last day.
    pub ends_on: NaiveDate,
}

/// Where an event leaves a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moved {
    /// The new state.
    pub state: AidCaseState,
    /// The stage it waits in from now on.
    pub stage: Option<AidStage>,
    /// Since when.
    pub entered_on: NaiveDate,
    /// When that is due.
    pub due_on: Option<NaiveDate>,
}
