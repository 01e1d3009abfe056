//! A policy in one language and one layout, without its comments and its examples: so that none of them makes a difference.

use crate::diagnostic::Language;
use crate::format::{Names, format};
use crate::source::{FileId, SourceFile, Sources};
use crate::syntax::concrete::{Kind, concrete};

/// The texts of a policy as `merit fmt` writes them in a language. What cannot be written so stays as it is.
pub(super) fn written(sources: &Sources, language: Language) -> Sources {
    let mut names = Names::default();
    for file in sources.files() {
        names.add(file.text());
    }
    let mut made = Sources::new();
    for (file, number) in sources.files().iter().zip(0_u16..) {
        let own = plain(&file.text().replace("\r\n", "\n"));
        let text = format(FileId(number), &own, Some(language), &names).map_or(own, |made| made.text);
        made.add(SourceFile::new(file.name(), text.as_str()));
    }
    made
}

/// The text without what pays nobody.
fn plain(text: &str) -> String {
    let Some((root, comments)) = concrete(text) else { return text.to_string() };
    let examples = root.all(Kind::example).map(|example| (example.start, example.end));
    let mut out_of: Vec<(usize, usize)> = comments.iter().map(|comment| (comment.start, comment.end)).chain(examples).collect();
    out_of.sort_unstable();
    let (mut out, mut done) = (String::with_capacity(text.len()), 0_usize);
    for (start, end) in out_of {
        out.push_str(text.get(done..start).unwrap_or_default());
        done = end.max(done);
    }
    out.push_str(text.get(done..).unwrap_or_default());
    out
}
