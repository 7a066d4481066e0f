//! What the rule of a round gives its cases; the facts are read by [`crate::programmes`].

use super::round::LoadedRound;
use crate::programmes::{self, Applying, Declared};
use crate::{Call, Refusal};
use jixiao_aid::programme::{Facts, Outcome};
use jixiao_domain::AidCaseId;
use jixiao_store::Transaction;
use jixiao_store::aid_cases::AidCase;
use std::collections::BTreeMap;

/// What was declared, as it is stored.
///
/// # Errors
/// [`Refusal::Invalid`] where it can't be read.
pub(super) fn stored(declared: &Declared) -> Result<String, Refusal> {
    declared.apply(&mut Facts::default()).map_err(Refusal::Invalid)?;
    Ok(serde_json::to_string(declared).unwrap_or_default())
}

/// What was declared, as it was typed.
pub(super) fn declared(facts: &str) -> Declared {
    serde_json::from_str(facts).unwrap_or_default()
}

/// Judges cases of a round, each with the aid of its year before it; each has its own refusal.
pub(super) async fn outcomes(
    tx: &Transaction,
    call: Call<'_>,
    round: &LoadedRound,
    cases: &[AidCase],
) -> Result<BTreeMap<AidCaseId, Result<Outcome, Refusal>>, Refusal> {
    let declared: Vec<Declared> = cases.iter().map(|case| declared(&case.facts)).collect();
    let applying: Vec<Applying<'_>> = cases
        .iter()
        .zip(&declared)
        .map(|(case, declared)| Applying {
            person_id: case.person_id,
            declared,
            asked: case.asked,
            except: Some(case.id),
        })
        .collect();
    let found = programmes::assess_many(tx, &round.round, &applying, call.today()).await?;
    Ok(cases.iter().map(|case| case.id).zip(found).collect())
}
