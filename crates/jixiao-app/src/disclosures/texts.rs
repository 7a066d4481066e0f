//! The texts of every form that can be published, field by field, on their way through the
//! redactor. Figures of a form are no texts: they can't be touched from here. Neither are codes of
//! projects, which can look like numbers of cards.

mod department;
mod project;
mod report;

use crate::Refusal;
use crate::redaction::{Redacted, Redactor};
use jixiao_domain::RemovalKind;
use jixiao_render::model::{Foot, Form, LevelOne, Organisation};
use jixiao_store::disclosures::removals::Redaction;

/// Redacts a form in place and lists what was removed.
///
/// # Errors
/// [`Refusal::WrongState`] for a form of which the texts are not known here: it is not published.
pub(super) fn redact(form: &mut Form, redactor: &Redactor) -> Result<Vec<Redaction>, Refusal> {
    let mut walk = Walk { redactor, list: Vec::new() };
    match form {
        Form::SelfEvaluation(form) => walk.self_evaluation(form),
        Form::GoalSubmission(form) => walk.goal(form),
        Form::Monitoring(form) => walk.monitoring(form),
        Form::Evaluation(form) => walk.evaluation(form),
        Form::DepartmentTasks(form) => walk.department_tasks(form),
        Form::Duties(form) => walk.duties(form),
        Form::BaseData(form) => walk.base_data(form),
        Form::DepartmentScores(form) => walk.department_scores(form),
        Form::Text(document) => walk.document(document),
        Form::ProjectList(_) | Form::Assessment(_) | Form::Record(_) => {
            let message = "该类表格尚不能公开：未规定其中哪些文字须隐去";
            return Err(Refusal::WrongState(message.to_owned()));
        }
    }
    Ok(walk.list)
}

struct Walk<'r> {
    redactor: &'r Redactor,
    list: Vec<Redaction>,
}

impl Walk<'_> {
    fn organisation(&mut self, field: &str, organisation: &mut Organisation) {
        self.prose(field, &mut organisation.name);
        self.cell(field, &mut organisation.code);
    }

    /// The indicators of a scored table.
    fn levels(&mut self, levels: &mut [LevelOne]) {
        for level in levels {
            self.prose("一级指标", &mut level.name);
            for kind in &mut level.kinds {
                self.prose("二级指标", &mut kind.name);
                for row in &mut kind.rows {
                    let name = row.name.clone();
                    self.prose("指标名称", &mut row.name);
                    self.cell(&format!("指标“{name}”：年度指标值"), &mut row.target);
                    self.cell(&format!("指标“{name}”：实际完成值"), &mut row.actual);
                    let field = format!("指标“{name}”：偏差原因分析及改进措施");
                    self.prose(&field, &mut row.deviation);
                }
            }
        }
    }

    fn notes(&mut self, notes: &mut [String]) {
        for note in notes {
            self.prose("表下说明", note);
        }
    }

    fn foot(&mut self, foot: &mut Foot) {
        let redactor = self.redactor;
        self.take("填报人", &mut foot.filled_by, |text| redactor.people(text));
        self.take("负责人", &mut foot.leader, |text| redactor.people(text));
        self.take("联系电话", &mut foot.phone, |text| redactor.phone(text));
    }

    fn prose(&mut self, field: &str, text: &mut String) {
        let redactor = self.redactor;
        self.take(field, text, |text| redactor.prose(text));
    }

    fn cell(&mut self, field: &str, text: &mut String) {
        let redactor = self.redactor;
        self.take(field, text, |text| redactor.cell(text));
    }

    fn take(&mut self, field: &str, text: &mut String, redact: impl Fn(&str) -> Redacted) {
        let redacted = redact(text);
        if redacted.removed.is_empty() {
            return;
        }
        *text = redacted.text;
        // The name of a field may hold words of the form: they are redacted like all others.
        let field = self.redactor.prose(field).text;
        for (kind, count) in redacted.removed {
            self.note(&field, kind, i64::try_from(count).unwrap_or(i64::MAX));
        }
    }

    fn note(&mut self, field: &str, kind: RemovalKind, count: i64) {
        let same = |line: &&mut Redaction| line.field == field && line.kind == kind;
        if let Some(line) = self.list.iter_mut().find(same) {
            line.occurrence_count += count;
        } else {
            let field = field.to_owned();
            self.list.push(Redaction { field, kind, occurrence_count: count });
        }
    }
}

#[cfg(test)]
mod tests;
