//! A broken clause hides only what it may have declared: the other mistakes of the file are told all the same.

use super::{check, codes};
use crate::diagnostic::Diagnostic;
use crate::source::{SourceFile, Sources};
use std::collections::BTreeSet;

const ENGLISH: &str = include_str!("../../../policies/field-sales/field-sales.merit");
const CHINESE: &str = include_str!("../../../policies/销售绩效管理制度/销售绩效管理制度.merit");

/// The codes of a whole file, in the order of their places.
fn codes_of(text: &str) -> Vec<&'static str> {
    let mut sources = Sources::new();
    let id = sources.add(SourceFile::new("whole.merit", text));
    let (file, mut problems) = crate::syntax::parse(id, text);
    problems.extend(crate::plan::plan(&[file], &sources).1);
    problems.sort_by_key(|problem: &Diagnostic| problem.labels.first().map_or(0, |label| label.span.start));
    codes(&problems)
}

#[test]
fn a_missing_brace_hides_no_misspelt_name() {
    for (text, expected) in [
        ("payout p {\n  pay 10% of revenue\npayout q {\n  pay 10% of revenu\n}\n", ["E153", "E201"]),
        ("payout p\n  pay 10% of revenue\n}\npayout q {\n  pay 10% of revenu\n}\n", ["E153", "E201"]),
        ("payout p {\n  pay 10% of revenue\n}\n}\npayout q {\n  pay 10% of revenu\n}\n", ["E154", "E201"]),
        ("bnads b {\n  below 5 : 0\n  from 5 : 1\n}\nlet a = revenu\n", ["E151", "E201"]),
        ("parm a : number = 5\nlet b = revenu\n", ["E151", "E201"]),
        ("scorecard \"All\" {\n}\nlet b = revenu\n", ["E152", "E201"]),
    ] {
        let (_, problems, _) = check(text);
        assert_eq!(codes(&problems), expected, "{text}");
    }
}

#[test]
fn a_broken_value_of_an_example_costs_only_itself() {
    let example = |given: &str| format!("payout p {{ pay 1% of revenue }}\nexample \"e\" {{\n  period 2026-Q1\n{given}}}\n");
    for (given, expected) in [
        ("  given role \"AE\" team \"East\", revenu 5,\n        quota 6\n  expect p = 0\n", vec!["E152", "E201"]),
        ("  given role \"AE\", revenue 5 5, quota > 6, lgos 5\n  expect p = 0\n", vec!["E152", "E152", "E201"]),
        (
            "  given role \"AE\",\n        deals { amout 5, closed 2026-01-31; amount closed 2026-01-01 }\n  expect p = 0\n",
            vec!["E152", "E201"],
        ),
        (
            "  given role \"AE\", revenu 5,\n        deals amount 5, closed 2026-01-31;\n              amount 6 }\n  expect p = 0\n",
            vec!["E153", "E201"],
        ),
        ("  given role \"AE\"\n  expect p 0, score = 5, payot = 0\n", vec!["E152", "E201", "E201"]),
        ("  given role \"AE\", quota 100,000, revenu 5\n  expect p = 1,000\n", vec!["E110", "E110", "E201"]),
        ("  given quota 100，000，role \"AE\"\n  expect p = 0\n", vec!["E110"]),
    ] {
        let (_, problems, _) = check(&example(given));
        let mut found = codes(&problems);
        found.sort_unstable();
        assert_eq!(found, expected, "{given}");
    }
}

/// The text without the first sign of this kind on or behind a line, counted from 1.
fn without(text: &str, line: usize, sign: char) -> String {
    let start: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
    let at = start + text[start..].find(sign).unwrap();
    [&text[..at], &text[at + 1..]].concat()
}

/// One brace lost that opens a block and one that closes another: the braces come out even, and belong to the wrong ones.
#[test]
fn braces_that_come_out_even_by_accident() {
    for (policy, cases) in [
        (
            CHINESE,
            [(('}', 92), ('{', 94)), (('}', 52), ('{', 194)), (('{', 155), ('}', 309)), (('}', 118), ('{', 325)), (('{', 305), ('}', 185))],
        ),
        (
            ENGLISH,
            [
                (('{', 223), ('}', 221)),
                (('{', 203), ('}', 188)),
                (('{', 159), ('}', 161)),
                (('{', 89), ('}', 80)),
                (('}', 143), ('{', 216)),
            ],
        ),
    ] {
        for ((one, first), (two, second)) in cases {
            // The later one first, so that the lines keep their numbers.
            let (early, late) = if first < second { ((first, one), (second, two)) } else { ((second, two), (first, one)) };
            let text = without(&without(policy, late.0, late.1), early.0, early.1);
            assert_eq!(codes_of(&text), ["E153", "E153"], "{one} {first}, {two} {second}");
        }
    }
}

/// One mistake: what stands in the policy, what is written instead, and the code of the only message about it.
type Slip = (&'static str, &'static str, &'static str);

const ENGLISH_SLIPS: &[Slip] = &[
    ("  period      quarter", "  perod       quarter", "E151"),
    ("quota           : money ", "quota           : monye ", "E152"),
    ("\"First meetings held\"", "\"First meetings held", "E106"),
    ("  \"Service\"  : 80%", "  \"Service\"  80%", "E152"),
    ("sum of net over deals", "sum of nett over deals", "E201"),
    ("  up to 300_000 : 3%", "  up to 300,000 : 3%", "E110"),
    ("  supports  growth\n", "  supports  grwth\n", "E201"),
    ("  kpi sales \"Revenue attainment\" {", "  kpi sales \"Revenue attainment\"", "E153"),
    ("    for goal loyalty_goal", "    for goal loyalty_goals", "E201"),
    ("sum of quota over team", "sum of qouta over team", "E201"),
    ("  kpi first_meetings", "  kip first_meetings", "E151"),
    ("measure  manager_rating", "measure  manager_ratng", "E201"),
    ("  C  from 60  : coefficient 0.8", "  C  from 60  coefficient 0.8", "E152"),
    ("gate \"The code", "gaet \"The code", "E151"),
    ("standard on won_credit", "standrad on won_credit", "E201"),
    ("  pay      meeting_fee * accepted", "  pay      meeting_fee * acepted", "E201"),
    ("  at most  2_000\n}", "  at most  2_000\n", "E153"),
    ("hired 2021-05-10, revenue", "hired 2021-05-10 revenue", "E152"),
    ("discipline.score = 100, teamwork", "disciplin.score = 100, teamwork", "E201"),
    ("fraud_cases 1,", "fraud_case 1,", "E201"),
];

const CHINESE_SLIPS: &[Slip] = &[
    ("  货币      CNY", "  贷币      CNY", "E151"),
    ("班组         ：文本", "班组         ：文夲", "E152"),
    ("列 \"回款金额（元）\"", "列 \"回款金额（元）", "E106"),
    ("\"运维服务\" ：80%", "\"运维服务\" 80%", "E152"),
    ("按 产品 {\n", "按 产品\n", "E153"),
    ("的 计提额 合计", "的 计题额 合计", "E201"),
    ("  基准值    上年同期回款", "  基准值    上年同期回歀", "E201"),
    ("    实际值  新客户数", "    实际值  新客户书", "E201"),
    ("    权重    15%\n    缺失时", "    权里    15%\n    缺失时", "E151"),
    ("满1% 扣1分，最多扣10分\n  }", "满1% 扣1分，最多扣10分\n", "E153"),
    ("  指标 拜访量", "  旨标 拜访量", "E151"),
    ("  C  60以上不满80  ：系数", "  C  60以上不满80  系数", "E151"),
    ("  折算  期内在职天数", "  折算  期内在职天教", "E201"),
    ("  封顶  10000元", "  封顶  10，000元", "E110"),
    ("  计发  新客户奖金 ×", "  计发  新客户奖全 ×", "E201"),
    ("新客户数 3，新客户目标 5，跟进", "新客户数 3 新客户目标 5，跟进", "E152"),
    ("计提回款 = 189800", "计提回歀 = 189800", "E201"),
    ("虚假回款次数 1\n", "虚假回款次教 1\n", "E201"),
];

fn with(policy: &str, slips: &[&Slip]) -> String {
    slips.iter().fold(policy.to_string(), |text, (right, wrong, _)| {
        assert!(text.contains(right), "{right}");
        text.replacen(right, wrong, 1)
    })
}

/// Mistakes that are one message each are as many messages together, whichever of them meet.
#[test]
fn independent_mistakes_add_up() {
    let mut state = 20_260_101_u64;
    let mut random = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    for (policy, slips) in [(ENGLISH, ENGLISH_SLIPS), (CHINESE, CHINESE_SLIPS)] {
        for slip in slips {
            assert_eq!(codes_of(&with(policy, &[slip])), [slip.2], "{slip:?}");
        }
        for _ in 0..12 {
            let chosen: BTreeSet<usize> = (0..2 + random(9)).map(|_| random(slips.len())).collect();
            let chosen: Vec<&Slip> = chosen.into_iter().map(|at| &slips[at]).collect();
            let mut expected: Vec<&str> = chosen.iter().map(|slip| slip.2).collect();
            let mut found = codes_of(&with(policy, &chosen));
            expected.sort_unstable();
            found.sort_unstable();
            assert_eq!(found, expected, "{chosen:#?}");
        }
    }
}
