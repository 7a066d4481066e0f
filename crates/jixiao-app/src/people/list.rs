//! Lists of people and of households, and their workbooks. Names and numbers are looked for by
//! [`super::find()`], never by an address.

use super::load::Sight;
use super::reveal::stated_purpose;
use super::sealed::{Masked, field};
use crate::amounts::chinese_date;
use crate::audit::{self, Event};
use crate::authz::{self, Action};
use crate::{Call, Refusal, text_sheet, vault};
use chrono::NaiveDate;
use jixiao_domain::{
    Coded as _, FileLevel, FileState, HardshipCause, HardshipClass, HonourLevel, HouseholdKind,
    OrganisationId, masked_name,
};
use jixiao_store::organisations::{self, Organisation};
use jixiao_store::persons::SUBJECT_KIND;
use jixiao_store::views::people::{
    self as view, HouseholdFilter, HouseholdLine, HouseholdOrder, PersonFilter, PersonLine,
    PersonOrder,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Lines of one workbook.
const LINE_COUNT_MAX: i64 = 50_000;

/// The filter of the list of people as it comes in an address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PersonListForm {
    /// `migrant`, `model_worker` or `in_file`; empty for all.
    pub group: String,
    /// Level of a model worker.
    pub level: String,
    /// The union's id.
    pub organisation: String,
    /// `latest`, `name` or `organisation`.
    pub sort: String,
}

impl PersonListForm {
    /// The groups to choose from.
    pub const GROUPS: &[(&str, &str)] =
        &[("in_file", "在档家庭成员"), ("model_worker", "劳模"), ("migrant", "农民工")];

    fn parse(&self) -> (PersonFilter, PersonOrder) {
        let filter = PersonFilter {
            organisation_id: self.organisation.trim().parse().ok().map(OrganisationId),
            migrant: self.group == "migrant",
            model_worker: self.group == "model_worker",
            in_file: self.group == "in_file",
            honour_level: HonourLevel::from_code(&self.level),
            ..PersonFilter::default()
        };
        let order = match self.sort.as_str() {
            "name" => PersonOrder::Name,
            "organisation" => PersonOrder::Organisation,
            _ => PersonOrder::Latest,
        };
        (filter, order)
    }
}

/// A line with what is shown of it.
#[derive(Debug, Clone)]
pub struct PersonRow {
    /// The person, the name as it is shown.
    pub line: PersonLine,
    /// Numbers as they are shown.
    pub masked: Masked,
    /// Full years of age.
    pub age: String,
}

/// A page of people.
#[derive(Debug, Clone)]
pub struct PersonList {
    /// People in all, under the filter.
    pub total: i64,
    /// Those of the page.
    pub lines: Vec<PersonRow>,
    /// Unions to choose from.
    pub organisations: Vec<Organisation>,
    /// Whether names are shown whole.
    pub sight: Sight,
    /// Whether the caller may register people somewhere.
    pub may_fill: bool,
}

fn sight(call: Call<'_>) -> Sight {
    let works = [Action::FillPeople, Action::ReviewPeople, Action::ApprovePeople];
    let inside = works.iter().any(|action| authz::allows_somewhere(call.actor, *action));
    if inside { Sight::Inside } else { Sight::Outside }
}

/// Lists people: `limit` lines from `offset`.
///
/// # Errors
/// [`Refusal::Forbidden`] where the caller sees nobody anywhere.
pub async fn people(
    call: Call<'_>,
    form: &PersonListForm,
    offset: i64,
    limit: i64,
) -> Result<PersonList, Refusal> {
    let store = &call.app.store;
    let scope = authz::scope(call.actor, Action::SeePeople)?;
    let (filter, order) = form.parse();
    let sight = sight(call);
    let lines = view::people(store, &scope, &filter, order, offset, limit).await?;
    let ids: Vec<i64> = lines.iter().map(|line| line.id.0).collect();
    let opened = vault::open(store, call.app, SUBJECT_KIND, &ids).await?;
    let today = call.today();
    let with = |mut line: PersonLine| {
        let masked = Masked::of(opened.get(&line.id.0), sight);
        line.name = shown(sight, &line.name);
        let age = age(line.birth_date, today);
        PersonRow { line, masked, age }
    };
    Ok(PersonList {
        total: view::count_people(store, &scope, &filter).await?,
        lines: lines.into_iter().map(with).collect(),
        organisations: organisations::list(store, &scope).await?,
        sight,
        may_fill: authz::allows_somewhere(call.actor, Action::FillPeople),
    })
}

/// A name as it is shown.
pub(crate) fn shown(sight: Sight, name: &str) -> String {
    match sight {
        Sight::Inside => name.to_owned(),
        Sight::Outside => masked_name(name),
    }
}

/// Full years of age; a birthday itself is not shown beside a masked number.
pub(crate) fn age(born: Option<NaiveDate>, today: NaiveDate) -> String {
    born.and_then(|born| today.years_since(born)).map_or_else(String::new, |age| age.to_string())
}

/// The filtered list of people as xlsx: masked, or in full for a purpose, which is logged.
///
/// # Errors
/// [`Refusal::TooMuch`] beyond 50,000 lines; [`Refusal::Invalid`] for a purpose too short;
/// [`Refusal::Forbidden`].
pub async fn export_people(
    call: Call<'_>,
    form: &PersonListForm,
    full_for: Option<&str>,
) -> Result<Vec<u8>, Refusal> {
    let store = &call.app.store;
    let right = if full_for.is_some() { Action::RevealPeople } else { Action::SeePeople };
    let scope = authz::scope(call.actor, right)?;
    let stated = full_for.map(stated_purpose).transpose()?;
    let (filter, order) = form.parse();
    let total = view::count_people(store, &scope, &filter).await?;
    refuse_many(total)?;
    let sight = sight(call);
    let lines = view::people(store, &scope, &filter, order, 0, LINE_COUNT_MAX).await?;
    let ids: Vec<i64> = lines.iter().map(|line| line.id.0).collect();
    let mut opened = BTreeMap::new();
    for part in ids.chunks(1_000) {
        opened.extend(vault::open(store, call.app, SUBJECT_KIND, part).await?);
    }
    let today = call.today();
    let rows = lines.into_iter().map(|line| {
        let masked = Masked::of(opened.get(&line.id.0), sight);
        let number = |name: &str, masked: String| match (&stated, opened.get(&line.id.0)) {
            (Some(_), Some(all)) => all.get(name).map_or_else(String::new, |one| one.to_string()),
            _ => masked,
        };
        vec![
            line.id.to_string(),
            shown(sight, &line.name),
            line.sex.map_or("", jixiao_domain::Coded::word).to_owned(),
            age(line.birth_date, today),
            number(field::ID_NUMBER, masked.id_number),
            number(field::PHONE, masked.phone),
            number(field::BANK_CARD, masked.bank_card),
            line.employer,
            line.organisation_name,
            line.file_state.map_or("", jixiao_domain::Coded::word).to_owned(),
            line.honour_level.map_or("", jixiao_domain::Coded::word).to_owned(),
        ]
    });
    let heads = [
        "编号",
        "姓名",
        "性别",
        "年龄",
        "证件号码",
        "联系电话",
        "银行账号",
        "工作单位",
        "建档单位",
        "档案状态",
        "劳模级别",
    ];
    let book = text_sheet::write("帮扶对象", &heads, rows)?;
    let action = if stated.is_some() { "person.export_full" } else { "person.export" };
    let used = stated.map_or_else(String::new, |purpose| format!("，用途：{purpose}"));
    logged(call, action, format!("导出 {total} 人{used}")).await?;
    Ok(book)
}

fn refuse_many(total: i64) -> Result<(), Refusal> {
    if total > LINE_COUNT_MAX {
        let message = format!("超过 {LINE_COUNT_MAX} 行，请缩小筛选范围后导出");
        return Err(Refusal::TooMuch(message));
    }
    Ok(())
}

async fn logged(call: Call<'_>, action: &str, detail: String) -> Result<(), Refusal> {
    let tx = call.app.store.begin().await?;
    let event = Event {
        action,
        subject_kind: SUBJECT_KIND,
        organisation_id: Some(call.actor.organisation_id),
        detail,
        ..Event::default()
    };
    audit::record(&tx, call.actor, call.at, event).await?;
    Ok(tx.commit().await?)
}

/// The filter of the list of households as it comes in an address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HouseholdListForm {
    /// A state's code, or `unreviewed`.
    pub state: String,
    /// A class's code.
    pub class: String,
    /// A kind's code.
    pub kind: String,
    /// A level's code.
    pub level: String,
    /// A cause's code.
    pub cause: String,
    /// The union's id.
    pub organisation: String,
    /// `latest`, `number`, `name` or `organisation`.
    pub sort: String,
}

impl HouseholdListForm {
    /// The code of files whose review of last year is not confirmed.
    pub const UNREVIEWED: &'static str = "unreviewed";

    fn parse(&self, today: NaiveDate) -> (HouseholdFilter, HouseholdOrder) {
        let last = i64::from(chrono::Datelike::year(&today)) - 1;
        let filter = HouseholdFilter {
            states: FileState::from_code(&self.state).into_iter().collect(),
            class: HardshipClass::from_code(&self.class),
            kind: HouseholdKind::from_code(&self.kind),
            level: FileLevel::from_code(&self.level),
            cause: HardshipCause::from_code(&self.cause),
            organisation_id: self.organisation.trim().parse().ok().map(OrganisationId),
            unreviewed_year: (self.state == Self::UNREVIEWED).then_some(last),
            ..HouseholdFilter::default()
        };
        let order = match self.sort.as_str() {
            "number" => HouseholdOrder::Number,
            "name" => HouseholdOrder::Name,
            "organisation" => HouseholdOrder::Organisation,
            _ => HouseholdOrder::Latest,
        };
        (filter, order)
    }
}

/// A page of households.
#[derive(Debug, Clone)]
pub struct HouseholdList {
    /// Households in all, under the filter.
    pub total: i64,
    /// Of all the caller may see, files kept now whose review of last year is not confirmed.
    pub unreviewed: i64,
    /// Last year.
    pub reviewed_year: i64,
    /// Those of the page.
    pub lines: Vec<HouseholdLine>,
    /// Unions to choose from.
    pub organisations: Vec<Organisation>,
    /// Whether the caller may open files somewhere.
    pub may_fill: bool,
}

/// Lists households: `limit` lines from `offset`.
///
/// # Errors
/// [`Refusal::Forbidden`] where the caller sees no files anywhere.
pub async fn households(
    call: Call<'_>,
    form: &HouseholdListForm,
    offset: i64,
    limit: i64,
) -> Result<HouseholdList, Refusal> {
    let store = &call.app.store;
    let scope = authz::scope(call.actor, Action::SeePeople)?;
    let (filter, order) = form.parse(call.today());
    let year = i64::from(chrono::Datelike::year(&call.today())) - 1;
    let late = HouseholdFilter { unreviewed_year: Some(year), ..HouseholdFilter::default() };
    let sight = sight(call);
    let mut lines = view::households(store, &scope, &filter, order, offset, limit).await?;
    for line in &mut lines {
        line.head_name = shown(sight, &line.head_name);
    }
    Ok(HouseholdList {
        total: view::count_households(store, &scope, &filter).await?,
        unreviewed: view::count_households(store, &scope, &late).await?,
        reviewed_year: year,
        lines,
        organisations: organisations::list(store, &scope).await?,
        may_fill: authz::allows_somewhere(call.actor, Action::FillPeople),
    })
}

/// The filtered list of households as xlsx; it holds no numbers of people.
///
/// # Errors
/// [`Refusal::TooMuch`] beyond 50,000 lines; [`Refusal::Forbidden`].
pub async fn export_households(
    call: Call<'_>,
    form: &HouseholdListForm,
) -> Result<Vec<u8>, Refusal> {
    let store = &call.app.store;
    let scope = authz::scope(call.actor, Action::SeePeople)?;
    let (filter, order) = form.parse(call.today());
    let total = view::count_households(store, &scope, &filter).await?;
    refuse_many(total)?;
    let sight = sight(call);
    let lines = view::households(store, &scope, &filter, order, 0, LINE_COUNT_MAX).await?;
    let rows = lines.into_iter().map(|line| {
        vec![
            line.file_number.unwrap_or_default(),
            shown(sight, &line.head_name),
            line.kind.word().to_owned(),
            line.level.word().to_owned(),
            line.class.map_or("", jixiao_domain::Coded::word).to_owned(),
            line.main_cause.word().to_owned(),
            line.member_count.to_string(),
            line.state.word().to_owned(),
            line.filed_on.map(chinese_date).unwrap_or_default(),
            line.reviewed_year.map(|year| year.to_string()).unwrap_or_default(),
            line.organisation_name,
        ]
    });
    let heads = [
        "档案编号",
        "职工姓名",
        "档案类型",
        "建档级别",
        "困难类别",
        "主要致困原因",
        "家庭人口（人）",
        "状态",
        "建档日期",
        "最近复核年度",
        "建档单位",
    ];
    let book = text_sheet::write("帮扶档案", &heads, rows)?;
    logged(call, "household.export", format!("导出 {total} 户")).await?;
    Ok(book)
}
