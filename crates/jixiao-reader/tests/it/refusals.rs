//! What is refused by its first bytes, and the words it is refused with.

use crate::support::refusal;

#[test]
fn each_kind_of_file_is_named_with_what_to_do() {
    let cases: [(&[u8], &str); 12] = [
        (b"%PDF-1.7\n", "暂不能读取 PDF，请先另存为 docx、xlsx 或文本文件；后续版本支持"),
        (b"\n  %PDF-1.4 after some bytes", "暂不能读取 PDF"),
        (b"\x89PNG\r\n\x1a\n....", "图片或扫描件（PNG）"),
        (b"\xff\xd8\xff\xe0....", "图片或扫描件（JPG）"),
        (b"II*\0....", "图片或扫描件（TIFF）"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "图片或扫描件（WEBP）"),
        (b"BM\x46\0\0\0\0\0\0\0\x36", "图片或扫描件（BMP）"),
        (b"Rar!\x1a\x07\x01", "压缩包（RAR），请先解压"),
        (b"7z\xbc\xaf\x27\x1c\0", "压缩包（7z），请先解压"),
        (b"PK\x05\x06\0\0\0\0", "压缩包（ZIP），请先解压"),
        (b"{\\rtf1\\ansi}", "富文本（RTF）；请用办公软件打开，另存为 docx 或 xlsx"),
        (b"", "文件是空的"),
    ];
    for (bytes, words) in cases {
        let message = refusal(bytes);
        assert!(message.contains(words), "{message}");
    }
}
