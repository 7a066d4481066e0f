//! The texts of every form that can be published, field by field, on their way through the
//! redactor. Figures of a form are no texts: they can't be touched from here.

use crate::Refusal;
use crate::redaction::{Redacted, Redactor};
use jixiao_domain::RemovalKind;
use jixiao_render::model::text::{Block, TextCell};
use jixiao_render::model::{Foot, Form, GoalSubmissionForm, SelfEvaluationForm, TextDocument};
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
        Form::Text(document) => walk.document(document),
        _ => {
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
    fn self_evaluation(&mut self, form: &mut SelfEvaluationForm) {
        self.prose("项目名称", &mut form.project);
        self.prose("主管部门", &mut form.supervising_dept.name);
        self.prose("实施单位", &mut form.implementing_unit.name);
        self.prose("年度总体目标：预期目标", &mut form.expected_goal);
        self.prose("年度总体目标：实际完成情况", &mut form.actual_goal);
        let rows = form.indicators.iter_mut().flat_map(|level| &mut level.kinds);
        for row in rows.flat_map(|kind| &mut kind.rows) {
            let name = row.name.clone();
            self.prose("指标名称", &mut row.name);
            self.cell(&format!("指标“{name}”：年度指标值"), &mut row.target);
            self.cell(&format!("指标“{name}”：实际完成值"), &mut row.actual);
            self.prose(&format!("指标“{name}”：偏差原因分析及改进措施"), &mut row.deviation);
        }
        self.prose("其他需要说明的事项", &mut form.other_matters);
        self.foot(&mut form.foot);
    }

    fn goal(&mut self, form: &mut GoalSubmissionForm) {
        self.prose("项目名称", &mut form.project);
        self.prose("主管部门", &mut form.supervising_dept.name);
        self.prose("实施单位", &mut form.implementing_unit.name);
        if let Some(term) = &mut form.medium_term {
            self.prose("中期目标", &mut term.period.goal);
        }
        self.prose("年度目标", &mut form.annual.goal);
        for kind in form.indicators.iter_mut().flat_map(|level| &mut level.kinds) {
            for row in kind.medium_term.iter_mut().chain(&mut kind.annual) {
                let name = row.name.clone();
                self.prose("指标名称", &mut row.name);
                self.cell(&format!("指标“{name}”：指标值"), &mut row.target);
            }
        }
        self.foot(&mut form.foot);
    }

    fn document(&mut self, document: &mut TextDocument) {
        for text in [&mut document.title, &mut document.subtitle, &mut document.recipient] {
            self.prose("标题", text);
        }
        let mut heading = "正文".to_owned();
        for block in &mut document.blocks {
            match block {
                Block::Heading { text, .. } => {
                    self.prose("小标题", text);
                    heading = format!("正文“{text}”");
                }
                Block::Paragraph(text) => self.prose(&heading, text),
                Block::List(items) => {
                    for item in items {
                        self.prose(&heading, item);
                    }
                }
                Block::Table(table) => {
                    self.prose(&heading, &mut table.caption);
                    let rows = table.header.iter_mut().chain(&mut table.rows);
                    for TextCell { text, .. } in rows.flatten() {
                        self.cell(&format!("{heading}的表格"), text);
                    }
                }
            }
        }
        for title in &mut document.attachments {
            self.prose("附件", title);
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
