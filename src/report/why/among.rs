//! Ranks and pools: where the person stands among others, and what the person gets of what is shared.

use crate::engine::table::Slot;
use crate::engine::trace::{Detail, Part, Seated};
use crate::plan::ir::{DefId, Expr, GradeRule, Group, Limit, LimitEnd, PEOPLE, Pool, Seats, Standing};
use crate::syntax::ast::SeatTies;
use crate::value::{Number, RoundMode, Type, Value};

use super::Teller;
use super::tree::Node;
use super::values::Row;

/// People who stand level that are named.
const MOST_LEVEL: usize = 3;

impl<'a> Teller<'a> {
    /// The place, the own value, and who stands next above and below with theirs.
    pub(super) fn standing(&mut self, expr: &Expr, standing: &'a Standing, at: Row) -> Node {
        let clause = self.clause(expr.span);
        let value = self.value(expr, at).map_or(String::new(), |slot| self.equals_slot(&slot, expr.ty));
        let mut parts: Vec<Node> = group_column(standing.group).map(|column| self.def(column, at)).into_iter().collect();
        let Some(Detail::Standing { better, of, above, level, below }) = self.detail(expr, at).cloned() else {
            parts.extend(self.not_among(standing.filter.as_ref(), at));
            return Node::new(format!("{clause}{value}")).at(self.place(expr.span)).with(parts);
        };
        let among = self.counted(standing.group, of as usize);
        parts.extend(self.parts(&standing.value, at));
        let own = self.value(&standing.value, at).map_or(String::new(), |slot| self.slot_text(&slot, standing.value.ty));
        parts.push(Node::new(match better {
            0 => self.say(&format!("nobody stands before {own}"), &format!("没有人排在 {own} 之前")),
            1 => self.say(&format!("1 person stands before {own}"), &format!("有 1 人排在 {own} 之前")),
            more => self.say(&format!("{more} people stand before {own}"), &format!("有 {more} 人排在 {own} 之前")),
        }));
        for (rows, en, zh) in [(above, "next above", "前面"), (level, "level", "并列"), (below, "next below", "后面")] {
            parts.extend(self.neighbours(standing, &rows, (en, zh)));
        }
        Node::new(format!("{clause}{}{among}{value}", self.colon())).at(self.place(expr.span)).with(parts)
    }

    /// `next above: E007: 95, E003: 93`
    fn neighbours(&self, standing: &Standing, rows: &[u32], (en, zh): (&str, &str)) -> Option<Node> {
        if rows.is_empty() {
            return None;
        }
        let told = |row: &u32| {
            let row = Row { table: PEOPLE, row: *row };
            let value = self.value(&standing.value, row).map_or(String::new(), |slot| self.slot_text(&slot, standing.value.ty));
            self.say(&format!("{} with {value}", self.key(row)), &format!("{} {value}", self.key(row)))
        };
        let named: Vec<String> = rows.iter().take(MOST_LEVEL).map(told).collect();
        let named = named.join(&self.say(", ", "、"));
        let more = match rows.len().saturating_sub(MOST_LEVEL) {
            0 => String::new(),
            more => self.say(&format!(" and {more} more"), &format!(" 等 {} 人", rows.len())),
        };
        Some(Node::new(self.say(&format!("{en}: {named}{more}"), &format!("{zh}：{named}{more}"))).of_others())
    }

    /// Why somebody has no place and no part: the condition that leaves them out.
    fn not_among(&mut self, filter: Option<&'a Expr>, at: Row) -> Option<Node> {
        let filter = filter?;
        let clause = self.clause(filter.span);
        let words = self.say(&format!("left out, since this does not hold: {clause}"), &format!("不在其中，因为不成立：{clause}"));
        Some(self.condition(&words, filter, filter.span, at))
    }

    /// The amount shared, by what it is divided, the exact part, and what the rest of the rounding added to it.
    pub(super) fn pool(&mut self, expr: &Expr, pool: &'a Pool, at: Row) -> Node {
        let clause = self.clause(expr.span);
        let value = self.value(expr, at).map_or(String::new(), |slot| self.equals_slot(&slot, expr.ty));
        let mut parts: Vec<Node> = group_column(pool.group).map(|column| self.def(column, at)).into_iter().collect();
        let Some(Detail::Part(part)) = self.detail(expr, at).cloned() else {
            parts.extend(self.not_among(pool.filter.as_ref(), at));
            return Node::new(format!("{clause}{value}")).at(self.place(expr.span)).with(parts);
        };
        let among = self.counted(pool.group, part.members as usize);
        let amount = self.amount(&part.pool, Type::Money);
        parts.extend(self.parts(&pool.amount, at));
        if let Some(by) = &pool.by {
            parts.extend(self.parts(by, at));
        }
        parts.extend(self.divided(pool, &part).into_iter().map(Node::new));
        if let Some(paid) = self.number(expr, at) {
            parts.extend(self.remainder(&part, &paid).map(Node::new));
        }
        let text = self.say(&format!("{clause}: {amount} among {among}{value}"), &format!("{clause}：{amount} 在 {among}中分配{value}"));
        Node::new(text).at(self.place(expr.span)).with(parts)
    }

    /// `$10,000.00 × 92 ÷ 745 ≈ $1,234.899329`
    fn divided(&self, pool: &Pool, part: &Part) -> Vec<String> {
        let amount = self.amount(&part.pool, Type::Money);
        let exact = self.equals(&part.exact, Type::Money);
        let Some(by) = pool.by.as_ref().filter(|_| !part.sum.is_zero()) else {
            let said = pool.by.as_ref().map(|_| match part.exact.is_zero() && !part.pool.is_zero() {
                true => self.say("the values to share by add up to 0, so nobody gets anything", "分配依据合计为 0，因此不分配"),
                false => self.say("the values to share by add up to 0, so everybody gets the same", "分配依据合计为 0，因此平均分配"),
            });
            let people = part.members;
            let divided = format!("{amount} ÷ {people}{exact}");
            return match (said, part.exact.is_zero()) {
                (Some(said), true) => vec![said],
                (said, _) => said.into_iter().chain([divided]).collect(),
            };
        };
        let (own, sum) = (self.amount(&part.own, by.ty), self.amount(&part.sum, by.ty));
        vec![format!("{amount} × {own} ÷ {sum}{exact}")]
    }

    /// What bringing the part to the unit of rounding did, where it did anything.
    fn remainder(&self, part: &Part, paid: &Number) -> Option<String> {
        if part.exact == *paid {
            return None;
        }
        let unit = &self.plan().rounding.as_ref()?.unit;
        let grew = paid.abs() > part.exact.abs();
        let shown = |number: &Number| self.amount(number, Type::Money);
        if grew {
            let down = paid.abs().sub(unit).ok()?;
            let down = if paid.is_negative() { down.neg() } else { down };
            let unit = if paid.is_negative() { unit.neg() } else { unit.clone() };
            let (down, unit) = (shown(&down), shown(&unit));
            return Some(self.say(
                &format!("toward 0 to {down}, and a further {unit}: what is left over goes to those from whom most was cut, of equals to the smaller key"),
                &format!("向零舍去到 {down}，再补 {unit}：余数补给舍去最多的人，相同时编号小者优先"),
            ));
        }
        let down = shown(paid);
        Some(self.say(
            &format!("toward 0 to {down}; what is left over went to those from whom more was cut, of equals to the smaller key"),
            &format!("向零舍去到 {down}；余数补给了舍去更多的人，相同时编号小者优先"),
        ))
    }
}

fn group_column(group: Group) -> Option<DefId> {
    match group {
        Group::Same(column) | Group::Reports { column, .. } => Some(column),
        Group::Child(_) | Group::Everyone => None,
    }
}

impl<'a> Teller<'a> {
    /// What the limits on the grades did: the seats, the place in the order, and whether the grade moved.
    pub(super) fn seated(&mut self, rule: &'a GradeRule, ty: Type, seated: &[Seated], at: Row) -> Vec<Node> {
        let mut nodes: Vec<Node> = seated.iter().filter_map(|seated| self.seat(rule, ty, seated, at)).collect();
        for (limit, index) in rule.limits.iter().zip(0_u32..) {
            let under = seated.iter().any(|seated| seated.index() == index);
            if let Some(reason) = self.not_among(limit.filter.as_ref(), at).filter(|_| !under) {
                let clause = self.clause(limit.span);
                let words = self.say(&format!("not under the limit: {clause}"), &format!("不参加分布：{clause}"));
                nodes.push(Node::new(words).at(self.place(limit.span)).with(vec![reason]));
            }
        }
        nodes
    }

    /// `20 people × 20% = 4 seats`, and how it was brought to whole ones.
    fn seats(&self, limit: &Limit, heads: u32, seats: u32) -> Option<Node> {
        let Seats::Part(part, mode) = &limit.seats else { return None };
        let exact = part.mul(&Number::from_i64(i64::from(heads))).ok()?;
        let (people, share, came) =
            (self.counted(limit.group, heads as usize), self.amount(part, Type::Percent), self.equals(&exact, Type::Number));
        let whole = exact.is_integer();
        let rounded = if whole { String::new() } else { self.rounding_words(*mode, seats) };
        Some(Node::new(self.say(
            &format!("{people} × {share}{came}{}", if whole { " seats" } else { &rounded }),
            &format!("{people} × {share}{came}{}", if whole { " 个名额" } else { &rounded }),
        )))
    }

    fn rounding_words(&self, mode: RoundMode, seats: u32) -> String {
        let (en, zh) = match mode {
            RoundMode::HalfUp => ("rounded half up", "四舍五入"),
            RoundMode::HalfEven => ("rounded half to even", "四舍六入五成双"),
            RoundMode::Up => ("rounded up", "进位"),
            RoundMode::Down => ("rounded down", "舍去"),
        };
        let plural = if seats == 1 { "seat" } else { "seats" };
        self.say(&format!(", {en} to {seats} {plural}"), &format!("，{zh}为 {seats} 个名额"))
    }

    /// Who has a grade of the limit in the end, and where the line lies.
    fn holders(&self, limit: &Limit, ty: Type, (holders, edge): (u32, Option<&Value>)) -> Node {
        let grades: Vec<String> = (limit.worst..=limit.best).rev().map(|grade| self.grade_name(ty, grade)).collect();
        let grades = grades.join(&self.say(" or ", "、"));
        let people = self.counted(limit.group, holders as usize);
        let edge = edge.map(|edge| self.slot_text(&Slot::Value(edge.clone()), limit.by.ty));
        let edge = match (edge, limit.end) {
            (None, _) => String::new(),
            (Some(edge), LimitEnd::Top) => self.say(&format!(", the lowest with {edge}"), &format!("，最低 {edge}")),
            (Some(edge), LimitEnd::Bottom) => self.say(&format!(", the highest with {edge}"), &format!("，最高 {edge}")),
        };
        Node::new(self.say(&format!("after this limit with {grades}: {people}{edge}"), &format!("本条执行后为 {grades}：{people}{edge}")))
    }

    fn seat(&mut self, rule: &'a GradeRule, ty: Type, seated: &Seated, at: Row) -> Option<Node> {
        let (Seated::TooFew { heads, .. } | Seated::Struck { heads, .. } | Seated::Ordered { heads, .. }) = seated;
        let limit = rule.limits.get(seated.index() as usize)?;
        let clause = self.clause(limit.span);
        let people = self.counted(limit.group, *heads as usize);
        let mut parts: Vec<Node> = group_column(limit.group).map(|column| self.def(column, at)).into_iter().collect();
        let text = match seated {
            Seated::TooFew { .. } => {
                let smallest = limit.smallest;
                self.say(
                    &format!("no limit, in a group of {people}, where the limit begins with {smallest}: {clause}"),
                    &format!("不受限，该组 {people}，不满 {smallest} 人：{clause}"),
                )
            }
            Seated::Struck { heads, seats, .. } => {
                parts.extend(self.seats(limit, *heads, *seats));
                self.say(&format!("holds no seat, under a veto: {clause}"), &format!("被一票否决，不占名额：{clause}"))
            }
            Seated::Ordered { heads, seats, of, above, level, before, after, holders, edge, .. } => {
                parts.extend(self.seats(limit, *heads, *seats));
                parts.extend(self.parts(&limit.by, at));
                parts.push(Node::new(self.order_words(limit, (*of, *above, *level), at)));
                let within = (limit.worst..=limit.best).contains(after);
                let last = match limit.end {
                    LimitEnd::Top => *above,
                    LimitEnd::Bottom => of.saturating_sub(*above).saturating_sub(*level),
                };
                if !within && limit.ties == SeatTies::Excluded && last < *seats && last.saturating_add(*level) > *seats {
                    parts.push(Node::new(self.say(
                        "level with others for the last seat: none of them has it, since ties are excluded",
                        "与他人并列争最后的名额：并列不计入，都不占名额",
                    )));
                }
                parts.push(self.holders(limit, ty, (*holders, edge.as_ref())));
                let (from, to) = (self.grade_name(ty, *before), self.grade_name(ty, *after));
                let seats =
                    self.say(&if *seats == 1 { "1 seat".to_string() } else { format!("{seats} seats") }, &format!("{seats} 个名额"));
                let what = if before == after {
                    self.say(&format!("keeps {from}"), &format!("保持 {from}"))
                } else {
                    self.say(&format!("{from} → {to}"), &format!("{from} → {to}"))
                };
                self.say(
                    &format!("{what}: {people}, {seats}, by the limit: {clause}"),
                    &format!("{what}：{people}，{seats}，依据：{clause}"),
                )
            }
        };
        Some(Node::new(text).at(self.place(limit.span)).with(parts))
    }

    /// `3rd of 12 by $92.00`, in words that can be read aloud.
    fn order_words(&self, limit: &Limit, (of, above, level): (u32, u32, u32), at: Row) -> String {
        let own = self.value(&limit.by, at).map_or(String::new(), |slot| self.slot_text(&slot, limit.by.ty));
        let below = of.saturating_sub(above).saturating_sub(level);
        let level = level.saturating_sub(1);
        self.say(
            &format!("in the order of the limit, with {own}, among {of}: {above} above, {level} level, {below} below"),
            &format!("按 {own} 排序，共 {of} 人：前面 {above} 人，并列 {level} 人，后面 {below} 人"),
        )
    }
}
