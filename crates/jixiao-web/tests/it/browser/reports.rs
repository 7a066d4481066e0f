//! Writing a report in a browser: around its figures, never over them.

use super::{Desk, city};
use jixiao_sample::PASSWORD;
use thirtyfour::prelude::*;

/// The project of which the last report was not begun.
const PROJECT: &str = "江州市总工会农民工维权中心专项";

/// Puts the caret behind the last piece of an editor.
const TO_THE_END: &str = "const editor = arguments[0]; editor.focus(); const range = document.createRange();\
    range.selectNodeContents(editor); range.collapse(false); const held = getSelection();\
    held.removeAllRanges(); held.addRange(range);";

#[tokio::test]
async fn a_report_is_written_around_its_figures_submitted_and_downloaded() {
    let Some((desk, _)) = city().await else { return };
    desk.sign_in("benji.filler", PASSWORD).await;
    desk.go("/reports").await;
    desk.sees("绩效报告").await;
    desk.is_accessible().await;
    desk.picture("reports-list").await;
    let draft = format!("//button[contains(@aria-label, '{PROJECT} 2025')]");
    desk.driver.query(By::XPath(draft)).first().await.unwrap().click().await.unwrap();
    desk.sees("带底色的数字取自记录").await;
    desk.is_accessible().await;
    desk.picture("report-edit").await;

    // The figures are chips: typing into one changes nothing, text around may change.
    let editors = desk.driver.find_all(By::Css(".figures-editor")).await.unwrap();
    let mut of_money = None;
    for editor in editors {
        let has_chip = editor.find(By::Css("a.tied[data-token*='funds.total.executed']")).await;
        if has_chip.is_ok() {
            of_money = Some(editor);
            break;
        }
    }
    let editor = of_money.unwrap();
    let chip = editor.find(By::Css("a.tied")).await.unwrap();
    assert_eq!(chip.attr("contenteditable").await.unwrap().as_deref(), Some("false"));
    desk.driver.execute(TO_THE_END, vec![editor.to_json().unwrap()]).await.unwrap();
    editor.send_keys("资金使用总体平稳。").await.unwrap();
    desk.sees("草稿已保存").await;
    desk.press("保存").await;
    desk.sees("已保存。").await;
    desk.sees("资金使用总体平稳。").await;
    desk.is_accessible().await;
    desk.picture("report-view").await;

    // Without the script a figure is a token; a changed one is refused beside its section.
    desk.press("编写").await;
    desk.sees("带底色的数字取自记录").await;
    let forge = "const area = [...document.querySelectorAll('textarea[data-figures]')]\
        .find(area => area.value.includes('funds.total.executed|'));\
        area.value = area.value.replace(/(funds\\.total\\.executed\\|)[^}]*/, '$1999万元');";
    desk.driver.execute(forge, vec![]).await.unwrap();
    desk.press("保存").await;
    desk.sees("不能在报告中改为“999万元”").await;
    desk.picture("report-refused").await;
    desk.go("/reports?q=农民工维权中心专项&year=2025").await;
    open_report(&desk).await;
    desk.press("提交单位审核").await;
    desk.sees("待单位审核").await;
    desk.press("打印").await;
    desk.sees("项目支出绩效自评表").await;
    desk.picture("report-print").await;
    desk.close().await;
}

async fn open_report(desk: &Desk) {
    let path = "//table//a[contains(., '农民工维权中心专项') and starts-with(@href, '/reports/')]";
    desk.driver.query(By::XPath(path)).first().await.unwrap().click().await.unwrap();
    desk.sees("办理过程").await;
}
