//! 劳模: level, status and honours of a person.

use super::load::person;
use crate::audit::{self, Event};
use crate::authz::{self, Action};
use crate::input::{Fields, Lines};
use crate::{Call, FieldError, Refusal};
use jixiao_domain::{
    Coded as _, HonourLevel, ModelWorkerClass, ModelWorkerStatus, OrganisationId, PersonId,
};
use jixiao_store::model_workers::{self as rows, ModelWorker, ModelWorkerContent, SUBJECT_KIND};
use jixiao_store::{StoreError, Transaction};
use serde::{Deserialize, Serialize};

/// A model worker's record as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ModelWorkerForm {
    /// The revision the page was opened at; empty for a new record.
    pub revision: String,
    /// 最高荣誉级别
    pub level: String,
    /// 状态
    pub status: String,
    /// Why the status holds; asked for anything but 健在.
    pub status_reason: String,
    /// Since when.
    pub status_on: String,
    /// 困难类别; empty for none.
    pub class: String,
}

/// An honour as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HonourForm {
    /// Its level.
    pub level: String,
    /// 荣誉称号
    pub title: String,
    /// Year it was awarded.
    pub awarded_year: String,
    /// 表彰文号
    pub document_number: String,
}

impl ModelWorkerForm {
    /// The form of a record.
    pub fn of(held: &ModelWorker) -> Self {
        Self {
            revision: held.revision.to_string(),
            level: held.level.code().to_owned(),
            status: held.status.code().to_owned(),
            status_reason: held.status_reason.clone(),
            status_on: held.status_on.map(|day| day.to_string()).unwrap_or_default(),
            class: held.class.map_or("", jixiao_domain::Coded::code).to_owned(),
        }
    }

    fn parse(&self) -> Result<ModelWorkerContent, Vec<FieldError>> {
        let mut fields = Fields::new();
        let level: HonourLevel = fields.choice("level", &self.level);
        let status: ModelWorkerStatus = fields.choice("status", &self.status);
        let status_reason = if status.is_paid() {
            fields.optional_text("status_reason", &self.status_reason, Lines::Many, 300)
        } else {
            fields.text("status_reason", &self.status_reason, Lines::Many, 300)
        };
        let status_on =
            (!self.status_on.trim().is_empty()).then(|| fields.date("status_on", &self.status_on));
        let class = (!self.class.trim().is_empty())
            .then(|| fields.choice::<ModelWorkerClass>("class", &self.class));
        fields.finish(ModelWorkerContent { level, status, status_reason, status_on, class })
    }
}

/// Makes a person a model worker, or changes the record.
///
/// # Errors
/// [`Refusal::Invalid`], [`Refusal::Forbidden`], [`Refusal::Conflict`].
pub async fn save_model_worker(
    call: Call<'_>,
    id: PersonId,
    form: &ModelWorkerForm,
) -> Result<(), Refusal> {
    let tx = call.app.store.begin().await?;
    let loaded = person(&tx, call, id).await?;
    authz::authorise(call.actor, Action::FillPeople, &loaded.organisation.path)?;
    let content = form.parse().map_err(Refusal::Invalid)?;
    let (by, at) = (call.actor.user_id, call.at);
    let key = match rows::of_person(&tx, id).await? {
        None => rows::insert(&tx, id, &content, by, at).await?,
        Some(held) => {
            if form.revision.trim() != held.revision.to_string() {
                return Err(Refusal::Conflict("该劳模档案"));
            }
            match rows::update(&tx, held.id, held.revision, &content).await {
                Err(StoreError::Stale) => return Err(Refusal::Conflict("该劳模档案")),
                other => other?,
            }
            held.id
        }
    };
    let detail = format!("{}，{}", content.level.word(), content.status.word());
    let action = "model_worker.save";
    record(&tx, call, action, key.0, loaded.organisation.id, detail).await?;
    Ok(tx.commit().await?)
}

/// Adds an honour.
///
/// # Errors
/// [`Refusal::Invalid`], [`Refusal::Forbidden`], [`Refusal::WrongState`] where the person is no model
/// worker.
pub async fn add_honour(call: Call<'_>, id: PersonId, form: &HonourForm) -> Result<(), Refusal> {
    let tx = call.app.store.begin().await?;
    let loaded = person(&tx, call, id).await?;
    authz::authorise(call.actor, Action::FillPeople, &loaded.organisation.path)?;
    let held = rows::of_person(&tx, id)
        .await?
        .ok_or_else(|| Refusal::WrongState("请先登记劳模级别和状态，再登记荣誉".to_owned()))?;
    let mut fields = Fields::new();
    let level: HonourLevel = fields.choice("level", &form.level);
    let title = fields.text("title", &form.title, Lines::One, 60);
    let typed = form.awarded_year.trim().parse::<i64>().ok();
    let latest = i64::from(chrono::Datelike::year(&call.today()));
    let year = typed.filter(|year| (1949..=latest).contains(year));
    fields.require(year.is_some(), "awarded_year", "请填写授予年份，例如 2015");
    let document = fields.optional_text("document_number", &form.document_number, Lines::One, 60);
    fields.finish(()).map_err(Refusal::Invalid)?;
    let year = year.unwrap_or_default();
    rows::add_honour(&tx, held.id, level, &title, year, &document).await?;
    let (action, detail) = ("model_worker.add_honour", format!("{}，{year} 年", level.word()));
    record(&tx, call, action, held.id.0, loaded.organisation.id, detail).await?;
    Ok(tx.commit().await?)
}

async fn record(
    tx: &Transaction,
    call: Call<'_>,
    action: &str,
    id: i64,
    organisation_id: OrganisationId,
    detail: String,
) -> Result<(), Refusal> {
    let event = Event {
        action,
        subject_kind: SUBJECT_KIND,
        subject_id: id.to_string(),
        organisation_id: Some(organisation_id),
        detail,
    };
    audit::record(tx, call.actor, call.at, event).await
}
