//! The application in a real browser: headless Chromium driven through its driver.
//!
//! Where no `chromedriver` is installed these tests do nothing; `cargo xtask ci` installs it.

mod administration;
mod assess;
mod conflict;
mod departments;
mod disclosure;
mod duplicates;
mod entrance;
mod look;
mod monitoring;
mod payments;
mod people;
mod programmes;
mod projects;
mod reports;
mod results;
mod self_evaluation;
mod self_evaluations;
mod session;
mod task_changes;
mod year;

use axum::serve;
use jixiao_app::digest::sm3_hex;
use jixiao_app::{Actor, App};
use jixiao_store::{Connection as _, Store, sessions};
use jixiao_web::{Clock, Options, Web, router};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use thirtyfour::Cookie;
use thirtyfour::prelude::*;
use tokio::net::TcpListener;

/// A running server and a browser in front of it.
pub(crate) struct Desk {
    pub(crate) driver: WebDriver,
    pub(crate) address: String,
    driver_process: Child,
}

impl Desk {
    /// Serves `app` and opens a browser; `None` where there is none on this machine.
    pub(crate) async fn open(app: App) -> Option<Self> {
        let (driver_process, port) = start_driver()?;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let web = Web::new(app, Clock::System, Options { plain_http: true, ..Options::default() });
        tokio::spawn(async move { serve(listener, router(web)).await.unwrap() });
        let driver = connect(port).await;
        Some(Self { driver, address, driver_process })
    }

    pub(crate) async fn go(&self, path: &str) {
        self.driver.goto(format!("{}{path}", self.address)).await.unwrap();
    }

    /// The element of a selector, waited for.
    pub(crate) async fn find(&self, css: &str) -> WebElement {
        self.driver.query(By::Css(css.to_owned())).first().await.unwrap_or_else(|error| {
            panic!("no element {css}: {error}");
        })
    }

    /// Types into the field of a name, replacing what it holds.
    pub(crate) async fn fill(&self, name: &str, text: &str) {
        let field = self.find(&format!("[name='{name}']")).await;
        field.clear().await.unwrap();
        field.send_keys(text).await.unwrap();
    }

    /// Presses the button or link of a text.
    pub(crate) async fn press(&self, text: &str) {
        let path = format!(
            "//main//button[normalize-space()='{text}'] | //main//a[normalize-space()='{text}']"
        );
        self.driver.query(By::XPath(path)).first().await.unwrap().click().await.unwrap();
    }

    /// Waits until the page shows a text.
    pub(crate) async fn sees(&self, text: &str) {
        for _ in 0..100 {
            let body = self.driver.find(By::Tag("body")).await;
            if let Ok(body) = body
                && body.text().await.is_ok_and(|shown| shown.contains(text))
            {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        let shown = self.driver.find(By::Tag("body")).await.unwrap().text().await.unwrap();
        panic!("the page does not show “{text}”:\n{shown}");
    }

    /// Types into the element of an id, replacing what it holds.
    pub(crate) async fn fill_id(&self, id: &str, text: &str) {
        let field = self.driver.query(By::Id(id.to_owned())).first().await.unwrap();
        field.clear().await.unwrap();
        field.send_keys(text).await.unwrap();
    }

    /// What the element of an id holds.
    pub(crate) async fn value_of(&self, id: &str) -> String {
        let field = self.driver.query(By::Id(id.to_owned())).first().await.unwrap();
        field.prop("value").await.unwrap().unwrap_or_default()
    }

    /// Waits until the address ends as given.
    pub(crate) async fn arrives(&self, end: &str) {
        for _ in 0..100 {
            if self.driver.current_url().await.is_ok_and(|url| url.as_str().ends_with(end)) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("still at {}", self.driver.current_url().await.unwrap());
    }

    /// Lets a person of a world in without their password, which the tests of signing in are about;
    /// `turn` tells their sessions apart.
    pub(crate) async fn let_in(&self, store: &Store, actor: &Actor, turn: u32) {
        let (token, at) = (format!("turn-{turn}"), chrono::Utc::now());
        let digest = sm3_hex(token.as_bytes());
        sessions::insert(store, &digest, actor.user_id, at).await.unwrap();
        // The browser lives today, the world's passwords are older than they may grow.
        let renew = "UPDATE app_user SET password_changed_at = $1";
        store.execute(renew, [at.timestamp_millis().into()]).await.unwrap();
        self.go("/sign-in").await;
        self.driver.delete_all_cookies().await.unwrap();
        self.driver.add_cookie(Cookie::new("jixiao_session", token)).await.unwrap();
    }

    pub(crate) async fn sign_out(&self) {
        let path = "//header//button[normalize-space()='退出']";
        self.driver.query(By::XPath(path)).first().await.unwrap().click().await.unwrap();
        self.sees("忘记密码").await;
    }

    pub(crate) async fn sign_in(&self, login: &str, password: &str) {
        self.go("/sign-in").await;
        self.fill("login", login).await;
        self.fill("password", password).await;
        self.press("登录").await;
        self.sees("工作台").await;
    }

    /// Fails where axe finds an issue of serious or critical impact on the page.
    pub(crate) async fn is_accessible(&self) {
        let axe = include_str!("../vendor/axe/axe.min.js");
        self.driver.execute(axe, vec![]).await.unwrap();
        let script = "const done = arguments[0]; axe.run(document, {resultTypes: ['violations']})\
            .then(r => done(r.violations.filter(v => ['serious', 'critical'].includes(v.impact))\
            .map(v => v.id + ': ' + v.nodes.map(n => n.html).join(' | '))), e => done([String(e)]));";
        let found = self.driver.execute_async(script, vec![]).await.unwrap();
        let issues: Vec<String> = found.convert().unwrap();
        assert!(issues.is_empty(), "axe found:\n{}", issues.join("\n"));
    }

    /// Keeps a picture of the page for people to look at.
    pub(crate) async fn picture(&self, name: &str) {
        let directory = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("pictures");
        std::fs::create_dir_all(&directory).unwrap();
        self.driver.screenshot(&directory.join(format!("{name}.png"))).await.unwrap();
    }

    /// Opens a page, asks axe, takes its picture wide and narrow, and holds it to a phone's width.
    pub(crate) async fn shows_well(&self, area: &str, page: &str) {
        self.go(page).await;
        self.is_accessible().await;
        let name = page.replace(['/', '?', '=', '&'], "-");
        self.picture(&format!("{area}-wide{name}")).await;
        self.driver.set_window_rect(0, 0, 360, 800).await.unwrap();
        self.picture(&format!("{area}-phone{name}")).await;
        let script =
            "return document.documentElement.scrollWidth - document.documentElement.clientWidth;";
        let over: i64 = self.driver.execute(script, vec![]).await.unwrap().convert().unwrap();
        assert!(over <= 0, "{page} is {over} pixels wider than a phone");
        self.driver.set_window_rect(0, 0, 1280, 1000).await.unwrap();
    }

    pub(crate) async fn close(mut self) {
        self.driver.clone().quit().await.unwrap();
        let _ = self.driver_process.kill();
        let _ = self.driver_process.wait();
    }
}

/// A sample city, and a browser in front of it.
pub(crate) async fn city() -> Option<(Desk, App)> {
    // Without a browser the city would be built for nothing.
    which("chromedriver")?;
    let app = App::for_tests(jixiao_store::testing::sqlite().await);
    jixiao_sample::build(&app, chrono::Utc::now()).await.unwrap();
    Some((Desk::open(app.clone()).await?, app))
}

fn which(program: &str) -> Option<std::path::PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.exists())
}

/// A driver on a free port.
fn start_driver() -> Option<(Child, u16)> {
    let port = std::net::TcpListener::bind("127.0.0.1:0").ok()?.local_addr().ok()?.port();
    let mut command = Command::new("chromedriver");
    command.arg(format!("--port={port}")).stdout(Stdio::null()).stderr(Stdio::null());
    Some((command.spawn().ok()?, port))
}

async fn connect(port: u16) -> WebDriver {
    let mut capabilities = DesiredCapabilities::chrome();
    let arguments = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--window-size=1280,1000",
        "--lang=zh-CN",
    ];
    for argument in arguments {
        capabilities.add_arg(argument).unwrap();
    }
    for _ in 0..100 {
        if let Ok(driver) =
            WebDriver::new(format!("http://127.0.0.1:{port}"), capabilities.clone()).await
        {
            return driver;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("the browser's driver does not answer");
}
