//! A self-evaluation from the empty form to the frozen, printed one, with a return on the way.

use super::{Desk, city};
use jixiao_sample::PASSWORD;
use thirtyfour::prelude::*;

const PROJECT: &str = "江州市总工会机关在职职工社会保险专项";

#[tokio::test]
async fn a_self_evaluation_is_filled_in_returned_corrected_and_frozen() {
    let Some((desk, _)) = city().await else { return };
    desk.sign_in("benji.filler", PASSWORD).await;
    open(&desk).await;
    desk.press("填报").await;
    fill_in(&desk).await;
    desk.is_accessible().await;
    desk.picture("self-evaluation-fill").await;
    desk.press("保存").await;
    desk.sees("下一环节").await;
    desk.press("提交").await;
    desk.sees("待单位审核").await;

    as_person(&desk, "benji.reviewer").await;
    desk.fill("reason", "请补充经费支出的佐证材料").await;
    desk.press("退回").await;
    desk.sees("填报中").await;

    as_person(&desk, "benji.filler").await;
    desk.sees("请补充经费支出的佐证材料").await;
    desk.press("填报").await;
    desk.fill_id("field-other_notes", "经费支出凭证已随附。").await;
    desk.press("保存").await;
    desk.sees("经费支出凭证已随附").await;
    desk.press("提交").await;
    desk.sees("待单位审核").await;

    for (login, button, state) in [
        ("benji.reviewer", "单位审核通过", "待财务审核"),
        ("benji.finance", "财务审核通过", "待审批"),
        ("benji.approver", "批复", "已批复"),
    ] {
        as_person(&desk, login).await;
        desk.press(button).await;
        desk.sees(state).await;
    }
    desk.sees("查看锁定内容与摘要").await;
    desk.is_accessible().await;
    desk.picture("self-evaluation-frozen").await;
    desk.press("打印").await;
    desk.sees("偏差原因分析及改进措施").await;
    desk.picture("self-evaluation-print").await;
    desk.close().await;
}

async fn as_person(desk: &Desk, login: &str) {
    desk.sign_out().await;
    desk.sign_in(login, PASSWORD).await;
    open(desk).await;
}

pub(super) async fn open(desk: &Desk) {
    desk.go(&format!("/self-evaluations?year=2025&q={PROJECT}")).await;
    desk.driver.query(By::LinkText(PROJECT)).first().await.unwrap().click().await.unwrap();
    desk.sees("年度总体目标").await;
}

/// Every target met, with what a person has to choose and say.
async fn fill_in(desk: &Desk) {
    desk.fill_id("field-actual_goal", "在职职工社会保险按月足额缴纳。").await;
    desk.fill_id("field-execution_reason", "年末结余按规定收回。").await;
    let targets = ["50人", "100%", "100%", "56.13万元", "100%", "台账与工资逐月核对一致", "96%"];
    for (row, actual) in targets.iter().enumerate() {
        desk.fill_id(&format!("field-indicators[{row}].actual"), actual).await;
    }
    desk.fill_id("field-indicators[5].chosen", "10").await;
    desk.fill_id("field-indicators[5].score_reason", "依据逐月核对记录评定").await;
    // The page scores while one types.
    desk.sees("得分 20").await;
    desk.sees("草稿已保存").await;
}
