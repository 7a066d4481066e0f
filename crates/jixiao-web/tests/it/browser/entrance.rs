//! The sign-in page in a browser.

use super::city;

#[tokio::test]
async fn a_wrong_password_is_told_beside_the_form_and_the_name_is_kept() {
    let Some((desk, _)) = city().await else { return };
    desk.go("/sign-in").await;
    desk.fill("login", "benji.filler").await;
    desk.fill("password", "wrong").await;
    desk.press("登录").await;
    desk.sees("登录名或密码不正确").await;
    let login = desk.find("[name=login]").await.prop("value").await.unwrap();
    assert_eq!(login.as_deref(), Some("benji.filler"));
    desk.is_accessible().await;
    desk.picture("sign-in").await;
    desk.close().await;
}
