//! Reading rules and lines from their files.

use super::{Exclusion, HardshipRule, HardshipRules, SubsistenceLine};
use crate::cited::{RawBasis, RawSourced, Sourced};
use jixiao_domain::{Coded, CurrencyUnit, Decimal, Money};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
struct RawRule {
    id: String,
    title: String,
    region: String,
    first_year: u16,
    last_year: Option<u16>,
    severe_below: RawSourced<String>,
    relative_below: RawSourced<String>,
    sudden_loss_above: RawSourced<String>,
    deducted: RawSourced<Vec<String>>,
    not_counted: RawSourced<Vec<String>>,
    exclusions: Vec<RawExclusion>,
}

#[derive(Debug, Deserialize)]
struct RawExclusion {
    code: String,
    words: String,
    homes_at_least: Option<u32>,
    #[serde(flatten)]
    basis: RawBasis,
}

#[derive(Debug, Deserialize)]
struct RawLines {
    lines: Vec<RawLine>,
}

#[derive(Debug, Deserialize)]
struct RawLine {
    region: String,
    year: u16,
    monthly: String,
    #[serde(flatten)]
    basis: RawBasis,
}

impl HardshipRules {
    /// Loads rules and lines given as (name, text).
    ///
    /// # Errors
    /// The first fault, with the file it lies in.
    pub fn load(rules: &[(&str, &str)], lines: &[(&str, &str)]) -> Result<Self, String> {
        let within = |name: &str, fault: String| format!("{name}: {fault}");
        let rules =
            rules.iter().map(|(name, text)| rule(text).map_err(|fault| within(name, fault)));
        let rules: Vec<HardshipRule> = rules.collect::<Result<_, _>>()?;
        let mut all: Vec<SubsistenceLine> = Vec::new();
        for (name, text) in lines {
            for line in read_lines(text).map_err(|fault| within(name, fault))? {
                if all.iter().any(|one| one.region == line.region && one.year == line.year) {
                    return Err(within(name, format!("{} {} twice", line.region, line.year)));
                }
                all.push(line);
            }
        }
        Ok(Self { rules, lines: all })
    }
}

fn rule(text: &str) -> Result<HardshipRule, String> {
    let raw: RawRule = toml::from_str(text).map_err(|error| error.to_string())?;
    let rule = HardshipRule {
        id: raw.id,
        title: raw.title,
        region: region(raw.region)?,
        first_year: raw.first_year,
        last_year: raw.last_year,
        severe_below: raw.severe_below.read(positive)?,
        relative_below: raw.relative_below.read(positive)?,
        sudden_loss_above: raw.sudden_loss_above.read(positive)?,
        deducted: codes(raw.deducted)?,
        not_counted: codes(raw.not_counted)?,
        exclusions: raw.exclusions.into_iter().map(exclusion).collect::<Result<_, _>>()?,
    };
    if rule.severe_below.value > rule.relative_below.value {
        return Err("`severe_below` is above `relative_below`".to_owned());
    }
    Ok(rule)
}

fn exclusion(raw: RawExclusion) -> Result<Exclusion, String> {
    Ok(Exclusion {
        code: raw.code,
        words: raw.words,
        homes_at_least: raw.homes_at_least,
        basis: raw.basis.read()?,
    })
}

fn read_lines(text: &str) -> Result<Vec<SubsistenceLine>, String> {
    let raw: RawLines = toml::from_str(text).map_err(|error| error.to_string())?;
    let line = |raw: RawLine| {
        let monthly = Money::from_decimal(positive(raw.monthly)?, CurrencyUnit::Yuan)
            .ok_or("`monthly` is no amount")?;
        Ok(SubsistenceLine {
            region: region(raw.region)?,
            year: raw.year,
            monthly,
            basis: raw.basis.read()?,
        })
    };
    raw.lines.into_iter().map(line).collect()
}

fn region(code: String) -> Result<String, String> {
    let good = code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit());
    if good { Ok(code) } else { Err(format!("`{code}` is no region")) }
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "a step of `RawSourced::read`, which hands text over"
)]
fn positive(text: String) -> Result<Decimal, String> {
    let number: Decimal = text.parse().map_err(|_| format!("`{text}` is no number"))?;
    if number > Decimal::ZERO { Ok(number) } else { Err(format!("`{text}` is not above zero")) }
}

fn codes<T: Coded>(raw: RawSourced<Vec<String>>) -> Result<Sourced<Vec<T>>, String> {
    let one = |code: String| T::from_code(&code).ok_or(format!("`{code}` is unknown"));
    raw.read(|codes| codes.into_iter().map(one).collect())
}
