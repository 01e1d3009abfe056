//! How the score, the grade and every payout came about, in the words of `why`.

use super::Asked;
use crate::diagnostic::text::sanitise;
use crate::document::words::Words;
use crate::document::{Block, Document};
use crate::plan::ir::DefId;
use crate::report::excepted;
use crate::report::names::{capital, label_of};
use crate::report::readable::Names;
use crate::report::why::{OutlineLine as Line, explain};

/// Statements below this depth are details of a clause.
const DEEPEST: u8 = 2;
/// Statements of one value.
const MOST_LINES: usize = 24;

pub(super) fn came_about(page: &mut Document, asked: &Asked<'_>, names: &Names, words: &Words) {
    let plan = asked.report.plan;
    let wanted: Vec<DefId> = plan.score.into_iter().chain(plan.grade).chain(plan.payouts.iter().copied()).collect();
    if wanted.is_empty() {
        return;
    }
    page.heading(1, words.say("How it came about", "计算过程"));
    approved(page, asked, words);
    if asked.report.faults_of(asked.row).is_empty() {
        page.paragraph(words.say(
            "A number behind ≈ is rounded here; it was computed with all its digits.",
            "≈ 之后的数字为显示时的近似值，计算时未作舍入。",
        ));
    }
    let explained = explain(&asked.report, asked.row, &wanted, asked.language);
    for (id, lines) in wanted.iter().zip(explained.outline(DEEPEST)) {
        page.heading(2, capital(&label_of(plan, *id, asked.language)));
        let lines = shortened(lines, words);
        page.blocks.push(Block::Outline(lines.into_iter().map(|(depth, text)| (depth, own(names, text))).collect()));
    }
}

/// A statement with the titles of the values; what an author gives as a reason stays in the author's words.
fn own(names: &Names, text: String) -> String {
    if text.starts_with("because ") || text.starts_with("理由：") { text } else { names.readable(&text) }
}

/// The whole where it is short, else down to the depth at which it is.
fn shortened(lines: Vec<Line>, words: &Words) -> Vec<(u8, String)> {
    // Without what it stands before, the heading of what was not applied says nothing.
    let idle = words.say("not applied", "未起作用");
    let fits = |depth: u8| lines.iter().filter(|line| line.depth <= depth).count() <= MOST_LINES;
    let depth = (1..=DEEPEST).rev().find(|depth| fits(*depth)).unwrap_or(1);
    let mut out: Vec<(u8, String)> = Vec::new();
    for line in lines.into_iter().filter(|line| line.depth <= depth && (line.depth < depth || line.text != idle)) {
        let more = line.more;
        let text = if more > 0 && line.depth < depth {
            words.say(format!("{} (and {more} more)", line.text), format!("{}（另有 {more} 项）", line.text))
        } else {
            line.text
        };
        out.push((line.depth, text));
    }
    out
}

/// Approved exceptions: what counts instead of what, by whom, until when.
fn approved(page: &mut Document, asked: &Asked<'_>, words: &Words) {
    let plan = asked.report.plan;
    let items = excepted::of_person(&asked.report, asked.row).map(|(excepted, exception)| {
        let name = capital(&label_of(plan, excepted.def, asked.language));
        let now = super::page::cell(asked, excepted.def, words);
        let before = excepted::before(&asked.report, excepted, asked.language);
        let (approved, because, to) = (sanitise(&exception.approved), sanitise(&exception.because), exception.to);
        words.say(
            format!("{name}: {now} instead of {before}, until {to}, approved “{approved}”: {because}"),
            format!("{name}：{now}，原为 {before}，至 {to}，批准“{approved}”：{because}"),
        )
    });
    let items: Vec<String> = items.collect();
    if !items.is_empty() {
        page.heading(2, words.say("Approved exceptions", "特批"));
        page.list(items);
    }
}
