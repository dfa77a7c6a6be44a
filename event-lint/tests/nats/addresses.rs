//! Which server, and what if it is none.

use std::{
    io::Write,
    net::{TcpListener, TcpStream},
    time::{Duration, Instant},
};

use super::{
    connecting::{accepted, refused},
    server::Server,
};

/// Something that listens and is no NATS server. It goes away with the process.
fn listen(answer: fn(&mut TcpStream)) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        let mut open = Vec::new();
        while let Ok((mut stream, _)) = listener.accept() {
            answer(&mut stream);
            open.push(stream);
        }
    });
    format!("nats://{address}")
}

/// An address at which nothing listens.
fn nobody() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    format!("nats://{}", listener.local_addr().unwrap())
}

pub(crate) fn the_next_server_is_taken() {
    let (server, nobody) = (Server::start(), nobody());
    let address = server.address();
    // The client tries them in any order, so both orders are tried more than once.
    for list in
        [format!("{nobody},{address}"), format!("{address}, {nobody}"), format!("{nobody},{address},")]
    {
        accepted(&["--server", &list], &[]);
        accepted(&[], &[("NATS_URL", &list)]);
    }
}

pub(crate) fn a_server_that_is_not_there_is_told() {
    let nobody = nobody();
    refused(&["--server", &nobody], &[], &["failed to connect to", &nobody, "refused"]);
    refused(&["--server", &format!("{nobody},{nobody}")], &[], &["failed to connect to", &nobody, "refused"]);
    refused(&["--server", ","], &[], &["no server is named"]);
    refused(&["--server", "http://127.0.0.1"], &[], &["`http://127.0.0.1` is no address", "http"]);
    refused(&["--server", "nats://127.0.0.1:port"], &[], &["`nats://127.0.0.1:port` is no address"]);
}

pub(crate) fn a_server_that_says_nothing_is_left_soon() {
    let silent = listen(|_| {});
    let start = Instant::now();
    refused(&["--server", &silent], &[], &["failed to connect to", &silent, "no answer within 5 s"]);
    assert!(start.elapsed() >= Duration::from_secs(5));
    refused(&["--server", &silent, "--tls-first"], &[], &["no answer within 5 s"]);
}

pub(crate) fn what_is_no_nats_server_is_told() {
    let impatient = listen(|stream| {
        let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
    });
    refused(&["--server", &impatient], &[], &["failed to connect to", &impatient, "no NATS server"]);
    let short = listen(|stream| {
        let _ = stream.shutdown(std::net::Shutdown::Both);
    });
    refused(&["--server", &short], &[], &["failed to connect to", &short, "closed before it began"]);
    // HTTP, of the server itself: it waits for a request.
    let server = Server::with("http: \"127.0.0.1:-1\"");
    let monitoring = server.log();
    let port = monitoring.lines().find_map(|line| line.split("monitor on 127.0.0.1:").nth(1));
    let monitoring = format!("nats://127.0.0.1:{}", port.unwrap().trim());
    refused(&["--server", &monitoring], &[], &["failed to connect to", &monitoring, "no NATS server"]);
}
