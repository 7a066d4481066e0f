//! What visitors see who never sign in.

use crate::disclosed;
use crate::support::Browser;
use crate::world::World;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use jixiao_app::disclosures::{self as area, WithdrawForm};
use jixiao_app::publication;
use jixiao_domain::Role;

async fn number_of(world: &World) -> String {
    let id = disclosed::published(world, "XM01").await;
    let call = world.call(world.actor(Role::Finance));
    area::read(call, id).await.unwrap().items[0].item.number.clone().unwrap()
}

/// A file as a browser sends it.
fn sent(bytes: &[u8]) -> (axum::http::request::Builder, Body) {
    let head = "--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n";
    let body = [head.as_bytes(), bytes, b"\r\n--x--\r\n"].concat();
    let request = Request::post("/verify")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
        .header("sec-fetch-site", "same-origin");
    (request, Body::from(body))
}

#[tokio::test]
async fn a_visitor_goes_from_the_years_to_a_file_and_verifies_it() {
    let world = World::new(jixiao_store::testing::sqlite().await).await;
    let number = number_of(&world).await;
    let mut visitor = Browser::new(world.app.clone());
    let years = visitor.get("/public").await;
    assert!(years.body.contains("/public/2025"), "{}", years.body);
    let year = visitor.get("/public/2025?q=%E5%8C%97%E5%B1%B1").await;
    assert!(year.body.contains(&number) && year.body.contains("北山县总工会"), "{}", year.body);
    let none = visitor.get("/public/2025?q=%E5%8D%97%E6%B0%B4").await;
    assert!(none.body.contains("没有符合条件的公开内容"));
    let item = visitor.get(&format!("/public/items/{number}")).await;
    assert!(item.body.contains("form-grid") && item.body.contains("隐去的个人信息"));
    for person in ["电话13800138000", "王芳", "北山县总工会填报", "北山县总工会财务"]
    {
        assert!(!item.body.contains(person), "{person}");
    }
    assert!(visitor.cookie.is_none(), "no session is made");

    let (_, bytes) = publication::file(&world.app, &number, "pdf").await.unwrap();
    let got = visitor.get(&format!("/public/items/{number}/files/pdf")).await;
    assert_eq!(got.headers[header::CONTENT_TYPE], "application/pdf");
    let (request, body) = sent(&bytes);
    let verdict = visitor.send(request, body).await;
    assert!(verdict.body.contains("验证通过"), "{}", verdict.body);
    let mut changed = bytes;
    changed[20] ^= 1;
    let (request, body) = sent(&changed);
    let verdict = visitor.send(request, body).await;
    assert!(verdict.body.contains("文件已被改动"), "{}", verdict.body);
    let verdict = visitor.get(&format!("/verify?digest={number}")).await;
    assert!(verdict.body.contains("公开目录中有该内容"));
    let verdict = visitor.get(&format!("/verify?digest={}", "0".repeat(64))).await;
    assert!(verdict.body.contains("查无此件"));
    let verdict = visitor.get("/verify?digest=abc").await;
    assert!(verdict.body.contains("64 位十六进制的摘要"));
}

#[tokio::test]
async fn public_pages_are_kept_and_not_sent_twice() {
    let world = World::new(jixiao_store::testing::sqlite().await).await;
    let number = number_of(&world).await;
    let mut visitor = Browser::new(world.app.clone());
    let file = format!("/public/items/{number}/files/docx");
    for path in ["/public", "/public/2025", "/public/keys", "/api/v1/public/years", &file] {
        let first = visitor.get(path).await;
        assert_eq!(first.headers[header::CACHE_CONTROL], "public, max-age=60", "{path}");
        assert!(!first.headers.contains_key(header::SET_COOKIE), "{path}");
        let tag = first.headers[header::ETAG].clone();
        let again = Request::get(path).header(header::IF_NONE_MATCH, tag);
        let again = visitor.send(again, Body::empty()).await;
        assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0), "{path}");
    }
}

#[tokio::test]
async fn a_withdrawn_item_keeps_its_notice_and_loses_its_files() {
    let world = World::new(jixiao_store::testing::sqlite().await).await;
    let id = disclosed::published(&world, "XM01").await;
    let call = world.call(world.actor(Role::Finance));
    let item = area::read(call, id).await.unwrap().items[0].item.clone();
    let number = item.number.unwrap();
    let form = WithdrawForm { reason: "数据口径有误".to_owned() };
    area::withdraw(call, item.id, &form).await.unwrap();
    let mut visitor = Browser::new(world.app.clone());
    let page = visitor.get(&format!("/public/items/{number}")).await;
    assert!(page.status.is_success() && page.body.contains("数据口径有误"));
    assert!(!page.body.contains("form-grid"));
    let file = visitor.get(&format!("/public/items/{number}/files/pdf")).await;
    assert_eq!(file.status, StatusCode::NOT_FOUND);
    let json = visitor.get(&format!("/api/v1/public/items/{number}")).await;
    assert!(json.body.contains("\"withdrawn_reason\":\"数据口径有误\""), "{}", json.body);
}

#[tokio::test]
async fn who_comes_too_often_is_asked_to_wait() {
    let world = World::new(jixiao_store::testing::sqlite().await).await;
    let mut visitor = Browser::new(world.app.clone());
    let mut last = StatusCode::OK;
    for _ in 0..31 {
        last = visitor.get("/verify").await.status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(visitor.get("/public").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_file_is_verified_over_the_api() {
    let world = World::new(jixiao_store::testing::sqlite().await).await;
    let number = number_of(&world).await;
    let (_, bytes) = publication::file(&world.app, &number, "xlsx").await.unwrap();
    let mut visitor = Browser::new(world.app.clone());
    let request = || Request::post("/api/v1/public/verify");
    let found = visitor.send(request(), Body::from(bytes)).await;
    assert!(found.body.contains("\"found\":\"genuine\""), "{}", found.body);
    let found = visitor.send(request(), Body::from("plain")).await;
    assert!(found.body.contains("\"found\":\"unsealed\""), "{}", found.body);
    let found = visitor.send(request(), Body::empty()).await;
    assert_eq!(found.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn errors_of_the_public_area_lead_to_what_is_public() {
    let world = World::new(jixiao_store::testing::sqlite().await).await;
    let mut visitor = Browser::new(world.app.clone());
    let missing =
        ["/public/1999", "/public/abc", "/public/items/GK0", "/public/a/b/c", "/verify/x"];
    for path in missing {
        let page = visitor.get(path).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        assert!(page.body.contains("查看公开目录"), "{path}: {}", page.body);
        assert!(!page.body.contains("/workbench"), "{path}");
    }
    let elsewhere = visitor.get("/nowhere").await;
    assert!(elsewhere.body.contains("/workbench"));
    for path in ["/api/v1/public/nothing", "/api/v1/public/items/GK0", "/api/v1/public/years/x"] {
        let answer = visitor.get(path).await;
        assert!(answer.body.contains("\"code\":\"not_found\""), "{path}: {}", answer.body);
    }
    for _ in 0..30 {
        visitor.get("/verify").await;
    }
    let page = visitor.get("/verify").await;
    assert!(page.body.contains("访问过于频繁") && page.body.contains("查看公开目录"));
    assert_eq!(page.headers[header::RETRY_AFTER], "60");
    let answer = visitor.get("/api/v1/public/verify?digest=x").await;
    assert!(answer.body.contains("\"code\":\"too_often\""), "{}", answer.body);
}

#[tokio::test]
async fn a_year_is_filtered_sorted_and_taken_home() {
    let world = World::new(jixiao_store::testing::sqlite().await).await;
    let number = number_of(&world).await;
    let mut visitor = Browser::new(world.app.clone());
    for query in ["", "?sort=kind", "?sort=latest", "?kind=self_evaluation&page=x", "?page=9"] {
        let page = visitor.get(&format!("/public/2025{query}")).await;
        assert!(page.body.contains(&number) && page.body.contains("怎样核验"), "{query}");
    }
    let none = visitor.get("/public/2025?kind=report").await;
    assert!(none.body.contains("没有符合条件的公开内容") && none.body.contains("查看全部"));
    let book = visitor.get("/public/2025/export?sort=kind").await;
    assert!(book.status.is_success() && book.body.starts_with("PK"));
    assert_eq!(book.headers[header::CACHE_CONTROL], "public, max-age=60");
    assert_eq!(visitor.get("/public/1999/export").await.status, StatusCode::NOT_FOUND);
    let list = visitor.get("/api/v1/public/years/2025?sort=latest").await;
    assert!(list.body.contains("\"kinds\":[{\"kind\":\"self_evaluation\""), "{}", list.body);
    let address = format!("/api/v1/public/items/{number}/files/docx");
    assert!(list.body.contains(&address), "{}", list.body);
    let file = visitor.get(&address).await;
    let (_, bytes) = publication::file(&world.app, &number, "docx").await.unwrap();
    assert_eq!(file.headers[header::CONTENT_LENGTH], bytes.len().to_string().as_str());
}
