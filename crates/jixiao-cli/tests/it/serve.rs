//! The server as a process: start, first page, lock, orderly end, and the care of its data beside it.

use crate::command::{Folder, jixiao, stderr, stdout};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

/// A running server of a test, ended with it.
struct Server {
    process: Child,
    address: String,
}

impl Server {
    fn start(folder: &Folder) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_jixiao"))
            .args(["serve", "--plain-http", "--listen", "127.0.0.1:0", "--data", &folder.path()])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let address = lines
            .find_map(|line| {
                let line = line.unwrap();
                line.strip_prefix("浏览器地址：http://")
                    .map(|rest| rest.trim_end_matches('/').to_owned())
            })
            .expect("the server says its address");
        Self { process, address }
    }

    /// Status line and body of a page.
    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let host = &self.address;
        write!(stream, "GET {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    /// Asks it to end, as a service manager does, and gives its exit status.
    fn end(mut self) -> Option<i32> {
        let id = self.process.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        self.process.wait().unwrap().code()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
fn a_server_answers_and_ends_in_order() {
    let folder = Folder::new("serve");
    let server = Server::start(&folder);
    let answer = server.get("/");
    assert!(answer.starts_with("HTTP/1.1 "), "{answer}");
    assert!(!answer.starts_with("HTTP/1.1 5"), "{answer}");
    assert_eq!(server.end(), Some(0));
}

#[test]
fn a_second_process_on_the_same_data_is_refused() {
    let folder = Folder::new("lock");
    let server = Server::start(&folder);
    let data = folder.path();
    let second = jixiao(&["serve", "--listen", "127.0.0.1:0", "--data", &data]);
    assert_eq!(second.status.code(), Some(2));
    let said = stderr(&second);
    assert!(said.contains("正被另一个 jixiao 进程使用"), "{said}");
    assert!(said.contains(&server.process.id().to_string()), "{said}");
    assert_eq!(server.end(), Some(0));
}

const ADMINISTRATORS: [&str; 12] = [
    "--federation",
    "江州市总工会",
    "--code",
    "530100",
    "--system-name",
    "系统甲",
    "--system-login",
    "xitong",
    "--security-name",
    "安全乙",
    "--security-login",
    "anquan",
];

#[test]
fn data_is_backed_up_beside_a_running_server_and_restored_elsewhere() {
    let folder = Folder::new("care");
    let data = folder.path();
    let mut arguments = vec!["admin", "create-administrator", "--data", &data];
    arguments.extend(ADMINISTRATORS);
    let made = jixiao(&arguments);
    assert_eq!(made.status.code(), Some(0), "{}", stderr(&made));
    assert!(stdout(&made).contains("xitong"));

    let server = Server::start(&folder);
    let file = format!("{data}/backup.zip");
    let written = jixiao(&["admin", "backup", &file, "--data", &data]);
    assert_eq!(written.status.code(), Some(0), "{}", stderr(&written));
    let again = jixiao(&["admin", "backup", &file, "--data", &data]);
    assert!(stderr(&again).contains("不覆盖"), "{}", stderr(&again));
    assert_eq!(server.end(), Some(0));

    let other = Folder::new("care-other");
    let restored = jixiao(&["admin", "restore", &file, "--data", &other.path()]);
    assert_eq!(restored.status.code(), Some(0), "{}", stderr(&restored));
    let verified = jixiao(&["admin", "verify", "--data", &other.path()]);
    assert_eq!(verified.status.code(), Some(0), "{}", stderr(&verified));
    assert!(stdout(&verified).contains("摘要链完整"), "{}", stdout(&verified));
    let twice = jixiao(&["admin", "restore", &file, "--data", &other.path()]);
    assert!(stderr(&twice).contains("已有数据"), "{}", stderr(&twice));
}

#[test]
fn a_look_at_a_folder_without_data_creates_nothing() {
    let folder = Folder::new("nothing");
    let data = format!("{}/none", folder.path());
    let verified = jixiao(&["admin", "verify", "--data", &data]);
    assert_eq!(verified.status.code(), Some(2));
    assert!(!std::path::Path::new(&data).exists());
}

#[cfg(unix)]
#[test]
fn the_key_file_is_readable_by_its_owner_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::new("key");
    assert_eq!(Server::start(&folder).end(), Some(0));
    let key = std::fs::metadata(format!("{}/secret.key", folder.path())).unwrap();
    assert_eq!((key.permissions().mode() & 0o777, key.len()), (0o600, 65));
    let key = std::fs::metadata(format!("{}/vault.key", folder.path())).unwrap();
    assert_eq!(key.permissions().mode() & 0o777, 0o600);
}

#[cfg(unix)]
#[test]
fn keys_of_fields_are_rotated_and_never_made_anew() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::new("vault");
    let data = folder.path();
    assert_eq!(Server::start(&folder).end(), Some(0));
    let keys = |what: &str| jixiao(&["admin", "keys", what, "--data", &data]);
    let rotated = keys("rotate");
    assert_eq!(rotated.status.code(), Some(0), "{}", stderr(&rotated));
    let status = keys("status");
    assert_eq!(status.status.code(), Some(0), "{}", stderr(&status));
    assert!(stdout(&status).contains("第 2 号") && stdout(&status).contains("现用"));
    let file = format!("{data}/vault.key");
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).unwrap();
    let shared = keys("status");
    assert_eq!(shared.status.code(), Some(2));
    assert!(stderr(&shared).contains("chmod 600"), "{}", stderr(&shared));
    std::fs::remove_file(&file).unwrap();
    let missing = keys("status");
    assert_eq!(missing.status.code(), Some(2));
    assert!(stderr(&missing).contains("没有密钥文件"), "{}", stderr(&missing));
    assert!(!std::path::Path::new(&file).exists());
}
