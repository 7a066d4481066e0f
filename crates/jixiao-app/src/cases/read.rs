//! What the page of a case shows.

use super::decide::{Asking, moved_by, ready};
use super::load::{LoadedCase, load};
use super::places::Places;
use crate::authz::{self, Action};
use crate::people::{Masked, Sight};
use crate::{Call, Refusal, vault};
use jixiao_aid::clock;
use jixiao_domain::{
    AidCaseEvent as Event, AidCaseId, AidNeed, Coded as _, HouseholdId, masked_name,
};
use jixiao_store::aid_cases::{self, AidStep, SUBJECT_KIND};
use jixiao_store::aid_notices::{self, AidNotice, Objection};
use jixiao_store::{households, persons};

/// A case for its page.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a right or a fact of its own")]
pub struct CasePage {
    /// The case, its round and its unit.
    pub loaded: LoadedCase,
    /// 姓名, as the reader may see it.
    pub person_name: String,
    /// Numbers as the reader may see them.
    pub masked: Masked,
    /// The household's file with its number.
    pub household: Option<(HouseholdId, Option<String>)>,
    /// 申请理由, for who works with cases.
    pub reason: Option<String>,
    /// Steps, oldest first.
    pub steps: Vec<AidStep>,
    /// What the stage asks for, and whether it was written down.
    pub needs: Vec<(AidNeed, bool)>,
    /// The events the reader may raise now.
    pub events: Vec<Event>,
    /// Whether the reader may write visits and means checks down now.
    pub may_note: bool,
    /// Whether the reader may change it now.
    pub may_edit: bool,
    /// Whether an approval asks for the number of the minutes.
    pub asks_minutes: bool,
    /// Name of who holds it.
    pub held_by_name: String,
    /// Days in the stage.
    pub days: i64,
    /// Whether the stage is overdue.
    pub overdue: bool,
    /// What happens next.
    pub next: String,
    /// The notice it stands on.
    pub notice: Option<AidNotice>,
    /// Objections to it, oldest first.
    pub objections: Vec<Objection>,
    /// Whether the reader may judge an objection now.
    pub may_settle: bool,
}

/// Reads a case.
///
/// # Errors
/// [`Refusal::NotFound`].
pub async fn read(call: Call<'_>, id: AidCaseId) -> Result<CasePage, Refusal> {
    let store = &call.app.store;
    let loaded = load(store, call, id).await?;
    let places = Places::load(store).await?;
    let asking = Asking { call, round: &loaded.round, places: &places, posting: None };
    let ready = ready(store, &[id]).await?;
    let one = ready.first().ok_or(Refusal::NotFound("该救助申请"))?;
    let may = |event: Event| moved_by(&asking, one, event).is_ok();
    let case = &loaded.case;
    let path = loaded.organisation.path.clone();
    let sight = Sight::at(call, &path);
    let person = persons::find(store, case.person_id).await?.ok_or(Refusal::NotFound("该人员"))?;
    let person_name = match sight {
        Sight::Inside => person.content.name,
        Sight::Outside => masked_name(&person.content.name),
    };
    let masked = Masked::read(call, case.person_id, sight).await?;
    let household = match case.household_id {
        Some(id) => households::find(store, id).await?.map(|one| (id, one.file_number)),
        None => None,
    };
    let (days, overdue) = clock::held(case.stage_entered_on, case.due_on, call.today());
    let stage = case.stage.and_then(|stage| loaded.round.flow.stage(stage));
    let needs = stage.map_or_else(Vec::new, |stage| {
        stage.needs.iter().map(|need| (*need, one.has(*need))).collect()
    });
    let notice = match case.notice_id {
        Some(id) => aid_notices::find(store, id).await?,
        None => None,
    };
    Ok(CasePage {
        person_name,
        masked,
        household,
        reason: reason(call, id, &path).await?,
        steps: aid_cases::steps(store, id).await?,
        needs,
        events: Event::ALL.iter().copied().filter(|e| e.is_manual() && may(*e)).collect(),
        may_note: may(Event::Visit),
        may_edit: may(Event::Save),
        asks_minutes: loaded.round.flow.stages().iter().any(|stage| stage.minutes),
        held_by_name: places.get(case.held_by)?.name.clone(),
        days,
        overdue,
        next: clock::next_step(&loaded.round.flow, case.state, case.stage),
        notice,
        objections: aid_notices::objections_of_case(store, id).await?,
        may_settle: may(Event::Dismiss),
        loaded,
    })
}

/// The applicant's words, for who files or judges cases there.
async fn reason(call: Call<'_>, id: AidCaseId, path: &str) -> Result<Option<String>, Refusal> {
    let works = [Action::FillCases, Action::ReviewCases, Action::ApproveCases];
    if !works.iter().any(|action| authz::allows(call.actor, *action, path)) {
        return Ok(None);
    }
    let opened = vault::open(&call.app.store, call.app, SUBJECT_KIND, &[id.0]).await?;
    let found = opened.get(&id.0).and_then(|fields| fields.get(super::field::REASON));
    Ok(found.map(|found| found.to_string()))
}
