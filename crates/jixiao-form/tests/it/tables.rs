//! Documents of each family as tab-separated text, and how they must be read.

use crate::rendering::render;
use jixiao_reader::Limits;
use std::path::PathBuf;

#[test]
fn every_family_is_read_as_its_snapshot_says() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/tables");
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|end| end == "txt")) {
        let bytes = std::fs::read(path).unwrap();
        let document = jixiao_reader::read(&bytes, "table.txt", &Limits::default()).unwrap();
        let reading = jixiao_form::recognise(&document);
        let name = path.file_stem().unwrap().to_str().unwrap();
        insta::with_settings!({ snapshot_path => "tables", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name, render(&reading, &document));
        });
    }
}
