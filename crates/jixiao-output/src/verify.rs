//! What was found about the seals of published files.

use crate::style::{BOLD, DIM, paint};
use schemars::JsonSchema;
use serde::Serialize;

/// The value of `schema` in every verification.
pub const SCHEMA: &str = "jixiao.verify/1";

/// What was found about some files.
#[derive(Debug, Serialize, JsonSchema)]
pub struct VerifyOutput {
    /// Always `jixiao.verify/1`.
    pub schema: String,
    /// One entry a file, in the order given.
    pub files: Vec<VerifiedFile>,
}

/// What was found about a file.
#[derive(Debug, Serialize, JsonSchema)]
pub struct VerifiedFile {
    /// The path as given.
    pub path: String,
    /// `intact`, `changed`, `damaged`, `several` or `unsealed`; null where the file could not be
    /// read.
    pub verdict: Option<String>,
    /// The verdict in a sentence, or why the file could not be read.
    pub sentence: String,
    /// SM3 of the whole file, 64 hexadecimal digits.
    pub digest: Option<String>,
    /// The seal, where there is a sound one.
    pub seal: Option<FileSeal>,
    /// Whether the seal's key is one of those given by `--key`; null where none was given or there
    /// is no seal.
    pub trusted: Option<bool>,
}

/// What a seal says.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FileSeal {
    /// 签发单位, as the signer calls itself.
    pub signer: String,
    /// 公开编号
    pub number: String,
    /// When it was signed, as the signer says: RFC 3339.
    pub signed_at: String,
    /// SM3 of the bytes that were signed.
    pub digest: String,
    /// The key, 130 hexadecimal digits.
    pub public_key: String,
    /// SM3 of the key in sixteen groups of four digits.
    pub fingerprint: String,
}

/// The same for a person to read.
pub fn text(output: &VerifyOutput) -> String {
    let mut out = String::new();
    for file in &output.files {
        out.push_str(&format!("{}\n  {}\n", paint(BOLD, &file.path), file.sentence));
        let Some(seal) = &file.seal else { continue };
        for (name, value) in [
            ("签发单位", &seal.signer),
            ("公开编号", &seal.number),
            ("签封时间", &seal.signed_at),
            ("公钥指纹", &seal.fingerprint),
        ] {
            out.push_str(&format!("  {}：{value}\n", paint(DIM, name)));
        }
        let trust = match file.trusted {
            Some(true) => "签封密钥是所给的受信任公钥。",
            Some(false) => "签封密钥不在所给的受信任公钥之中，不能证明由该单位发布。",
            None => {
                "签封只证明文件未被改动；是否由该单位发布，请将公钥指纹与其公布的指纹核对，\
                 或用 --key 给出其公钥。"
            }
        };
        out.push_str(&format!("  {trust}\n"));
    }
    out
}
