//! A session that ends while somebody types.

use super::{city, self_evaluation::open};
use jixiao_sample::PASSWORD;

const TYPED: &str = "全年按月足额缴纳，未发生滞纳金。";

#[tokio::test]
async fn what_was_typed_when_the_session_ended_is_there_after_signing_in_again() {
    let Some((desk, _)) = city().await else { return };
    desk.sign_in("benji.filler", PASSWORD).await;
    open(&desk).await;
    desk.press("填报").await;
    desk.fill_id("field-actual_goal", TYPED).await;
    desk.driver.delete_all_cookies().await.unwrap();
    desk.press("保存").await;
    desk.sees("忘记密码").await;
    desk.fill("login", "benji.filler").await;
    desk.fill("password", PASSWORD).await;
    desk.press("登录").await;
    desk.arrives("/edit").await;
    desk.sees("已恢复上次未保存的内容").await;
    assert_eq!(desk.value_of("field-actual_goal").await, TYPED);
    desk.press("保存").await;
    desk.sees("下一环节").await;
    desk.sees(TYPED).await;
    desk.close().await;
}
