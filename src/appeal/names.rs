//! What the fields of a cases file are called, in both languages.

use crate::diagnostic::Language;

/// Both names of every field.
const FIELDS: [(&str, &str); 41] = [
    ("cases", "案件"),
    ("id", "编号"),
    ("who", "申诉人"),
    ("period", "周期"),
    ("published", "公布日期"),
    ("notified", "通知日期"),
    ("received", "收到日期"),
    ("filed", "提出日期"),
    ("written", "书面"),
    ("late reason", "逾期理由"),
    ("ground", "事由"),
    ("evidence", "证据"),
    ("contests", "争议结果"),
    ("statement", "陈述"),
    ("wishes", "修改建议"),
    ("manager", "上级"),
    ("raters", "评分人"),
    ("corrections", "更正"),
    ("events", "经过"),
    ("input", "数据"),
    ("key", "编号"),
    ("column", "列"),
    ("value", "应为"),
    ("add", "补入"),
    ("remove", "删去"),
    ("source", "依据"),
    ("on", "日期"),
    ("by", "办理人"),
    ("event", "事项"),
    ("rule", "规则"),
    ("reason", "理由"),
    ("missing", "缺少"),
    ("members", "成员"),
    ("name", "姓名"),
    ("department", "部门"),
    ("relation", "关系"),
    ("body", "机构"),
    ("outcome", "结论"),
    ("clauses", "条款"),
    ("through", "渠道"),
    ("grounds", "复核理由"),
];

/// The Chinese name of a field.
pub(in crate::appeal) fn chinese(name: &str) -> Option<&'static str> {
    FIELDS.iter().find(|(english, _)| *english == name).map(|(_, chinese)| *chinese)
}

/// Whether a key of a file is this field.
pub(in crate::appeal) fn is_called(name: &str, key: &str) -> bool {
    key == name || chinese(name) == Some(key)
}

/// The name of a field in a language.
pub(in crate::appeal) fn in_language(name: &'static str, language: Language) -> &'static str {
    match language {
        Language::English => name,
        Language::Chinese => chinese(name).unwrap_or(name),
    }
}

/// The language in which a text is written.
pub(in crate::appeal) fn language_of(text: &str) -> Language {
    if text.is_ascii() { Language::English } else { Language::Chinese }
}

/// A place such as `events[2].reason` with the fields as the file calls them.
pub(in crate::appeal) fn in_file(field: &str, language: Language) -> String {
    match language {
        Language::English => field.to_string(),
        Language::Chinese => {
            let part = |part: &str| {
                let (name, number) = part.split_at(part.find('[').unwrap_or(part.len()));
                format!("{}{number}", chinese(name).unwrap_or(name))
            };
            field.split('.').map(part).collect::<Vec<String>>().join(".")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::in_file;
    use crate::diagnostic::Language;

    #[test]
    fn places_are_those_of_the_file() {
        assert_eq!(in_file("events[3].reason", Language::English), "events[3].reason");
        assert_eq!(in_file("events[3].reason", Language::Chinese), "经过[3].理由");
        assert_eq!(in_file("corrections[1].add.回款额", Language::Chinese), "更正[1].补入.回款额");
    }
}
