//! What goes wrong on the way: repeated where that may help; then everything or nothing.

use std::time::{Duration, Instant};

use crate::support::{Run, Sandbox, Server, cut, files, ok, salesforce, status};

/// Pulls into a folder with files of an earlier pull, which must be as they were.
#[track_caller]
fn fails(service: &str, server: &Server, further: &[&str], texts: &[&str]) -> Run {
    let sandbox = Sandbox::new();
    sandbox.write("data/deals.1.json", "old 1");
    sandbox.write("data/deals.2.json", "old 2");
    let run = sandbox.pull(service, &server.url, further);
    run.says(2, texts);
    assert_eq!(run.out, "");
    assert_eq!(sandbox.data(), files(&[("deals.1.json", "old 1"), ("deals.2.json", "old 2")]));
    // Where there was no folder, there is none.
    let empty = Sandbox::new();
    empty.pull(service, "http://127.0.0.1:1", &["--retries", "0"]).says(2, &["E782"]);
    assert!(!empty.path("data").exists());
    run
}

#[test]
fn a_busy_server_is_asked_again_when_it_wants_to_be() {
    let answers = vec![
        status(429, "Retry-After: 1\r\n", ""),
        ok(&salesforce(1, 2)),
        status(503, "", "<html>"),
        status(500, "", ""),
        ok(&salesforce(2, 2)),
    ];
    let (sandbox, server, began) = (Sandbox::new(), Server::saying(answers), Instant::now());
    sandbox.pull("salesforce", &server.url, &[]).says(0, &["2 records, 2 pages"]);
    assert!(began.elapsed() >= Duration::from_secs(1));
    assert_eq!(server.heard().len(), 5);
}

#[test]
fn each_service_says_in_its_way_that_it_is_busy() {
    let limit = status(403, "", r#"[{"message":"TotalRequests Limit exceeded.","errorCode":"REQUEST_LIMIT_EXCEEDED"}]"#);
    let server = Server::saying(vec![limit, ok(&salesforce(1, 1))]);
    Sandbox::new().pull("salesforce", &server.url, &[]).says(0, &[]);
    let many = status(429, "", r#"{"code":"TOO_MANY_REQUESTS","message":"too many requests","status":"error"}"#);
    let server = Server::saying(vec![many, ok(r#"{"data":[{"id":"1"}],"info":{"more_records":false}}"#)]);
    Sandbox::new().pull("zoho", &server.url, &[]).says(0, &[]);
    let often = |code: u16| status(400, "", &format!(r#"{{"code":{code},"msg":"超出请求频率限制"}}"#));
    let server = Server::saying(vec![often(8303), often(8304), ok(r#"{"data":[]}"#)]);
    Sandbox::new().pull("jiandaoyun", &server.url, &[]).says(0, &[]);
}

#[test]
fn after_so_many_tries_it_is_over() {
    let server = Server::new(|_, _| status(503, "", ""));
    fails("salesforce", &server, &["--retries", "2"], &["E782", "page 1 was asked for 3 times", "HTTP 503", "nothing was written"]);
    assert_eq!(server.heard().len(), 3);
    let server = Server::saying(vec![ok(&salesforce(1, 2))]);
    fails("salesforce", &server, &["--retries", "0"], &["E782", "page 2 was asked for once"]);
    let server = Server::new(|_, _| status(400, "", r#"{"code":8303,"msg":"超出请求频率限制"}"#));
    fails("jiandaoyun", &server, &["--retries", "1", "--lang", "zh"], &["E782", "第 1 页请求了 2 次仍未取得", "8303", "没有写入任何文件"]);
}

#[test]
fn a_cut_connection_is_made_again() {
    let server = Server::saying(vec![cut(&salesforce(1, 2)), ok(&salesforce(1, 2)), Vec::new(), ok(&salesforce(2, 2))]);
    let sandbox = Sandbox::new();
    sandbox.pull("salesforce", &server.url, &[]).says(0, &["2 pages"]);
    let (first, second) = (salesforce(1, 2), salesforce(2, 2));
    assert_eq!(sandbox.data(), files(&[("deals.1.json", &first), ("deals.2.json", &second)]));
    let server = Server::new(|number, _| if number == 0 { ok(&salesforce(1, 2)) } else { cut(&salesforce(2, 2)) });
    fails("salesforce", &server, &["--retries", "1"], &["E782", "page 2 was asked for 2 times", "no connection"]);
}

#[test]
fn a_token_is_not_accepted_or_no_longer() {
    let session = || status(401, "", r#"[{"message":"Session expired or invalid","errorCode":"INVALID_SESSION_ID"}]"#);
    let server = Server::saying(vec![session()]);
    fails(
        "salesforce",
        &server,
        &[],
        &["E783", "page 1, INVALID_SESSION_ID", "get a new token", "MERIT_SALESFORCE_TOKEN", "nothing was written"],
    );
    assert_eq!(server.heard().len(), 1, "a token that is refused is not sent again");
    let server = Server::saying(vec![ok(&salesforce(1, 3)), session()]);
    fails("salesforce", &server, &[], &["E783", "from page 2 on", "it has expired"]);
    let first = ok(r#"{"data":[{"id":"1"}],"info":{"more_records":true}}"#);
    let server =
        Server::saying(vec![first, status(401, "", r#"{"code":"INVALID_TOKEN","message":"invalid oauth token","status":"error"}"#)]);
    fails("zoho", &server, &[], &["E783", "from page 2 on, INVALID_TOKEN", "MERIT_ZOHO_TOKEN"]);
    for code in [8301, 8302] {
        let server = Server::saying(vec![status(400, "", &format!(r#"{{"code":{code},"msg":"无权限"}}"#))]);
        fails("jiandaoyun", &server, &["--lang", "zh"], &["E783", "第 1 页", "请取得新的令牌", "MERIT_JIANDAOYUN_TOKEN", "保持不变"]);
    }
}

#[test]
fn what_is_refused_is_not_asked_again() {
    let malformed = status(400, "", r#"[{"message":"unexpected token: FORM","errorCode":"MALFORMED_QUERY"}]"#);
    for (answer, texts) in [
        (malformed, ["E784", "HTTP 400, MALFORMED_QUERY", "unexpected token: FORM"]),
        (status(403, "", r#"[{"message":"no","errorCode":"API_DISABLED_FOR_ORG"}]"#), ["E784", "HTTP 403", "API_DISABLED_FOR_ORG"]),
        (status(404, "", "<html>"), ["E784", "HTTP 404", "nothing was written"]),
    ] {
        let server = Server::saying(vec![answer]);
        fails("salesforce", &server, &[], &texts);
        assert_eq!(server.heard().len(), 1);
    }
    let gone = status(400, "", r#"[{"message":"invalid query locator","errorCode":"INVALID_QUERY_LOCATOR"}]"#);
    let server = Server::saying(vec![ok(&salesforce(1, 2)), gone]);
    fails("salesforce", &server, &[], &["E785", "page 2", "pull again from the start"]);
}

#[test]
fn what_is_no_page_is_not_written() {
    for (body, texts) in [
        ("<html>Sign in</html>", ["E786", "page 2 is not JSON", "line 1, column 1"]),
        ("{\"totalSize\":2,", ["E786", "page 2 is not JSON", "or not whole"]),
        ("{\"size\":2}", ["E786", "page 2 lacks what is documented", "totalSize, done, nextRecordsUrl, records"]),
        ("{\"totalSize\":9,\"done\":true,\"records\":[{}]}", ["E786", "the pages hold 2 records", "there are 9"]),
        (
            "{\"totalSize\":2,\"done\":true,\"records\":[{\"Lines\":{\"done\":false,\"records\":[{}]}}]}",
            ["E786", "page 2: a record holds a list", "only a part"],
        ),
    ] {
        let server = Server::saying(vec![ok(&salesforce(1, 2)), ok(body)]);
        fails("salesforce", &server, &[], &texts);
    }
    let server = Server::saying(vec![ok("{\"data\":[{\"id\":\"1\"}]}")]);
    fails("zoho", &server, &[], &["E786", "page 1", "info.more_records"]);
    let server = Server::saying(vec![ok("{\"data\":{}}")]);
    fails("jiandaoyun", &server, &["--lang", "zh"], &["E786", "第 1 页", "data with _id"]);
}

#[test]
fn what_has_no_end_is_ended() {
    let again = "{\"totalSize\":9,\"done\":false,\"nextRecordsUrl\":\"/q/1\",\"records\":[{}]}";
    let server = Server::new(move |_, _| ok(again));
    fails("salesforce", &server, &[], &["E787", "page 2 brings nothing that was not there before"]);
    let server = Server::new(|_, _| ok(r#"{"data":[{"id":"1"}],"info":{"more_records":true}}"#));
    fails("zoho", &server, &[], &["E787", "page 2"]);
    let server = Server::new(|_, _| ok(r#"{"data":[{"_id":"a"}]}"#));
    fails("jiandaoyun", &server, &[], &["E787", "page 2"]);
    let server = Server::new(|number, _| ok(&salesforce(number + 1, usize::MAX)));
    fails("salesforce", &server, &["--max-pages", "4"], &["E788", "more than 4 pages", "--max-pages"]);
    assert_eq!(server.heard().len(), 4);
}

#[test]
fn too_large_a_page_is_not_taken() {
    let mut body = vec![b' '; 65 * 1024 * 1024];
    let mut head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len()).into_bytes();
    head.append(&mut body);
    let server = Server::new(move |_, _| head.clone());
    fails("salesforce", &server, &[], &["E788", "page 1 is larger than 64 MiB"]);
    assert_eq!(server.heard().len(), 1);
}

#[test]
fn the_time_for_all_of_it_is_kept() {
    let began = Instant::now();
    let server = Server::new(|_, _| status(429, "Retry-After: 3600\r\n", ""));
    fails("salesforce", &server, &["--timeout", "90s"], &["E789", "90 s", "--timeout"]);
    let server = Server::new(|_, _| {
        std::thread::sleep(Duration::from_millis(700));
        ok(&salesforce(1, 1))
    });
    fails("salesforce", &server, &["--timeout", "200ms"], &["E789", "200 ms"]);
    assert!(began.elapsed() < Duration::from_secs(30));
}

#[test]
fn what_cannot_be_written_is_said_before_anything_is_sent() {
    let (sandbox, server) = (Sandbox::new(), Server::new(|_, _| ok(&salesforce(1, 1))));
    sandbox.write("data", "a file");
    sandbox.pull("salesforce", &server.url, &[]).says(2, &["E630"]);
    assert!(server.heard().is_empty());
    assert_eq!(std::fs::read_to_string(sandbox.path("data")).unwrap(), "a file");
}

#[cfg(unix)]
#[test]
fn who_stops_it_finds_the_earlier_files() {
    use std::process::{Command, Stdio};
    let server = Server::new(|number, _| {
        if number == 1 {
            std::thread::sleep(Duration::from_secs(3));
        }
        ok(&salesforce(number + 1, 2))
    });
    let sandbox = Sandbox::new();
    sandbox.write("data/deals.1.json", "old");
    let mut child = sandbox.command("salesforce", &server.url, &[]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    while server.heard().len() < 2 {
        std::thread::sleep(Duration::from_millis(10));
    }
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert_eq!(sandbox.data(), files(&[("deals.1.json", "old")]));
}
