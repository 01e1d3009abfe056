//! Bands and tiers: what each text comes to, with its message and its number line. Blanks before the first line count.

use super::*;

/// Name, language and domain; the lines; what comes out. Tiers have names that say so.
const CASES: &[(&str, &str, &str)] = &[
    (
        "rising en",
        "below 60% : 0\nfrom 60% : 0 to 100\nfrom 100% : 100 to 120\nfrom 150% : 120",
        r#"ok: below 60% | from 60% below 100% | from 100% below 150% | from 150%"#,
    ),
    (
        "falling en",
        "from 110 : S\nfrom 95 : A\nfrom 60 : B\nbelow 60 : D",
        r#"ok: from 110 | from 95 below 110 | from 60 below 95 | below 60"#,
    ),
    ("highs_only en from 0", "up to 60 : D\nup to 80 : C\nabove 80 : B", r#"ok: up to 60 | above 60 up to 80 | above 80"#),
    ("one_line en from 0 up to 5", "from 0 : all", r#"ok: from 0"#),
    ("whole_numbers_meet en whole from 0", "up to 9 : low\nfrom 10 : high", r#"ok: up to 9 | from 10"#),
    ("falling_whole_numbers en whole from 0", "from 10 : high\nup to 9 : low", r#"ok: from 10 | up to 9"#),
    (
        "gap_outside_the_domain en from 10",
        "below 5 : a\nfrom 5 : b",
        r#"E304 nobody can reach “a”: what is looked at can only take values from 10 up
  [1] below 5
  help: correct the number, delete the line, or widen what the input allows
         5        10
  ── a ──○●── b ──├────"#,
    ),
    (
        "expressions_are_left_to_the_run en",
        "up to q : low\nup to 120%q : mid\nabove 120%q : high",
        r#"ok: up to q | above q up to q | above q"#,
    ),
    (
        "gap_at_a_value en",
        "below 60% : 0\nfrom 60% below 100% : 0 to 100\nabove 100% : 120",
        r#"E300 exactly 100% is in no band
  [2] “0 to 100” ends below 100%, and 100% is not in it
  [3] “120” begins above 100%, and 100% is not in it
  help: write `up to 100%` in the line “0 to 100”, or `from 100%` in the line “120”
         60%             100%
  ── 0 ──○●── 0 to 100 ──○?○── 120 ──"#,
    ),
    (
        "gap_at_a_value_in_chinese zh",
        "below 60% : 0\nfrom 60% below 100% : 线性 0 至 100\nabove 100% : 120",
        r#"E300 恰好 100% 不属于任何一档
  [2] “线性 0 至 100”到 100% 止，不含 100%
  [3] “120”从 100% 起，不含 100%
  help: 把“线性 0 至 100”一行改为 `不超过100%`，或把“120”一行改为 `100%以上`
         60%                  100%
  ── 0 ──○●── 线性 0 至 100 ──○?○── 120 ──"#,
    ),
    (
        "gap_between_two en",
        "up to 99.99% : low\nfrom 100% : high",
        r#"E300 values above 99.99% and below 100% are in no band, for example 99.995%
  [1] “low” ends at 99.99%, and 99.99% belongs to it
  [2] “high” begins at 100%, and 100% belongs to it
  help: write `below 100%` in the line “low”, or `above 99.99%` in the line “high”
         99.99%  100%
  ── low ──●  ?   ●── high ──"#,
    ),
    (
        "gap_of_a_third en",
        "below 1/3 : low\nabove 1/3 : high",
        r#"E300 exactly 1/3 is in no band
  [1] “low” ends below 1/3, and 1/3 is not in it
  [2] “high” begins above 1/3, and 1/3 is not in it
  help: write `up to 1/3` in the line “low”, or `from 1/3` in the line “high”
           1/3
  ── low ──○?○── high ──"#,
    ),
    (
        "gap_of_whole_numbers en whole from 0",
        "up to 9 : low\nfrom 14 below 20 : high\nfrom 20 : top",
        r#"E300 values from 10 up to 13 are in no band, for example 10
  [1] “low” ends at 9, and 9 belongs to it
  [2] “high” begins at 14, and 14 belongs to it
  help: write `up to 13` in the line “low”, or `from 10` in the line “high”
  0         9     14         20
  ├── low ──●  ?  ●── high ──○●── top ──"#,
    ),
    (
        "gap_of_one_whole_number en whole from 0",
        "up to 9 : low\nfrom 11 : high",
        r#"E300 exactly 10 is in no band
  [1] “low” ends at 9, and 9 belongs to it
  [2] “high” begins at 11, and 11 belongs to it
  help: write `up to 10` in the line “low”, or `from 10` in the line “high”
  0         9     11
  ├── low ──●  ?  ●── high ──"#,
    ),
    (
        "two_gaps en",
        "below 1 : a\nfrom 2 below 3 : b\nabove 3 : c",
        r#"E300 values from 1 to below 2 are in no band, for example 1
  [1] “a” ends below 1, and 1 is not in it
  [2] “b” begins at 2, and 2 belongs to it
  help: write `below 2` in the line “a”, or `from 1` in the line “b”
         1     2       3
  ── a ──○  ?  ●── b ──○?○── c ──
E300 exactly 3 is in no band
  [2] “b” ends below 3, and 3 is not in it
  [3] “c” begins above 3, and 3 is not in it
  help: write `up to 3` in the line “b”, or `from 3` in the line “c”
         1     2       3
  ── a ──○  ?  ●── b ──○?○── c ──"#,
    ),
    (
        "overlap_at_a_value en",
        "from 60 : pass\nup to 60 : fail",
        r#"E301 exactly 60 lies in two bands, “fail” and “pass”
  [2] “fail” ends at 60, and 60 belongs to it
  [1] “pass” begins at 60, and 60 belongs to it
  help: write `below 60` in the line “fail”, or `above 60` in the line “pass”
            60
  ── fail ──●!●── pass ──"#,
    ),
    (
        "overlap_at_a_value_in_chinese zh",
        "from 60 : 合格\nup to 60 : 不合格",
        r#"E301 恰好 60 同时属于“不合格”和“合格”两档
  [2] “不合格”到 60 止，含 60
  [1] “合格”从 60 起，含 60
  help: 把“不合格”一行改为 `不满60`，或把“合格”一行改为 `超过60`
              60
  ── 不合格 ──●!●── 合格 ──"#,
    ),
    (
        "overlap_of_a_range en",
        "below 60 : D\nfrom 60 below 80 : C\nfrom 70 below 90 : B\nfrom 90 : A",
        r#"E301 values from 70 to below 80 lie in two bands, “C” and “B”, for example 70
  [2] “C” ends below 80, and 80 is not in it
  [3] “B” begins at 70, and 70 belongs to it
  help: write `below 70` in the line “C”, or `from 80` in the line “B”
         60       70      80      90
  ── D ──○●── C ──●══ ! ══○── B ──○●── A ──"#,
    ),
    (
        "begin_at_the_same_place en from 60",
        "from 60 : C\nfrom 60 below 80 : B",
        r#"E301 values from 60 to below 80 lie in two bands, “B” and “C”, for example 60
  [2] “B”: from 60 below 80
  [1] “C”: from 60
  help: correct the ends so that each line has values of its own, or delete one of the two lines
      60      80
      ●══ ! ══○── C ──"#,
    ),
    (
        "end_at_the_same_place en up to 60",
        "up to 60 : C\nup to 60 : B",
        r#"E301 values up to 60 lie in two bands, “C” and “B”, for example 60
  [1] “C”: up to 60
  [2] “B”: up to 60
  help: correct the ends so that each line has values of its own, or delete one of the two lines
         60
  ══ ! ══●"#,
    ),
    (
        "same_expression_twice en",
        "up to q : low\nfrom q : high",
        r#"E301 a value that is exactly at the end these two lines share lies in two bands
  [1] “low” ends with it
  [2] “high” begins with it
  help: write `below …` in the line “low”, or `above …` in the line “high”"#,
    ),
    (
        "same_expression_by_nobody zh",
        "below q : 低\nabove q : 高",
        r#"E300 恰好等于这两行共同端点的值不属于任何一档：两行都不含它
  [1] “低”到此为止，不含此值
  [2] “高”从此开始，不含此值
  help: 把“低”一行改为 `不超过…`，或把“高”一行改为 `不低于…`"#,
    ),
    (
        "order en",
        "below 60 : D\nfrom 90 : A\nfrom 80 : B",
        r#"E302 the lines go neither from low to high nor from high to low
  [3] with “B”, from 80, the order turns
  [2] after “A”: from 90
  help: check the numbers; from low to high the lines are “D”, “B”, “A”"#,
    ),
    (
        "order_in_chinese zh",
        "from 5_000 : 一档\nfrom 1_000 : 二档\nfrom 20_000 : 三档",
        r#"E302 各行既不是从低到高，也不是从高到低
  [3] 从“三档”（20,000以上）起次序反了过来
  [2] 前一行“二档”：1,000以上
  help: 请检查数字；从低到高的次序是：“二档”、“一档”、“三档”"#,
    ),
    (
        "ends_before_it_begins en",
        "below 60 : D\nfrom 80 up to 60 : C\nfrom 80 : B",
        r#"E303 no value lies in the band “C”: it ends before it begins
  [2] from 80 up to 60
  help: check the two numbers; the other way round it would be `from 60 below 80`"#,
    ),
    (
        "nothing_between zh",
        "above 60 below 60 : 乙\nfrom 60 : 甲",
        r#"E303 没有值属于“乙”这一档：上限和下限相同，又不含这个值
  [1] 超过60不满60
  help: 如果只指这一个值，请写 `60以上不超过60`；否则删去这一行"#,
    ),
    (
        "no_whole_number en whole from 0",
        "up to 3 : low\nabove 3 below 4 : mid\nfrom 4 : high",
        r#"E303 no whole number lies in the band “mid”
  [2] above 3 below 4
  help: correct one of its ends, or delete the line"#,
    ),
    (
        "out_of_reach en from 0 up to 100",
        "below 60 : D\nfrom 60 : C\nfrom 110 : S",
        r#"E304 nobody can reach “S”: what is looked at can only take values from 0 up to 100
  [3] from 110
  help: correct the number, delete the line, or widen what the input allows
  0       60      100   110
  ├── D ──○●── C ──┤────○●── S ──"#,
    ),
    (
        "out_of_reach_in_chinese zh from 1 up to 5",
        "below 1 : 丙\nfrom 1 : 乙\nfrom 4 : 甲",
        r#"E304 谁也到不了“丙”这一档：所看的值只可能是1以上不超过5的值
  [1] 不满1
  help: 请改正数字、删去这一行，或放宽数据中允许的范围
          1         4         5
  ── 丙 ──○●── 乙 ──○●── 甲 ──┤"#,
    ),
    (
        "below_the_first_line en from 0 up to 100",
        "from 60 up to 80 : C\nabove 80 : B",
        r#"E305 values from 0 to below 60 are in no band, but can occur, for example 0
  [1] “C” begins at 60, and 60 belongs to it
  [0] these bands must cover every value
  help: leave `from 60` out of the line “C”, add a line `below 60`, or say at the input that such values cannot occur
  0     60      80      100
  ├  ?  ●── C ──●○── B ──┤"#,
    ),
    (
        "above_the_last_line zh",
        "below 60 : 丙\nfrom 60 up to 100 : 甲",
        r#"E305 超过100的值有可能出现，但不属于任何一档，例如 101
  [2] “甲”到 100 止，含 100
  [0] 这里的各档须覆盖所有可能的值
  help: 把“甲”一行的 `不超过100` 去掉，或另加一行 `超过100`，或在数据中写明不会有这样的值
          60       100
  ── 丙 ──○●── 甲 ──●  ?"#,
    ),
    (
        "no_end_between en",
        "below 60 : D\nfrom 60 : C\nup to 100 : B\nabove 100 : A",
        r#"E307 nothing says where the band “C” ends and “B” begins
  [2] no upper end here
  [3] and no lower end here
  help: write the end once: `below …` in the line “C”, or `from …` in the line “B”"#,
    ),
    (
        "many_lines en",
        "below 1 : a\nfrom 1 below 2 : b\nfrom 2 below 3 : c\nfrom 3 below 4 : d\nfrom 5 below 6 : e\nfrom 6 below 7 : f\nfrom 7 below 8 : g\nfrom 8 : h",
        r#"E300 values from 4 to below 5 are in no band, for example 4
  [4] “d” ends below 4, and 4 is not in it
  [5] “e” begins at 5, and 5 belongs to it
  help: write `below 5` in the line “d”, or `from 4` in the line “e”
       1       2        3        4     5       6        7        8
    …  ●── b ──○●── c ──○●── d ──○  ?  ●── e ──○●── f ──○●── g ──○  …"#,
    ),
    (
        "long_labels en",
        "below 100_000_000 : no result below this line, ask the owner\nfrom 100_000_000 below 200_000_000 : linear 0 to 100 with a bonus on top\nabove 200_000_000 below 300_000_000 : linear 100 to 200 with a bonus on top\nfrom 300_000_000 : everything there is to have",
        r#"E300 exactly 200,000,000 is in no band
  [2] “linear 0 to 100 with a bonus …” ends below 200,000,000, and 200,000,000 is not in it
  [3] “linear 100 to 200 with a bonu…” begins above 200,000,000, and 200,000,000 is not in it
  help: write `up to 200_000_000` in the line “linear 0 to 100 with a bonus …”, or `from 200_000_000` in the line “linear 100 to 200 with a bonu…”
            100,000,000     200,000,000      300,000,000
  ── no resu… ──○●── linear … ──○?○── linear … ──○●── everyth… ──"#,
    ),
    (
        "tiers_from_zero en",
        "up to 100_000 : 2\nup to 300_000 : 3\nabove 300_000 : 5",
        r#"ok: up to 100,000 | above 100,000 up to 300,000 | above 300,000"#,
    ),
    ("tiers_above_zero en", "above 0 up to 10 : 2\nabove 10 : 3", r#"ok: from 0 up to 10 | above 10"#),
    ("tiers_below_zero en", "below 0 : 1\nup to 5 : 2\nabove 5 : 3", r#"ok: below 0 | from 0 up to 5 | above 5"#),
    ("tiers_of_expressions en", "up to q : 3\nup to 120%q : 4\nabove 120%q : 5", r#"ok: up to q | above q up to q | above q"#),
    (
        "tiers_start en",
        "from 10_000 : 2",
        r#"E306 the part of an amount from 0 to below 10,000 is in no tier: tiers count from 0
  [1] “2” begins at 10,000, and 10,000 belongs to it
  [0] the first line must count from 0
  help: write a line `below 10_000` before it, with its rate (0% where nothing is paid) or with `refuse "…"`
  0   10,000
  ├  ?  ●── 2 ──"#,
    ),
    (
        "tiers_last zh",
        "up to 100 : 2\nup to 200 : 3",
        r#"E305 超过200的值有可能出现，但不属于任何一档，例如 201
  [2] “3”到 200 止，含 200
  [0] 这里的各档须覆盖所有可能的值
  help: 把“3”一行的 `不超过200` 去掉，或另加一行 `超过200`，写明比率或 `报错 "…"`
  0       100     200
  ├── 2 ──●○── 3 ──●  ?"#,
    ),
    (
        "tiers_gap_of_whole_numbers en",
        "up to 9 : 3\nfrom 10 : 4",
        r#"E300 values above 9 and below 10 are in no tier, for example 9.5
  [1] “3” ends at 9, and 9 belongs to it
  [2] “4” begins at 10, and 10 belongs to it
  help: write `below 10` in the line “3”, or `above 9` in the line “4”
  0       9     10
  ├── 3 ──●  ?  ●── 4 ──"#,
    ),
    (
        "tiers_negative en",
        "below -5 : 1\nfrom -5 : 2",
        r#"E306 tiers count from 0: no line may begin or end below 0
  [1] below -5
  help: for amounts below 0 write one first line `below 0`; it takes all of them
E306 tiers count from 0: no line may begin or end below 0
  [2] from -5
  help: for amounts below 0 write one first line `below 0`; it takes all of them"#,
    ),
    (
        "tiers_falling en",
        "from 100 : 5\nbelow 100 : 3",
        r#"E302 tiers count up from 0, but these lines go from high to low
  [1] the highest stands first (from 100)
  [2] the lowest stands last (below 100)
  help: write the lines in the opposite order, the lowest first"#,
    ),
];

#[test]
fn cases() {
    for (head, text, expected) in CASES {
        let (name, rest) = head.split_once(' ').unwrap();
        let (language, limits) = rest.split_once(' ').unwrap_or((rest, ""));
        let pick = if language == "zh" { zh } else { en };
        let (integers, limits) = match limits.strip_prefix("whole") {
            Some(limits) => (Integers::Yes, limits),
            None => (Integers::No, limits),
        };
        let found = match name.starts_with("tiers") {
            true => try_tiers(text, pick),
            false => try_bands(text, &domain(limits, integers), pick),
        };
        assert_eq!(found, *expected, "{name}");
    }
}

#[test]
fn no_lines() {
    let mut problems = Vec::new();
    assert!(bands(Vec::new(), &open(), &percents, span(0), &mut problems).is_none());
    assert!(tiers(Vec::new(), &percents, span(0), &mut problems).is_none());
    assert_eq!(problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), ["E308", "E308"]);
}

/// Every drawing is at most 76 columns wide, and a line and its numbers are two rows.
#[test]
fn drawings_are_narrow() {
    for long in [1, 5, 12, 30, 60] {
        let label = "很长的档名".repeat(long);
        let text: String = (0..12).map(|at| format!("above {at}_000_000_000 below {}_000_000_000 : {label}\n", at + 1)).collect();
        let mut problems = Vec::new();
        assert!(bands(lines(&text), &open(), &show::exact, span(0), &mut problems).is_none());
        for problem in &problems {
            let drawing = &problem.drawing.as_ref().unwrap().en;
            assert_eq!(drawing.lines().count(), 2);
            assert!(drawing.lines().all(|row| crate::diagnostic::text::display_width(row) <= 76), "{drawing}");
        }
    }
}
