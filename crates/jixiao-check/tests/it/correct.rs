//! Correct forms: all rules together say nothing worse than a note about them.

use crate::harness::{Source, check, crate_dir, line_of, recognised};
use std::fmt::Write;

#[test]
fn clean_forms_draw_nothing() {
    let mut report = String::new();
    let mut count = 0;
    for entry in std::fs::read_dir(crate_dir().join("resources/correct")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let sources = [Source { name, text: std::fs::read_to_string(&path).unwrap() }];
        count += 1;
        if recognised(&sources[0]) == 0 {
            let _ = writeln!(report, "  {}: not recognised", sources[0].name);
        }
        for finding in check(&sources, &[], "national-2020") {
            if finding.severity > jixiao_check::Severity::Note {
                let (file, line) = (&sources[0].name, line_of(&finding, &sources));
                let _ = writeln!(report, "  {file}: {} {line}", finding.rule.code);
            }
        }
    }
    assert!(count >= 6, "{count} correct forms");
    assert!(report.is_empty(), "\n{report}");
}
