//! Steps of a file: submission, review, approval, exits, reopening.

use super::figures::judge_in;
use super::households::record;
use super::load::{LoadedHousehold, household};
use crate::authz::{self, Action};
use crate::input::{Fields, Lines};
use crate::{Call, FieldError, Refusal};
use chrono::Datelike as _;
use jixiao_domain::{
    Coded as _, FileEvent, FileState, HardshipClass, HouseholdId, Machine as _, UserId,
};
use jixiao_store::households::{self as rows, FileStanding, SUBJECT_KIND};
use jixiao_store::steps::{self, NewHandlingStep};
use jixiao_store::{Connection, StoreError, Transaction, reviews};
use serde::{Deserialize, Serialize};

/// A step as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FileStepForm {
    /// The revision the page was opened at.
    pub revision: String,
    /// The event's code.
    pub event: String,
    /// The reason, or an opinion.
    pub reason: String,
    /// 认定类别, of an approval: the one found, or another with a reason.
    pub class: String,
}

impl FileStepForm {
    fn parse(&self) -> Result<(String, FileEvent, String), Vec<FieldError>> {
        let mut fields = Fields::new();
        let event: FileEvent = fields.choice("event", &self.event);
        let reason = if event.needs_reason() {
            fields.text("reason", &self.reason, Lines::Many, 500)
        } else {
            fields.optional_text("reason", &self.reason, Lines::Many, 500)
        };
        fields.finish((self.revision.trim().to_owned(), event, reason))
    }
}

/// What an event asks for at the file's union; merging and amending have operations of their own.
fn right_for(state: FileState, event: FileEvent) -> Option<Action> {
    match event {
        FileEvent::Submit
        | FileEvent::Withdraw
        | FileEvent::Void
        | FileEvent::ProposeLift
        | FileEvent::ProposeCancel
        | FileEvent::Reopen => Some(Action::FillPeople),
        FileEvent::Approve => Some(Action::ApprovePeople),
        FileEvent::Return if state == FileState::Reviewed => Some(Action::ApprovePeople),
        FileEvent::Review | FileEvent::Return | FileEvent::Confirm | FileEvent::Refuse => {
            Some(Action::ReviewPeople)
        }
        FileEvent::Merge | FileEvent::Amend => None,
    }
}

/// Takes a step; gives the new state. An approval files the household under a number and the class
/// that the rules of the place give.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Forbidden`], [`Refusal::WrongState`], [`Refusal::SameHand`]
/// where somebody checks what they did, [`Refusal::Conflict`], [`Refusal::Invalid`].
pub async fn step(
    call: Call<'_>,
    id: HouseholdId,
    form: &FileStepForm,
) -> Result<FileState, Refusal> {
    let (revision, event, reason) = form.parse().map_err(Refusal::Invalid)?;
    let tx = call.app.store.begin().await?;
    let loaded = household(&tx, call, id).await?;
    let to_state = may_take(&tx, call, &loaded, event).await?;
    if revision != loaded.household.revision.to_string() {
        return Err(Refusal::Conflict("该帮扶档案"));
    }
    if event == FileEvent::Reopen {
        require_members_free(&tx, &loaded).await?;
    }
    let class = match event {
        FileEvent::Submit => {
            // What can't be judged can't be filed: told before others work at it.
            class_of(&tx, call, &loaded, None, &reason).await?;
            None
        }
        FileEvent::Approve => Some(class_of(&tx, call, &loaded, Some(form), &reason).await?),
        _ => None,
    };
    take(&tx, call, &loaded, event, to_state, &reason, class).await?;
    tx.commit().await?;
    Ok(to_state)
}

/// Writes a step that was allowed.
pub(super) async fn take(
    tx: &Transaction,
    call: Call<'_>,
    loaded: &LoadedHousehold,
    event: FileEvent,
    to_state: FileState,
    reason: &str,
    class: Option<HardshipClass>,
) -> Result<(), Refusal> {
    let held = &loaded.household;
    let today = call.today();
    let number = format!("DA{}-{:06}", today.year(), held.id.0);
    let filed = event == FileEvent::Approve;
    let ended = to_state.is_ended();
    let standing = FileStanding {
        file_number: filed.then_some(number.as_str()),
        class,
        filed_on: filed.then_some(today),
        ended_on: ended.then_some(today),
        merged_into: None,
    };
    match rows::set_state(tx, held.id, held.revision, to_state, &standing).await {
        Err(StoreError::Stale) => return Err(Refusal::Conflict("该帮扶档案")),
        other => other?,
    }
    if ended {
        // Who left a file that ended may be taken up by another.
        rows::leave_all(tx, held.id, call.at).await?;
    } else if event == FileEvent::Reopen {
        rows::return_all(tx, held.id).await?;
    }
    note(tx, call, loaded, event, to_state, reason).await
}

/// Writes a step into the history and the audit log.
pub(super) async fn note(
    tx: &Transaction,
    call: Call<'_>,
    loaded: &LoadedHousehold,
    event: FileEvent,
    to_state: FileState,
    reason: &str,
) -> Result<(), Refusal> {
    let held = &loaded.household;
    let step = NewHandlingStep {
        subject_kind: SUBJECT_KIND,
        subject_id: held.id.0,
        event,
        from_state: held.state,
        to_state,
        words: reason,
        user_id: call.actor.user_id,
        at: call.at,
    };
    steps::insert(tx, &step).await?;
    let action = format!("household.{}", event.code());
    let detail = format!("{} → {}", held.state.word(), to_state.word());
    record(tx, call, &action, held.id, loaded.organisation.id, detail).await
}

/// The class a file is filed under.
async fn class_of(
    tx: &Transaction,
    call: Call<'_>,
    loaded: &LoadedHousehold,
    form: Option<&FileStepForm>,
    reason: &str,
) -> Result<HardshipClass, Refusal> {
    let year = latest_year(tx, loaded.household.id, call).await?;
    let found = judge_in(tx, loaded, year).await?.map_err(Refusal::WrongState)?.class;
    let typed = form.map_or("", |form| form.class.trim());
    let chosen = if typed.is_empty() {
        found
    } else {
        Some(crate::input::choice(typed).map_err(|fault| Refusal::field("class", fault))?)
    };
    match (chosen, form) {
        (Some(class), Some(_)) if Some(class) != found && reason.is_empty() => {
            Err(Refusal::field("reason", "认定类别与按规则测算的结果不同，请写明理由"))
        }
        (Some(class), _) => Ok(class),
        (None, None) if !reason.is_empty() => Ok(HardshipClass::Relative),
        (None, None) => Err(Refusal::field(
            "reason",
            "按规则测算不符合困难职工认定条件；确需报审的，请写明特殊情况",
        )),
        (None, Some(_)) => Err(Refusal::field(
            "class",
            "按规则测算不符合认定条件；确需建档的，请选择认定类别并写明理由",
        )),
    }
}

/// The latest year the household has figures of.
async fn latest_year(
    connection: &impl Connection,
    id: HouseholdId,
    call: Call<'_>,
) -> Result<i64, Refusal> {
    let years = rows::years(connection, id).await?;
    let none = || {
        let message = "尚未登记家庭收支，请先登记最近一年的收入和刚性支出";
        Refusal::WrongState(message.to_owned())
    };
    let this = i64::from(call.today().year());
    let year = years.into_iter().find(|year| *year <= this).ok_or_else(none)?;
    if year < this - 1 {
        return Err(Refusal::WrongState(format!(
            "最近的家庭收支为 {year} 年，已过期，请登记 {} 年或 {this} 年的收支",
            this - 1
        )));
    }
    Ok(year)
}

async fn require_members_free(tx: &Transaction, loaded: &LoadedHousehold) -> Result<(), Refusal> {
    let members = rows::members(tx, loaded.household.id).await?;
    let end = members.iter().filter_map(|member| member.left_at).max();
    for member in members.iter().filter(|member| member.left_at == end) {
        if rows::household_of(tx, member.person_id).await?.is_some() {
            let message = "家庭成员已在另一户档案中（一户一档），不能重新建档；请在现档案上办理";
            return Err(Refusal::WrongState(message.to_owned()));
        }
    }
    Ok(())
}

/// The state after an event, for a caller who may raise it.
pub(super) async fn may_take(
    connection: &impl Connection,
    call: Call<'_>,
    loaded: &LoadedHousehold,
    event: FileEvent,
) -> Result<FileState, Refusal> {
    let state = loaded.household.state;
    let Some(right) = right_for(state, event) else {
        return Err(Refusal::WrongState("请在相应页面办理".to_owned()));
    };
    authz::authorise(call.actor, right, &loaded.organisation.path)?;
    let to_state = state.after(event)?;
    if event.is_check() {
        authz::other_hand(call.actor, &hands(connection, loaded).await?)?;
    }
    Ok(to_state)
}

/// Everybody who filled the file in, and everybody who took a step since it last was a draft or
/// filed.
async fn hands(
    connection: &impl Connection,
    loaded: &LoadedHousehold,
) -> Result<Vec<(UserId, &'static str)>, Refusal> {
    let id = loaded.household.id.0;
    let steps = steps::list::<FileState>(connection, SUBJECT_KIND, id).await?;
    let rest = |state| matches!(state, FileState::Draft | FileState::Filed);
    let round = steps.iter().rev().take_while(|step| !rest(step.to_state));
    let mut hands: Vec<(UserId, &'static str)> =
        round.map(|step| (step.user_id, step.event.word())).collect();
    if matches!(loaded.household.state, FileState::Submitted | FileState::Reviewed) {
        let saving =
            ["household.create", "household.save", "household.add_member", "household.figures"];
        let makers = reviews::hands(connection, SUBJECT_KIND, id, &saving).await?;
        hands.extend(makers.into_iter().map(|user| (user, "登记档案")));
    }
    Ok(hands)
}
