//! What public notices look like over the API.

use chrono::NaiveDate;
use jixiao_app::notices::{NoticeForm, ObjectionForm, PublicNotice, WithdrawForm};
use jixiao_domain::Coded as _;
use jixiao_store::aid_notices::{AidNotice, NoticeLine};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// The page of the lines.
#[derive(Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(super) struct PageQuery {
    /// From 1; 50 lines each.
    pub(super) page: Option<i64>,
}

/// A notice to put together.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct NoticeInBody {
    /// The round's id.
    round: i64,
    /// 标题; empty for the customary one.
    title: String,
    /// 监督电话
    hotline: String,
    /// 受理地点
    address: String,
}

impl NoticeInBody {
    pub(super) fn form(&self) -> NoticeForm {
        NoticeForm {
            round: self.round.to_string(),
            title: self.title.clone(),
            hotline: self.hotline.clone(),
            address: self.address.clone(),
        }
    }
}

/// Something new.
#[derive(Serialize, ToSchema)]
pub(super) struct MadeNoticeBody {
    /// Its key.
    pub(super) id: i64,
}

/// A step of a notice.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct NoticeStepBody {
    /// As it was read.
    pub(super) revision: i64,
    /// The reason of a withdrawal.
    words: String,
}

impl NoticeStepBody {
    pub(super) fn withdrawal(&self) -> WithdrawForm {
        WithdrawForm { words: self.words.clone() }
    }
}

/// An objection.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct ObjectionInBody {
    /// The number of the line.
    number: i64,
    /// `phone`, `visit`, `letter` or `online`.
    channel: String,
    received_on: String,
    content: String,
}

impl ObjectionInBody {
    pub(super) fn form(&self) -> ObjectionForm {
        ObjectionForm {
            number: self.number.to_string(),
            channel: self.channel.clone(),
            received_on: self.received_on.clone(),
            content: self.content.clone(),
        }
    }
}

/// What the end of a notice did.
#[derive(Serialize, ToSchema)]
pub(super) struct NoticeEndedBody {
    /// Applications that may be paid now.
    pub(super) payable: usize,
    /// Objections that are still open.
    pub(super) open: i64,
}

/// A notice.
#[derive(Serialize, ToSchema)]
pub(super) struct AidNoticeBody {
    id: i64,
    revision: i64,
    round: i64,
    title: String,
    organisation_name: String,
    state: &'static str,
    starts_on: Option<NaiveDate>,
    ends_on: Option<NaiveDate>,
    line_count: i64,
    total_fen: i64,
    digest: String,
    lines: Vec<NoticeLineBody>,
}

impl AidNoticeBody {
    pub(super) fn of(notice: &AidNotice, lines: Vec<NoticeLineBody>) -> Self {
        Self {
            id: notice.id.0,
            revision: notice.revision,
            round: notice.round_id.0,
            title: notice.title.clone(),
            organisation_name: notice.organisation_name.clone(),
            state: notice.state.code(),
            starts_on: notice.starts_on,
            ends_on: notice.ends_on,
            line_count: notice.line_count,
            total_fen: notice.total.fen(),
            digest: notice.digest.clone(),
            lines,
        }
    }
}

/// A line of a notice, the name masked.
#[derive(Serialize, ToSchema)]
pub(super) struct NoticeLineBody {
    number: i64,
    name: String,
    employer: String,
    union_name: String,
    programme: String,
    class: String,
    amount_fen: i64,
}

impl NoticeLineBody {
    pub(super) fn of(line: &NoticeLine) -> Self {
        Self {
            number: line.number,
            name: line.masked_name.clone(),
            employer: line.employer.clone(),
            union_name: line.union_name.clone(),
            programme: line.programme.clone(),
            class: line.class.clone(),
            amount_fen: line.amount.fen(),
        }
    }
}

/// A notice as everybody sees it.
#[derive(Serialize, ToSchema)]
pub(super) struct PublicNoticeBody {
    title: String,
    organisation_name: String,
    starts_on: Option<NaiveDate>,
    ends_on: Option<NaiveDate>,
    hotline: String,
    address: String,
    line_count: i64,
    lines: Vec<NoticeLineBody>,
}

impl PublicNoticeBody {
    pub(super) fn of(shown: &PublicNotice) -> Self {
        let notice = &shown.notice;
        let lines = shown.lines.iter().map(|line| NoticeLineBody {
            number: line.number,
            name: line.name.clone(),
            employer: line.employer.clone(),
            union_name: line.union_name.clone(),
            programme: line.programme.clone(),
            class: line.class.clone(),
            amount_fen: line.amount.fen(),
        });
        Self {
            title: notice.title.clone(),
            organisation_name: notice.organisation_name.clone(),
            starts_on: notice.starts_on,
            ends_on: notice.ends_on,
            hotline: notice.hotline.clone(),
            address: notice.address.clone(),
            line_count: notice.line_count,
            lines: lines.collect(),
        }
    }
}
