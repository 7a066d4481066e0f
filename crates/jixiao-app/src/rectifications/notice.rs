//! Giving a notice: 整改通知.

use crate::audit::{self, Event};
use crate::authz::{self, Action};
use crate::input::{self, Fields, Lines};
use crate::monitoring;
use crate::projects::{self, YearPlace};
use crate::{Call, FieldError, Refusal};
use chrono::{Days, NaiveDate};
use jixiao_domain::{
    Coded as _, EvaluationId, MonitoringWarningId, ProjectYearId, RectificationId,
    RectificationOrigin, SelfEvaluationId,
};
use jixiao_regulation::{DayUnit, Term, WorkCalendar};
use jixiao_store::rectifications::{self as rows, NewRectification, SUBJECT_KIND};
use jixiao_store::views::monitoring::warnings;
use jixiao_store::{StoreError, Transaction, evaluations, self_evaluations};
use serde::{Deserialize, Serialize};

/// Characters of problem and requirement.
const WORDS_CHARACTERS_MAX: usize = 2000;
/// A date further away is a slip of the keyboard.
const DUE_DAYS_MAX: u64 = 366;
/// Endings that make a number a term of working days, or of calendar days.
const TERM_ENDINGS: [(&str, DayUnit); 5] = [
    ("个工作日", DayUnit::Working),
    ("个自然日", DayUnit::Calendar),
    ("工作日", DayUnit::Working),
    ("日", DayUnit::Calendar),
    ("天", DayUnit::Calendar),
];

/// A notice as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NoticeForm {
    /// Key of the project's year.
    pub project_year: String,
    /// An origin's code; empty is `manual`.
    pub origin: String,
    /// Key of the warning, self-evaluation or evaluation it comes from.
    pub origin_id: String,
    /// 存在问题
    pub problem: String,
    /// 整改要求
    pub requirement: String,
    /// 整改期限: a date, or a term counted from today such as `10个工作日` and `30日`.
    pub due_on: String,
}

/// A notice to give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The project's year.
    pub project_year_id: ProjectYearId,
    /// What made it necessary.
    pub origin: RectificationOrigin,
    /// Key of what it comes from.
    pub origin_id: Option<i64>,
    /// 存在问题
    pub problem: String,
    /// 整改要求
    pub requirement: String,
    /// 整改期限
    pub due_on: NaiveDate,
}

impl NoticeForm {
    /// What the form means, typed on `today`.
    ///
    /// # Errors
    /// Every field that can't be taken.
    pub fn parse(&self, today: NaiveDate) -> Result<Notice, Vec<FieldError>> {
        let mut fields = Fields::new();
        let project_year_id = fields.key("project_year", &self.project_year);
        let origin = if self.origin.trim().is_empty() {
            RectificationOrigin::Manual
        } else {
            fields.choice("origin", &self.origin)
        };
        let from_record = origin != RectificationOrigin::Manual;
        let origin_id = from_record.then(|| fields.key::<i64>("origin_id", &self.origin_id));
        let mut words =
            |name: &str, typed: &str| fields.text(name, typed, Lines::Many, WORDS_CHARACTERS_MAX);
        let problem = words("problem", &self.problem);
        let requirement = words("requirement", &self.requirement);
        let due_on = due_date(&mut fields, &self.due_on, today);
        if fields.are_good()
            && let Some(fault) = fault_of_date(due_on, today)
        {
            fields.refuse("due_on", fault);
        }
        fields.finish(Notice { project_year_id, origin, origin_id, problem, requirement, due_on })
    }
}

/// A last day as typed: the date itself, or the end of a term that begins today.
pub(super) fn due_date(fields: &mut Fields, typed: &str, today: NaiveDate) -> NaiveDate {
    let narrow = input::narrowed(typed);
    let term = TERM_ENDINGS.iter().find_map(|(ending, unit)| {
        let days = narrow.strip_suffix(ending)?.parse().ok()?;
        Some(match unit {
            DayUnit::Working => Term::working(days),
            DayUnit::Calendar => Term::calendar(days),
        })
    });
    let in_reach = term.filter(|term| u64::from(term.days) <= DUE_DAYS_MAX);
    match in_reach.and_then(|term| WorkCalendar::builtin().due(today, term)) {
        Some(day) => day,
        None => fields.date("due_on", typed),
    }
}

/// What is wrong with a date by which something is to be set right.
pub(super) fn fault_of_date(due_on: NaiveDate, today: NaiveDate) -> Option<String> {
    let last = today.checked_add_days(Days::new(DUE_DAYS_MAX)).unwrap_or(today);
    if due_on <= today {
        return Some("整改期限应晚于今天".to_owned());
    }
    if due_on > last {
        return Some("整改期限不得超过一年，请核对日期".to_owned());
    }
    let calendar = WorkCalendar::builtin();
    let day = calendar.day(due_on);
    if day.is_working() {
        return None;
    }
    let next = calendar.next_working_day(due_on).map(crate::amounts::chinese_date);
    Some(format!("该日为{}，可改为其后第一个工作日{}", day.word(), next.unwrap_or_default()))
}

/// Gives a notice as typed. A warning it comes from is answered by it.
///
/// # Errors
/// [`Refusal::WrongState`] where the warning was answered otherwise;
/// [`Refusal::Invalid`]; [`Refusal::NotFound`] where the caller may not see the year or what the
/// notice is said to come from is not of that year; [`Refusal::Forbidden`].
pub async fn open(call: Call<'_>, form: &NoticeForm) -> Result<RectificationId, Refusal> {
    let notice = form.parse(call.today()).map_err(Refusal::Invalid)?;
    let tx = call.app.store.begin().await?;
    require_origin(&tx, &notice).await?;
    let id = open_in(&tx, call, &notice).await?;
    if let (RectificationOrigin::Warning, Some(key)) = (notice.origin, notice.origin_id) {
        let link = format!("/rectifications/{id}");
        monitoring::hand_over(&tx, call, MonitoringWarningId(key), &link).await?;
    }
    tx.commit().await?;
    Ok(id)
}

/// The notice that answers a warning, as far as the warning says it.
///
/// # Errors
/// [`Refusal::NotFound`] where there is no such warning the caller may see.
pub async fn from_warning(call: Call<'_>, id: MonitoringWarningId) -> Result<NoticeForm, Refusal> {
    let found = warnings::line(&call.app.store, id).await?;
    let warning = found
        .filter(|warning| authz::allows(call.actor, Action::SeeProjects, &warning.path))
        .ok_or(Refusal::NotFound("该预警"))?;
    let basis = match warning.article.as_str() {
        "" => String::new(),
        article => format!("（{article}）"),
    };
    Ok(NoticeForm {
        project_year: warning.project_year_id.to_string(),
        origin: RectificationOrigin::Warning.code().to_owned(),
        origin_id: id.to_string(),
        problem: format!("{}运行监控：{}{basis}", warning.label, warning.sentence),
        ..NoticeForm::default()
    })
}

/// The notice that follows a spot check, as far as the check says it.
///
/// # Errors
/// [`Refusal::NotFound`] where there is no such self-evaluation the caller may see;
/// [`Refusal::WrongState`] where it was not drawn.
pub async fn from_spot_check(call: Call<'_>, id: SelfEvaluationId) -> Result<NoticeForm, Refusal> {
    const WHAT: &str = "该绩效自评";
    let store = &call.app.store;
    let checked = self_evaluations::find(store, id).await?.ok_or(Refusal::NotFound(WHAT))?;
    let place = projects::place(store, call, checked.project_year_id, WHAT).await?;
    if !checked.sampled {
        return Err(Refusal::WrongState("该绩效自评未被抽中核查".to_owned()));
    }
    let scores = match (checked.total, checked.check_total) {
        (Some(own), Some(found)) => {
            format!("自评 {} 分，核查 {} 分。", own.normalize(), found.normalize())
        }
        _ => String::new(),
    };
    Ok(NoticeForm {
        project_year: checked.project_year_id.to_string(),
        origin: RectificationOrigin::SpotCheck.code().to_owned(),
        origin_id: id.to_string(),
        problem: format!("{}年度绩效自评抽查复核：{scores}{}", place.year.year, checked.check_note),
        ..NoticeForm::default()
    })
}

/// Gives a notice in a transaction that does more, such as answering a warning. The caller has seen
/// to it that `origin_id` is a record of that year.
///
/// # Errors
/// [`Refusal::NotFound`] where the caller may not see the year; [`Refusal::Forbidden`];
/// [`Refusal::Invalid`] for a date that is past.
pub async fn open_in(
    tx: &Transaction,
    call: Call<'_>,
    notice: &Notice,
) -> Result<RectificationId, Refusal> {
    use chrono::Datelike as _;
    let place = projects::place(tx, call, notice.project_year_id, "项目年度").await?;
    authz::authorise(call.actor, Action::SuperviseRectification, &place.organisation.path)?;
    if let Some(fault) = fault_of_date(notice.due_on, call.today()) {
        return Err(Refusal::field("due_on", fault));
    }
    let new = NewRectification {
        project_year_id: notice.project_year_id,
        issue_year: i64::from(call.today().year()),
        origin: notice.origin,
        origin_id: notice.origin_id,
        problem: &notice.problem,
        requirement: &notice.requirement,
        due_on: notice.due_on,
        opened_by: call.actor.user_id,
        opened_at: call.at,
    };
    let id = match rows::insert(tx, &new).await {
        // Another notice took the number at the same time.
        Err(StoreError::Duplicate(_)) => return Err(Refusal::Conflict("整改通知编号")),
        other => other?,
    };
    record(tx, call, &place, id, notice).await?;
    Ok(id)
}

async fn record(
    tx: &Transaction,
    call: Call<'_>,
    place: &YearPlace,
    id: RectificationId,
    notice: &Notice,
) -> Result<(), Refusal> {
    let entry = Event {
        action: "rectification.open",
        subject_kind: SUBJECT_KIND,
        subject_id: id.to_string(),
        organisation_id: Some(place.organisation.id),
        detail: format!("{}：{}，期限 {}", place.name(), notice.origin.word(), notice.due_on),
    };
    audit::record(tx, call.actor, call.at, entry).await
}

/// Refuses a notice that is said to come from a record of another year.
async fn require_origin(tx: &Transaction, notice: &Notice) -> Result<(), Refusal> {
    let key = notice.origin_id.unwrap_or_default();
    let year = match notice.origin {
        RectificationOrigin::Manual => return Ok(()),
        RectificationOrigin::SpotCheck => self_evaluations::find(tx, SelfEvaluationId(key))
            .await?
            .filter(|evaluation| evaluation.sampled)
            .map(|evaluation| evaluation.project_year_id),
        RectificationOrigin::Evaluation => evaluations::find(tx, EvaluationId(key))
            .await?
            .map(|evaluation| evaluation.project_year_id),
        RectificationOrigin::Warning => warnings::line(tx, MonitoringWarningId(key))
            .await?
            .map(|warning| warning.project_year_id),
    };
    if year == Some(notice.project_year_id) {
        return Ok(());
    }
    Err(Refusal::field("origin_id", "整改来源与项目年度不符，请从来源页面下达整改通知"))
}
