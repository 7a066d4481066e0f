//! The list of cases and its export.

use crate::amounts::{chinese_date, yuan};
use crate::audit::{self, Event};
use crate::authz::{self, Action};
use crate::people::{self, Sight};
use crate::{Call, Refusal, text_sheet, vault};
use chrono::NaiveDate;
use jixiao_aid::clock;
use jixiao_aid::programme::Programmes;
use jixiao_domain::{
    AidCaseState, AidRoundId, AidStage, Coded as _, Money, OrganisationId, PersonId, masked_name,
};
use jixiao_store::aid_cases::SUBJECT_KIND;
use jixiao_store::organisations::{self, Organisation};
use jixiao_store::persons;
use jixiao_store::views::aid_cases::{self as view, CaseFilter, CaseLine, CaseOrder, Totals};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Lines of one export.
const LINE_COUNT_MAX: i64 = 50_000;

/// The filter of the list as it comes in an address. It names nobody: people are found by their own
/// page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CaseListForm {
    /// The round's id.
    pub round: String,
    /// The programme's key.
    pub programme: String,
    /// Fiscal year.
    pub year: String,
    /// A state's code.
    pub state: String,
    /// A stage's code.
    pub stage: String,
    /// The unit's id.
    pub organisation: String,
    /// The holder's id.
    pub held: String,
    /// The person's id.
    pub person: String,
    /// `1` for what is overdue only.
    pub overdue: String,
    /// `latest`, `oldest` or `due`.
    pub sort: String,
}

impl CaseListForm {
    pub(super) fn parse(&self, today: NaiveDate) -> (CaseFilter, CaseOrder) {
        let key = |typed: &str| typed.trim().parse::<i64>().ok();
        let filter = CaseFilter {
            ids: None,
            round_id: key(&self.round).map(AidRoundId),
            programme: self.programme.trim().to_owned(),
            year: key(&self.year),
            state: AidCaseState::from_code(&self.state),
            stage: AidStage::from_code(&self.stage),
            organisation_id: key(&self.organisation).map(OrganisationId),
            held_by: key(&self.held).map(OrganisationId),
            person_id: key(&self.person).map(PersonId),
            due_before: (self.overdue == "1").then_some(today),
        };
        let order = match self.sort.as_str() {
            "oldest" => CaseOrder::Oldest,
            "due" => CaseOrder::Due,
            _ => CaseOrder::Latest,
        };
        (filter, order)
    }
}

/// A line as it is shown.
#[derive(Debug, Clone)]
pub struct CaseRow {
    /// The line, the name as the reader may see it.
    pub line: CaseLine,
    /// What the rule calls its tier.
    pub class_name: String,
    /// Days in the stage.
    pub days: i64,
    /// Whether the stage is overdue.
    pub overdue: bool,
}

/// A page of cases.
#[derive(Debug, Clone)]
pub struct CaseList {
    /// Cases under the filter, and what was approved of them.
    pub totals: Totals,
    /// Those of the page.
    pub rows: Vec<CaseRow>,
    /// Units to choose from.
    pub organisations: Vec<Organisation>,
    /// Whether the caller may file applications somewhere.
    pub may_fill: bool,
    /// Whether the caller may move cases somewhere.
    pub may_move: bool,
}

/// Lists cases: `limit` lines from `offset`.
///
/// # Errors
/// [`Refusal::Forbidden`] where the caller sees no cases anywhere.
pub async fn list(
    call: Call<'_>,
    form: &CaseListForm,
    offset: i64,
    limit: i64,
) -> Result<CaseList, Refusal> {
    let store = &call.app.store;
    let scope = authz::scope(call.actor, Action::SeeCases)?;
    let (filter, order) = form.parse(call.today());
    let lines = view::list(store, &scope, &filter, order, offset, limit).await?;
    let may = |action| authz::allows_somewhere(call.actor, action);
    Ok(CaseList {
        totals: view::totals(store, &scope, &filter).await?,
        rows: lines.into_iter().map(|line| row(call, line)).collect(),
        organisations: organisations::list(store, &scope).await?,
        may_fill: may(Action::FillCases),
        may_move: [Action::FillCases, Action::ReviewCases, Action::ApproveCases]
            .into_iter()
            .any(may),
    })
}

fn row(call: Call<'_>, mut line: CaseLine) -> CaseRow {
    if Sight::at(call, &line.organisation_path) == Sight::Outside {
        line.person_name = masked_name(&line.person_name);
    }
    let class_name = class_name(&line);
    let (days, overdue) = clock::held(line.stage_entered_on, line.due_on, call.today());
    CaseRow { line, class_name, days, overdue }
}

fn class_name(line: &CaseLine) -> String {
    let version = Programmes::builtin().version(&line.programme, line.rule_from);
    version
        .and_then(|programme| programme.tier(&line.class))
        .map_or_else(|| line.class.clone(), |tier| tier.name.clone())
}

const HEADS: [&str; 13] = [
    "申请编号",
    "批次",
    "姓名",
    "证件号码",
    "申请单位",
    "救助类别",
    "申请金额（元）",
    "测算金额（元）",
    "审定金额（元）",
    "状态",
    "当前环节",
    "承办单位",
    "期限",
];

/// The filtered list as xlsx. Identity numbers stand in it for a stated purpose only, which the
/// audit log keeps.
///
/// # Errors
/// [`Refusal::TooMuch`] beyond 50,000 lines; [`Refusal::Invalid`] on `purpose`;
/// [`Refusal::Forbidden`].
pub async fn export(
    call: Call<'_>,
    form: &CaseListForm,
    purpose: Option<&str>,
) -> Result<Vec<u8>, Refusal> {
    let store = &call.app.store;
    let action = if purpose.is_some() { Action::RevealPeople } else { Action::SeeCases };
    let scope = authz::scope(call.actor, action)?;
    let purpose = purpose.map(people::stated_purpose).transpose()?;
    let (filter, order) = form.parse(call.today());
    let total = view::totals(store, &scope, &filter).await?.count;
    if total > LINE_COUNT_MAX {
        let message = format!("超过 {LINE_COUNT_MAX} 行，请缩小筛选范围后导出");
        return Err(Refusal::TooMuch(message));
    }
    let lines = view::list(store, &scope, &filter, order, 0, LINE_COUNT_MAX).await?;
    let numbers = match &purpose {
        Some(_) => numbers(call, &lines).await?,
        None => BTreeMap::new(),
    };
    let rows = lines.into_iter().map(|line| {
        let number = numbers.get(&line.person_id.0).cloned().unwrap_or_default();
        cells(row(call, line), number)
    });
    let book = text_sheet::write("救助申请", &HEADS, rows)?;
    let used = purpose.map_or_else(String::new, |purpose| format!("，含证件号码，用途：{purpose}"));
    let tx = store.begin().await?;
    let event = Event {
        action: "aid_case.export",
        subject_kind: SUBJECT_KIND,
        organisation_id: Some(call.actor.organisation_id),
        detail: format!("导出 {total} 件{used}"),
        ..Event::default()
    };
    audit::record(&tx, call.actor, call.at, event).await?;
    tx.commit().await?;
    Ok(book)
}

fn cells(row: CaseRow, number: String) -> Vec<String> {
    let money = |amount: Option<Money>| amount.map(yuan).unwrap_or_default();
    let line = row.line;
    vec![
        line.id.to_string(),
        line.round_label,
        line.person_name,
        number,
        line.organisation_name,
        row.class_name,
        money(line.asked),
        money(line.computed),
        money(line.approved),
        line.state.word().to_owned(),
        line.stage.map_or("", |stage| stage.word()).to_owned(),
        line.held_by_name,
        line.due_on.map(chinese_date).unwrap_or_default(),
    ]
}

async fn numbers(call: Call<'_>, lines: &[CaseLine]) -> Result<BTreeMap<i64, String>, Refusal> {
    let ids: Vec<i64> = lines.iter().map(|line| line.person_id.0).collect();
    let mut numbers = BTreeMap::new();
    for part in ids.chunks(1_000) {
        let opened = vault::open(&call.app.store, call.app, persons::SUBJECT_KIND, part).await?;
        for (id, mut fields) in opened {
            let number = fields.remove(people::field::ID_NUMBER).unwrap_or_default();
            numbers.insert(id, number.to_string());
        }
    }
    Ok(numbers)
}
