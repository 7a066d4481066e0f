//! What goes in and out of the API of departments.

use jixiao_app::departments::{ListTyped, Listing, OpenTyped, SectionTyped, Shown};
use jixiao_domain::{Coded as _, Money};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};

/// The filter of a list.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
pub(super) struct DepartmentParameters {
    /// Fiscal year.
    year: Option<i64>,
    /// Code of the state.
    state: Option<String>,
    /// Part of the name.
    q: Option<String>,
    /// The page, from 1.
    pub(super) page: Option<i64>,
}

impl DepartmentParameters {
    pub(super) fn typed(&self) -> ListTyped {
        ListTyped {
            year: self.year.map_or_else(String::new, |year| year.to_string()),
            state: self.state.clone().unwrap_or_default(),
            q: self.q.clone().unwrap_or_default(),
            sort: String::new(),
        }
    }
}

/// A page of the list.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DepartmentListBody {
    /// Lines in all.
    total: i64,
    /// The lines of the page.
    lines: Vec<DepartmentLineBody>,
}

/// A line of the list.
#[derive(Debug, Serialize, ToSchema)]
struct DepartmentLineBody {
    /// Key.
    id: i64,
    /// The department.
    department: String,
    /// Fiscal year.
    year: i64,
    /// Code of the state.
    state: &'static str,
    /// 支出总额：全年预算数, 分.
    adjusted_fen: Option<i64>,
    /// 支出总额：决算数, 分.
    final_fen: Option<i64>,
    /// 自评得分
    total: Option<String>,
    /// 自评等级
    grade: Option<&'static str>,
}

impl DepartmentListBody {
    pub(super) fn of(listing: &Listing) -> Self {
        let lines = listing
            .lines
            .iter()
            .map(|line| DepartmentLineBody {
                id: line.id.0,
                department: line.organisation_name.clone(),
                year: line.year,
                state: line.state.code(),
                adjusted_fen: line.adjusted.map(Money::fen),
                final_fen: line.final_accounts.map(Money::fen),
                total: line.total.map(|total| total.normalize().to_string()),
                grade: line.grade.map(jixiao_domain::Grade::word),
            })
            .collect();
        Self { total: listing.totals.count, lines }
    }
}

/// A year to open.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct DepartmentOpenBody {
    /// Key of the department.
    organisation: i64,
    /// Fiscal year.
    year: i64,
    /// Id of the framework of indicators.
    framework: String,
    /// Code of the printed unit of money.
    money_unit: String,
}

impl DepartmentOpenBody {
    pub(super) fn typed(&self) -> OpenTyped {
        OpenTyped {
            organisation: self.organisation.to_string(),
            year: self.year.to_string(),
            framework: self.framework.clone(),
            money_unit: self.money_unit.clone(),
        }
    }
}

/// A year that was opened.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DepartmentOpenedBody {
    /// Key.
    pub(super) id: i64,
}

/// A section to save.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct DepartmentSectionBody {
    /// The revision that was read.
    pub(super) revision: i64,
    /// The fields by name, as the page names them.
    #[serde(default)]
    fields: BTreeMap<String, String>,
}

impl DepartmentSectionBody {
    pub(super) fn typed(self) -> SectionTyped {
        SectionTyped { revision: self.revision.to_string(), fields: self.fields }
    }
}

/// A step to take.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct DepartmentStepBody {
    /// The revision that was read.
    pub(super) revision: i64,
    /// Code of the event.
    pub(super) event: String,
    /// Why.
    #[serde(default)]
    pub(super) reason: String,
}

/// What a change leads to.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DepartmentStateBody {
    /// The new revision, after a save.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) revision: Option<i64>,
    /// Code of the new state, after a step.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) state: Option<&'static str>,
}

/// A department's year.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DepartmentBody {
    /// Key.
    id: i64,
    /// The revision to send along with a change.
    revision: i64,
    /// The department.
    department: String,
    /// Fiscal year.
    year: i64,
    /// Code of the state.
    state: &'static str,
    /// 自评得分, hundredths.
    total_hundredths: Option<i64>,
    /// 自评等级
    grade: Option<String>,
    /// SM3 of the frozen content.
    digest: Option<String>,
    /// The indicators.
    indicators: Vec<DepartmentIndicatorBody>,
    /// Where sums do not add up.
    differences: Vec<DepartmentDifferenceBody>,
    /// What must be filled in or explained before submission.
    missing: Vec<DepartmentMissingBody>,
}

/// An indicator.
#[derive(Debug, Serialize, ToSchema)]
struct DepartmentIndicatorBody {
    /// Its code.
    code: String,
    /// Its name.
    name: String,
    /// 实际完成值
    actual: String,
    /// 分值, hundredths.
    points_hundredths: i64,
    /// 得分, hundredths.
    score_hundredths: Option<i64>,
    /// The arithmetic, or why there is none.
    arithmetic: String,
}

/// A difference.
#[derive(Debug, Serialize, ToSchema)]
struct DepartmentDifferenceBody {
    /// Its code.
    code: String,
    /// What is compared.
    words: String,
    /// What is stated, 分.
    stated_fen: i64,
    /// What it should be, 分.
    due_fen: i64,
    /// The explanation, if there is one.
    explanation: String,
}

/// Something missing.
#[derive(Debug, Serialize, ToSchema)]
struct DepartmentMissingBody {
    /// The field.
    field: String,
    /// What to do.
    message: String,
}

impl DepartmentBody {
    pub(super) fn of(shown: &Shown) -> Self {
        let (row, filed) = (&shown.record.row, &shown.filed);
        Self {
            id: row.id.0,
            revision: row.revision,
            department: filed.department.clone(),
            year: filed.year,
            state: row.state.code(),
            total_hundredths: filed.total,
            grade: filed.grade.clone(),
            digest: shown.freeze.as_ref().map(|freeze| freeze.digest.clone()),
            indicators: filed
                .indicators
                .iter()
                .map(|row| DepartmentIndicatorBody {
                    code: row.code.clone(),
                    name: row.name.clone(),
                    actual: row.actual.clone(),
                    points_hundredths: row.points,
                    score_hundredths: row.score,
                    arithmetic: row.arithmetic.clone(),
                })
                .collect(),
            differences: filed
                .differences
                .iter()
                .map(|row| DepartmentDifferenceBody {
                    code: row.code.clone(),
                    words: row.words.clone(),
                    stated_fen: row.stated_fen,
                    due_fen: row.due_fen,
                    explanation: row.explanation.clone(),
                })
                .collect(),
            missing: shown
                .assessment
                .missing
                .iter()
                .map(|error| DepartmentMissingBody {
                    field: error.field.clone(),
                    message: error.message.clone(),
                })
                .collect(),
        }
    }
}
