//! The indicator library: common indicators proposed by one hand of the city's finance and decided
//! by the other; a few still wait.

use crate::SampleError;
use crate::actors::{Actors, day, time};
use crate::templates::{CONTEST, HARDSHIP, MODEL_WORKERS, RIGHTS, TRAINING, WARMTH};
use jixiao_app::App;
use jixiao_app::library::{self, DecisionForm, LibraryForm};

/// Indicators at the end of the list that nobody has decided yet.
const WAITING: usize = 3;

pub(crate) async fn fill(app: &App, actors: &Actors) -> Result<(), SampleError> {
    let templates = [&WARMTH, &MODEL_WORKERS, &CONTEST, &HARDSHIP, &RIGHTS, &TRAINING];
    let mut forms = Vec::new();
    for template in templates {
        for line in template.lines(1_000_000).into_iter().filter(|line| !line.sign.is_empty()) {
            forms.push(LibraryForm {
                programme: template.programme.to_owned(),
                level2: line.level2.to_owned(),
                name: line.name.to_owned(),
                explanation: "按年度内有凭证的实际数计算".to_owned(),
                sign: line.sign.to_owned(),
                number: if line.unit == "%" { line.target } else { String::new() },
                unit: line.unit.to_owned(),
                value_basis: "历史水平和年度任务".to_owned(),
                evidence: "名册、审批表、支付回单".to_owned(),
                ..LibraryForm::default()
            });
        }
    }
    let decided = forms.len().saturating_sub(WAITING);
    for (number, form) in forms.iter().enumerate() {
        let minutes = i64::try_from(number).unwrap_or(0);
        let step = || SampleError::at(format!("指标库 {}", form.name));
        let proposer = actors.call(app, "city.finance", time(day(2023, 12, 6), minutes))?;
        let id = library::propose(proposer, form).await.map_err(step())?;
        if number < decided {
            let decision = DecisionForm {
                revision: "1".to_owned(),
                decision: "approve".to_owned(),
                reason: String::new(),
            };
            let other = actors.call(app, "city.finance2", time(day(2023, 12, 7), minutes))?;
            library::decide(other, id, &decision).await.map_err(step())?;
        }
    }
    Ok(())
}
