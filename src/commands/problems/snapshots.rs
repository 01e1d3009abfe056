//! The wording of snapshots: what is wrong with them, how cases end, and what the review asks.

use std::io;

use super::{all, cause, in_file, quoted};
use crate::cases::snapshot::{Changes, Damage, Difference, IN_ERROR, Net, OF_NOBODY, PEOPLE};
use crate::commands::test::Tally;
use crate::diagnostic::text::{sanitise, truncate};
use crate::diagnostic::{DataPlace, Diagnostic, Severity, Text};

/// Columns of a damaged line that are shown.
const LONGEST_LINE: usize = 40;

// ---- files ----------------------------------------------------------------------------------------------------------

fn damaged(path: &str, line: Option<usize>, message: Text) -> Diagnostic {
    let row = line.and_then(|line| u64::try_from(line).ok());
    let place = DataPlace { file: path.to_string(), row, ..DataPlace::default() };
    Diagnostic::error("E670", message).place(place).help(Text::new(
        "nothing was replaced; restore the file from the repository, or delete it and look at the results anew",
        "没有替换任何内容；请从代码库恢复该文件，或删除它再重新审阅结果",
    ))
}

pub(crate) fn snapshot_damaged(path: &str, damage: &Damage) -> Diagnostic {
    match damage {
        Damage::NoHeader => damaged(
            path,
            None,
            Text::new("this is no snapshot: its header between two lines `---` is missing", "这不是快照：缺少两行 `---` 之间的开头"),
        ),
        Damage::Merge { line } => damaged(
            path,
            Some(*line),
            Text::new(
                "two versions of the snapshot were merged here, and nobody has decided between them",
                "这里合并了快照的两个版本，还没有取舍",
            ),
        ),
        Damage::Line { line, text } => {
            let said = quoted(&truncate(text, LONGEST_LINE));
            let message = Text::new(format!("{} is no line of a snapshot", said.en), format!("{}不是快照中的一行", said.zh));
            damaged(path, Some(*line), message)
        }
        Damage::KeyTwice { line, key } => {
            let said = quoted(key);
            let message = Text::new(format!("{} stands twice in the snapshot", said.en), format!("{}在快照中出现了两次", said.zh));
            damaged(path, Some(*line), message)
        }
        Damage::CutOff => damaged(path, None, Text::new("the snapshot ends before the number of its people", "快照不完整：没有写到人数")),
    }
}

pub(crate) fn snapshot_no_text(path: &str) -> Diagnostic {
    damaged(path, None, Text::new("this is no snapshot: it is no UTF-8 text", "这不是快照：不是 UTF-8 文本"))
}

pub(crate) fn snapshot_unreadable(path: &str, error: &io::Error) -> Diagnostic {
    let cause = cause(error);
    damaged(path, None, Text::new(format!("the snapshot cannot be read: {}", cause.en), format!("无法读取快照：{}", cause.zh)))
}

pub(crate) fn snapshots_of_nobody(paths: &[String]) -> Diagnostic {
    let names = all(paths);
    let message = Text::new(
        format!("no case of merit.toml makes these snapshots: {}", names.en),
        format!("merit.toml 中没有对应的计算，却有这些快照：{}", names.zh),
    );
    Diagnostic::new("W603", Severity::Note, message)
        .help(Text::new("delete them, or add the [[plan]] that makes them", "请删除，或补上对应的 [[plan]]"))
}

pub(crate) fn review_needs_terminal() -> Diagnostic {
    Diagnostic::error("E671", Text::new("--review asks questions, and nobody sits at a terminal", "--review 需要在终端上逐项询问"))
        .help(Text::new("run it in a terminal; --accept accepts everything", "请在终端中运行；全部接受请用 --accept"))
}

pub(crate) fn cannot_watch(path: &str, error: &str) -> Diagnostic {
    let name = quoted(path);
    let problem =
        Diagnostic::error("E672", Text::new(format!("{} cannot be watched: {error}", name.en), format!("无法监视{}：{error}", name.zh)));
    in_file(problem, path)
}

// ---- cases ----------------------------------------------------------------------------------------------------------

fn people(count: usize) -> Text {
    Text::new(if count == 1 { "1 person".to_string() } else { format!("{count} people") }, format!("{count} 人"))
}

pub(crate) fn case_passed(label: &str, count: usize) -> Text {
    let (label, people) = (sanitise(label), people(count));
    Text::new(format!("  pass  {label}, {}", people.en), format!("  通过  {label}，{}", people.zh))
}

/// The same numbers from a plan that means something else.
pub(crate) fn case_of_other_plan(label: &str, count: usize) -> Text {
    let line = case_passed(label, count);
    Text::new(
        format!("{}; the plan has changed and the numbers have not (--accept notes the plan)", line.en),
        format!("{}；制度有改动而结果不变（--accept 记下新制度）", line.zh),
    )
}

pub(crate) fn case_new(label: &str, count: usize) -> Text {
    let (label, people) = (sanitise(label), people(count));
    Text::new(
        format!("  NEW   {label}, {}: there is no snapshot of them", people.en),
        format!("  新增  {label}，{}：还没有快照", people.zh),
    )
}

pub(crate) fn case_changed(label: &str, changes: &Changes, count: usize) -> Text {
    let (label, of) = (sanitise(label), people(count));
    let (differ, came, went) = (changes.count(Difference::Values), changes.count(Difference::Came), changes.count(Difference::Went));
    let counted = [
        (differ, if differ == 1 { "differs from the snapshot" } else { "differ from the snapshot" }, "人与快照不同"),
        (came, if came == 1 { "is new" } else { "are new" }, "人新出现"),
        (went, if went == 1 { "is gone" } else { "are gone" }, "人不再出现"),
    ];
    let present = || counted.iter().filter(|(count, _, _)| *count > 0);
    let mut en: Vec<String> = present().map(|(count, word, _)| format!("{count} {word}")).collect();
    let mut zh: Vec<String> = present().map(|(count, _, word)| format!("{count} {word}")).collect();
    if en.is_empty() {
        let nobody = changes.footer.iter().any(|line| line.name == OF_NOBODY);
        en.push(if nobody { "other errors befell nobody" } else { "the totals of the snapshot are not those of its people" }.to_string());
        zh.push(if nobody { "不属于任何人的错误有变化" } else { "快照的合计与其中的人员不符" }.to_string());
    }
    Text::new(format!("  FAIL  {label}, {}: {}", of.en, en.join(", ")), format!("  不符  {label}，{}：{}", of.zh, zh.join("，")))
}

/// `changed` is how many people differ from what was kept; nothing where nothing was.
pub(crate) fn case_accepted(label: &str, count: usize, changed: Option<usize>) -> Text {
    let (label, of) = (sanitise(label), people(count));
    let (en, zh) = match changed {
        None => ("new".to_string(), "新快照".to_string()),
        Some(0) => ("the same numbers".to_string(), "结果不变".to_string()),
        Some(changed) => (format!("{changed} changed"), format!("{changed} 人有变化")),
    };
    Text::new(format!("  kept  {label}, {}: {en}", of.en), format!("  接受  {label}，{}：{zh}", of.zh))
}

pub(crate) fn case_without_data(label: &str) -> Text {
    let label = sanitise(label);
    Text::new(format!("  FAIL  {label}: the data cannot be read"), format!("  不符  {label}：无法读取数据"))
}

pub(crate) fn case_damaged(label: &str) -> Text {
    let label = sanitise(label);
    Text::new(format!("  FAIL  {label}: the snapshot is damaged"), format!("  不符  {label}：快照已损坏"))
}

/// Whether the summary says what can be done.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Hint {
    Given,
    None,
}

pub(crate) fn snapshots_summary(tally: Tally, hint: Hint) -> Text {
    let counted = [
        (tally.passed, "passed", "个通过"),
        (tally.accepted, "accepted", "个已接受"),
        (tally.new, "new", "个新增"),
        (tally.changed, "changed", "个有变化"),
        (tally.unread, "cannot be judged", "个无法判断"),
    ];
    let of = tally.all();
    let (mut en, mut zh) = (if of == 1 { "1 snapshot".to_string() } else { format!("{of} snapshots") }, format!("{of} 个快照"));
    for (count, word, chinese) in counted.into_iter().filter(|(count, _, _)| *count > 0) {
        en.push_str(&format!(", {count} {word}"));
        zh.push_str(&format!("，{count} {chinese}"));
    }
    if hint == Hint::Given && tally.waiting() > 0 {
        en.push_str("; `merit test --review` looks at what differs, `merit test --accept` accepts it");
        zh.push_str("；逐项审阅用 merit test --review，全部接受用 merit test --accept");
    }
    Text::new(en, zh)
}

// ---- changes --------------------------------------------------------------------------------------------------------

pub(crate) fn more_people(count: usize) -> Text {
    Text::new(if count == 1 { "and 1 person more".to_string() } else { format!("and {count} people more") }, format!("另有 {count} 人"))
}

pub(crate) fn came() -> Text {
    Text::new("is new:", "新出现：")
}

pub(crate) fn went() -> Text {
    Text::new("is gone:", "不再出现：")
}

/// Where a person does not have a value at all.
pub(crate) fn no_value() -> Text {
    Text::new("none", "无")
}

pub(crate) fn further_errors() -> Text {
    Text::new("errors", "错误")
}

pub(crate) fn total_of(name: &str) -> Text {
    Text::new(format!("total {name}"), format!("{name} 总额"))
}

/// A line below the people that is no total.
pub(crate) fn footer_name(name: &str) -> Text {
    let zh = match name {
        PEOPLE => "人数",
        IN_ERROR => "有错误的人数",
        OF_NOBODY => "不属于任何人的错误",
        _ => name,
    };
    Text::new(sanitise(name), sanitise(zh))
}

// ---- review ---------------------------------------------------------------------------------------------------------

pub(crate) fn review_nothing() -> Text {
    Text::new("nothing waits to be looked at", "没有需要审阅的结果")
}

pub(crate) fn review_case(policy: &str, label: &str) -> Text {
    let (policy, label) = (sanitise(policy), sanitise(label));
    Text::new(format!("{policy}, {label}"), format!("{policy}，{label}"))
}

pub(crate) fn review_new(count: usize) -> Text {
    let of = people(count);
    Text::new(format!("  {}, of whom there is no snapshot", of.en), format!("  {}，还没有快照", of.zh))
}

pub(crate) fn review_changed(differ: usize, came: usize, went: usize) -> Text {
    let of = people(differ);
    let (mut en, mut zh) = (format!("  {} differ", of.en), format!("  {}有变化", of.zh));
    if differ == 1 {
        en.push('s');
    }
    if came > 0 {
        en.push_str(&format!(", {came} new"));
        zh.push_str(&format!("，新增 {came} 人"));
    }
    if went > 0 {
        en.push_str(&format!(", {went} gone"));
        zh.push_str(&format!("，减少 {went} 人"));
    }
    Text::new(en, zh)
}

/// What the changes of one value come to.
pub(crate) fn review_value(name: &str, count: usize, net: Option<&Net>) -> Text {
    let of = people(count);
    let (mut en, mut zh) = (format!("  {name}: {}", of.en), format!("  {name}：{}", of.zh));
    if let Some(Net { more, less, sum }) = net {
        for (count, word, chinese) in [(*more, "more", "增加"), (*less, "less", "减少")] {
            if count > 0 {
                en.push_str(&format!(", {count} {word}"));
                zh.push_str(&format!("，{count} 人{chinese}"));
            }
        }
        en.push_str(&format!(", {sum} in all"));
        zh.push_str(&format!("，合计 {sum}"));
    }
    Text::new(en, zh)
}

pub(crate) fn review_comers(count: usize) -> Text {
    let of = people(count);
    Text::new(format!("  new or gone: {}", of.en), format!("  新增或减少的人员：{}", of.zh))
}

pub(crate) fn ask_case() -> Text {
    Text::new(
        "accept (a), reject (r), skip (s), by payout (p), by employee (e), quit (q), help (?): ",
        "接受 (a)、拒绝 (r)、跳过 (s)、按项目 (p)、按人员 (e)、退出 (q)、说明 (?)：",
    )
}

pub(crate) fn ask_whole() -> Text {
    Text::new("accept (a), reject (r), skip (s), quit (q), help (?): ", "接受 (a)、拒绝 (r)、跳过 (s)、退出 (q)、说明 (?)：")
}

pub(crate) fn ask_part() -> Text {
    Text::new(
        "accept (a), reject (r), skip (s), accept all (A), reject all (R), back (b), help (?): ",
        "接受 (a)、拒绝 (r)、跳过 (s)、其余全部接受 (A)、其余全部拒绝 (R)、返回 (b)、说明 (?)：",
    )
}

pub(crate) fn review_help() -> Text {
    Text::new(
        concat!(
            "  a  the results are right: they become the snapshot\n",
            "  r  the results are wrong: the snapshot stays, and the plan or the data are to be mended\n",
            "  s  decide later: the results stay beside the snapshot\n",
            "  p  payout by payout, and the score, the grade and the goals: the people it changes for; then a, r or s\n",
            "  e  employee by employee; then a, r or s\n",
            "  A, R  the same for this one and all that follow\n",
            "  b  back to the whole; what has been decided stays\n",
            "  q  leave; what has been decided stays\n",
        ),
        concat!(
            "  a  结果正确：成为新的快照\n",
            "  r  结果不对：快照不变，请改制度或数据\n",
            "  s  以后再定：结果留在快照旁边\n",
            "  p  按发放项目（以及总分、等级、目标）逐项看有哪些人变化，再选 a、r、s\n",
            "  e  逐人查看，再选 a、r、s\n",
            "  A、R  本项及其后全部接受或拒绝\n",
            "  b  返回整体；已作的决定保留\n",
            "  q  退出；已作的决定保留\n",
        ),
    )
}

/// How the decisions stand after a walk.
pub(crate) fn review_so_far(accepted: usize, rejected: usize, open: usize) -> Text {
    Text::new(
        format!("  {accepted} changes accepted, {rejected} rejected, {open} open"),
        format!("  已接受 {accepted} 处变化，拒绝 {rejected} 处，未定 {open} 处"),
    )
}

pub(crate) fn review_summary(accepted: usize, partly: usize, rejected: usize, left: usize) -> Text {
    Text::new(
        format!("{accepted} accepted, {partly} in part, {rejected} rejected, {left} left"),
        format!("接受 {accepted} 个，部分接受 {partly} 个，拒绝 {rejected} 个，未定 {left} 个"),
    )
}

// ---- watch ----------------------------------------------------------------------------------------------------------

pub(crate) fn watching(count: usize) -> Text {
    let en = if count == 1 { "1 folder".to_string() } else { format!("{count} folders") };
    Text::new(format!("watching {en}; Ctrl-C ends"), format!("正在监视 {count} 个文件夹；按 Ctrl-C 结束"))
}

/// Stands above the results of a later run.
pub(crate) fn changed_files(paths: &[String]) -> Text {
    let names = all(paths);
    Text::new(format!("\n—— changed: {} ——\n", names.en), format!("\n—— 有改动：{} ——\n", names.zh))
}
