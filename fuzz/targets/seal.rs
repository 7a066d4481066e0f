//! Verification of seals: any bytes; a sealed page with bytes laid over it or put in between, which is
//! intact only where it is the same; and now and then, because signing is slow, a seal of its own.
#![no_main]

use jixiao_seal::{Label, SigningKey, Verdict, seal, verify};
use std::sync::OnceLock;

const PAGE: &[u8] = "<!DOCTYPE html>\n<html><body><p>绩效公开</p></body></html>\n".as_bytes();

static SEALED: OnceLock<Vec<u8>> = OnceLock::new();

fn sealed(content: Vec<u8>) -> Option<Vec<u8>> {
    let key = SigningKey::from_secret(&[7; 32])?;
    let label = Label { signer: "江州市总工会", number: "GK2025-0001-001", signed_at_millis: 0 };
    seal(content, &key, label).ok()
}

fn is_intact(bytes: &[u8]) -> bool {
    matches!(verify(bytes), Verdict::Intact(_))
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = verify(bytes);
    let [high, low, way, patch @ ..] = bytes else { return };
    let page = SEALED.get_or_init(|| sealed(PAGE.to_vec()).expect("a page can be sealed"));
    let at = usize::from(u16::from_be_bytes([*high, *low])) % page.len();
    let mut changed = page.clone();
    if way % 2 == 0 {
        for (place, byte) in changed.iter_mut().skip(at).zip(patch) {
            *place = *byte;
        }
    } else {
        changed.splice(at..at, patch.iter().copied());
    }
    assert_eq!(is_intact(&changed), changed == *page);
    if way % 16 == 15 {
        let Some(own) = sealed(bytes.to_vec()) else { return };
        assert!(is_intact(&own));
        for at in [0, bytes.len() / 2, bytes.len(), own.len() - 1] {
            let mut changed = own.clone();
            changed[at] ^= 1;
            assert!(!is_intact(&changed));
        }
    }
});
