//! Connections that send nothing, or never to the end, are given up; nobody else waits for them. How soon is the
//! platform's business: here it is only certain that the end comes.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use crate::draft::{good, key};
use crate::server::Server;

/// Long enough for any machine.
const PATIENCE: Duration = Duration::from_secs(120);

/// Sends this and no more; gives what comes until the platform ends the connection.
fn send_and_wait(server: &Server, text: &str) -> std::thread::JoinHandle<String> {
    let mut stream = TcpStream::connect(server.host()).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream.write_all(text.as_bytes()).unwrap();
    std::thread::spawn(move || {
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("the platform never ended the connection");
        answer
    })
}

#[tokio::test]
async fn what_never_ends_is_given_up_and_keeps_nobody_waiting() {
    let server = Server::start();
    let draft = good(&server).await;
    let head = "POST /api/v1/applications HTTP/1.1\r\nhost: a\r\n";
    let body = "content-type: application/json\r\ncontent-length: 100\r\n\r\n{";
    let silent =
        [send_and_wait(&server, ""), send_and_wait(&server, "GET / HT"), send_and_wait(&server, head)];
    let half = send_and_wait(&server, &format!("{head}connection: close\r\n{body}"));
    let form = "content-type: application/x-www-form-urlencoded\r\ncontent-length: 100\r\n\r\na=";
    let plain = send_and_wait(&server, &format!("POST /plain HTTP/1.1\r\nhost: a\r\n{form}"));
    assert_eq!(server.press(&key(1), &draft).await.status, 201);
    for connection in silent {
        let answer = connection.join().unwrap();
        assert!(!answer.contains("200"), "{answer}");
    }
    let answer = half.join().unwrap();
    assert!(
        answer.starts_with("HTTP/1.1 408") && answer.contains("urn:anze:problem:body-too-slow"),
        "{answer}"
    );
    assert!(answer.contains("connection: close") && answer.contains("content-security-policy: "), "{answer}");
    let answer = plain.join().unwrap();
    assert!(answer.starts_with("HTTP/1.1 408") && answer.contains("网络太慢"), "{answer}");
    assert_eq!(server.rows().await, 1);
}
