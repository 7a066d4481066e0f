//! Finding standards.

use crate::authz::{self, Action};
use crate::{Call, Refusal, input};
use jixiao_domain::{Coded as _, CostStandardId, Programme};
use jixiao_store::Connection;
use jixiao_store::cost_standards::{self, CostStandard};
use jixiao_store::views::cost_standards::{self as view, Order, StandardFilter, Standing};
use serde::{Deserialize, Serialize};

/// The filter as it comes in an address. What can't be understood does not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StandardListForm {
    /// A programme's code.
    pub programme: String,
    /// A fiscal year in which they hold.
    pub year: String,
    /// `in_force` or `withdrawn`.
    pub standing: String,
    /// Part of item, words or document number.
    pub q: String,
    /// `programme`, `amount`, `organisation` or `entered`.
    pub sort: String,
}

impl StandardListForm {
    /// The filter and the order.
    pub fn parse(&self) -> (StandardFilter, Order) {
        let filter = StandardFilter {
            programme: Programme::from_code(&self.programme),
            year: input::year(&self.year).ok().map(|year| i64::from(year.get())),
            standing: Standing::from_code(&self.standing),
            words: self.q.trim().to_owned(),
        };
        (filter, Order::from_code(&self.sort).unwrap_or(Order::Programme))
    }
}

/// A page of the list.
#[derive(Debug, Clone)]
pub struct StandardList {
    /// Standards in all, under the filter.
    pub total: i64,
    /// Those of the page.
    pub standards: Vec<CostStandard>,
    /// Whether the reader may enter standards somewhere.
    pub keeps: bool,
}

/// Lists standards: those of the reader's part of the tree, and those that bind it from above.
///
/// # Errors
/// [`Refusal::Forbidden`] where the caller sees no projects anywhere.
pub async fn list(
    call: Call<'_>,
    form: &StandardListForm,
    offset: i64,
    limit: i64,
) -> Result<StandardList, Refusal> {
    let store = &call.app.store;
    let scope = authz::scope(call.actor, Action::SeeProjects)?;
    let (filter, order) = form.parse();
    Ok(StandardList {
        total: view::count(store, &scope, &filter).await?,
        standards: view::page(store, &scope, &filter, order, offset, limit).await?,
        keeps: authz::allows_somewhere(call.actor, Action::KeepStandards),
    })
}

/// One standard, and whether the reader may withdraw it.
///
/// # Errors
/// [`Refusal::NotFound`] where there is none the caller may see.
pub async fn read(call: Call<'_>, id: CostStandardId) -> Result<(CostStandard, bool), Refusal> {
    let standard = visible(&call.app.store, call, id).await?;
    let keeps = authz::allows(call.actor, Action::KeepStandards, &standard.organisation_path);
    let withdraws = keeps && standard.withdrawal.is_none();
    Ok((standard, withdraws))
}

pub(super) async fn visible(
    connection: &impl Connection,
    call: Call<'_>,
    id: CostStandardId,
) -> Result<CostStandard, Refusal> {
    let missing = || Refusal::NotFound("该支出标准");
    let standard = cost_standards::find(connection, id).await?.ok_or_else(missing)?;
    let path = standard.organisation_path.as_str();
    let binds_here = call.actor.grants.iter().any(|grant| {
        authz::allows(call.actor, Action::SeeProjects, &grant.path) && grant.path.starts_with(path)
    });
    let sees = binds_here || authz::allows(call.actor, Action::SeeProjects, path);
    if sees { Ok(standard) } else { Err(missing()) }
}
