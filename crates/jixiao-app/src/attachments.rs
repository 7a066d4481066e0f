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
use crate::self_evaluations::{self, EVIDENCE_KIND, Record};
use crate::{Call, Refusal, rectifications};
use jixiao_domain::{GoalIndicatorId, OrganisationId, RectificationId, SelfEvaluationId};
use jixiao_store::Connection;

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

/// What a file is attached to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// An indicator of a self-evaluation: 佐证材料.
    Evidence(Evidence),
    /// The reply to a rectification: 整改证明材料.
    Rectification(RectificationId),
}

impl From<Evidence> for Owner {
    fn from(evidence: Evidence) -> Self {
        Self::Evidence(evidence)
    }
}

impl From<RectificationId> for Owner {
    fn from(id: RectificationId) -> Self {
        Self::Rectification(id)
    }
}

impl Owner {
    /// Kind and key that files of this owner are kept under.
    fn key(self) -> (&'static str, i64) {
        match self {
            Self::Evidence(evidence) => (EVIDENCE_KIND, evidence.goal_indicator_id.0),
            Self::Rectification(id) => (jixiao_store::rectifications::SUBJECT_KIND, id.0),
        }
    }

    /// Kind and key that the log names.
    fn logged(self) -> (&'static str, i64) {
        match self {
            Self::Evidence(evidence) => {
                (self_evaluations::SUBJECT_KIND, evidence.self_evaluation_id.0)
            }
            Self::Rectification(_) => self.key(),
        }
    }

    /// What its files are called.
    fn word(self) -> &'static str {
        match self {
            Self::Evidence(_) => "佐证材料",
            Self::Rectification(_) => "整改证明材料",
        }
    }

    /// Whether an attachment belongs to it.
    fn has(self, attachment: &Attachment) -> bool {
        self.key() == (attachment.subject_kind.as_str(), attachment.subject_id)
    }
}

/// Refuses unless the caller may see the files; gives the organisation they belong to.
async fn visible(
    connection: &impl Connection,
    call: Call<'_>,
    owner: Owner,
) -> Result<OrganisationId, Refusal> {
    match owner {
        Owner::Evidence(evidence) => {
            let record = Record::load(connection, call, evidence.self_evaluation_id).await?;
            require_indicator(&record, evidence)?;
            Ok(record.organisation.id)
        }
        Owner::Rectification(id) => {
            Ok(rectifications::load(connection, call, id).await?.place.organisation.id)
        }
    }
}

/// Refuses unless the caller may change the files now; gives the organisation they belong to.
async fn editable(
    connection: &impl Connection,
    call: Call<'_>,
    owner: Owner,
) -> Result<OrganisationId, Refusal> {
    let evidence = match owner {
        Owner::Evidence(evidence) => evidence,
        Owner::Rectification(id) => {
            let loaded = rectifications::load_to_reply(connection, call, id).await?;
            return Ok(loaded.place.organisation.id);
        }
    };
    let record = Record::load(connection, call, evidence.self_evaluation_id).await?;
    let path = &record.organisation.path;
    authz::authorise(call.actor, Action::FillSelfEvaluations, path)?;
    require_indicator(&record, evidence)?;
    if !record.evaluation.state.is_editable() {
        let message = "自评已提交，佐证材料已锁定；如需修改，请先撤回或由审核人退回";
        return Err(Refusal::WrongState(message.to_owned()));
    }
    Ok(record.organisation.id)
}

fn require_indicator(record: &Record, evidence: Evidence) -> Result<(), Refusal> {
    if record.rows.iter().any(|row| row.indicator.id == evidence.goal_indicator_id) {
        return Ok(());
    }
    Err(Refusal::NotFound("该指标"))
}
