//! The list of pairs.

use crate::authz::{self, Action};
use crate::people::{Sight, age, shown};
use crate::{Call, Refusal};
use jixiao_domain::{Coded as _, DuplicateKind, DuplicateState, OrganisationId, PersonId};
use jixiao_store::duplicates::{self as rows, Search};
use jixiao_store::organisations::{self, Organisation};
use jixiao_store::persons::SUBJECT_KIND as PERSON;
use jixiao_store::views::duplicates::{
    self as view, DuplicateFilter, DuplicateLine, DuplicateOrder, Side,
};
use serde::{Deserialize, Serialize};

/// The filter as it comes in an address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DuplicateListForm {
    /// A kind's code.
    pub kind: String,
    /// A state's code, or `all`; empty for those that wait for somebody.
    pub state: String,
    /// At least so probable, of a hundred.
    pub score: String,
    /// The union's id.
    pub organisation: String,
    /// `latest`; else the most probable first.
    pub sort: String,
}

impl DuplicateListForm {
    /// The code of all states.
    pub const ALL: &'static str = "all";

    pub(super) fn parse(&self) -> (DuplicateFilter, DuplicateOrder) {
        let percent = self.score.trim().trim_end_matches('%').parse::<i64>().ok();
        let filter = DuplicateFilter {
            kind: DuplicateKind::from_code(&self.kind),
            state: DuplicateState::from_code(&self.state),
            with_closed: self.state == Self::ALL,
            score_permille_min: percent.map(|percent| percent.clamp(0, 100) * 10),
            organisation_id: self.organisation.trim().parse().ok().map(OrganisationId),
        };
        let order =
            if self.sort == "latest" { DuplicateOrder::Latest } else { DuplicateOrder::Score };
        (filter, order)
    }
}

/// A line as it is shown.
#[derive(Debug, Clone)]
pub struct DuplicateRow {
    /// The pair; names as they are shown.
    pub line: DuplicateLine,
    /// Ages of the two.
    pub ages: [String; 2],
    /// Whether the two are kept by unions of which the reader sees only one.
    pub reaches_out: bool,
}

/// A page of pairs.
#[derive(Debug, Clone)]
pub struct DuplicateList {
    /// Pairs in all, under the filter.
    pub total: i64,
    /// Those of the page.
    pub lines: Vec<DuplicateRow>,
    /// Unions to choose from.
    pub organisations: Vec<Organisation>,
    /// The latest search over the registry.
    pub search: Option<Search>,
    /// Whether the caller may start one.
    pub may_search: bool,
}

/// Lists pairs: `limit` lines from `offset`.
///
/// # Errors
/// [`Refusal::Forbidden`] where the caller sees nobody anywhere.
pub async fn list(
    call: Call<'_>,
    form: &DuplicateListForm,
    offset: i64,
    limit: i64,
) -> Result<DuplicateList, Refusal> {
    let store = &call.app.store;
    let scope = authz::scope(call.actor, Action::SeePeople)?;
    let (filter, order) = form.parse();
    let lines = view::duplicates(store, &scope, &filter, order, offset, limit).await?;
    Ok(DuplicateList {
        total: view::count_duplicates(store, &scope, &filter).await?,
        lines: lines.into_iter().map(|line| row(call, line)).collect(),
        organisations: organisations::list(store, &scope).await?,
        search: rows::latest_search(store).await?,
        may_search: authz::allows_somewhere(call.actor, Action::JudgeDuplicates),
    })
}

/// A line with what its reader may see of it.
pub(super) fn row(call: Call<'_>, mut line: DuplicateLine) -> DuplicateRow {
    let today = call.today();
    let sees = |side: &Side| authz::allows(call.actor, Action::SeePeople, &side.organisation_path);
    let reaches_out = !(sees(&line.left) && sees(&line.right));
    let mut ages = [String::new(), String::new()];
    for (side, at) in [&mut line.left, &mut line.right].into_iter().zip(&mut ages) {
        side.name = shown(Sight::at(call, &side.organisation_path), &side.name);
        if authz::allows(call.actor, Action::SeePeople, &side.organisation_path) {
            *at = age(side.birth_date, today);
        } else {
            side.employer = String::new();
        }
    }
    DuplicateRow { line, ages, reaches_out }
}

/// How many pairs of a person wait for somebody, for the person's page; the caller has loaded it.
///
/// # Errors
/// [`Refusal::Store`].
pub async fn of_person(call: Call<'_>, id: PersonId) -> Result<Vec<rows::Candidate>, Refusal> {
    let pairs = rows::of(&call.app.store, PERSON, &[id.0]).await?;
    Ok(pairs.into_iter().filter(|pair| pair.state.blocks()).collect())
}
