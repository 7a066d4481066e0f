//! The first administrators of an empty installation.

use crate::audit::{self, Event};
use crate::identity::{fields, hashing, password};
use crate::input::{Fields, Lines};
use crate::installation::{self, RegionForm};
use crate::{App, FieldError, Refusal};
use jixiao_domain::{OrganisationId, OrganisationKind, Role, UserId};
use jixiao_store::organisations::{self, NewOrganisation};
use jixiao_store::users::{self, NewUser};
use jixiao_store::{Timestamp, Transaction, grants};
use serde::Deserialize;

/// Whether nobody has an account yet.
///
/// # Errors
/// [`Refusal::Store`] where the database fails.
pub async fn is_empty(app: &App) -> Result<bool, Refusal> {
    Ok(!users::any(&app.store).await?)
}

/// What the first-run page asks for. The three administrators exclude each other (三员分立), and only
/// the security administrator gives roles: so the first two are made together, for two persons. They
/// make the audit administrator and everybody else.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct FirstRun {
    /// Full name of the federation at the top of the tree.
    pub federation_name: String,
    /// Its 预算单位代码.
    pub federation_code: String,
    /// 行政区划代码; may be empty.
    pub region: String,
    /// 姓名 of the system administrator.
    pub system_name: String,
    /// Login of the system administrator.
    pub system_login: String,
    /// Password of the system administrator.
    pub system_password: String,
    /// 姓名 of the security administrator.
    pub security_name: String,
    /// Login of the security administrator.
    pub security_login: String,
    /// Password of the security administrator, who must change it: somebody else may have typed it.
    pub security_password: String,
}

struct Administrator {
    role: Role,
    name: String,
    login: String,
    password_hash: String,
}

impl FirstRun {
    fn region(&self) -> RegionForm {
        RegionForm { region: self.region.clone() }
    }

    /// Every field that can't be taken.
    pub fn faults(&self) -> Vec<FieldError> {
        let mut typed = Fields::new();
        typed.text("federation_name", &self.federation_name, Lines::One, 100);
        typed.text("federation_code", &self.federation_code, Lines::One, 40);
        typed.take("region", self.region().parse(), String::new());
        typed.text("system_name", &self.system_name, Lines::One, 40);
        let system = fields::login(&mut typed, "system_login", &self.system_login);
        typed.text("security_name", &self.security_name, Lines::One, 40);
        let security = fields::login(&mut typed, "security_login", &self.security_login);
        let message = "两名管理员须为不同的人，登录名不能相同";
        typed.require(system != security, "security_login", message);
        let passwords = [
            ("system_password", &self.system_password, &system),
            ("security_password", &self.security_password, &security),
        ];
        for (field, password, login) in passwords {
            if let Some(fault) = password::fault(password, login) {
                typed.refuse(field, fault);
            }
        }
        let differ = self.system_password != self.security_password;
        typed.require(differ, "security_password", "两名管理员的密码不能相同");
        typed.finish(()).err().unwrap_or_default()
    }
}

/// Makes the federation, its system administrator and its security administrator.
///
/// # Errors
/// [`Refusal::WrongState`] where there is an account already, [`Refusal::Invalid`] for fields that
/// can't be taken.
pub async fn first_administrator(
    app: &App,
    input: &FirstRun,
    at: Timestamp,
) -> Result<(), Refusal> {
    let faults = input.faults();
    if !faults.is_empty() {
        return Err(Refusal::Invalid(faults));
    }
    let administrators = [
        Administrator {
            role: Role::SystemAdministrator,
            name: input.system_name.trim().to_owned(),
            login: input.system_login.trim().to_ascii_lowercase(),
            password_hash: hashing::hash(app, &input.system_password).await?,
        },
        Administrator {
            role: Role::SecurityAdministrator,
            name: input.security_name.trim().to_owned(),
            login: input.security_login.trim().to_ascii_lowercase(),
            password_hash: hashing::hash(app, &input.security_password).await?,
        },
    ];
    let tx = app.store.begin().await?;
    // The log is locked first: of two nodes that do this at once, the second finds accounts.
    jixiao_store::audit::lock_last(&tx).await?;
    if users::any(&tx).await? {
        return Err(Refusal::WrongState("系统已初始化，请登录".to_owned()));
    }
    let new = NewOrganisation {
        parent: None,
        code: input.federation_code.trim(),
        name: input.federation_name.trim(),
        short_name: input.federation_name.trim(),
        kind: OrganisationKind::Federation,
    };
    let federation = organisations::insert(&tx, &new).await?;
    let region = input.region().parse().unwrap_or_default();
    installation::begin_with(&tx, &region, at).await?;
    for administrator in &administrators {
        let user_id = add(&tx, administrator, federation.id, at).await?;
        let event = Event {
            action: "user.create",
            subject_kind: "user",
            subject_id: user_id.to_string(),
            organisation_id: Some(federation.id),
            detail: format!("初始化，授予{}", jixiao_domain::Coded::word(administrator.role)),
        };
        audit::append(&tx, None, at, event, "done").await?;
    }
    Ok(tx.commit().await?)
}

async fn add(
    tx: &Transaction,
    administrator: &Administrator,
    organisation_id: OrganisationId,
    at: Timestamp,
) -> Result<UserId, Refusal> {
    let new = NewUser {
        login: &administrator.login,
        name: &administrator.name,
        organisation_id,
        password_hash: &administrator.password_hash,
        must_change_password: administrator.role != Role::SystemAdministrator,
        at,
    };
    let user_id = users::insert(tx, &new).await?;
    grants::insert(tx, user_id, organisation_id, administrator.role, None, at).await?;
    Ok(user_id)
}
