//! What is typed of a project.

use crate::FieldError;
use crate::input::{Fields, Lines, narrowed};
use jixiao_domain::OrganisationId;
use jixiao_store::projects::{Project, ProjectContent};
use serde::{Deserialize, Serialize};

/// The form as it was sent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProjectForm {
    /// Key of the unit that runs it; can't be changed later.
    pub organisation: String,
    /// 项目编码
    pub code: String,
    /// 项目名称
    pub name: String,
    /// 项目类别, by code or word.
    pub programme: String,
    /// 项目属性, by code or word.
    pub attribute: String,
    /// 主管部门
    pub supervising_department: String,
    /// 主管部门代码
    pub supervising_department_code: String,
    /// 财政业务科室
    pub finance_division: String,
    /// 实施单位
    pub implementing_unit: String,
    /// 实施单位代码
    pub implementing_unit_code: String,
    /// 项目负责人
    pub leader: String,
    /// 联系电话
    pub phone: String,
    /// 开始年度
    pub start_year: String,
    /// 结束年度; empty for a project without end.
    pub end_year: String,
    /// 立项依据
    pub basis: String,
    /// The revision it was read at; empty for a new project.
    pub revision: String,
}

/// The form, read.
#[derive(Debug, Clone)]
pub struct ProjectInput {
    /// The unit that runs it.
    pub organisation_id: OrganisationId,
    /// The rest.
    pub content: ProjectContent,
    /// The revision it was read at; 0 for a new project.
    pub revision: i64,
}

impl ProjectForm {
    /// The form of a project as it stands.
    pub fn of(project: &Project) -> Self {
        use jixiao_domain::Coded as _;
        let content = project.content.clone();
        Self {
            organisation: project.organisation_id.to_string(),
            code: content.code,
            name: content.name,
            programme: content.programme.code().to_owned(),
            attribute: content.attribute.code().to_owned(),
            supervising_department: content.supervising_department,
            supervising_department_code: content.supervising_department_code,
            finance_division: content.finance_division,
            implementing_unit: content.implementing_unit,
            implementing_unit_code: content.implementing_unit_code,
            leader: content.leader,
            phone: content.phone,
            start_year: content.start_year.to_string(),
            end_year: content.end_year.map_or_else(String::new, |year| year.to_string()),
            basis: content.basis,
            revision: project.revision.to_string(),
        }
    }

    /// Reads the form.
    ///
    /// # Errors
    /// Every field that can't be taken.
    pub fn parse(&self) -> Result<ProjectInput, Vec<FieldError>> {
        let mut fields = Fields::new();
        let organisation_id = fields.key("organisation", &self.organisation);
        let content = self.content(&mut fields);
        let revision = match self.revision.trim() {
            "" => 0,
            typed => fields.key("revision", typed),
        };
        fields.finish(ProjectInput { organisation_id, content, revision })
    }

    /// Reads everything but the unit and the revision: also what a row of an import says.
    pub(crate) fn content(&self, fields: &mut Fields) -> ProjectContent {
        use Lines::{Many, One};
        let start_year = i64::from(fields.year("start_year", &self.start_year).get());
        let end_year = match self.end_year.trim() {
            "" => None,
            typed => Some(i64::from(fields.year("end_year", typed).get())),
        };
        if fields.are_good() && end_year.is_some_and(|end| end < start_year) {
            fields.refuse("end_year", "结束年度不得早于开始年度");
        }
        ProjectContent {
            code: fields.text("code", &narrowed(&self.code), One, 40),
            name: fields.text("name", &self.name, One, 100),
            programme: fields.choice("programme", &self.programme),
            attribute: fields.choice("attribute", &self.attribute),
            supervising_department: fields.text(
                "supervising_department",
                &self.supervising_department,
                One,
                100,
            ),
            supervising_department_code: fields.optional_text(
                "supervising_department_code",
                &self.supervising_department_code,
                One,
                40,
            ),
            finance_division: fields.optional_text(
                "finance_division",
                &self.finance_division,
                One,
                100,
            ),
            implementing_unit: fields.text("implementing_unit", &self.implementing_unit, One, 100),
            implementing_unit_code: fields.optional_text(
                "implementing_unit_code",
                &self.implementing_unit_code,
                One,
                40,
            ),
            leader: fields.optional_text("leader", &self.leader, One, 50),
            phone: fields.optional_text("phone", &self.phone, One, 50),
            start_year,
            end_year,
            basis: fields.optional_text("basis", &self.basis, Many, 4000),
        }
    }
}
