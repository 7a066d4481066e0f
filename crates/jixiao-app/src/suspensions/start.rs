//! Stopping the payments of a project's year.

use super::SUBJECT_KIND;
use crate::audit::{self, Event};
use crate::authz::{self, Action};
use crate::input::{Fields, Lines};
use crate::projects;
use crate::{Call, FieldError, Refusal};
use jixiao_domain::{Coded as _, ProjectYearId, RectificationId, SuspensionId, SuspensionOrigin};
use jixiao_store::suspensions::{self as rows, NewSuspension};
use jixiao_store::{Transaction, project_years, rectifications};
use serde::{Deserialize, Serialize};

pub(crate) const REASON_CHARACTERS_MAX: usize = 1000;
pub(crate) const ARTICLE_CHARACTERS_MAX: usize = 200;

/// A suspension as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SuspensionForm {
    /// Why.
    pub reason: String,
    /// 依据条款
    pub article: String,
    /// Key of the rectification it comes from; empty for none. Suspensions from warnings begin
    /// where the warnings are.
    pub rectification: String,
}

/// A suspension to begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPause {
    /// What made it necessary.
    pub origin: SuspensionOrigin,
    /// Key of what it comes from.
    pub origin_id: Option<i64>,
    /// Why.
    pub reason: String,
    /// 依据条款
    pub article: String,
}

impl SuspensionForm {
    /// What the form means.
    ///
    /// # Errors
    /// Every field that can't be taken.
    pub fn parse(&self) -> Result<NewPause, Vec<FieldError>> {
        let mut fields = Fields::new();
        let reason = fields.text("reason", &self.reason, Lines::Many, REASON_CHARACTERS_MAX);
        let article = fields.text("article", &self.article, Lines::One, ARTICLE_CHARACTERS_MAX);
        let named = !self.rectification.trim().is_empty();
        let origin_id = named.then(|| fields.key::<i64>("rectification", &self.rectification));
        let origin = if named { SuspensionOrigin::Rectification } else { SuspensionOrigin::Manual };
        fields.finish(NewPause { origin, origin_id, reason, article })
    }
}

/// Stops the payments of a year as typed.
///
/// # Errors
/// As [`suspend_in`]; [`Refusal::Invalid`] where the rectification is not one of that year.
pub async fn suspend(
    call: Call<'_>,
    year: ProjectYearId,
    form: &SuspensionForm,
) -> Result<SuspensionId, Refusal> {
    let pause = form.parse().map_err(Refusal::Invalid)?;
    let tx = call.app.store.begin().await?;
    if let (SuspensionOrigin::Rectification, Some(key)) = (pause.origin, pause.origin_id) {
        let found = rectifications::find(&tx, RectificationId(key)).await?;
        if found.is_none_or(|found| found.project_year_id != year) {
            return Err(Refusal::field("rectification", "该整改通知不属于本项目年度"));
        }
    }
    let id = suspend_in(&tx, call, year, &pause).await?;
    tx.commit().await?;
    Ok(id)
}

/// Stops the payments of a year in a transaction that does more, such as answering a warning. The
/// caller has seen to it that `origin_id` is a record of that year.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Forbidden`], [`Refusal::WrongState`] where they are stopped
/// already.
pub async fn suspend_in(
    tx: &Transaction,
    call: Call<'_>,
    year: ProjectYearId,
    pause: &NewPause,
) -> Result<SuspensionId, Refusal> {
    let place = projects::place(tx, call, year, "项目年度").await?;
    authz::authorise(call.actor, Action::SuspendPayment, &place.organisation.path)?;
    // The lock keeps a payment from slipping in, and two suspensions from beginning at once.
    project_years::lock_ledgers(tx, year).await?;
    if rows::current(tx, year).await?.is_some() {
        return Err(Refusal::WrongState("本项目年度的资金拨付已处于暂停状态".to_owned()));
    }
    let new = NewSuspension {
        project_year_id: year,
        origin: pause.origin,
        origin_id: pause.origin_id,
        reason: &pause.reason,
        article: &pause.article,
        suspended_by: call.actor.user_id,
        suspended_at: call.at,
    };
    let id = rows::insert(tx, &new).await?;
    let entry = Event {
        action: "suspension.suspend",
        subject_kind: SUBJECT_KIND,
        subject_id: id.to_string(),
        organisation_id: Some(place.organisation.id),
        detail: format!("{}：{}，依据 {}", place.name(), pause.origin.word(), pause.article),
    };
    audit::record(tx, call.actor, call.at, entry).await?;
    Ok(id)
}
