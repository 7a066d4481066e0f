//! What hostile and broken files get: a clear message and an exit status, never a crash.

use crate::command::{Folder, jixiao, stderr};

/// File name, bytes, and a word its message must hold.
fn files() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    vec![
        ("空.docx", Vec::new(), "空"),
        ("损坏.docx", b"PK\x03\x04\x14\x00garbage".to_vec(), "损坏"),
        ("扫描.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec(), "PDF"),
        ("图片.docx", b"\x89PNG\r\n\x1a\n0000".to_vec(), "图片"),
        ("旧文档.doc", old_office(), "doc"),
        ("二进制.txt", (0..=255).cycle().take(4096).collect(), "文本"),
    ]
}

/// The head of an OLE compound file.
fn old_office() -> Vec<u8> {
    let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    bytes.resize(2048, 0);
    bytes
}

#[test]
fn broken_files_are_told_by_name_and_reason() {
    let folder = Folder::new("hostile");
    for (name, bytes, word) in files() {
        let path = folder.file(name, &bytes);
        let output = jixiao(&["check", &path]);
        assert_eq!(output.status.code(), Some(2), "{name}");
        let message = stderr(&output);
        assert!(message.contains(name) && message.contains(word), "{name}: {message}");
    }
}

#[test]
fn a_hundred_megabytes_of_one_line_end_in_a_message() {
    let folder = Folder::new("long");
    let path = folder.file("长行.txt", "分".repeat(34_000_000).as_bytes());
    let output = jixiao(&["check", &path]);
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
}

#[test]
fn a_table_of_fifty_thousand_rows_is_read_or_refused() {
    let folder = Folder::new("rows");
    let mut text =
        String::from("一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\n");
    for row in 0..50_000 {
        text.push_str(&format!("产出指标\t数量指标\t事项{row}\t≥10个\t10个\t1\t1\n"));
    }
    let path = folder.file("长表.txt", text.as_bytes());
    let output = jixiao(&["check", "--format", "concise", &path]);
    assert!(output.status.code().is_some_and(|code| code <= 2));
}
