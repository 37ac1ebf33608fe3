//! As little of an HTTP/1.1 client as the measurement needs, so that the processors are left to the server.

use std::net::SocketAddr;

use axum::http::StatusCode;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

use crate::Result;

const BUFFER: usize = 64 * 1024;

/// A connection that stays open from request to request.
pub struct Connection {
    stream: BufReader<TcpStream>,
    line: Vec<u8>,
    /// The body, when somebody wants to see it.
    kept: Option<Vec<u8>>,
}

/// What the measurement wants to know of a response; its body is counted and thrown away.
pub struct Response {
    pub status: u16,
    pub bytes: usize,
    pub cookie: Option<String>,
}

/// How the end of a body is known.
#[derive(Clone, Copy)]
enum Body {
    Length(usize),
    Chunked,
}

impl Connection {
    pub async fn open(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream: BufReader::with_capacity(BUFFER, stream), line: Vec::with_capacity(1024), kept: None })
    }

    /// Sends a whole request and reads its whole response.
    pub async fn exchange(&mut self, request: &[u8]) -> Result<Response> {
        self.stream.write_all(request).await?;
        let status = self.read_status().await?;
        let (body, cookie) = self.read_headers().await?;
        let bytes = match body {
            Body::Length(length) => self.skip(length).await?,
            Body::Chunked => self.skip_chunks().await?,
        };
        Ok(Response { status, bytes, cookie })
    }

    async fn read_status(&mut self) -> Result<u16> {
        let line = self.read_line().await?;
        let status = line.split(' ').nth(1).and_then(|status| status.parse().ok());
        status.ok_or_else(|| format!("no HTTP response: {line:?}").into())
    }

    async fn read_headers(&mut self) -> Result<(Body, Option<String>)> {
        let (mut body, mut cookie) = (Body::Length(0), None);
        loop {
            let line = self.read_line().await?;
            let Some((name, value)) = line.split_once(':') else {
                return Ok((body, cookie));
            };
            let value = value.trim();
            if name.eq_ignore_ascii_case("content-length") {
                body = Body::Length(value.parse()?);
            } else if name.eq_ignore_ascii_case("transfer-encoding") && value.eq_ignore_ascii_case("chunked") {
                body = Body::Chunked;
            } else if name.eq_ignore_ascii_case("set-cookie") {
                cookie = value.split(';').next().map(str::to_owned);
            }
        }
    }

    async fn skip_chunks(&mut self) -> Result<usize> {
        let mut total = 0;
        loop {
            let line = self.read_line().await?;
            let size = line.split(';').next().unwrap_or_default();
            let size = usize::from_str_radix(size, 16).map_err(|_| format!("no size of a chunk: {line:?}"))?;
            total += self.skip(size).await?;
            // An empty line ends every chunk, and with the last one the body.
            self.read_line().await?;
            if size == 0 {
                return Ok(total);
            }
        }
    }

    async fn skip(&mut self, bytes: usize) -> Result<usize> {
        let mut left = bytes;
        while left > 0 {
            let buffer = self.stream.fill_buf().await?;
            let there = buffer.len().min(left);
            if there == 0 {
                return Err("the connection ended in the middle of a response".into());
            }
            if let Some(kept) = &mut self.kept {
                kept.extend_from_slice(&buffer[..there]);
            }
            self.stream.consume(there);
            left -= there;
        }
        Ok(bytes)
    }

    async fn read_line(&mut self) -> Result<&str> {
        self.line.clear();
        if self.stream.read_until(b'\n', &mut self.line).await? == 0 {
            return Err("the server closed the connection".into());
        }
        Ok(std::str::from_utf8(&self.line)?.trim_end())
    }
}

/// A request for a page; it accepts no compression, so that a page is as long as its HTML.
pub fn request(address: SocketAddr, path: &str, cookie: &str) -> String {
    asking(address, path, cookie, "text/html")
}

fn asking(address: SocketAddr, path: &str, cookie: &str, accept: &str) -> String {
    let cookie = if cookie.is_empty() { String::new() } else { format!("cookie: {cookie}\r\n") };
    format!("GET {path} HTTP/1.1\r\nhost: {address}\r\naccept: {accept}\r\n{cookie}\r\n")
}

/// What a file holds, as a program gets it: whole, however long it takes to make.
pub async fn file(address: SocketAddr, path: &str, cookie: &str) -> Result<Vec<u8>> {
    let mut connection = Connection::open(address).await?;
    connection.kept = Some(Vec::new());
    let response = connection.exchange(asking(address, path, cookie, "*/*").as_bytes()).await?;
    expect_page(path, &response)?;
    Ok(connection.kept.unwrap_or_default())
}

/// A page's length, when it is there.
pub async fn get(address: SocketAddr, path: &str, cookie: &str) -> Result<usize> {
    let response = Connection::open(address).await?.exchange(request(address, path, cookie).as_bytes()).await?;
    expect_page(path, &response)?;
    Ok(response.bytes)
}

pub fn expect_page(path: &str, response: &Response) -> Result<()> {
    if response.status == StatusCode::OK && response.bytes > 0 {
        return Ok(());
    }
    Err(format!("{path} answered with status {} and {} bytes", response.status, response.bytes).into())
}

/// Posts the login form as a browser without JavaScript does, and returns the session's cookie.
pub async fn log_in(address: SocketAddr, email: &str, password: &str) -> Result<String> {
    let fields = [("form[email]", email), ("form[password]", password)];
    let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let request = format!(
        "POST /inloggen HTTP/1.1\r\nhost: {address}\r\ncontent-type: application/x-www-form-urlencoded\r\n\
         content-length: {}\r\n\r\n{form}",
        form.len()
    );
    let response = Connection::open(address).await?.exchange(request.as_bytes()).await?;
    match response.cookie {
        Some(cookie) if response.status == StatusCode::SEE_OTHER => Ok(cookie),
        _ => Err(format!("logging in answered with status {}", response.status).into()),
    }
}
