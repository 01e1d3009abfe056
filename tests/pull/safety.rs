//! Where the token goes, and where it does not.

use std::io::Read;
use std::net::TcpListener;
use std::thread;

use crate::support::{Sandbox, Server, TOKEN, ok, salesforce, status};

#[test]
fn without_a_token_nothing_is_asked() {
    let (sandbox, server) = (Sandbox::new(), Server::new(|_, _| ok(&salesforce(1, 1))));
    for (service, variable) in
        [("salesforce", "MERIT_SALESFORCE_TOKEN"), ("zoho", "MERIT_ZOHO_TOKEN"), ("jiandaoyun", "MERIT_JIANDAOYUN_TOKEN")]
    {
        let mut unset = sandbox.command(service, &server.url, &[]);
        unset.env_remove(variable);
        sandbox.ended(unset).says(2, &["E780", variable, "is not set"]);
        let mut blank = sandbox.command(service, &server.url, &["--lang", "zh"]);
        blank.env(variable, " \n");
        sandbox.ended(blank).says(2, &["E780", variable, "没有设置"]);
    }
    let mut odd = sandbox.command("salesforce", &server.url, &[]);
    odd.env("MERIT_SALESFORCE_TOKEN", format!("{TOKEN}\r\nHost: b.example"));
    sandbox.ended(odd).says(2, &["E780", "holds no token"]);
    assert!(server.heard().is_empty());
    assert!(!sandbox.path("data").exists());
}

#[test]
fn a_line_end_behind_the_token_is_not_part_of_it() {
    let (sandbox, server) = (Sandbox::new(), Server::new(|_, _| ok(&salesforce(1, 1))));
    let mut command = sandbox.command("salesforce", &server.url, &[]);
    command.env("MERIT_SALESFORCE_TOKEN", format!("{TOKEN}\n"));
    sandbox.ended(command).says(0, &[]);
    assert_eq!(server.heard()[0].headers["authorization"], format!("Bearer {TOKEN}"));
}

#[test]
fn an_address_is_a_server_and_the_way_to_it_is_encrypted() {
    let sandbox = Sandbox::new();
    for (url, text) in [
        ("http://a.example", "the way to “a.example” is not encrypted"),
        ("http://192.0.2.1:8080", "is not encrypted"),
        ("a.example", "no address of a server"),
        ("ftp://a.example", "no address of a server"),
        ("https://a.example/services", "names more than a server"),
    ] {
        sandbox.pull("salesforce", url, &[]).says(2, &["E781", text]);
    }
    let with_user = format!("https://user:{TOKEN}@a.example");
    sandbox.pull("salesforce", &with_user, &["--lang", "zh"]).says(2, &["E781", "还有别的内容"]);
    assert!(!sandbox.path("data").exists());
}

#[test]
fn what_is_sent_to_an_encrypted_server_cannot_be_read_on_the_way() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    let listening = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut bytes = vec![0; 4096];
        let length = stream.read(&mut bytes).unwrap();
        bytes.truncate(length);
        bytes
    });
    Sandbox::new().pull("salesforce", &url, &["--retries", "0"]).says(2, &["E782"]);
    let bytes = listening.join().unwrap();
    assert_eq!(bytes.first(), Some(&0x16), "a greeting of TLS");
    assert!(!String::from_utf8_lossy(&bytes).contains(TOKEN));
}

#[test]
fn the_token_goes_to_no_other_server() {
    let other = Server::new(|_, _| ok(&salesforce(2, 2)));
    let away = format!("Location: {}/login\r\n", other.url);
    for code in [301, 302, 303, 307, 308] {
        let server = Server::saying(vec![status(code, &away, "")]);
        Sandbox::new()
            .pull("salesforce", &server.url, &[])
            .says(2, &["E787", "the server sends us to “127.0.0.1”", "the token is not sent there"]);
    }
    let next = format!("\"{}/q/2\"", other.url);
    for place in [next.as_str(), "\"//b.example/q/2\"", "\"https://b.example/q/2\"", "\"nowhere\""] {
        let first = format!("{{\"totalSize\":2,\"done\":false,\"nextRecordsUrl\":{place},\"records\":[{{}}]}}");
        let server = Server::saying(vec![ok(&first)]);
        Sandbox::new().pull("salesforce", &server.url, &[]).says(2, &["E787", "page 1 names", "the token is not sent there"]);
    }
    assert!(other.heard().is_empty());
}

#[test]
fn what_is_not_encrypted_goes_through_no_proxy() {
    let (proxy, server) = (Server::new(|_, _| ok(&salesforce(1, 1))), Server::new(|_, _| ok(&salesforce(1, 1))));
    let sandbox = Sandbox::new();
    let mut command = sandbox.command("salesforce", &server.url, &[]);
    for name in ["HTTP_PROXY", "http_proxy", "ALL_PROXY"] {
        command.env(name, &proxy.url);
    }
    sandbox.ended(command).says(0, &["1 page"]);
    assert!(proxy.heard().is_empty());
}

#[test]
fn a_server_that_repeats_the_token_is_not_repeated() {
    let body = format!(r#"[{{"message":"bad {TOKEN} \u001b[31m","errorCode":"X{TOKEN}"}}]"#);
    let server = Server::saying(vec![status(400, "", &body)]);
    let run = Sandbox::new().pull("salesforce", &server.url, &[]);
    run.says(2, &["E784", "X…", "bad …"]);
    assert!(!run.err.contains('\u{1b}'));
    let server = Server::saying(vec![status(302, &format!("Location: https://{TOKEN}.example/\r\n"), "")]);
    Sandbox::new().pull("salesforce", &server.url, &[]).says(2, &["E787"]);
}

#[test]
fn there_is_no_flag_for_a_token() {
    let sandbox = Sandbox::new();
    for flag in ["--token", "--key", "--password"] {
        sandbox.pull("zoho", "https://a.example", &[flag, "x"]).says(2, &["unexpected argument"]);
    }
}
