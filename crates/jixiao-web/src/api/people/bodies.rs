//! What people look like over the API.

use jixiao_app::people::{
    FindForm, FullNumbers, PersonForm, PersonListForm, PersonPage, PersonRow, RevealForm,
};
use jixiao_domain::Coded as _;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// The filter of the list of people.
#[derive(Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(super) struct PeopleQuery {
    /// `migrant`, `model_worker` or `in_file`; empty for all.
    group: String,
    /// Level of a model worker.
    level: String,
    /// The union's id.
    organisation: String,
    /// `latest`, `name` or `organisation`.
    sort: String,
    /// From 1; 50 lines each.
    pub(super) page: Option<i64>,
}

impl PeopleQuery {
    pub(super) fn filter(&self) -> PersonListForm {
        PersonListForm {
            group: self.group.clone(),
            level: self.level.clone(),
            organisation: self.organisation.clone(),
            sort: self.sort.clone(),
        }
    }
}

/// A page of people.
#[derive(Serialize, ToSchema)]
pub(super) struct PeopleListBody {
    /// People in all.
    pub(super) total: i64,
    /// Those of the page.
    pub(super) lines: Vec<PersonLineBody>,
}

/// A line of the list of people.
#[derive(Serialize, ToSchema)]
pub(super) struct PersonLineBody {
    id: i64,
    name: String,
    /// 证件号码, masked.
    id_number: String,
    /// 联系电话, masked.
    phone: String,
    age: String,
    employer: String,
    organisation_name: String,
    household: Option<i64>,
}

impl PersonLineBody {
    pub(super) fn of(row: &PersonRow) -> Self {
        Self {
            id: row.line.id.0,
            name: row.line.name.clone(),
            id_number: row.masked.id_number.clone(),
            phone: row.masked.phone.clone(),
            age: row.age.clone(),
            employer: row.line.employer.clone(),
            organisation_name: row.line.organisation_name.clone(),
            household: row.line.household_id.map(|id| id.0),
        }
    }
}

/// A new record.
#[derive(Serialize, ToSchema)]
pub(super) struct MadeBody {
    /// Its key.
    pub(super) id: i64,
}

/// A person to register or to change. Of one on file, an empty number or text that is kept encrypted
/// stays as it is, `无` removes it.
#[derive(Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct PersonInBody {
    /// The revision the record was read at; of a change.
    revision: i64,
    /// The union's id; of a new record.
    organisation: i64,
    /// 姓名
    name: String,
    /// 公民身份号码
    id_number: String,
    /// `male` or `female`, where no identity number says it.
    sex: String,
    /// Day of birth, where no identity number says it.
    birth_date: String,
    /// 民族
    ethnicity: String,
    /// 政治面貌
    political: String,
    /// 文化程度
    education: String,
    /// 婚姻状况
    marriage: String,
    /// A code of 健康状况.
    health: String,
    /// 疾病诊断
    diagnosis: String,
    /// A code of 就业状况.
    employment: String,
    /// 工作单位
    employer: String,
    /// 统一社会信用代码
    employer_code: String,
    /// 农民工
    migrant: bool,
    /// 工会会员
    union_member: bool,
    /// 联系电话
    phone: String,
    /// 住址
    address: String,
    /// 开户银行
    bank_name: String,
    /// 银行账号
    bank_card: String,
    /// Why a record on file is changed.
    reason: String,
}

pub(super) fn tick(set: bool) -> String {
    if set { "1" } else { "" }.to_owned()
}

impl PersonInBody {
    pub(super) fn form(&self) -> PersonForm {
        PersonForm {
            revision: self.revision.to_string(),
            organisation: self.organisation.to_string(),
            name: self.name.clone(),
            id_number: self.id_number.clone(),
            sex: self.sex.clone(),
            birth_date: self.birth_date.clone(),
            ethnicity: self.ethnicity.clone(),
            political: self.political.clone(),
            education: self.education.clone(),
            marriage: self.marriage.clone(),
            diagnosis: self.diagnosis.clone(),
            health: self.health.clone(),
            employment: self.employment.clone(),
            employer: self.employer.clone(),
            employer_code: self.employer_code.clone(),
            migrant: tick(self.migrant),
            union_member: tick(self.union_member),
            phone: self.phone.clone(),
            address: self.address.clone(),
            bank_name: self.bank_name.clone(),
            bank_card: self.bank_card.clone(),
            reason: self.reason.clone(),
        }
    }
}

/// What is looked for.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct FindBody {
    /// A name or part of it, or a whole number.
    words: String,
}

impl FindBody {
    pub(super) fn form(&self) -> FindForm {
        FindForm { words: self.words.clone() }
    }
}

/// Who was found.
#[derive(Serialize, ToSchema)]
pub(super) struct FoundBody {
    /// How many there are.
    pub(super) total: i64,
    /// Keys of at most a hundred.
    pub(super) ids: Vec<i64>,
}

/// A person, numbers masked.
#[derive(Serialize, ToSchema)]
pub(super) struct PersonBody {
    id: i64,
    revision: i64,
    name: String,
    /// 证件号码, masked.
    id_number: String,
    /// 联系电话, masked.
    phone: String,
    /// 银行账号, masked.
    bank_card: String,
    /// 住址, down to the street.
    address: String,
    age: String,
    health: &'static str,
    employment: &'static str,
    employer: String,
    state: &'static str,
    household: Option<i64>,
    /// Level of a model worker.
    honour_level: Option<&'static str>,
}

impl PersonBody {
    pub(super) fn of(page: &PersonPage) -> Self {
        let person = &page.loaded.person;
        Self {
            id: person.id.0,
            revision: person.revision,
            name: person.content.name.clone(),
            id_number: page.masked.id_number.clone(),
            phone: page.masked.phone.clone(),
            bank_card: page.masked.bank_card.clone(),
            address: page.masked.address.clone(),
            age: page.age.clone(),
            health: person.content.health.code(),
            employment: person.content.employment.code(),
            employer: person.content.employer.clone(),
            state: person.state.code(),
            household: page.household_id.map(|id| id.0),
            honour_level: page.model_worker.as_ref().map(|(record, _)| record.level.code()),
        }
    }
}

/// Why full numbers are wanted.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct PurposeBody {
    /// 用途
    purpose: String,
}

impl PurposeBody {
    pub(super) fn form(&self) -> RevealForm {
        RevealForm { purpose: self.purpose.clone() }
    }
}

/// Full numbers.
#[derive(Serialize, ToSchema)]
pub(super) struct RevealedBody {
    id_number: String,
    phone: String,
    bank_card: String,
    address: String,
    diagnosis: String,
}

impl RevealedBody {
    pub(super) fn of(full: &FullNumbers) -> Self {
        Self {
            id_number: full.id_number.to_string(),
            phone: full.phone.to_string(),
            bank_card: full.bank_card.to_string(),
            address: full.address.to_string(),
            diagnosis: full.diagnosis.to_string(),
        }
    }
}
