//! 试算: the form of a dry run and what it found.

use super::new::{Standard, standards};
use super::{CATALOGUE, ROUNDS};
use crate::error::{PageResult, render};
use crate::form::Errors;
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, download, show};
use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use jixiao_app::Refusal;
use jixiao_app::programmes::{self, Outcome, Reason, Sample, TrialForm, TrialPage};
use jixiao_domain::{AidRoundId, Coded as _, Money};

#[derive(Template)]
#[template(path = "programmes/try.html")]
struct TryPage {
    frame: Frame,
    /// Where the trial belongs: the round or the programme.
    base: String,
    back: String,
    page: TrialPage,
    form: TrialForm,
    errors: Errors,
    versions: Vec<(String, String)>,
    standards: Vec<Standard>,
    /// The query of what is typed, for the workbook.
    query: String,
}

impl TryPage {
    fn sum(fen: &i64) -> String {
        show::yuan(&Money::from_fen(*fen))
    }

    fn tier(&self, key: &str) -> String {
        let tier = self.page.trial.programme.tier(key);
        tier.map_or_else(|| key.to_owned(), |tier| tier.name.clone())
    }

    fn unit(&self) -> &'static str {
        self.page.trial.programme.subject.word()
    }

    /// What is said of an example.
    fn told(sample: &Sample) -> (&'static str, String) {
        match &sample.outcome {
            Outcome::Taken(take) => {
                ("符合", format!("{}，{} 元", take.tier_name, show::yuan(&take.amount)))
            }
            Outcome::Excluded(reasons) => ("不符合", words(reasons)),
            Outcome::Refused(reasons) => ("资料不全", words(reasons)),
        }
    }
}

fn words(reasons: &[Reason]) -> String {
    reasons.iter().map(|reason| reason.words.as_str()).collect::<Vec<_>>().join("；")
}

/// What a trial is of.
enum Subject {
    Programme(String),
    Round(AidRoundId),
}

impl Subject {
    fn base(&self) -> String {
        match self {
            Self::Programme(key) => format!("{CATALOGUE}/{key}"),
            Self::Round(id) => format!("{ROUNDS}/{id}"),
        }
    }

    fn here(&self) -> &'static str {
        match self {
            Self::Programme(_) => CATALOGUE,
            Self::Round(_) => ROUNDS,
        }
    }

    async fn tried(
        &self,
        web: &Web,
        session: &Session,
        form: &TrialForm,
    ) -> Result<TrialPage, Refusal> {
        let call = session.call(web);
        match self {
            Self::Programme(key) => programmes::try_programme(call, key, form).await,
            Self::Round(id) => programmes::try_round(call, *id, form).await,
        }
    }

    fn parts(&self) -> (Option<AidRoundId>, &str) {
        match self {
            Self::Programme(key) => (None, key),
            Self::Round(id) => (Some(*id), ""),
        }
    }
}

async fn shown(web: &Web, session: &Session, subject: Subject, form: TrialForm) -> PageResult {
    match subject.tried(web, session, &form).await {
        Ok(page) => Ok(render(&presented(session, &subject, page, form, Errors::default()))),
        Err(refusal) => refused(web, session, subject, form, refusal).await,
    }
}

/// The form again, with what was typed.
async fn refused(
    web: &Web,
    session: &Session,
    subject: Subject,
    form: TrialForm,
    refusal: Refusal,
) -> PageResult {
    let errors = Errors::of(refusal)?;
    // What was typed stays in the form; the page around it is that of nothing typed.
    let page = subject.tried(web, session, &TrialForm::default()).await?;
    let page = render(&presented(session, &subject, page, form, errors));
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn presented(
    session: &Session,
    subject: &Subject,
    page: TrialPage,
    mut form: TrialForm,
    errors: Errors,
) -> TryPage {
    let own = |tier: &str, field: &str| {
        let typed = form.amounts.get(field).filter(|typed| !typed.is_empty());
        let set = page.round.as_ref().and_then(|round| {
            let set = round.amounts.iter().find(|(key, _)| key == tier);
            set.map(|(_, amount)| show::yuan(amount))
        });
        typed.cloned().or(set).unwrap_or_default()
    };
    let standards = standards(page.trial.programme, own);
    let told = [
        (&mut form.version, page.trial.programme.valid_from.to_string()),
        (&mut form.year, page.trial.year.to_string()),
        (&mut form.region, page.trial.region.clone()),
    ];
    for (typed, tried) in told {
        if typed.trim().is_empty() {
            *typed = tried;
        }
    }
    let versions = page
        .versions
        .iter()
        .map(|one| (one.valid_from.to_string(), format!("{}（{} 起）", one.title, one.valid_from)));
    let mut fields =
        vec![("version", form.version.as_str()), ("year", &form.year), ("region", &form.region)];
    fields.extend(form.amounts.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    let query = crate::list::query_text(&fields);
    let title = format!("试算：{}", page.trial.programme.name);
    TryPage {
        frame: Frame::new(session, subject.here(), title),
        base: format!("{}/try", subject.base()),
        back: subject.base(),
        versions: versions.collect(),
        standards,
        query: query.trim_end_matches('&').to_owned(),
        page,
        form,
        errors,
    }
}

pub(super) async fn of_programme(
    State(web): State<Web>,
    session: Session,
    Path(key): Path<String>,
    Query(form): Query<TrialForm>,
) -> PageResult {
    shown(&web, &session, Subject::Programme(key), form).await
}

pub(super) async fn of_round(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Query(form): Query<TrialForm>,
) -> PageResult {
    shown(&web, &session, Subject::Round(AidRoundId(id)), form).await
}

async fn queued(web: &Web, session: &Session, subject: Subject, form: TrialForm) -> PageResult {
    let (round, key) = subject.parts();
    match programmes::enqueue_trial(session.call(web), round, key, &form).await {
        Ok(id) => Ok(Redirect::to(&format!("/jobs/{id}")).into_response()),
        Err(refusal) => refused(web, session, subject, form, refusal).await,
    }
}

pub(super) async fn queue_programme(
    State(web): State<Web>,
    session: Session,
    Path(key): Path<String>,
    Form(form): Form<TrialForm>,
) -> PageResult {
    queued(&web, &session, Subject::Programme(key), form).await
}

pub(super) async fn queue_round(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(form): Form<TrialForm>,
) -> PageResult {
    queued(&web, &session, Subject::Round(AidRoundId(id)), form).await
}

async fn exported(web: &Web, session: &Session, subject: Subject, form: TrialForm) -> PageResult {
    let (round, key) = subject.parts();
    let book = programmes::export_trial(session.call(web), round, key, &form).await?;
    Ok(download::file("规则试算.xlsx", download::XLSX, book))
}

pub(super) async fn export_programme(
    State(web): State<Web>,
    session: Session,
    Path(key): Path<String>,
    Query(form): Query<TrialForm>,
) -> PageResult {
    exported(&web, &session, Subject::Programme(key), form).await
}

pub(super) async fn export_round(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Query(form): Query<TrialForm>,
) -> PageResult {
    exported(&web, &session, Subject::Round(AidRoundId(id)), form).await
}
