//! The files of a policy: values on the edges of bands, thirds, negative amounts, zeros, blanks, and now and then a wrong cell.

use std::collections::BTreeMap;

use merit::value::{Period, PeriodKind};

use super::Writer;
use super::inputs::Blank;

impl Writer {
    pub fn files(&mut self, period: Period) -> BTreeMap<String, String> {
        let people = self.dice.below(5) + 3;
        let mut files = BTreeMap::new();
        files.insert(self.columns.people.to_string(), self.people_file(people, period));
        files.insert(self.columns.deals.to_string(), self.deals_file(people));
        files.insert(self.columns.visits.to_string(), self.visits_file(people));
        for (name, key) in self.from_data.clone() {
            let file = self.table_file(&name, &key, period);
            files.insert(name, file);
        }
        files
    }

    fn cell(&mut self, values: &[&str], blank: usize) -> String {
        if self.dice.chance(blank) { String::new() } else { (*self.dice.pick(values)).to_string() }
    }

    fn money_cell(&mut self, blank: usize) -> String {
        self.cell(&["0", "100", "333.33", "1000", "3000", "5000", "5000.01", "8000", "10000", "12345.67", "100000"], blank)
    }

    fn people_file(&mut self, people: usize, period: Period) -> String {
        let columns = [
            self.columns.team,
            self.columns.role,
            self.columns.level,
            self.columns.hired,
            self.columns.left,
            self.columns.revenue,
            self.columns.quota,
            self.columns.cost,
            "金额差异",
            self.columns.csat,
            self.columns.units,
            self.columns.goal_units,
            self.columns.share,
            self.columns.signed,
            "manager",
            self.columns.abroad,
        ];
        let mut lines = vec![format!("id,Q,{}", columns.join(","))];
        if !self.columns.period_column {
            lines[0] = format!("id,{}", columns.join(","));
        }
        for person in 0..people {
            let row = self.person(person, people);
            if self.columns.period_column {
                lines.push(format!("P{person},{period},{row}"));
                if let (true, Some(other)) = (self.dice.chance(20), period.next()) {
                    let row = self.person(person, people);
                    lines.push(format!("P{person},{other},{row}"));
                }
            } else {
                lines.push(format!("P{person},{row}"));
            }
        }
        lines.join("\n") + "\n"
    }

    fn person(&mut self, number: usize, people: usize) -> String {
        let columns = &self.columns;
        let blank = |blank: Blank| if blank == Blank::Wrong { 1 } else { 10 };
        let team = if columns.team_optional { 8 } else { 1 };
        let (quota, cost) = (blank(columns.quota_blank), blank(columns.cost_blank));
        let (unit, in_wan) = (columns.share_unit, columns.in_wan);
        let revenue = if in_wan { self.cell(&["0", "0.5", "0.8", "1", "1.2345", "10"], 1) } else { self.money_cell(1) };
        let shares: &[&str] = match unit {
            1 => &["0", "0.2", "0.5", "0.333", "0.8", "1", "80%"],
            2 => &["0", "20", "50", "33.3", "80", "100"],
            _ => &["0%", "20%", "50%", "33.3%", "80%", "100%"],
        };
        // Mostly a tree, and now and then a circle.
        let manager = match number {
            0 => String::new(),
            _ => format!("P{}", self.dice.below(number)),
        };
        let manager = if self.dice.chance(5) { format!("P{}", self.dice.below(people)) } else { manager };
        let cells = [
            self.cell(&["East", "West"], team),
            self.cell(&["AE", "SDR", "CS", "C.S."], 0),
            self.cell(&["junior", "senior", "lead"], 0),
            self.cell(&["2020-01-31", "2026-01-01", "2026-02-15", "2026-03-31", "2024-02-29"], 1),
            self.cell(&["2026-02-28", "2026-03-15", "2027-01-31", "2019-01-01"], 75),
            if self.dice.chance(1) { "-5".to_string() } else { revenue },
            self.money_cell(quota),
            self.money_cell(cost),
            self.cell(&["0", "-1000", "-333.33", "-0.01", "333.33", "5000", "8000", "-4000", "1000"], 1),
            self.cell(&["1", "2", "2.5", "3", "4", "4.5", "4.999", "5", "5", "3.3"], 12),
            self.cell(&["0", "1", "3", "5", "7", "10"], 8),
            self.cell(&["0", "1", "3", "5", "10"], 10),
            self.cell(shares, 1),
            self.cell(&["yes", "no", "是", "yes"], 5),
            self.cell(&[&manager], 30),
            self.cell(&["0", "100", "-333.33", "5000"], 15),
        ];
        cells.join(",")
    }

    fn deals_file(&mut self, people: usize) -> String {
        let columns = &self.columns;
        let heads = [
            "deal_id",
            "id",
            columns.amount,
            columns.discount,
            columns.portion,
            columns.stage,
            columns.product,
            columns.qty,
            "bill",
            columns.closed,
            columns.fee,
        ];
        let credited = columns.credited;
        let credit_heads = if credited { ",own,helper,help,expert" } else { "" };
        let blank_date = if columns.closed_optional { 15 } else { 1 };
        let mut lines = vec![heads.join(",") + credit_heads];
        let mut deal = 0;
        for person in 0..people {
            for _ in 0..self.dice.below(5) {
                deal += 1;
                let cells = [
                    self.cell(&["0", "100", "333.33", "1000", "5000", "-250", "8000", "12345.67"], 1),
                    self.cell(&["0", "50", "33.33", "100"], 20),
                    self.cell(&["20%", "50%", "33.3%", "100%"], 0),
                    self.cell(&["won", "won", "lost", "open"], 0),
                    self.cell(&["SaaS", "HW"], 0),
                    self.cell(&["0", "1", "3", "5"], 15),
                    format!("B{}", self.dice.below(8)),
                    self.cell(
                        &["2026-01-15", "2026-02-01", "2026-02-28", "2026-02-28", "2026-03-31", "2026-05-05", "2025-12-31"],
                        blank_date,
                    ),
                    self.cell(&["0", "100", "333.33", "10000"], 1),
                ];
                let credit = if credited { self.credit(people) } else { String::new() };
                lines.push(format!("D{deal},P{person},{}{credit}", cells.join(",")));
            }
        }
        let rest = if credited { ",100%,,," } else { "" };
        if self.dice.chance(5) {
            lines.push(format!("D999,P99,100,0,100%,won,SaaS,1,B0,2026-02-01,5{rest}"));
        }
        if deal == 0 {
            lines.push(format!("D0,P0,100,0,100%,won,SaaS,1,B0,2026-02-01,5{rest}"));
        }
        lines.join("\n") + "\n"
    }

    /// Whom a deal is credited to: mostly one, often two who share it, now and then shares that are not the whole.
    fn credit(&mut self, people: usize) -> String {
        let helper = format!("P{}", self.dice.below(people));
        let shares = match self.dice.below(12) {
            0..=5 => ",,,".to_string(),
            6 | 7 => format!(",60%,{helper},40%"),
            8 => format!(",0%,{helper},100%"),
            9 => format!(",33.3%,{helper},66.7%"),
            10 => format!(",100%,{helper},0%"),
            _ => (*self.dice.pick(&[",70%,,", ",80%,P0,30%", ",50%,P1,", ",120%,P1,-20%"])).to_string(),
        };
        let expert = if self.dice.chance(25) { format!("P{}", self.dice.below(people)) } else { String::new() };
        format!("{shares},{expert}")
    }

    fn visits_file(&mut self, people: usize) -> String {
        let mut lines = vec![format!("visit_id,id,{},good", self.columns.minutes), "V0,P0,30,yes".to_string()];
        for visit in 1..self.dice.below(6) {
            lines.push(format!("V{visit},P{},{},{}", self.dice.below(people), self.dice.below(90), self.dice.pick(&["yes", "no"])));
        }
        lines.join("\n") + "\n"
    }

    fn table_file(&mut self, name: &str, key: &str, period: Period) -> String {
        let by_period = key.ends_with(", period");
        let column = key.trim_end_matches(", period");
        let keys: &[&str] = if column == self.columns.role { &["AE", "SDR", "CS"] } else { &["East", "West"] };
        let mut lines = vec![if by_period { format!("{column},period,{name}") } else { format!("{column},{name}") }];
        let spelt = if period.kind == PeriodKind::Quarter && self.dice.chance(40) {
            period.to_string().replace('-', "")
        } else {
            period.to_string()
        };
        for (at, key) in keys.iter().enumerate() {
            // The first row always stands; of the others one may lack or stand twice.
            let times = match self.dice.below(12) {
                0 if at > 0 => 0,
                1 => 2,
                _ => 1,
            };
            for _ in 0..times {
                let value = self.money_cell(3);
                lines.push(if by_period { format!("{key},{spelt},{value}") } else { format!("{key},{value}") });
            }
        }
        lines.join("\n") + "\n"
    }
}
