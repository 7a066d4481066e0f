//! 办理环节: what an application passes on its way to payment, whose turn it is, and for how long.
//!
//! A chain is a file of `regulations/aid/stages`; programmes name the chain they follow. Which
//! person holds the role is the business of the application.

use crate::cited::{Basis, RawBasis};
use jixiao_domain::{Coded as _, Role, coded};
use jixiao_regulation::Term;
use serde::Deserialize;

coded! {
    /// What is done at a stage.
    pub enum StageKey {
        /// 基层工会初审
        PrimaryReview = "primary_review" "基层初审",
        /// 入户调查
        HomeVisit = "home_visit" "入户调查",
        /// 家庭经济状况核对
        MeansCheck = "means_check" "家庭经济状况核对",
        /// 县（市、区）总工会或产业工会复核
        CountyReview = "county_review" "县区、产业复核",
        /// 市总工会审定
        CityApproval = "city_approval" "市总审定",
        /// 党组会议
        PartyMeeting = "party_meeting" "党组会议",
        /// 公示
        Notice = "notice" "公示",
        /// 发放
        Payment = "payment" "发放",
    }
}

coded! {
    /// At which level of the federation a stage is done.
    pub enum StageLevel {
        /// The union that keeps the application.
        Primary = "primary" "基层工会",
        /// The county or industry union above it.
        County = "county" "县区、产业工会",
        /// The top of the installation.
        City = "city" "市总工会",
    }
}

impl StageKey {
    /// Whether the stage is a step to be recorded, at which nobody decides.
    pub fn is_recorded_only(self) -> bool {
        matches!(self, Self::HomeVisit | Self::MeansCheck | Self::PartyMeeting)
    }
}

/// One stage of a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    /// What is done.
    pub key: StageKey,
    /// What the programme calls it.
    pub name: String,
    /// Whose turn it is.
    pub role: Role,
    /// At which level.
    pub level: StageLevel,
    /// Within how many days, from the day the application came; `None` where none is laid down.
    pub term: Option<Term>,
    /// Where it is laid down.
    pub basis: Basis,
}

#[derive(Debug, Deserialize)]
struct RawChain {
    id: String,
    stages: Vec<RawStage>,
}

#[derive(Debug, Deserialize)]
struct RawStage {
    key: String,
    name: String,
    role: String,
    level: String,
    days: Option<u32>,
    unit: Option<RawUnit>,
    #[serde(flatten)]
    basis: RawBasis,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum RawUnit {
    Calendar,
    Working,
}

/// Reads a chain: its id and its stages.
pub(super) fn chain(text: &str) -> Result<(String, Vec<Stage>), String> {
    let raw: RawChain = toml::from_str(text).map_err(|error| error.to_string())?;
    let stages: Vec<Stage> = raw.stages.into_iter().map(stage).collect::<Result<_, _>>()?;
    if stages.last().is_none_or(|stage| stage.key != StageKey::Payment) {
        return Err("the last stage is not `payment`".to_owned());
    }
    for (index, stage) in stages.iter().enumerate() {
        if stages.iter().skip(index + 1).any(|other| other.key == stage.key) {
            return Err(format!("stage `{}` twice", stage.key.code()));
        }
    }
    Ok((raw.id, stages))
}

fn stage(raw: RawStage) -> Result<Stage, String> {
    let unknown = |what: &str| format!("`{what}` is unknown");
    let term = match (raw.days, raw.unit) {
        (None, None) => None,
        (Some(1..), Some(RawUnit::Calendar)) => raw.days.map(Term::calendar),
        (Some(1..), Some(RawUnit::Working)) => raw.days.map(Term::working),
        _ => return Err(format!("`days` and `unit` of `{}` do not fit together", raw.key)),
    };
    Ok(Stage {
        key: StageKey::from_code(&raw.key).ok_or_else(|| unknown(&raw.key))?,
        role: Role::from_code(&raw.role).ok_or_else(|| unknown(&raw.role))?,
        level: StageLevel::from_code(&raw.level).ok_or_else(|| unknown(&raw.level))?,
        name: raw.name,
        term,
        basis: raw.basis.read()?,
    })
}
