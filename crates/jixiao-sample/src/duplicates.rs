//! People entered a second time, in another office and without their identity number: some wait, some
//! were judged, merged or let pass.

use crate::actors::{day, time};
use crate::households::worker;
use crate::{City, SampleError, units};
use jixiao_app::duplicates::{self, JoinForm, JudgeForm};
use jixiao_app::people::{self, PersonForm};
use jixiao_domain::{Coded as _, DuplicateEvent, DuplicateId, PersonId};

/// What becomes of a pair.
#[derive(Clone, Copy)]
enum Fate {
    Waits,
    Different,
    Asked,
    Merged,
    Overridden,
}

/// The county that enters somebody again, the county whose worker it is, and what becomes of it.
const STORIES: [(usize, usize, Fate); 7] = [
    (1, 1, Fate::Waits),
    (2, 2, Fate::Different),
    (3, 3, Fate::Asked),
    (4, 4, Fate::Merged),
    (5, 5, Fate::Overridden),
    (6, 7, Fate::Waits),
    (9, 10, Fate::Waits),
];

/// Enters people again and tells what became of it.
pub(crate) async fn tell(city: &City<'_>) -> Result<(), SampleError> {
    for (number, (entering, keeping, fate)) in STORIES.into_iter().enumerate() {
        again(city, units::UNITS[entering].key, keeping, number, fate).await?;
    }
    Ok(())
}

async fn again(
    city: &City<'_>,
    key: &str,
    keeping: usize,
    number: usize,
    fate: Fate,
) -> Result<(), SampleError> {
    let step = || SampleError::at(format!("{key} 再次登记人员"));
    let call = city.actors.call(city.app, &format!("{key}.filler"), time(day(2026, 10, 20), 40))?;
    let known = worker(keeping);
    // Moved, or with a new telephone; never with the number that would have told.
    let form = PersonForm {
        organisation: call.actor.organisation_id.to_string(),
        phone: if number.is_multiple_of(2) { known.phone.clone() } else { String::new() },
        address: if number.is_multiple_of(3) { String::new() } else { known.address.clone() },
        employment: "employed".to_owned(),
        ..known
    };
    let person = people::create_person(call, &form).await.map_err(step())?;
    let pairs = duplicates::of_person(call, person).await.map_err(step())?;
    match (pairs.first(), fate) {
        (Some(pair), Fate::Different) => {
            judge(city, key, pair.id, DuplicateEvent::JudgeDifferent).await
        }
        (Some(pair), Fate::Asked) => judge(city, key, pair.id, DuplicateEvent::AskBack).await,
        (Some(pair), Fate::Overridden) => judge(city, key, pair.id, DuplicateEvent::Override).await,
        (Some(pair), Fate::Merged) => {
            judge(city, key, pair.id, DuplicateEvent::JudgeSame).await?;
            join(city, key, pair.id, PersonId(pair.left_id)).await
        }
        (_, Fate::Waits) | (None, _) => Ok(()),
    }
}

async fn judge(
    city: &City<'_>,
    key: &str,
    id: DuplicateId,
    event: DuplicateEvent,
) -> Result<(), SampleError> {
    let (role, reason) = match event {
        DuplicateEvent::JudgeDifferent => ("reviewer", "核对证件原件，系同名同日出生的两人"),
        DuplicateEvent::JudgeSame => ("reviewer", "经电话核对，本人承认重复登记"),
        DuplicateEvent::Override => ("approver", "本人住院急需救助，证件随后补核"),
        _ => ("reviewer", "请登记单位核对身份证原件"),
    };
    let step = || SampleError::at(format!("{key} 核对疑似重复 {id}"));
    let call = city.actors.call(city.app, &format!("{key}.{role}"), time(day(2026, 10, 27), 15))?;
    let page = duplicates::read(call, id).await.map_err(step())?;
    let form = JudgeForm {
        revision: page.candidate.revision.to_string(),
        event: event.code().to_owned(),
        reason: reason.to_owned(),
    };
    duplicates::judge(call, id, &form).await.map_err(step())?;
    Ok(())
}

async fn join(
    city: &City<'_>,
    key: &str,
    id: DuplicateId,
    kept: PersonId,
) -> Result<(), SampleError> {
    let step = || SampleError::at(format!("{key} 合并疑似重复 {id}"));
    let call =
        city.actors.call(city.app, &format!("{key}.reviewer"), time(day(2026, 10, 28), 5))?;
    let page = duplicates::read(call, id).await.map_err(step())?;
    let form = JoinForm {
        revision: page.candidate.revision.to_string(),
        kept: kept.to_string(),
        reason: "重复登记，保留建档记录".to_owned(),
    };
    duplicates::join(call, id, &form).await.map_err(step())?;
    Ok(())
}
