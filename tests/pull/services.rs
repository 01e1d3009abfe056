//! Each service as it is documented: what is asked, what is written.

use crate::support::{Sandbox, Server, TOKEN, files, ok, salesforce, status};

#[test]
fn a_query_of_salesforce_comes_page_by_page() {
    let (sandbox, server) = (Sandbox::new(), Server::new(|number, _| ok(&salesforce(number + 1, 3))));
    sandbox.pull("salesforce", &server.url, &[]).says(0, &["3 records, 3 pages: data/deals.1.json … deals.3.json"]);
    let pages = [1, 2, 3].map(|number| salesforce(number, 3));
    assert_eq!(sandbox.data(), files(&[("deals.1.json", &pages[0]), ("deals.2.json", &pages[1]), ("deals.3.json", &pages[2])]));
    let lines = [
        "GET /services/data/v65.0/query?q=SELECT%20Id%20FROM%20Opportunity",
        "GET /services/data/v65.0/query/01g-1",
        "GET /services/data/v65.0/query/01g-2",
    ];
    assert_eq!(server.lines(), lines);
    for request in server.heard() {
        assert_eq!(request.headers["authorization"], format!("Bearer {TOKEN}"));
        assert_eq!(request.headers["accept"], "application/json");
        assert!(!request.headers.contains_key("accept-encoding") || request.headers["accept-encoding"] == "identity");
    }
}

#[test]
fn another_version_and_the_next_place_in_full() {
    let server = Server::new(|number, heard| {
        let host = &heard.headers["host"];
        ok(&salesforce(number + 1, 2).replace("\"/services", &format!("\"http://{host}/services")))
    });
    let sandbox = Sandbox::new();
    sandbox.pull("salesforce", &server.url, &["--api", "v58.0"]).says(0, &["2 pages"]);
    assert!(server.lines()[0].starts_with("GET /services/data/v58.0/query?q="), "{:?}", server.lines());
}

#[test]
fn a_module_of_zoho_comes_by_numbers_and_then_by_tokens() {
    let page = |number: usize| {
        let more = number < 12;
        format!("{{\"data\":[{{\"id\":\"{number}\"}}],\"info\":{{\"more_records\":{more},\"next_page_token\":\"t{number}\"}}}}")
    };
    let (sandbox, server) = (Sandbox::new(), Server::new(move |number, _| ok(&page(number + 1))));
    sandbox.pull("zoho", &server.url, &[]).says(0, &["12 records, 12 pages"]);
    assert_eq!(sandbox.data().len(), 12);
    let base = "GET /crm/v8/Deals?fields=Amount%2CClosing_Date&per_page=200&sort_by=id&sort_order=asc";
    let mut lines: Vec<String> = (1..=10).map(|number| format!("{base}&page={number}")).collect();
    lines.extend(["t10", "t11"].map(|token| format!("{base}&page_token={token}")));
    assert_eq!(server.lines(), lines);
    assert!(server.heard().iter().all(|request| request.headers["authorization"] == format!("Zoho-oauthtoken {TOKEN}")));
}

#[test]
fn no_records_of_zoho_are_a_page_without_any() {
    let (sandbox, server) = (Sandbox::new(), Server::saying(vec![b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n".to_vec()]));
    sandbox.write("data/deals.1.json", "old");
    sandbox.write("data/deals.2.json", "old");
    sandbox.pull("zoho", &server.url, &[]).says(0, &["0 records, 1 page: data/deals.1.json"]);
    assert_eq!(sandbox.data(), files(&[("deals.1.json", "{\"data\":[],\"info\":{\"more_records\":false}}")]));
    // Salesforce has no such answer.
    let server = Server::saying(vec![status(204, "", "")]);
    sandbox.pull("salesforce", &server.url, &[]).says(2, &["E784", "204"]);
}

#[test]
fn a_form_of_jiandaoyun_comes_until_a_page_is_empty() {
    let pages = ["{\"data\":[{\"_id\":\"a\"},{\"_id\":\"b\"}]}", "{ \"data\": [{\"_id\":\"c\",\"name\":\"甲\"}] }\r\n", "{\"data\":[]}"];
    let (sandbox, server) = (Sandbox::new(), Server::saying(pages.map(ok).to_vec()));
    let run = sandbox.pull("jiandaoyun", &server.url, &["--lang", "zh"]);
    run.says(0, &["3 条记录，3 页：data/deals.1.json … deals.3.json"]);
    assert_eq!(sandbox.data(), files(&[("deals.1.json", pages[0]), ("deals.2.json", pages[1]), ("deals.3.json", pages[2])]));
    let bodies: Vec<String> = server.heard().into_iter().map(|request| request.body).collect();
    let body = |id: &str| format!("{{\"app_id\":\"app1\",{id}\"entry_id\":\"entry1\",\"limit\":100}}");
    assert_eq!(bodies, [body(""), body("\"data_id\":\"b\","), body("\"data_id\":\"c\",")]);
    for request in server.heard() {
        assert_eq!(request.line, "POST /api/v5/app/entry/data/list");
        assert_eq!(request.headers["authorization"], format!("Bearer {TOKEN}"));
        assert_eq!(request.headers["content-type"], "application/json");
    }
}

#[test]
fn pages_of_an_earlier_pull_are_replaced_and_none_is_left_beside_them() {
    let (sandbox, server) = (Sandbox::new(), Server::new(|number, _| ok(&salesforce(number + 1, 2))));
    for file in ["deals.1.json", "deals.2.json", "deals.7.json", "deals.01.json", "deals.csv", "people.1.json"] {
        sandbox.write(&format!("data/{file}"), "old");
    }
    sandbox.pull("salesforce", &server.url, &[]).says(0, &[]);
    let (first, second) = (salesforce(1, 2), salesforce(2, 2));
    let left =
        [("deals.01.json", "old"), ("deals.1.json", &first), ("deals.2.json", &second), ("deals.csv", "old"), ("people.1.json", "old")];
    assert_eq!(sandbox.data(), files(&left));
}

#[cfg(unix)]
#[test]
fn what_is_written_is_for_its_owner() {
    use std::os::unix::fs::PermissionsExt;
    let (sandbox, server) = (Sandbox::new(), Server::new(|_, _| ok(&salesforce(1, 1))));
    sandbox.pull("salesforce", &server.url, &[]).says(0, &["1 record, 1 page: data/deals.1.json"]);
    let mode = std::fs::metadata(sandbox.path("data/deals.1.json")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn the_help_names_what_there_is() {
    let sandbox = Sandbox::new();
    let help = |arguments: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_merit"));
        command.args(arguments);
        sandbox.ended(command)
    };
    help(&["--help", "--lang", "en"]).says(0, &["pull", "Fetch records from a CRM"]);
    help(&["--help", "--lang", "zh"]).says(0, &["pull", "从 CRM 提取记录"]);
    help(&["pull", "--help", "--lang", "zh"]).says(0, &["salesforce", "zoho", "jiandaoyun", "简道云"]);
    help(&["pull", "zoho", "--help", "--lang", "zh"]).says(0, &["--fields", "MERIT_ZOHO_TOKEN", "--max-pages"]);
    help(&["pull", "salesforce", "--help", "--lang", "en"]).says(0, &["--query", "MERIT_SALESFORCE_TOKEN", "[default: 65.0]"]);
    help(&["pull", "salesforce", "--url", "x", "--query", "x", "--out", "x", "--as", "../x", "--lang", "zh"]).says(2, &["--as"]);
}
