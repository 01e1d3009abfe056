//! Rows of totals, which spreadsheets add under the people and which are no people.

/// Words that stand alone in a row of totals.
const WORDS: [&str; 18] = [
    "合计",
    "总计",
    "小计",
    "累计",
    "汇总",
    "总和",
    "平均",
    "平均值",
    "total",
    "totals",
    "grandtotal",
    "subtotal",
    "sum",
    "average",
    "mean",
    "totalpeople",
    "总数",
    "共计",
];

/// What the key of a row of totals ends with: 一组合计, 本页小计.
const ENDINGS: [&str; 8] = ["合计", "总计", "小计", "累计", "汇总", "共计", "平均", "平均值"];

/// No person's key is as long as this and ends so.
const LONGEST: usize = 10;

/// Whether a text is a word for totals and nothing else: `合 计`, `Total:`, `合计（人）`.
pub(super) fn is_word(text: &str) -> bool {
    WORDS.contains(&bare(text).as_str())
}

/// Whether the key of a row says that it is one of totals.
pub(super) fn is_key(text: &str) -> bool {
    let bare = bare(text);
    is_word(text) || (bare.chars().count() <= LONGEST && ENDINGS.iter().any(|ending| bare.ends_with(ending)))
}

/// The text without blanks, brackets and colons, in small letters.
fn bare(text: &str) -> String {
    let before = text.split(['(', '（', '[', '【']).next().unwrap_or("");
    before.chars().filter(|c| !c.is_whitespace() && !matches!(c, ':' | '：')).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals() {
        for text in ["合计", "合 计", "合\u{3000}计：", "一组小计", "本页合计", "合计（人）", "平均值", "Grand total", "TOTAL:"]
        {
            assert!(is_key(text), "{text}");
        }
        for text in ["E001", "张三", "Sumner", "合计员001", ""] {
            assert!(!is_key(text), "{text}");
        }
        assert!(is_word("总计") && !is_word("华东合计组"));
    }
}
