//! A mail server for tests: it keeps what it is sent, and answers as it is told to.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;

#[derive(Clone, Copy, Debug)]
pub enum Answer {
    Accept,
    /// This reply to the recipient.
    Refuse(&'static str),
    /// This reply to a login.
    RefuseLogin(&'static str),
    /// Hangs up before the mail is complete.
    HangUp,
    /// Keeps the mail, and says so only after this time.
    Slow(Duration),
}

/// How a mail server of this test encrypts.
#[derive(Clone)]
pub enum Encryption {
    None,
    /// When asked to; before that it takes no mail.
    StartTls(TlsAcceptor),
    FromTheStart(TlsAcceptor),
}

/// Ends with this value.
#[derive(Debug)]
pub struct Sink {
    pub address: SocketAddr,
    state: Arc<Mutex<State>>,
    listening: JoinHandle<()>,
}

#[derive(Debug)]
struct State {
    answer: Answer,
    received: Vec<Vec<u8>>,
}

impl Sink {
    pub async fn start(answer: Answer) -> Self {
        Self::start_at("127.0.0.1:0".parse().unwrap(), answer).await
    }

    pub async fn start_at(address: SocketAddr, answer: Answer) -> Self {
        Self::start_encrypted(address, Encryption::None, answer).await
    }

    pub async fn start_encrypted(address: SocketAddr, encryption: Encryption, answer: Answer) -> Self {
        let listener = TcpListener::bind(address).await.unwrap();
        let address = listener.local_addr().unwrap();
        let state = Arc::new(Mutex::new(State { answer, received: vec![] }));
        let shared = state.clone();
        let listening = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (state, encryption) = (shared.clone(), encryption.clone());
                // A client that hangs up is a client that hangs up.
                tokio::spawn(async move { serve(stream, encryption, &state).await.ok() });
            }
        });
        Self { address, state, listening }
    }

    pub fn answer(&self, answer: Answer) {
        self.state.lock().unwrap().answer = answer;
    }

    /// Every mail that came in whole, also when it was not confirmed.
    pub fn received(&self) -> Vec<Vec<u8>> {
        self.state.lock().unwrap().received.clone()
    }

    pub async fn wait_for(&self, count: usize) {
        while self.received().len() < count {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

async fn serve(stream: TcpStream, encryption: Encryption, state: &Mutex<State>) -> std::io::Result<()> {
    const GREETING: &str = "220 sink.example ESMTP";
    match encryption {
        Encryption::None => {
            let mut stream = BufReader::new(stream);
            reply(&mut stream, GREETING).await?;
            talk(&mut stream, state).await
        }
        Encryption::FromTheStart(tls) => {
            let mut stream = BufReader::new(tls.accept(stream).await?);
            reply(&mut stream, GREETING).await?;
            talk(&mut stream, state).await
        }
        Encryption::StartTls(tls) => {
            let mut stream = BufReader::new(stream);
            reply(&mut stream, GREETING).await?;
            line(&mut stream).await?;
            reply(&mut stream, "250-sink.example\r\n250 STARTTLS").await?;
            assert_eq!(line(&mut stream).await?, "STARTTLS\r\n", "nothing is said in the open");
            reply(&mut stream, "220 go on").await?;
            talk(&mut BufReader::new(tls.accept(stream.into_inner()).await?), state).await
        }
    }
}

async fn talk<S: AsyncRead + AsyncWrite + Unpin>(
    stream: &mut BufReader<S>,
    state: &Mutex<State>,
) -> std::io::Result<()> {
    loop {
        let line = line(stream).await?;
        let answer = state.lock().unwrap().answer;
        let command = line.split_whitespace().next().unwrap_or_default().to_uppercase();
        match (command.as_str(), answer) {
            ("EHLO", _) => reply(stream, "250-sink.example\r\n250 AUTH PLAIN").await?,
            ("AUTH", Answer::RefuseLogin(refusal)) | ("RCPT", Answer::Refuse(refusal)) => {
                reply(stream, refusal).await?;
            }
            ("AUTH", _) => reply(stream, "235 welcome").await?,
            ("DATA", Answer::HangUp) => return Ok(()),
            ("DATA", _) => {
                reply(stream, "354 go on").await?;
                let mail = mail(stream).await?;
                state.lock().unwrap().received.push(mail);
                if let Answer::Slow(time) = answer {
                    tokio::time::sleep(time).await;
                }
                reply(stream, "250 kept").await?;
            }
            ("QUIT", _) => return reply(stream, "221 bye").await,
            _ => reply(stream, "250 ok").await?,
        }
    }
}

async fn reply(stream: &mut (impl AsyncWrite + Unpin), text: &str) -> std::io::Result<()> {
    stream.write_all(format!("{text}\r\n").as_bytes()).await?;
    stream.flush().await
}

async fn line(stream: &mut (impl AsyncBufReadExt + Unpin)) -> std::io::Result<String> {
    let mut line = String::new();
    match stream.read_line(&mut line).await? {
        0 => Err(std::io::ErrorKind::UnexpectedEof.into()),
        _ => Ok(line),
    }
}

async fn mail(stream: &mut (impl AsyncBufReadExt + Unpin)) -> std::io::Result<Vec<u8>> {
    let mut mail = String::new();
    loop {
        let line = line(stream).await?;
        assert!(line.len() <= 1000 && line.is_ascii(), "a line that mail servers refuse");
        if line == ".\r\n" {
            return Ok(mail.into_bytes());
        }
        mail.push_str(line.strip_prefix('.').unwrap_or(&line));
    }
}
