//! Colours of terminal output. Text is always written with them; a stream that is no terminal
//! strips them, so meaning never depends on colour.

use anstyle::{AnsiColor, Style};
use jixiao_check::Severity;
use std::fmt::{self, Display};

pub(crate) const BOLD: Style = Style::new().bold();
pub(crate) const DIM: Style = Style::new().dimmed();
pub(crate) const PLACE: Style = AnsiColor::Cyan.on_default();
pub(crate) const EXPECTED: Style = AnsiColor::Green.on_default().bold();

/// The colour of a severity.
pub(crate) fn of_severity(severity: Severity) -> Style {
    match severity {
        Severity::Error => AnsiColor::Red.on_default().bold(),
        Severity::Warning => AnsiColor::Yellow.on_default().bold(),
        Severity::Note => AnsiColor::Blue.on_default().bold(),
    }
}

/// `inner` in `style`.
pub(crate) fn paint<T: Display>(style: Style, inner: T) -> impl Display {
    struct Painted<T>(Style, T);
    impl<T: Display> Display for Painted<T> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "{}{}{}", self.0.render(), self.1, self.0.render_reset())
        }
    }
    Painted(style, inner)
}
