//! The wording of what can go wrong with `merit pull`. No token, no record and no query is ever part of it.

use std::time::Duration;

use crate::commands::pull::{Fault, LARGEST_PAGE, NoAnswer, NoToken, Said, Vendor, Why, WrongAddress};
use crate::diagnostic::text::{quote, sanitise};
use crate::diagnostic::{Diagnostic, Language, Text};

fn t(en: impl Into<String>, zh: impl Into<String>) -> Text {
    Text::new(en, zh)
}

fn q(text: &str) -> String {
    quote(text, Language::English)
}

/// What is at stake, told wherever a pull ends before its last page.
fn unchanged(help: Text) -> Text {
    t(
        format!("{}; nothing was written, and files of an earlier pull are as they were", help.en),
        format!("{}；没有写入任何文件，以前提取的文件保持不变", help.zh),
    )
}

pub(crate) fn no_token(vendor: Vendor, wrong: NoToken) -> Diagnostic {
    let variable = vendor.variable();
    let message = match wrong {
        NoToken::NotSet => t(format!("the environment variable {variable} is not set"), format!("没有设置环境变量 {variable}")),
        NoToken::Unusable => t(
            format!("the environment variable {variable} holds no token: there are blanks or letters in it that none has"),
            format!("环境变量 {variable} 中不是令牌：含有空格或令牌不会有的字符"),
        ),
    };
    Diagnostic::error("E780", message).help(t(
        format!("put the token into {variable}; it is read from there only, so that it stands in no list of commands"),
        format!("请把令牌放入 {variable}；只从这里读取，以免留在命令记录中"),
    ))
}

pub(crate) fn wrong_address(wrong: &WrongAddress) -> Diagnostic {
    match wrong {
        WrongAddress::NoAddress => Diagnostic::error("E781", t("--url is no address of a server", "--url 不是服务器地址"))
            .help(t("write it like https://api.jiandaoyun.com", "写法如 https://api.jiandaoyun.com")),
        WrongAddress::MoreThanServer => Diagnostic::error("E781", t("--url names more than a server", "--url 中除服务器之外还有别的内容"))
            .help(t(
                "leave out the path, the query and the user; Merit adds the path itself, and the token comes from the environment",
                "去掉路径、查询参数和用户名；路径由 Merit 补上，令牌取自环境变量",
            )),
        WrongAddress::NotEncrypted { host } => Diagnostic::error(
            "E781",
            t(
                format!("--url: the way to {} is not encrypted, so nothing was sent", q(host)),
                format!("--url：到{}的连接没有加密，因此没有发送任何内容", q(host)),
            ),
        )
        .help(t("write https:// in place of http://", "请把 http:// 改为 https://")),
    }
}

/// The server or the connection failed as often as was asked for.
pub(crate) fn gave_up(page: u64, tries: u32, why: &Why) -> Diagnostic {
    let why = reason(why);
    let times = if tries == 1 { "once".to_string() } else { format!("{tries} times") };
    Diagnostic::error(
        "E782",
        t(
            format!("page {page} was asked for {times} and did not come: {}", why.en),
            format!("第 {page} 页请求了 {tries} 次仍未取得：{}", why.zh),
        ),
    )
    .help(unchanged(t("try later, or with more --retries", "请稍后再试，或加大 --retries")))
}

fn reason(why: &Why) -> Text {
    match why {
        Why::Busy(status, said) => {
            let code = code(said);
            t(format!("the server is busy or out of order (HTTP {status}{code})"), format!("服务器繁忙或故障（HTTP {status}{code}）"))
        }
        Why::NoAnswer(NoAnswer::TimedOut) => t("no answer in time", "没有及时答复"),
        Why::NoAnswer(NoAnswer::TooLarge) => t("the answer is too large", "答复过大"),
        Why::NoAnswer(NoAnswer::Untrusted(why) | NoAnswer::Broken(why)) => {
            t(format!("no connection ({})", sanitise(why)), format!("连接失败（{}）", sanitise(why)))
        }
    }
}

fn code(said: &Said) -> String {
    if said.code.is_empty() { String::new() } else { format!(", {}", sanitise(&said.code)) }
}

/// The server is not the one it says it is, as far as can be told.
pub(crate) fn untrusted(page: u64, why: &str) -> Diagnostic {
    let why = sanitise(why);
    Diagnostic::error(
        "E782",
        t(
            format!("page {page}: the certificate of the server is not trusted, so the token was not sent ({why})"),
            format!("第 {page} 页：服务器证书不受信任，因此没有发送令牌（{why}）"),
        ),
    )
    .help(unchanged(t(
        "check --url; where your company has certificates of its own, name their file in the environment variable SSL_CERT_FILE",
        "请检查 --url；公司使用自有证书的，把证书文件写入环境变量 SSL_CERT_FILE",
    )))
}

/// The token is not, or no longer, accepted.
pub(crate) fn token_refused(vendor: Vendor, page: u64, said: &Said) -> Diagnostic {
    let code = code(said);
    let message = if page == 1 {
        t(format!("the server does not accept the token (page 1{code})"), format!("服务器不接受该令牌（第 1 页{code}）"))
    } else {
        t(
            format!("the server no longer accepts the token from page {page} on{code}: it has expired"),
            format!("从第 {page} 页起服务器不再接受该令牌{code}：令牌已过期"),
        )
    };
    let variable = vendor.variable();
    Diagnostic::error("E783", message).help(unchanged(t(
        format!("get a new token, put it into {variable}, and pull again"),
        format!("请取得新的令牌，放入 {variable} 后重新提取"),
    )))
}

/// The server will not do what was asked, and would not the next time.
pub(crate) fn refused(page: u64, status: u16, said: &Said) -> Diagnostic {
    let code = code(said);
    let words = sanitise(&said.message);
    let (en, zh) = if words.is_empty() { (String::new(), String::new()) } else { (format!(": {words}"), format!("：{words}")) };
    Diagnostic::error(
        "E784",
        t(
            format!("page {page}: the server refuses (HTTP {status}{code}){en}"),
            format!("第 {page} 页：服务器拒绝（HTTP {status}{code}）{zh}"),
        ),
    )
    .help(unchanged(t("check what is asked for, and what the token may see", "请检查所提取的内容和令牌的权限")))
}

/// The list that Salesforce kept between two pages is gone.
pub(crate) fn list_gone(page: u64) -> Diagnostic {
    Diagnostic::error(
        "E785",
        t(
            format!("page {page}: the server no longer has the list of records (INVALID_QUERY_LOCATOR)"),
            format!("第 {page} 页：服务器已不再保留该查询结果（INVALID_QUERY_LOCATOR）"),
        ),
    )
    .help(unchanged(t("pull again from the start; it begins a new list", "请重新提取，会从头开始新的查询")))
}

/// A page that is not as it should be.
pub(crate) fn no_page(page: u64, fault: &Fault) -> Diagnostic {
    let (code, message, help) = match fault {
        Fault::NoJson { line, column } => (
            "E786",
            t(
                format!("page {page} is not JSON, or not whole (line {line}, column {column})"),
                format!("第 {page} 页不是 JSON，或不完整（第 {line} 行第 {column} 列）"),
            ),
            t("check that --url is the address for programs, not that of a page", "请检查 --url 是否为接口地址，而不是网页地址"),
        ),
        Fault::Lacks(fields) => (
            "E786",
            t(format!("page {page} lacks what is documented: {fields}"), format!("第 {page} 页缺少接口文档所载的内容：{fields}")),
            t("check that --url leads to this service", "请检查 --url 是否指向该服务"),
        ),
        Fault::ListCutShort => (
            "E786",
            t(
                format!("page {page}: a record holds a list of which only a part is here"),
                format!("第 {page} 页：有一条记录所含的子列表不完整"),
            ),
            t("pull the inner list by a query of its own", "请另用一条查询提取该子列表"),
        ),
        Fault::Counts { held, said } => (
            "E786",
            t(
                format!("the pages hold {held} records, and the server says there are {said}"),
                format!("各页共有 {held} 条记录，而服务器称有 {said} 条"),
            ),
            t("pull again; somebody may have changed records meanwhile", "请重新提取；期间可能有人改动了记录"),
        ),
        Fault::Circle => (
            "E787",
            t(
                format!("page {page} brings nothing that was not there before, so there is no end"),
                format!("第 {page} 页没有带来新的内容，提取不会结束"),
            ),
            t("pull again; if it stays so, tell whoever runs the server", "请重新提取；仍然如此的，请告知服务器的管理人员"),
        ),
        Fault::Elsewhere(host) => (
            "E787",
            t(
                format!("page {page} names {} as the place of the next page; the token is not sent there", somewhere(host).en),
                format!("第 {page} 页把下一页指向{}；令牌不会发往那里", somewhere(host).zh),
            ),
            t("check --url", "请检查 --url"),
        ),
    };
    Diagnostic::error(code, message).help(unchanged(help))
}

fn somewhere(host: &str) -> Text {
    if host.is_empty() { t("no place that can be asked", "无法访问的位置") } else { t(q(host), q(host)) }
}

pub(crate) fn redirected(page: u64, host: &str) -> Diagnostic {
    let to = if host.is_empty() { t("elsewhere", "别处") } else { t(format!("to {}", q(host)), q(host)) };
    Diagnostic::error(
        "E787",
        t(
            format!("page {page}: the server sends us {}; the token is not sent there", to.en),
            format!("第 {page} 页：服务器要求转到{}；令牌不会发往那里", to.zh),
        ),
    )
    .help(unchanged(t("if that is the right server, name it with --url", "如果那才是正确的服务器，请写在 --url 中")))
}

pub(crate) fn too_large(page: u64) -> Diagnostic {
    let mebibytes = LARGEST_PAGE / (1024 * 1024);
    Diagnostic::error("E788", t(format!("page {page} is larger than {mebibytes} MiB"), format!("第 {page} 页超过 {mebibytes} MiB")))
        .help(unchanged(t("ask for fewer fields", "请减少所取的字段")))
}

pub(crate) fn too_many_pages(pages: u64) -> Diagnostic {
    Diagnostic::error("E788", t(format!("there are more than {pages} pages"), format!("超过 {pages} 页")))
        .help(unchanged(t("ask for less, or raise --max-pages", "请减少提取的内容，或加大 --max-pages")))
}

pub(crate) fn out_of_time(page: u64, timeout: Duration) -> Diagnostic {
    let time = span(timeout);
    Diagnostic::error(
        "E789",
        t(
            format!("page {page}: the time for the whole pull, {time}, does not suffice"),
            format!("第 {page} 页：全部提取的时限 {time} 不够用"),
        ),
    )
    .help(unchanged(t("raise --timeout, or try when the server is less busy", "请加大 --timeout，或在服务器空闲时再试")))
}

fn span(time: Duration) -> String {
    match (time.as_secs(), time.subsec_millis()) {
        (0, milliseconds) => format!("{milliseconds} ms"),
        (seconds, _) => format!("{seconds} s"),
    }
}

pub(crate) fn stage_page(page: u64, records: u64) -> Text {
    t(format!("fetching page {page}, {records} records so far"), format!("正在提取第 {page} 页，已有 {records} 条记录"))
}

pub(crate) fn stage_waiting(page: u64, wait: Duration, tries: u32) -> Text {
    let wait = span(wait);
    t(format!("page {page} did not come at try {tries}; waiting {wait}"), format!("第 {page} 页第 {tries} 次请求未成功，等待 {wait}"))
}

/// What was written, and where.
pub(crate) fn pulled(pages: u64, records: u64, folder: &str, name: &str) -> Text {
    let (folder, name) = (sanitise(folder.trim_end_matches('/')), sanitise(name));
    let counted = |number: u64, one: &str| if number == 1 { format!("1 {one}") } else { format!("{number} {one}s") };
    let files = if pages == 1 { format!("{folder}/{name}.1.json") } else { format!("{folder}/{name}.1.json … {name}.{pages}.json") };
    t(format!("{}, {}: {files}\n", counted(records, "record"), counted(pages, "page")), format!("{records} 条记录，{pages} 页：{files}\n"))
}
