//! The wording of `merit test --filter`.

use super::quoted;
use crate::diagnostic::text::list;
use crate::diagnostic::{Diagnostic, Language, Text};

/// No example has a title with this text; `near` are titles that may be meant, `known` the first of all.
pub(crate) fn no_such_example(wanted: &str, near: &[Text], known: &[Text]) -> Diagnostic {
    let name = quoted(wanted);
    let problem = Diagnostic::error(
        "E645",
        Text::new(format!("--filter: no example has {} in its title", name.en), format!("--filter：没有标题含{}的示例", name.zh)),
    );
    let titles = |titles: &[Text], language| {
        let quoted: Vec<String> = titles.iter().map(|title| quoted(title.get(language)).get(language).to_string()).collect();
        list(&quoted, language)
    };
    if !near.is_empty() {
        let (en, zh) = (titles(near, Language::English), titles(near, Language::Chinese));
        return problem.help(Text::new(format!("did you mean {en}?"), format!("是不是{zh}？")));
    }
    if known.is_empty() {
        return problem.help(Text::new("there are no examples at all", "制度中没有示例"));
    }
    let first: Vec<Text> = known.iter().map(|title| Text::new(quoted(&title.en).en, quoted(&title.zh).zh)).collect();
    let joined = |language, by: &str| first.iter().map(|title| title.get(language)).collect::<Vec<&str>>().join(by);
    let (en, zh) = (joined(Language::English, ", "), joined(Language::Chinese, "、"));
    problem.help(Text::new(format!("there are for instance {en}"), format!("已有的示例如{zh}")))
}

/// Behind the number of examples: how many were left out.
pub(crate) fn left_out(count: usize) -> Text {
    Text::new(format!(", {count} left out"), format!("，另有 {count} 个未选"))
}
