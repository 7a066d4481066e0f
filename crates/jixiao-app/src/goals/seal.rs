//! The digest of an approved version: over everything that was approved, in one fixed text form.

use crate::digest::sm3_hex;
use jixiao_domain::{Coded, Money};
use jixiao_store::goals::{Goal, GoalIndicator};
use jixiao_store::hundredths;

/// The SM3 digest of a version's content. Every field goes in with its length, so that no two
/// contents share a text.
pub fn digest(goal: &Goal, indicators: &[GoalIndicator]) -> String {
    let content = &goal.content;
    let mut sealed = Sealed::default();
    sealed.add(&goal.project_year_id.to_string());
    sealed.add(&goal.version.to_string());
    sealed.add(goal.kind.code());
    for text in [
        &goal.reason,
        &content.mid_term_goal,
        &content.annual_goal,
        &content.feasibility,
        &content.necessity,
        &content.schedule,
        &content.spending_details,
    ] {
        sealed.add(text);
    }
    for amount in [
        content.mid_term_treasury,
        content.mid_term_other,
        content.annual_treasury,
        content.annual_other,
    ] {
        sealed.add(&amount.map(Money::fen).map_or_else(String::new, |fen| fen.to_string()));
    }
    for row in indicators {
        let content = &row.content;
        sealed.add(content.level1.code());
        sealed.add(content.level2.code());
        sealed.add(&content.name);
        sealed.add(content.sign.map_or("", Coded::code));
        let number = content.target_number.map(|number| number.normalize().to_string());
        sealed.add(&number.unwrap_or_default());
        sealed.add(&content.unit);
        sealed.add(&content.target_words);
        sealed.add(&content.mid_term_target);
        sealed.add(&hundredths(content.points).to_string());
        sealed.add(&content.value_basis);
        sealed.add(&content.evidence);
    }
    sm3_hex(sealed.text.as_bytes())
}

/// Whether an approved version still is what was approved; `None` where it was not approved.
pub fn is_sound(goal: &Goal, indicators: &[GoalIndicator]) -> Option<bool> {
    goal.content_digest.as_ref().map(|kept| *kept == digest(goal, indicators))
}

#[derive(Default)]
struct Sealed {
    text: String,
}

impl Sealed {
    fn add(&mut self, field: &str) {
        self.text.push_str(&field.len().to_string());
        self.text.push(':');
        self.text.push_str(field);
    }
}
