//! A department's year in a browser: its roll-up, drafted texts, the chain, a printed form.

use super::city;
use jixiao_sample::PASSWORD;
use thirtyfour::prelude::*;

#[tokio::test]
async fn a_department_is_looked_over_drafted_and_approved() {
    let Some((desk, _)) = city().await else { return };
    desk.sign_in("city.approver", PASSWORD).await;
    desk.go("/departments?year=2025").await;
    desk.is_accessible().await;
    desk.picture("departments-list").await;
    desk.driver.query(By::LinkText("江州市总工会")).first().await.unwrap().click().await.unwrap();
    desk.sees("各项目合计").await;
    desk.is_accessible().await;
    desk.picture("departments-view").await;
    desk.press("批复").await;
    desk.sees("内容与批复摘要一致").await;
    for form in ["tasks", "duties", "base-data", "scores"] {
        let url = desk.driver.current_url().await.unwrap().path().to_owned();
        desk.go(&format!("{url}/print/{form}")).await;
        desk.sees("部门名称").await;
        desk.picture(&format!("departments-print-{form}")).await;
        desk.go(&url).await;
    }
    desk.sign_out().await;

    desk.sign_in("city.filler", PASSWORD).await;
    desk.go("/departments?year=2026").await;
    desk.driver.query(By::LinkText("江州市总工会")).first().await.unwrap().click().await.unwrap();
    desk.sees("提交前还须填写或说明").await;
    desk.picture("departments-draft").await;
    for section in ["money", "indicators", "differences"] {
        let url = desk.driver.current_url().await.unwrap().path().to_owned();
        desk.go(&format!("{url}/edit/{section}")).await;
        desk.is_accessible().await;
        desk.picture(&format!("departments-edit-{section}")).await;
        desk.go(&url).await;
    }
    desk.press("填报职责履行").await;
    desk.press("按记录起草空白处").await;
    desk.sees("印出：").await;
    desk.is_accessible().await;
    desk.picture("departments-edit-duties").await;
    desk.press("保存").await;
    desk.sees("已保存").await;
    desk.close().await;
}
