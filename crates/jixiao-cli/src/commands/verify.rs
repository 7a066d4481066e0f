//! `jixiao verify`: whether published files are what was signed.

use crate::args::{TextOrJson, VerifyArgs};
use crate::files::read_bytes;
use crate::{Status, streams};
use anyhow::{Context, Result, bail};
use chrono::{DateTime, FixedOffset};
use jixiao_output::verify::{self, FileSeal, VerifiedFile, VerifyOutput};
use jixiao_reader::Limits;
use jixiao_seal::{PublicKey, Seal, Verdict};
use std::fs;
use std::path::Path;

pub(crate) fn run(args: &VerifyArgs) -> Result<Status> {
    let trusted = args.key.as_deref().map(trusted_keys).transpose()?;
    let mut status = Status::Clean;
    let mut files = Vec::new();
    for path in &args.paths {
        let (file, found) = verified(path, trusted.as_deref());
        files.push(file);
        status = status.max(found);
    }
    let output = VerifyOutput { schema: verify::SCHEMA.to_owned(), files };
    match args.format {
        TextOrJson::Text => streams::text(&verify::text(&output))?,
        TextOrJson::Json => {
            let mut json = serde_json::to_vec_pretty(&output)?;
            json.push(b'\n');
            streams::bytes(None, &json)?;
        }
    }
    Ok(status)
}

fn verified(path: &Path, trusted: Option<&[PublicKey]>) -> (VerifiedFile, Status) {
    let name = path.display().to_string();
    let bytes = match read_bytes(path, &Limits::default()) {
        Ok(bytes) => bytes,
        Err(reason) => {
            let file = VerifiedFile {
                path: name,
                verdict: None,
                sentence: reason,
                digest: None,
                seal: None,
                trusted: None,
            };
            return (file, Status::Failed);
        }
    };
    let verdict = jixiao_seal::verify(&bytes);
    let seal = verdict.seal();
    let is_trusted = seal.and_then(|seal| trusted.map(|keys| keys.contains(&seal.public_key)));
    let is_good = matches!(verdict, Verdict::Intact(_)) && is_trusted != Some(false);
    let file = VerifiedFile {
        path: name,
        verdict: Some(verdict.code().to_owned()),
        sentence: verdict.sentence().to_owned(),
        digest: Some(jixiao_seal::digest_hex(&bytes)),
        seal: seal.map(file_seal),
        trusted: is_trusted,
    };
    (file, if is_good { Status::Clean } else { Status::Found })
}

fn file_seal(seal: &Seal) -> FileSeal {
    let in_china = FixedOffset::east_opt(8 * 3600).expect("eight hours is a valid offset");
    let signed_at = DateTime::from_timestamp_millis(seal.signed_at_millis);
    FileSeal {
        signer: seal.signer.clone(),
        number: seal.number.clone(),
        signed_at: signed_at
            .map_or_else(String::new, |at| at.with_timezone(&in_china).to_rfc3339()),
        digest: seal.digest_hex(),
        public_key: seal.public_key.to_hex(),
        fingerprint: seal.public_key.fingerprint(),
    }
}

/// The public keys of a file: one a line, 130 hexadecimal digits; blank lines and what follows a `#`
/// do not count.
fn trusted_keys(path: &Path) -> Result<Vec<PublicKey>> {
    let name = path.display();
    let text = fs::read_to_string(path).with_context(|| format!("无法读取公钥文件 {name}"))?;
    let mut keys = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let word = line.split('#').next().unwrap_or_default().trim().to_ascii_lowercase();
        if word.is_empty() {
            continue;
        }
        match PublicKey::from_hex(&word) {
            Some(key) => keys.push(key),
            None => bail!("{name} 第 {number} 行不是 SM2 公钥（应为 130 位十六进制数，04 开头）"),
        }
    }
    if keys.is_empty() {
        bail!("{name} 中没有公钥：每行一个，为公开页面“签发密钥”所列的 130 位十六进制数");
    }
    Ok(keys)
}
