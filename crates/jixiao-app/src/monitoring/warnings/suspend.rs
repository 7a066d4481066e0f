//! Stopping payment from a warning. Nothing is stopped without a person: where the unit let its days
//! of decision pass, finance finds the words ready and presses once.

use super::act::{next_state, take};
use super::read::{load, right_for};
use crate::amounts::chinese_date;
use crate::input::{Fields, Lines};
use crate::suspensions::{self, ARTICLE_CHARACTERS_MAX, NewPause, REASON_CHARACTERS_MAX};
use crate::{Call, FieldError, Refusal, authz};
use jixiao_domain::{MonitoringWarningId, SuspensionId, SuspensionOrigin, WarningEvent};
use jixiao_regulation::Regulation;
use jixiao_store::views::monitoring::warnings::Line;
use serde::{Deserialize, Serialize};

/// A suspension from a warning, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PauseTyped {
    /// The revision that was read.
    pub revision: String,
    /// Why.
    pub pause_reason: String,
    /// 依据条款
    pub article: String,
}

impl PauseTyped {
    /// The words a warning itself gives, those of its days of decision where they are past.
    pub(super) fn suggested(
        line: &Line,
        revision: i64,
        is_overdue: bool,
        regulation: Option<&Regulation>,
    ) -> Self {
        let mut reason = format!("{}运行监控预警：{}", line.label, line.sentence);
        let mut article = line.article.clone();
        let decision = regulation.and_then(|rule| rule.monitoring.decision_days.as_ref());
        if let (true, Some(due_on)) = (is_overdue, line.answer_due_on) {
            let day = chinese_date(due_on);
            reason = format!("{}。单位至{day}未作出处理。", reason.trim_end_matches('。'));
            if let Some(decision) = decision {
                article.clone_from(&decision.article);
            }
        }
        Self { revision: revision.to_string(), pause_reason: reason, article }
    }

    fn parse(&self, id: MonitoringWarningId) -> Result<(i64, NewPause), Vec<FieldError>> {
        let mut fields = Fields::new();
        let revision = fields.key("revision", &self.revision);
        let reason =
            fields.text("pause_reason", &self.pause_reason, Lines::Many, REASON_CHARACTERS_MAX);
        let article = fields.text("article", &self.article, Lines::One, ARTICLE_CHARACTERS_MAX);
        let from =
            NewPause { origin: SuspensionOrigin::Warning, origin_id: Some(id.0), reason, article };
        fields.finish((revision, from))
    }
}

/// Stops the payments of the year a warning is about. The warning itself still waits for its answer.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Forbidden`], [`Refusal::Invalid`] without reason and article,
/// [`Refusal::Conflict`], [`Refusal::WrongState`] where the warning is settled or payment is stopped
/// already.
pub async fn suspend(
    call: Call<'_>,
    id: MonitoringWarningId,
    typed: &PauseTyped,
) -> Result<SuspensionId, Refusal> {
    let tx = call.app.store.begin().await?;
    let (line, warning) = load(&tx, call, id).await?;
    authz::authorise(call.actor, right_for(WarningEvent::Suspend), &line.path)?;
    let (revision, pause) = typed.parse(id).map_err(Refusal::Invalid)?;
    if revision != warning.revision {
        return Err(Refusal::Conflict("该预警"));
    }
    next_state(warning.state, WarningEvent::Suspend)?;
    let suspension = suspensions::suspend_in(&tx, call, line.project_year_id, &pause).await?;
    let page = format!("/projects/{}/years/{}", line.project_id, line.year);
    take(&tx, call, id, WarningEvent::Suspend, &pause.reason, &page).await?;
    tx.commit().await?;
    Ok(suspension)
}
