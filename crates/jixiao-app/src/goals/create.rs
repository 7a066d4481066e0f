//! Making versions: the original of a project's year, and later ones as copies of the one in force.

use super::load::{GoalPlace, place};
use crate::audit::{self, Event};
use crate::authz::{self, Action};
use crate::input::{Fields, Lines};
use crate::{Call, FieldError, Refusal};
use jixiao_domain::{Coded as _, FilingState, GoalId, GoalVersionKind, ProjectYearId};
use jixiao_store::goals::{self, GoalContent, IndicatorContent, NewGoal};
use jixiao_store::{StoreError, Transaction};
use serde::{Deserialize, Serialize};

/// Why a later version is wanted, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NewVersionForm {
    /// `adjustment` or `mid_year_supplement`.
    pub kind: String,
    /// 调整理由
    pub reason: String,
}

impl NewVersionForm {
    /// What the form means.
    ///
    /// # Errors
    /// Every field that can't be taken.
    pub fn parse(&self) -> Result<(GoalVersionKind, String), Vec<FieldError>> {
        let mut fields = Fields::new();
        let kind = fields.choice("kind", &self.kind);
        let later = kind != GoalVersionKind::Original;
        fields.require(later, "kind", "请选择目标调整或年中追加");
        let reason = fields.text("reason", &self.reason, Lines::Many, 500);
        fields.finish((kind, reason))
    }
}

/// Makes the original goal of a project's year, as an empty draft.
///
/// # Errors
/// [`Refusal::WrongState`] where the year has a goal; the usual refusals of rights.
pub async fn create(call: Call<'_>, year_id: ProjectYearId) -> Result<GoalId, Refusal> {
    let tx = call.app.store.begin().await?;
    let place = place(&tx, call, year_id).await?;
    authz::authorise(call.actor, Action::FillGoals, &place.organisation.path)?;
    if let Some(latest) = goals::versions(&tx, year_id).await?.last() {
        return Err(Refusal::WrongState(format!(
            "{}年度已有绩效目标（第 {} 版，{}），如需变更请办理目标调整或年中追加",
            place.year.year,
            latest.version,
            latest.state.word()
        )));
    }
    let content = GoalContent::default();
    let id = insert(&tx, call, &place, GoalVersionKind::Original, "", &content, &[]).await?;
    tx.commit().await?;
    Ok(id)
}

/// Makes the next version, a draft that starts as a copy of the one in force.
///
/// # Errors
/// [`Refusal::WrongState`] where no version is in force or another is still under way;
/// [`Refusal::Invalid`] without a reason; the usual refusals of rights.
pub async fn revise(
    call: Call<'_>,
    year_id: ProjectYearId,
    form: &NewVersionForm,
) -> Result<GoalId, Refusal> {
    let tx = call.app.store.begin().await?;
    let id = revise_in(&tx, call, year_id, form).await?;
    tx.commit().await?;
    Ok(id)
}

/// Makes the next version in a transaction that does more, such as answering a warning.
///
/// # Errors
/// As [`revise`].
pub(crate) async fn revise_in(
    tx: &Transaction,
    call: Call<'_>,
    year_id: ProjectYearId,
    form: &NewVersionForm,
) -> Result<GoalId, Refusal> {
    let place = place(tx, call, year_id).await?;
    authz::authorise(call.actor, Action::FillGoals, &place.organisation.path)?;
    let (kind, reason) = form.parse().map_err(Refusal::Invalid)?;
    let versions = goals::versions(tx, year_id).await?;
    let Some(latest) = versions.last() else {
        return Err(Refusal::WrongState("本年度还没有绩效目标，请先申报".to_owned()));
    };
    if latest.state != FilingState::Approved {
        return Err(Refusal::WrongState(format!(
            "第 {} 版{}，批复后才能办理{}",
            latest.version,
            latest.state.word(),
            kind.word()
        )));
    }
    let copied: Vec<IndicatorContent> =
        goals::indicators(tx, latest.id).await?.into_iter().map(|row| row.content).collect();
    insert(tx, call, &place, kind, &reason, &latest.content, &copied).await
}

async fn insert(
    tx: &Transaction,
    call: Call<'_>,
    place: &GoalPlace,
    kind: GoalVersionKind,
    reason: &str,
    content: &GoalContent,
    indicators: &[IndicatorContent],
) -> Result<GoalId, Refusal> {
    let new = NewGoal {
        project_year_id: place.year.id,
        kind,
        reason,
        content,
        filled_by: call.actor.user_id,
        created_at: call.at,
    };
    let id = match goals::insert(tx, &new).await {
        // Two people began the same version at the same time.
        Err(StoreError::Duplicate(_)) => return Err(Refusal::Conflict("绩效目标")),
        other => other?,
    };
    goals::replace_indicators(tx, id, indicators).await?;
    let entry = Event {
        action: "goal.create",
        subject_kind: "goal",
        subject_id: id.to_string(),
        organisation_id: Some(place.organisation.id),
        detail: format!("{}年度{}", place.year.year, kind.word()),
    };
    audit::record(tx, call.actor, call.at, entry).await?;
    Ok(id)
}
