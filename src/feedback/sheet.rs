//! The notices of one person, as a page to hand over.

use super::writers::{due_text, person, reasons};
use super::{Asked, Notice, Told};
use crate::diagnostic::Language;
use crate::diagnostic::text::sanitise;
use crate::document::words::Words;

/// How a page is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    Markdown,
    Html,
}

/// The page of the person in this row.
pub fn sheet(asked: &Asked<'_>, told: &Told<'_>, row: u32, form: Form) -> String {
    let words = Words { language: asked.language };
    let page = Page { form, out: String::new() };
    let (title, period) = (sanitise(&asked.report.plan.title), asked.report.results.period);
    let mut page = page.head(&person(asked, row), asked.language);
    page.heading(1, &person(asked, row));
    page.paragraph(&format!("{title} · {period}"));
    for notice in told.notices.iter().filter(|notice| notice.row == row) {
        of_notice(&mut page, &words, notice);
    }
    page.end()
}

fn of_notice(page: &mut Page, words: &Words, notice: &Notice<'_>) {
    let clause = notice.clause;
    page.heading(2, &sanitise(clause.title()));
    if let Some(say) = &notice.say {
        page.paragraph(say);
    }
    let mut facts: Vec<(String, String)> = Vec::new();
    if !notice.reasons.is_empty() {
        facts.push((words.say("Why now", "起因"), reasons(words, notice)));
    }
    facts.extend(notice.distances.iter().map(|way| (words.say("What is missing", "还差"), way.clone())));
    facts.extend(notice.actions.iter().map(|action| (words.say("What is to be done", "行动"), action.clone())));
    facts.extend(notice.due.as_ref().map(|due| (words.say("By", "期限"), due_text(words, due))));
    facts.extend(clause.timing().map(|timing| (words.say("When you are told", "时机"), words.timing(timing))));
    if !clause.through().is_empty() {
        facts.push((words.say("How", "渠道"), words.list(clause.through().iter().map(|channel| words.channel(channel)))));
    }
    if !clause.to().is_empty() {
        facts.push((words.say("Told to", "对象"), words.list(clause.to().iter().map(|to| words.addressee(to)))));
    }
    facts.extend(clause.because().map(|because| (words.say("Why this rule", "规则理由"), sanitise(because))));
    page.facts(&facts);
}

struct Page {
    form: Form,
    out: String,
}

impl Page {
    fn head(mut self, title: &str, language: Language) -> Page {
        if self.form == Form::Html {
            let lang = match language {
                Language::English => "en",
                Language::Chinese => "zh-CN",
            };
            self.out.push_str(&format!(
                "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<meta charset=\"utf-8\">\n<title>{}</title>\n<style>{STYLE}</style>\n<body>\n",
                escaped(title)
            ));
        }
        self
    }

    fn heading(&mut self, level: usize, text: &str) {
        match self.form {
            Form::Markdown => self.out.push_str(&format!("{} {}\n\n", "#".repeat(level), plain(text))),
            Form::Html => self.out.push_str(&format!("<h{level}>{}</h{level}>\n", escaped(text))),
        }
    }

    fn paragraph(&mut self, text: &str) {
        match self.form {
            Form::Markdown => self.out.push_str(&format!("{}\n\n", plain(text))),
            Form::Html => self.out.push_str(&format!("<p>{}</p>\n", escaped(text))),
        }
    }

    fn facts(&mut self, facts: &[(String, String)]) {
        match self.form {
            Form::Markdown => {
                for (name, value) in facts {
                    self.out.push_str(&format!("- **{}** {}\n", plain(name), plain(value)));
                }
                self.out.push('\n');
            }
            Form::Html => {
                self.out.push_str("<dl>\n");
                for (name, value) in facts {
                    self.out.push_str(&format!("<dt>{}</dt><dd>{}</dd>\n", escaped(name), escaped(value)));
                }
                self.out.push_str("</dl>\n");
            }
        }
    }

    fn end(mut self) -> String {
        match self.form {
            Form::Markdown => {}
            Form::Html => self.out.push_str("</body>\n</html>\n"),
        }
        self.out
    }
}

const STYLE: &str = "body{font:16px/1.5 sans-serif;max-width:42em;margin:2em auto;padding:0 1em}h1{font-size:1.5em}h2{font-size:1.2em;\
margin-top:1.5em}dl{display:grid;grid-template-columns:max-content 1fr;gap:.3em 1em}dt{font-weight:bold}dd{margin:0}\
@media print{body{margin:0;max-width:none}h2{break-after:avoid}}";

/// Text that is no mark-up.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

/// Text in which Markdown reads no marks.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(character, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|') {
            out.push('\\');
        }
        out.push(character);
    }
    out
}
