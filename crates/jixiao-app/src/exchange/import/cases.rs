//! Rows of lists of applicants: people of the registry, each with what is applied for.

use super::super::rows::RawRow;
use super::Importer;
use crate::Refusal;
use crate::cases::{self, CaseForm, ImportRow};
use crate::input::narrowed;
use crate::programmes::Declared;
use jixiao_aid::programme::{LoanBorrower, StudentStage};

/// Does a row.
pub(super) async fn row(importer: &Importer<'_>, row: &RawRow) -> Result<(), Refusal> {
    let unit = importer.units.get(&narrowed(&row.get("organisation")));
    let unit = unit
        .ok_or_else(|| Refusal::field("organisation", "没有这个单位编码，或不在您的管理范围内"))?;
    let get = |name: &str| row.get(name);
    let form = CaseForm {
        id_number: get("id_number"),
        asked: get("asked"),
        reason: get("reason"),
        declared: declared(row),
        ..CaseForm::default()
    };
    let row = ImportRow { round: get("round"), name: get("name"), form };
    cases::import_row_in(importer.tx, importer.call, unit, &row).await
}

/// The declared facts of a row, words of choices taken for their codes.
fn declared(row: &RawRow) -> Declared {
    let get = |name: &str| row.get(name);
    let answer = |name: &str| match row.get(name).trim() {
        "是" => "yes".to_owned(),
        "否" => "no".to_owned(),
        other => other.to_owned(),
    };
    let student = coded::<StudentStage>(&get("student"));
    let loan_borrower = coded::<LoanBorrower>(&get("loan_borrower"));
    Declared {
        own_medical: get("own_medical"),
        training: get("training"),
        loan_interest: get("loan_interest"),
        service: get("service"),
        student,
        newly_admitted: answer("newly_admitted"),
        other_grant: answer("other_grant"),
        free_schooling: answer("free_schooling"),
        certificate: answer("certificate"),
        attendance_percent: get("attendance_percent"),
        loan_borrower,
        loan_principal: get("loan_principal"),
        loan_on: get("loan_on"),
        roster_months: get("roster_months"),
        on_earlier_roster: answer("on_earlier_roster"),
        monthly_pay: get("monthly_pay"),
        nominated: answer("nominated"),
        invoices: get("invoices"),
    }
}

fn coded<T: jixiao_domain::Coded>(typed: &str) -> String {
    let found = T::ALL.iter().find(|one| one.word() == typed.trim());
    found.map_or_else(|| typed.trim().to_owned(), |one| one.code().to_owned())
}
