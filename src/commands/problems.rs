//! The wording of everything that can be wrong with the call and its files, and of the lines the commands print.

mod doc;
mod feedback;
mod filter;
mod fixing;
mod history;
mod measured;
mod project;
#[cfg(feature = "pull")]
pub(crate) mod pull;
mod results;
pub(crate) mod review;
mod snapshots;

use std::io;

#[cfg(not(feature = "pdf"))]
pub(crate) use doc::pdf_not_built;
pub(crate) use doc::{doc_no_period, no_role};
#[cfg(feature = "pdf")]
pub(crate) use doc::{font_unreadable, pdf_fault, pdf_needs_font, pdf_needs_out};
pub(crate) use feedback::{no_date, no_feedback, no_pace};
pub(crate) use filter::{left_out, no_such_example};
pub(crate) use fixing::{ask, changed_meanwhile, fixed, fixes_withheld, only_shown, rest_withheld};
pub(crate) use history::{
    less_than_paid, not_results, one_period, paid_and_gone, range_backwards, results_are_folder, results_currency, results_lack,
    results_missing, results_not_json, results_of, results_of_later, results_of_other_periods, results_period, results_twice,
    results_value,
};
pub(crate) use measured::{coverage_of, coverage_short, lcov_of_mutants, mutants_of, mutants_short, stage_apart, stage_mutants};
pub(crate) use project::{
    Kind, Wanted, folder_unreadable, no_policy_matches, not_a_pattern, nothing_named, of_this_setting, path_missing, path_of_other_kind,
    path_outside, plan_without_policy, project_no_text, project_not_toml, project_unreadable, project_without_plans, unknown_key,
    unknown_lint, wrong_threshold, wrong_type,
};
pub(crate) use results::{bom_needs_csv, rows_need_json, workbook_needs_out};
pub(crate) use snapshots::{
    Hint, ask_case, ask_part, ask_whole, came, cannot_watch, case_accepted, case_changed, case_damaged, case_new, case_of_other_plan,
    case_passed, case_without_data, changed_files, footer_name, further_errors, more_people, no_value, review_case, review_changed,
    review_comers, review_help, review_needs_terminal, review_new, review_nothing, review_so_far, review_summary, review_value,
    snapshot_damaged, snapshot_no_text, snapshot_unreadable, snapshots_of_nobody, snapshots_summary, total_of, watching, went,
};

use crate::diagnostic::text::{list, nearest, quote, sanitise};
use crate::diagnostic::{DataPlace, Diagnostic, Label, Language, Severity, Text};
use crate::plan::ir::Plan;
use crate::source::Span;
use crate::value::{Date, Period, PeriodKind};

/// Names listed in one message.
const MOST_NAMES: usize = 8;

fn quoted(text: &str) -> Text {
    Text::new(quote(text, Language::English), quote(text, Language::Chinese))
}

fn all(names: &[String]) -> Text {
    let shown: Vec<String> = names.iter().take(MOST_NAMES).map(|name| sanitise(name)).collect();
    let more = names.len().saturating_sub(MOST_NAMES);
    let (en, zh) = (shown.join(", "), shown.join("、"));
    if more == 0 { Text::new(en, zh) } else { Text::new(format!("{en} and {more} more"), format!("{zh} 等另外 {more} 个")) }
}

fn in_file(problem: Diagnostic, file: &str) -> Diagnostic {
    problem.place(DataPlace { file: file.to_string(), ..DataPlace::default() })
}

/// Why the system refused, in words a person knows for the common reasons.
fn cause(error: &io::Error) -> Text {
    match error.kind() {
        io::ErrorKind::NotFound => Text::new("the folder does not exist", "文件夹不存在"),
        io::ErrorKind::PermissionDenied => Text::new("permission denied", "没有权限"),
        io::ErrorKind::IsADirectory => Text::new("it is a folder", "它是文件夹"),
        io::ErrorKind::NotADirectory => Text::new("a part of the path is not a folder", "路径中有一段不是文件夹"),
        io::ErrorKind::InvalidInput => Text::new("it is not a plain file", "它不是普通文件"),
        io::ErrorKind::StorageFull => Text::new("the disk is full", "磁盘已满"),
        io::ErrorKind::ReadOnlyFilesystem => Text::new("the disk can only be read", "磁盘只读"),
        _ => Text::same(error.to_string()),
    }
}

// ---- policy files ---------------------------------------------------------------------------------------------------

pub(crate) fn policy_missing(path: &str, near: &[String]) -> Diagnostic {
    let name = quoted(path);
    let problem = Diagnostic::error("E601", Text::new(format!("there is no file {}", name.en), format!("没有文件{}", name.zh)));
    if near.is_empty() {
        return problem
            .help(Text::new("check the path; the folder holds no policy (.merit)", "请检查路径；该文件夹中没有制度文件（.merit）"));
    }
    let near = all(near);
    problem.help(Text::new(format!("the folder holds these policies: {}", near.en), format!("该文件夹中的制度文件：{}", near.zh)))
}

pub(crate) fn policy_is_folder(path: &str, inside: &[String]) -> Diagnostic {
    let name = quoted(path);
    let message = Text::new(format!("{} is a folder; a policy is a file", name.en), format!("{}是文件夹，这里需要一个制度文件", name.zh));
    let problem = Diagnostic::error("E602", message);
    let base = path.trim_end_matches('/');
    match inside.first() {
        Some(first) => {
            let names = all(inside);
            let help = format!("{}/{first}", sanitise(base));
            problem.help(Text::new(
                format!("write for instance {help} (the folder holds {})", names.en),
                format!("例如写 {help}（文件夹中有：{}）", names.zh),
            ))
        }
        None => problem.help(Text::new("the folder holds no policy (.merit)", "该文件夹中没有制度文件（.merit）")),
    }
}

pub(crate) fn policy_unreadable(path: &str, error: &io::Error) -> Diagnostic {
    let (name, cause) = (quoted(path), cause(error));
    Diagnostic::error(
        "E603",
        Text::new(format!("the policy {} cannot be read: {}", name.en, cause.en), format!("无法读取制度文件{}：{}", name.zh, cause.zh)),
    )
}

pub(crate) fn policy_too_large(path: &str, largest: u64) -> Diagnostic {
    let (name, mebibytes) = (quoted(path), largest / (1024 * 1024));
    let message = Text::new(
        format!("{} is larger than {mebibytes} MiB, which no policy is", name.en),
        format!("{}超过 {mebibytes} MiB，不会是制度文件", name.zh),
    );
    Diagnostic::error("E603", message).help(Text::new("give data with --data", "数据请用 --data 给出"))
}

pub(crate) fn policy_is_data(path: &str) -> Diagnostic {
    let name = quoted(path);
    let message =
        Text::new(format!("{} holds data; a policy is expected here", name.en), format!("{}是数据文件，这里需要制度文件", name.zh));
    Diagnostic::error("E604", message)
        .help(Text::new("name the policy (a .merit file) first, and the data with --data", "先写制度文件（.merit），数据用 --data 给出"))
}

pub(crate) fn policy_not_utf8(path: &str, line: usize) -> Diagnostic {
    let name = quoted(path);
    let message = Text::new(
        format!("{} is not UTF-8 text; line {line} holds bytes that are no letters", name.en),
        format!("{}不是 UTF-8 文本，第 {line} 行有无法识别的字节", name.zh),
    );
    Diagnostic::error("E605", message).help(Text::new(
        "save the file again with the encoding UTF-8 (in an editor: Save as, Encoding)",
        "请在编辑器中“另存为”，编码选 UTF-8，再试（很可能现在是 GBK）",
    ))
}

pub(crate) fn policy_empty(path: &str) -> Diagnostic {
    let name = quoted(path);
    Diagnostic::error("E606", Text::new(format!("{} is empty", name.en), format!("{}是空的", name.zh))).help(Text::new(
        "a policy begins with: policy \"Name\" { period quarter; currency CNY; … }",
        "制度这样开头：制度 \"名称\" { 周期 季度; 货币 CNY; … }",
    ))
}

pub(crate) fn use_missing(said: &str, span: Span, near: &[String]) -> Diagnostic {
    let name = quoted(said);
    let problem = Diagnostic::error("E607", Text::new(format!("there is no file {}", name.en), format!("没有文件{}", name.zh)))
        .label(span, Text::new("used here", "在此引用"));
    let known = nearest(said, near.iter().map(String::as_str)).map(str::to_string);
    match known {
        Some(known) => {
            let known = quoted(&known);
            problem.help(Text::new(format!("did you mean {}?", known.en), format!("是不是{}？", known.zh)))
        }
        None => {
            problem.help(Text::new("the path starts at the folder of the file that says `use`", "路径从写有“引用”的文件所在的文件夹算起"))
        }
    }
}

pub(crate) fn use_outside(said: &str, span: Span) -> Diagnostic {
    let name = quoted(said);
    Diagnostic::error(
        "E608",
        Text::new(
            format!("{} leaves the folder of the policy, or is not written as a path inside it", name.en),
            format!("{}离开了制度文件所在的文件夹，或没有写成其内的路径", name.zh),
        ),
    )
    .label(span, Text::new("used here", "在此引用"))
    .help(Text::new(
        "put the file beside the policy or in a folder below it, and write for instance: use \"common/tiers.merit\"",
        "把该文件放到制度文件旁边或其下级文件夹中，例如写：引用 \"common/tiers.merit\"",
    ))
}

pub(crate) fn used_here(span: Span) -> Label {
    Label { span, text: Text::new("used here", "在此引用") }
}

// ---- the period -----------------------------------------------------------------------------------------------------

fn kind(kind: PeriodKind) -> Text {
    match kind {
        PeriodKind::Month => Text::new("month", "月度"),
        PeriodKind::Quarter => Text::new("quarter", "季度"),
        PeriodKind::HalfYear => Text::new("half year", "半年度"),
        PeriodKind::Year => Text::new("year", "年度"),
    }
}

fn write_period(example: &str) -> Text {
    Text::new(format!("write for instance --period {example}"), format!("例如写 --period {example}"))
}

pub(crate) fn not_a_period(said: &str, of: PeriodKind, example: &str) -> Diagnostic {
    let (name, kind) = (quoted(said), kind(of));
    let message = Text::new(
        format!("{} is not a period; this policy is computed by the {}", name.en, kind.en),
        format!("{}不是考核周期；本制度按{}计算", name.zh, kind.zh),
    );
    Diagnostic::error("E610", message).help(write_period(example))
}

pub(crate) fn period_of_other_kind(period: Period, of: PeriodKind, example: &str) -> Diagnostic {
    let (said, wanted) = (kind(period.kind), kind(of));
    let message = Text::new(
        format!("{period} is a {}, and this policy is computed by the {}", said.en, wanted.en),
        format!("{period} 是{}，而本制度按{}计算", said.zh, wanted.zh),
    );
    Diagnostic::error("E611", message).help(write_period(example))
}

pub(crate) fn period_outside(period: Period, (from, to): (Date, Date), span: Option<Span>, example: &str) -> Diagnostic {
    let message = Text::new(
        format!("{period} is not inside the time the policy is effective, {from} to {to}"),
        format!("{period} 不在制度的有效期 {from} 至 {to} 之内"),
    );
    let problem = Diagnostic::error("E612", message).help(write_period(example));
    match span {
        Some(span) => problem.label(span, Text::new("effective from here to there", "有效期在此")),
        None => problem,
    }
}

// ---- data -----------------------------------------------------------------------------------------------------------

pub(crate) fn data_missing(said: &str) -> Diagnostic {
    let name = quoted(said);
    let message = Text::new(format!("--data: there is no file or folder {}", name.en), format!("--data：没有文件或文件夹{}", name.zh));
    Diagnostic::error("E615", message).help(Text::new(
        "give a folder, or one file for one input: --data people=people.csv",
        "请给出文件夹，或逐个给出文件：--data 人员=人员.csv",
    ))
}

pub(crate) fn unknown_input(said: &str, known: &[String]) -> Diagnostic {
    let (name, names) = (quoted(said), all(known));
    let message = Text::new(format!("--data: the policy has no input {}", name.en), format!("--data：制度中没有名为{}的数据", name.zh));
    let problem = Diagnostic::error("E616", message);
    match nearest(said, known.iter().map(String::as_str)) {
        Some(near) => problem.help(Text::new(
            format!("did you mean {near}=…? The inputs are {}", names.en),
            format!("是不是 {near}=…？制度中的数据有：{}", names.zh),
        )),
        None => problem.help(Text::new(format!("the inputs are {}", names.en), format!("制度中的数据有：{}", names.zh))),
    }
}

pub(crate) fn data_without_name(said: &str, known: &[String]) -> Diagnostic {
    let (name, names) = (quoted(said), all(known));
    let message = Text::new(format!("--data: for which input is the file {}?", name.en), format!("--data：文件{}是哪个数据？", name.zh));
    let first = known.first().map_or("people", String::as_str);
    Diagnostic::error("E617", message).help(Text::new(
        format!("write the input before it: --data {first}={said} (the inputs are {})", names.en),
        format!("在文件前写明：--data {first}={said}（制度中的数据有：{}）", names.zh),
    ))
}

pub(crate) fn no_file_for_input(input: &str, span: Option<Span>, folder: Option<&str>) -> Diagnostic {
    let name = quoted(input);
    let message = Text::new(format!("there is no file for the input {}", name.en), format!("没有给出数据{}的文件", name.zh));
    let problem = Diagnostic::error("E618", message);
    let problem = match span {
        Some(span) => problem.label(span, Text::new("described here", "在此说明")),
        None => problem,
    };
    match folder {
        Some(folder) => {
            let at = format!("{}/{}.csv", sanitise(folder.trim_end_matches('/')), sanitise(input));
            problem.help(Text::new(
                format!("put it at {at}, or name it: --data {input}=FILE"),
                format!("请放到 {at}，或写明：--data {input}=文件"),
            ))
        }
        None => problem.help(Text::new(format!("add --data {input}=FILE"), format!("请加上 --data {input}=文件"))),
    }
}

pub(crate) fn two_files(input: &str, first: &str, second: &str) -> Diagnostic {
    let name = quoted(input);
    let message = Text::new(format!("there are two files for the input {}", name.en), format!("数据{}有两个文件", name.zh));
    in_file(in_file(Diagnostic::error("E619", message), first), second)
        .help(Text::new("keep one of them, or put both tables into one file", "请只保留一个，或把两张表合为一个文件"))
}

pub(crate) fn data_unreadable(path: &str, error: &str) -> Diagnostic {
    let name = quoted(path);
    Diagnostic::error("E620", Text::new(format!("{} cannot be read: {error}", name.en), format!("无法读取{}：{error}", name.zh)))
}

pub(crate) fn data_is_folder(path: &str, input: &str) -> Diagnostic {
    let name = quoted(path);
    let message =
        Text::new(format!("{} is a folder; a file is expected for {input}", name.en), format!("{}是文件夹，{input} 需要一个文件", name.zh));
    Diagnostic::error("E620", message).help(Text::new("for a whole folder write --data FOLDER", "整个文件夹请写 --data 文件夹"))
}

/// Pages of one input are numbered from 1 without a gap; `found` stands where `wanted` should.
pub(crate) fn missing_page(input: &str, wanted: u64, found: u64, path: &str) -> Diagnostic {
    let name = quoted(input);
    let message = if found < wanted {
        Text::new(format!("page {found} of {} is there twice", name.en), format!("数据{}的第 {found} 页有两个文件", name.zh))
    } else {
        Text::new(format!("page {wanted} of {} is missing", name.en), format!("数据{}缺少第 {wanted} 页", name.zh))
    };
    in_file(Diagnostic::error("E623", message), path).help(Text::new(
        "the rows of every page count: put the page beside the others, named by its number, or export all pages again",
        "每一页的行都要计入：请把该页按页码命名放在一起，或重新导出全部页",
    ))
}

pub(crate) fn unknown_encoding(said: &str) -> Diagnostic {
    let name = quoted(said);
    Diagnostic::error(
        "E624",
        Text::new(format!("--encoding: {} is no encoding", name.en), format!("--encoding：没有名为{}的编码", name.zh)),
    )
    .help(Text::new(
        "usual ones are utf-8, gb18030 (GBK), utf-16le, big5 and windows-1252",
        "常用编码有 utf-8、gb18030（GBK）、utf-16le、big5、windows-1252",
    ))
}

pub(crate) fn not_a_limit(said: &str) -> Diagnostic {
    let name = quoted(said);
    Diagnostic::error("E624", Text::new(format!("--limit: {} is no limit", name.en), format!("--limit：{}不是限额", name.zh))).help(Text::new(
        "write one of bytes, unpacked, rows, columns and cell with a whole number: --limit rows=20000000, --limit unpacked=1G",
        "请写 bytes（文件字节数）、unpacked（解压后字节数）、rows（行数）、columns（列数）或 cell（单元格字节数）及整数：--limit rows=20000000",
    ))
}

pub(crate) fn data_too_large(path: &str) -> Diagnostic {
    let name = quoted(path);
    Diagnostic::error("E620", Text::new(format!("{} is larger than 1 GiB", name.en), format!("{}超过 1 GiB", name.zh)))
}

pub(crate) fn unknown_format(path: &str) -> Diagnostic {
    let name = quoted(path);
    let message = Text::new(format!("Merit does not know how to read {}", name.en), format!("Merit 不知道如何读取{}", name.zh));
    Diagnostic::error("E621", message).help(Text::new(
        "its name must end as the format does: .csv, .tsv, .xlsx, .xlsm, .xls, .ods, .json or .ndjson",
        "文件名应以格式结尾：.csv、.tsv、.xlsx、.xlsm、.xls、.ods、.json 或 .ndjson",
    ))
}

pub(crate) fn other_files(folder: &str, others: &[String]) -> Diagnostic {
    let (name, others) = (quoted(folder), all(others));
    let message = Text::new(
        format!("not read in {}, since no input has that name: {}", name.en, others.en),
        format!("{}中未读取的文件（没有同名的数据）：{}", name.zh, others.zh),
    );
    Diagnostic::new("W601", Severity::Note, message)
}

// ---- what is asked for ----------------------------------------------------------------------------------------------

fn did_you_mean(problem: Diagnostic, said: &str, known: &[String]) -> Diagnostic {
    match nearest(said, known.iter().map(String::as_str)) {
        Some(near) => {
            let near = quoted(near);
            problem.help(Text::new(format!("did you mean {}?", near.en), format!("是不是{}？", near.zh)))
        }
        None => {
            let names = all(known);
            problem.help(Text::new(format!("known are {}", names.en), format!("已有：{}", names.zh)))
        }
    }
}

pub(crate) fn unknown_person(who: &str, known: &[String], file: &str) -> Diagnostic {
    let name = quoted(who);
    let message = Text::new(format!("--who: nobody has the key {}", name.en), format!("--who：没有人员{}", name.zh));
    in_file(did_you_mean(Diagnostic::error("E625", message), who, known), file)
}

pub(crate) fn unknown_value(said: &str, known: &[String]) -> Diagnostic {
    let name = quoted(said);
    did_you_mean(
        Diagnostic::error("E626", Text::new(format!("the policy has no value {}", name.en), format!("制度中没有名为{}的值", name.zh))),
        said,
        known,
    )
}

pub(crate) fn unknown_code(said: &str, code: &str, known: &[String]) -> Diagnostic {
    let name = quoted(said);
    let problem = Diagnostic::error("E627", Text::new(format!("there is no code {}", name.en), format!("没有代码{}", name.zh)));
    match nearest(code, known.iter().map(String::as_str)) {
        Some(near) => problem.help(Text::new(
            format!("did you mean {near}? `merit explain` lists all codes"),
            format!("是不是 {near}？用 merit explain 可列出全部代码"),
        )),
        None => problem.help(Text::new("`merit explain` lists all codes", "用 merit explain 可列出全部代码")),
    }
}

pub(crate) fn out_unwritable(path: &str, error: &io::Error) -> Diagnostic {
    let (name, cause) = (quoted(path), cause(error));
    Diagnostic::error(
        "E630",
        Text::new(format!("{} cannot be written: {}", name.en, cause.en), format!("无法写入{}：{}", name.zh, cause.zh)),
    )
    .help(Text::new("nothing was written", "没有写入任何内容"))
}

pub(crate) fn stdout_unwritable(error: &io::Error) -> Diagnostic {
    let cause = cause(error);
    Diagnostic::error("E630", Text::new(format!("the output cannot be written: {}", cause.en), format!("无法写出结果：{}", cause.zh)))
}

pub(crate) fn out_is_input(out: &str, input: &str) -> Diagnostic {
    let name = quoted(out);
    let message = Text::new(
        format!("--out: {} is a file this run reads; it would be overwritten", name.en),
        format!("--out：{}是本次要读取的文件，写入会覆盖它", name.zh),
    );
    in_file(Diagnostic::error("E631", message), input).help(Text::new("choose another name for the results", "请为结果另取文件名"))
}

// ---- lines ----------------------------------------------------------------------------------------------------------

pub(crate) fn policy_right(path: &str, plan: &Plan, found: Option<&str>) -> Text {
    let examples = plan.all_examples().len();
    let kpis: usize = plan.scorecards.iter().map(|card| card.kpis.len()).sum();
    let counted = |count: usize, one: &str, many: &str| if count == 1 { format!("1 {one}") } else { format!("{count} {many}") };
    let en = [
        counted(plan.scorecards.len(), "scorecard", "scorecards"),
        counted(kpis, "KPI", "KPIs"),
        counted(plan.payouts.len(), "payout", "payouts"),
        counted(examples, "example", "examples"),
    ];
    let zh = format!("{} 张计分卡、{kpis} 个指标、{} 项发放、{} 个示例", plan.scorecards.len(), plan.payouts.len(), examples);
    let (found_en, found_zh) = found.map_or((String::new(), String::new()), |found| (format!("; {found}"), format!("；{found}")));
    let path = sanitise(path);
    Text::new(format!("{path}: no errors ({}){found_en}", list_and(&en)), format!("{path}：没有错误（{zh}）{found_zh}"))
}

fn list_and(items: &[String]) -> String {
    list(items, Language::English).replace(" or ", ", ")
}

pub(crate) fn policy_wrong(path: &str, found: &str) -> Text {
    let path = sanitise(path);
    Text::new(format!("{path}: {found}"), format!("{path}：{found}"))
}

/// What lints have found in one policy.
pub(crate) fn linted(path: &str, found: Option<&str>) -> Text {
    let path = sanitise(path);
    match found {
        Some(found) => Text::new(format!("{path}: {found}"), format!("{path}：{found}")),
        None => Text::new(format!("{path}: nothing to report"), format!("{path}：没有需要提示的")),
    }
}

/// What lints have found in several.
pub(crate) fn linted_together(policies: usize, found: Option<&str>) -> Text {
    let (en, zh) = found.map_or(("nothing to report", "没有需要提示的"), |found| (found, found));
    Text::new(format!("{policies} policies: {en}"), format!("{policies} 份制度：{zh}"))
}

/// A lint that had nothing to judge by.
pub(crate) fn silent_lint(lint: &str, why: &Text) -> Text {
    Text::new(format!("  not judged: {lint}: {}", why.en), format!("  未判断：{lint}：{}", why.zh))
}

/// A finding that the policy allows.
pub(crate) fn allowed_finding(lint: &str, finding: &Diagnostic) -> Text {
    Text::new(format!("  allowed: {lint}: {}", finding.message.en), format!("  已允许：{lint}：{}", finding.message.zh))
}

pub(crate) fn policies_right(right: usize, all: usize, found: Option<&str>) -> Text {
    let (en, zh) = found.map_or((String::new(), String::new()), |found| (format!("; {found}"), format!("；{found}")));
    Text::new(format!("{right} of {all} policies without errors{en}"), format!("{all} 个制度中 {right} 个没有错误{zh}"))
}

/// Clauses that would be read differently in the layout, and so are left alone.
pub(crate) fn kept_as_written(name: &str, count: usize) -> Text {
    let name = sanitise(name);
    let clauses = if count == 1 { "clause stays" } else { "clauses stay" };
    Text::new(
        format!("{name}: {count} {clauses} as written, since they would mean something else in the layout"),
        format!("{name}：{count} 个条款保持原样，整理后含义会改变"),
    )
}

/// How many files got their layout, or would.
pub(crate) fn formatted(changed: usize, all: usize, unread: usize) -> Text {
    let (en, zh) = match unread {
        0 => (String::new(), String::new()),
        _ => (format!(", {unread} cannot be read"), format!("，{unread} 个无法读取")),
    };
    Text::new(format!("{changed} of {all} files rewritten{en}"), format!("{all} 个文件，改写 {changed} 个{zh}"))
}

pub(crate) fn to_format(changed: usize, all: usize, unread: usize) -> Text {
    let (en, zh) = match unread {
        0 => (String::new(), String::new()),
        _ => (format!(", {unread} cannot be read"), format!("，{unread} 个无法读取")),
    };
    Text::new(format!("{changed} of {all} files would change{en}"), format!("{all} 个文件，{changed} 个有待整理{zh}"))
}

pub(crate) fn no_examples(path: &str) -> Diagnostic {
    let name = quoted(path);
    let message = Text::new(format!("{} has no examples", name.en), format!("{}没有示例", name.zh));
    Diagnostic::new("W602", Severity::Note, message).help(Text::new(
        "write a few: example \"On target\" { period …; given …; expect score = 100 }",
        "写几个：示例 \"正好达标\" { 周期 …; 已知 …; 应为 总分 = 100 }",
    ))
}

pub(crate) fn passed() -> Text {
    Text::new("pass", "通过")
}

pub(crate) fn failed() -> Text {
    Text::new("FAIL", "不符")
}

pub(crate) fn examples_summary(all: usize, passed: usize) -> Text {
    let en = if all == 1 { "1 example".to_string() } else { format!("{all} examples") };
    let failed = all.saturating_sub(passed);
    let (en_failed, zh_failed) =
        if failed == 0 { (String::new(), String::new()) } else { (format!(", {failed} failed"), format!("，{failed} 个不符")) };
    Text::new(format!("{en}, {passed} passed{en_failed}"), format!("{all} 个示例，{passed} 个通过{zh_failed}"))
}

pub(crate) fn own_fault(story: &str) -> Text {
    let story = sanitise(story);
    Text::new(
        format!(
            "Merit itself failed; nothing is wrong with your policy or your data.\nPlease report this with the policy that caused it: {story}\n"
        ),
        format!("Merit 自身出错，与您的制度和数据无关。\n请附上引起该问题的制度文件反馈：{story}\n"),
    )
}

pub(crate) fn stage_policy() -> Text {
    Text::new("reading the policy", "正在读取制度")
}

pub(crate) fn stage_data() -> Text {
    Text::new("reading the data", "正在读取数据")
}

pub(crate) fn stage_computing() -> Text {
    Text::new("computing", "正在计算")
}

pub(crate) fn stage_writing() -> Text {
    Text::new("writing the results", "正在写出结果")
}
