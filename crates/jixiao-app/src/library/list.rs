//! Finding indicators.

use crate::authz::{self, Action};
use crate::{Call, Refusal};
use jixiao_domain::{Coded as _, IndicatorGroup, LibraryIndicatorId, LibraryState, Programme};
use jixiao_store::Connection;
use jixiao_store::library::{self, LibraryIndicator};
use jixiao_store::organisations::{self, Organisation};
use jixiao_store::views::library::{self as view, LibraryFilter};
use serde::{Deserialize, Serialize};

/// The filter of the library as it comes in an address. What can't be understood does not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LibraryListForm {
    /// A programme's code.
    pub programme: String,
    /// A level-1 group's code.
    pub level1: String,
    /// A state's code.
    pub state: String,
    /// `common` or `own`.
    pub owner: String,
    /// Part of the name or explanation.
    pub q: String,
}

impl LibraryListForm {
    /// The filter.
    pub fn parse(&self) -> LibraryFilter {
        LibraryFilter {
            programme: Programme::from_code(&self.programme),
            level1: IndicatorGroup::from_code(&self.level1),
            state: LibraryState::from_code(&self.state),
            common: match self.owner.as_str() {
                "common" => Some(true),
                "own" => Some(false),
                _ => None,
            },
            words: self.q.trim().to_owned(),
        }
    }
}

/// A page of the library.
#[derive(Debug, Clone)]
pub struct LibraryList {
    /// Indicators in all, under the filter.
    pub total: i64,
    /// The indicators of the page.
    pub indicators: Vec<LibraryIndicator>,
    /// Whether the reader may propose indicators somewhere.
    pub proposes: bool,
}

/// For whom a person may propose indicators.
#[derive(Debug, Clone)]
pub struct Owners {
    /// Organisations, parents before children.
    pub organisations: Vec<Organisation>,
    /// Whether common indicators too.
    pub common: bool,
}

/// For whom the caller may propose indicators.
///
/// # Errors
/// [`Refusal::Forbidden`] for those who may nowhere.
pub async fn owners(call: Call<'_>) -> Result<Owners, Refusal> {
    let scope = authz::scope(call.actor, Action::ProposeIndicators)?;
    Ok(Owners {
        organisations: organisations::list(&call.app.store, &scope).await?,
        common: super::at_top(call.actor, Action::ProposeIndicators),
    })
}

/// Lists indicators: common ones, those of the reader's part of the tree and of the organisations
/// above it.
///
/// # Errors
/// [`Refusal::Forbidden`] where the caller sees no projects anywhere.
pub async fn list(
    call: Call<'_>,
    form: &LibraryListForm,
    offset: i64,
    limit: i64,
) -> Result<LibraryList, Refusal> {
    let store = &call.app.store;
    let scope = authz::scope(call.actor, Action::SeeProjects)?;
    let filter = form.parse();
    Ok(LibraryList {
        total: view::count(store, &scope, &filter).await?,
        indicators: view::page(store, &scope, &filter, offset, limit).await?,
        proposes: authz::allows_somewhere(call.actor, Action::ProposeIndicators),
    })
}

/// One indicator, and whether the reader may decide on it.
///
/// # Errors
/// [`Refusal::NotFound`] where there is none the caller may see.
pub async fn read(
    call: Call<'_>,
    id: LibraryIndicatorId,
) -> Result<(LibraryIndicator, bool), Refusal> {
    let indicator = visible(&call.app.store, call, id).await?;
    let path = indicator.organisation_path.as_deref();
    let decides = super::authorise_for(call.actor, Action::ApproveIndicators, path).is_ok();
    Ok((indicator, decides))
}

pub(super) async fn visible(
    connection: &impl Connection,
    call: Call<'_>,
    id: LibraryIndicatorId,
) -> Result<LibraryIndicator, Refusal> {
    let missing = || Refusal::NotFound("该指标");
    let indicator = library::find(connection, id).await?.ok_or_else(missing)?;
    let sees = match &indicator.organisation_path {
        None => authz::allows_somewhere(call.actor, Action::SeeProjects),
        Some(path) => {
            authz::allows(call.actor, Action::SeeProjects, path)
                || call.actor.grants.iter().any(|grant| {
                    authz::allows(call.actor, Action::SeeProjects, &grant.path)
                        && grant.path.starts_with(path.as_str())
                })
        }
    };
    if sees { Ok(indicator) } else { Err(missing()) }
}
