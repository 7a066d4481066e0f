//! The list of accounts.

use crate::{Connection, FromRow, Row, Scope, StoreError, Timestamp, Value};
use jixiao_domain::{Coded as _, OrganisationId, Role, UserId, coded};

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserLine {
    /// Key.
    pub id: UserId,
    /// What is typed to sign in.
    pub login: String,
    /// 姓名
    pub name: String,
    /// The organisation the person works in.
    pub organisation_id: OrganisationId,
    /// Its name.
    pub organisation_name: String,
    /// Whether the account is in use.
    pub active: bool,
    /// Whether a second factor is asked for.
    pub has_second_factor: bool,
    /// When the account was made.
    pub created_at: Timestamp,
}

impl FromRow for UserLine {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            login: row.get("login")?,
            name: row.get("name")?,
            organisation_id: row.id("organisation_id")?,
            organisation_name: row.get("organisation_name")?,
            active: row.get("active")?,
            has_second_factor: row.time_option("totp_confirmed_at")?.is_some(),
            created_at: row.time("created_at")?,
        })
    }
}

coded! {
    /// What the list is sorted by.
    pub enum UserOrder {
        /// Place in the tree, then login.
        Organisation = "organisation" "机构",
        /// Login.
        Login = "login" "登录名",
        /// 姓名
        Name = "name" "姓名",
        /// Newest first.
        Created = "created" "建立时间",
    }
}

/// Which accounts are wanted. Empty fields do not narrow.
#[derive(Debug, Clone, Default)]
pub struct UserFilter {
    /// Part of the login or the name.
    pub text: String,
    /// Those who hold this role somewhere.
    pub role: Option<Role>,
    /// Those of the subtree at this path.
    pub path: Option<String>,
    /// In use or not.
    pub active: Option<bool>,
}

impl UserFilter {
    /// The tables, the condition and its values.
    fn query(&self, scope: &Scope) -> (String, Vec<Value>) {
        let mut sql = format!(
            "FROM app_user u JOIN organisation o ON o.id = u.organisation_id WHERE {}",
            scope.condition("o.path")
        );
        let mut values: Vec<Value> = Vec::new();
        if !self.text.is_empty() {
            values.push(self.text.to_lowercase().into());
            sql.push_str(&format!(
                " AND (REPLACE(u.login, ${0}, '') <> u.login OR REPLACE(LOWER(u.name), ${0}, '') <> LOWER(u.name))",
                values.len()
            ));
        }
        if let Some(role) = self.role {
            values.push(role.code().into());
            sql.push_str(&format!(
                " AND EXISTS (SELECT 1 FROM role_grant g WHERE g.user_id = u.id \
                 AND g.revoked_at IS NULL AND g.role = ${})",
                values.len()
            ));
        }
        if let Some(path) = &self.path {
            let below = Scope::authorised(vec![path.clone()]);
            sql.push_str(&format!(" AND {}", below.condition("o.path")));
        }
        if let Some(active) = self.active {
            values.push(active.into());
            sql.push_str(&format!(" AND u.active = ${}", values.len()));
        }
        (sql, values)
    }
}

/// How many accounts pass the filter.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn count(
    connection: &impl Connection,
    scope: &Scope,
    filter: &UserFilter,
) -> Result<i64, StoreError> {
    let (query, values) = filter.query(scope);
    Ok(connection.row(&format!("SELECT COUNT(*) {query}"), values).await?.unwrap_or(0))
}

/// A page of the accounts that pass the filter.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn page(
    connection: &impl Connection,
    scope: &Scope,
    filter: &UserFilter,
    order: UserOrder,
    offset: i64,
    limit: i64,
) -> Result<Vec<UserLine>, StoreError> {
    let (query, mut values) = filter.query(scope);
    values.extend([limit.into(), offset.into()]);
    let order = match order {
        UserOrder::Organisation => "o.path, u.login",
        UserOrder::Login => "u.login",
        UserOrder::Name => "u.name, u.login",
        UserOrder::Created => "u.created_at DESC, u.id DESC",
    };
    let sql = format!(
        "SELECT u.id, u.login, u.name, u.organisation_id, o.name AS organisation_name, u.active, \
         u.totp_confirmed_at, u.created_at {query} ORDER BY {order} LIMIT ${} OFFSET ${}",
        values.len() - 1,
        values.len()
    );
    connection.rows(&sql, values).await
}

/// How many active accounts an organisation has.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn active_in(
    connection: &impl Connection,
    organisation_id: OrganisationId,
) -> Result<i64, StoreError> {
    let sql = "SELECT COUNT(*) FROM app_user WHERE organisation_id = $1 AND active";
    Ok(connection.row(sql, [organisation_id.0.into()]).await?.unwrap_or(0))
}
