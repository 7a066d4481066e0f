//! Every byte of a sealed file counts.

use crate::files::{all, html, key, label, sealed};
use jixiao_seal::{Change, Label, SealError, SigningKey, Verdict, seal, verify};

#[test]
fn a_sealed_file_is_intact_and_says_who_sealed_it() {
    for (extension, file) in all() {
        let sealed = sealed(file);
        let Verdict::Intact(seal) = verify(&sealed) else { panic!("{extension}") };
        assert_eq!(seal.public_key, key().public());
        assert_eq!((seal.signer.as_str(), seal.number.as_str()), (label().signer, label().number));
        assert_eq!(seal.signed_at_millis, label().signed_at_millis);
    }
}

#[test]
fn the_same_file_key_and_label_give_the_same_bytes() {
    for (extension, file) in all() {
        assert_eq!(sealed(file.clone()), sealed(file), "{extension}");
    }
}

#[test]
fn every_changed_byte_is_found() {
    for (extension, file) in all() {
        let mut sealed = sealed(file);
        for at in 0..sealed.len() {
            // Another bit at every place: case of letters, digits, bytes beyond ASCII.
            let flip = [0x01, 0x20, 0x80][at % 3];
            sealed[at] ^= flip;
            let verdict = verify(&sealed);
            assert!(
                matches!(verdict, Verdict::Changed(..) | Verdict::Damaged),
                "{extension}: byte {at} flipped by {flip:#x}: {verdict:?}"
            );
            sealed[at] ^= flip;
        }
        assert!(matches!(verify(&sealed), Verdict::Intact(_)));
    }
}

#[test]
fn every_missing_and_every_added_byte_is_found() {
    for (extension, file) in all() {
        let sealed = sealed(file);
        for at in 0..sealed.len() {
            let mut shorter = sealed.clone();
            shorter.remove(at);
            assert!(!matches!(verify(&shorter), Verdict::Intact(_)), "{extension}: {at} missing");
            let mut longer = sealed.clone();
            longer.insert(at, b' ');
            assert!(!matches!(verify(&longer), Verdict::Intact(_)), "{extension}: {at} added");
            let cut = &sealed[..at];
            assert!(!matches!(verify(cut), Verdict::Intact(_)), "{extension}: cut at {at}");
        }
        let appended = [sealed.as_slice(), b"\n"].concat();
        assert!(matches!(verify(&appended), Verdict::Changed(_, Change::Appended)), "{extension}");
    }
}

#[test]
fn a_seal_moved_to_another_file_is_found() {
    let text = String::from_utf8(html()).unwrap();
    let original = sealed(html());
    let frame = &original[html().len()..];
    let other = [text.replace("100", "101").as_bytes(), frame].concat();
    assert!(matches!(verify(&other), Verdict::Changed(_, Change::Content)));
}

#[test]
fn a_file_sealed_again_by_a_stranger_shows_the_strangers_key() {
    let stranger = SigningKey::from_secret(&[8; 32]).unwrap();
    let forged = seal(html(), &stranger, label()).unwrap();
    let Verdict::Intact(seal) = verify(&forged) else { panic!("sealed soundly") };
    assert_ne!(seal.public_key, key().public());
    assert_ne!(seal.public_key.fingerprint(), key().public().fingerprint());
}

#[test]
fn two_seals_are_told_from_one() {
    let sealed_once = sealed(html());
    let frame = sealed_once[html().len()..].to_vec();
    assert_eq!(verify(&[sealed_once.as_slice(), &frame].concat()), Verdict::Several);
    assert_eq!(seal(sealed_once, &key(), label()), Err(SealError::AlreadySealed));
}

#[test]
fn what_has_no_seal_is_unsealed() {
    for (_, file) in all() {
        assert_eq!(verify(&file), Verdict::Unsealed);
    }
    assert_eq!(verify(b""), Verdict::Unsealed);
}

#[test]
fn what_can_carry_no_seal_is_refused() {
    let refused = |bytes: &[u8]| seal(bytes.to_vec(), &key(), label()).unwrap_err();
    assert_eq!(refused(b"plain text"), SealError::UnknownKind);
    assert_eq!(refused(b"PK\x03\x04 and nothing after"), SealError::Unsound);
    assert_eq!(refused(b"<p>JIXIAO-SEAL-BEGIN</p>"), SealError::AlreadySealed);
    let long = "工".repeat(41);
    for signer in ["甲\n乙", &long] {
        let label = Label { signer, ..label() };
        assert_eq!(seal(html(), &key(), label), Err(SealError::Label));
    }
}
