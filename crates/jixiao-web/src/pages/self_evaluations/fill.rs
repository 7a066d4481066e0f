//! Filling in: the form with scores beside it, drafts, and two versions where two people saved.

use super::HERE;
use super::scores::{RowScore, Scores};
use crate::error::{PageResult, render};
use crate::form::Errors;
use crate::page::Frame;
use crate::session::Session;
use crate::typed_field::{Asked, TypedField, Versions};
use crate::{Web, show};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use axum_extra::extract::Form;
use jixiao_app::authz::Action;
use jixiao_app::self_evaluations::{self as area, Record, SelfEvaluationTyped, Shown};
use jixiao_app::{FieldError, Refusal};
use jixiao_domain::{Coded, FundFigures, SelfEvaluationId};
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
    points: String,
    fields: Vec<TypedField>,
    files: Vec<super::files::FileLine>,
}

/// A row of the fund block.
pub(super) struct Fund {
    pub(super) label: String,
    pub(super) figures: FundFigures,
    pub(super) rate: String,
}

#[derive(Template)]
#[template(path = "self_evaluations/fill.html")]
struct FillPage {
    frame: Frame,
    id: i64,
    revision: String,
    project_name: String,
    expected_goal: String,
    funds: Vec<Fund>,
    head: Vec<TypedField>,
    rows: Vec<Row>,
    scores: Scores,
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
    let key = SelfEvaluationId(id);
    area::require(call, key, &[Action::FillSelfEvaluations]).await?;
    let shown = area::show(call, key).await?;
    if !shown.record.evaluation.state.is_editable() {
        return Ok(Redirect::to(&format!("{HERE}/{id}")).into_response());
    }
    let stored = SelfEvaluationTyped::of(&shown.record);
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
    Form(typed): Form<SelfEvaluationTyped>,
) -> PageResult {
    let call = session.call(&web);
    let key = SelfEvaluationId(id);
    area::require(call, key, &[Action::FillSelfEvaluations]).await?;
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
    Form(typed): Form<SelfEvaluationTyped>,
) -> PageResult {
    area::keep_draft(session.call(&web), SelfEvaluationId(id), &typed).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

pub(super) async fn drop_draft(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
) -> PageResult {
    area::drop_draft(session.call(&web), SelfEvaluationId(id)).await?;
    Ok(Redirect::to(&format!("{HERE}/{id}/edit")).into_response())
}

async fn present(
    web: &Web,
    session: &Session,
    shown: Shown,
    typed: SelfEvaluationTyped,
    errors: Errors,
    conflict: bool,
    draft_at: Option<String>,
) -> PageResult {
    let id = shown.record.evaluation.id;
    // Typed before the task moved to another goal version, perhaps.
    let typed = area::carried(session.call(web), &shown.record, typed).await?;
    let theirs = conflict.then(|| SelfEvaluationTyped::of(&shown.record));
    let preview = match typed.parse() {
        Ok(filled) => area::preview(session.call(web), id, &filled).await.ok(),
        Err(_) => None,
    };
    let scores = match &preview {
        Some(preview) => Scores::of(&preview.assessment, &preview.findings),
        None => Scores::of(&shown.assessment, &shown.findings),
    };
    let record = &shown.record;
    // Whoever saves after having seen both versions means it.
    let revision =
        if conflict { record.evaluation.revision.to_string() } else { typed.revision.clone() };
    let versions = Versions { mine: &typed, theirs: theirs.as_ref(), errors: &errors };
    let rows = record
        .rows
        .iter()
        .enumerate()
        .map(|(index, row)| {
            let content = &row.indicator.content;
            let files = shown.evidence.get(index).map_or(&[][..], Vec::as_slice);
            Row {
                index,
                id: row.indicator.id.0,
                heading: format!(
                    "{} / {}",
                    Coded::word(content.level1),
                    Coded::word(content.level2)
                ),
                name: content.name.clone(),
                target: content.target_text(),
                points: show::points(&content.points),
                fields: row_fields(record, index, &versions),
                files: super::files::lines(files),
            }
        })
        .collect();
    let title = format!("填报绩效自评 · {}", record.project.content.name);
    Ok(render(&FillPage {
        frame: Frame::new(session, HERE, title),
        id: id.0,
        revision,
        project_name: format!("{}（{}年度）", record.project.content.name, record.year.year),
        expected_goal: record.goal.content.annual_goal.clone(),
        funds: funds(record),
        head: head_fields(&versions),
        rows,
        scores,
        conflict,
        errors,
        draft_at,
    }))
}

/// The fund block in 元.
pub(super) fn funds(record: &Record) -> Vec<Fund> {
    let row = |label: &str, figures: FundFigures| Fund {
        label: label.to_owned(),
        rate: figures
            .execution_rate()
            .map_or_else(|none| none.to_string(), |rate| show::percent(&rate)),
        figures,
    };
    let total = row("年度资金总额", record.funds.total);
    let sources = record.funds.sources().map(|(source, figures)| row(source.word(), figures));
    std::iter::once(total).chain(sources).collect()
}

fn head_fields(versions: &Versions<'_, SelfEvaluationTyped>) -> Vec<TypedField> {
    let reason = Asked::lines(
        "execution_reason",
        "预算执行情况说明",
        "执行率偏低、年中收回或调整预算时须说明",
    );
    let choice = Asked::line(
        "execution_choice",
        "预算执行得分（人工判定）",
        "仅在全年预算数为 0、执行率不适用时填写",
    );
    vec![
        versions
            .field(Asked::lines("actual_goal", "年度总体目标实际完成情况", ""), |t| {
                &t.actual_goal
            }),
        versions.field(reason, |t| &t.execution_reason),
        versions.field(choice, |t| &t.execution_choice),
        versions.field(Asked::lines("other_notes", "其他需要说明的事项", ""), |t| {
            &t.other_notes
        }),
    ]
}

fn row_fields(
    record: &Record,
    index: usize,
    versions: &Versions<'_, SelfEvaluationTyped>,
) -> Vec<TypedField> {
    let id = record.rows.get(index).map_or_else(String::new, |row| row.indicator.id.to_string());
    let place = versions.mine.indicator.iter().position(|other| *other == id);
    let cell = |asked, read| versions.cell(asked, index, place, read);
    vec![
        cell(
            Asked::line("actual", "实际完成值", "手工填写；由记录计算（尚未启用）"),
            |t| &t.actual,
        ),
        cell(Asked::line("chosen", "人工评分", "定性指标和由人判定的指标填写"), |t| &t.chosen),
        cell(Asked::lines("score_reason", "评分理由", ""), |t| &t.score_reason),
        cell(Asked::lines("deviation_cause", "偏差原因", ""), |t| &t.deviation_cause),
        cell(Asked::lines("corrective_measure", "改进措施", ""), |t| &t.corrective_measure),
    ]
}

impl FillPage {
    fn row_score(&self, index: &usize) -> Option<&RowScore> {
        self.scores.rows.get(*index)
    }

    fn problems(&self) -> &[FieldError] {
        self.errors.list()
    }
}
