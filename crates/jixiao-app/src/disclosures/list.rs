//! The list of disclosures a person may see.

use crate::authz::{self, Action};
use crate::input;
use crate::{Call, Refusal};
use jixiao_domain::{Coded as _, FilingState, OrganisationId};
use jixiao_store::organisations::{self, Organisation};
use jixiao_store::views::disclosures::{
    self as view, DisclosureFilter, DisclosureOrder, Line, Standing,
};
use jixiao_store::views::goals;
use serde::{Deserialize, Serialize};

/// The filter of the list as it comes in an address. What can't be understood does not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DisclosureListForm {
    /// The fiscal year.
    pub year: String,
    /// A state's code, or `published`.
    pub state: String,
    /// The organisation's id.
    pub organisation: String,
    /// `year`, `organisation` or `published`.
    pub sort: String,
}

impl DisclosureListForm {
    /// The code of what everybody can read.
    pub const PUBLISHED: &'static str = "published";

    /// The filter and the order.
    pub fn parse(&self) -> (DisclosureFilter, DisclosureOrder) {
        let standing = match self.state.as_str() {
            Self::PUBLISHED => Some(Standing::Published),
            code => FilingState::from_code(code).map(Standing::In),
        };
        let filter = DisclosureFilter {
            year: input::year(&self.year).ok().map(|year| i64::from(year.get())),
            standing,
            organisation_id: self.organisation.trim().parse().ok().map(OrganisationId),
        };
        let order = match self.sort.as_str() {
            "organisation" => DisclosureOrder::Organisation,
            "published" => DisclosureOrder::Published,
            _ => DisclosureOrder::Year,
        };
        (filter, order)
    }
}

/// A page of the list with what its filter offers.
#[derive(Debug, Clone)]
pub struct DisclosureList {
    /// Lines in all, under the filter.
    pub total: i64,
    /// The lines of the page.
    pub lines: Vec<Line>,
    /// Fiscal years to choose from.
    pub years: Vec<i64>,
    /// Organisations to choose from.
    pub organisations: Vec<Organisation>,
    /// Whether the caller may begin one.
    pub may_begin: bool,
}

/// Lists disclosures: `limit` lines from `offset`.
///
/// # Errors
/// [`Refusal::Forbidden`] where the caller sees no projects anywhere.
pub async fn list(
    call: Call<'_>,
    form: &DisclosureListForm,
    offset: i64,
    limit: i64,
) -> Result<DisclosureList, Refusal> {
    let store = &call.app.store;
    let scope = authz::scope(call.actor, Action::SeeProjects)?;
    let (filter, order) = form.parse();
    Ok(DisclosureList {
        total: view::count(store, &scope, &filter).await?,
        lines: view::page(store, &scope, &filter, order, offset, limit).await?,
        years: goals::years(store, &scope).await?,
        organisations: organisations::list(store, &scope).await?,
        may_begin: authz::allows_somewhere(call.actor, Action::PrepareDisclosure),
    })
}
