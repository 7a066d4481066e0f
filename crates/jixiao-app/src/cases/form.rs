//! An application as typed.

use super::judge;
use crate::input::{Fields, Lines};
use crate::programmes::Declared;
use crate::{FieldError, Refusal};
use jixiao_domain::Money;
use jixiao_store::aid_cases::AidCase;
use serde::{Deserialize, Serialize};

/// An application as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CaseForm {
    /// The revision the page was opened at.
    pub revision: String,
    /// The round's id.
    pub round: String,
    /// The unit's id.
    pub organisation: String,
    /// The person's id; empty where `id_number` names them.
    pub person: String,
    /// 公民身份号码 of the person.
    pub id_number: String,
    /// 申请金额 in 元; may be empty.
    pub asked: String,
    /// 申请理由
    pub reason: String,
    /// What the programme asks to be declared.
    #[serde(flatten)]
    pub declared: Declared,
}

/// An application that can be written.
#[derive(Debug, Clone)]
pub(super) struct CaseInput {
    pub(super) asked: Option<Money>,
    pub(super) reason: String,
    /// As it is stored.
    pub(super) facts: String,
}

impl CaseForm {
    /// What stands in a case, for changing it.
    pub fn of(case: &AidCase, reason: &str) -> Self {
        Self {
            revision: case.revision.to_string(),
            round: case.round_id.to_string(),
            organisation: case.organisation_id.to_string(),
            person: case.person_id.to_string(),
            asked: case.asked.map_or_else(String::new, crate::amounts::yuan),
            reason: reason.to_owned(),
            declared: judge::declared(&case.facts),
            ..Self::default()
        }
    }

    pub(super) fn parse(&self) -> Result<CaseInput, Refusal> {
        let mut fields = Fields::new();
        let asked = match self.asked.trim() {
            "" => None,
            typed => Some(fields.money("asked", typed)),
        };
        let positive = asked.is_none_or(|asked| asked.fen() > 0);
        fields.require(positive, "asked", "申请金额须大于零");
        let reason = fields.optional_text("reason", &self.reason, Lines::Many, 500);
        let facts = match judge::stored(&self.declared) {
            Ok(facts) => facts,
            Err(Refusal::Invalid(errors)) => {
                for FieldError { field, message } in errors {
                    fields.refuse(field, message);
                }
                String::new()
            }
            Err(other) => return Err(other),
        };
        fields.finish(CaseInput { asked, reason, facts }).map_err(Refusal::Invalid)
    }
}
