//! Files that prove something: added, handed out, withdrawn with a reason.
//!
//! A content is stored once by its SM3 digest. Its type is told from its bytes, never from what the
//! browser says.

mod add;
mod download;
mod kind;
mod withdraw;

pub use add::{NewFile, add};
pub use download::{Download, download};
pub use jixiao_store::attachments::Attachment;
pub use kind::FileKind;
pub use withdraw::withdraw;

use crate::authz::{self, Action};
use crate::self_evaluations::{EVIDENCE_KIND, Record};
use crate::{Call, Refusal};
use jixiao_domain::{GoalIndicatorId, SelfEvaluationId};

/// The most bytes a file may have: 50 MB.
pub const BYTE_COUNT_MAX: usize = 50 * 1024 * 1024;

/// The indicator of a self-evaluation that a file is to prove.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Evidence {
    /// The self-evaluation.
    pub self_evaluation_id: SelfEvaluationId,
    /// One of its indicators.
    pub goal_indicator_id: GoalIndicatorId,
}

/// Refuses unless the caller may change the files of the indicator now.
async fn editable(
    connection: &impl jixiao_store::Connection,
    call: Call<'_>,
    evidence: Evidence,
) -> Result<Record, Refusal> {
    let record = Record::load(connection, call, evidence.self_evaluation_id).await?;
    let path = &record.organisation.path;
    authz::authorise(call.actor, Action::FillSelfEvaluations, path)?;
    if !record.rows.iter().any(|row| row.indicator.id == evidence.goal_indicator_id) {
        return Err(Refusal::NotFound("该指标"));
    }
    if !record.evaluation.state.is_editable() {
        let message = "自评已提交，佐证材料已锁定；如需修改，请先撤回或由审核人退回";
        return Err(Refusal::WrongState(message.to_owned()));
    }
    Ok(record)
}

/// Whether an attachment belongs to the indicator.
fn belongs(attachment: &Attachment, evidence: Evidence) -> bool {
    attachment.subject_kind == EVIDENCE_KIND
        && attachment.subject_id == evidence.goal_indicator_id.0
}
