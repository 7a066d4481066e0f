//! 后台任务: how far long work is, and the files it leaves.

use crate::cache::never_kept;
use crate::error::{PageResult, render};
use crate::page::Frame;
use crate::route::{get, post};
use crate::session::Session;
use crate::{Access, Route, Web, download, show};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Redirect};
use jixiao_app::cases::BATCH_JOB;
use jixiao_app::disclosures::PUBLISH_JOB;
use jixiao_app::documents::ARCHIVE_JOB;
use jixiao_app::duplicates::SEARCH_JOB;
use jixiao_app::exchange;
use jixiao_app::jobs::{self, Job};
use jixiao_app::programmes::TRIAL_JOB;
use jixiao_domain::{Coded as _, JobId, JobState};
use serde::Deserialize;

const ROWS: i64 = 50;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        get("/jobs", Access::SignedIn, list),
        get("/jobs/{id}", Access::SignedIn, show_job),
        get("/jobs/{id}/progress", Access::SignedIn, progress),
        get("/jobs/{id}/result", Access::SignedIn, result),
        post("/jobs/{id}/cancel", Access::SignedIn, cancel),
    ]
}

#[derive(Template)]
#[template(path = "jobs/list.html")]
struct ListPage {
    frame: Frame,
    jobs: Vec<Job>,
    page: i64,
}

#[derive(Template)]
#[template(path = "jobs/job.html")]
struct JobPage {
    frame: Frame,
    job: Job,
}

#[derive(Template)]
#[template(path = "jobs/progress.html")]
struct ProgressPart {
    job: Job,
}

#[derive(Deserialize)]
struct ListQuery {
    page: Option<i64>,
}

async fn list(
    State(web): State<Web>,
    session: Session,
    Query(query): Query<ListQuery>,
) -> PageResult {
    let page = query.page.unwrap_or(1).max(1);
    let jobs = jobs::list_own(session.call(&web), ROWS, (page - 1).saturating_mul(ROWS)).await?;
    let frame = Frame::new(&session, "/jobs", "后台任务");
    Ok(never_kept(render(&ListPage { frame, jobs, page })))
}

async fn show_job(State(web): State<Web>, session: Session, Path(id): Path<i64>) -> PageResult {
    let job = jobs::see(session.call(&web), JobId(id)).await?;
    let frame = Frame::new(&session, "/jobs", title(&job));
    Ok(never_kept(render(&JobPage { frame, job })))
}

/// The part of the page that asks for itself again until the job is over.
async fn progress(State(web): State<Web>, session: Session, Path(id): Path<i64>) -> PageResult {
    let job = jobs::see(session.call(&web), JobId(id)).await?;
    Ok(never_kept(render(&ProgressPart { job })))
}

async fn result(State(web): State<Web>, session: Session, Path(id): Path<i64>) -> PageResult {
    let file = jobs::result(session.call(&web), JobId(id)).await?;
    Ok(download::file(&file.name, &file.media_type, file.content))
}

async fn cancel(State(web): State<Web>, session: Session, Path(id): Path<i64>) -> PageResult {
    jobs::cancel(session.call(&web), JobId(id)).await?;
    Ok(Redirect::to(&format!("/jobs/{id}")).into_response())
}

/// What a job does, in words. A kind without words shows its code, which still tells it apart.
fn title(job: &Job) -> String {
    match job.kind.as_str() {
        exchange::JOB_KIND => "导入项目、预算、执行凭证、档案或申请".to_owned(),
        BATCH_JOB => "批量办理救助申请".to_owned(),
        ARCHIVE_JOB => "批量导出自评表".to_owned(),
        SEARCH_JOB => "全面查找疑似重复".to_owned(),
        PUBLISH_JOB => "签发并公开绩效信息".to_owned(),
        TRIAL_JOB => "救助规则试算".to_owned(),
        other => format!("任务 {other}"),
    }
}

/// The class of a state's lamp.
fn lamp(state: &JobState) -> &'static str {
    match state {
        JobState::Done => "good",
        JobState::Failed => "bad",
        JobState::Queued | JobState::Running | JobState::Cancelled => "",
    }
}
