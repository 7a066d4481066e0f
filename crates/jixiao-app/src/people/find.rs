//! Finding people by what must not stand in an address: names and numbers. A number finds through
//! the keyed index, whole numbers only.

use super::load::Sight;
use super::sealed::field;
use crate::audit::{self, Event};
use crate::authz::{self, Action};
use crate::{Call, Refusal, vault};
use jixiao_domain::{BankCard, Phone, ResidentId, clean_number};
use jixiao_store::persons::SUBJECT_KIND;
use jixiao_store::views::people::{self as view, PersonFilter, PersonLine, PersonOrder};
use serde::{Deserialize, Serialize};
use std::fmt;

/// People shown of one search.
const FOUND_MAX: i64 = 100;

/// What is looked for, as typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FindForm {
    /// A name or part of it, or a whole identity, telephone or account number.
    pub words: String,
}

/// What is looked for is never printed.
impl fmt::Debug for FindForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FindForm(..)")
    }
}

/// Who was found.
#[derive(Debug, Clone)]
pub struct Found {
    /// The people, at most a hundred.
    pub lines: Vec<PersonLine>,
    /// How many there are.
    pub total: i64,
    /// How much of them is shown.
    pub sight: Sight,
    /// Whether a number was looked for.
    pub by_number: bool,
}

/// Finds people by name, or by a whole number. A search by number is logged, without the number.
///
/// # Errors
/// [`Refusal::Invalid`] for nothing typed or a damaged number; [`Refusal::Forbidden`].
pub async fn find(call: Call<'_>, form: &FindForm) -> Result<Found, Refusal> {
    let scope = authz::scope(call.actor, Action::SeePeople)?;
    let words = form.words.trim();
    if words.is_empty() {
        return Err(Refusal::field("words", "请输入姓名，或完整的证件号码、手机号、银行账号"));
    }
    let inner_actions = [Action::FillPeople, Action::ReviewPeople, Action::ApprovePeople];
    let inside = inner_actions.iter().any(|action| authz::allows_somewhere(call.actor, *action));
    let sight = if inside { Sight::Inside } else { Sight::Outside };
    let by_number = words.chars().any(|one| one.is_ascii_digit() || ('０'..='９').contains(&one));
    let filter = if by_number {
        PersonFilter { ids: Some(by_marks(call, words).await?), ..PersonFilter::default() }
    } else {
        PersonFilter { name: words.chars().take(40).collect(), ..PersonFilter::default() }
    };
    let store = &call.app.store;
    let total = view::count_people(store, &scope, &filter).await?;
    let lines = view::people(store, &scope, &filter, PersonOrder::Name, 0, FOUND_MAX).await?;
    if by_number {
        let tx = store.begin().await?;
        let event = Event {
            action: "person.find",
            subject_kind: SUBJECT_KIND,
            organisation_id: Some(call.actor.organisation_id),
            detail: format!("按号码查找，找到 {total} 人"),
            ..Event::default()
        };
        audit::record(&tx, call.actor, call.at, event).await?;
        tx.commit().await?;
    }
    Ok(Found { lines, total, sight, by_number })
}

async fn by_marks(call: Call<'_>, words: &str) -> Result<Vec<i64>, Refusal> {
    clean_number(words).map_err(|fault| Refusal::field("words", fault.to_string()))?;
    let mut candidates: Vec<(&str, String)> = Vec::new();
    if let Ok(number) = ResidentId::parse_import(words) {
        candidates.push((field::ID_NUMBER, number.expose().to_owned()));
    }
    if let Ok(phone) = Phone::parse(words) {
        candidates.push((field::PHONE, phone.expose().to_owned()));
    }
    if let Ok(card) = BankCard::parse(words) {
        candidates.push((field::BANK_CARD, card.expose().to_owned()));
    }
    if candidates.is_empty() {
        let message = "不是完整的证件号码、手机号或银行账号，请核对位数和校验位";
        return Err(Refusal::field("words", message));
    }
    let mut ids = Vec::new();
    for (name, content) in candidates {
        ids.extend(vault::find(&call.app.store, call.app, SUBJECT_KIND, name, &content).await?);
    }
    ids.sort_unstable();
    ids.dedup();
    Ok(ids)
}
