//! The stages of a programme, checked once: a flow that leaves out review or approval does not come
//! to be.

use jixiao_domain::{AidNeed, AidStage, Coded as _, Role};
use jixiao_regulation::Term;
use std::fmt;

/// Which organisation holds a case in a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// The unit that is responsible for the case.
    Primary,
    /// The county or industry union at or above it.
    County,
    /// The federation that runs the round.
    City,
}

/// A stage as a programme's data lay it down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    /// Which of the stages it is.
    pub key: AidStage,
    /// What the programme calls it.
    pub name: String,
    /// How long it may take; `None` where nothing is laid down.
    pub term: Option<Term>,
    /// Who does it.
    pub role: Role,
    /// Where.
    pub level: Level,
    /// What must have been written down before it is passed.
    pub needs: Vec<AidNeed>,
    /// Whether it asks for the number of the minutes of a meeting.
    pub minutes: bool,
}

/// The stages of a programme in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flow {
    stages: Vec<Stage>,
}

/// Why stages make no flow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlowFault(pub String);

impl fmt::Display for FlowFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for FlowFault {}

impl Flow {
    /// A flow of stages.
    ///
    /// # Errors
    /// [`FlowFault`] where stages stand out of order or twice, a review or the approval is missing, or
    /// either is given to a role that does not review.
    pub fn new(stages: Vec<Stage>) -> Result<Self, FlowFault> {
        let fault = |words: &str| Err(FlowFault(words.to_owned()));
        if stages.windows(2).any(|pair| pair[0].key >= pair[1].key) {
            return fault("环节次序有误或重复");
        }
        let has = |key: AidStage| stages.iter().any(|stage| stage.key == key);
        if !has(AidStage::PrimaryReview) && !has(AidStage::CountyReview) {
            return fault("至少须有一个审核环节（基层初审或县区、产业复核）");
        }
        if !has(AidStage::CityApproval) {
            return fault("缺少“市总审定”环节");
        }
        let files = |stage: &&Stage| {
            stage.key <= AidStage::CityApproval
                && !matches!(stage.role, Role::Reviewer | Role::Approver)
        };
        if let Some(stage) = stages.iter().find(files) {
            let role = stage.role.word();
            return Err(FlowFault(format!("“{}”不能由{role}人员办理", stage.name)));
        }
        Ok(Self { stages })
    }

    /// All stages in their order.
    pub fn stages(&self) -> &[Stage] {
        &self.stages
    }

    /// A stage, where the programme has it.
    pub fn stage(&self, key: AidStage) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.key == key)
    }

    /// The stage a submitted case waits in.
    pub fn first(&self) -> Option<AidStage> {
        self.stages.first().map(|stage| stage.key)
    }

    /// The stage after another.
    pub fn after(&self, key: AidStage) -> Option<AidStage> {
        self.stages.iter().find(|stage| stage.key > key).map(|stage| stage.key)
    }

    /// What the programme calls a stage.
    pub fn name(&self, key: AidStage) -> String {
        self.stage(key).map_or_else(|| key.word().to_owned(), |stage| stage.name.clone())
    }
}
