//! The forms of the ledgers keep what is typed.

use crate::projects::{add_year, budget, signed_in};
use crate::world::World;
use axum::http::StatusCode;
use jixiao_domain::Role;
use jixiao_store::{Store, on_both_databases};

on_both_databases! {
    a_form_of_the_ledger_keeps_itself_and_is_offered_again,
    a_correction_is_kept_for_its_own_line,
}

async fn a_form_of_the_ledger_keeps_itself_and_is_offered_again(store: Store) {
    let world = World::new(store).await;
    let mut filler = signed_in(&world, world.actor(Role::Filler)).await;
    let year = add_year(&world, &mut filler, "A1").await;
    let mut finance = signed_in(&world, world.actor(Role::Finance)).await;
    for (form, field) in [
        ("budget", "document_number"),
        ("reallocation", "document_number"),
        ("payment", "voucher_number"),
    ] {
        let address = format!("{year}/{form}");
        let page = finance.get(&address).await;
        assert!(page.body.contains(&format!("data-autosave=\"{address}/draft\"")), "{}", page.body);
        let kept = finance.post(&format!("{address}/draft"), &[(field, "草-7")]).await;
        assert_eq!(kept.status, StatusCode::NO_CONTENT);
        let offered = finance.get(&address).await;
        assert!(offered.body.contains("有未保存的填写内容"), "{}", offered.body);
        assert!(!offered.body.contains("草-7"), "{}", offered.body);
        let restored = finance.get(&format!("{address}?draft=1")).await;
        assert!(restored.body.contains("value=\"草-7\""), "{}", restored.body);
        let refused = filler.post(&format!("{address}/draft"), &[(field, "x")]).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
    }
    let entered = finance.post(&format!("{year}/budget"), &budget("100")).await;
    assert_eq!(entered.status, StatusCode::SEE_OTHER, "{}", entered.body);
    let fresh = finance.get(&format!("{year}/budget")).await;
    assert!(!fresh.body.contains("有未保存的填写内容"), "{}", fresh.body);
}

async fn a_correction_is_kept_for_its_own_line(store: Store) {
    let world = World::new(store).await;
    let mut filler = signed_in(&world, world.actor(Role::Filler)).await;
    let year = add_year(&world, &mut filler, "A1").await;
    let mut finance = signed_in(&world, world.actor(Role::Finance)).await;
    finance.post(&format!("{year}/budget"), &budget("100")).await;
    finance.post(&format!("{year}/budget"), &budget("200")).await;
    let page = finance.get(&year).await;
    let start = format!("{year}/budget/");
    let rests = page.body.split(&start).skip(1);
    let lines: Vec<String> =
        rests.map(|rest| format!("{start}{}", rest.split('"').next().unwrap())).collect();
    let (one, other) = (lines.first().unwrap(), lines.last().unwrap());
    assert_ne!(one, other);
    let kept =
        finance.post(&format!("{one}/draft"), &[("reason", "文号错"), ("amount", "90")]).await;
    assert_eq!(kept.status, StatusCode::NO_CONTENT);
    assert!(finance.get(one).await.body.contains("有未保存的填写内容"));
    assert!(!finance.get(other).await.body.contains("有未保存的填写内容"));
    let restored = finance.get(&format!("{one}?draft=1")).await;
    assert!(restored.body.contains("value=\"文号错\""), "{}", restored.body);
}
