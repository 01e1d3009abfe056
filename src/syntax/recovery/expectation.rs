//! Where a clause breaks and what was expected there, in the words of its author.

use super::contexts::{self, Context, Line};
use super::structure::Piece;
use super::words::words;
use super::{begins_column, models, slips};
use crate::diagnostic::Language;
use crate::diagnostic::{Diagnostic, Text, text};
use crate::source::{FileId, Span};
use crate::syntax::clause_problems as problems;
use crate::syntax::parser::{MeritParser, Rule};
use pest::Parser;
use pest::error::{ErrorVariant, InputLocation};

/// At most so many things are named as expected.
const MOST: usize = 8;

/// The lines that hold two ends.
const RANGES: &[Rule] = &[Rule::band_line, Rule::tier_line, Rule::grade_line, Rule::column_line, Rule::table_row, Rule::grid_row];

/// The words that a rule begins with, where it is expected as a whole.
fn keywords(rule: Rule) -> &'static [Rule] {
    match rule {
        Rule::type_ref => &[
            Rule::k_money,
            Rule::k_percent,
            Rule::k_number,
            Rule::k_count,
            Rule::k_date,
            Rule::k_days,
            Rule::k_text,
            Rule::k_flag,
            Rule::k_person,
            Rule::k_one_of,
        ],
        Rule::choices => &[Rule::k_one_of],
        Rule::column_optional => &[Rule::k_optional],
        Rule::column_default => &[Rule::k_default],
        Rule::column_header => &[Rule::k_column],
        Rule::column_source => &[Rule::k_source],
        Rule::column_owner => &[Rule::k_owner],
        Rule::column_unit => &[Rule::k_as_ratio, Rule::k_in_percent, Rule::k_in_wan],
        Rule::input_parent => &[Rule::k_of],
        Rule::input_period => &[Rule::k_each_period],
        Rule::input_dated => &[Rule::k_dated],
        Rule::input_undated => &[Rule::k_undated],
        Rule::input_system => &[Rule::k_from_system],
        Rule::system => &[Rule::k_salesforce, Rule::k_zoho, Rule::k_jiandaoyun],
        Rule::input_zone => &[Rule::k_zone],
        Rule::input_sheet => &[Rule::k_sheet],
        Rule::input_header_row => &[Rule::k_header_row],
        Rule::input_lines => &[Rule::k_rows_of],
        Rule::first_day => &[Rule::k_first_day, Rule::k_first_day_not],
        Rule::stage_name => &[Rule::k_acquisition, Rule::k_conversion, Rule::k_retention, Rule::k_process, Rule::k_team],
        Rule::header_mode => &[Rule::k_half_up, Rule::k_half_even, Rule::k_round_up, Rule::k_round_down],
        Rule::period_kind => &[Rule::k_month, Rule::k_quarter, Rule::k_half_year, Rule::k_year],
        Rule::since => &[Rule::k_from, Rule::k_since],
        Rule::applies => &[Rule::k_applies],
        Rule::because | Rule::because_line => &[Rule::k_because],
        Rule::allow => &[Rule::k_allow],
        Rule::monthly_wage_line => &[Rule::k_monthly_wage],
        Rule::minimum_wage_line => &[Rule::k_minimum_wage],
        Rule::probation_wage_line => &[Rule::k_probation_wage],
        Rule::tier_mode => &[Rule::k_marginal, Rule::k_whole_tiers],
        Rule::tier_name => &[Rule::k_as],
        Rule::each_en => &[Rule::k_for_each],
        Rule::counting => &[Rule::k_full, Rule::k_started],
        Rule::direction => &[Rule::k_above, Rule::k_below],
        Rule::pro_rata => &[Rule::k_pro_rata],
        Rule::until_zero => &[Rule::k_until_zero],
        Rule::cap | Rule::cap_step => &[Rule::k_at_most, Rule::k_at_least],
        Rule::prorate_step => &[Rule::k_prorate],
        Rule::ratchet_step => &[Rule::k_never_above, Rule::k_never_below],
        Rule::ratchet_when => &[Rule::k_when],
        Rule::refusal => &[Rule::k_refuse],
        Rule::band_onward => &[Rule::k_linear_onward],
        Rule::band_linear => &[Rule::k_linear],
        Rule::cell_any => &[Rule::k_any],
        Rule::table_data => &[Rule::k_from_data],
        Rule::grid_mark => &[Rule::k_grid],
        Rule::rubric => &[Rule::k_rubric],
        Rule::expected_error => &[Rule::k_error_word],
        Rule::example_cell | Rule::example_cells => &[Rule::sum, Rule::left_out],
        Rule::veto_effect => &[Rule::k_grade, Rule::k_total, Rule::k_kpi_word],
        Rule::channel => &[Rule::k_meeting, Rule::k_email, Rule::k_phone, Rule::quoted],
        Rule::addressee => &[Rule::k_the_person, Rule::k_the_manager, Rule::quoted],
        Rule::follows => {
            &[Rule::k_training, Rule::k_coaching, Rule::k_plan_for, Rule::k_reward, Rule::k_warning, Rule::k_transfer, Rule::k_dismissal]
        }
        Rule::training => &[Rule::k_training],
        Rule::coaching => &[Rule::k_coaching],
        Rule::improvement => &[Rule::k_plan_for],
        Rule::reward => &[Rule::k_reward],
        Rule::other_follows => &[Rule::k_warning, Rule::k_transfer, Rule::k_dismissal, Rule::quoted],
        Rule::time_limit => &[Rule::k_within, Rule::k_counted_from, Rule::number_literal],
        Rule::limit_start => &[Rule::k_publication, Rule::k_notice, Rule::k_receipt, Rule::k_filing, Rule::k_acceptance, Rule::k_decision],
        Rule::review_every => &[Rule::k_every_month, Rule::k_every_quarter, Rule::k_every_half_year, Rule::k_every_year],
        Rule::review_topic => &[
            Rule::k_goals,
            Rule::k_kpis,
            Rule::k_grades,
            Rule::k_payouts,
            Rule::k_feedbacks,
            Rule::k_consequences,
            Rule::k_appeals,
            Rule::k_rollout_topic,
        ],
        Rule::template => &[Rule::quoted],
        Rule::deadline => &[Rule::k_within],
        Rule::reason_when => &[Rule::k_when],
        _ => &[],
    }
}

/// Where reading stopped, and the rules that could have gone on there.
struct Stop {
    at: usize,
    expected: Vec<Rule>,
}

/// The byte at which the clause breaks; none where it does not.
pub(super) fn failure(rule: Rule, whole: Rule, text: &str) -> Option<usize> {
    stop(rule, whole, text).map(|stop| stop.at)
}

/// First by the clause's own rule; where that reads only its beginning, by the rule for the whole.
fn stop(rule: Rule, whole: Rule, text: &str) -> Option<Stop> {
    let lead = text.len().saturating_sub(text.trim_start().len());
    let own = text.get(lead..).unwrap_or("");
    let read = match MeritParser::parse(rule, own) {
        Err(error) => return Some(stop_of(&error).shifted(lead)),
        Ok(mut read) => read.next().map_or(0, |read| read.as_str().trim_end().len()),
    };
    let from = lead.saturating_add(read);
    let rest = Stop { at: from, expected: vec![Rule::NL] };
    match MeritParser::parse(whole, text) {
        Ok(_) => None,
        Err(error) => Some(Some(stop_of(&error)).filter(|stop| stop.at >= from).unwrap_or(rest)),
    }
}

impl Stop {
    fn shifted(self, by: usize) -> Stop {
        Stop { at: self.at.saturating_add(by), expected: self.expected }
    }
}

fn stop_of(error: &pest::error::Error<Rule>) -> Stop {
    let at = match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
    };
    let expected = match &error.variant {
        ErrorVariant::ParsingError { positives, .. } => positives.clone(),
        ErrorVariant::CustomError { .. } => Vec::new(),
    };
    Stop { at, expected }
}

/// The message about a clause that breaks somewhere; where nothing nearer is known, with what the whole of it looks like.
pub(super) fn broken(file: FileId, text: &str, piece: Piece, rules: (Rule, Rule)) -> Diagnostic {
    let problem = breaks(file, text, piece, rules);
    match models::of_line(rules.0).or_else(|| models::model(piece.of(text))).filter(|_| problem.help.is_none()) {
        Some(model) => problem.help(model),
        None => problem,
    }
}

fn breaks(file: FileId, text: &str, piece: Piece, (rule, whole): (Rule, Rule)) -> Diagnostic {
    let own = piece.of(text);
    let stop = stop(rule, whole, own).unwrap_or(Stop { at: 0, expected: Vec::new() });
    let rest = own.get(stop.at..).unwrap_or("");
    let blank = rest.len().saturating_sub(rest.trim_start().len());
    let found = rest.trim_start();
    let expected = expected(&stop.expected);
    if found.is_empty() || rest.get(..blank).is_some_and(|blank| blank.contains(['\n', '\r'])) {
        let before = own.get(..stop.at).unwrap_or("").trim_end().len();
        let end = piece.start.saturating_add(before);
        let last = own.get(..before).and_then(|text| text.chars().next_back()).map_or(0, char::len_utf8);
        if let Some(problem) = slips::at_end(own.get(..before).unwrap_or(""), piece.start, file) {
            return problem;
        }
        let more: Vec<Rule> =
            stop.expected.iter().copied().filter(|rule| !matches!(rule, Rule::NL | Rule::semicolon | Rule::rbrace)).collect();
        let expected = self::expected(&more);
        return problems::not_finished(expected, Span::new(file, end.saturating_sub(last), end));
    }
    let word = first_word(found);
    let start = piece.start.saturating_add(stop.at).saturating_add(blank);
    let span = Span::new(file, start, start.saturating_add(word.len()));
    if matches!(word, "to" | "至" | "到") && RANGES.contains(&rule) {
        return problems::range_word(word, span);
    }
    let before = own.get(..stop.at).unwrap_or("");
    if rule == Rule::column_line && before.trim_end().ends_with([',', '\u{FF0C}', '\u{3001}']) && begins_column(found) {
        return problems::column_behind_comma(word, span);
    }
    if let Some(problem) = slips::slip(before.trim_end(), found, start, file) {
        return problem;
    }
    let known = stop
        .expected
        .iter()
        .flat_map(|rule| keywords(*rule).iter().chain([rule]))
        .filter_map(|rule| words(*rule))
        .flat_map(|(en, zh)| en.iter().chain(zh))
        .copied();
    let near = text::nearest(word, known).filter(|near| *near != word);
    problems::not_understood(word, expected, near, span)
}

/// The clause that a misspelt first word most likely means.
pub(super) fn meant(own: &str, context: &Context) -> Option<&'static Line> {
    let near = near_word(first_word(own.trim_start()), context)?;
    context.lines.iter().find(|line| words(line.key).is_some_and(|(en, zh)| en.contains(&near) || zh.contains(&near)))
}

/// The nearest of the words with which a clause of the context begins; a phrase is known by its first word.
fn near_word(word: &str, context: &Context) -> Option<&'static str> {
    let known = || context.lines.iter().filter_map(|line| words(line.key)).flat_map(|(en, zh)| en.iter().chain(zh)).copied();
    let first = |known: &'static str| known.split(' ').next().unwrap_or(known);
    let near = text::nearest(word, known().map(first))?;
    known().find(|known| first(known) == near).filter(|near| *near != word)
}

/// The message about a clause whose first word no clause of the place begins with.
pub(super) fn unknown_word(file: FileId, text: &str, piece: Piece, context: &Context) -> Diagnostic {
    let own = piece.of(text);
    let start = piece.start.saturating_add(own.len().saturating_sub(own.trim_start().len()));
    let word = first_word(own.trim_start());
    let span = Span::new(file, start, start.saturating_add(word.len()));
    let known = || context.lines.iter().filter_map(|line| words(line.key)).flat_map(|(en, zh)| en.iter().chain(zh)).copied();
    let near = near_word(word, context);
    // 目标直 is 目标值 with one letter wrong, not 目标 and a name.
    let misspelt = near.is_some_and(|near| near.chars().count() == word.chars().count());
    // A Chinese word glued to what follows: the blank is what is missing.
    if let Some((head, rest)) = known().filter(|known| !known.is_ascii()).find_map(|known| Some((known, word.strip_prefix(known)?)))
        && !rest.is_empty()
        && !misspelt
    {
        return problems::glued_word(word, &format!("{head} {rest}"), span);
    }
    let rest = own.trim_start();
    if let Some(help) = contexts::without_its_word(context, rest).and_then(models::of_line) {
        return Diagnostic { help: Some(help), ..problems::unknown_word(word, None, context.title().as_ref(), span) };
    }
    if let Some(home) = contexts::home_of(rest).filter(|_| near.is_none()) {
        return problems::word_elsewhere(word, &home, context.title().as_ref(), span);
    }
    problems::unknown_word(word, near, context.title().as_ref(), span)
}

/// A word, a quoted text, a number, or one sign.
pub(super) fn first_word(text: &str) -> &str {
    for rule in [Rule::name, Rule::quoted, Rule::date_literal, Rule::number_literal] {
        if let Some(read) = MeritParser::parse(rule, text).ok().and_then(|mut read| read.next()) {
            let word = read.as_str();
            let latin_end = word.find(|c: char| c.is_ascii_digit()).filter(|at| *at > 0 && !word.starts_with(|c: char| c.is_ascii()));
            return latin_end.and_then(|at| word.get(..at)).unwrap_or(word);
        }
    }
    text.chars().next().and_then(|c| text.get(..c.len_utf8())).unwrap_or("")
}

/// What was expected, in both languages; none where too little is known to say.
fn expected(rules: &[Rule]) -> Option<Text> {
    let mut named: Vec<(u8, Text)> = Vec::new();
    for rule in rules {
        let parts = keywords(*rule);
        let several = human(*rule).map_or_else(|| parts.iter().filter_map(|part| human(*part)).collect(), |one| vec![one]);
        for one in several {
            if !named.contains(&one) {
                named.push(one);
            }
        }
    }
    if rules.contains(&Rule::NL) {
        named.retain(|(_, one)| one.en != "`}`");
    }
    named.sort_by_key(|(order, _)| *order);
    named.truncate(MOST);
    let list = |language| text::list(&named.iter().map(|(_, one)| one.get(language).to_string()).collect::<Vec<_>>(), language);
    (!named.is_empty()).then(|| Text::new(list(Language::English), list(Language::Chinese)))
}

/// Rules that begin with a name, and are called by it.
const BEGIN_WITH_NAMES: [Rule; 11] = [
    Rule::given_value,
    Rule::given_rows,
    Rule::given_row,
    Rule::given_people,
    Rule::given_person,
    Rule::expected_value,
    Rule::example_name,
    Rule::example_names,
    Rule::whose,
    Rule::pair,
    Rule::pairs,
];

/// The human name of a rule and how early it is told; none for rules that only group others.
fn human(rule: Rule) -> Option<(u8, Text)> {
    if let Some((en, zh)) = words(rule) {
        let quoted = |word: &&str| format!("`{word}`");
        let en_word = en.first().or(zh.first()).map(quoted)?;
        let zh_word = zh.first().or(en.first()).map(|word| format!("“{word}”"))?;
        return Some((2, Text::new(en_word, zh_word)));
    }
    if BEGIN_WITH_NAMES.contains(&rule) {
        return Some((1, Text::new("a name", "名称")));
    }
    let (order, en, zh) = match rule {
        Rule::name | Rule::path | Rule::plain_name | Rule::ticked | Rule::grade_name => (1, "a name", "名称"),
        Rule::quoted | Rule::title => (1, "a text in quotation marks", "引号里的文字"),
        Rule::number_literal | Rule::digits => (1, "a number", "数字"),
        Rule::date_literal => (1, "a date like 2026-01-31", "日期（如 2026-01-31）"),
        Rule::period_literal => (1, "a period like 2026-Q1", "期间（如 2026-Q1）"),
        Rule::colon => (0, "`:`", "“：”"),
        Rule::equals => (0, "`=`", "“＝”"),
        Rule::lbrace => (0, "`{`", "“{”"),
        Rule::rbrace => (4, "`}`", "“}”"),
        Rule::lparen => (3, "`(`", "“（”"),
        Rule::rparen => (0, "`)`", "“）”"),
        Rule::pipe => (1, "`|`", "“|”"),
        Rule::comma => (3, "a comma", "逗号"),
        Rule::NL | Rule::semicolon | Rule::EOI => (4, "the end of the line", "本行结束"),
        Rule::because => (5, "`because`", "“理由”"),
        Rule::lint_name => (1, "the name of a lint like `kpi-count`", "检查项的名称（如 kpi-count）"),
        Rule::type_ref => (1, "a type like `money` or `text`", "类型（如 金额、文本）"),
        Rule::stage_name => (1, "a stage like `conversion`", "环节（如 转化）"),
        Rule::bound_word | Rule::bound_suffix | Rule::bounds | Rule::ends => {
            (1, "a bound like `from 60%` or `below 80%`", "界限（如 60%以上、不满80%）")
        }
        Rule::low_word | Rule::high_word | Rule::low_suffix | Rule::high_suffix | Rule::second_bound => {
            (2, "a bound word like `from` or `below`", "界限用词（如 以上、不满）")
        }
        Rule::choice => (1, "a text in quotation marks", "引号里的文字"),
        Rule::cell => (1, "a cell", "单元格"),
        Rule::left_out => (2, "`-`", "“-”"),
        Rule::veto_zero => (1, "0", "0"),
        Rule::kw_to | Rule::kw_to_zh => (1, "`to`", "“至”"),
        Rule::kw_then => (1, "`then`", "“那么”"),
        Rule::kw_else => (1, "`else`", "“否则”"),
        Rule::kw_of => (2, "`of`", "“的”"),
        Rule::kw_over => (2, "`over`", "“的”"),
        Rule::kw_where => (3, "`where`", "“其中”"),
        Rule::kw_by => (2, "`by`", "“按”"),
        Rule::amount
        | Rule::param_value
        | Rule::table_result
        | Rule::band_value
        | Rule::sum
        | Rule::expression
        | Rule::condition
        | Rule::operand
        | Rule::atom
        | Rule::literal
        | Rule::parens
        | Rule::comparison => (1, "a value", "数值、名称或算式"),
        Rule::sum_operator | Rule::plus | Rule::minus | Rule::times | Rule::over_sign | Rule::op_otherwise => (3, "an operator", "运算符"),
        Rule::compare_sign | Rule::comparison_tail => (3, "a comparison", "比较"),
        Rule::logic_operator => (3, "`and`, `or`", "“且”“或”"),
        Rule::change | Rule::step_line | Rule::cap_step | Rule::prorate_step | Rule::ratchet_step | Rule::cap => {
            (2, "a step like `less …` or `at most …`", "调整（如 扣…、封顶…）")
        }
        _ => return None,
    };
    Some((order, Text::new(en, zh)))
}
