//! Two people at once on one form.

use super::{Desk, city, self_evaluation::open};
use jixiao_sample::PASSWORD;

#[tokio::test]
async fn the_second_to_save_sees_both_versions_and_loses_nothing() {
    let Some((first, app)) = city().await else { return };
    let Some(second) = Desk::open(app).await else { return };
    for desk in [&first, &second] {
        desk.sign_in("benji.filler", PASSWORD).await;
        open(desk).await;
        desk.press("填报").await;
    }
    first.fill_id("field-other_notes", "甲处所填").await;
    first.press("保存").await;
    first.sees("下一环节").await;
    second.fill_id("field-other_notes", "乙处所填").await;
    second.press("保存").await;
    second.sees("他人已保存了新的版本").await;
    second.sees("甲处所填").await;
    assert_eq!(second.value_of("field-other_notes").await, "乙处所填");
    second.picture("self-evaluation-conflict").await;
    second.press("保存").await;
    second.sees("下一环节").await;
    second.sees("乙处所填").await;
    first.close().await;
    second.close().await;
}
