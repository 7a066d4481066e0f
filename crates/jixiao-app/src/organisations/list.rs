//! The list of organisations, and its export: what is filtered is what is exported.

use crate::authz::{Action, allows_somewhere, scope_of_any};
use crate::organisations::SEERS;
use crate::{Call, Refusal, text_sheet};
use jixiao_domain::{Coded as _, OrganisationId, OrganisationKind};
use jixiao_store::organisations;
use jixiao_store::views::organisations::{self as view, OrganisationFilter, OrganisationOrder};
use serde::Deserialize;

pub use jixiao_store::views::organisations::Line;

/// Lines of a file at most.
const LINE_COUNT_MAX: i64 = 50_000;

/// What of the list is wanted, as the address carries it. What can't be read does not narrow.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct OrganisationQuery {
    /// Part of a name or the code.
    pub q: String,
    /// Code of a kind.
    pub kind: String,
    /// Id of an organisation whose subtree is wanted.
    pub below: String,
    /// `yes`, `no` or nothing.
    pub active: String,
    /// Code of the order.
    pub order: String,
}

impl OrganisationQuery {
    /// Whether every organisation is wanted, parents before children: the tree itself.
    pub fn is_tree(&self) -> bool {
        let narrowed = [&self.q, &self.kind, &self.below, &self.active];
        narrowed.iter().all(|typed| typed.is_empty())
            && OrganisationOrder::from_code(&self.order)
                .is_none_or(|order| order == OrganisationOrder::Tree)
    }
}

/// A page of the list.
#[derive(Debug, Clone)]
pub struct OrganisationList {
    /// How many organisations pass the filter.
    pub total: i64,
    /// The lines of the page.
    pub lines: Vec<Line>,
    /// Whether the actor may change anything in it.
    pub may_manage: bool,
}

/// The organisations of the actor's part of the tree.
///
/// # Errors
/// [`Refusal::Forbidden`] to all but system and security administrators.
pub async fn list(
    call: Call<'_>,
    query: &OrganisationQuery,
    offset: i64,
    limit: i64,
) -> Result<OrganisationList, Refusal> {
    let scope = scope_of_any(call.actor, SEERS)?;
    let store = &call.app.store;
    let path = match query.below.trim().parse() {
        Ok(id) => organisations::find(store, OrganisationId(id)).await?.map(|place| place.path),
        Err(_) => None,
    };
    let filter = OrganisationFilter {
        text: query.q.trim().to_owned(),
        kind: OrganisationKind::from_code(&query.kind),
        path,
        active: match query.active.as_str() {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        },
    };
    let order = OrganisationOrder::from_code(&query.order).unwrap_or(OrganisationOrder::Tree);
    Ok(OrganisationList {
        total: view::count(store, &scope, &filter).await?,
        lines: view::page(store, &scope, &filter, order, offset, limit).await?,
        may_manage: allows_somewhere(call.actor, Action::ManageAccounts),
    })
}

/// The organisations that pass the filter as xlsx.
///
/// # Errors
/// As [`list()`]; [`Refusal::TooMuch`] for a list longer than a file takes.
pub async fn export(call: Call<'_>, query: &OrganisationQuery) -> Result<Vec<u8>, Refusal> {
    let found = list(call, query, 0, LINE_COUNT_MAX).await?;
    if found.total > LINE_COUNT_MAX {
        return Err(Refusal::TooMuch(format!("超过 {LINE_COUNT_MAX} 行，请缩小筛选范围后导出")));
    }
    let headings = ["单位代码", "全称", "简称", "性质", "上级机构", "状态"];
    let rows = found.lines.into_iter().map(|line| {
        let place = line.place;
        vec![
            place.code,
            place.name,
            place.short_name,
            place.kind.word().to_owned(),
            line.parent_name.unwrap_or_default(),
            if place.active { "在用" } else { "停用" }.to_owned(),
        ]
    });
    text_sheet::write("机构", &headings, rows)
}
