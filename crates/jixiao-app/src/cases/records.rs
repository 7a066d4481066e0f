//! 入户调查 and 民政核对: written down while a case is under review; what its stage asks for.

use super::decide::{Asking, moved_by, ready};
use super::load::load;
use super::places::Places;
use crate::audit::{self, Event as Entry};
use crate::input::{Fields, Lines};
use crate::{Call, Refusal};
use chrono::NaiveDate;
use jixiao_domain::{AidCaseEvent as Event, AidCaseId, Coded as _, MeansResult};
use jixiao_store::aid_cases::{self, NewRecord, SUBJECT_KIND};
use serde::{Deserialize, Serialize};

/// A home visit as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct VisitForm {
    /// 调查日期
    pub visited_on: String,
    /// 调查人, two at least.
    pub visitors: String,
    /// 调查情况
    pub findings: String,
}

/// The answer of the civil affairs office as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MeansForm {
    /// 核对日期
    pub checked_on: String,
    /// The result's code.
    pub result: String,
    /// 核对情况
    pub findings: String,
}

/// What is written down.
struct Noted {
    event: Event,
    on: NaiveDate,
    visitors: String,
    result: Option<MeansResult>,
    findings: String,
}

impl VisitForm {
    fn parse(&self, today: NaiveDate) -> Result<Noted, Refusal> {
        let mut fields = Fields::new();
        let on = fields.date("visited_on", &self.visited_on);
        let visitors = fields.text("visitors", &self.visitors, Lines::One, 100);
        let names = visitors.split(['、', '，', ',', ' ']).filter(|name| !name.trim().is_empty());
        let several = names.count() >= 2;
        let message = "入户调查须两人以上，姓名之间用顿号隔开";
        fields.require(several || visitors.is_empty(), "visitors", message);
        let findings = fields.text("findings", &self.findings, Lines::Many, 1_000);
        require_past(&mut fields, "visited_on", on, today);
        let noted = Noted { event: Event::Visit, on, visitors, result: None, findings };
        fields.finish(noted).map_err(Refusal::Invalid)
    }
}

impl MeansForm {
    fn parse(&self, today: NaiveDate) -> Result<Noted, Refusal> {
        let mut fields = Fields::new();
        let on = fields.date("checked_on", &self.checked_on);
        let result: MeansResult = fields.choice("result", &self.result);
        let findings = if result == MeansResult::Consistent {
            fields.optional_text("findings", &self.findings, Lines::Many, 1_000)
        } else {
            fields.text("findings", &self.findings, Lines::Many, 1_000)
        };
        require_past(&mut fields, "checked_on", on, today);
        let event = Event::CheckMeans;
        let noted = Noted { event, on, visitors: String::new(), result: Some(result), findings };
        fields.finish(noted).map_err(Refusal::Invalid)
    }
}

/// Writes a home visit down.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Forbidden`], [`Refusal::WrongState`], [`Refusal::Invalid`].
pub async fn note_visit(call: Call<'_>, id: AidCaseId, form: &VisitForm) -> Result<(), Refusal> {
    note(call, id, Event::Visit, || form.parse(call.today())).await
}

/// Writes the answer of the civil affairs office down.
///
/// # Errors
/// As [`note_visit`].
pub async fn note_means(call: Call<'_>, id: AidCaseId, form: &MeansForm) -> Result<(), Refusal> {
    note(call, id, Event::CheckMeans, || form.parse(call.today())).await
}

fn require_past(fields: &mut Fields, field: &str, on: NaiveDate, today: NaiveDate) {
    fields.require(on <= today, field, "日期不能晚于今天");
}

async fn note(
    call: Call<'_>,
    id: AidCaseId,
    event: Event,
    parse: impl FnOnce() -> Result<Noted, Refusal>,
) -> Result<(), Refusal> {
    let tx = call.app.store.begin().await?;
    let loaded = load(&tx, call, id).await?;
    let places = Places::load(&tx).await?;
    let asking = Asking { call, round: &loaded.round, places: &places, posting: None };
    let ready = ready(&tx, &[id]).await?;
    let one = ready.first().ok_or(Refusal::NotFound("该救助申请"))?;
    moved_by(&asking, one, event).map_err(|barred| barred.refusal)?;
    let noted = parse()?;
    let new = NewRecord {
        event: noted.event,
        happened_on: Some(noted.on),
        visitors: &noted.visitors,
        result: noted.result,
        words: &noted.findings,
        by: call.actor.user_id,
        at: call.at,
    };
    aid_cases::record(&tx, &one.case, &new).await?;
    let entry = Entry {
        action: &format!("{SUBJECT_KIND}.{}", event.code()),
        subject_kind: SUBJECT_KIND,
        subject_id: id.to_string(),
        organisation_id: Some(loaded.organisation.id),
        detail: event.word().to_owned(),
    };
    audit::record(&tx, call.actor, call.at, entry).await?;
    Ok(tx.commit().await?)
}
