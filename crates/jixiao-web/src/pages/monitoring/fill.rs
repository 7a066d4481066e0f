//! Filling in: the form with its judgement beside it, drafts, and two versions where two people
//! saved.

use super::HERE;
use super::judgement::{RowWords, Words};
use crate::error::{PageResult, render};
use crate::form::Errors;
use crate::page::Frame;
use crate::session::Session;
use crate::typed_field::{Asked, TypedField, Versions};
use crate::{Web, choices, show};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use axum_extra::extract::Form;
use jixiao_app::Refusal;
use jixiao_app::authz::Action;
use jixiao_app::monitoring::{self as area, Judgement, MonitoringTyped, Record, Shown};
use jixiao_domain::{Coded as _, DeviationCause, Likelihood, Money, MonitoringRecordId};
use jixiao_store::monitoring::figures::PeriodFigures;
use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct DraftQuery {
    draft: String,
}

/// An indicator of the form as it is typed.
struct Row {
    index: usize,
    id: i64,
    heading: String,
    name: String,
    target: String,
    fields: Vec<TypedField>,
    likelihood: String,
    likelihood_error: Option<String>,
    causes: Vec<Cause>,
    causes_error: Option<String>,
}

/// A cause that can be ticked.
struct Cause {
    value: String,
    word: &'static str,
    ticked: bool,
}

/// A row of the fund block.
pub(super) struct Fund {
    pub(super) label: String,
    pub(super) figures: PeriodFigures,
    pub(super) rate: String,
    pub(super) forecast: String,
}

#[derive(Template)]
#[template(path = "monitoring/fill.html")]
struct FillPage {
    frame: Frame,
    id: i64,
    revision: String,
    project_name: String,
    label: String,
    ends: String,
    annual_goal: String,
    note: String,
    funds: Vec<Fund>,
    head: Vec<TypedField>,
    rows: Vec<Row>,
    likelihoods: Vec<(String, String)>,
    words: Words,
    errors: Errors,
    conflict: bool,
    /// When an unsaved draft was kept.
    draft_at: Option<String>,
}

pub(super) async fn page(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Query(query): Query<DraftQuery>,
) -> PageResult {
    let call = session.call(&web);
    let key = MonitoringRecordId(id);
    area::require(call, key, &[Action::FillMonitoring]).await?;
    let shown = area::show(call, key).await?;
    if !shown.record.row.state.is_editable() {
        return Ok(Redirect::to(&format!("{HERE}/{id}")).into_response());
    }
    let stored = MonitoringTyped::of(&shown.record);
    let draft = area::find_draft(call, key).await?.filter(|kept| kept.form != stored);
    match draft {
        Some(kept) if query.draft == "restore" => {
            // The draft keeps the revision it was typed on: saving it over newer work is a conflict.
            present(&web, &session, shown, kept.form, Errors::default(), false, None).await
        }
        Some(kept) => {
            let at = Some(show::moment(&kept.saved_at));
            present(&web, &session, shown, stored, Errors::default(), false, at).await
        }
        None => present(&web, &session, shown, stored, Errors::default(), false, None).await,
    }
}

pub(super) async fn save(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(typed): Form<MonitoringTyped>,
) -> PageResult {
    let call = session.call(&web);
    let key = MonitoringRecordId(id);
    area::require(call, key, &[Action::FillMonitoring]).await?;
    let outcome = match typed.parse() {
        Ok(filled) => area::save(call, key, &filled).await,
        Err(errors) => Err(Refusal::Invalid(errors)),
    };
    let Err(refusal) = outcome else {
        return Ok(Redirect::to(&format!("{HERE}/{id}?done=saved")).into_response());
    };
    let conflict = matches!(refusal, Refusal::Conflict(_));
    let errors = Errors::of(refusal)?;
    let shown = area::show(call, key).await?;
    let page = present(&web, &session, shown, typed, errors, conflict, None).await?;
    let status = if conflict { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, page).into_response())
}

pub(super) async fn keep_draft(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(typed): Form<MonitoringTyped>,
) -> PageResult {
    area::keep_draft(session.call(&web), MonitoringRecordId(id), &typed).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

pub(super) async fn drop_draft(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
) -> PageResult {
    area::drop_draft(session.call(&web), MonitoringRecordId(id)).await?;
    Ok(Redirect::to(&format!("{HERE}/{id}/edit")).into_response())
}

async fn present(
    web: &Web,
    session: &Session,
    shown: Shown,
    typed: MonitoringTyped,
    errors: Errors,
    conflict: bool,
    draft_at: Option<String>,
) -> PageResult {
    let id = shown.record.row.id;
    let theirs = conflict.then(|| MonitoringTyped::of(&shown.record));
    let preview = match typed.parse() {
        Ok(filled) => area::preview(session.call(web), id, &filled).await.ok(),
        Err(_) => None,
    };
    let (judgement, findings) = match &preview {
        Some(preview) => (&preview.judgement, &preview.findings),
        None => (&shown.judgement, &shown.findings),
    };
    let record = &shown.record;
    // Whoever saves after having seen both versions means it.
    let revision = if conflict { record.row.revision.to_string() } else { typed.revision.clone() };
    let versions = Versions { mine: &typed, theirs: theirs.as_ref(), errors: &errors };
    let rows = (0..record.rows.len()).filter_map(|index| row(record, index, &versions)).collect();
    let title = format!("填报运行监控 · {}", record.project.content.name);
    Ok(render(&FillPage {
        frame: Frame::new(session, HERE, title),
        id: id.0,
        revision,
        project_name: format!("{}（{}年度）", record.project.content.name, record.year.year),
        label: record.round.label.clone(),
        ends: show::date(&record.round.to_on),
        annual_goal: record.goal.content.annual_goal.clone(),
        note: record.round.note.clone(),
        funds: funds(record, judgement),
        head: head_fields(&versions),
        rows,
        likelihoods: choices::with_empty(choices::coded::<Likelihood>(), "请选择"),
        words: Words::of(judgement, findings),
        conflict,
        errors,
        draft_at,
    }))
}

/// The fund block in 元.
pub(super) fn funds(record: &Record, judgement: &Judgement) -> Vec<Fund> {
    let amount = |money: Option<Money>| money.as_ref().map_or_else(|| "—".to_owned(), show::yuan);
    let row = |label: &str, figures: PeriodFigures, forecast: Option<Money>| {
        let kept = jixiao_store::monitoring::RecordFigures {
            initial: figures.initial,
            adjusted: figures.adjusted,
            executed: figures.executed,
            ..Default::default()
        };
        let rate = jixiao_store::views::monitoring::rate(&kept);
        Fund {
            label: label.to_owned(),
            rate: rate.map_or_else(|| "不适用".to_owned(), |rate| show::percent(&rate)),
            forecast: amount(forecast),
            figures,
        }
    };
    let whole = judgement.forecast.as_ref().map(|forecast| forecast.amount);
    let total = row("年度资金总额", record.total, whole);
    let sources = record.sources.iter().enumerate().map(|(place, (source, figures))| {
        row(source.word(), *figures, judgement.source_forecasts.get(place).copied())
    });
    std::iter::once(total).chain(sources).collect()
}

fn head_fields(versions: &Versions<'_, MonitoringTyped>) -> Vec<TypedField> {
    let committed = Asked::line(
        "committed",
        "年内已落实待支付数（元）",
        "已签合同、已定方案而尚未支付的金额；填写后据此预计全年执行数",
    );
    let forecast = Asked::line(
        "typed_forecast",
        "自行预计全年执行数（元）",
        "留空采用推算值；填写时须说明理由",
    );
    vec![
        versions.field(committed, |t| &t.committed),
        versions.field(forecast, |t| &t.typed_forecast),
        versions.field(Asked::lines("forecast_reason", "自行预计的理由", ""), |t| {
            &t.forecast_reason
        }),
    ]
}

fn row(record: &Record, index: usize, versions: &Versions<'_, MonitoringTyped>) -> Option<Row> {
    let Versions { mine: typed, errors, .. } = *versions;
    let stored = record.rows.get(index)?;
    let content = &stored.indicator.content;
    let id = stored.indicator.id.to_string();
    let place = typed.indicator.iter().position(|other| *other == id);
    let at = |list: &[String]| place.and_then(|place| list.get(place)).cloned().unwrap_or_default();
    let error = |name: &str| errors.at(&format!("indicators[{index}].{name}")).map(str::to_owned);
    let cell = |asked, read| versions.cell(asked, index, place, read);
    let causes = DeviationCause::ALL.iter().map(|cause| Cause {
        value: format!("{id}:{}", cause.code()),
        word: cause.word(),
        ticked: typed.is_ticked(&id, *cause),
    });
    Some(Row {
        index,
        id: stored.indicator.id.0,
        heading: format!(
            "{} / {}",
            jixiao_domain::Coded::word(content.level1),
            jixiao_domain::Coded::word(content.level2)
        ),
        name: content.name.clone(),
        target: content.target_text(),
        fields: vec![
            cell(Asked::line("actual", "执行情况", "年初至期末累计"), |t| &t.actual),
            cell(Asked::line("forecast", "全年预计完成情况", "留空采用推算值"), |t| &t.forecast),
            cell(Asked::lines("cause_note", "原因说明", ""), |t| &t.cause_note),
            cell(Asked::lines("remark", "备注", "不能完成的原因及拟采取的措施"), |t| &t.remark),
        ],
        likelihood: at(&typed.likelihood),
        likelihood_error: error("likelihood"),
        causes: causes.collect(),
        causes_error: error("causes"),
    })
}

impl FillPage {
    fn row_words(&self, index: &usize) -> Option<&RowWords> {
        self.words.rows.get(*index)
    }
}
