//! Reading programmes from their files.

use super::stage::{Stage, chain};
use super::{
    AidProgramme, AidSubject, AmountRule, Band, CapBase, Condition, Conflict, ConflictBy,
    ConflictEffect, CostKind, Festival, LimitUnit, PayLine, Programmes, Test, Tier, YearlyCap,
};
use crate::cited::RawBasis;
use chrono::NaiveDate;
use jixiao_domain::{Coded, CurrencyUnit, Decimal, Money};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    key: String,
    name: String,
    title: String,
    purpose: String,
    category: String,
    region: String,
    valid_from: String,
    valid_to: Option<String>,
    subject: String,
    festival: Option<String>,
    chain: String,
    materials: Vec<String>,
    basis: RawBasis,
    conditions: Vec<RawCondition>,
    tiers: Vec<RawTier>,
    #[serde(default)]
    caps: Vec<RawCap>,
    #[serde(default)]
    conflicts: Vec<RawConflict>,
}

#[derive(Debug, Deserialize)]
struct RawCondition {
    #[serde(flatten)]
    test: RawTest,
    #[serde(flatten)]
    basis: RawBasis,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "test", rename_all = "snake_case")]
enum RawTest {
    Alive,
    UnionMember,
    Migrant,
    Employment { any: Vec<String> },
    AgeAtLeast { men: u32, women: u32 },
    Filed { any: Vec<String> },
    HeadOfFile,
    NotFiled,
    FileLevel { any: Vec<String> },
    HardshipClass { any: Vec<String> },
    Cause { any: Vec<String> },
    IncomeBelowLines { lines: String },
    ModelWorker { any: Vec<String> },
    ModelWorkerClass { any: Vec<String> },
    Student { any: Vec<String> },
    NewlyAdmitted,
    NoOtherGrant,
    PaidSchooling,
    CostAbove { kind: String, above: String },
    Certificate,
    Attendance { percent: u32 },
    Loan { borrower: String, principal_max: String, from: String },
    OnRoster,
    Nominated,
}

#[derive(Debug, Deserialize)]
struct RawTier {
    key: String,
    name: String,
    when: Vec<RawTest>,
    amount: RawAmount,
    up_to: bool,
    #[serde(flatten)]
    basis: RawBasis,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "rule", rename_all = "snake_case", deny_unknown_fields)]
enum RawAmount {
    Fixed { amount: String },
    Round { least: String, most: String },
    PerMonth { amount: String },
    Lines { months: String, of: String },
    Share { of: String, rate: String, most: Option<String> },
    Bands { of: String, bands: Vec<RawBand> },
    Gap { lines: Vec<RawPayLine>, most: String },
}

#[derive(Debug, Deserialize)]
struct RawBand {
    above: String,
    amount: String,
}

#[derive(Debug, Deserialize)]
struct RawPayLine {
    employments: Vec<String>,
    monthly: String,
}

#[derive(Debug, Deserialize)]
struct RawCap {
    per: String,
    base: RawCapBase,
    counts: Vec<String>,
    #[serde(flatten)]
    basis: RawBasis,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "rule", rename_all = "snake_case", deny_unknown_fields)]
enum RawCapBase {
    Fixed { amount: String },
    Lines { months: String, of: String },
    CostShare { of: String, rate: String },
}

#[derive(Debug, Deserialize)]
struct RawConflict {
    with: Vec<String>,
    by: String,
    classes: Vec<String>,
    effect: String,
    #[serde(flatten)]
    basis: RawBasis,
}

type Chains = BTreeMap<String, Vec<Stage>>;

impl Programmes {
    /// Loads chains of stages and programmes given as (name, text).
    ///
    /// # Errors
    /// The first fault, with the file it lies in.
    pub fn load(chains: &[(&str, &str)], files: &[(&str, &str)]) -> Result<Self, String> {
        let within = |name: &str, fault: String| format!("{name}: {fault}");
        let mut known = Chains::new();
        for (name, text) in chains {
            let (id, stages) = chain(text).map_err(|fault| within(name, fault))?;
            if known.insert(id.clone(), stages).is_some() {
                return Err(within(name, format!("chain `{id}` twice")));
            }
        }
        let mut versions: Vec<AidProgramme> = Vec::new();
        for (name, text) in files {
            let one = programme(text, &known).map_err(|fault| within(name, fault))?;
            let same =
                |other: &AidProgramme| other.key == one.key && other.valid_from == one.valid_from;
            if versions.iter().any(same) {
                return Err(within(name, format!("`{}` begins twice on a day", one.key)));
            }
            versions.push(one);
        }
        let all = Self { versions };
        all.require_known_keys()?;
        Ok(all)
    }

    fn require_known_keys(&self) -> Result<(), String> {
        for one in &self.versions {
            let named = one.caps.iter().flat_map(|cap| &cap.counts);
            let named = named.chain(one.conflicts.iter().flat_map(|conflict| &conflict.with));
            for key in named {
                if self.versions.iter().all(|other| other.key != *key) {
                    return Err(format!("{}: `{key}` is no programme", one.title));
                }
            }
        }
        Ok(())
    }
}

fn programme(text: &str, chains: &Chains) -> Result<AidProgramme, String> {
    let raw: Raw = toml::from_str(text).map_err(|error| error.to_string())?;
    let region_good = raw.region.len() == 6 && raw.region.bytes().all(|b| b.is_ascii_digit());
    if !region_good {
        return Err(format!("`{}` is no region", raw.region));
    }
    let stages = chains.get(&raw.chain).ok_or_else(|| format!("`{}` is no chain", raw.chain))?;
    let one = AidProgramme {
        key: raw.key,
        name: raw.name,
        title: raw.title,
        purpose: raw.purpose,
        category: code(&raw.category)?,
        region: raw.region,
        valid_from: day(&raw.valid_from)?,
        valid_to: raw.valid_to.as_deref().map(day).transpose()?,
        basis: raw.basis.read()?,
        subject: code::<AidSubject>(&raw.subject)?,
        festival: raw.festival.as_deref().map(code::<Festival>).transpose()?,
        conditions: raw.conditions.into_iter().map(condition).collect::<Result<_, _>>()?,
        tiers: raw.tiers.into_iter().map(tier).collect::<Result<_, _>>()?,
        caps: raw.caps.into_iter().map(cap).collect::<Result<_, _>>()?,
        conflicts: raw.conflicts.into_iter().map(conflict).collect::<Result<_, _>>()?,
        stages: stages.clone(),
        materials: raw.materials,
    };
    validated(one)
}

fn validated(one: AidProgramme) -> Result<AidProgramme, String> {
    if one.conditions.is_empty() || one.tiers.is_empty() || one.materials.is_empty() {
        return Err("no conditions, tiers or materials".to_owned());
    }
    if one.valid_to.is_some_and(|last| last < one.valid_from) {
        return Err("ends before it begins".to_owned());
    }
    for (index, tier) in one.tiers.iter().enumerate() {
        if one.tiers.iter().skip(index + 1).any(|other| other.key == tier.key) {
            return Err(format!("tier `{}` twice", tier.key));
        }
    }
    let by_festival = |conflict: &Conflict| conflict.by == ConflictBy::Festival;
    if one.festival.is_none() && one.conflicts.iter().any(by_festival) {
        return Err("a conflict by festival without a festival".to_owned());
    }
    Ok(one)
}

fn condition(raw: RawCondition) -> Result<Condition, String> {
    Ok(Condition { test: test(raw.test)?, basis: raw.basis.read()? })
}

fn test(raw: RawTest) -> Result<Test, String> {
    Ok(match raw {
        RawTest::Alive => Test::Alive,
        RawTest::UnionMember => Test::UnionMember,
        RawTest::Migrant => Test::Migrant,
        RawTest::Employment { any } => Test::Employment(codes(&any)?),
        RawTest::AgeAtLeast { men, women } => Test::AgeAtLeast { men, women },
        RawTest::Filed { any } => Test::Filed(codes(&any)?),
        RawTest::HeadOfFile => Test::HeadOfFile,
        RawTest::NotFiled => Test::NotFiled,
        RawTest::FileLevel { any } => Test::FileLevel(codes(&any)?),
        RawTest::HardshipClass { any } => Test::HardshipClass(codes(&any)?),
        RawTest::Cause { any } => Test::Cause(codes(&any)?),
        RawTest::IncomeBelowLines { lines } => Test::IncomeBelowLines(positive(&lines)?),
        RawTest::ModelWorker { any } => Test::ModelWorker(codes(&any)?),
        RawTest::ModelWorkerClass { any } => Test::ModelWorkerClass(codes(&any)?),
        RawTest::Student { any } => Test::Student(codes(&any)?),
        RawTest::NewlyAdmitted => Test::NewlyAdmitted,
        RawTest::NoOtherGrant => Test::NoOtherGrant,
        RawTest::PaidSchooling => Test::PaidSchooling,
        RawTest::CostAbove { kind, above } => {
            Test::CostAbove { kind: code(&kind)?, above: amount(&above)? }
        }
        RawTest::Certificate => Test::Certificate,
        RawTest::Attendance { percent } if (1..=100).contains(&percent) => {
            Test::Attendance(percent)
        }
        RawTest::Attendance { percent } => return Err(format!("{percent} % attendance")),
        RawTest::Loan { borrower, principal_max, from } => Test::Loan {
            borrower: code(&borrower)?,
            principal_max: above_zero(&principal_max)?,
            from: day(&from)?,
        },
        RawTest::OnRoster => Test::OnRoster,
        RawTest::Nominated => Test::Nominated,
    })
}

fn tier(raw: RawTier) -> Result<Tier, String> {
    let RawTier { key, name, when, amount, up_to, basis } = raw;
    let amount = crate::Sourced { value: amount_rule(amount)?, basis: basis.read()? };
    let when = when.into_iter().map(test).collect::<Result<_, _>>()?;
    Ok(Tier { key, name, when, amount, up_to })
}

fn amount_rule(raw: RawAmount) -> Result<AmountRule, String> {
    Ok(match raw {
        RawAmount::Fixed { amount } => AmountRule::Fixed(above_zero(&amount)?),
        RawAmount::Round { least, most } => {
            let (least, most) = (above_zero(&least)?, above_zero(&most)?);
            if least > most {
                return Err("`least` is above `most`".to_owned());
            }
            AmountRule::Round { least, most }
        }
        RawAmount::PerMonth { amount } => AmountRule::PerMonth(above_zero(&amount)?),
        RawAmount::Lines { months, of } => {
            AmountRule::Lines { months: positive(&months)?, of: code(&of)? }
        }
        RawAmount::Share { of, rate, most } => AmountRule::Share {
            of: code(&of)?,
            rate: share(&rate)?,
            most: most.as_deref().map(above_zero).transpose()?,
        },
        RawAmount::Bands { of, bands } => {
            AmountRule::Bands { of: code::<CostKind>(&of)?, bands: ascending(bands)? }
        }
        RawAmount::Gap { lines, most } => AmountRule::Gap {
            lines: lines.iter().map(pay_line).collect::<Result<_, _>>()?,
            most: above_zero(&most)?,
        },
    })
}

fn ascending(raw: Vec<RawBand>) -> Result<Vec<Band>, String> {
    let band = |raw: RawBand| {
        Ok::<_, String>(Band { above: amount(&raw.above)?, amount: above_zero(&raw.amount)? })
    };
    let bands: Vec<Band> = raw.into_iter().map(band).collect::<Result<_, _>>()?;
    let rising = bands.is_sorted_by(|a, b| a.above < b.above && a.amount < b.amount);
    if bands.is_empty() || !rising { Err("`bands` do not rise".to_owned()) } else { Ok(bands) }
}

fn pay_line(raw: &RawPayLine) -> Result<PayLine, String> {
    Ok(PayLine { employments: codes(&raw.employments)?, monthly: above_zero(&raw.monthly)? })
}

fn cap(raw: RawCap) -> Result<YearlyCap, String> {
    let base = match raw.base {
        RawCapBase::Fixed { amount } => CapBase::Fixed(above_zero(&amount)?),
        RawCapBase::Lines { months, of } => {
            CapBase::Lines { months: positive(&months)?, of: code(&of)? }
        }
        RawCapBase::CostShare { of, rate } => {
            CapBase::CostShare { of: code(&of)?, rate: share(&rate)? }
        }
    };
    let (per, basis) = (code::<LimitUnit>(&raw.per)?, raw.basis.read()?);
    Ok(YearlyCap { per, base, counts: some(raw.counts)?, basis })
}

fn conflict(raw: RawConflict) -> Result<Conflict, String> {
    Ok(Conflict {
        with: some(raw.with)?,
        by: code(&raw.by)?,
        classes: raw.classes.iter().map(|one| code(one)).collect::<Result<_, _>>()?,
        effect: code::<ConflictEffect>(&raw.effect)?,
        basis: raw.basis.read()?,
    })
}

fn some(keys: Vec<String>) -> Result<Vec<String>, String> {
    if keys.is_empty() { Err("an empty list of programmes".to_owned()) } else { Ok(keys) }
}

fn code<T: Coded>(text: &str) -> Result<T, String> {
    T::from_code(text).ok_or_else(|| format!("`{text}` is unknown"))
}

/// A list of codes; an empty one would take nobody, or everybody, by accident.
fn codes<T: Coded>(texts: &[String]) -> Result<Vec<T>, String> {
    if texts.is_empty() {
        return Err("an empty list".to_owned());
    }
    texts.iter().map(|text| code(text)).collect()
}

fn day(text: &str) -> Result<NaiveDate, String> {
    text.parse().map_err(|_| format!("`{text}` is no day"))
}

fn number(text: &str) -> Result<Decimal, String> {
    text.parse().map_err(|_| format!("`{text}` is no number"))
}

fn positive(text: &str) -> Result<Decimal, String> {
    let number = number(text)?;
    if number > Decimal::ZERO { Ok(number) } else { Err(format!("`{text}` is not above zero")) }
}

fn share(text: &str) -> Result<Decimal, String> {
    let share = positive(text)?;
    if share <= Decimal::ONE { Ok(share) } else { Err(format!("`{text}` is above 1")) }
}

fn amount(text: &str) -> Result<Money, String> {
    let amount = Money::from_decimal(number(text)?, CurrencyUnit::Yuan);
    amount.filter(|one| one.fen() >= 0).ok_or_else(|| format!("`{text}` is no amount"))
}

fn above_zero(text: &str) -> Result<Money, String> {
    positive(text)?;
    amount(text)
}
