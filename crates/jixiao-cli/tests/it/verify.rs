//! `jixiao verify` as its users meet it.

use crate::command::{Folder, jixiao, stderr, stdout};
use jixiao_seal::{Label, SigningKey, seal};
use serde_json::Value;

fn sealed() -> Vec<u8> {
    let page = "<!DOCTYPE html><p>100 分</p>\n".as_bytes().to_vec();
    let label = Label {
        signer: "江州市总工会",
        number: "GK2025-0001-001",
        signed_at_millis: 1_767_225_600_000,
    };
    seal(page, &key(), label).unwrap()
}

fn key() -> SigningKey {
    SigningKey::from_secret(&[7; 32]).unwrap()
}

#[test]
fn an_unchanged_file_is_told_with_its_key_and_what_remains_to_compare() {
    let folder = Folder::new("verify-intact");
    let file = folder.file("a.html", &sealed());
    let output = jixiao(&["verify", &file]);
    assert_eq!(output.status.code(), Some(0));
    let text = stdout(&output);
    for words in ["未被改动", "江州市总工会", "GK2025-0001-001", "与其公布的指纹核对"]
    {
        assert!(text.contains(words), "{text}");
    }
    assert!(text.contains(&key().public().fingerprint()));
}

#[test]
fn a_changed_an_unsealed_and_a_missing_file_have_their_status() {
    let folder = Folder::new("verify-changed");
    let mut bytes = sealed();
    bytes[18] ^= 1;
    let changed = folder.file("changed.html", &bytes);
    let plain = folder.file("plain.html", b"<p>1</p>");
    let output = jixiao(&["verify", &changed, &plain, "--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    let json: Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(json["schema"], "jixiao.verify/1");
    assert_eq!(json["files"][0]["verdict"], "changed");
    assert_eq!(json["files"][0]["seal"]["number"], "GK2025-0001-001");
    assert_eq!(json["files"][1]["verdict"], "unsealed");
    let output = jixiao(&["verify", &plain, "没有的文件.pdf"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stdout(&output).contains("文件不存在"));
}

#[test]
fn a_trusted_key_decides() {
    let folder = Folder::new("verify-trusted");
    let file = folder.file("a.html", &sealed());
    let own = format!("# 江州市总工会\n{}\n", key().public().to_hex());
    let own = folder.file("own.txt", own.as_bytes());
    let stranger = SigningKey::from_secret(&[8; 32]).unwrap().public().to_hex();
    let stranger = folder.file("stranger.txt", stranger.as_bytes());
    assert_eq!(jixiao(&["verify", &file, "--key", &own]).status.code(), Some(0));
    let output = jixiao(&["verify", &file, "--key", &stranger]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).contains("不在所给的受信任公钥之中"));
    let broken = folder.file("broken.txt", b"04ab\n");
    let output = jixiao(&["verify", &file, "--key", &broken]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("第 1 行不是 SM2 公钥"), "{}", stderr(&output));
}
