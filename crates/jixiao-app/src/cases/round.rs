//! A round with the rules it goes by.

use crate::Refusal;
use jixiao_aid::clock::{Flow, Level, Stage};
use jixiao_aid::programme::{AidProgramme, Programmes, StageKey, StageLevel};
use jixiao_domain::{AidNeed, AidRoundId, AidStage, Coded as _, Role};
use jixiao_regulation::Term;
use jixiao_store::Connection;
use jixiao_store::aid_rounds::{self, AidRound};

/// A round, the version of the programme it names, and the stages of its cases.
#[derive(Debug, Clone)]
pub struct LoadedRound {
    /// The round.
    pub round: AidRound,
    /// The rules, chosen at its opening.
    pub programme: &'static AidProgramme,
    /// The stages.
    pub flow: Flow,
    /// Days of its public notices.
    pub notice: Option<Term>,
}

impl LoadedRound {
    /// What the rule calls a tier; the key where it calls it nothing.
    pub fn class_name<'a>(&'a self, key: &'a str) -> &'a str {
        self.programme.tier(key).map_or(key, |tier| &tier.name)
    }

    fn of(round: AidRound) -> Result<Self, Refusal> {
        let found = Programmes::builtin().version(&round.programme, round.rule_from);
        let programme = found.ok_or_else(|| {
            let key = &round.programme;
            Refusal::WrongState(format!("找不到“{key}”自 {} 起的规则，不能办理", round.rule_from))
        })?;
        let flow = flow(programme)?;
        let notice = programme.stage(StageKey::Notice).and_then(|stage| stage.term);
        // A round may give its notices more days, never fewer.
        let days = u32::try_from(round.notice_days).unwrap_or(0);
        let notice = notice.map(|term| Term { days: term.days.max(days), ..term });
        Ok(Self { round, programme, flow, notice })
    }
}

/// The round with a key.
///
/// # Errors
/// [`Refusal::NotFound`]; [`Refusal::WrongState`] where its rules can't be resolved.
pub(crate) async fn round_of(
    connection: &impl Connection,
    id: AidRoundId,
) -> Result<LoadedRound, Refusal> {
    let round = aid_rounds::find(connection, id).await?;
    LoadedRound::of(round.ok_or(Refusal::NotFound("该救助批次"))?)
}

/// The stages of the programme as the clock takes them: what is only recorded belongs to the stage
/// after it, the party group's meeting to the approval.
fn flow(programme: &AidProgramme) -> Result<Flow, Refusal> {
    let mut stages: Vec<Stage> = Vec::new();
    for stage in programme.walked() {
        let unfit = || unfit(programme, &format!("“{}”不能单独办理", stage.name));
        let key = AidStage::from_code(stage.key.code()).ok_or_else(unfit)?;
        let needs = programme.needs_before(stage.key);
        let needs = needs.into_iter().map(|need| AidNeed::from_code(need.code()));
        stages.push(Stage {
            key,
            name: stage.name.clone(),
            term: stage.term,
            role: stage.role,
            level: level(stage.level),
            needs: needs.collect::<Option<_>>().ok_or_else(unfit)?,
            minutes: key == AidStage::CityApproval && programme.needs_minutes(),
        });
    }
    Flow::new(stages).map_err(|fault| unfit(programme, &fault.to_string()))
}

fn level(level: StageLevel) -> Level {
    match level {
        StageLevel::Primary => Level::Primary,
        StageLevel::County => Level::County,
        StageLevel::City => Level::City,
    }
}

fn unfit(programme: &AidProgramme, words: &str) -> Refusal {
    Refusal::WrongState(format!("“{}”的办理环节不完整：{words}", programme.name))
}

/// What a role is asked for at a stage.
pub(super) fn action_of(role: Role) -> Result<crate::authz::Action, Refusal> {
    use crate::authz::Action;
    match role {
        Role::Reviewer => Ok(Action::ReviewCases),
        Role::Approver => Ok(Action::ApproveCases),
        other => Err(Refusal::WrongState(format!("{}人员不办理审核环节", other.word()))),
    }
}
