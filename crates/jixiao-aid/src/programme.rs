//! 救助项目: what a programme of aid asks for, gives, and may not be combined with, as dated data.
//!
//! Owns the rules and their pure judgement of one applicant, explained line by line. What is unknown
//! refuses: a condition without its fact, an amount without its figure, a round without its standard.
//! Nothing here ever takes an applicant by default.

mod amount;
mod condition;
mod evaluate;
mod facts;
mod ground;
mod limit;
mod load;
mod page;
mod roster;
mod stage;

use crate::cited::{Basis, Sourced};
use crate::region::within;
use chrono::NaiveDate;
use jixiao_domain::coded;
use std::fmt;
use std::sync::LazyLock;

pub use amount::{AmountRule, Band, CostKind, LineOf, PayLine};
pub use condition::{Condition, Test};
pub use evaluate::{Outcome, Reason, Setting, Take, evaluate};
pub use facts::{
    Facts, FileFact, LoanBorrower, LoanFact, ModelWorkerFact, PriorAid, StudentFact, StudentStage,
};
pub use ground::Ground;
pub use limit::{CapBase, Conflict, ConflictBy, ConflictEffect, LimitUnit, YearlyCap};
pub use page::{programme_index, programme_page};
pub use roster::{RosterEntry, newcomers};
pub use stage::{Stage, StageKey, StageLevel};

/// A file of `regulations/aid` with its name there.
macro_rules! file {
    ($name:literal) => {
        ($name, include_str!(concat!("../../../regulations/aid/", $name)))
    };
}

const CHAINS: &[(&str, &str)] = &[
    file!("stages/three-reviews.toml"),
    file!("stages/three-reviews-with-visit.toml"),
    file!("stages/roster.toml"),
    file!("stages/service.toml"),
];

const FILES: &[(&str, &str)] = &[
    file!("programmes/warmth.toml"),
    file!("programmes/living.toml"),
    file!("programmes/medical.toml"),
    file!("programmes/medical-kunming.toml"),
    file!("programmes/tuition.toml"),
    file!("programmes/tuition-yunnan-2025.toml"),
    file!("programmes/temporary.toml"),
    file!("programmes/training.toml"),
    file!("programmes/enterprise-living.toml"),
    file!("programmes/migrant.toml"),
    file!("programmes/model-worker-hardship.toml"),
    file!("programmes/model-worker-spring.toml"),
    file!("programmes/model-worker-living.toml"),
    file!("programmes/model-worker-living-hubei-2025.toml"),
    file!("programmes/model-worker-special.toml"),
    file!("programmes/checkup.toml"),
    file!("programmes/recuperation.toml"),
    file!("programmes/startup-loan.toml"),
];

static BUILTIN: LazyLock<Programmes> =
    LazyLock::new(|| Programmes::load(CHAINS, FILES).expect("a test loads every embedded file"));

/// Every version of every programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Programmes {
    versions: Vec<AidProgramme>,
}

coded! {
    /// Whom a programme pays for: what one application is about.
    pub enum AidSubject {
        /// A household; the worker whose file it is receives the money.
        Household = "household" "户",
        /// A student of a household.
        Student = "student" "名学生",
        /// A person.
        Person = "person" "人",
        /// A model worker.
        ModelWorker = "model_worker" "名劳模",
    }
}

coded! {
    /// The festival a programme belongs to; of one festival nobody gets two.
    pub enum Festival {
        /// 元旦、春节
        TwoFestivals = "two_festivals" "元旦春节",
    }
}

/// One version of a programme: its key and its first day name it for good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AidProgramme {
    /// Stable key: `medical`.
    pub key: String,
    /// 项目名称
    pub name: String,
    /// What the version is called among others: 医疗救助（昆明）.
    pub title: String,
    /// One sentence on what it is for.
    pub purpose: String,
    /// The kind of project whose budget pays.
    pub category: jixiao_domain::Programme,
    /// 行政区划代码; holds for everything below.
    pub region: String,
    /// First day it governs.
    pub valid_from: NaiveDate,
    /// Last day it governs; `None` while in force.
    pub valid_to: Option<NaiveDate>,
    /// The text as a whole.
    pub basis: Basis,
    /// Whom it pays for.
    pub subject: AidSubject,
    /// The festival it belongs to.
    pub festival: Option<Festival>,
    /// What everybody it takes fulfils.
    pub conditions: Vec<Condition>,
    /// What is given to whom: the first tier that holds.
    pub tiers: Vec<Tier>,
    /// What nobody gets more of in a year.
    pub caps: Vec<YearlyCap>,
    /// What it may not be combined with.
    pub conflicts: Vec<Conflict>,
    /// The stages an application passes, in order.
    pub stages: Vec<Stage>,
    /// What is handed in.
    pub materials: Vec<String>,
}

/// 档次: who gets an amount, and which.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tier {
    /// Stable key, one of its programme.
    pub key: String,
    /// 档次名称
    pub name: String,
    /// What it takes, beside the conditions of the programme; empty for everybody else.
    pub when: Vec<Test>,
    /// What it gives.
    pub amount: Sourced<AmountRule>,
    /// Whether that is the most, and who approves may give less.
    pub up_to: bool,
}

/// Why no version is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoProgramme {
    /// No programme has that key.
    Unknown(String),
    /// None of its versions governs the place on the day.
    NotInForce {
        /// The programme.
        name: String,
        /// 行政区划代码
        region: String,
        /// The day.
        on: NaiveDate,
    },
}

impl fmt::Display for NoProgramme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown(key) => write!(f, "没有“{key}”这一救助项目"),
            Self::NotInForce { name, region, on } => {
                write!(f, "“{name}”在 {on} 没有适用于 {region} 地区的规则，不能办理")
            }
        }
    }
}

impl std::error::Error for NoProgramme {}

impl Programmes {
    /// The programmes shipped with the program.
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// All versions, in the order of the catalogue.
    pub fn versions(&self) -> &[AidProgramme] {
        &self.versions
    }

    /// The version that key and first day name, whatever came after.
    pub fn version(&self, key: &str, valid_from: NaiveDate) -> Option<&AidProgramme> {
        self.versions.iter().find(|one| one.key == key && one.valid_from == valid_from)
    }

    /// The version that governs a place on a day: the closest, and of these the latest that began.
    ///
    /// # Errors
    /// [`NoProgramme`].
    pub fn in_force(
        &self,
        key: &str,
        region: &str,
        on: NaiveDate,
    ) -> Result<&AidProgramme, NoProgramme> {
        let of_key = || self.versions.iter().filter(|one| one.key == key);
        let any = of_key().next().ok_or_else(|| NoProgramme::Unknown(key.to_owned()))?;
        of_key()
            .filter(|one| one.governs(on))
            .filter_map(|one| Some(((within(&one.region, region)?, one.valid_from), one)))
            .max_by_key(|(rank, _)| *rank)
            .map(|(_, one)| one)
            .ok_or_else(|| NoProgramme::NotInForce {
                name: any.name.clone(),
                region: region.to_owned(),
                on,
            })
    }

    /// What governs a place on a day, of every programme that has it, in the order of the catalogue.
    pub fn all_in_force(&self, region: &str, on: NaiveDate) -> Vec<&AidProgramme> {
        let mut found: Vec<&AidProgramme> = Vec::new();
        for one in &self.versions {
            if found.iter().all(|other| other.key != one.key)
                && let Ok(version) = self.in_force(&one.key, region, on)
            {
                found.push(version);
            }
        }
        found
    }

    /// The name of a programme; its key where there is none.
    pub fn name<'a>(&'a self, key: &'a str) -> &'a str {
        self.versions.iter().find(|one| one.key == key).map_or(key, |one| &one.name)
    }
}

impl AidProgramme {
    /// Whether it governs a day.
    pub fn governs(&self, on: NaiveDate) -> bool {
        self.valid_from <= on && self.valid_to.is_none_or(|last| on <= last)
    }

    /// The tier with a key.
    pub fn tier(&self, key: &str) -> Option<&Tier> {
        self.tiers.iter().find(|tier| tier.key == key)
    }

    /// The stage of a kind.
    pub fn stage(&self, key: StageKey) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.key == key)
    }

    /// The stages at which somebody decides or publishes, in order; the others are steps that have to
    /// be recorded before one of these passes.
    pub fn walked(&self) -> Vec<&Stage> {
        self.stages.iter().filter(|stage| !stage.key.is_recorded_only()).collect()
    }

    /// The steps that have to be recorded before a walked stage passes.
    pub fn needs_before(&self, key: StageKey) -> Vec<StageKey> {
        let Some(place) = self.stages.iter().position(|stage| stage.key == key) else {
            return Vec::new();
        };
        let before = self.stages.iter().take(place).rev();
        let mut needs: Vec<StageKey> = before
            .map(|stage| stage.key)
            .take_while(|key| key.is_recorded_only() && *key != StageKey::PartyMeeting)
            .collect();
        needs.reverse();
        needs
    }

    /// Whether the approval names the minutes of the party group's meeting.
    pub fn needs_minutes(&self) -> bool {
        self.stage(StageKey::PartyMeeting).is_some()
    }

    /// Days of 公示; 0 where none is asked for.
    pub fn notice_days(&self) -> u32 {
        self.stage(StageKey::Notice).and_then(|stage| stage.term).map_or(0, |term| term.days)
    }
}
