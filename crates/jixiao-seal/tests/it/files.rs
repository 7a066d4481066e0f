//! Small files of every kind, and a key to seal them with.

use jixiao_seal::{Label, SigningKey, seal};
use std::io::{Cursor, Write as _};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The key of these tests.
pub(crate) fn key() -> SigningKey {
    SigningKey::from_secret(&[7; 32]).unwrap()
}

/// A label.
pub(crate) fn label() -> Label<'static> {
    Label {
        signer: "江州市总工会", number: "GK2025-0001-001", signed_at_millis: 1_767_225_600_000
    }
}

/// A sealed copy.
pub(crate) fn sealed(bytes: Vec<u8>) -> Vec<u8> {
    seal(bytes, &key(), label()).unwrap()
}

/// A small file of every kind, with its extension.
pub(crate) fn all() -> Vec<(&'static str, Vec<u8>)> {
    vec![("pdf", pdf()), ("docx", docx()), ("html", html())]
}

/// A web page.
pub(crate) fn html() -> Vec<u8> {
    "<!DOCTYPE html><html lang=\"zh\"><title>自评表</title><p>100 分</p></html>\n".into()
}

/// A page with one word.
pub(crate) fn pdf() -> Vec<u8> {
    let content = "BT /F1 24 Tf 40 100 Td (Score 98.50) Tj ET";
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R\
         /Resources<</Font<</F1 5 0 R>>>>>>"
            .to_owned(),
        format!("<</Length {}>>stream\n{content}\nendstream", content.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
    ];
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut table = String::from("0000000000 65535 f \n");
    for (number, object) in (1..).zip(&objects) {
        table.push_str(&format!("{:010} 00000 n \n", file.len()));
        file.extend(format!("{number} 0 obj\n{object}\nendobj\n").bytes());
    }
    let start = file.len();
    let count = objects.len() + 1;
    file.extend(format!("xref\n0 {count}\n{table}").bytes());
    file.extend(
        format!("trailer\n<</Size {count}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF").bytes(),
    );
    file
}

/// A text document with one paragraph.
pub(crate) fn docx() -> Vec<u8> {
    let types = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Types xmlns=\"http://schemas.\
        openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" \
        ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override \
        PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-\
        officedocument.wordprocessingml.document.main+xml\"/></Types>";
    let relations = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Relationships xmlns=\"http://\
        schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" \
        Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/\
        officeDocument\" Target=\"word/document.xml\"/></Relationships>";
    let body = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"http://schemas.\
        openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>Score 98.50</w:t>\
        </w:r></w:p></w:body></w:document>";
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in
        [("[Content_Types].xml", types), ("_rels/.rels", relations), ("word/document.xml", body)]
    {
        archive.start_file(name, SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}
