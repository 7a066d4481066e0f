//! Building a batch: first the project with payable cases, then its rounds and the terms.

use super::HERE;
use crate::choices::{coded, with_empty};
use crate::error::{PageResult, render};
use crate::form::Errors;
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, show};
use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use chrono::Datelike as _;
use jixiao_app::payments::{self, BuildForm};
use jixiao_app::{Call, Refusal};
use jixiao_domain::{FundSource, ProjectId};
use jixiao_store::project_years;
use jixiao_store::views::disbursements::PayableRound;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "payments/new.html")]
struct NewPage {
    frame: Frame,
    /// All rounds with payable cases.
    offered: Vec<PayableRound>,
    /// The project that was chosen.
    project: Option<i64>,
    form: BuildForm,
    errors: Errors,
    years: Vec<(String, String)>,
    sources: Vec<(String, String)>,
    layouts: Vec<(String, String)>,
}

impl NewPage {
    /// Whether a round is ticked: all of the project, unless some were sent.
    fn ticked(&self, round: &PayableRound) -> bool {
        let id = round.round_id.to_string();
        self.form.rounds.is_empty() || self.form.rounds.split(' ').any(|one| one == id)
    }

    /// Of the rounds on offer, those of the chosen project.
    fn own(&self) -> Vec<&PayableRound> {
        let chosen = |round: &&PayableRound| Some(round.project_id.0) == self.project;
        self.offered.iter().filter(chosen).collect()
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Chosen {
    project: Option<i64>,
}

pub(super) async fn page(
    State(web): State<Web>,
    session: Session,
    Query(chosen): Query<Chosen>,
) -> PageResult {
    let call = session.call(&web);
    let form = BuildForm::default();
    Ok(render(&shown(&session, call, chosen.project, form, Errors::default()).await?))
}

/// Ticked rounds come as one field each: `round_12=on`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Sent {
    project: String,
    project_year: String,
    source: String,
    layout: String,
    purpose: String,
    payer_bank: String,
    payer_account: String,
    payer_name: String,
    #[serde(flatten)]
    rest: std::collections::BTreeMap<String, String>,
}

impl Sent {
    fn form(&self) -> BuildForm {
        let ticked = |name: &String| name.strip_prefix("round_").map(str::to_owned);
        let rounds: Vec<String> = self.rest.keys().filter_map(ticked).collect();
        BuildForm {
            project_year: self.project_year.clone(),
            source: self.source.clone(),
            rounds: rounds.join(" "),
            layout: self.layout.clone(),
            purpose: self.purpose.clone(),
            payer_bank: self.payer_bank.clone(),
            payer_account: self.payer_account.clone(),
            payer_name: self.payer_name.clone(),
        }
    }
}

pub(super) async fn build(
    State(web): State<Web>,
    session: Session,
    Form(sent): Form<Sent>,
) -> PageResult {
    let call = session.call(&web);
    let form = sent.form();
    match payments::build(call, &form).await {
        Ok(built) => {
            let left = built.skipped.len();
            let address = format!("{HERE}/{}?done=built&left={left}", built.id);
            Ok(Redirect::to(&address).into_response())
        }
        Err(refusal) => {
            let errors = Errors::of(refusal)?;
            let page =
                shown(&session, call, sent.project.trim().parse().ok(), form, errors).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&page)).into_response())
        }
    }
}

async fn shown(
    session: &Session,
    call: Call<'_>,
    project: Option<i64>,
    form: BuildForm,
    errors: Errors,
) -> Result<NewPage, Refusal> {
    let offered = payments::offered(call).await?;
    let project = project.filter(|id| offered.iter().any(|round| round.project_id.0 == *id));
    let years = match project {
        Some(id) => project_years::list_of(&call.app.store, ProjectId(id)).await?,
        None => Vec::new(),
    };
    let year = |year: project_years::ProjectYear| (year.id.to_string(), format!("{}年", year.year));
    let layouts = payments::layouts(i64::from(call.today().year()));
    let layouts = layouts.into_iter().map(|(id, title)| (id.to_owned(), title)).collect();
    Ok(NewPage {
        frame: Frame::new(session, HERE, "编制发放批次"),
        years: years.into_iter().map(year).collect(),
        sources: coded::<FundSource>(),
        layouts: with_empty(layouts, "请选择"),
        offered,
        project,
        form,
        errors,
    })
}
