//! Random samples for spot checks: the seed, everything it could choose from, and what it chose.

use crate::{Connection, FromRow, Row, Scope, StoreError, Timestamp};
use jixiao_domain::{OrganisationId, SelfEvaluationId, UserId};

/// A row of `self_evaluation_sample`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// Key.
    pub id: i64,
    /// The fiscal year.
    pub year: i64,
    /// The top of the subtree it was drawn from.
    pub organisation_id: OrganisationId,
    /// 64 hexadecimal digits from which the draw follows.
    pub seed: String,
    /// Share drawn, of a hundred.
    pub percent: i64,
    /// Who drew it.
    pub drawn_by: UserId,
    /// When.
    pub drawn_at: Timestamp,
}

/// A row of `self_evaluation_sample_member`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// One of the self-evaluations that could be drawn.
    pub self_evaluation_id: SelfEvaluationId,
    /// Digest of seed and id; the smallest ones are drawn.
    pub digest: String,
    /// Whether it was drawn.
    pub chosen: bool,
}

impl FromRow for Sample {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.get("id")?,
            year: row.get("year")?,
            organisation_id: row.id("organisation_id")?,
            seed: row.get("seed")?,
            percent: row.get("percent")?,
            drawn_by: row.id("drawn_by")?,
            drawn_at: row.time("drawn_at")?,
        })
    }
}

impl FromRow for Member {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            self_evaluation_id: row.id("self_evaluation_id")?,
            digest: row.get("digest")?,
            chosen: row.get("chosen")?,
        })
    }
}

/// Records a draw with its members, and marks the chosen ones. `sample.id` is not looked at.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn insert(
    connection: &impl Connection,
    sample: &Sample,
    members: &[Member],
) -> Result<i64, StoreError> {
    let sql = "INSERT INTO self_evaluation_sample (year, organisation_id, seed, percent, drawn_by, \
               drawn_at) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id";
    let values = [
        sample.year.into(),
        sample.organisation_id.0.into(),
        sample.seed.as_str().into(),
        sample.percent.into(),
        sample.drawn_by.0.into(),
        sample.drawn_at.timestamp_millis().into(),
    ];
    let id: i64 = connection.insert(sql, values).await?;
    for member in members {
        let sql = "INSERT INTO self_evaluation_sample_member (sample_id, self_evaluation_id, digest, \
                   chosen) VALUES ($1, $2, $3, $4)";
        let key = member.self_evaluation_id.0;
        let values = [id.into(), key.into(), member.digest.as_str().into(), member.chosen.into()];
        connection.execute_one(sql, values).await?;
        if member.chosen {
            let sql = "UPDATE self_evaluation SET sampled = TRUE WHERE id = $1";
            connection.execute_one(sql, [key.into()]).await?;
        }
    }
    Ok(id)
}

/// The draws in a scope, the latest first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn list(connection: &impl Connection, scope: &Scope) -> Result<Vec<Sample>, StoreError> {
    let sql = format!(
        "SELECT d.id, d.year, d.organisation_id, d.seed, d.percent, d.drawn_by, d.drawn_at \
         FROM self_evaluation_sample d JOIN organisation o ON o.id = d.organisation_id \
         WHERE {} ORDER BY d.id DESC",
        scope.condition("o.path")
    );
    connection.rows(&sql, []).await
}

/// The members of a draw by digest, so that the chosen ones come first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn members(
    connection: &impl Connection,
    sample_id: i64,
) -> Result<Vec<Member>, StoreError> {
    let sql = "SELECT self_evaluation_id, digest, chosen FROM self_evaluation_sample_member \
               WHERE sample_id = $1 ORDER BY digest";
    connection.rows(sql, [sample_id.into()]).await
}
