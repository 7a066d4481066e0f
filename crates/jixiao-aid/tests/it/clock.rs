//! The clock of a case: stages, terms, hands, stopping and going on.

use chrono::NaiveDate;
use jixiao_aid::clock::{
    Flow, Hand, Level, Moved, Notice, Refused, Stage, Standing, Suspended, advance,
};
use jixiao_domain::{
    AidCaseEvent as Event, AidCaseState as State, AidNeed, AidStage, Role, UserId,
};
use jixiao_regulation::{Term, WorkCalendar};

pub(crate) fn stage(key: AidStage, term: Option<Term>, needs: &[AidNeed]) -> Stage {
    let (role, level) = match key {
        AidStage::PrimaryReview => (Role::Reviewer, Level::Primary),
        AidStage::CountyReview => (Role::Reviewer, Level::County),
        _ => (Role::Approver, Level::City),
    };
    let name = jixiao_domain::Coded::word(key).to_owned();
    let minutes = key == AidStage::CityApproval;
    Stage { key, name, term, role, level, needs: needs.to_vec(), minutes }
}

/// The order of the city's notice on model workers in hardship: 30, 25 and 20 days.
fn flow() -> Flow {
    use AidStage::{CityApproval, CountyReview, Notice, Payment, PrimaryReview};
    Flow::new(vec![
        stage(PrimaryReview, Some(Term::calendar(30)), &[]),
        stage(CountyReview, Some(Term::calendar(25)), &[AidNeed::HomeVisit, AidNeed::MeansCheck]),
        stage(CityApproval, Some(Term::working(20)), &[]),
        stage(Notice, Some(Term::working(5)), &[]),
        stage(Payment, Some(Term::working(15)), &[]),
    ])
    .unwrap()
}

fn date(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

fn at(state: State, waits_in: Option<AidStage>) -> Standing<'static> {
    Standing {
        state,
        stage: waits_in,
        entered_on: date(3, 2),
        due_on: None,
        suspended: None,
        notice: None,
        done: &[],
        hands: &[],
    }
}

fn go(case: &Standing<'_>, event: Event, by: i64, on: NaiveDate) -> Result<Moved, Refused> {
    advance(&flow(), case, event, UserId(by), on, WorkCalendar::builtin())
}

#[test]
fn every_stage_sets_the_term_of_the_next() {
    use AidStage::{CityApproval, CountyReview, PrimaryReview};
    let submitted = go(&at(State::Draft, None), Event::Submit, 1, date(3, 2)).unwrap();
    assert_eq!((submitted.state, submitted.stage), (State::Submitted, Some(PrimaryReview)));
    // Thirty days after 2 March are 1 April.
    assert_eq!(submitted.due_on, Some(date(4, 1)));
    let case = at(State::Submitted, Some(PrimaryReview));
    let passed = go(&case, Event::Pass, 2, date(3, 10)).unwrap();
    assert_eq!((passed.state, passed.stage), (State::PrimaryReviewed, Some(CountyReview)));
    // 25 days after 10 March end on 4 April, a Saturday of 清明: moved to the next day worked.
    assert_eq!(passed.due_on, Some(date(4, 7)));
    let done = [AidNeed::HomeVisit, AidNeed::MeansCheck];
    let case = Standing { done: &done, ..at(State::PrimaryReviewed, Some(CountyReview)) };
    let passed = go(&case, Event::Pass, 3, date(4, 20)).unwrap();
    assert_eq!((passed.state, passed.stage), (State::CountyReviewed, Some(CityApproval)));
    // Twenty working days over the holidays of 1 May.
    assert_eq!(passed.due_on, Some(date(5, 20)));
}

#[test]
fn a_stage_waits_for_what_it_asks_to_be_written_down() {
    let done = [AidNeed::HomeVisit];
    let case = Standing { done: &done, ..at(State::PrimaryReviewed, Some(AidStage::CountyReview)) };
    let refused = go(&case, Event::Pass, 3, date(3, 9)).unwrap_err();
    assert_eq!(refused.to_string(), "“县区（产业）复核”须先登记民政核对");
}

#[test]
fn nobody_checks_what_they_did() {
    let hands = [
        Hand { user: UserId(1), word: "填报", made: true },
        Hand { user: UserId(2), word: "审核通过", made: false },
    ];
    let case =
        Standing { hands: &hands, ..at(State::CountyReviewed, Some(AidStage::CityApproval)) };
    for (by, word) in [(1, "填报"), (2, "审核通过")] {
        let refused = go(&case, Event::Approve, by, date(3, 9)).unwrap_err();
        assert_eq!(refused, Refused::SameHand(word));
    }
    assert_eq!(go(&case, Event::Approve, 3, date(3, 9)).unwrap().state, State::CityApproved);
    // Who reviewed may look into an objection, who made the case may not.
    let case =
        Standing { state: State::Objected, notice: Some(Notice { ends_on: date(3, 20) }), ..case };
    assert_eq!(go(&case, Event::Dismiss, 2, date(3, 9)).unwrap().state, State::Noticed);
    assert!(matches!(go(&case, Event::Dismiss, 1, date(3, 9)), Err(Refused::SameHand("填报"))));
}

#[test]
fn a_notice_ends_after_its_last_day_and_without_an_open_objection() {
    let notice = Some(Notice { ends_on: date(3, 9) });
    let case = Standing { notice, ..at(State::Noticed, Some(AidStage::Notice)) };
    let early = go(&case, Event::EndNotice, 1, date(3, 9)).unwrap_err();
    assert_eq!(early.to_string(), "公示期至2026年3月9日，期满后方可转入待发放");
    let moved = go(&case, Event::EndNotice, 1, date(3, 10)).unwrap();
    assert_eq!((moved.state, moved.stage), (State::Payable, Some(AidStage::Payment)));
    assert_eq!(moved.due_on, Some(date(3, 31)));
    let case = Standing { state: State::Objected, ..case };
    assert!(matches!(go(&case, Event::EndNotice, 1, date(3, 10)), Err(Refused::State(_))));
}

#[test]
fn the_clock_stands_while_a_case_is_suspended() {
    let case = Standing {
        due_on: Some(date(4, 1)),
        ..at(State::Submitted, Some(AidStage::PrimaryReview))
    };
    let stopped = go(&case, Event::Suspend, 2, date(3, 12)).unwrap();
    assert_eq!((stopped.state, stopped.due_on), (State::Suspended, None));
    let suspended = Suspended { from: State::Submitted, on: date(3, 12), due_on: Some(date(4, 1)) };
    let case = Standing { state: State::Suspended, suspended: Some(suspended), ..case };
    let resumed = go(&case, Event::Resume, 2, date(6, 1)).unwrap();
    // Twenty days were left, and are left again; 21 June is a Sunday of 端午.
    assert_eq!((resumed.state, resumed.due_on), (State::Submitted, Some(date(6, 22))));
    // What was overdue by three days still is.
    let late = Suspended { due_on: Some(date(3, 9)), ..suspended };
    let case = Standing { suspended: Some(late), ..case };
    assert_eq!(go(&case, Event::Resume, 2, date(3, 22)).unwrap().due_on, Some(date(3, 19)));
}

#[test]
fn a_flow_without_review_or_approval_does_not_come_to_be() {
    let whole = flow().stages().to_vec();
    let without = |missing: AidStage| {
        Flow::new(whole.iter().filter(|stage| stage.key != missing).cloned().collect())
    };
    assert!(without(AidStage::CityApproval).is_err());
    // Without a notice what is approved is payable.
    let unshown = without(AidStage::Notice).unwrap();
    let case = at(State::CountyReviewed, Some(AidStage::CityApproval));
    let calendar = WorkCalendar::builtin();
    let approved = advance(&unshown, &case, Event::Approve, UserId(3), date(3, 9), calendar);
    assert_eq!(approved.unwrap().state, State::Payable);
    let mut twice = whole.clone();
    twice.insert(1, whole[0].clone());
    assert!(Flow::new(twice).is_err());
    assert!(Flow::new(whole[2..].to_vec()).is_err());
    let mut by_filler = whole;
    by_filler[0].role = Role::Filler;
    assert_eq!(Flow::new(by_filler).unwrap_err().0, "“基层初审”不能由填报人员办理");
}
