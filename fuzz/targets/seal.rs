//! Verification of seals: any bytes, and a sealed page with something done to it.
#![no_main]

use jixiao_seal::{Label, SigningKey, Verdict, seal, verify};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = verify(bytes);
    let Some(key) = SigningKey::from_secret(&[7; 32]) else { return };
    let label = Label { signer: "江州市总工会", number: "GK2025-0001-001", signed_at_millis: 0 };
    let Ok(sealed) = seal(bytes.to_vec(), &key, label) else { return };
    assert!(matches!(verify(&sealed), Verdict::Intact(_)));
    for at in [0, bytes.len() / 2, bytes.len(), sealed.len() - 1] {
        let mut changed = sealed.clone();
        changed[at] ^= 1;
        assert!(!matches!(verify(&changed), Verdict::Intact(_)));
    }
});
