//! The judgement of one applicant: conditions, tier, amount, what was given before, caps.
//!
//! Three-valued: a condition holds, fails, or can't be told. One that fails excludes, one that can't
//! be told refuses; only where all hold is anything given. So to know less never gives more.

use super::amount::{Figures, Lines};
use super::condition::{Found, yuan};
use super::facts::{FileFact, PriorAid};
use super::{AidProgramme, Conflict, ConflictBy, ConflictEffect, Facts, Ground, Test, Tier};
use crate::cited::Basis;
use crate::classification::{HardshipRules, ReasonLine};
use jixiao_domain::{Coded as _, Money};

/// What a judgement needs beside the applicant: the place's figures of the year, and what the round
/// set.
#[derive(Debug, Clone)]
pub struct Setting<'a> {
    lines: Lines<'a>,
    amounts: Vec<(String, Money)>,
}

/// What a programme says of an applicant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Takes it.
    Taken(Take),
    /// Does not: what stands against it, the first the weightiest.
    Excluded(Vec<Reason>),
    /// Can't be told: what is missing.
    Refused(Vec<Reason>),
}

/// What an applicant gets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Take {
    /// Key of the tier.
    pub tier: String,
    /// Name of the tier.
    pub tier_name: String,
    /// The amount.
    pub amount: Money,
    /// Whether that is the most, and who approves may give less.
    pub up_to: bool,
    /// The reasons in order.
    pub lines: Vec<ReasonLine>,
}

/// Why somebody is excluded or refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// What it is about.
    pub ground: Ground,
    /// The sentence, in Chinese.
    pub words: String,
}

impl<'a> Setting<'a> {
    /// The setting of a place and a year, with the standards of a round by tier.
    pub fn new(
        hardship: &'a HardshipRules,
        region: &str,
        year: u16,
        amounts: Vec<(String, Money)>,
    ) -> Self {
        let line = |region: &str| hardship.line(region, year).map_err(|one| one.to_string());
        let province = region.get(..2).map_or_else(String::new, |code| format!("{code}0000"));
        let lines = Lines { local: line(region), province: line(&province) };
        Self { lines, amounts }
    }

    fn monthly(&self) -> Option<Money> {
        self.lines.local.as_ref().ok().map(|line| line.monthly)
    }
}

impl Outcome {
    /// The explanation, a line a reason.
    pub fn explanation(&self) -> String {
        let join = |reasons: &[Reason], end: &str| {
            let lines = reasons.iter().map(|reason| reason.words.as_str());
            lines.chain([end]).collect::<Vec<_>>().join("\n")
        };
        match self {
            Self::Taken(take) => {
                let lines = take.lines.iter().map(|line| line.words.as_str());
                lines.collect::<Vec<_>>().join("\n")
            }
            Self::Excluded(reasons) => join(reasons, "结论：不符合本项目条件"),
            Self::Refused(reasons) => join(reasons, "结论：资料不全，暂不能测算"),
        }
    }
}

/// Judges one applicant. `asked` is what was applied for, where the tier gives up to an amount.
pub fn evaluate(
    programme: &AidProgramme,
    setting: &Setting<'_>,
    facts: &Facts,
    asked: Option<Money>,
) -> Outcome {
    judged(programme, setting, facts, asked).map_or_else(|stop| stop, Outcome::Taken)
}

fn judged(
    programme: &AidProgramme,
    setting: &Setting<'_>,
    facts: &Facts,
    asked: Option<Money>,
) -> Result<Take, Outcome> {
    let mut lines = Explained::default();
    conditions(programme, setting, facts, &mut lines)?;
    let tier = tier(programme, setting, facts)?;
    let set = setting.amounts.iter().find(|(key, _)| *key == tier.key).map(|(_, set)| *set);
    let figures = Figures { lines: &setting.lines, set };
    let (amount, words) = tier.amount.value.of(facts, &figures).map_err(refused)?;
    lines.cited(format!("适用档次：{}；{words}", tier.name), &tier.amount.basis);
    if amount.fen() <= 0 {
        return Err(excluded(Ground::Amount, format!("{words}，没有可补助的金额")));
    }
    let amount = unless_given(programme, facts, amount, &mut lines)?;
    let amount = capped(programme, setting, facts, amount, &mut lines)?;
    let amount = match asked {
        Some(asked) if tier.up_to && asked.fen() <= 0 => {
            return Err(refused((Ground::Amount, "申请金额须大于零".to_owned())));
        }
        Some(asked) if tier.up_to && asked < amount => {
            lines.plain(format!("申请金额{}元，低于可补助金额", yuan(asked)));
            asked
        }
        _ => amount,
    };
    let end = if tier.up_to { "最高" } else { "" };
    lines.plain(format!("结论：符合条件，{end}补助{}元", yuan(amount)));
    let (key, name) = (tier.key.clone(), tier.name.clone());
    Ok(Take { tier: key, tier_name: name, amount, up_to: tier.up_to, lines: lines.0 })
}

#[derive(Default)]
struct Explained(Vec<ReasonLine>);

impl Explained {
    fn plain(&mut self, words: String) {
        self.0.push(ReasonLine { words, basis: None });
    }

    fn cited(&mut self, words: String, basis: &Basis) {
        self.0.push(ReasonLine { words, basis: Some(basis.clone()) });
    }
}

fn excluded(ground: Ground, words: String) -> Outcome {
    Outcome::Excluded(vec![Reason { ground, words }])
}

fn refused((ground, words): (Ground, String)) -> Outcome {
    Outcome::Refused(vec![Reason { ground, words }])
}

fn unknown(test: &Test, what: &str) -> Reason {
    Reason {
        ground: test.ground(), words: format!("{what}未登记，无法判断是否{}", test.words())
    }
}

fn conditions(
    programme: &AidProgramme,
    setting: &Setting<'_>,
    facts: &Facts,
    lines: &mut Explained,
) -> Result<(), Outcome> {
    let (mut against, mut missing) = (Vec::new(), Vec::new());
    for condition in &programme.conditions {
        let test = &condition.test;
        match test.of(facts, setting.monthly()) {
            Found::Holds => lines.cited(format!("符合条件：{}", test.words()), &condition.basis),
            Found::Fails(found) => {
                let words = format!("不符合条件“{}”：{found}", test.words());
                against.push(Reason { ground: test.ground(), words });
            }
            Found::Unknown(what) => missing.push(unknown(test, what)),
        }
    }
    if !against.is_empty() {
        return Err(Outcome::Excluded(against));
    }
    if !missing.is_empty() {
        return Err(Outcome::Refused(missing));
    }
    Ok(())
}

/// The first tier that holds. One that can't be told refuses: a later one must not be taken for it.
fn tier<'p>(
    programme: &'p AidProgramme,
    setting: &Setting<'_>,
    facts: &Facts,
) -> Result<&'p Tier, Outcome> {
    let mut why = Vec::new();
    for tier in &programme.tiers {
        let found: Vec<(&Test, Found)> =
            tier.when.iter().map(|test| (test, test.of(facts, setting.monthly()))).collect();
        let fails = found.iter().find_map(|(_, found)| match found {
            Found::Fails(words) => Some(words.clone()),
            _ => None,
        });
        if let Some(words) = fails {
            why.push(format!("{}（{words}）", tier.name));
            continue;
        }
        let missing: Vec<Reason> = found
            .iter()
            .filter_map(|(test, found)| match found {
                Found::Unknown(what) => Some(unknown(test, what)),
                _ => None,
            })
            .collect();
        if !missing.is_empty() {
            return Err(Outcome::Refused(missing));
        }
        return Ok(tier);
    }
    Err(excluded(Ground::Tier, format!("不属于任何补助档次：{}", why.join("；"))))
}

/// What is left of the amount beside aid it may not be combined with.
fn unless_given(
    programme: &AidProgramme,
    facts: &Facts,
    amount: Money,
    lines: &mut Explained,
) -> Result<Money, Outcome> {
    if programme.conflicts.is_empty() && programme.caps.is_empty() {
        return Ok(amount);
    }
    let Some(prior) = &facts.prior else {
        return Err(refused((
            Ground::Prior,
            "当年已享受救助情况未知，不能判断是否重复".to_owned(),
        )));
    };
    let mut left = amount;
    for conflict in &programme.conflicts {
        let given = standing_against(conflict, programme, facts, prior)?;
        if given.is_empty() {
            continue;
        }
        let labels: Vec<&str> = given.iter().map(|one| one.label.as_str()).collect();
        let labels = labels.join("、");
        let by = conflict.by.word();
        match conflict.effect {
            ConflictEffect::Exclude => {
                let words = format!("{by}当年已享受{labels}，不再享受本项目");
                return Err(excluded(Ground::Conflict, words));
            }
            ConflictEffect::Offset => {
                let sum = total(&given);
                left = Money::from_fen(left.fen().saturating_sub(sum));
                let sum = yuan(Money::from_fen(sum));
                let words = format!("{by}当年已享受{labels}共{sum}元，就高不就低");
                if left.fen() <= 0 {
                    return Err(excluded(Ground::Conflict, format!("{words}，没有差额可补")));
                }
                let words = format!("{words}，补差额{}元", yuan(left));
                lines.cited(words, &conflict.basis);
            }
        }
    }
    Ok(left)
}

/// The aid of the year that stands against the programme under a conflict.
fn standing_against<'f>(
    conflict: &Conflict,
    programme: &AidProgramme,
    facts: &Facts,
    prior: &'f [PriorAid],
) -> Result<Vec<&'f PriorAid>, Outcome> {
    let listed = prior.iter().filter(|one| conflict.with.contains(&one.programme));
    let given: Vec<&PriorAid> = match conflict.by {
        ConflictBy::Person => listed.filter(|one| one.same_person).collect(),
        ConflictBy::Household => listed.filter(|one| one.same_household).collect(),
        ConflictBy::Student => listed.filter(|one| one.same_student).collect(),
        ConflictBy::Festival => {
            let same = |one: &&PriorAid| one.festival == programme.festival;
            listed.filter(same).filter(|one| one.same_person).collect()
        }
        ConflictBy::Invoice => by_invoice(facts, listed)?,
    };
    if given.is_empty() || conflict.classes.is_empty() {
        return Ok(given);
    }
    match &facts.file {
        Some(FileFact::Filed { class: Some(class), .. }) if conflict.classes.contains(class) => {
            Ok(given)
        }
        Some(FileFact::Filed { class: Some(_), .. } | FileFact::None) => Ok(Vec::new()),
        _ => {
            let words = "困难类别未登记，无法判断能否与已享受的救助叠加";
            Err(refused((Ground::HardshipClass, words.to_owned())))
        }
    }
}

fn by_invoice<'f>(
    facts: &Facts,
    listed: impl Iterator<Item = &'f PriorAid>,
) -> Result<Vec<&'f PriorAid>, Outcome> {
    let near: Vec<&PriorAid> = listed.filter(|one| one.same_person || one.same_household).collect();
    if near.is_empty() {
        return Ok(near);
    }
    let Some(own) = &facts.invoices else {
        let words = "当年已有同类救助，票据号码未登记，无法判断票据是否重复";
        return Err(refused((Ground::Conflict, words.to_owned())));
    };
    if near.iter().any(|one| one.invoices.is_empty()) {
        let words = "当年已有同类救助，但其票据号码未登记，无法判断票据是否重复";
        return Err(refused((Ground::Conflict, words.to_owned())));
    }
    let again = |one: &&PriorAid| one.invoices.iter().any(|number| own.contains(number));
    Ok(near.into_iter().filter(again).collect())
}

fn capped(
    programme: &AidProgramme,
    setting: &Setting<'_>,
    facts: &Facts,
    amount: Money,
    lines: &mut Explained,
) -> Result<Money, Outcome> {
    let mut left = amount;
    for cap in &programme.caps {
        let most = cap.most(facts, &setting.lines).map_err(refused)?;
        let prior = facts.prior.as_deref().unwrap_or_default();
        let given: Vec<&PriorAid> = prior.iter().filter(|one| cap.counts(one)).collect();
        let sum = total(&given);
        let rest = Money::from_fen(most.fen().saturating_sub(sum));
        let per = cap.per.word();
        let (most, sum) = (yuan(most), yuan(Money::from_fen(sum)));
        if rest.fen() <= 0 {
            let words = format!("{per}年度上限{most}元，当年已享受{sum}元，没有剩余额度");
            return Err(excluded(Ground::Cap, words));
        }
        if rest < left {
            let words =
                format!("{per}年度上限{most}元，当年已享受{sum}元，按剩余额度{}元", yuan(rest));
            lines.cited(words, &cap.basis);
            left = rest;
        }
    }
    Ok(left)
}

/// The sum in 分. A negative amount is a correction that gives no room of its own.
fn total(given: &[&PriorAid]) -> i64 {
    given.iter().fold(0, |sum: i64, one| sum.saturating_add(one.amount.fen().max(0)))
}
