//! Chinese written without the blanks that part a name from the words around it.
//!
//! A name is never cut by the reader, whatever it contains. But where a run is no name and falls apart into declared names and
//! words of the language alone, that is what was meant, and the message offers it.

use super::keywords;

/// Runs longer than this are looked at no further.
const LONGEST: usize = 60;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Name,
    Word,
    Number,
}

#[derive(Clone, Copy)]
struct Token<'r> {
    kind: Kind,
    text: &'r str,
}

/// The run with its blanks, if it consists of names and words of the language, at least one of each.
pub(crate) fn parted(run: &str, is_name: &dyn Fn(&str) -> bool) -> Option<String> {
    if run.chars().count() > LONGEST || run.is_ascii() || is_name(run) {
        return None;
    }
    let tokens = cut(run, is_name)?;
    let has = |kind: Kind| tokens.iter().any(|token| token.kind == kind);
    // A digit may belong to a name, a number with a point may not.
    let valued = has(Kind::Number) && run.contains(['.', '\u{FF0E}', '%', '\u{FF05}']);
    if !has(Kind::Name) || !(has(Kind::Word) || valued) {
        return None;
    }
    let mut out = String::new();
    let mut before = None;
    for token in tokens {
        // A number may follow its word at once: 不低于90.
        if before.is_some_and(|kind| kind != Kind::Word || token.kind != Kind::Number) {
            out.push(' ');
        }
        out.push_str(token.text);
        before = Some(token.kind);
    }
    Some(out)
}

/// The fewest tokens that make up the run, from its end to its beginning.
fn cut<'r>(run: &'r str, is_name: &dyn Fn(&str) -> bool) -> Option<Vec<Token<'r>>> {
    let starts: Vec<usize> = run.char_indices().map(|(at, _)| at).collect();
    let mut best: Vec<Option<Vec<Token<'r>>>> = vec![None; run.len().saturating_add(1)];
    if let Some(end) = best.last_mut() {
        *end = Some(Vec::new());
    }
    for start in starts.iter().rev() {
        let rest = run.get(*start..).unwrap_or("");
        let mut found: Option<Vec<Token<'r>>> = None;
        for token in tokens_at(rest, is_name) {
            let behind = best.get(start.saturating_add(token.text.len())).and_then(Option::as_ref);
            let Some(behind) = behind else { continue };
            let names_touch = token.kind == Kind::Name && behind.last().is_some_and(|next| next.kind == Kind::Name);
            let shorter = found.as_ref().is_none_or(|found| behind.len().saturating_add(1) < found.len());
            if !names_touch && shorter {
                let mut all = behind.clone();
                all.push(token);
                found = Some(all);
            }
        }
        if let Some(slot) = best.get_mut(*start) {
            *slot = found;
        }
    }
    let mut tokens = best.into_iter().next().flatten()?;
    tokens.reverse();
    Some(tokens)
}

/// What the run may begin with; names come first.
fn tokens_at<'r>(rest: &'r str, is_name: &dyn Fn(&str) -> bool) -> Vec<Token<'r>> {
    let mut tokens = Vec::new();
    let ends = rest.char_indices().map(|(at, c)| at.saturating_add(c.len_utf8()));
    for end in ends {
        let Some(text) = rest.get(..end) else { continue };
        let splits_latin = text.ends_with(is_latin) && rest.get(end..).is_some_and(|rest| rest.starts_with(is_latin));
        if !splits_latin && (is_name(text) || keywords::built_in().contains(&text)) {
            tokens.push(Token { kind: Kind::Name, text });
        }
        if keywords::chinese().contains(&text) {
            tokens.push(Token { kind: Kind::Word, text });
        }
    }
    tokens.extend(numbers_at(rest).map(|text| Token { kind: Kind::Number, text }));
    tokens
}

/// A number with and without the unit behind it.
fn numbers_at(rest: &str) -> impl Iterator<Item = &str> {
    let digit = |c: char| c.is_ascii_digit() || ('\u{FF10}'..='\u{FF19}').contains(&c);
    let end = rest.find(|c: char| !(digit(c) || matches!(c, '.' | '\u{FF0E}' | '_'))).unwrap_or(rest.len());
    let bare = rest.get(..end).filter(|text| text.starts_with(digit));
    let units = rest.get(end..).unwrap_or("");
    let tail: usize = units.chars().take_while(|c| "%‰％万亿元分天次个人件单户".contains(*c)).map(char::len_utf8).sum();
    let marked = if tail > 0 && bare.is_some() { rest.get(..end.saturating_add(tail)) } else { None };
    marked.into_iter().chain(bare)
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::parted;

    fn cut(run: &str) -> Option<String> {
        parted(run, &|name| ["回款额", "回款目标", "班组", "系数", "c", "每年工龄工资"].contains(&name))
    }

    #[test]
    fn runs_of_names_and_words_are_parted() {
        for (run, parted) in [
            ("班组的回款额平均", "班组 的 回款额 平均"),
            ("回款目标的90%", "回款目标 的90%"),
            ("回款额不低于90", "回款额 不低于90"),
            ("回款额四舍五入到1", "回款额 四舍五入到1"),
            ("回款额无则0", "回款额 无则0"),
            ("且回款目标", "且 回款目标"),
            ("那么回款额否则回款目标", "那么 回款额 否则 回款目标"),
            ("按完成率分档", "按 完成率 分档"),
            ("完成率折成分", "完成率 折成分"),
            ("系数1.2", "系数 1.2"),
            ("c每高于2满1扣2分", "c 每高于2 满1 扣2分"),
        ] {
            assert_eq!(cut(run).as_deref(), Some(parted));
        }
    }

    #[test]
    fn names_and_unknown_words_are_left_alone() {
        for run in ["每年工龄工资", "回款额回款目标", "销售额不低于90", "不低于90", "cost"] {
            assert_eq!(cut(run), None, "{run}");
        }
    }
}
