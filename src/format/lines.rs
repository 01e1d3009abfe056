//! The lines of a clause, each an arm.

use super::amounts::only_bands;
use super::line::{Columns, Line};
use super::token::{Break, Tokens};
use super::write::Writer;
use crate::diagnostic::Language;
use crate::syntax::concrete::{Kind, Node};

impl Writer<'_> {
    /// A clause that is no block with lines of its own kind.
    pub(super) fn single(&self, node: &Node) -> Vec<Line> {
        match node.kind {
            Kind::param | Kind::exchange => self.param(node),
            Kind::let_line => self.let_line(node),
            Kind::carry => self.carry(node),
            Kind::amended_weight | Kind::amended_target => vec![self.amended_line(node)],
            Kind::exception_value => vec![self.exception_value(node)],
            Kind::draw_line | Kind::guarantee_line | Kind::defer_line => vec![self.term(node)],
            Kind::open_line => vec![self.open_to(node)],
            Kind::review => self.review(node),
            Kind::file_line
            | Kind::ground_line
            | Kind::acknowledge_line
            | Kind::complete_line
            | Kind::panel_line
            | Kind::excluding_line
            | Kind::decide_line
            | Kind::notify_line
            | Kind::escalate_line
            | Kind::train_line
            | Kind::sign_line
            | Kind::questions_line => vec![self.procedure(node)],
            Kind::through_line | Kind::to_line | Kind::say_line | Kind::action_line | Kind::then_line => vec![self.told(node)],
            Kind::earlier_line => vec![self.earlier(node)],
            Kind::column_line => self.column(node),
            Kind::employed_line => vec![self.employed(node)],
            Kind::credit_line => vec![self.credit(node)],
            Kind::each_rule | Kind::plain_rule => self.data_rule(node),
            Kind::band_line | Kind::tier_line => self.shape_line(node),
            Kind::grade_line => self.grade_line(node),
            Kind::table_row => self.table_row(node),
            Kind::grid_heads => self.grid_heads(node),
            Kind::grid_row => self.grid_row(node),
            Kind::score_line | Kind::pay_line => self.scored(node),
            Kind::step_line => vec![self.step(node).within(Columns::Words)],
            Kind::cap => vec![self.floor(node)],
            Kind::given_line | Kind::expect_line => vec![self.listed(node)],
            Kind::example_row => self.example_row(node),
            Kind::example_period => vec![self.words(node).within(Columns::Close)],
            Kind::because_line => vec![self.because(node)].into_iter().map(own).collect(),
            Kind::gate | Kind::veto => self.with_condition(node),
            Kind::limit => self.limit(node),
            Kind::rubric => self.rubric(Tokens::default(), node, node.start),
            Kind::qualitative_line => self.qualitative(node),
            Kind::for_goal_line | Kind::lower_line | Kind::use_line | Kind::negative_line | Kind::rubric_line => {
                let mut line = self.words(node);
                line.cells = vec![line.flat()];
                vec![line]
            }
            Kind::law => self.law(node),
            Kind::allow => vec![self.allow(node)],
            Kind::stretch_line => vec![self.stretch(node)],
            Kind::rounding_line | Kind::foreign_rounding_line => vec![self.rounding(node)],
            _ => vec![self.words(node).within(Columns::Words)],
        }
    }

    /// A line of a word and what it says: `currency CNY`, `weight 40%, points rounded to 1`.
    fn words(&self, node: &Node) -> Line {
        let mut cells: Vec<Tokens> = vec![Tokens::default(), Tokens::default()];
        let strategy = node.kind == Kind::strategy_line;
        for (index, part) in node.parts.iter().enumerate() {
            if strategy && part.kind == Kind::quoted {
                cells.push(Tokens::default());
            }
            if let Some(cell) = if index == 0 { cells.first_mut() } else { cells.last_mut() } {
                self.part(cell, node, part);
            }
        }
        Line::new((node.start, node.end), cells)
    }

    fn part(&self, out: &mut Tokens, node: &Node, part: &Node) {
        match part.kind {
            Kind::colon => {}
            Kind::comma if node.kind == Kind::effective_line => {}
            Kind::comma if matches!(node.kind, Kind::weekend_line | Kind::holiday_line | Kind::workday_line) => {
                out.glued(self.list_comma())
            }
            Kind::comma => out.glued(self.comma()),
            Kind::quoted | Kind::name => out.word(self.raw(part)),
            Kind::number_literal => out.word(self.number(part)),
            Kind::date_literal | Kind::period_literal => out.word(self.date(part)),
            Kind::expression => out.append(self.expression(part), 1),
            Kind::condition => out.append(self.condition(part), 1),
            Kind::sum => out.append(self.sum(part), 1),
            Kind::stage_name | Kind::period_kind => out.word(part.parts.first().map_or("", |word| self.keyword(word))),
            // 自 … 起施行，至 … 止 is the long way of saying it.
            Kind::k_since => out.word(self.either(self.language, "effective", "有效期")),
            Kind::k_in_force | Kind::k_until => {}
            _ => out.word(self.keyword(part)),
        }
    }

    /// `law cn`, with the wages it speaks of between braces.
    fn law(&self, node: &Node) -> Vec<Line> {
        let (mut head, mut rest) = (Tokens::default(), Tokens::default());
        for part in &node.parts {
            match part.kind {
                Kind::k_law => head.word(self.keyword(part)),
                Kind::k_cn => rest.word(self.keyword(part)),
                _ => {}
            }
        }
        match node.part(Kind::law_block) {
            Some(block) => {
                head.append(rest, 1);
                self.braced(head, block, node.start)
            }
            None => vec![Line::new((node.start, node.end), vec![head, rest]).within(Columns::Words)],
        }
    }

    /// `allow cliff because "…"`: the lint and the reason stand on one line.
    fn allow(&self, node: &Node) -> Line {
        let mut out = Tokens::default();
        for part in &node.parts {
            match part.kind {
                Kind::colon => {}
                Kind::lint_name => out.word(lint_name(self.raw(part))),
                Kind::because => self.because(part).cells.into_iter().for_each(|cell| out.append(cell, 1)),
                _ => out.word(self.keyword(part)),
            }
        }
        Line::new((node.start, node.end), vec![out])
    }

    /// `rounding money half up to 0.01`; the mode comes first, in whichever order it was written.
    fn rounding(&self, node: &Node) -> Line {
        let (mut word, mut rest) = (Tokens::default(), Tokens::default());
        let said = |kind: Kind| node.part(kind).map_or("", |part| self.keyword(part));
        word.word(said(Kind::k_rounding));
        rest.word(said(Kind::k_money));
        rest.word(node.part(Kind::currency_name).map_or("", |currency| self.raw(currency)));
        rest.word(node.part(Kind::header_mode).and_then(|mode| mode.parts.first()).map_or("", |word| self.keyword(word)));
        match self.language {
            Language::English => rest.word("to"),
            Language::Chinese => rest.glued("到"),
        }
        rest.word(node.part(Kind::number_literal).map(|unit| self.number(unit)).unwrap_or_default());
        Line::new((node.start, node.end), vec![word, rest]).within(Columns::Words)
    }

    /// `stretch   at most 30%`: in English the bound stands in the second column.
    fn stretch(&self, node: &Node) -> Line {
        let limit = node.part(Kind::sum).map(|sum| self.sum(sum)).unwrap_or_default();
        let (mut word, mut rest) = (Tokens::default(), Tokens::default());
        match self.language {
            Language::English => {
                word.word("stretch");
                rest.word("at most");
                rest.append(limit, 1);
                Line::new((node.start, node.end), vec![word, rest]).within(Columns::Words)
            }
            Language::Chinese => {
                word.word("挑战幅度不超过");
                word.append(limit, 1);
                Line::new((node.start, node.end), vec![word])
            }
        }
    }

    /// `param base : money = 6_000 from 2026-01-01, 6_500 from 2026-07-01`
    fn param(&self, node: &Node) -> Vec<Line> {
        let mut value = Tokens::default();
        value.word("=");
        for part in &node.parts {
            match part.kind {
                Kind::comma => value.glued(self.comma()),
                Kind::param_value => {
                    value.may_break(Break::List, Some(part.start));
                    value.append(part.part(Kind::sum).map(|sum| self.sum(sum)).unwrap_or_default(), 1);
                    if let Some(since) = part.part(Kind::since) {
                        let language = self.first_language(since).unwrap_or(self.language);
                        value.word(self.either(language, "from", "自"));
                        value.word(since.part(Kind::date_literal).map(|date| self.date(date)).unwrap_or_default());
                    }
                }
                _ => {}
            }
        }
        self.defined(
            node,
            node.part(Kind::param_head).or_else(|| node.part(Kind::exchange_head)),
            value,
            Vec::new(),
            Writer::end_before_because(node),
        )
    }

    /// `let won = sum of amount over deals`
    fn let_line(&self, node: &Node) -> Vec<Line> {
        let mut value = Tokens::default();
        value.word("=");
        let Some(amount) = node.part(Kind::amount) else { return Vec::new() };
        let steps = self.amount(&mut value, amount);
        self.defined(node, node.part(Kind::let_head), value, steps, Writer::first_line_end(amount))
    }

    /// `draw 2_000, recoverable from 100% of later surplus`, `guarantee 3_000 when …`, `defer 40% over 2 periods`
    fn term(&self, node: &Node) -> Line {
        let (mut word, mut rest) = (Tokens::default(), Tokens::default());
        let chinese = self.is_chinese();
        for part in &node.parts {
            match part.kind {
                Kind::colon | Kind::comma => {}
                Kind::sum => rest.append(self.sum(part), 1),
                Kind::ratchet_when => {
                    rest.word(self.either(self.language, "when", "当"));
                    rest.append(part.part(Kind::condition).map(|when| self.condition(when)).unwrap_or_default(), 1);
                    rest.word(self.either(self.language, "", "时"));
                }
                Kind::draw_back => {
                    rest.glued(self.comma());
                    match part.part(Kind::number_literal).map(|share| self.number(share)) {
                        None => rest.word(self.either(self.language, "not recoverable", "不收回")),
                        Some(share) if chinese => rest.word(format!("以后超出部分的{share}收回")),
                        Some(share) => rest.word(format!("recoverable from {share} of later surplus")),
                    }
                }
                Kind::number_literal if rest.list.is_empty() => rest.word(self.number(part)),
                Kind::number_literal => {
                    let count = self.number(part);
                    if chinese {
                        rest.glued("，");
                        rest.word(format!("分{count}期"));
                    } else {
                        let periods = if count == "1" { "period" } else { "periods" };
                        rest.word(format!("over {count} {periods}"));
                    }
                }
                Kind::k_spread | Kind::kw_period_unit => {}
                _ => word.word(self.keyword(part)),
            }
        }
        Line::new((node.start, node.end), vec![word, rest]).within(Columns::Words)
    }

    /// `carry balance : money starting 0 = balance last period + advanced`
    fn carry(&self, node: &Node) -> Vec<Line> {
        let Some(amount) = node.part(Kind::amount) else { return Vec::new() };
        let mut value = Tokens::default();
        let head = node.part(Kind::carry_head);
        if let Some(head) = head {
            value.word(head.part(Kind::k_starting).map_or("", |word| self.keyword(word)));
            value.append(head.part(Kind::sum).map(|sum| self.sum(sum)).unwrap_or_default(), 1);
        }
        value.word("=");
        let steps = self.amount(&mut value, amount);
        let mut head = head.cloned();
        if let Some(head) = &mut head {
            head.parts.retain(|part| !matches!(part.kind, Kind::k_starting | Kind::sum));
        }
        self.defined(node, head.as_ref(), value, steps, Writer::first_line_end(amount))
    }

    /// A head, its type, and the value behind `=`.
    fn defined(&self, node: &Node, head: Option<&Node>, value: Tokens, steps: Vec<Line>, end: usize) -> Vec<Line> {
        let (mut name, mut ty) = (Tokens::default(), Tokens::default());
        for part in head.map_or(&[][..], |head| head.parts.as_slice()) {
            match part.kind {
                Kind::colon => self.colon(&mut ty),
                Kind::type_ref => ty.append(self.type_ref(part), 1),
                Kind::title if !ty.list.is_empty() => ty.word(self.raw(part)),
                Kind::name | Kind::path | Kind::title | Kind::currency_name => name.word(self.raw(part)),
                _ => name.word(self.keyword(part)),
            }
        }
        let mut line = Line::new((node.start, end), vec![name, ty, value]);
        line.lead = 1;
        if steps.is_empty() && !node.has(Kind::because) {
            line = line.within(Columns::Values);
        }
        let mut lines = vec![line];
        lines.extend(steps.into_iter().map(|step| step.deeper(1)));
        self.add_because(&mut lines, node);
        lines
    }

    /// `score …`, `pay …`, and the steps under it.
    fn scored(&self, node: &Node) -> Vec<Line> {
        let (mut word, mut rest) = (Tokens::default(), Tokens::default());
        word.word(node.parts.first().map_or("", |word| self.keyword(word)));
        let mut steps = Vec::new();
        let mut end = node.end;
        if let Some(amount) = node.parts.iter().find(|part| matches!(part.kind, Kind::amount | Kind::score_bands)) {
            end = Writer::first_line_end(amount);
            match only_bands(amount).filter(|_| node.kind == Kind::score_line) {
                Some(bands) => {
                    rest.append(self.score_by(bands), 1);
                    let mut more = Tokens::default();
                    let mut behind = amount.clone();
                    behind.parts.retain(|part| part.kind != Kind::expression);
                    steps = self.amount(&mut more, &behind);
                    rest.append(more, 0);
                }
                None => steps = self.amount(&mut rest, amount),
            }
        }
        let mut lines = vec![Line::new((node.start, end), vec![word, rest]).within(Columns::Words)];
        // Under a payout the steps are lines like `pay`, under a score they belong to it.
        lines.extend(steps.into_iter().map(|step| match node.kind {
            Kind::pay_line => step.within(Columns::Words),
            _ => step.deeper(1),
        }));
        lines
    }

    /// `at least 0` in a scorecard.
    fn floor(&self, node: &Node) -> Line {
        let mut out = Tokens::default();
        let (en, zh) = if node.has(Kind::k_at_least) { ("at least", "保底") } else { ("at most", "封顶") };
        out.word(self.either(self.language, en, zh));
        out.append(node.part(Kind::sum).map(|sum| self.sum(sum)).unwrap_or_default(), 1);
        Line::new((node.start, node.end), vec![out])
    }

    /// `gate "…" needs …`, `veto … when … : grade D`
    fn with_condition(&self, node: &Node) -> Vec<Line> {
        let mut out = Tokens::default();
        for part in &node.parts {
            match part.kind {
                Kind::because | Kind::k_when_end => {}
                Kind::veto_head => out.append(self.head(part), 1),
                Kind::quoted => out.word(self.raw(part)),
                Kind::condition => out.append(self.condition(part), 1),
                Kind::colon if self.is_chinese() => {
                    out.word("时");
                    out.glued("：");
                }
                Kind::colon => out.word(":"),
                Kind::veto_effect => {
                    for part in part.parts.first().map_or(&[][..], |effect| effect.parts.as_slice()) {
                        match part.kind {
                            Kind::grade_name | Kind::name => out.word(self.raw(part)),
                            Kind::veto_zero => out.word(self.zero(part)),
                            _ => out.word(self.keyword(part)),
                        }
                    }
                }
                _ => out.word(self.keyword(part)),
            }
        }
        let end = Writer::end_before_because(node);
        let mut lines = vec![Line::new((node.start, end), vec![out])];
        self.add_because(&mut lines, node);
        lines
    }

    /// 计零 says no more than 0.
    fn zero(&self, node: &Node) -> String {
        node.part(Kind::number_literal).map_or_else(|| "0".to_string(), |number| self.number(number))
    }

    /// `qualitative, rubric { … }`
    fn qualitative(&self, node: &Node) -> Vec<Line> {
        let mut head = Tokens::default();
        head.word(node.parts.first().map_or("", |word| self.keyword(word)));
        let Some(rubric) = node.part(Kind::rubric) else { return vec![Line::new((node.start, node.end), vec![head])] };
        head.glued(self.comma());
        self.rubric(head, rubric, node.start)
    }

    fn rubric(&self, mut head: Tokens, node: &Node, start: usize) -> Vec<Line> {
        head.word(node.parts.first().map_or("", |word| self.keyword(word)));
        self.braced(head, node, start)
    }
}

/// The name of a lint in half-width letters.
fn lint_name(raw: &str) -> String {
    raw.chars()
        .map(|letter| match letter {
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(letter).saturating_sub(0xFEE0)).unwrap_or(letter),
            '\u{2212}' => '-',
            _ => letter,
        })
        .collect()
}

/// A reason that is a line of its block.
fn own(mut line: Line) -> Line {
    line.joins = super::line::Joins::Nothing;
    line
}
