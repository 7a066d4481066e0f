//! `/api/v1/audit`: the log and the check of its chain.

use super::ApiResult;
use crate::list::ROWS_PER_PAGE;
use crate::route::{get, post};
use crate::session::Session;
use crate::{Access, Route, Web};
use axum::Json;
use axum::extract::{Query, State};
use jixiao_app::audit::{self, AuditQuery};
use jixiao_app::authz::Action;
use jixiao_store::audit::AuditEntry;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, OpenApi, ToSchema};

pub(super) fn routes() -> Vec<Route> {
    let access = Access::May(Action::ReadAudit);
    vec![
        get("/api/v1/audit", access, search_audit),
        post("/api/v1/audit/verify", access, verify_audit),
    ]
}

#[derive(OpenApi)]
#[openapi(paths(search_audit, verify_audit))]
pub(super) struct Document;

/// Which entries are wanted.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(super) struct AuditParameters {
    /// From this day.
    from: String,
    /// To this day, inclusive.
    to: String,
    /// Part of the name of who did it.
    user: String,
    /// Beginning of the action, such as `goal.`.
    action: String,
    /// Kind of record.
    subject_kind: String,
    /// Key of the record.
    subject_id: String,
    /// `done`, `refused` or `failed`.
    outcome: String,
    /// From 1.
    page: Option<i64>,
}

/// A page of the log.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct AuditBody {
    /// How many entries pass the filter.
    total: i64,
    /// The entries of the page, newest first, 50 at most.
    entries: Vec<EntryBody>,
}

/// An entry of the log.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct EntryBody {
    /// 1, 2, 3 … without gaps.
    sequence: i64,
    /// When, RFC 3339.
    at: String,
    /// Who; `null` where nobody was signed in.
    user_id: Option<i64>,
    /// The name at that time.
    user_name: String,
    /// What was done.
    action: String,
    /// Kind of record.
    subject_kind: String,
    /// Key of the record.
    subject_id: String,
    /// `done`, `refused` or `failed`.
    outcome: String,
    /// What changed.
    detail: String,
    /// SM3 digest of the entry before.
    previous_digest: String,
    /// SM3 digest of this entry.
    digest: String,
}

impl From<AuditEntry> for EntryBody {
    fn from(entry: AuditEntry) -> Self {
        Self {
            sequence: entry.sequence,
            at: entry.at.to_rfc3339(),
            user_id: entry.user_id.map(|id| id.0),
            user_name: entry.user_name,
            action: entry.action,
            subject_kind: entry.subject_kind,
            subject_id: entry.subject_id,
            outcome: entry.outcome,
            detail: entry.detail,
            previous_digest: entry.previous_digest,
            digest: entry.digest,
        }
    }
}

/// What the check of the chain found.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct VerdictBody {
    /// How many entries are sound, from the first on.
    sound_count: u64,
    /// The entry at which the chain breaks.
    broken_sequence: Option<i64>,
    /// What was found there, in Chinese.
    what: Option<String>,
}

/// 审计日志
#[utoipa::path(get, path = "/api/v1/audit", params(AuditParameters), responses((status = 200, body = AuditBody), (status = 403, body = super::ErrorBody)))]
async fn search_audit(
    State(web): State<Web>,
    session: Session,
    Query(parameters): Query<AuditParameters>,
) -> ApiResult<AuditBody> {
    let query = AuditQuery {
        from: parameters.from,
        to: parameters.to,
        user: parameters.user,
        action: parameters.action,
        subject_kind: parameters.subject_kind,
        subject_id: parameters.subject_id,
        outcome: parameters.outcome,
    };
    let offset = super::offset(parameters.page);
    let found = audit::search(session.call(&web), &query, offset, ROWS_PER_PAGE).await?;
    let entries = found.entries.into_iter().map(EntryBody::from).collect();
    Ok(Json(AuditBody { total: found.total, entries }))
}

/// 校验审计日志的链条
#[utoipa::path(post, path = "/api/v1/audit/verify", responses((status = 200, body = VerdictBody), (status = 403, body = super::ErrorBody)))]
async fn verify_audit(State(web): State<Web>, session: Session) -> ApiResult<VerdictBody> {
    let (sound_count, broken) = audit::check(session.call(&web)).await?;
    Ok(Json(VerdictBody {
        sound_count,
        broken_sequence: broken.as_ref().map(|broken| broken.sequence),
        what: broken.map(|broken| broken.what),
    }))
}
