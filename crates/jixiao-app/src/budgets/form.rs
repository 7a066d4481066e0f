//! What is typed of ledger lines.

use crate::FieldError;
use crate::input::{Fields, Lines, narrowed, ticked};
use chrono::NaiveDate;
use jixiao_domain::{BudgetEntryKind, FundSource, Money, ProjectYearId};
use serde::Deserialize;

/// A line of the budget ledger, as it was sent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct EntryForm {
    /// 类型, by code or word; 调剂 has a form of its own.
    pub kind: String,
    /// 资金来源, by code or word.
    pub source: String,
    /// 金额（元）
    pub amount: String,
    /// 文号
    pub document_number: String,
    /// 文件日期
    pub dated_on: String,
    /// 摘要
    pub note: String,
}

/// A line of the budget ledger, read.
#[derive(Debug, Clone)]
pub struct EntryInput {
    /// What it does; no 调剂.
    pub kind: BudgetEntryKind,
    /// 资金来源
    pub source: FundSource,
    /// More than 0.
    pub amount: Money,
    /// 文号
    pub document_number: String,
    /// 文件日期
    pub dated_on: NaiveDate,
    /// 摘要; may be empty.
    pub note: String,
}

impl EntryForm {
    /// Reads the form.
    ///
    /// # Errors
    /// Every field that can't be taken.
    pub fn parse(&self) -> Result<EntryInput, Vec<FieldError>> {
        let mut fields = Fields::new();
        let input = self.read(&mut fields);
        fields.finish(input)
    }

    /// Reads the form into `fields`: also what a row of an import says.
    pub(crate) fn read(&self, fields: &mut Fields) -> EntryInput {
        let kind: BudgetEntryKind = fields.choice("kind", &self.kind);
        if matches!(kind, BudgetEntryKind::ReallocationIn | BudgetEntryKind::ReallocationOut) {
            fields.refuse("kind", "调剂涉及两个项目，请用“调剂”登记");
        }
        // 上年结转 has one source only, which need not be typed.
        let source = if kind == BudgetEntryKind::CarryOver && self.source.trim().is_empty() {
            FundSource::CarryOver
        } else {
            fields.choice("source", &self.source)
        };
        let carries = kind == BudgetEntryKind::CarryOver;
        fields.require(
            !carries || source == FundSource::CarryOver,
            "source",
            "上年结转的来源应为“上年结转资金”",
        );
        EntryInput {
            kind,
            source,
            amount: amount(fields, &self.amount),
            document_number: document_number(fields, &self.document_number),
            dated_on: fields.date("dated_on", &self.dated_on),
            note: fields.optional_text("note", &self.note, Lines::One, 200),
        }
    }
}

/// A 调剂, as it was sent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct ReallocationForm {
    /// Key of the project's year that receives.
    pub to: String,
    /// 资金来源, by code or word.
    pub source: String,
    /// 金额（元）
    pub amount: String,
    /// 文号
    pub document_number: String,
    /// 文件日期
    pub dated_on: String,
    /// 摘要
    pub note: String,
}

/// A 调剂, read.
#[derive(Debug, Clone)]
pub struct ReallocationInput {
    /// The project's year that receives.
    pub to: ProjectYearId,
    /// 资金来源, the same on both sides.
    pub source: FundSource,
    /// More than 0.
    pub amount: Money,
    /// 文号
    pub document_number: String,
    /// 文件日期
    pub dated_on: NaiveDate,
    /// 摘要; may be empty.
    pub note: String,
}

impl ReallocationForm {
    /// Reads the form.
    ///
    /// # Errors
    /// Every field that can't be taken.
    pub fn parse(&self) -> Result<ReallocationInput, Vec<FieldError>> {
        let mut fields = Fields::new();
        let input = ReallocationInput {
            to: fields.key("to", &self.to),
            source: fields.choice("source", &self.source),
            amount: amount(&mut fields, &self.amount),
            document_number: document_number(&mut fields, &self.document_number),
            dated_on: fields.date("dated_on", &self.dated_on),
            note: fields.optional_text("note", &self.note, Lines::One, 100),
        };
        fields.finish(input)
    }
}

/// A correction of a budget line, as it was sent: what the line should have said.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct CorrectionForm {
    /// 资金来源, by code or word.
    pub source: String,
    /// 金额（元）; 0 strikes the line out.
    pub amount: String,
    /// 文号
    pub document_number: String,
    /// 文件日期
    pub dated_on: String,
    /// Why.
    pub reason: String,
}

/// A correction of a budget line, read.
#[derive(Debug, Clone)]
pub struct CorrectionInput {
    /// 资金来源
    pub source: FundSource,
    /// 0 strikes the line out.
    pub amount: Money,
    /// 文号
    pub document_number: String,
    /// 文件日期
    pub dated_on: NaiveDate,
    /// Why.
    pub reason: String,
}

impl CorrectionForm {
    /// Reads the form.
    ///
    /// # Errors
    /// Every field that can't be taken.
    pub fn parse(&self) -> Result<CorrectionInput, Vec<FieldError>> {
        let mut fields = Fields::new();
        let input = CorrectionInput {
            source: fields.choice("source", &self.source),
            amount: fields.money("amount", &self.amount),
            document_number: document_number(&mut fields, &self.document_number),
            dated_on: fields.date("dated_on", &self.dated_on),
            reason: fields.text("reason", &self.reason, Lines::One, 200),
        };
        fields.finish(input)
    }
}

/// A payment, as it was sent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct PaymentForm {
    /// 资金来源, by code or word.
    pub source: String,
    /// 金额（元）
    pub amount: String,
    /// 凭证号
    pub voucher_number: String,
    /// 支付日期
    pub paid_on: String,
    /// 摘要
    pub summary: String,
    /// Ticked: the voucher number is known and this is another line of it.
    pub same_voucher: String,
}

/// A payment, read.
#[derive(Debug, Clone)]
pub struct PaymentInput {
    /// 资金来源
    pub source: FundSource,
    /// More than 0 unless it corrects another.
    pub amount: Money,
    /// 凭证号
    pub voucher_number: String,
    /// 支付日期
    pub paid_on: NaiveDate,
    /// 摘要; may be empty.
    pub summary: String,
    /// The caller knows that the voucher has another line already.
    pub same_voucher: bool,
}

impl PaymentForm {
    /// Reads the form.
    ///
    /// # Errors
    /// Every field that can't be taken.
    pub fn parse(&self) -> Result<PaymentInput, Vec<FieldError>> {
        let mut fields = Fields::new();
        let input = self.read(&mut fields);
        fields.require(input.amount.fen() > 0 || !fields.are_good(), "amount", "金额应大于 0");
        fields.finish(input)
    }

    /// Reads the form into `fields`, an amount of 0 included.
    pub(crate) fn read(&self, fields: &mut Fields) -> PaymentInput {
        PaymentInput {
            source: fields.choice("source", &self.source),
            amount: fields.money("amount", &self.amount),
            voucher_number: fields.text(
                "voucher_number",
                &narrowed(&self.voucher_number),
                Lines::One,
                60,
            ),
            paid_on: fields.date("paid_on", &self.paid_on),
            summary: fields.optional_text("summary", &self.summary, Lines::One, 200),
            same_voucher: ticked(&self.same_voucher),
        }
    }
}

/// A correction of a payment, as it was sent: what the line should have said; an amount of 0 strikes
/// it out. The reason becomes its 摘要.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct PaymentCorrectionForm {
    /// 资金来源, by code or word.
    pub source: String,
    /// 金额（元）
    pub amount: String,
    /// 凭证号
    pub voucher_number: String,
    /// 支付日期
    pub paid_on: String,
    /// Why.
    pub reason: String,
}

impl PaymentCorrectionForm {
    /// Reads the form.
    ///
    /// # Errors
    /// Every field that can't be taken.
    pub fn parse(&self) -> Result<PaymentInput, Vec<FieldError>> {
        let mut fields = Fields::new();
        let form = PaymentForm {
            source: self.source.clone(),
            amount: self.amount.clone(),
            voucher_number: self.voucher_number.clone(),
            paid_on: self.paid_on.clone(),
            summary: String::new(),
            same_voucher: "1".to_owned(),
        };
        let mut input = form.read(&mut fields);
        input.summary = fields.text("reason", &self.reason, Lines::One, 200);
        fields.finish(input)
    }
}

/// An amount more than 0.
fn amount(fields: &mut Fields, typed: &str) -> Money {
    let parsed = crate::input::money(typed).and_then(|amount| {
        if amount.fen() > 0 { Ok(amount) } else { Err("金额应大于 0".to_owned()) }
    });
    fields.take("amount", parsed, Money::default())
}

fn document_number(fields: &mut Fields, typed: &str) -> String {
    fields.text("document_number", typed, Lines::One, 60)
}
