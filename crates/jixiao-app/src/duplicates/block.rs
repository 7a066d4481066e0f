//! What stands against approving a case: pairs of its person, or of somebody of its household, that
//! nobody cleared.

use crate::{Call, Refusal};
use jixiao_domain::{Coded as _, DuplicateId, DuplicateKind, HouseholdId, PersonId};
use jixiao_store::Connection;
use jixiao_store::duplicates::{self as rows, Candidate};
use std::collections::{BTreeMap, BTreeSet};

/// People of one question.
const PEOPLE_MAX: usize = 1_000;

/// A pair that nobody cleared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenHit {
    /// The pair, shown at `/duplicates/{id}`.
    pub id: DuplicateId,
    /// Why it was found.
    pub kind: DuplicateKind,
    /// How probable it is that the two are one, of a thousand.
    pub score_permille: i64,
    /// For the page or the refusal; names nobody.
    pub sentence: String,
}

impl OpenHit {
    fn of(candidate: &Candidate) -> Self {
        let (kind, state) = (candidate.kind.word(), candidate.state.word());
        let percent = candidate.score_permille / 10;
        Self {
            id: candidate.id,
            kind: candidate.kind,
            score_permille: candidate.score_permille,
            sentence: format!(
                "疑似重复（{kind}，可能性 {percent}%，{state}）：请先在“疑似重复”中核对，或由审批人员特批放行"
            ),
        }
    }
}

/// What stands against one case.
///
/// # Errors
/// [`Refusal::Store`].
pub async fn open_for_case(
    connection: &impl Connection,
    call: Call<'_>,
    person_id: PersonId,
    household_id: Option<HouseholdId>,
) -> Result<Vec<OpenHit>, Refusal> {
    let mut hits = blocks_approval(connection, call, &[(person_id, household_id)]).await?;
    Ok(hits.pop().unwrap_or_default())
}

/// What stands against each of many cases, in their order. The caller authorised; who may be one with
/// whom is no secret before those who approve, and no name is told.
///
/// # Errors
/// [`Refusal::Store`].
pub async fn blocks_approval(
    connection: &impl Connection,
    _call: Call<'_>,
    cases: &[(PersonId, Option<HouseholdId>)],
) -> Result<Vec<Vec<OpenHit>>, Refusal> {
    let mut people_of: BTreeMap<HouseholdId, Vec<PersonId>> = BTreeMap::new();
    let households: BTreeSet<HouseholdId> = cases.iter().filter_map(|(_, id)| *id).collect();
    let households: Vec<HouseholdId> = households.into_iter().collect();
    for part in households.chunks(PEOPLE_MAX) {
        for (household, person) in rows::members_of(connection, part).await? {
            people_of.entry(household).or_default().push(person);
        }
    }
    let of_case = |(person, household): &(PersonId, Option<HouseholdId>)| {
        let others = household.and_then(|id| people_of.get(&id)).into_iter().flatten().copied();
        std::iter::once(*person).chain(others).collect::<BTreeSet<PersonId>>()
    };
    let people: BTreeSet<PersonId> = cases.iter().flat_map(of_case).collect();
    let people: Vec<i64> = people.into_iter().map(|id| id.0).collect();
    let mut pairs_of: BTreeMap<PersonId, Vec<Candidate>> = BTreeMap::new();
    for part in people.chunks(PEOPLE_MAX) {
        for pair in rows::uncleared(connection, part).await? {
            for id in [pair.left_id, pair.right_id] {
                let pairs = pairs_of.entry(PersonId(id)).or_default();
                if !pairs.iter().any(|known| known.id == pair.id) {
                    pairs.push(pair.clone());
                }
            }
        }
    }
    let hits = cases.iter().map(|case| {
        let mut pairs: Vec<&Candidate> =
            of_case(case).iter().filter_map(|id| pairs_of.get(id)).flatten().collect();
        pairs.sort_by_key(|pair| (-pair.score_permille, pair.id));
        pairs.dedup_by_key(|pair| pair.id);
        pairs.into_iter().map(OpenHit::of).collect()
    });
    Ok(hits.collect())
}
