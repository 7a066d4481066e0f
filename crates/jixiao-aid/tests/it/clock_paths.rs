//! Whatever people try in whatever order: nothing becomes payable without every stage of its
//! programme, and three different people.

use crate::clock::stage;
use chrono::{Days, NaiveDate};
use jixiao_aid::clock::{Flow, Hand, Moved, Notice, Standing, Suspended, advance};
use jixiao_domain::{
    AidCaseEvent as Event, AidCaseState as State, AidNeed, AidStage, Coded as _, UserId,
};
use jixiao_regulation::{Term, WorkCalendar};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// A case as the application keeps it, with what really happened since it was submitted.
struct Case {
    now: Moved,
    suspended: Option<Suspended>,
    notice: Option<Notice>,
    done: Vec<AidNeed>,
    hands: Vec<Hand>,
    trail: Vec<(Event, Option<AidStage>, UserId)>,
}

impl Case {
    fn try_it(&mut self, flow: &Flow, event: Event, by: UserId, today: NaiveDate) -> Option<State> {
        if event == Event::Post && self.notice.is_none() {
            let ends_on = WorkCalendar::builtin().due(today, Term::working(5))?;
            self.notice = Some(Notice { ends_on });
        }
        let standing = Standing {
            state: self.now.state,
            stage: self.now.stage,
            entered_on: self.now.entered_on,
            due_on: self.now.due_on,
            suspended: self.suspended,
            notice: self.notice,
            done: &self.done,
            hands: &self.hands,
        };
        let before = self.now;
        let moved = advance(flow, &standing, event, by, today, WorkCalendar::builtin()).ok()?;
        if event == Event::Submit {
            (self.done, self.trail, self.notice) = (Vec::new(), Vec::new(), None);
            self.hands = vec![Hand { user: by, word: "填报", made: true }];
        }
        match event {
            Event::Visit => self.done.push(AidNeed::HomeVisit),
            Event::CheckMeans => self.done.push(AidNeed::MeansCheck),
            Event::Suspend => {
                let (from, due_on) = (before.state, before.due_on);
                self.suspended = Some(Suspended { from, on: today, due_on });
            }
            Event::Resume => self.suspended = None,
            Event::Unpost => self.notice = None,
            _ if event.is_check() => {
                self.hands.push(Hand { user: by, word: event.word(), made: false });
            }
            _ => {}
        }
        self.trail.push((event, before.stage, by));
        self.now = moved;
        Some(moved.state)
    }

    fn is_proven(&self, flow: &Flow) -> bool {
        let of = |wanted: Event| self.trail.iter().filter(move |(event, ..)| *event == wanted);
        let passed: Vec<AidStage> = of(Event::Pass).filter_map(|(_, stage, _)| *stage).collect();
        let reviews = flow.stages().iter().filter(|stage| stage.key < AidStage::CityApproval);
        let all_passed = reviews.map(|stage| stage.key).eq(passed);
        let needed = flow.stages().iter().flat_map(|stage| &stage.needs);
        let all_done = needed.into_iter().all(|need| self.done.contains(need));
        let people: Vec<UserId> = [Event::Submit, Event::Pass, Event::Approve]
            .into_iter()
            .flat_map(|event| of(event).map(|(.., by)| *by))
            .collect();
        let different: BTreeSet<UserId> = people.iter().copied().collect();
        all_passed
            && all_done
            && of(Event::Approve).count() == 1
            && of(Event::EndNotice).count() == usize::from(has_notice(flow))
            && different.len() == people.len()
            && different.len() >= 3
    }
}

fn has_notice(flow: &Flow) -> bool {
    flow.stage(AidStage::Notice).is_some()
}

fn flows() -> impl Strategy<Value = Flow> {
    let needs = |visit: bool, means: bool| {
        let all = [(visit, AidNeed::HomeVisit), (means, AidNeed::MeansCheck)];
        all.into_iter().filter(|(is, _)| *is).map(|(_, need)| need).collect::<Vec<_>>()
    };
    (1..4_u8, any::<[bool; 4]>(), any::<bool>()).prop_map(move |(reviews, ask, shown)| {
        let term = Some(Term::working(10));
        let mut stages = Vec::new();
        if reviews & 1 > 0 {
            stages.push(stage(AidStage::PrimaryReview, term, &needs(ask[0], ask[1])));
        }
        if reviews & 2 > 0 {
            stages.push(stage(AidStage::CountyReview, None, &needs(ask[2], ask[3])));
        }
        stages.push(stage(AidStage::CityApproval, term, &[]));
        if shown {
            stages.push(stage(AidStage::Notice, None, &[]));
        }
        stages.push(stage(AidStage::Payment, None, &[]));
        Flow::new(stages).unwrap()
    })
}

/// Mostly what leads on, so that many paths come far.
fn events() -> impl Strategy<Value = Event> {
    let onward = [
        Event::Submit,
        Event::Visit,
        Event::CheckMeans,
        Event::Pass,
        Event::Approve,
        Event::Post,
        Event::EndNotice,
    ];
    prop_oneof![
        4 => proptest::sample::select(onward.to_vec()),
        1 => proptest::sample::select(Event::ALL.to_vec()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_payable_without_every_stage_and_three_people(
        flow in flows(),
        tries in proptest::collection::vec((events(), 1..6_i64, 0..9_u64), 1..90),
    ) {
        let mut today = NaiveDate::from_ymd_opt(2026, 1, 5).unwrap();
        let now = Moved { state: State::Draft, stage: None, entered_on: today, due_on: None };
        let hands = vec![Hand { user: UserId(1), word: "填报", made: true }];
        let mut case = Case {
            now, suspended: None, notice: None, done: Vec::new(), hands, trail: Vec::new(),
        };
        for (event, by, days) in tries {
            today = today + Days::new(days);
            let moved = case.try_it(&flow, event, UserId(by), today);
            if moved == Some(State::Payable) && matches!(event, Event::EndNotice | Event::Approve) {
                prop_assert!(case.is_proven(&flow), "{:?}", case.trail);
            }
            if matches!(case.now.state, State::Payable | State::Batched | State::Paid) {
                prop_assert!(case.is_proven(&flow), "{:?}", case.trail);
            }
        }
    }
}
