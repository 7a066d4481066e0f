//! What files of households look like over the API.

use super::bodies::{PersonInBody, tick};
use jixiao_app::people::{
    FileStepForm, HeadForm, HouseholdForm, HouseholdListForm, HouseholdPage, MemberLine,
};
use jixiao_domain::Coded as _;
use jixiao_store::views::people::HouseholdLine;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// The filter of the list of files.
#[derive(Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(super) struct FileListQuery {
    /// A state's code, or `unreviewed`.
    state: String,
    /// A class's code.
    class: String,
    /// The union's id.
    organisation: String,
    /// From 1; 50 lines each.
    pub(super) page: Option<i64>,
}

impl FileListQuery {
    pub(super) fn filter(&self) -> HouseholdListForm {
        HouseholdListForm {
            state: self.state.clone(),
            class: self.class.clone(),
            organisation: self.organisation.clone(),
            ..HouseholdListForm::default()
        }
    }
}

/// A page of files.
#[derive(Serialize, ToSchema)]
pub(super) struct FileListBody {
    /// Files in all.
    pub(super) total: i64,
    /// Files kept now whose review of last year is not confirmed.
    pub(super) unreviewed: i64,
    /// Those of the page.
    pub(super) lines: Vec<FileLineBody>,
}

/// A line of the list of files.
#[derive(Serialize, ToSchema)]
pub(super) struct FileLineBody {
    id: i64,
    file_number: Option<String>,
    head_name: String,
    class: Option<&'static str>,
    state: &'static str,
    member_count: i64,
    organisation_name: String,
}

impl FileLineBody {
    pub(super) fn of(line: &HouseholdLine) -> Self {
        Self {
            id: line.id.0,
            file_number: line.file_number.clone(),
            head_name: line.head_name.clone(),
            class: line.class.map(jixiao_domain::Coded::code),
            state: line.state.code(),
            member_count: line.member_count,
            organisation_name: line.organisation_name.clone(),
        }
    }
}

/// A file to open or to change; of a change the worker stands in the record of the person.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct FileInBody {
    /// The revision the file was read at; of a change.
    revision: i64,
    /// The union's id.
    organisation: i64,
    /// 档案编号 of a file taken over; empty to get one when filed.
    file_number: String,
    /// `worker`, `migrant` or `model_worker`.
    kind: String,
    /// `national`, `provincial` or `municipal`.
    level: String,
    /// 行政区划代码
    region: String,
    /// A cause's code.
    main_cause: String,
    /// Codes of other causes.
    causes: Vec<String>,
    /// A code of 住房情况.
    housing: String,
    /// 住房套数
    home_count: u32,
    /// 是否低保户
    on_subsistence: bool,
    /// Codes of exclusions found to hold.
    exclusions: Vec<String>,
    /// 困难情况说明
    circumstances: String,
    /// Why a filed file is changed.
    reason: String,
    /// The worker the file is kept for.
    head: PersonInBody,
}

impl FileInBody {
    pub(super) fn form(&self) -> HouseholdForm {
        let head = self.head.form();
        HouseholdForm {
            revision: self.revision.to_string(),
            organisation: self.organisation.to_string(),
            file_number: self.file_number.clone(),
            kind: self.kind.clone(),
            level: self.level.clone(),
            region: self.region.clone(),
            main_cause: self.main_cause.clone(),
            causes: self.causes.clone(),
            housing: self.housing.clone(),
            home_count: self.home_count.to_string(),
            on_subsistence: tick(self.on_subsistence),
            exclusions: self.exclusions.clone(),
            circumstances: self.circumstances.clone(),
            reason: self.reason.clone(),
            head: HeadForm {
                head_name: head.name,
                head_id_number: head.id_number,
                head_health: head.health,
                head_diagnosis: head.diagnosis,
                head_employment: head.employment,
                head_employer: head.employer,
                head_employer_code: head.employer_code,
                head_union_member: head.union_member,
                head_migrant: head.migrant,
                head_phone: head.phone,
                head_address: head.address,
                head_bank_name: head.bank_name,
                head_bank_card: head.bank_card,
            },
        }
    }
}

/// A file with its members.
#[derive(Serialize, ToSchema)]
pub(super) struct FileBody {
    id: i64,
    revision: i64,
    file_number: Option<String>,
    class: Option<&'static str>,
    state: &'static str,
    members: Vec<FileMemberBody>,
}

/// A member of a household.
#[derive(Serialize, ToSchema)]
pub(super) struct FileMemberBody {
    person: i64,
    name: String,
    relation: &'static str,
    /// 证件号码, masked.
    id_number: String,
    /// Whether the person left the household.
    left: bool,
}

impl FileBody {
    pub(super) fn of(page: &HouseholdPage) -> Self {
        let held = &page.loaded.household;
        let member = |line: &MemberLine| FileMemberBody {
            person: line.person.id.0,
            name: line.person.content.name.clone(),
            relation: line.member.relation.code(),
            id_number: line.masked.id_number.clone(),
            left: line.member.left_at.is_some(),
        };
        Self {
            id: held.id.0,
            revision: held.revision,
            file_number: held.file_number.clone(),
            class: held.class.map(jixiao_domain::Coded::code),
            state: held.state.code(),
            members: page.members.iter().map(member).collect(),
        }
    }
}

/// A step.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct FileStepBody {
    /// The revision the file was read at.
    revision: i64,
    /// The event's code.
    event: String,
    /// The reason, or an opinion.
    reason: String,
    /// 认定类别, of an approval; empty for the one the rules give.
    class: String,
}

impl FileStepBody {
    pub(super) fn form(&self) -> FileStepForm {
        FileStepForm {
            revision: self.revision.to_string(),
            event: self.event.clone(),
            reason: self.reason.clone(),
            class: self.class.clone(),
        }
    }
}

/// Where a file stands.
#[derive(Serialize, ToSchema)]
pub(super) struct FileStateBody {
    /// The state's code.
    pub(super) state: &'static str,
}
