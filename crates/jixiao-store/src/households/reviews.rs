//! Yearly reviews of households. A review that was checked never changes.

use crate::{Connection, FromRow, Row, StoreError, Timestamp, Transaction};
use jixiao_domain::{
    Coded as _, HardshipClass, HouseholdId, HouseholdReviewId, Money, ReviewConclusion, UserId,
    YearlyReviewState,
};

/// A row of `household_review`, with the names of the people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HouseholdReview {
    /// Key.
    pub id: HouseholdReviewId,
    /// The household.
    pub household_id: HouseholdId,
    /// The year whose figures were judged.
    pub year: i64,
    /// The rule by which they were judged.
    pub rule: String,
    /// The class the rule gives; `None` for none.
    pub found_class: Option<HardshipClass>,
    /// What a head has in a month by the rule.
    pub monthly: Option<Money>,
    /// The judgement line by line.
    pub explanation: String,
    /// What is proposed.
    pub conclusion: ReviewConclusion,
    /// The class proposed.
    pub class: Option<HardshipClass>,
    /// Why.
    pub opinion: String,
    /// Where it stands.
    pub state: YearlyReviewState,
    /// Who made it.
    pub made_by: UserId,
    /// Their name.
    pub made_by_name: String,
    /// When.
    pub made_at: Timestamp,
    /// Who checked it, by name.
    pub checked_by_name: Option<String>,
    /// When.
    pub checked_at: Option<Timestamp>,
    /// What was said at the check.
    pub check_opinion: String,
    /// For optimistic locking.
    pub revision: i64,
}

const SELECT: &str = "SELECT r.id, r.household_id, r.year, r.rule, r.found_class, r.monthly_fen, \
    r.explanation, r.conclusion, r.class, r.opinion, r.state, r.made_by, a.name AS made_by_name, \
    r.made_at, b.name AS checked_by_name, r.checked_at, r.check_opinion, r.revision \
    FROM household_review r JOIN app_user a ON a.id = r.made_by \
    LEFT JOIN app_user b ON b.id = r.checked_by";

impl FromRow for HouseholdReview {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            household_id: row.id("household_id")?,
            year: row.get("year")?,
            rule: row.get("rule")?,
            found_class: row.coded_option("found_class")?,
            monthly: row.get::<Option<i64>>("monthly_fen")?.map(Money::from_fen),
            explanation: row.get("explanation")?,
            conclusion: row.coded("conclusion")?,
            class: row.coded_option("class")?,
            opinion: row.get("opinion")?,
            state: row.coded("state")?,
            made_by: row.id("made_by")?,
            made_by_name: row.get("made_by_name")?,
            made_at: row.time("made_at")?,
            checked_by_name: row.get("checked_by_name")?,
            checked_at: row.time_option("checked_at")?,
            check_opinion: row.get("check_opinion")?,
            revision: row.get("revision")?,
        })
    }
}

/// A review to propose.
#[derive(Debug, Clone)]
pub struct NewHouseholdReview<'a> {
    /// See [`HouseholdReview::household_id`].
    pub household_id: HouseholdId,
    /// See [`HouseholdReview::year`].
    pub year: i64,
    /// See [`HouseholdReview::rule`].
    pub rule: &'a str,
    /// See [`HouseholdReview::found_class`].
    pub found_class: Option<HardshipClass>,
    /// See [`HouseholdReview::monthly`].
    pub monthly: Option<Money>,
    /// See [`HouseholdReview::explanation`].
    pub explanation: &'a str,
    /// See [`HouseholdReview::conclusion`].
    pub conclusion: ReviewConclusion,
    /// See [`HouseholdReview::class`].
    pub class: Option<HardshipClass>,
    /// See [`HouseholdReview::opinion`].
    pub opinion: &'a str,
    /// See [`HouseholdReview::made_by`].
    pub made_by: UserId,
    /// See [`HouseholdReview::made_at`].
    pub made_at: Timestamp,
}

/// Proposes a review, in place of one of the year that was not confirmed.
///
/// # Errors
/// [`StoreError::Stale`] where the year's review was confirmed.
pub async fn propose_review(
    tx: &Transaction,
    new: &NewHouseholdReview<'_>,
) -> Result<(), StoreError> {
    let code = |class: Option<HardshipClass>| class.map(|class| class.code().to_owned());
    tx.execute_one(
        "INSERT INTO household_review (household_id, year, rule, found_class, monthly_fen, \
         explanation, conclusion, class, opinion, state, made_by, made_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) \
         ON CONFLICT (household_id, year) DO UPDATE SET rule = excluded.rule, \
         found_class = excluded.found_class, monthly_fen = excluded.monthly_fen, \
         explanation = excluded.explanation, conclusion = excluded.conclusion, \
         class = excluded.class, opinion = excluded.opinion, state = excluded.state, \
         made_by = excluded.made_by, made_at = excluded.made_at, checked_by = NULL, \
         checked_at = NULL, check_opinion = '', revision = household_review.revision + 1 \
         WHERE household_review.state <> 'confirmed'",
        [
            new.household_id.0.into(),
            new.year.into(),
            new.rule.into(),
            code(new.found_class).into(),
            new.monthly.map(Money::fen).into(),
            new.explanation.into(),
            new.conclusion.code().into(),
            code(new.class).into(),
            new.opinion.into(),
            YearlyReviewState::Proposed.code().into(),
            new.made_by.0.into(),
            new.made_at.timestamp_millis().into(),
        ],
    )
    .await
}

/// Writes what came of the check of a review that still has `revision`.
///
/// # Errors
/// [`StoreError::Stale`] where it was changed meanwhile.
pub async fn check_review(
    tx: &Transaction,
    id: HouseholdReviewId,
    revision: i64,
    state: YearlyReviewState,
    opinion: &str,
    by: UserId,
    at: Timestamp,
) -> Result<(), StoreError> {
    tx.execute_one(
        "UPDATE household_review SET state = $3, check_opinion = $4, checked_by = $5, \
         checked_at = $6, revision = revision + 1 WHERE id = $1 AND revision = $2",
        [
            id.0.into(),
            revision.into(),
            state.code().into(),
            opinion.into(),
            by.0.into(),
            at.timestamp_millis().into(),
        ],
    )
    .await
}

/// One review.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn find_review(
    connection: &impl Connection,
    id: HouseholdReviewId,
) -> Result<Option<HouseholdReview>, StoreError> {
    connection.row(&format!("{SELECT} WHERE r.id = $1"), [id.0.into()]).await
}

/// The reviews of a household, latest year first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn reviews(
    connection: &impl Connection,
    id: HouseholdId,
) -> Result<Vec<HouseholdReview>, StoreError> {
    let sql = format!("{SELECT} WHERE r.household_id = $1 ORDER BY r.year DESC");
    connection.rows(&sql, [id.0.into()]).await
}
