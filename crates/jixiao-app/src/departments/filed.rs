//! A department's year as it is filed: one plain record with everything its forms print and reports
//! speak of, figures filled into the texts.
//!
//! Its JSON is canonical (fields in the order below, no white space), so that a digest of it can be
//! kept; a change of its fields needs a new `format`.

mod rows;

pub use rows::{FiledAmount, FiledDifference, FiledDuty, FiledIndicator, FiledProject, FiledTask};

use super::{Assessment, Record, SUBJECT_KIND};
use crate::digest::sm3_hex;
use crate::{Refusal, call};
use chrono::NaiveDate;
use jixiao_domain::{Coded as _, DepartmentAmounts, FilingEvent, FilingState, Grade};
use jixiao_store::{Connection, hundredths, reviews};
use rows::{amounts, differences, duties, indicators, projects, tasks};
use serde::{Deserialize, Serialize};

/// The format this version writes.
const FORMAT: u32 = 1;

/// A department's year as filed. Amounts are 分, points hundredths.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FiledDepartment {
    /// Version of this record.
    pub format: u32,
    /// Key of the year.
    pub department_year: i64,
    /// Name of the department.
    pub department: String,
    /// 预算单位代码
    pub department_code: String,
    /// Fiscal year.
    pub year: i64,
    /// Id of the framework.
    pub framework: String,
    /// Code of the unit money is printed in.
    pub money_unit: String,
    /// 部门概况
    pub overview: String,
    /// 部门绩效目标的设立情况
    pub goal_setting: String,
    /// 部门预算管理制度建设情况
    pub management: String,
    /// 厉行节约保障措施
    pub economy_measures: String,
    /// 存在的问题和整改情况
    pub problems: String,
    /// 其他需说明的情况
    pub other_notes: String,
    /// 上年编制数
    pub last_posts: Option<i64>,
    /// 上年在职人数
    pub last_staff: Option<i64>,
    /// 编制数
    pub posts: Option<i64>,
    /// 在职人数
    pub staff: Option<i64>,
    /// 楼堂馆所批复规模, 平方米
    pub building_approved: Option<i64>,
    /// 楼堂馆所实际规模, 平方米
    pub building_actual: Option<i64>,
    /// 有效问卷
    pub survey_valid: Option<i64>,
    /// 满意和较满意
    pub survey_satisfied: Option<i64>,
    /// How the survey was made.
    pub survey_note: String,
    /// The units whose projects count, beside the department's own.
    pub units: Vec<String>,
    /// The money, in the order of the items.
    pub amounts: Vec<FiledAmount>,
    /// The projects that count.
    pub projects: Vec<FiledProject>,
    /// The fifteen tasks in printed order.
    pub tasks: Vec<FiledTask>,
    /// The duty table in printed order.
    pub duties: Vec<FiledDuty>,
    /// The indicators in printed order.
    pub indicators: Vec<FiledIndicator>,
    /// 总得分
    pub total: Option<i64>,
    /// 自评等级 as its word.
    pub grade: Option<String>,
    /// Where sums do not add up, explained.
    pub differences: Vec<FiledDifference>,
    /// 填报人; empty before submission.
    pub filled_by: String,
    /// 联系电话
    pub phone: String,
    /// 负责人
    pub leader: String,
    /// 填报日期: the day it was submitted.
    pub filed_on: Option<NaiveDate>,
}

impl FiledDepartment {
    /// The record as it and its assessment make it.
    ///
    /// # Errors
    /// [`Refusal::Store`] where the database fails.
    pub async fn of(
        connection: &impl Connection,
        record: &Record,
        assessment: &Assessment,
    ) -> Result<Self, Refusal> {
        let steps = reviews::list(connection, SUBJECT_KIND, record.row.id.0).await?;
        let submitted = steps
            .iter()
            .rev()
            .find(|step| step.event == FilingEvent::Submit)
            .filter(|_| record.row.state != FilingState::Draft);
        let mut filed = Self::unsigned(record, assessment);
        filed.filled_by = submitted.map_or_else(String::new, |step| step.user_name.clone());
        filed.filed_on = submitted.map(|step| call::date_in_china(step.at));
        Ok(filed)
    }

    /// As [`FiledDepartment::of`], without what only the history tells.
    pub fn unsigned(record: &Record, assessment: &Assessment) -> Self {
        let content = record.row.content.clone();
        let units = record.candidates.iter().filter(|unit| record.units.contains(&unit.id));
        Self {
            format: FORMAT,
            department_year: record.row.id.0,
            department: record.organisation.name.clone(),
            department_code: record.organisation.code.clone(),
            year: record.row.year,
            framework: record.row.framework.clone(),
            money_unit: record.row.money_unit.code().to_owned(),
            overview: content.overview,
            goal_setting: content.goal_setting,
            management: content.management,
            economy_measures: content.economy_measures,
            problems: content.problems,
            other_notes: content.other_notes,
            last_posts: content.last_posts,
            last_staff: content.last_staff,
            posts: content.posts,
            staff: content.staff,
            building_approved: content.building_approved_square_metres,
            building_actual: content.building_actual_square_metres,
            survey_valid: content.survey_valid,
            survey_satisfied: content.survey_satisfied,
            survey_note: content.survey_note,
            units: units.map(|unit| unit.name.clone()).collect(),
            amounts: amounts(record),
            projects: projects(record),
            tasks: tasks(record),
            duties: duties(record),
            indicators: indicators(assessment),
            total: assessment.total.map(hundredths),
            grade: assessment.grade.map(|grade| grade.word().to_owned()),
            differences: differences(assessment),
            filled_by: String::new(),
            phone: content.phone,
            leader: content.leader,
            filed_on: None,
        }
    }

    /// The canonical text.
    pub fn canonical(&self) -> String {
        serde_json::to_string(self).expect("plain fields always serialise")
    }

    /// SM3 of the canonical text.
    pub fn digest(&self) -> String {
        sm3_hex(self.canonical().as_bytes())
    }

    /// Reads a canonical text.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] where this version can't read it.
    pub fn read(canonical: &str) -> Result<Self, Refusal> {
        serde_json::from_str::<Self>(canonical)
            .ok()
            .filter(|filed| filed.format == FORMAT)
            .ok_or_else(|| Refusal::WrongState("锁定内容的格式无法识别".to_owned()))
    }

    /// The amounts of an item.
    pub fn amounts_of(&self, item: jixiao_domain::DepartmentItem) -> DepartmentAmounts {
        let row = self.amounts.iter().find(|row| row.item == item.code());
        row.map_or_else(DepartmentAmounts::default, FiledAmount::amounts)
    }

    /// 自评等级
    pub fn grade(&self) -> Option<Grade> {
        self.grade.as_deref().and_then(Grade::from_word)
    }
}
