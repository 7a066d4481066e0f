//! A step of the chain, as typed and as understood.

use crate::Refusal;
use crate::input::{Fields, Lines};
use jixiao_domain::FilingEvent;
use serde::{Deserialize, Serialize};

/// Characters of a reason.
const REASON_CHARACTERS_MAX: usize = 500;

/// A step to take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The revision that was read.
    pub revision: i64,
    /// What happens.
    pub event: FilingEvent,
    /// Why; needed for 退回 and 解除锁定.
    pub reason: String,
}

/// A step as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StepForm {
    /// The revision the page was opened at.
    pub revision: String,
    /// The event's code.
    pub event: String,
    /// The reason of a return, the word on warnings of a submission, an opinion.
    pub reason: String,
}

impl StepForm {
    /// What the form means.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] with every field that can't be taken.
    pub fn parse(&self) -> Result<Step, Refusal> {
        let mut fields = Fields::new();
        let revision = fields.key("revision", &self.revision);
        let event = fields.choice("event", &self.event);
        let reason =
            fields.optional_text("reason", &self.reason, Lines::Many, REASON_CHARACTERS_MAX);
        fields.finish(Step { revision, event, reason }).map_err(Refusal::Invalid)
    }
}
