//! Random samples: drawing, and every draw so far with its seed.

use super::HERE;
use crate::error::{PageResult, render};
use crate::form::Errors;
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, show};
use askama::Template;
use axum::extract::State;
use axum_extra::extract::Form;
use chrono::Datelike as _;
use jixiao_app::Refusal;
use jixiao_app::self_evaluations::{self as area, SampleTyped};

struct Draw {
    year: i64,
    percent: i64,
    seed: String,
    drawn_at: String,
    candidate_count: usize,
    chosen: Vec<i64>,
}

#[derive(Template)]
#[template(path = "self_evaluations/samples.html")]
struct SamplesPage {
    frame: Frame,
    typed: SampleTyped,
    draws: Vec<Draw>,
    message: Option<String>,
    errors: Errors,
}

pub(super) async fn page(State(web): State<Web>, session: Session) -> PageResult {
    let year = (session.call(&web).today().year() - 1).to_string();
    let typed = SampleTyped { year, percent: "15".to_owned() };
    shown(&web, &session, typed, None, Errors::default()).await
}

pub(super) async fn draw(
    State(web): State<Web>,
    session: Session,
    Form(typed): Form<SampleTyped>,
) -> PageResult {
    let outcome = match typed.parse() {
        Ok((year, percent)) => area::draw(session.call(&web), year, percent).await,
        Err(errors) => Err(Refusal::Invalid(errors)),
    };
    match outcome {
        Ok(drawn) => {
            let (all, count) = (drawn.candidate_count, drawn.chosen.len());
            let message = format!("从 {all} 份已批复的自评中抽取 {count} 份，种子见下表。");
            shown(&web, &session, typed, Some(message), Errors::default()).await
        }
        Err(refusal) => shown(&web, &session, typed, None, Errors::of(refusal)?).await,
    }
}

async fn shown(
    web: &Web,
    session: &Session,
    typed: SampleTyped,
    message: Option<String>,
    errors: Errors,
) -> PageResult {
    let draws = area::draws(session.call(web)).await?;
    let draws = draws
        .into_iter()
        .map(|(sample, members)| Draw {
            year: sample.year,
            percent: sample.percent,
            drawn_at: show::moment(&sample.drawn_at),
            seed: sample.seed,
            candidate_count: members.len(),
            chosen: members
                .iter()
                .filter(|member| member.chosen)
                .map(|member| member.self_evaluation_id.0)
                .collect(),
        })
        .collect();
    let frame = Frame::new(session, HERE, "随机抽查");
    Ok(render(&SamplesPage { frame, typed, draws, message, errors }))
}
