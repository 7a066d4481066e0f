//! Reading of logins as typed.

use crate::input::Fields;

/// A login: lower case, 3 to 32 ASCII letters, digits, `.`, `_`, `-` or `@`.
pub(crate) fn login(fields: &mut Fields, name: &str, typed: &str) -> String {
    let login = typed.trim().to_ascii_lowercase();
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '@');
    let holds = (3..=32).contains(&login.len()) && login.chars().all(fits);
    fields.require(holds, name, "请填写 3～32 位字母、数字或 . _ - @");
    login
}
