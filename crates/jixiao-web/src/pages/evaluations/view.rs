//! The page of an evaluation: score strip, items with what stands behind them, words, history.

use super::HERE;
use crate::error::{PageResult, render};
use crate::form::Errors;
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, show};
use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use jixiao_app::evaluations::{self, EvaluationPage, EvaluationStepForm};
use jixiao_domain::{Coded as _, Decimal, EvaluationEvent, EvaluationId, EvaluationState};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "evaluations/view.html")]
struct ViewPage {
    frame: Frame,
    page: EvaluationPage,
    /// What was sent and refused.
    step: EvaluationStepForm,
    errors: Errors,
}

impl ViewPage {
    fn points(points: &Option<Decimal>) -> String {
        points.as_ref().map_or_else(|| "—".to_owned(), show::points)
    }

    fn button(event: &EvaluationEvent) -> &'static str {
        match event {
            EvaluationEvent::Start => "核定分值，开始评价",
            EvaluationEvent::Exchange => "记录意见，完成交换",
            EvaluationEvent::SendBack => "退回补充",
            EvaluationEvent::Conclude => "作出评价结论",
        }
    }

    fn prompt(event: &EvaluationEvent) -> &'static str {
        match event {
            EvaluationEvent::Start => "说明（可不填）",
            EvaluationEvent::Exchange => "被评价单位的意见（必填）",
            EvaluationEvent::SendBack => "退回的原因（必填）",
            EvaluationEvent::Conclude => "评价结论（必填）",
        }
    }

    /// What was typed for a step that was refused.
    fn typed(&self, event: &EvaluationEvent) -> &str {
        if self.step.event == event.code() { &self.step.words } else { "" }
    }

    /// The words that say something, with their labels.
    fn texts(&self) -> Vec<(&'static str, &str)> {
        let evaluation = &self.page.loaded.evaluation;
        let content = &evaluation.content;
        [
            ("评价目的、对象和范围", &content.purpose),
            ("评价方法", &content.method),
            ("评价工作过程", &content.work),
            ("主要经验及做法", &content.achievements),
            ("存在的问题及原因分析", &content.problems),
            ("有关建议", &content.suggestions),
            ("被评价单位意见", &evaluation.exchanged_opinion),
            ("评价结论", &evaluation.conclusion),
        ]
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(label, text)| (label, text.as_str()))
        .collect()
    }

    fn is_under_way(&self) -> bool {
        self.page.loaded.evaluation.state == EvaluationState::InProgress
    }

    /// How many rows the level-1 group of this row has, where it is the first of them.
    fn first_of_level1(&self, index: &usize) -> Option<usize> {
        let items = &self.page.loaded.items;
        let group = &items.get(*index)?.item.level1;
        let is_first = index.checked_sub(1).and_then(|before| items.get(before));
        if is_first.is_some_and(|before| before.item.level1 == *group) {
            return None;
        }
        Some(items.iter().filter(|row| row.item.level1 == *group).count())
    }
}

#[derive(Deserialize)]
pub(super) struct Done {
    done: Option<String>,
}

pub(super) async fn page(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Query(query): Query<Done>,
) -> PageResult {
    let done = query.done.and_then(|code| done(&code));
    let step = EvaluationStepForm::default();
    shown(&web, &session, EvaluationId(id), done, step, Errors::default()).await
}

async fn shown(
    web: &Web,
    session: &Session,
    id: EvaluationId,
    message: Option<String>,
    step: EvaluationStepForm,
    errors: Errors,
) -> PageResult {
    let page = evaluations::read(session.call(web), id).await?;
    let title = format!("{} 部门评价", page.loaded.place.project.content.name);
    let frame = Frame::new(session, HERE, title).message(message);
    Ok(render(&ViewPage { frame, page, step, errors }))
}

pub(super) async fn step(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(form): Form<EvaluationStepForm>,
) -> PageResult {
    let id = EvaluationId(id);
    match evaluations::step(session.call(&web), id, &form).await {
        Ok(_) => Ok(Redirect::to(&format!("{HERE}/{id}?done={}", form.event)).into_response()),
        Err(refusal) => {
            let errors = Errors::of(refusal)?;
            let page = shown(&web, &session, id, None, form, errors).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
pub(super) struct Revision {
    revision: i64,
}

pub(super) async fn recompute(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(form): Form<Revision>,
) -> PageResult {
    let id = EvaluationId(id);
    match evaluations::recompute(session.call(&web), id, form.revision).await {
        Ok(()) => Ok(Redirect::to(&format!("{HERE}/{id}?done=recomputed")).into_response()),
        Err(refusal) => {
            let errors = Errors::of(refusal)?;
            let step = EvaluationStepForm::default();
            let page = shown(&web, &session, id, None, step, errors).await?;
            Ok((StatusCode::CONFLICT, page).into_response())
        }
    }
}

/// What was done, from the code a change leads back with.
fn done(code: &str) -> Option<String> {
    match code {
        "saved" => Some("已保存。".to_owned()),
        "recomputed" => Some("已按现有台账和自评重新计算。".to_owned()),
        code => EvaluationEvent::from_code(code).map(|event| format!("已{}。", event.word())),
    }
}
