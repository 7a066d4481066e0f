//! A load on loopback: connections that stay open and ask one page after another.

use anyhow::{Context, Result, bail};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

/// One open connection.
pub(crate) struct Client {
    stream: BufReader<TcpStream>,
    cookie: Option<String>,
}

/// An answer.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) cookie: Option<String>,
    pub(crate) body: Vec<u8>,
}

/// What a load met.
pub(crate) struct Load {
    pub(crate) answers_per_second: f64,
    pub(crate) median: Duration,
    pub(crate) p99: Duration,
    pub(crate) worst: Duration,
}

impl Client {
    pub(crate) fn open(address: &str, cookie: Option<&str>) -> Result<Self> {
        let stream =
            TcpStream::connect(address).with_context(|| format!("no server at {address}"))?;
        stream.set_nodelay(true)?;
        Ok(Self { stream: BufReader::new(stream), cookie: cookie.map(str::to_owned) })
    }

    pub(crate) fn get(&mut self, path: &str) -> Result<Answer> {
        self.ask(&format!("GET {path} HTTP/1.1\r\n"), "")
    }

    /// Sends a form as a browser does from a page of the same site.
    pub(crate) fn post(&mut self, path: &str, form: &str) -> Result<Answer> {
        let head = format!(
            "POST {path} HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n\
             Sec-Fetch-Site: same-origin\r\nContent-Length: {}\r\n",
            form.len()
        );
        self.ask(&head, form)
    }

    fn ask(&mut self, head: &str, body: &str) -> Result<Answer> {
        let cookie =
            self.cookie.as_ref().map_or_else(String::new, |cookie| format!("Cookie: {cookie}\r\n"));
        let request = format!("{head}Host: localhost\r\n{cookie}\r\n{body}");
        self.stream.get_mut().write_all(request.as_bytes())?;
        self.answer()
    }

    fn answer(&mut self) -> Result<Answer> {
        let status = self.line()?;
        let status = status.split(' ').nth(1).and_then(|code| code.parse().ok());
        let status = status.context("no status line")?;
        let (mut length, mut cookie) = (None, None);
        loop {
            let line = self.line()?;
            if line.is_empty() {
                break;
            }
            let (name, value) = line.split_once(':').context("no header")?;
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.trim().parse().ok(),
                "set-cookie" => cookie = value.trim().split(';').next().map(str::to_owned),
                "transfer-encoding" => bail!("an answer in chunks is not expected"),
                _ => {}
            }
        }
        let mut body = vec![0; length.unwrap_or(0)];
        self.stream.read_exact(&mut body)?;
        Ok(Answer { status, cookie, body })
    }

    fn line(&mut self) -> Result<String> {
        let mut line = String::new();
        if self.stream.read_line(&mut line)? == 0 {
            bail!("the server closed the connection");
        }
        Ok(line.trim_end().to_owned())
    }
}

/// Keeps `connections` busy for `lasting`, each asking its share of `paths` in turn and waiting
/// `pause` after every answer.
pub(crate) fn run(
    address: &str,
    cookies: &[String],
    paths: &[String],
    connections: usize,
    pause: Duration,
    lasting: Duration,
) -> Result<Load> {
    let start = Instant::now();
    let users: Vec<_> = (0..connections)
        .map(|user| {
            let (address, paths) = (address.to_owned(), paths.to_vec());
            let cookie = cookies.get(user % cookies.len().max(1)).cloned();
            thread::spawn(move || {
                one_user(&address, cookie.as_deref(), &paths, user, pause, lasting)
            })
        })
        .collect();
    let mut times = Vec::new();
    for user in users {
        times.extend(user.join().expect("a user of the load does not panic")?);
    }
    let took = start.elapsed();
    times.sort_unstable();
    let at = |share: usize| times.get((times.len().saturating_sub(1)) * share / 100).copied();
    #[expect(clippy::cast_precision_loss, reason = "some millions of answers at most")]
    let answers_per_second = times.len() as f64 / took.as_secs_f64();
    Ok(Load {
        answers_per_second,
        median: at(50).context("no answers")?,
        p99: at(99).context("no answers")?,
        worst: at(100).context("no answers")?,
    })
}

fn one_user(
    address: &str,
    cookie: Option<&str>,
    paths: &[String],
    user: usize,
    pause: Duration,
    lasting: Duration,
) -> Result<Vec<Duration>> {
    let mut client = Client::open(address, cookie)?;
    let mut times = Vec::new();
    // People don't click in step: each begins at a moment of their own within the first pause.
    let share = u32::try_from(user * 37 % 100).unwrap_or_default();
    thread::sleep(pause * share / 100);
    let start = Instant::now();
    for path in paths.iter().cycle().skip(user * 7 % paths.len().max(1)) {
        if start.elapsed() >= lasting {
            break;
        }
        let asked = Instant::now();
        let answer = client.get(path)?;
        times.push(asked.elapsed());
        if answer.status != 200 {
            bail!("{path} answered {}", answer.status);
        }
        thread::sleep(pause);
    }
    Ok(times)
}
