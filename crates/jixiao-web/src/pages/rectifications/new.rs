//! Giving a notice: by hand, or from what it comes from.

use super::HERE;
use crate::Web;
use crate::choices::with_empty;
use crate::error::{PageResult, render};
use crate::form::Errors;
use crate::page::Frame;
use crate::session::Session;
use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use chrono::Datelike as _;
use jixiao_app::authz::Action;
use jixiao_app::monitoring::WARNING_KIND;
use jixiao_app::rectifications::{self, NoticeForm};
use jixiao_app::{Call, Refusal, evaluations, projects, self_evaluations};
use jixiao_domain::{
    Coded as _, MonitoringWarningId, ProjectYearId, RectificationOrigin, SelfEvaluationId,
};
use jixiao_store::views::evaluations::{Candidate, Offered};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "rectifications/new.html")]
struct NewPage {
    frame: Frame,
    form: NoticeForm,
    errors: Errors,
    /// The project's year, where it is known; else one is chosen.
    about: Option<String>,
    candidates: Vec<(String, String)>,
    /// The fiscal year whose projects are offered.
    year: i64,
    origin: String,
}

/// What the notice is about, as it stands in an address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct About {
    project_year: String,
    origin: String,
    origin_id: String,
    /// As the page of a warning or a self-evaluation names itself: `monitoring_warning`.
    subject_kind: String,
    subject_id: String,
    /// The fiscal year whose projects are offered.
    year: String,
}

pub(super) async fn page(
    State(web): State<Web>,
    session: Session,
    Query(about): Query<About>,
) -> PageResult {
    let call = session.call(&web);
    let year = about.year.trim().parse().unwrap_or_else(|_| i64::from(call.today().year()));
    let key = |what| about.subject_id.trim().parse().map_err(|_| Refusal::NotFound(what));
    let form = match about.subject_kind.as_str() {
        WARNING_KIND => {
            let id = MonitoringWarningId(key("该预警")?);
            rectifications::from_warning(call, id).await?
        }
        self_evaluations::SUBJECT_KIND => {
            let id = SelfEvaluationId(key("该绩效自评")?);
            rectifications::from_spot_check(call, id).await?
        }
        _ => NoticeForm {
            project_year: about.project_year,
            origin: about.origin,
            origin_id: about.origin_id,
            ..NoticeForm::default()
        },
    };
    let page = shown(&session, call, form, Errors::default(), year).await?;
    Ok(render(&page))
}

pub(super) async fn open(
    State(web): State<Web>,
    session: Session,
    Form(form): Form<NoticeForm>,
) -> PageResult {
    let call = session.call(&web);
    match rectifications::open(call, &form).await {
        Ok(id) => Ok(Redirect::to(&format!("{HERE}/{id}?done=opened")).into_response()),
        Err(refusal) => {
            let errors = Errors::of(refusal)?;
            let year = i64::from(call.today().year());
            let page = shown(&session, call, form, errors, year).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&page)).into_response())
        }
    }
}

async fn shown(
    session: &Session,
    call: Call<'_>,
    form: NoticeForm,
    errors: Errors,
    year: i64,
) -> Result<NewPage, Refusal> {
    let about = match form.project_year.trim().parse() {
        Err(_) => None,
        Ok(key) => {
            let store = &call.app.store;
            let place = projects::place(store, call, ProjectYearId(key), "项目年度").await?;
            let unit = &place.organisation.name;
            Some(format!("{}（{}年度，{unit}）", place.project.content.name, place.year.year))
        }
    };
    let candidates = if about.is_some() {
        Vec::new()
    } else {
        let action = Action::SuperviseRectification;
        let lines = evaluations::candidates(call, action, year, Offered::All).await?;
        let choice = |line: Candidate| {
            let words = format!(
                "{} {}（{}）",
                line.project_code, line.project_name, line.organisation_name
            );
            (line.project_year_id.to_string(), words)
        };
        lines.into_iter().map(choice).collect()
    };
    let origin = RectificationOrigin::from_code(&form.origin);
    Ok(NewPage {
        frame: Frame::new(session, HERE, "下达整改通知"),
        origin: origin.unwrap_or(RectificationOrigin::Manual).word().to_owned(),
        candidates: with_empty(candidates, "请选择"),
        form,
        errors,
        about,
        year,
    })
}
