//! `jixiao score`: recompute and explain every point.

use crate::args::{ScoreArgs, TextOrJson};
use crate::examine::recognised;
use crate::files::read_bytes;
use crate::{Status, commands, streams};
use anyhow::{Context, Result, anyhow, bail};
use jixiao_check::facts_of;
use jixiao_form::Form;
use jixiao_output::score::{self, FormScore, ScoreOutput};
use jixiao_output::wire::read;
use jixiao_reader::Limits;
use jixiao_regulation::Catalogue;

pub(crate) fn run(args: &ScoreArgs) -> Result<Status> {
    let regulations = commands::regulation::choose(Catalogue::builtin(), &args.regulation)?;
    let name = args.path.display().to_string();
    let bytes = read_bytes(&args.path, &Limits::default()).map_err(|e| anyhow!("{name}：{e}"))?;
    let forms = forms(&bytes, &name)?;
    if !forms.iter().any(|form| form.has_score_column) {
        bail!("{name}：没有可计分的表（需要分值和得分列）");
    }
    let output = ScoreOutput {
        schema: score::SCHEMA.to_owned(),
        forms: forms
            .iter()
            .filter(|form| form.has_score_column)
            .map(|form| {
                let regulation = regulations.of(form);
                let sheet = jixiao_regulation::score(regulation, &facts_of(form));
                FormScore::of(form, &sheet, regulation)
            })
            .collect(),
    };
    match args.format {
        TextOrJson::Text => streams::text(&score::text(&output))?,
        TextOrJson::Json => {
            let mut json = serde_json::to_vec_pretty(&output)?;
            json.push(b'\n');
            streams::bytes(None, &json)?;
        }
    }
    Ok(Status::Clean)
}

/// The forms of a `jixiao.read/1` document, or of any filing that can be read.
fn forms(bytes: &[u8], name: &str) -> Result<Vec<Form>> {
    let first = bytes.iter().find(|byte| !byte.is_ascii_whitespace());
    if first == Some(&b'{') {
        let output: read::ReadOutput = serde_json::from_slice(bytes)
            .with_context(|| format!("{name}：不是 jixiao read 输出的 JSON"))?;
        if output.schema != read::SCHEMA {
            bail!("{name}：格式为 {}，需要 {}", output.schema, read::SCHEMA);
        }
        return Ok(output.documents.iter().flat_map(read::ReadDocument::drafts).collect());
    }
    let file = std::path::Path::new(name);
    let file = file.file_name().map_or(String::new(), |name| name.to_string_lossy().into_owned());
    let document = jixiao_reader::read(bytes, &file, &Limits::default())
        .map_err(|error| anyhow!("{name}：{error}"))?;
    let reading = jixiao_form::recognise(&document);
    recognised(&document, &reading).map_err(|error| anyhow!("{name}：{error}"))?;
    Ok(reading.forms)
}
