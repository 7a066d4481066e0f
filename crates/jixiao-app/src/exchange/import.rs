//! Imports a workbook: every row through the use case that a page would call. What fits into one
//! transaction is written all or nothing; longer files go batch by batch.

mod batches;
mod cases;
mod errors;
mod households;

pub(super) use batches::import_in_batches;

use super::columns::ImportKind;
use super::rows::{self, RawRow};
use crate::authz::{self, Action};
use crate::budgets::{self, EntryForm, PaymentForm};
use crate::history::{self, PastRowForm, PastYearForm};
use crate::input::{Fields, narrowed};
use crate::projects::{self, OpenYearForm, ProjectForm};
use crate::{Call, FieldError, Refusal};
use jixiao_domain::{Coded as _, ProjectYearId};
use jixiao_store::organisations::{self, Organisation};
use jixiao_store::{StoreError, Transaction, project_years, projects as project_rows};
use std::collections::HashMap;

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// Rows that were read.
    pub row_count: usize,
    /// Rows in error; nothing was written unless there are none.
    pub failed_count: usize,
    /// The rows with their errors, as xlsx, where there are any.
    pub errors: Option<Vec<u8>>,
}

/// Rows that are written together: nobody else writes meanwhile.
pub(super) const TOGETHER_MAX: usize = 5_000;

/// Imports a workbook, all or nothing.
///
/// # Errors
/// [`Refusal::Forbidden`], and what stops the file as a whole: [`Refusal::Invalid`] on `file`,
/// [`Refusal::TooMuch`] beyond 5,000 rows. Errors of rows are no refusal.
pub async fn import(
    call: Call<'_>,
    kind: ImportKind,
    name: &str,
    bytes: &[u8],
) -> Result<Imported, Refusal> {
    if !authz::allows_somewhere(call.actor, kind.action()) {
        return Err(Refusal::Forbidden(kind.action().word()));
    }
    let rows = rows::read(bytes, name, kind)?;
    if rows.len() > TOGETHER_MAX {
        let message = format!("超过 {TOGETHER_MAX} 行，请作为后台任务导入");
        return Err(Refusal::TooMuch(message));
    }
    import_together(call, kind, &rows).await
}

/// Imports rows, all or nothing.
pub(super) async fn import_together(
    call: Call<'_>,
    kind: ImportKind,
    rows: &[RawRow],
) -> Result<Imported, Refusal> {
    let tx = call.app.store.begin().await?;
    let importer = Importer { tx: &tx, call, kind, units: units(&tx, call).await? };
    let mut faults: Vec<Vec<FieldError>> = Vec::with_capacity(rows.len());
    for row in rows {
        faults.push(importer.row(row).await?);
    }
    let failed_count = faults.iter().filter(|faults| !faults.is_empty()).count();
    if failed_count > 0 {
        drop(tx);
        let lines = rows.iter().zip(&faults);
        let lines = lines.map(|(row, faults)| (row, errors::sentence(kind, faults)));
        let errors = Some(errors::workbook(kind, lines)?);
        return Ok(Imported { row_count: rows.len(), failed_count, errors });
    }
    tx.commit().await?;
    Ok(Imported { row_count: rows.len(), failed_count, errors: None })
}

/// The units the caller sees, by code.
async fn units(tx: &Transaction, call: Call<'_>) -> Result<HashMap<String, Organisation>, Refusal> {
    let scope = authz::scope(call.actor, Action::SeeProjects)?;
    let units = organisations::list(tx, &scope).await?;
    Ok(units.into_iter().map(|unit| (unit.code.clone(), unit)).collect())
}

struct Importer<'a> {
    tx: &'a Transaction,
    call: Call<'a>,
    kind: ImportKind,
    units: HashMap<String, Organisation>,
}

impl Importer<'_> {
    /// Does a row as a step of its own: a bad one leaves nothing, and the rows after it are judged
    /// as if it were not there. Gives its errors.
    async fn row(&self, row: &RawRow) -> Result<Vec<FieldError>, Refusal> {
        self.tx.begin_step().await?;
        let done = match self.kind {
            ImportKind::Projects => self.project(row).await,
            ImportKind::Budget => self.budget_line(row).await,
            ImportKind::Vouchers => self.payment(row).await,
            ImportKind::PastYears => self.past_year(row).await,
            ImportKind::Households => households::row(self, row).await,
            ImportKind::Cases => cases::row(self, row).await,
        };
        match done {
            Ok(()) => {
                self.tx.keep_step().await?;
                Ok(Vec::new())
            }
            Err(Refusal::Store(error)) if !matches!(error, StoreError::Duplicate(_)) => {
                Err(Refusal::Store(error))
            }
            Err(Refusal::Invalid(errors)) => {
                self.tx.undo_step().await?;
                Ok(errors)
            }
            Err(refusal) => {
                self.tx.undo_step().await?;
                Ok(vec![FieldError::new("", refusal.to_string())])
            }
        }
    }

    async fn project(&self, row: &RawRow) -> Result<(), Refusal> {
        let unit = self.units.get(&narrowed(&row.get("organisation")));
        let form = ProjectForm {
            organisation: unit.map_or_else(String::new, |unit| unit.id.to_string()),
            code: row.get("code"),
            name: row.get("name"),
            programme: row.get("programme"),
            attribute: row.get("attribute"),
            supervising_department: row.get("supervising_department"),
            supervising_department_code: row.get("supervising_department_code"),
            finance_division: row.get("finance_division"),
            implementing_unit: row.get("implementing_unit"),
            implementing_unit_code: row.get("implementing_unit_code"),
            leader: row.get("leader"),
            phone: row.get("phone"),
            start_year: row.get("start_year"),
            end_year: row.get("end_year"),
            basis: row.get("basis"),
            revision: String::new(),
        };
        let mut fields = Fields::new();
        if unit.is_none() {
            fields.refuse("organisation", "没有这个单位编码，或不在您的管理范围内");
        }
        form.content(&mut fields);
        let year = row.get("year");
        if !year.is_empty() {
            fields.year("year", &year);
        }
        fields.finish(()).map_err(Refusal::Invalid)?;
        let input = form.parse().map_err(Refusal::Invalid)?;
        let unit = unit.ok_or(Refusal::NotFound("机构"))?;
        let id = projects::add_in(self.tx, self.call, unit, &input).await?;
        if year.is_empty() {
            return Ok(());
        }
        let number = crate::input::year(&year).map_err(|fault| Refusal::field("year", fault))?;
        let number = i64::from(number.get());
        let suggested = projects::choices_in(self.tx, self.call, id, number).await?.suggested;
        let terms = OpenYearForm { year, ..suggested }.parse().map_err(Refusal::Invalid)?;
        projects::open_year_in(self.tx, self.call, id, &terms).await?;
        Ok(())
    }

    async fn budget_line(&self, row: &RawRow) -> Result<(), Refusal> {
        let form = EntryForm {
            kind: row.get("kind"),
            source: row.get("source"),
            amount: row.get("amount"),
            document_number: row.get("document_number"),
            dated_on: row.get("dated_on"),
            note: row.get("note"),
        };
        let year = self.year(row).await;
        let input = both(form.parse(), &year)?;
        budgets::enter_in(self.tx, self.call, year?, &input).await?;
        Ok(())
    }

    async fn payment(&self, row: &RawRow) -> Result<(), Refusal> {
        let form = PaymentForm {
            source: row.get("source"),
            amount: row.get("amount"),
            voucher_number: row.get("voucher_number"),
            paid_on: row.get("paid_on"),
            summary: row.get("summary"),
            same_voucher: row.get("same_voucher"),
        };
        let year = self.year(row).await;
        let input = both(form.parse(), &year)?;
        budgets::pay_in(self.tx, self.call, year?, &input).await?;
        Ok(())
    }

    async fn past_year(&self, row: &RawRow) -> Result<(), Refusal> {
        let head = PastYearForm {
            year: row.get("year"),
            initial: row.get("initial"),
            adjusted: row.get("adjusted"),
            executed: row.get("executed"),
            total: row.get("total"),
            grade: row.get("grade"),
            source: row.get("source"),
            ..PastYearForm::default()
        };
        let indicator = PastRowForm {
            level2: row.get("level2"),
            name: row.get("name"),
            sign: row.get("sign"),
            number: row.get("number"),
            unit: row.get("unit"),
            words: row.get("words"),
            actual: row.get("actual"),
            points: row.get("points"),
            score: row.get("score"),
        };
        let project = self.project_of(row).await?;
        history::enter_row_in(self.tx, self.call, project.id, &head, &indicator).await
    }

    /// The project that a row names by code.
    async fn project_of(&self, row: &RawRow) -> Result<project_rows::Project, Refusal> {
        let code = narrowed(&row.get("code"));
        let project = project_rows::find_by_code(self.tx, &code).await?.filter(|project| {
            authz::allows(self.call.actor, Action::SeeProjects, &project.organisation_path)
        });
        project.ok_or_else(|| Refusal::field("code", "没有这个项目编码，或不在您的管理范围内"))
    }

    /// The project's year that a row names by code and year.
    async fn year(&self, row: &RawRow) -> Result<ProjectYearId, Refusal> {
        let mut fields = Fields::new();
        let year = i64::from(fields.year("year", &row.get("year")).get());
        fields.finish(()).map_err(Refusal::Invalid)?;
        let project = self.project_of(row).await?;
        let found = project_years::find_in(self.tx, project.id, year).await?;
        let found = found.ok_or_else(|| {
            Refusal::field("year", format!("该项目尚未建立 {year} 年度，请先建立"))
        })?;
        Ok(found.id)
    }
}

/// The input of a row, or all that is wrong with it and with the year it names.
fn both<T>(
    parsed: Result<T, Vec<FieldError>>,
    year: &Result<ProjectYearId, Refusal>,
) -> Result<T, Refusal> {
    match (parsed, year) {
        (Err(mut errors), Err(Refusal::Invalid(more))) => {
            errors.extend(more.iter().cloned());
            Err(Refusal::Invalid(errors))
        }
        (Err(errors), _) => Err(Refusal::Invalid(errors)),
        (Ok(input), _) => Ok(input),
    }
}
