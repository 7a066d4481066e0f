//! Opening a round: a programme, the project that pays, a year, days, standards.

use super::catalogue::{self, versions};
use crate::amounts::yuan;
use crate::audit::{self, Event};
use crate::authz::{self, Action};
use crate::input::{self, Fields, Lines};
use crate::{Call, Refusal};
use chrono::{Datelike as _, NaiveDate};
use jixiao_aid::programme::{AidProgramme, AmountRule, Programmes};
use jixiao_domain::{AidRoundId, FiscalYear, Money, ProjectId};
use jixiao_store::aid_rounds::{self as rows, NewAidRound, SUBJECT_KIND};
use jixiao_store::projects::{self, Project};
use jixiao_store::views::aid_rounds::{self as view, Payer};
use jixiao_store::{Connection, StoreError, Transaction, funds, project_years};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The most days a notice may be.
const NOTICE_DAYS_MAX: u32 = 60;

/// A round as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OpenForm {
    /// Key of the programme.
    pub programme: String,
    /// Key of the project whose budget pays.
    pub project: String,
    /// The fiscal year.
    pub year: String,
    /// 批次名称
    pub label: String,
    /// First day of applications.
    pub opens_on: String,
    /// Last day of applications.
    pub closes_on: String,
    /// Days of 公示; empty for what the rules say.
    pub notice_days: String,
    /// The most the round may pay; empty for no bound of its own.
    pub budget: String,
    /// 行政区划代码 of the place whose figures hold; empty for that of the installation.
    pub region: String,
    /// `amount_<tier>`: standards of tiers that leave them to the round; empty tiers are not given.
    #[serde(flatten)]
    pub amounts: BTreeMap<String, String>,
}

/// What the form offers.
#[derive(Debug, Clone)]
pub struct OpenPage {
    /// The version that governs on the first day typed, or why none does.
    pub programme: Result<&'static AidProgramme, String>,
    /// Projects with a budget in the year typed.
    pub payers: Vec<Payer>,
}

/// A round to open.
struct Input {
    project_id: ProjectId,
    year: FiscalYear,
    label: String,
    opens_on: NaiveDate,
    closes_on: NaiveDate,
    notice_days: Option<u32>,
    budget: Option<Money>,
    region: String,
}

impl OpenForm {
    /// The usual round of a programme for a day: its year, a month of applications.
    pub fn usual(key: &str, today: NaiveDate, region: &str) -> Self {
        let name = Programmes::builtin().name(key);
        let until = today.checked_add_months(chrono::Months::new(1)).unwrap_or(today);
        Self {
            programme: key.to_owned(),
            year: today.year().to_string(),
            label: format!("{}年{name}", today.year()),
            opens_on: today.to_string(),
            closes_on: until.to_string(),
            region: region.to_owned(),
            ..Self::default()
        }
    }

    /// The field of a tier's standard.
    pub fn amount_field(tier: &str) -> String {
        format!("amount_{tier}")
    }

    fn read(&self, fields: &mut Fields, region: &str) -> Input {
        let project_id = fields.key("project", &self.project);
        let year = fields.year("year", &self.year);
        let label = fields.text("label", &self.label, Lines::One, 50);
        let opens_on = fields.date("opens_on", &self.opens_on);
        let closes_on = fields.date("closes_on", &self.closes_on);
        let given = |typed: &str| !typed.trim().is_empty();
        let notice_days = given(&self.notice_days).then(|| {
            let parsed = input::count(&self.notice_days).and_then(|days| {
                let within = days <= NOTICE_DAYS_MAX;
                within.then_some(days).ok_or(format!("公示天数不能超过 {NOTICE_DAYS_MAX} 天"))
            });
            fields.take("notice_days", parsed, 0)
        });
        let budget = given(&self.budget).then(|| above_zero(fields, "budget", &self.budget));
        let typed = input::narrowed(&self.region);
        let region = if typed.is_empty() { region.to_owned() } else { typed };
        let is_code = region.len() == 6 && region.bytes().all(|byte| byte.is_ascii_digit());
        fields.require(is_code, "region", "请填写六位行政区划代码，例如 530100");
        if fields.are_good() {
            fields.require(opens_on <= closes_on, "closes_on", "申请截止日不能早于开始日");
            // 两节 of a year are visited from the end of the year before.
            let near = (opens_on.year() - i32::from(year.get())).abs() <= 1;
            fields.require(near, "opens_on", "申请开始日应在所选年度或相邻年度");
        }
        Input { project_id, year, label, opens_on, closes_on, notice_days, budget, region }
    }
}

pub(super) fn above_zero(fields: &mut Fields, field: &str, typed: &str) -> Money {
    let amount = fields.money(field, typed);
    let known_bad = !fields.are_good();
    fields.require(amount.fen() > 0 || known_bad, field, "金额须大于零；不设限额的请留空");
    amount
}

/// The standards typed for the tiers of a programme that leave them to the round.
pub(super) fn standards(
    fields: &mut Fields,
    programme: &AidProgramme,
    amounts: &BTreeMap<String, String>,
) -> Vec<(String, Money)> {
    let mut set = Vec::new();
    let is_open = |rule: &AmountRule| matches!(rule, AmountRule::Round { .. });
    let all_open = programme.tiers.iter().all(|tier| is_open(&tier.amount.value));
    for tier in &programme.tiers {
        let AmountRule::Round { least, most } = &tier.amount.value else { continue };
        let field = OpenForm::amount_field(&tier.key);
        let typed = amounts.get(&field).map_or("", |typed| typed.trim());
        if typed.is_empty() {
            continue;
        }
        let parsed = input::money(typed).and_then(|amount| {
            let within = *least <= amount && amount <= *most;
            let message = || format!("应在 {} 元至 {} 元之间", yuan(*least), yuan(*most));
            if within { Ok(amount) } else { Err(message()) }
        });
        set.push((tier.key.clone(), fields.take(&field, parsed, Money::default())));
    }
    if all_open && set.is_empty() && fields.are_good() {
        let first = programme.tiers.first().map_or("", |tier| tier.key.as_str());
        let message = "请至少填写一个档次的补助标准；未填写的档次本批次不办理";
        fields.refuse(OpenForm::amount_field(first), message);
    }
    set
}

/// What the form of a round offers.
///
/// # Errors
/// [`Refusal::NotFound`] for a key nobody knows; [`Refusal::Forbidden`].
pub async fn open_page(call: Call<'_>, form: &OpenForm) -> Result<OpenPage, Refusal> {
    let scope = authz::scope(call.actor, Action::OpenAidRounds)?;
    versions(&form.programme)?;
    let store = &call.app.store;
    let on = input::date(&form.opens_on).unwrap_or_else(|_| call.today());
    let typed = input::narrowed(&form.region);
    let region = if typed.is_empty() { catalogue::region(store).await? } else { typed };
    let year = input::year(&form.year).map_or(call.today().year().into(), |y| i64::from(y.get()));
    Ok(OpenPage {
        programme: catalogue::in_force(&form.programme, &region, on),
        payers: view::payers(store, &scope, year).await?,
    })
}

/// Opens a round.
///
/// # Errors
/// [`Refusal::Invalid`], also where no rules govern the first day, the project has no budget in the
/// year or the ceiling goes beyond it; [`Refusal::Forbidden`].
pub async fn open(call: Call<'_>, form: &OpenForm) -> Result<AidRoundId, Refusal> {
    authz::scope(call.actor, Action::OpenAidRounds)?;
    versions(&form.programme)?;
    let tx = call.app.store.begin().await?;
    let mut fields = Fields::new();
    let input = form.read(&mut fields, &catalogue::region(&tx).await?);
    if !fields.are_good() {
        return Err(refused(fields));
    }
    let programme = catalogue::in_force(&form.programme, &input.region, input.opens_on)
        .map_err(|words| Refusal::field("opens_on", words))?;
    let amounts = standards(&mut fields, programme, &form.amounts);
    let notice = programme.notice_days();
    let notice_days = input.notice_days.unwrap_or(notice);
    let message = format!("公示不得少于规则规定的 {notice} 天");
    fields.require(notice_days >= notice, "notice_days", &message);
    if !fields.are_good() {
        return Err(refused(fields));
    }
    let project = payer(&tx, call, input.project_id).await?;
    let year = i64::from(input.year.get());
    within_budget(&tx, input.project_id, year, input.budget, None).await?;
    let new = NewAidRound {
        organisation_id: project.organisation_id,
        project_id: project.id,
        programme: &programme.key,
        rule_from: programme.valid_from,
        region: &input.region,
        year,
        label: &input.label,
        opens_on: input.opens_on,
        closes_on: input.closes_on,
        notice_days: i64::from(notice_days),
        budget: input.budget,
        amounts: &amounts,
    };
    let id = match rows::insert(&tx, &new, call.actor.user_id, call.at).await {
        Err(StoreError::Duplicate(_)) => {
            let message = "该单位本年度已有同名批次，请改用其他名称";
            return Err(Refusal::field("label", message));
        }
        other => other?,
    };
    let (name, from) = (&programme.title, programme.valid_from);
    let entry = Event {
        action: "aid_round.open",
        subject_kind: SUBJECT_KIND,
        subject_id: id.to_string(),
        organisation_id: Some(project.organisation_id),
        detail: format!("开设批次“{}”，规则：{name}（{from} 施行）", input.label),
    };
    audit::record(&tx, call.actor, call.at, entry).await?;
    tx.commit().await?;
    Ok(id)
}

fn refused(fields: Fields) -> Refusal {
    fields.finish(()).map_or_else(Refusal::Invalid, |()| Refusal::Invalid(Vec::new()))
}

/// The project that pays, where the caller may open rounds.
async fn payer(tx: &Transaction, call: Call<'_>, id: ProjectId) -> Result<Project, Refusal> {
    let missing = || Refusal::field("project", "请从列表中选择支出项目");
    let project = projects::find(tx, id)
        .await?
        .filter(|found| found.active)
        .filter(|found| authz::allows(call.actor, Action::SeeAid, &found.organisation_path))
        .ok_or_else(missing)?;
    authz::authorise(call.actor, Action::OpenAidRounds, &project.organisation_path)?;
    Ok(project)
}

/// Refuses a ceiling that, with those of the project's other rounds of the year, goes beyond
/// 全年预算数; and any round of a year without a budget.
pub(super) async fn within_budget(
    connection: &impl Connection,
    project_id: ProjectId,
    year: i64,
    budget: Option<Money>,
    except: Option<AidRoundId>,
) -> Result<(), Refusal> {
    let Some(found) = project_years::find_in(connection, project_id, year).await? else {
        let message = format!("该项目没有 {year} 年度，请先开设项目年度并登记预算");
        return Err(Refusal::field("project", message));
    };
    let adjusted = funds::fund_summary(connection, found.id).await?.total.adjusted;
    if adjusted.fen() <= 0 {
        let message = format!("该项目 {year} 年度没有预算，不能开设批次");
        return Err(Refusal::field("project", message));
    }
    let Some(budget) = budget else { return Ok(()) };
    let others = view::ceilings(connection, project_id, year, except.map(|id| id.0)).await?;
    if others.saturating_add(budget.fen()) <= adjusted.fen() {
        return Ok(());
    }
    let (others, adjusted) = (yuan(Money::from_fen(others)), yuan(adjusted));
    let message = format!(
        "超过项目全年预算数 {adjusted} 元（该项目其他批次限额共 {others} 元），请调低限额或先调整预算"
    );
    Err(Refusal::field("budget", message))
}
