use super::*;
use crate::diagnostic::Text;
use crate::diagnostic::text::display_width;
use crate::source::{FileId, SourceFile, Span};

const LANGUAGES: [Language; 2] = [Language::English, Language::Chinese];

fn style(language: Language) -> Style {
    Style { language, colour: false, width: 80, unicode: true }
}

fn sources(files: &[(&str, &str)]) -> Sources {
    let mut sources = Sources::new();
    for (name, text) in files {
        sources.add(SourceFile::new(*name, *text));
    }
    sources
}

fn fault(start: usize, end: usize) -> Diagnostic {
    Diagnostic::error("E101", Text::new("wrong", "不对")).label(Span::new(FileId(0), start, end), Text::new("here", "这里"))
}

fn shown(text: &str, diagnostic: Diagnostic) -> String {
    render(&[diagnostic], &sources(&[("p.merit", text)]), &style(Language::English))
}

/// The label of `part` must begin below its first character and be as wide.
#[track_caller]
fn aligned(text: &str, part: &str) {
    let start = text.find(part).unwrap_or(text.len());
    let out = shown(text, fault(start, start + part.len()));
    let lines: Vec<&str> = out.lines().collect();
    let under = lines.iter().position(|line| line.contains('┬')).unwrap_or(1);
    let visible = sanitise(part);
    let at = lines[under - 1].find(&visible).unwrap_or(0);
    assert!(lines[under - 1][at..].starts_with(&visible), "\n{out}");
    let column = display_width(&lines[under - 1][..at]);
    let begin = lines[under].find(['─', '┬']).unwrap_or(0);
    assert_eq!(display_width(&lines[under][..begin]), column, "\n{out}");
    assert_eq!(display_width(lines[under][begin..].trim()), display_width(&visible), "\n{out}");
}

#[test]
fn underlines_stand_below_their_text() {
    for text in [
        "<x>",
        "设 甲 = <x>",
        "奖金（总额）：　= <x> 元",
        "\u{feff}设 = <x>",
        "\t设\t= <x>\tb",
        "a\tb\t<x>",
        "e\u{301}\u{301} <x>",
        "“引…” <x>",
        "🎉 <x>",
        "👨\u{200d}👩\u{200d}👧 <x>",
        "\u{1b}[31m red <x>",
        "\u{202e}abc <x> \u{200b}",
        "一\r\n二 <x>\r\n三\r\n",
        "甲\r乙 <x>",
    ] {
        aligned(text, "<x>");
    }
    aligned("设 全角\u{FF1D}甲", "\u{FF1D}");
    aligned("设 奖金 = 销售额 × 比例", "销售额");
    aligned(&format!("{}<x>{}", "甲".repeat(2500), "b".repeat(2500)), "<x>");
    aligned("a \u{202e} b", "\u{202e}");
}

#[test]
fn no_span_can_panic() {
    for text in ["", "a", "设 甲", "设 甲\r\n", "\u{feff}", "\n\n", "a\u{1b}\tb", "甲\n乙\n"] {
        for start in 0..text.len() + 3 {
            for end in start..text.len() + 3 {
                for language in LANGUAGES {
                    let out = render(&[fault(start, end)], &sources(&[("p", text)]), &style(language));
                    assert!(out.contains(if language == Language::English { "here" } else { "这里" }), "{text:?} {start} {end}\n{out}");
                    assert!(out.contains("╭─[p:"), "{text:?} {start} {end}\n{out}");
                }
            }
        }
    }
}

#[test]
fn many_labels_cannot_panic() {
    let text = "甲 = 1\n乙\t= 22\n\n丙 = 333\n丁 = 4444 + 5\n";
    for seed in 0..400_usize {
        let mut state = seed.wrapping_mul(2_654_435_761) + 12_345;
        let mut next = || {
            state = state.wrapping_mul(1_103_515_245).wrapping_add(12_345) % 2_147_483_648;
            state / 7 % (text.len() + 3)
        };
        let mut diagnostic = Diagnostic::error("E1", Text::same("m"));
        for number in 0..6 {
            diagnostic = diagnostic.label(Span::new(FileId(0), next(), next()), Text::same(format!("label{number}")));
        }
        let out = shown(text, diagnostic);
        assert!((0..6).all(|number| out.contains(&format!("label{number}"))), "{out}");
    }
}

#[test]
fn the_end_of_the_file() {
    assert_eq!(
        shown("let a = ", fault(8, 8)),
        "error[E101] wrong\n   ╭─[p.merit:1:9]\n 1 │ let a =\n   ·         ▲\n   ·         ╰── here\n   ╰────\n"
    );
    assert_eq!(shown("let a = \n\n", fault(10, 10)), shown("let a = ", fault(8, 8)));
}

#[test]
fn both_languages() {
    let text = "# 方案\n设 奖金 = 销售额 + 比例\n\n";
    let diagnostic = Diagnostic::error("E203", Text::new("money and a ratio cannot be added", "金额与比例不能相加"))
        .label(Span::new(FileId(0), 22, 31), Text::new("money", "金额"))
        .label(Span::new(FileId(0), 34, 40), Text::new("a ratio", "比例"))
        .help(Text::new("multiply them", "请改为相乘"));
    let sources = sources(&[("方案.merit", text)]);
    assert_eq!(
        render(std::slice::from_ref(&diagnostic), &sources, &style(Language::English)),
        "error[E203] money and a ratio cannot be added\n   ╭─[方案.merit:2:8]\n 1 │ # 方案\n 2 │ 设 奖金 = 销售额 + 比例\n   ·           ───┬──   ──┬─\n   ·              │       ╰── a ratio\n   ·              ╰── money\n   ╰────\n  help: multiply them\n"
    );
    let chinese = render(&[diagnostic.clone(), diagnostic], &sources, &Style { unicode: false, ..style(Language::Chinese) });
    let one = "错误[E203] 金额与比例不能相加\n   ,-[方案.merit:2:8]\n 1 | # 方案\n 2 | 设 奖金 = 销售额 + 比例\n   :           ^^^|^^   ^^|^\n   :              |       `-- 比例\n   :              `-- 金额\n   `----\n  帮助：请改为相乘\n";
    assert_eq!(chinese, format!("{one}\n{one}"));
}

#[test]
fn several_files_and_distant_lines() {
    let main = format!("甲 = 1\n{}乙 = 2\n", "\n".repeat(20));
    let sources = sources(&[("main.merit", &main), ("used.merit", "丙 = 3\n")]);
    let label = |file: u16, start: usize, text: &str| (Span::new(FileId(file), start, start + 3), Text::same(text));
    let mut diagnostic = Diagnostic::warning("W301", Text::same("m"));
    for (span, text) in [label(1, 0, "first"), label(0, main.find('乙').unwrap_or(0), "second"), label(0, 0, "third"), label(7, 0, "lost")]
    {
        diagnostic = diagnostic.label(span, text);
    }
    let out = render(&[diagnostic], &sources, &style(Language::English));
    let at = |text: &str| out.find(text).unwrap_or(0);
    assert!(0 < at("[used.merit:1:1]") && at("[used.merit:1:1]") < at("first") && at("first") < at("[main.merit:22:1]"));
    assert!(at("second") < at("[main.merit:1:1]") && at("third") < at("\n  lost\n"), "{out}");
}

#[test]
fn overlapping_labels_come_in_blocks_of_their_own() {
    let mut diagnostic = fault(0, 9);
    for (start, end, text) in [(4, 5, "inner"), (0, 9, "same"), (0, 0, "point")] {
        diagnostic = diagnostic.label(Span::new(FileId(0), start, end), Text::same(text));
    }
    let out = shown("abc + def", diagnostic);
    assert_eq!(out.matches("╭─[").count(), 3, "{out}");
    assert!(out.contains("│ abc + def\n   · ▲   ┬\n"), "{out}");
}

#[test]
fn labels_over_several_lines() {
    let text = "一\n二\n三\n四\n五\n六\n七\n八\n九\n十\n";
    let out = shown(text, fault(0, 11));
    assert!(out.contains("1 │ ╭─▶ 一") && out.contains("3 │ ├─▶ 三") && out.contains("╰──── here"), "{out}");
    let out = shown(text, fault(0, text.len()));
    assert!(out.contains("here (to line 10)") && !out.contains('三'), "{out}");
}

#[test]
fn nothing_invisible_reaches_the_terminal() {
    let diagnostic = Diagnostic::error("E4", Text::same("a\u{1b}[31m\u{202e}\nb"))
        .label(Span::new(FileId(0), 0, 1), Text::same("\u{9b}x"))
        .place(DataPlace {
            file: "a\u{7}.csv".into(),
            row: None,
            column: Some("\u{200b}".into()),
            cell: Some("\u{1b}]8;;".into()),
            person: Some("\r".into()),
        })
        .drawing(Text::same("\u{1b}d\n  e"))
        .help(Text::same("\u{feff}h\nsecond"));
    let out = render(&[diagnostic], &sources(&[("\u{1b}.merit", "\u{1b}]8;;http\u{7}\u{85}\u{2066}")]), &style(Language::English));
    assert!(!out.chars().any(|c| c != '\n' && sanitise(&c.to_string()) != c.to_string()), "{out:?}");
    assert!(out.starts_with("error[E4] a␛[31m⟨U+202E⟩␊b\n"), "{out}");
    assert!(out.ends_with("    ␛d\n      e\n  help: ⟨U+FEFF⟩h\n        second\n"), "{out}");
}

#[test]
fn data_cells() {
    let full = DataPlace {
        file: "people.csv".into(),
        row: Some(17),
        column: Some("quota".into()),
        cell: Some("abc".into()),
        person: Some("E017".into()),
    };
    assert_eq!(place_line(&full, Language::English), "people.csv, row 17, column \"quota\": \"abc\" (person E017)");
    assert_eq!(place_line(&full, Language::Chinese), "people.csv 第 17 行，列“quota”：“abc”（人员 E017）");
    let json = DataPlace { file: "p.JSON".into(), cell: Some(String::new()), person: None, ..full };
    assert_eq!(place_line(&json, Language::English), "p.JSON, record 17, column \"quota\": empty");
    assert_eq!(place_line(&json, Language::Chinese), "p.JSON 第 17 条，列“quota”：空");
    let mut diagnostic = Diagnostic::error("E401", Text::same("m"));
    for _ in 0..25 {
        diagnostic = diagnostic.place(DataPlace { file: "p.csv".into(), ..DataPlace::default() });
    }
    let out = render(&[diagnostic], &Sources::new(), &style(Language::Chinese));
    assert_eq!((out.matches("  p.csv\n").count(), out.ends_with("  另有 5 处\n")), (20, true));
}

#[test]
fn a_fix_without_help() {
    let sources = sources(&[("p", "abc")]);
    let help = |start: usize, end: usize, new: &str, language: Language| {
        let diagnostic = Diagnostic::error("E1", Text::same("m")).fix(Span::new(FileId(0), start, end), new);
        render(&[diagnostic], &sources, &style(language)).split_once('\n').map(|(_, help)| help.to_string()).unwrap_or_default()
    };
    assert_eq!(help(0, 1, "x", Language::English), "  help: write `x` instead\n");
    assert_eq!(help(0, 1, "x", Language::Chinese), "  帮助：改写为 `x`\n");
    assert_eq!(help(1, 1, "x", Language::English), "  help: write `x` here\n");
    assert_eq!(help(0, 2, "", Language::Chinese), "  帮助：删去 `ab`\n");
    assert_eq!(help(0, 1, "x\n  y\n", Language::English), "  help: write this instead:\n            x\n              y\n");
}

#[test]
fn summaries() {
    let error = || Diagnostic::error("E1", Text::same("m"));
    let warning = || Diagnostic::warning("W1", Text::same("m"));
    let all = [error(), warning(), error(), error(), Diagnostic::new("N1", Severity::Note, Text::same("m"))];
    assert_eq!(summary(&all, Language::English).as_deref(), Some("3 errors, 1 warning"));
    assert_eq!(summary(&all, Language::Chinese).as_deref(), Some("3 个错误，1 个警告"));
    assert_eq!(summary(&all[..1], Language::English).as_deref(), Some("1 error"));
    assert_eq!(summary(&all[4..], Language::English), None);
}

#[test]
fn colours_end_on_their_line() {
    let diagnostic = fault(0, 3).help(Text::same("h")).label(Span::new(FileId(0), 6, 7), Text::same("two"));
    let coloured =
        render(std::slice::from_ref(&diagnostic), &sources(&[("p.merit", "abc = d")]), &Style { colour: true, ..style(Language::English) });
    assert!(
        coloured.starts_with("\u{1b}[1;31merror[E101]\u{1b}[0m\u{1b}[1m wrong\u{1b}[0m\n") && !coloured.contains("\u{1b}]8"),
        "{coloured:?}"
    );
    let mut plain = String::new();
    for (at, part) in coloured.split('\u{1b}').enumerate() {
        plain.push_str(if at == 0 { part } else { part.split_once('m').map_or("", |(_, rest)| rest) });
    }
    assert_eq!(plain, shown("abc = d", diagnostic));
}

#[test]
fn long_texts_keep_to_the_width() {
    let long = Text::new("many short words ".repeat(20), "很长的一句话，".repeat(20));
    let text = format!("{}甲乙{}", "前".repeat(100), "后".repeat(100));
    let diagnostic = Diagnostic::error("E1", long.clone()).label(Span::new(FileId(0), 300, 306), long.clone()).help(long);
    for language in LANGUAGES {
        let out = render(std::slice::from_ref(&diagnostic), &sources(&[("p", &text)]), &style(language));
        assert!(out.lines().all(|line| display_width(line) <= 80), "{out}");
    }
}

#[test]
fn a_thousand_diagnostics_of_a_long_file() {
    let text = "设 奖金 = 销售额 × 比例 + 常数 1234567890\n".repeat(10_000);
    let all: Vec<Diagnostic> = (0..1000).map(|at| fault(at * 580, at * 580 + 3)).collect();
    let sources = sources(&[("p", &text)]);
    let out = render(&all, &sources, &style(Language::Chinese));
    assert!(out.len() > 100_000);
}
