//! JSON Schema of the public JSON, generated from the types that write it.

use crate::score::ScoreOutput;
use crate::verify::VerifyOutput;
use crate::wire::{check::CheckOutput, read::ReadOutput};
use schemars::schema_for;

/// The schemas by file name, e.g. `jixiao.read.1.schema.json`.
pub fn all() -> Vec<(&'static str, String)> {
    let pretty = |schema: schemars::Schema| {
        let mut text = serde_json::to_string_pretty(&schema).expect("a schema is plain JSON");
        text.push('\n');
        text
    };
    vec![
        ("jixiao.check.1.schema.json", pretty(schema_for!(CheckOutput))),
        ("jixiao.read.1.schema.json", pretty(schema_for!(ReadOutput))),
        ("jixiao.score.1.schema.json", pretty(schema_for!(ScoreOutput))),
        ("jixiao.verify.1.schema.json", pretty(schema_for!(VerifyOutput))),
    ]
}
