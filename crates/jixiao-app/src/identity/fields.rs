//! Reading of the short texts that name people and places.

use crate::FieldError;

/// A login: lower case, 3 to 32 ASCII letters, digits, `.`, `_`, `-` or `@`.
pub(crate) fn login(field: &str, typed: &str, errors: &mut Vec<FieldError>) -> String {
    let login = typed.trim().to_ascii_lowercase();
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '@');
    if !(3..=32).contains(&login.len()) || !login.chars().all(fits) {
        errors.push(FieldError::new(field, "请填写 3～32 位字母、数字或 . _ - @"));
    }
    login
}

/// A text of one line that must be there, of at most `longest` characters.
pub(crate) fn line(
    field: &str,
    what: &str,
    typed: &str,
    longest: usize,
    errors: &mut Vec<FieldError>,
) -> String {
    let text = typed.trim();
    if text.is_empty() {
        errors.push(FieldError::new(field, format!("请填写{what}")));
    } else if text.chars().count() > longest {
        errors.push(FieldError::new(field, format!("{what}不得超过 {longest} 个字符")));
    } else if text.chars().any(char::is_control) {
        errors.push(FieldError::new(field, format!("{what}不得含换行等控制字符")));
    }
    text.to_owned()
}

/// A number that a page put into a choice.
pub(crate) fn choice(
    field: &str,
    what: &str,
    typed: &str,
    errors: &mut Vec<FieldError>,
) -> Option<i64> {
    let id = typed.trim().parse().ok();
    if id.is_none() {
        errors.push(FieldError::new(field, format!("请选择{what}")));
    }
    id
}
