//! A person as typed. Numbers that are on file are not shown again: an empty field leaves them.

use crate::FieldError;
use crate::input::{Fields, Lines, ticked};
use chrono::NaiveDate;
use jixiao_domain::{
    BankCard, BirthDate, Coded, CreditCode, Employment, Health, NumberFault, Phone, ResidentId, Sex,
};
use jixiao_store::persons::{Person, PersonContent};
use serde::{Deserialize, Serialize};
use std::fmt;

/// What is typed to clear a number that is on file.
const NONE: &str = "无";

/// A person as typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PersonForm {
    /// The revision the page was opened at; empty for a new person.
    pub revision: String,
    /// The union that keeps the record; of a new person.
    pub organisation: String,
    /// 姓名
    pub name: String,
    /// 公民身份号码
    pub id_number: String,
    /// 性别, where no identity number says it.
    pub sex: String,
    /// 出生日期, where no identity number says it.
    pub birth_date: String,
    /// 民族
    pub ethnicity: String,
    /// 政治面貌
    pub political: String,
    /// 文化程度
    pub education: String,
    /// 婚姻状况
    pub marriage: String,
    /// 健康状况
    pub health: String,
    /// 疾病诊断
    pub diagnosis: String,
    /// 就业状况
    pub employment: String,
    /// 工作单位
    pub employer: String,
    /// 单位统一社会信用代码
    pub employer_code: String,
    /// 工会会员
    pub union_member: String,
    /// 农民工
    pub migrant: String,
    /// 联系电话
    pub phone: String,
    /// 住址
    pub address: String,
    /// 开户银行
    pub bank_name: String,
    /// 银行账号
    pub bank_card: String,
    /// Why a filed record is changed.
    pub reason: String,
}

/// What a form means for a sealed field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Change<T> {
    /// Nothing was typed: what is on file stays.
    #[default]
    Keep,
    /// 无: what is on file goes.
    Clear,
    /// A new content.
    Set(T),
}

impl<T> Change<T> {
    pub(super) fn map_text(&self, text: impl FnOnce(&T) -> String) -> Change<String> {
        match self {
            Self::Keep => Change::Keep,
            Self::Clear => Change::Clear,
            Self::Set(value) => Change::Set(text(value)),
        }
    }
}

/// A person as understood.
#[derive(Clone, PartialEq, Eq)]
pub struct PersonInput {
    /// What is kept in clear.
    pub content: PersonContent,
    /// 公民身份号码
    pub id_number: Change<ResidentId>,
    /// 联系电话
    pub phone: Change<Phone>,
    /// 银行账号
    pub bank_card: Change<BankCard>,
    /// 住址
    pub address: Change<String>,
    /// 疾病诊断
    pub diagnosis: Change<String>,
}

/// Who is on file is never printed.
impl fmt::Debug for PersonForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PersonForm(..)")
    }
}

/// Who is on file is never printed.
impl fmt::Debug for PersonInput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PersonInput(..)")
    }
}

impl PersonForm {
    /// The form of a person on file; sealed fields stay empty.
    pub fn of(person: &Person) -> Self {
        let content = &person.content;
        let tick = |set: bool| if set { "1" } else { "" }.to_owned();
        Self {
            revision: person.revision.to_string(),
            organisation: person.organisation_id.to_string(),
            name: content.name.clone(),
            sex: content.sex.map_or("", Coded::code).to_owned(),
            ethnicity: content.ethnicity.clone(),
            political: content.political.clone(),
            education: content.education.clone(),
            marriage: content.marriage.clone(),
            health: content.health.code().to_owned(),
            employment: content.employment.code().to_owned(),
            employer: content.employer.clone(),
            employer_code: content.employer_code.clone(),
            union_member: tick(content.union_member),
            migrant: tick(content.migrant),
            bank_name: content.bank_name.clone(),
            ..Self::default()
        }
    }

    /// What the form means on `today`. `held` is what is on file, of a change; `import` also takes
    /// identity numbers of fifteen digits. Errors stand under `prefix` and the field's name.
    pub(super) fn read(
        &self,
        fields: &mut Fields,
        prefix: &str,
        today: NaiveDate,
        held: Option<&PersonContent>,
        import: bool,
    ) -> PersonInput {
        let at = |name: &str| format!("{prefix}{name}");
        let name = fields.text(&at("name"), &self.name, Lines::One, 40);
        let read_id = if import { ResidentId::parse_import } else { ResidentId::parse };
        let id_number = number(fields, &at("id_number"), &self.id_number, read_id);
        let (sex, birth_date) = self.sex_and_birth(fields, prefix, today, &id_number, held);
        let mut line = |name: &str, typed: &str, max: usize| {
            fields.optional_text(&at(name), typed, Lines::One, max)
        };
        let ethnicity = line("ethnicity", &self.ethnicity, 20);
        let political = line("political", &self.political, 20);
        let education = line("education", &self.education, 20);
        let marriage = line("marriage", &self.marriage, 20);
        let employer = line("employer", &self.employer, 100);
        let bank_name = line("bank_name", &self.bank_name, 60);
        let address = free(line("address", &self.address, 120));
        let diagnosis =
            free(fields.optional_text(&at("diagnosis"), &self.diagnosis, Lines::Many, 500));
        let content = PersonContent {
            name,
            sex,
            birth_date,
            ethnicity,
            political,
            education,
            marriage,
            health: choice_or(fields, &at("health"), &self.health, Health::Good),
            employment: choice_or(fields, &at("employment"), &self.employment, Employment::None),
            employer,
            employer_code: self.employer_code(fields, &at("employer_code")),
            union_member: ticked(&self.union_member),
            migrant: ticked(&self.migrant),
            bank_name,
        };
        PersonInput {
            content,
            id_number,
            phone: number(fields, &at("phone"), &self.phone, Phone::parse),
            bank_card: number(fields, &at("bank_card"), &self.bank_card, BankCard::parse),
            address,
            diagnosis,
        }
    }

    /// What the form means.
    ///
    /// # Errors
    /// Every field that can't be taken.
    pub fn parse(
        &self,
        today: NaiveDate,
        held: Option<&PersonContent>,
    ) -> Result<PersonInput, Vec<FieldError>> {
        let mut fields = Fields::new();
        let input = self.read(&mut fields, "", today, held, false);
        fields.finish(input)
    }

    fn sex_and_birth(
        &self,
        fields: &mut Fields,
        prefix: &str,
        today: NaiveDate,
        id_number: &Change<ResidentId>,
        held: Option<&PersonContent>,
    ) -> (Option<Sex>, Option<NaiveDate>) {
        let at = |name: &str| format!("{prefix}{name}");
        let typed_sex =
            (!self.sex.trim().is_empty()).then(|| fields.choice::<Sex>(&at("sex"), &self.sex));
        let typed_birth = (!self.birth_date.trim().is_empty())
            .then(|| fields.take(&at("birth_date"), birth(&self.birth_date), NaiveDate::default()));
        let Change::Set(number) = id_number else {
            let sex = typed_sex.or(held.and_then(|held| held.sex));
            let birth = typed_birth.or(held.and_then(|held| held.birth_date));
            if birth.is_some_and(|birth| birth > today) {
                fields.refuse(at("birth_date"), "出生日期晚于今天，请核对");
            }
            return (sex, birth);
        };
        let birth = calendar(number.birth_date());
        if birth.is_some_and(|birth| birth > today) {
            fields.refuse(at("id_number"), "其中的出生日期晚于今天，请对照原件更正");
        }
        if typed_sex.is_some_and(|sex| sex != number.sex()) {
            fields.refuse(at("sex"), "与身份证号码第 17 位所示性别不一致，请核对");
        }
        if typed_birth.is_some() && typed_birth != birth {
            fields.refuse(at("birth_date"), "与身份证号码所示出生日期不一致，请核对");
        }
        (Some(number.sex()), birth)
    }

    fn employer_code(&self, fields: &mut Fields, name: &str) -> String {
        if self.employer_code.trim().is_empty() {
            return String::new();
        }
        match CreditCode::parse(&self.employer_code) {
            Ok(code) => code.to_string(),
            Err(fault) => {
                fields.refuse(name, fault.to_string());
                String::new()
            }
        }
    }
}

/// A day of birth; older than any other date that is typed.
fn birth(typed: &str) -> Result<NaiveDate, String> {
    let plain =
        crate::input::narrowed(typed).replace(['年', '月', '/', '.'], "-").replace('日', "");
    let parts: Vec<&str> = match plain.split('-').collect::<Vec<_>>().as_slice() {
        [whole] if whole.len() == 8 && whole.is_ascii() => {
            vec![&plain[..4], &plain[4..6], &plain[6..]]
        }
        _ => plain.split('-').collect(),
    };
    let number = |text: &&str| text.parse::<u16>().ok();
    let date = match parts.iter().map(number).collect::<Option<Vec<u16>>>().as_deref() {
        Some([year, month, day]) => u8::try_from(*month)
            .ok()
            .zip(u8::try_from(*day).ok())
            .and_then(|(month, day)| BirthDate::new(*year, month, day)),
        _ => None,
    };
    date.and_then(calendar).ok_or_else(|| "应为出生日期，例如 1980-01-31".to_owned())
}

pub(super) fn calendar(date: BirthDate) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(i32::from(date.year()), date.month().into(), date.day().into())
}

fn number<T>(
    fields: &mut Fields,
    name: &str,
    typed: &str,
    read: fn(&str) -> Result<T, NumberFault>,
) -> Change<T> {
    match typed.trim() {
        "" => Change::Keep,
        NONE => Change::Clear,
        typed => match read(typed) {
            Ok(value) => Change::Set(value),
            Err(fault) => {
                fields.refuse(name, fault.to_string());
                Change::Keep
            }
        },
    }
}

fn free(typed: String) -> Change<String> {
    match typed.as_str() {
        "" => Change::Keep,
        NONE => Change::Clear,
        _ => Change::Set(typed),
    }
}

fn choice_or<T: Coded>(fields: &mut Fields, name: &str, typed: &str, otherwise: T) -> T {
    if typed.trim().is_empty() { otherwise } else { fields.choice(name, typed) }
}
