//! Declared text to facts. What was said replaces what the registry knows; an empty field leaves it.

use super::declared::Declared;
use crate::FieldError;
use crate::input::{self, Fields, narrowed};
use jixiao_aid::programme::{CostKind, Facts, LoanBorrower, LoanFact, StudentFact, StudentStage};
use std::collections::BTreeSet;

impl Declared {
    /// Lays what was declared over what the registry knows.
    ///
    /// # Errors
    /// Every field that can't be read; `facts` is then only partly changed.
    pub fn apply(&self, facts: &mut Facts) -> Result<(), Vec<FieldError>> {
        let mut fields = Fields::new();
        self.costs(&mut fields, facts);
        self.loan(&mut fields, facts);
        let flags = [
            ("newly_admitted", &self.newly_admitted, &mut facts.newly_admitted),
            ("other_grant", &self.other_grant, &mut facts.other_grant),
            ("free_schooling", &self.free_schooling, &mut facts.free_schooling),
            ("certificate", &self.certificate, &mut facts.certificate),
            ("on_earlier_roster", &self.on_earlier_roster, &mut facts.on_earlier_roster),
            ("nominated", &self.nominated, &mut facts.nominated),
        ];
        for (name, typed, fact) in flags {
            if !typed.trim().is_empty() {
                *fact = Some(fields.take(name, yes_or_no(typed), false));
            }
        }
        if !self.student.trim().is_empty() {
            let stage = fields.choice::<StudentStage>("student", &self.student);
            facts.student = Some(StudentFact::At(stage));
        }
        if !self.attendance_percent.trim().is_empty() {
            let typed = self.attendance_percent.trim().trim_end_matches(['%', '％']);
            let percent = input::count(typed).and_then(|percent| most(percent, 100));
            facts.attendance_percent = Some(fields.take("attendance_percent", percent, 0));
        }
        if !self.roster_months.trim().is_empty() {
            let months = input::count(&self.roster_months).and_then(|months| most(months, 12));
            facts.roster_months = Some(fields.take("roster_months", months, 0));
        }
        if !self.monthly_pay.trim().is_empty() {
            facts.monthly_pay = Some(fields.money("monthly_pay", &self.monthly_pay));
        }
        if !self.invoices.trim().is_empty() {
            facts.invoices = Some(self.invoice_numbers());
        }
        fields.finish(())
    }

    /// The numbers of the receipts, each once, as they are compared: half-width, without blanks.
    pub fn invoice_numbers(&self) -> Vec<String> {
        let divides =
            |one: char| one.is_whitespace() || matches!(one, ',' | '，' | '、' | ';' | '；');
        let numbers = self.invoices.split(divides).map(narrowed).filter(|one| !one.is_empty());
        let each: BTreeSet<String> = numbers.map(|one| one.to_uppercase()).collect();
        each.into_iter().collect()
    }

    fn costs(&self, fields: &mut Fields, facts: &mut Facts) {
        let costs = [
            ("own_medical", &self.own_medical, CostKind::OwnMedical),
            ("training", &self.training, CostKind::Training),
            ("loan_interest", &self.loan_interest, CostKind::LoanInterest),
            ("service", &self.service, CostKind::Service),
        ];
        for (name, typed, kind) in costs {
            if !typed.trim().is_empty() {
                facts.costs.insert(kind, fields.money(name, typed));
            }
        }
    }

    fn loan(&self, fields: &mut Fields, facts: &mut Facts) {
        let parts = [&self.loan_borrower, &self.loan_principal, &self.loan_on];
        if parts.iter().all(|typed| typed.trim().is_empty()) {
            return;
        }
        let borrower = fields.choice::<LoanBorrower>("loan_borrower", &self.loan_borrower);
        let principal = fields.money("loan_principal", &self.loan_principal);
        let on = fields.date("loan_on", &self.loan_on);
        facts.loan = Some(LoanFact { borrower, principal, on });
    }
}

fn yes_or_no(typed: &str) -> Result<bool, String> {
    match typed.trim() {
        "yes" | "是" => Ok(true),
        "no" | "否" => Ok(false),
        _ => Err("应为“是”或“否”".to_owned()),
    }
}

fn most(count: u32, most: u32) -> Result<u32, String> {
    if count <= most { Ok(count) } else { Err(format!("不能超过 {most}")) }
}

/// The stage a school and grade speak of, as they were registered; `None` where the words leave it
/// open.
pub(super) fn stage_of(school: &str) -> Option<StudentStage> {
    const WORDS: &[(StudentStage, &[&str])] = &[
        (StudentStage::Graduate, &["研究生", "硕士", "博士"]),
        (StudentStage::College, &["大学", "学院", "本科", "大专", "高职", "专科"]),
        (StudentStage::Senior, &["高中", "高一", "高二", "高三", "中专", "职高", "技校", "技工"]),
        (StudentStage::Junior, &["初中", "初一", "初二", "初三", "七年级", "八年级", "九年级"]),
        (StudentStage::Primary, &["小学", "幼儿园", "学前"]),
    ];
    // 大学附属中学 and the like speak of two stages at once: no guess.
    let told = |words: &[&str]| words.iter().any(|word| school.contains(word));
    let mut found = WORDS.iter().filter(|(_, words)| told(words)).map(|(stage, _)| *stage);
    let only = found.next()?;
    let another = found.next().is_some();
    let attached =
        school.contains('附') || (school.contains("中学") && only == StudentStage::College);
    (!another && !attached).then_some(only)
}

#[cfg(test)]
mod tests {
    use super::{Declared, StudentStage, stage_of};
    use jixiao_aid::programme::Facts;

    #[test]
    fn a_school_that_leaves_the_stage_open_is_not_guessed_at() {
        use StudentStage as S;
        for (school, stage) in [
            ("江州大学二年级", Some(S::College)),
            ("江州一中高二", Some(S::Senior)),
            ("江州市第二中学", None),
            ("江州大学附属中学", None),
            ("江州大学附小", None),
            ("江州大学硕士研究生", None),
            ("江州市实验小学", Some(S::Primary)),
            ("江州二中初三", Some(S::Junior)),
            ("", None),
        ] {
            assert_eq!(stage_of(school), stage, "{school}");
        }
    }

    #[test]
    fn what_is_declared_lies_over_what_is_known_and_errors_name_their_fields() {
        let mut facts =
            Facts { certificate: Some(true), nominated: Some(true), ..Facts::default() };
        let declared = Declared {
            certificate: "否".to_owned(),
            invoices: "a1，B2 Ａ１".to_owned(),
            ..Declared::default()
        };
        declared.apply(&mut facts).unwrap();
        assert_eq!((facts.certificate, facts.nominated), (Some(false), Some(true)));
        assert_eq!(facts.invoices, Some(vec!["A1".to_owned(), "B2".to_owned()]));
        let wrong = Declared {
            own_medical: "很多".to_owned(),
            roster_months: "13".to_owned(),
            loan_principal: "1".to_owned(),
            nominated: "也许".to_owned(),
            ..Declared::default()
        };
        let errors = wrong.apply(&mut Facts::default()).unwrap_err();
        let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(
            fields,
            ["own_medical", "loan_borrower", "loan_on", "nominated", "roster_months"]
        );
    }
}
