//! Saving a section.

use super::drafts::draft_key;
use super::sections::{self, Section, SectionTyped};
use super::{Assessment, Record, SUBJECT_KIND, assess};
use crate::audit::{self, Event};
use crate::authz::{self, Action};
use crate::{Call, FieldError, Refusal};
use jixiao_domain::{Coded as _, DepartmentYearId};
use jixiao_store::departments::{self as rows, amounts, explanations, judgements, tasks, units};
use jixiao_store::{Transaction, drafts};
use std::collections::BTreeMap;

/// Saves a section of a year that is being filled in. Gaps are allowed: they are refused at
/// submission.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Forbidden`], [`Refusal::WrongState`], [`Refusal::Invalid`],
/// [`Refusal::Conflict`] where someone else saved since it was read.
pub async fn save(
    call: Call<'_>,
    id: DepartmentYearId,
    section: Section,
    typed: &SectionTyped,
) -> Result<Assessment, Refusal> {
    let tx = call.app.store.begin().await?;
    let mut record = load_to_fill(&tx, call, id).await?;
    let revision: i64 = typed
        .revision
        .trim()
        .parse()
        .map_err(|_| Refusal::field("revision", "请重新打开本页后再保存"))?;
    if revision != record.row.revision {
        return Err(Refusal::Conflict("该部门整体材料"));
    }
    let said = sections::apply(&mut record, section, &typed.fields).map_err(Refusal::Invalid)?;
    write(&tx, call, &mut record, section, &said).await?;
    record.row.filled_by = Some(call.actor.user_id);
    let assessment = assess(&record);
    record.row.total = assessment.total;
    record.row.grade = assessment.grade;
    rows::update_content(&tx, &record.row).await?;
    let entry = Event {
        action: "department.save",
        subject_kind: SUBJECT_KIND,
        subject_id: id.to_string(),
        organisation_id: Some(record.organisation.id),
        detail: format!("保存{}年度{}", record.row.year, section.word()),
    };
    audit::record(&tx, call.actor, call.at, entry).await?;
    drafts::drop(&tx, call.actor.user_id, &draft_key(id, section)).await?;
    tx.commit().await?;
    Ok(assessment)
}

async fn write(
    tx: &Transaction,
    call: Call<'_>,
    record: &mut Record,
    section: Section,
    said: &BTreeMap<String, String>,
) -> Result<(), Refusal> {
    let id = record.row.id;
    match section {
        Section::Profile => {}
        Section::Money => {
            for (item, row) in &record.amounts {
                amounts::put(tx, id, *item, row).await?;
            }
            units::replace(tx, id, &record.units).await?;
        }
        Section::Tasks => {
            for (task, texts) in &record.tasks {
                tasks::put(tx, id, *task, texts).await?;
            }
        }
        Section::Duties => tasks::replace_duties(tx, id, &record.duties).await?,
        Section::Indicators => {
            for judgement in record.judgements.values() {
                judgements::put(tx, id, judgement).await?;
            }
        }
        Section::Differences => {
            explain(tx, call, record, said).await?;
            record.explanations = explanations::of(tx, id).await?;
        }
    }
    Ok(())
}

/// Keeps each explanation with the amount it was given for.
async fn explain(
    tx: &Transaction,
    call: Call<'_>,
    record: &Record,
    said: &BTreeMap<String, String>,
) -> Result<(), Refusal> {
    let assessment = assess(record);
    let mut errors = Vec::new();
    for (code, text) in said {
        let shown = assessment.differences.iter().find(|shown| shown.difference.code == *code);
        let Some(shown) = shown else {
            if !text.is_empty() {
                let field = format!("differences[{code}]");
                errors.push(FieldError::new(field, "该处已经一致，不需要说明"));
            }
            continue;
        };
        let unchanged = shown.explanation.as_ref().is_some_and(|old| old.explanation == *text);
        if !unchanged {
            let amount = shown.difference.amount;
            let by = call.actor.user_id;
            explanations::put(tx, record.row.id, code, amount, text, by, call.at).await?;
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(Refusal::Invalid(errors)) }
}

/// Loads a year for somebody who fills it in, while it may be changed.
pub(super) async fn load_to_fill(
    connection: &impl jixiao_store::Connection,
    call: Call<'_>,
    id: DepartmentYearId,
) -> Result<Record, Refusal> {
    let record = Record::load(connection, call, id).await?;
    authz::authorise(call.actor, Action::FillDepartments, &record.organisation.path)?;
    if record.row.state.is_editable() {
        return Ok(record);
    }
    Err(Refusal::WrongState(format!(
        "当前状态为“{}”，内容已锁定；如需修改，请先撤回、由审核人退回，或申请解除锁定",
        record.row.state.word()
    )))
}
