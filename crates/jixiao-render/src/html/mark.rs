//! The mark of verification as a drawing with its small print.

use super::line;
use crate::mark::{DESCRIPTION, Mark};

/// Writes the mark as a `section`.
pub(super) fn write(html: &mut String, mark: &Mark) {
    let side = mark.side;
    html.push_str("<section class=\"seal-mark\">\n");
    html.push_str(&format!(
        "<svg viewBox=\"0 0 {side} {side}\" width=\"98\" height=\"98\" role=\"img\" \
         aria-label=\"{DESCRIPTION}\" shape-rendering=\"crispEdges\">\
         <path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/><path d=\""
    ));
    for (row, column, length) in &mark.runs {
        html.push_str(&format!("M{column} {row}h{length}v1h-{length}z"));
    }
    html.push_str("\"/></svg>\n");
    for text in &mark.lines {
        line(html, "p", "seal-line", text);
    }
    html.push_str("</section>\n");
}
