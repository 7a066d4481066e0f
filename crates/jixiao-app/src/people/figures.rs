//! Income, essential spending and losses of a household's year, and the class they lead to.

use super::households::{amended, reason_of, record};
use super::load::{LoadedHousehold, household};
use crate::input::{self, Fields};
use crate::{Call, Refusal};
use jixiao_aid::classification::{HardshipRules, HouseholdFacts, Judgement, judge};
use jixiao_domain::{Coded, EssentialKind, FigureSide, HouseholdId, IncomeKind, LossKind, Money};
use jixiao_store::Connection;
use jixiao_store::households::{self as rows, Figure};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Figures as typed: one field a kind, named `income_wage`, `essential_medical`, `loss_gross` ….
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FiguresForm {
    /// The year.
    pub year: String,
    /// Why a filed file is changed.
    pub reason: String,
    /// Amounts in 元 by field name; empty for none.
    #[serde(flatten)]
    pub amounts: BTreeMap<String, String>,
}

/// Every field with side, code and label.
pub(super) fn kinds() -> Vec<(FigureSide, &'static str, &'static str)> {
    fn of<T: Coded>(
        side: FigureSide,
    ) -> impl Iterator<Item = (FigureSide, &'static str, &'static str)> {
        T::ALL.iter().map(move |kind| (side, kind.code(), kind.word()))
    }
    of::<IncomeKind>(FigureSide::Income)
        .chain(of::<EssentialKind>(FigureSide::Essential))
        .chain(of::<LossKind>(FigureSide::Loss))
        .collect()
}

impl FiguresForm {
    /// The fields of the form: side, name, label.
    pub fn fields() -> Vec<(FigureSide, String, &'static str)> {
        kinds().into_iter().map(|(side, code, word)| (side, name(side, code), word)).collect()
    }

    /// The form of figures on file.
    pub fn of(year: i64, figures: &[Figure]) -> Self {
        let plain =
            |amount: Money| format!("{:.2}", amount.to_decimal(jixiao_domain::CurrencyUnit::Yuan));
        let amounts =
            figures.iter().map(|one| (name(one.side, &one.kind), plain(one.amount))).collect();
        Self { year: year.to_string(), reason: String::new(), amounts }
    }

    /// Whether nothing was typed.
    pub(super) fn is_empty(&self) -> bool {
        self.year.trim().is_empty() && self.amounts.values().all(|one| one.trim().is_empty())
    }

    pub(super) fn read(&self, fields: &mut Fields) -> (i64, Vec<Figure>) {
        let year = i64::from(fields.year("year", &self.year).get());
        let mut figures = Vec::new();
        for (side, code, _) in kinds() {
            let field = name(side, code);
            let typed = self.amounts.get(&field).map_or("", |typed| typed.trim());
            if typed.is_empty() {
                continue;
            }
            let amount = fields.take(&field, input::money(typed), Money::default());
            fields.require(amount.fen() >= 0, &field, "金额不能为负");
            figures.push(Figure { side, kind: code.to_owned(), amount });
        }
        (year, figures)
    }
}

fn name(side: FigureSide, code: &str) -> String {
    format!("{}_{code}", side.code())
}

/// Writes the figures of a year.
///
/// # Errors
/// [`Refusal::Invalid`], [`Refusal::Forbidden`], [`Refusal::WrongState`].
pub async fn save_figures(
    call: Call<'_>,
    id: HouseholdId,
    form: &FiguresForm,
) -> Result<i64, Refusal> {
    let tx = call.app.store.begin().await?;
    let loaded = household(&tx, call, id).await?;
    loaded.require_editable(call)?;
    let mut fields = Fields::new();
    let (year, figures) = form.read(&mut fields);
    let reason = reason_of(&mut fields, &loaded, &form.reason);
    fields.finish(()).map_err(Refusal::Invalid)?;
    if rows::reviews(&tx, id).await?.iter().any(|review| {
        review.year == year && review.state == jixiao_domain::YearlyReviewState::Confirmed
    }) {
        let message = format!("{year} 年的复核已核定，收支已锁定；如有错误请在下一年度复核中更正");
        return Err(Refusal::WrongState(message));
    }
    rows::replace_figures(&tx, id, year, &figures).await?;
    amended(&tx, call, &loaded, &reason).await?;
    let detail = format!("登记 {year} 年家庭收支");
    record(&tx, call, "household.figures", id, loaded.organisation.id, detail).await?;
    tx.commit().await?;
    Ok(year)
}

/// The class of a household's year by the rules of its place, or the sentence why there is none.
///
/// # Errors
/// [`Refusal::NotFound`].
pub async fn classify(
    call: Call<'_>,
    id: HouseholdId,
    year: i64,
) -> Result<Result<Judgement, String>, Refusal> {
    let loaded = household(&call.app.store, call, id).await?;
    judge_in(&call.app.store, &loaded, year).await
}

pub(super) async fn judge_in(
    connection: &impl Connection,
    loaded: &LoadedHousehold,
    year: i64,
) -> Result<Result<Judgement, String>, Refusal> {
    let held = &loaded.household;
    let members = rows::members(connection, held.id).await?;
    let size = members.iter().filter(|member| member.left_at.is_none()).count();
    let mut facts = HouseholdFacts {
        region: held.content.region.clone(),
        year: u16::try_from(year).unwrap_or(0),
        size: u32::try_from(size).unwrap_or(u32::MAX),
        home_count: u32::try_from(held.content.home_count).unwrap_or(0),
        exclusions: held.content.exclusions.clone(),
        ..HouseholdFacts::default()
    };
    for figure in rows::figures(connection, held.id, year).await? {
        let Figure { side, kind, amount } = figure;
        match side {
            FigureSide::Income => {
                facts.incomes.extend(IncomeKind::from_code(&kind).map(|kind| (kind, amount)));
            }
            FigureSide::Essential => {
                facts.essentials.extend(EssentialKind::from_code(&kind).map(|kind| (kind, amount)));
            }
            FigureSide::Loss => match LossKind::from_code(&kind) {
                Some(LossKind::Gross) => facts.loss = amount,
                Some(LossKind::Covered) => facts.loss_covered = amount,
                None => {}
            },
        }
    }
    Ok(judge(HardshipRules::builtin(), &facts).map_err(|unresolved| unresolved.to_string()))
}

/// The exclusions of the rules of a place today, by code and words; those of the nation where the
/// place has none.
pub fn exclusions(region: &str) -> Vec<(String, String)> {
    let rules = HardshipRules::builtin();
    let rule =
        rules.rules.iter().rev().find(|rule| jixiao_aid::within(&rule.region, region).is_some());
    let rule = rule.or(rules.rules.first());
    rule.map_or_else(Vec::new, |rule| {
        rule.exclusions.iter().map(|one| (one.code.clone(), one.words.clone())).collect()
    })
}
