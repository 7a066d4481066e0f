//! What changes of people and of files look like over the API.

use super::bodies::{PersonInBody, tick};
use jixiao_app::people::{
    FiguresForm, HonourForm, MemberForm, MergeForm, ModelWorkerForm, YearlyCheckForm, YearlyForm,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A change that has no answer of its own.
#[derive(Serialize, ToSchema)]
pub(super) struct DoneBody {
    /// Always true: what was refused is an error.
    pub(super) done: bool,
}

/// A record of a model worker.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct ModelWorkerBody {
    /// The revision the record was read at; 0 for a new one.
    revision: i64,
    /// A code of 最高荣誉级别.
    level: String,
    /// A code of 状态.
    status: String,
    /// Why the status holds.
    status_reason: String,
    /// Since when.
    status_on: String,
    /// A code of 困难类别; empty for none.
    class: String,
}

impl ModelWorkerBody {
    pub(super) fn form(&self) -> ModelWorkerForm {
        ModelWorkerForm {
            revision: if self.revision == 0 { String::new() } else { self.revision.to_string() },
            level: self.level.clone(),
            status: self.status.clone(),
            status_reason: self.status_reason.clone(),
            status_on: self.status_on.clone(),
            class: self.class.clone(),
        }
    }
}

/// An honour.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct HonourBody {
    /// A code of its level.
    level: String,
    /// 荣誉称号
    title: String,
    /// Year it was awarded.
    awarded_year: i64,
    /// 表彰文号
    document_number: String,
}

impl HonourBody {
    pub(super) fn form(&self) -> HonourForm {
        HonourForm {
            level: self.level.clone(),
            title: self.title.clone(),
            awarded_year: self.awarded_year.to_string(),
            document_number: self.document_number.clone(),
        }
    }
}

/// A member to add.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct MemberInBody {
    /// A code of 与户主关系.
    relation: String,
    /// School and grade of a student.
    school: String,
    /// Who; of somebody on record the identity number is enough.
    person: PersonInBody,
}

impl MemberInBody {
    pub(super) fn form(&self) -> MemberForm {
        MemberForm {
            relation: self.relation.clone(),
            school: self.school.clone(),
            person: self.person.form(),
        }
    }
}

/// Why a member leaves.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct LeaveBody {
    /// 原因
    pub(super) reason: String,
}

/// A year's figures.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct FiguresBody {
    /// The year.
    year: i64,
    /// Amounts in 元 by field: side and kind, as `income_wage`.
    amounts: BTreeMap<String, String>,
    /// Why a filed file is changed.
    reason: String,
}

impl FiguresBody {
    pub(super) fn form(&self) -> FiguresForm {
        FiguresForm {
            year: self.year.to_string(),
            reason: self.reason.clone(),
            amounts: self.amounts.clone(),
        }
    }
}

/// What is proposed of a year's review.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct YearlyBody {
    /// The year whose figures are judged.
    year: i64,
    /// A code of 复核结论.
    conclusion: String,
    /// A code of 认定类别 where it stays on file; empty for the one found.
    class: String,
    /// 复核意见
    opinion: String,
}

impl YearlyBody {
    pub(super) fn form(&self) -> YearlyForm {
        YearlyForm {
            year: self.year.to_string(),
            conclusion: self.conclusion.clone(),
            class: self.class.clone(),
            opinion: self.opinion.clone(),
        }
    }
}

/// The check of a year's review.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct YearlyCheckBody {
    /// The revision the review was read at.
    revision: i64,
    /// `confirm` or `return`.
    event: String,
    /// 核定意见
    opinion: String,
}

impl YearlyCheckBody {
    pub(super) fn form(&self) -> YearlyCheckForm {
        YearlyCheckForm {
            revision: self.revision.to_string(),
            event: self.event.clone(),
            opinion: self.opinion.clone(),
        }
    }
}

/// Which file stays.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct MergeBody {
    /// The revision of the file that goes.
    revision: i64,
    /// 档案编号 of the file that stays.
    into: String,
    /// Whether both files are kept for the same worker, so that the two records become one.
    same_person: bool,
    /// Why they are one.
    reason: String,
}

impl MergeBody {
    pub(super) fn form(&self) -> MergeForm {
        MergeForm {
            revision: self.revision.to_string(),
            into: self.into.clone(),
            same_person: tick(self.same_person),
            reason: self.reason.clone(),
        }
    }
}
