//! From a form to the facts its score is computed from.

use jixiao_form::Form;
use jixiao_regulation::Facts;

/// The facts `form` states. Amounts are read in the form's effective unit.
pub fn facts_of(_form: &Form) -> Facts {
    Facts::default()
}
