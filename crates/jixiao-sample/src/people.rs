//! Generated names and the passwords of the demonstration.

use crate::SampleError;
use crate::actors::Actors;
use jixiao_app::identity::{self, ChangePassword};
use jixiao_app::{App, Call};
use jixiao_store::Timestamp;

/// The password of everybody in the city.
pub const PASSWORD: &str = "Jiangzhou-2026";

const FAMILY: [&str; 23] = [
    "安", "柏", "岑", "迟", "褚", "费", "符", "关", "郝", "计", "景", "蓝", "路", "莫", "倪", "蒲",
    "祁", "荣", "申", "滕", "温", "席", "燕",
];
const GIVEN: [&str; 29] = [
    "北辰", "采薇", "春和", "达观", "方圆", "广宁", "恒之", "惠风", "嘉树", "景明", "可久", "朗月",
    "明远", "念慈", "平川", "启文", "清扬", "仁杰", "若谷", "善水", "思齐", "天澜", "望舒", "文澜",
    "晓白", "修远", "以宁", "云帆", "知行",
];

/// The name of the person with this number; 667 people have names of their own.
pub(crate) fn name(number: usize) -> String {
    format!("{}{}", FAMILY[number % FAMILY.len()], GIVEN[number * 7 % GIVEN.len()])
}

/// Everybody signs in once and sets the password of the demonstration.
pub(crate) async fn set_passwords(
    app: &App,
    actors: &Actors,
    now: Timestamp,
) -> Result<(), SampleError> {
    for (login, actor, one_time) in actors.iter() {
        let step = || SampleError::at(format!("{login} 设置密码"));
        let session = identity::sign_in(app, login, one_time, now).await.map_err(step())?;
        let change = ChangePassword {
            present: one_time.to_owned(),
            new: PASSWORD.to_owned(),
            again: PASSWORD.to_owned(),
        };
        let call = Call { app, actor, at: now };
        identity::change_password(call, &session.token, &change).await.map_err(step())?;
        identity::sign_out(app, &session.token, now).await.map_err(step())?;
    }
    Ok(())
}
