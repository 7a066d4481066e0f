//! What holds for the whole installation: the region whose regulation is suggested for new years.

use crate::audit::{self, Event};
use crate::authz::{Action, authorise, scope};
use crate::input::narrowed;
use crate::{App, Call, Refusal};
use jixiao_regulation::Regulation;
use jixiao_store::{Connection, organisations, settings};
use serde::Deserialize;

const REGION: &str = "installation.region";

/// The region of national regulations.
pub(crate) const NATION: &str = "000000";

/// The region as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct RegionForm {
    /// 行政区划代码; empty for none.
    pub region: String,
}

impl RegionForm {
    /// The code, or empty for none.
    ///
    /// # Errors
    /// What to type instead, in Chinese.
    pub fn parse(&self) -> Result<String, String> {
        let code = narrowed(&self.region);
        let is_code = code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit());
        if code.is_empty() || is_code {
            return Ok(code);
        }
        Err("请填写六位行政区划代码，例如 530100；不限地区可不填".to_owned())
    }
}

/// The region of the installation, if one is set.
///
/// # Errors
/// [`Refusal::Store`] where the database fails.
pub async fn region(connection: &impl Connection) -> Result<Option<String>, Refusal> {
    let set = settings::with_prefix(connection, REGION).await?;
    Ok(set.into_iter().map(|setting| setting.value).find(|code| !code.is_empty()))
}

/// The regulation of the region's own, or of its city or province, for a year.
pub(crate) async fn regulation_of_region(
    connection: &impl Connection,
    app: &App,
    year: u16,
) -> Result<Option<&'static Regulation>, Refusal> {
    let Some(code) = region(connection).await? else { return Ok(None) };
    let found = app.regulations.resolve(&code, year).ok();
    Ok(found.filter(|regulation| regulation.region != NATION))
}

/// Regions that have regulations of their own: code and title.
pub fn regions(app: &App) -> Vec<(&'static str, &'static str)> {
    let own = |one: &&Regulation| one.default_for_region && one.region != NATION;
    let catalogue = app.regulations;
    catalogue.iter().filter(own).map(|one| (one.region.as_str(), one.title.as_str())).collect()
}

/// The region for those who may set it.
///
/// # Errors
/// [`Refusal::Forbidden`] to all but security administrators.
pub async fn read_region(call: Call<'_>) -> Result<RegionForm, Refusal> {
    scope(call.actor, Action::GrantRoles)?;
    Ok(RegionForm { region: region(&call.app.store).await?.unwrap_or_default() })
}

/// Sets the region. Years that are open keep their regulation.
///
/// # Errors
/// [`Refusal::Forbidden`] to all but the security administrator of the whole installation;
/// [`Refusal::Invalid`] for what is no code.
pub async fn set_region(call: Call<'_>, form: &RegionForm) -> Result<(), Refusal> {
    let tx = call.app.store.begin().await?;
    let root = organisations::root(&tx).await?.ok_or(Refusal::NotFound("机构"))?;
    authorise(call.actor, Action::GrantRoles, &root.path)?;
    let code = form.parse().map_err(|message| Refusal::field("region", message))?;
    let before = region(&tx).await?.unwrap_or_default();
    if before != code {
        settings::set(&tx, REGION, &code, Some(call.actor.user_id), call.at).await?;
        let word = |code: &str| if code.is_empty() { "不限".to_owned() } else { code.to_owned() };
        let event = Event {
            action: "policy.set_region",
            subject_kind: "policy",
            organisation_id: Some(root.id),
            detail: format!("所在地区：{} → {}", word(&before), word(&code)),
            ..Event::default()
        };
        audit::record(&tx, call.actor, call.at, event).await?;
    }
    Ok(tx.commit().await?)
}

/// Notes the region that the first run gives.
pub(crate) async fn begin_with(
    connection: &impl Connection,
    code: &str,
    at: jixiao_store::Timestamp,
) -> Result<(), Refusal> {
    if !code.is_empty() {
        settings::set(connection, REGION, code, None, at).await?;
    }
    Ok(())
}
