//! A household's file as typed, with the worker it is kept for.

use super::figures::FiguresForm;
use super::person_form::{PersonForm, PersonInput};
use crate::FieldError;
use crate::input::{self, Fields, Lines, narrowed, ticked};
use chrono::NaiveDate;
use jixiao_domain::{Coded as _, FileLevel, HardshipCause, HouseholdKind, Housing};
use jixiao_store::households::{Figure, Household, HouseholdContent};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A file as typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HouseholdForm {
    /// The revision the page was opened at; empty for a new file.
    pub revision: String,
    /// The union that keeps the file; of a new one.
    pub organisation: String,
    /// 档案编号 of a file taken over from the national system; empty to get one when filed.
    pub file_number: String,
    /// 档案类型
    pub kind: String,
    /// 建档级别
    pub level: String,
    /// 行政区划代码 of the place whose rules hold.
    pub region: String,
    /// 主要致困原因
    pub main_cause: String,
    /// 其他致困原因, by code.
    pub causes: Vec<String>,
    /// 住房情况
    pub housing: String,
    /// 住房套数
    pub home_count: String,
    /// 是否低保户
    pub on_subsistence: String,
    /// Exclusions found to hold, by code.
    pub exclusions: Vec<String>,
    /// 困难情况说明
    pub circumstances: String,
    /// Why a filed file is changed.
    pub reason: String,
    /// The worker, of a new file.
    #[serde(flatten)]
    pub head: HeadForm,
}

/// The worker a new file is kept for; fields stand under `head_`.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HeadForm {
    /// See [`PersonForm::name`].
    pub head_name: String,
    /// See [`PersonForm::id_number`].
    pub head_id_number: String,
    /// See [`PersonForm::health`].
    pub head_health: String,
    /// See [`PersonForm::diagnosis`].
    pub head_diagnosis: String,
    /// See [`PersonForm::employment`].
    pub head_employment: String,
    /// See [`PersonForm::employer`].
    pub head_employer: String,
    /// See `PersonForm::employer_code`.
    pub head_employer_code: String,
    /// See [`PersonForm::union_member`].
    pub head_union_member: String,
    /// See [`PersonForm::migrant`].
    pub head_migrant: String,
    /// See [`PersonForm::phone`].
    pub head_phone: String,
    /// See [`PersonForm::address`].
    pub head_address: String,
    /// See [`PersonForm::bank_name`].
    pub head_bank_name: String,
    /// See [`PersonForm::bank_card`].
    pub head_bank_card: String,
}

/// A new file as understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HouseholdInput {
    /// 档案编号, where one was given.
    pub file_number: Option<String>,
    /// What is kept in clear.
    pub content: HouseholdContent,
    /// 困难情况说明; empty for none.
    pub circumstances: String,
    /// The worker.
    pub head: PersonInput,
    /// Figures of a year, where given with it.
    pub figures: Option<(i64, Vec<Figure>)>,
}

impl HouseholdForm {
    /// The form of a file; the circumstances are not shown again.
    pub fn of(household: &Household) -> Self {
        let content = &household.content;
        Self {
            revision: household.revision.to_string(),
            organisation: household.organisation_id.to_string(),
            file_number: household.file_number.clone().unwrap_or_default(),
            kind: content.kind.code().to_owned(),
            level: content.level.code().to_owned(),
            region: content.region.clone(),
            main_cause: content.main_cause.code().to_owned(),
            causes: content.causes.iter().map(|cause| cause.code().to_owned()).collect(),
            housing: content.housing.code().to_owned(),
            home_count: content.home_count.to_string(),
            on_subsistence: if content.on_subsistence { "1" } else { "" }.to_owned(),
            exclusions: content.exclusions.clone(),
            ..Self::default()
        }
    }

    /// What a new file means on `today`; `import` takes old identity numbers and figures with it.
    ///
    /// # Errors
    /// Every field that can't be taken.
    pub fn parse(
        &self,
        today: NaiveDate,
        figures: Option<&FiguresForm>,
    ) -> Result<HouseholdInput, Vec<FieldError>> {
        let mut fields = Fields::new();
        let content = self.content(&mut fields);
        let file_number = narrowed(&self.file_number);
        let file_number = fields.optional_text("file_number", &file_number, Lines::One, 40);
        let circumstances = self.circumstances(&mut fields);
        let head = self.head.person();
        let head = head.read(&mut fields, "head_", today, None, figures.is_some());
        let given = figures.filter(|figures| !figures.is_empty());
        let figures = given.map(|figures| figures.read(&mut fields));
        let file_number = (!file_number.is_empty()).then_some(file_number);
        fields.finish(HouseholdInput { file_number, content, circumstances, head, figures })
    }

    pub(super) fn circumstances(&self, fields: &mut Fields) -> String {
        fields.optional_text("circumstances", &self.circumstances, Lines::Many, 1000)
    }

    pub(super) fn content(&self, fields: &mut Fields) -> HouseholdContent {
        let region = narrowed(&self.region);
        let is_region = region.len() == 6 && region.bytes().all(|byte| byte.is_ascii_digit());
        fields.require(is_region, "region", "请填写六位行政区划代码，例如 530102");
        let kind: HouseholdKind = fields.choice("kind", &self.kind);
        let level: FileLevel = fields.choice("level", &self.level);
        let main_cause: HardshipCause = fields.choice("main_cause", &self.main_cause);
        let mut causes = Vec::new();
        for typed in self.causes.iter().filter(|typed| !typed.trim().is_empty()) {
            let cause = fields.choice("causes", typed);
            if cause != main_cause && !causes.contains(&cause) {
                causes.push(cause);
            }
        }
        let housing: Housing = if self.housing.trim().is_empty() {
            Housing::Other
        } else {
            fields.choice("housing", &self.housing)
        };
        let homes = if self.home_count.trim().is_empty() { "0" } else { &self.home_count };
        let home_count = fields.take("home_count", input::count(homes), 0);
        fields.require(home_count <= 20, "home_count", "住房套数过大，请核对");
        let good = |code: &String| {
            !code.trim().is_empty() && code.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
        };
        HouseholdContent {
            kind,
            level,
            region,
            main_cause,
            causes,
            housing,
            home_count: i64::from(home_count),
            on_subsistence: ticked(&self.on_subsistence),
            exclusions: self.exclusions.iter().filter(|code| good(code)).cloned().collect(),
        }
    }
}

impl HeadForm {
    /// The same as a person's form.
    pub(super) fn person(&self) -> PersonForm {
        PersonForm {
            name: self.head_name.clone(),
            id_number: self.head_id_number.clone(),
            health: self.head_health.clone(),
            diagnosis: self.head_diagnosis.clone(),
            employment: self.head_employment.clone(),
            employer: self.head_employer.clone(),
            employer_code: self.head_employer_code.clone(),
            union_member: self.head_union_member.clone(),
            migrant: self.head_migrant.clone(),
            phone: self.head_phone.clone(),
            address: self.head_address.clone(),
            bank_name: self.head_bank_name.clone(),
            bank_card: self.head_bank_card.clone(),
            ..PersonForm::default()
        }
    }
}

/// Who is on file is never printed.
impl fmt::Debug for HouseholdForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HouseholdForm(..)")
    }
}

/// Who is on file is never printed.
impl fmt::Debug for HeadForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HeadForm(..)")
    }
}
