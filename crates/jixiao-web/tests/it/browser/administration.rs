//! The pages of the administrators in a browser: first run, an account by two hands, the log.

use super::Desk;
use jixiao_app::App;

const PASSWORD: &str = "Tea-and-7-clouds";
const NEW_PASSWORD: &str = "Rain-and-8-rivers";

#[tokio::test]
async fn an_empty_installation_grows_its_first_officer() {
    let app = App::for_tests(jixiao_store::testing::sqlite().await);
    let Some(desk) = Desk::open(app).await else { return };
    first_run(&desk).await;
    desk.sign_in("system", PASSWORD).await;
    let one_time = account(&desk).await;
    leave(&desk).await;

    // The security administrator's first password was typed by somebody else: it must be changed.
    desk.go("/sign-in").await;
    desk.fill("login", "security").await;
    desk.fill("password", "Snow-and-9-mountains").await;
    desk.press("登录").await;
    desk.sees("须先更换").await;
    desk.is_accessible().await;
    change_password(&desk, "Snow-and-9-mountains", NEW_PASSWORD).await;
    role(&desk).await;
    leave(&desk).await;

    desk.go("/sign-in").await;
    desk.fill("login", "newone").await;
    desk.fill("password", &one_time).await;
    desk.press("登录").await;
    change_password(&desk, &one_time, "Wind-and-6-bridges").await;
    desk.go("/account").await;
    desk.sees("审计管理员").await;
    desk.go("/audit").await;
    desk.press("校验链条").await;
    desk.sees("链条完整").await;
    desk.is_accessible().await;
    desk.picture("audit").await;
    desk.close().await;
}

async fn first_run(desk: &Desk) {
    desk.go("/").await;
    desk.sees("首次使用").await;
    desk.is_accessible().await;
    desk.picture("first-run").await;
    for (name, text) in [
        ("federation_name", "江州市总工会"),
        ("federation_code", "530100"),
        ("system_name", "甲"),
        ("system_login", "system"),
        ("system_password", PASSWORD),
        ("security_name", "乙"),
        ("security_login", "security"),
        ("security_password", "Snow-and-9-mountains"),
    ] {
        desk.fill(name, text).await;
    }
    desk.press("建立").await;
    desk.sees("登录名").await;
}

/// Makes an account and gives its password.
async fn account(desk: &Desk) -> String {
    desk.go("/organisations").await;
    desk.sees("新增机构").await;
    desk.is_accessible().await;
    desk.picture("organisations").await;
    desk.go("/users").await;
    desk.press("新建账号").await;
    desk.fill("login", "newone").await;
    desk.fill("name", "新人").await;
    let place = "select[name=organisation_id] option:nth-child(2)";
    desk.find(place).await.click().await.unwrap();
    desk.press("建立").await;
    desk.sees("一次性密码").await;
    desk.is_accessible().await;
    desk.find("#one-time-password").await.text().await.unwrap()
}

async fn role(desk: &Desk) {
    desk.go("/users?q=newone").await;
    desk.is_accessible().await;
    desk.picture("users").await;
    desk.press("newone").await;
    desk.sees("没有角色").await;
    let choice = "select[name=role] option[value=audit_administrator]";
    desk.find(choice).await.click().await.unwrap();
    desk.press("授予").await;
    desk.sees("角色已授予").await;
    desk.is_accessible().await;
    desk.picture("user").await;
    desk.go("/policy").await;
    desk.sees("安全策略").await;
    desk.is_accessible().await;
}

async fn change_password(desk: &Desk, present: &str, new: &str) {
    desk.fill("present", present).await;
    desk.fill("new", new).await;
    desk.fill("again", new).await;
    desk.press("更换").await;
    desk.sees("密码已更换").await;
}

async fn leave(desk: &Desk) {
    desk.go("/account").await;
    desk.press("启用").await;
    desk.sees("密钥").await;
    desk.is_accessible().await;
    desk.picture("enrol").await;
    desk.find(".person button").await.click().await.unwrap();
    desk.sees("忘记密码").await;
}
