//! `jixiao read`: the structured reading alone.

use crate::args::{ReadArgs, TextOrJson};
use crate::examine::recognised;
use crate::files::{FileList, read_document};
use crate::{Status, progress, streams};
use anyhow::Result;
use jixiao_output::reading;
use jixiao_output::wire::read::{ReadDocument, ReadOutput, SCHEMA};
use jixiao_reader::Limits;
use rayon::prelude::*;
use std::path::Path;

pub(crate) fn run(args: &ReadArgs) -> Result<Status> {
    let list = FileList::of(&args.paths);
    let limits = Limits::default();
    let bar = progress::bar(list.files.len());
    let mut documents: Vec<ReadDocument> = list
        .files
        .par_iter()
        .map(|path| {
            let document = read_one(path, &limits);
            bar.inc(1);
            document
        })
        .collect();
    bar.finish_and_clear();
    documents.extend(list.missing.iter().map(|(path, reason)| {
        ReadDocument::unreadable(&path.display().to_string(), reason.clone())
    }));
    let failed = documents.iter().any(|document| document.error.is_some());
    match args.format {
        TextOrJson::Json => {
            let output = ReadOutput { schema: SCHEMA.to_owned(), documents };
            let mut json = serde_json::to_vec_pretty(&output)?;
            json.push(b'\n');
            streams::bytes(args.output.as_deref(), &json)?;
        }
        TextOrJson::Text => {
            let text: String = documents.iter().map(reading::text).collect();
            match &args.output {
                Some(path) => {
                    let plain = anstream::adapter::strip_str(&text).to_string();
                    streams::bytes(Some(path), plain.as_bytes())?;
                }
                None => streams::text(&text)?,
            }
        }
    }
    Ok(if failed { Status::Failed } else { Status::Clean })
}

fn read_one(path: &Path, limits: &Limits) -> ReadDocument {
    let name = path.display().to_string();
    match read_document(path, limits) {
        Ok(document) => {
            let reading = jixiao_form::recognise(&document);
            let mut entry = ReadDocument::of(&name, &document, &reading);
            entry.error = recognised(&document, &reading).err();
            entry
        }
        Err(error) => ReadDocument::unreadable(&name, error),
    }
}
