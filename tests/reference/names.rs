//! What a name means for one person or one child row.

use merit::plan::ir::Figure;
use merit::syntax::ast::{Amount, BandResult, ExprKind, Item, Name, Param, Scorecard, Tiers, walk};

use super::score::Part;
use super::value::{R, V};
use super::{Place, World};

/// What belongs to the KPI a clause stands in.
fn own_part(text: &str) -> Option<Part> {
    match text {
        "measure" | "实际值" | "衡量" => Some(Part::Measure),
        "target" | "目标值" | "目标" => Some(Part::Target),
        "attainment" | "完成率" => Some(Part::Attainment),
        _ => None,
    }
}

/// Words that an author may use as the name of a column all the same.
fn is_second_spelling(text: &str) -> bool {
    matches!(text, "衡量" | "目标")
}

impl<'a> World<'a> {
    pub fn name(&self, name: &Name, place: &Place) -> R {
        let own = own_part(&name.text).filter(|_| !name.ticked).zip(place.kpi);
        if let Some((part, (card, kpi))) = own
            && !(is_second_spelling(&name.text) && self.known(&name.text, place).is_some())
        {
            return self.kpi_part(&self.cards()[card].kpis[kpi].name.text, part, place.person);
        }
        self.single(&name.text, place)
    }

    /// A line of the header, for one person.
    pub fn figure(&self, figure: Figure, person: usize) -> R {
        self.row_is_sound(0, person)?;
        let (header, law) = (self.header, self.header.law.as_ref());
        let line = match figure {
            Figure::TargetPay => header.target_pay.as_ref(),
            Figure::BasePay => header.base_pay.as_ref(),
            Figure::TargetRevenue => header.target_revenue.as_ref(),
            Figure::Revenue => header.revenue.as_ref(),
            Figure::MonthlyWage => law.and_then(|law| law.monthly_wage.as_ref()),
            Figure::MinimumWage => law.and_then(|law| law.minimum_wage.as_ref()),
            Figure::ProbationWage => law.and_then(|law| law.probation_wage.as_ref()),
        };
        self.eval(line.expect("the plan has the line"), &Place { person, ..Place::default() })
    }

    pub fn single(&self, text: &str, place: &Place) -> R {
        self.known(text, place).unwrap_or_else(|| {
            let grade = self.orders.last().is_some_and(|grades| grades.iter().any(|grade| grade == text));
            if grade { Ok(V::Text(text.to_string())) } else { panic!("no {text}") }
        })
    }

    /// The row's own name, then the person's, then one of the language's.
    fn known(&self, text: &str, place: &Place) -> Option<R> {
        if let Some((input, row)) = place.row
            && let Some(found) = self.of_row(input, row, text, place.person)
        {
            return Some(found);
        }
        if self.rows[0][place.person].cells.contains_key(text) {
            return Some(self.column(0, place.person, text));
        }
        // A param is the same for everybody, and rests on nobody's row.
        if let Some(param) = self
            .items
            .iter()
            .find_map(|item| if let Item::Param(param) = item { Some(param) } else { None }.filter(|param| param.name.text == text))
        {
            return Some(self.param(param));
        }
        if let Err(code) = self.row_is_sound(0, place.person) {
            return Some(Err(code));
        }
        let key = (place.person, text.to_string());
        if let Some(known) = self.memo.borrow().get(&key) {
            return Some(known.clone());
        }
        let found = self.excepted(text, place.person).or_else(|| self.of_person(text, place.person))?;
        self.memo.borrow_mut().insert(key, found.clone());
        Some(found)
    }

    pub fn dotted(&self, first: &str, part: &str, place: &Place) -> R {
        if let Some(input) = self.input(first) {
            return match place.row.filter(|_| input > 0) {
                Some((_, row)) => self.of_row(input, row, part, place.person).unwrap_or_else(|| panic!("no {first}.{part}")),
                None => self.single(part, &Place { person: place.person, ..Place::default() }),
            };
        }
        // A person whose row is wrong has no number at all.
        self.row_is_sound(0, place.person)?;
        let key = (place.person, format!("{first}.{part}"));
        if let Some(known) = self.memo.borrow().get(&key) {
            return known.clone();
        }
        let approved = self.excepted(&format!("{first}.{part}"), place.person);
        let found = approved.or_else(|| self.of_clause(first, part, place.person)).unwrap_or_else(|| panic!("no {first}.{part}"));
        self.memo.borrow_mut().insert(key, found.clone());
        found
    }

    fn of_clause(&self, first: &str, part: &str, person: usize) -> Option<R> {
        if self.cards().iter().any(|card| card.kpis.iter().any(|kpi| kpi.name.text == first)) {
            let part = match part {
                "score" | "得分" => Part::Score,
                "weighted" | "加权得分" => Part::Weighted,
                other => own_part(other)?,
            };
            return Some(self.kpi_part(first, part, person));
        }
        let place = Place { person, ..Place::default() };
        for item in &self.items {
            if let Item::Goal(goal) = item
                && goal.name.text == first
            {
                return Some(self.goal(goal, part, &place));
            }
            if let Item::Payout(payout) = item
                && payout.name.text == first
            {
                return Some(self.term(payout, part, &place));
            }
            if let Some(value) = self.said(first, part, &place) {
                return Some(value);
            }
            if let Item::Bands(bands) = item
                && bands.name.text == first
            {
                let on = bands.bands.on.as_ref()?;
                return Some(self.needed(on, &place).and_then(|(on, _)| self.bands_at(&bands.bands, &on, Some(part), &place)));
            }
        }
        None
    }

    /// A cell; whatever reads a row that breaks a rule of the data has that error.
    pub fn column(&self, input: usize, row: usize, name: &str) -> R {
        self.row_is_sound(input, row)?;
        self.cell(input, row, name)
    }

    /// A cell as it was read.
    pub fn cell(&self, input: usize, row: usize, name: &str) -> R {
        self.rows[input][row].cells[name].clone()
    }

    pub fn row_is_sound(&self, input: usize, row: usize) -> Result<(), &'static str> {
        self.broken.borrow().get(&(input, row)).map_or(Ok(()), |code| Err(*code))
    }

    fn of_row(&self, input: usize, row: usize, text: &str, person: usize) -> Option<R> {
        let text = if text == "计入比例" && self.rows[input][row].cells.contains_key("credit") { "credit" } else { text };
        if self.rows[input][row].cells.contains_key(text) {
            return Some(self.column(input, row, text));
        }
        let key = (person, format!("{input} {row} {text}"));
        if let Some(known) = self.memo.borrow().get(&key) {
            return Some(known.clone());
        }
        let place = Place { person, row: Some((input, row)), ..Place::default() };
        let own = self.items.iter().find_map(|item| {
            let Item::Let(own) = item else { return None };
            let of_row = own.row.as_ref().is_some_and(|of| self.input(&of.text) == Some(input));
            match (of_row, own.name.text == text) {
                (true, true) => Some(self.amount(&own.amount, &place)),
                (true, false) => self.slice(&own.amount, text, &place),
                (false, _) => None,
            }
        });
        let found = own?;
        self.memo.borrow_mut().insert(key, found.clone());
        Some(found)
    }

    fn of_person(&self, text: &str, person: usize) -> Option<R> {
        let place = Place { person, ..Place::default() };
        let own = self.items.iter().find_map(|item| match item {
            Item::Let(own) if own.row.is_none() => {
                let value = (own.name.text == text).then(|| self.amount(&own.amount, &place));
                value.or_else(|| self.slice(&own.amount, text, &place))
            }
            Item::Let(_) => None,
            Item::Carry(carry) => {
                let value = (carry.name.text == text).then(|| self.amount(&carry.amount, &place));
                value.or_else(|| self.slice(&carry.amount, text, &place))
            }
            Item::Scorecard(card) => self.of_card(card, text, person),
            Item::Grade(grade) => {
                let columns = &grade.lines.first()?.columns;
                columns.iter().any(|pair| pair.name.text == text).then(|| self.grade_column(grade, text, &place))
            }
            Item::Payout(payout) => {
                let value = (payout.name.text == text).then(|| self.payout(payout, &place));
                value.or_else(|| self.slice(payout.pay.as_ref()?, text, &place))
            }
            Item::Tiers(named) => {
                let on = named.tiers.on.as_ref()?;
                if named.name.text == text {
                    return Some(self.tiers(&named.tiers, on, None, None, &place));
                }
                let only = named_line(&named.tiers, text)?;
                Some(self.tiers(&named.tiers, on, None, Some(only), &place))
            }
            Item::Bands(named) => {
                let columns = named.bands.lines.iter().any(|line| matches!(line.result, BandResult::Columns(_)));
                let on = named.bands.on.as_ref().filter(|_| named.name.text == text && !columns)?;
                Some(self.bands(&named.bands, on, &place))
            }
            Item::Param(_)
            | Item::Policy(_)
            | Item::Input(_)
            | Item::Goal(_)
            | Item::Gate(_)
            | Item::Limit(_)
            | Item::Table(_)
            | Item::Example(_)
            | Item::Calendar(_)
            | Item::Amend(_)
            | Item::Exception(_)
            | Item::Exchange(_)
            | Item::Feedback(_)
            | Item::Consequence(_)
            | Item::Appeal(_)
            | Item::Review(_)
            | Item::Rollout(_)
            | Item::Support(_)
            | Item::Use(_) => None,
        });
        own.or_else(|| self.told(text, &place)).or_else(|| match text {
            "score" | "总分" | "综合得分" | "得分" => Some(self.total(person)),
            "grade" | "等级" => self.grade().map(|grade| self.graded(grade, &place)),
            "payout" | "应发合计" | "发放合计" => Some(self.paid(&place)),
            _ => None,
        })
    }

    /// An adjustment, or a tier line that a scorecard's amounts name.
    fn of_card(&self, card: &Scorecard, text: &str, person: usize) -> Option<R> {
        if card.adjusts.iter().any(|adjust| adjust.name.text == text) {
            return Some(self.adjust(text, person));
        }
        let at = self.cards().iter().position(|other| std::ptr::eq(*other, card))?;
        card.kpis.iter().enumerate().find_map(|(kpi, ast)| {
            let place = Place { person, kpi: Some((at, kpi)), ..Place::default() };
            self.slice(ast.score.as_ref()?, text, &place)
        })
    }

    pub fn cards(&self) -> Vec<&'a Scorecard> {
        self.items.iter().filter_map(|item| if let Item::Scorecard(card) = item { Some(card) } else { None }).collect()
    }

    /// The value in force on the period's last day.
    fn param(&self, param: &Param) -> R {
        self.param_on(param, self.period.end())
    }

    /// What one named line of tiers pays, wherever in the amount they stand.
    fn slice(&self, amount: &Amount, name: &str, place: &Place) -> Option<R> {
        let mut open = walk::of_amount(amount);
        while let Some(expr) = open.pop() {
            if let ExprKind::Tiers(tiers) = &expr.kind
                && let Some(only) = named_line(tiers, name)
            {
                let on = tiers.on.as_ref().expect("tiers in an expression say on what");
                return Some(self.tiers(tiers, on, None, Some(only), place));
            }
            open.extend(walk::children(expr));
        }
        None
    }
}

fn named_line(tiers: &Tiers, name: &str) -> Option<usize> {
    tiers.lines.iter().position(|line| line.name.as_ref().is_some_and(|own| own.text == name))
}
