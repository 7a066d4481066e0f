//! The programmes that govern the installation's place today, and one with all its versions.

use crate::authz::{self, Action};
use crate::{Call, Refusal, installation};
use chrono::NaiveDate;
use jixiao_aid::programme::{AidProgramme, Programmes};
use jixiao_store::Connection;
use jixiao_store::aid_rounds::AidRound;
use jixiao_store::views::aid_rounds::{self as view, RoundFilter, RoundOrder};

/// Rounds shown on the page of a programme.
const ROUNDS_MAX: i64 = 20;

/// The programmes of the installation's place.
#[derive(Debug, Clone)]
pub struct CataloguePage {
    /// 行政区划代码 of the installation; `None` where none is set.
    pub region: Option<String>,
    /// What is in force today.
    pub programmes: Vec<&'static AidProgramme>,
    /// Whether the caller may open rounds somewhere.
    pub may_open: bool,
}

/// A programme with its versions.
#[derive(Debug, Clone)]
pub struct ProgrammePage {
    /// 行政区划代码 of the installation; `None` where none is set.
    pub region: Option<String>,
    /// What is in force today, or why nothing is.
    pub current: Result<&'static AidProgramme, String>,
    /// All versions, of every place and time.
    pub versions: Vec<&'static AidProgramme>,
    /// Its latest rounds.
    pub rounds: Vec<AidRound>,
    /// Whether the caller may open rounds somewhere.
    pub may_open: bool,
    /// Whether the caller may try rules on the registry.
    pub may_try: bool,
}

/// The region whose rules hold: that of the installation, of the nation where none is set.
pub(super) async fn region(connection: &impl Connection) -> Result<String, Refusal> {
    let set = installation::region(connection).await?;
    Ok(set.unwrap_or_else(|| installation::NATION.to_owned()))
}

/// What is in force today.
///
/// # Errors
/// [`Refusal::Forbidden`].
pub async fn catalogue(call: Call<'_>) -> Result<CataloguePage, Refusal> {
    authz::scope(call.actor, Action::SeeAid)?;
    let store = &call.app.store;
    let region = region(store).await?;
    Ok(CataloguePage {
        programmes: Programmes::builtin().all_in_force(&region, call.today()),
        region: installation::region(store).await?,
        may_open: authz::allows_somewhere(call.actor, Action::OpenAidRounds),
    })
}

/// One programme.
///
/// # Errors
/// [`Refusal::NotFound`] for a key nobody knows; [`Refusal::Forbidden`].
pub async fn programme(call: Call<'_>, key: &str) -> Result<ProgrammePage, Refusal> {
    let scope = authz::scope(call.actor, Action::SeeAid)?;
    let versions = versions(key)?;
    let store = &call.app.store;
    let region = region(store).await?;
    let filter = RoundFilter { programme: Some(key.to_owned()), ..RoundFilter::default() };
    let order = RoundOrder::Latest;
    Ok(ProgrammePage {
        current: in_force(key, &region, call.today()),
        versions,
        rounds: view::page(store, &scope, &filter, order, (ROUNDS_MAX, 0)).await?,
        region: installation::region(store).await?,
        may_open: authz::allows_somewhere(call.actor, Action::OpenAidRounds),
        may_try: authz::allows_somewhere(call.actor, Action::SeePeople),
    })
}

/// All versions of a programme.
pub(super) fn versions(key: &str) -> Result<Vec<&'static AidProgramme>, Refusal> {
    let all = Programmes::builtin().versions();
    let versions: Vec<_> = all.iter().filter(|one| one.key == key).collect();
    if versions.is_empty() { Err(Refusal::NotFound("该救助项目")) } else { Ok(versions) }
}

pub(super) fn in_force(
    key: &str,
    region: &str,
    on: NaiveDate,
) -> Result<&'static AidProgramme, String> {
    Programmes::builtin().in_force(key, region, on).map_err(|none| none.to_string())
}
