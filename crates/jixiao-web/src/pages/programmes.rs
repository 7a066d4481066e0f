//! 救助项目 and 救助批次: the catalogue with its rules in plain sentences, rounds, dry runs (试算).

mod catalogue;
mod new;
mod rounds;
mod trial;
mod view;

use crate::route::{get, post};
use crate::{Access, Route};
use jixiao_app::authz::Action;
use jixiao_app::programmes::{AidProgramme, Basis, Conflict, Programmes, YearlyCap};
use jixiao_domain::AidRoundState;

/// Where the catalogue stands in the navigation.
const CATALOGUE: &str = "/aid-programmes";
/// Where rounds stand in the navigation.
const ROUNDS: &str = "/aid-rounds";

const SEE: Access = Access::May(Action::SeeAid);
const OPEN: Access = Access::May(Action::OpenAidRounds);
const CEILING: Access = Access::May(Action::SetAidCeiling);
const TRY: Access = Access::May(Action::SeePeople);

pub(crate) fn routes() -> Vec<Route> {
    vec![
        get("/aid-programmes", SEE, catalogue::list),
        get("/aid-programmes/{key}", SEE, catalogue::page),
        get("/aid-programmes/{key}/try", TRY, trial::of_programme),
        post("/aid-programmes/{key}/try", TRY, trial::queue_programme),
        get("/aid-programmes/{key}/try/export", TRY, trial::export_programme),
        get("/aid-rounds", SEE, rounds::list),
        get("/aid-rounds/export", SEE, rounds::export),
        get("/aid-rounds/new", OPEN, new::page),
        post("/aid-rounds/new", OPEN, new::open),
        get("/aid-rounds/{id}", SEE, view::page),
        post("/aid-rounds/{id}/step", OPEN, view::step),
        post("/aid-rounds/{id}/ceiling", CEILING, view::ceiling),
        get("/aid-rounds/{id}/try", TRY, trial::of_round),
        post("/aid-rounds/{id}/try", TRY, trial::queue_round),
        get("/aid-rounds/{id}/try/export", TRY, trial::export_round),
    ]
}

/// The class of a state's lamp.
fn lamp(state: &AidRoundState) -> &'static str {
    match state {
        AidRoundState::Open => "good",
        AidRoundState::Closed => "",
    }
}

/// One line of a rule: what kind it is, what it says, where it is laid down.
struct RuleLine {
    kind: &'static str,
    words: String,
    basis: Basis,
}

/// A version of a rule, line by line.
fn lines(programme: &AidProgramme) -> Vec<RuleLine> {
    let all = Programmes::builtin();
    let line = |kind, words, basis: &Basis| RuleLine { kind, words, basis: basis.clone() };
    let conditions = programme.conditions.iter();
    let conditions = conditions.map(|one| line("条件", one.test.words(), &one.basis));
    let tiers = programme.tiers.iter().map(|one| line("档次", one.words(), &one.amount.basis));
    let cap = |one: &YearlyCap| line("年度上限", one.words(all), &one.basis);
    let conflict = |one: &Conflict| line("不得叠加", one.words(all), &one.basis);
    let caps = programme.caps.iter().map(cap);
    conditions.chain(tiers).chain(caps).chain(programme.conflicts.iter().map(conflict)).collect()
}
