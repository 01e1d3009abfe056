//! Writes the sample data of the bundled policies: `cargo run --example generate_samples`.
//!
//! Everything comes from one small generator of pseudo-random whole numbers with a fixed seed, so the files are the same bytes
//! on every machine. All people are made up. Money is counted in hundredths, shares in thousandths.

use std::fmt::Write as _;
use std::path::Path;
use std::{fs, io};

/// Teams, and the seats in each: seven that sell and three that open doors.
const TEAMS: usize = 36;
const SELLERS: usize = 7;
const SEATS: usize = 10;

/// First and last day of the quarters, in days since 1970-01-01, and how well the quarter goes in thousandths of target.
const QUARTERS: [Quarter; 3] = [
    Quarter { name: "2026-Q1", first: 20_454, last: 20_543, mood: -20 },
    Quarter { name: "2026-Q2", first: 20_544, last: 20_634, mood: 5 },
    Quarter { name: "2026-Q3", first: 20_635, last: 20_726, mood: 25 },
];

/// 2026-01-01.
const YEAR_START: i64 = 20_454;

struct Quarter {
    name: &'static str,
    first: i64,
    last: i64,
    mood: i64,
}

/// xorshift64*: small, and the same everywhere.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33
    }

    /// A whole number from `low` to `high`, both included.
    fn between(&mut self, low: i64, high: i64) -> i64 {
        low + (self.next() % (high - low + 1) as u64) as i64
    }

    /// True `share` times in a thousand.
    fn chance(&mut self, share: i64) -> bool {
        self.between(1, 1000) <= share
    }

    /// Around `middle`, rarely further than `spread` times two away: the sum of four throws.
    fn around(&mut self, middle: i64, spread: i64) -> i64 {
        middle + (0..4).map(|_| self.between(-spread, spread)).sum::<i64>() / 2
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// AE, 客户经理.
    Seller,
    /// SDR, 销售代表.
    Opener,
}

/// One person of the sales force, for all quarters.
struct Seat {
    number: usize,
    team: usize,
    role: Role,
    leads: Leads,
    hired: i64,
    left: Option<i64>,
    /// How much better than others, in thousandths of target.
    skill: i64,
    /// Quarterly target in hundredths of the currency, for a whole quarter.
    quota: i64,
    signed: Signed,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Leads {
    Team,
    Nobody,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Signed {
    Yes,
    FromSecondQuarter,
}

impl Seat {
    fn works_in(&self, quarter: &Quarter) -> bool {
        self.hired <= quarter.last && self.left.is_none_or(|left| left >= quarter.first)
    }

    fn first_day(&self, quarter: &Quarter) -> i64 {
        self.hired.max(quarter.first)
    }

    fn last_day(&self, quarter: &Quarter) -> i64 {
        self.left.map_or(quarter.last, |left| left.min(quarter.last))
    }

    /// The part of a whole quarter's figure that falls on the days worked.
    fn share(&self, whole: i64, quarter: &Quarter) -> i64 {
        whole * (self.last_day(quarter) - self.first_day(quarter) + 1) / (quarter.last - quarter.first + 1)
    }

    /// The quota for the days worked, in whole thousands.
    fn quota_in(&self, quarter: &Quarter) -> i64 {
        (self.share(self.quota, quarter) / 100_000).max(5) * 100_000
    }

    /// Result over target in thousandths.
    fn attainment(&self, quarter: &Quarter, dice: &mut Dice) -> i64 {
        let usual = dice.around(1_055 + self.skill + quarter.mood, 220);
        // A few quarters go badly wrong, and a few customers buy everything at once.
        match dice.between(1, 100) {
            1..=3 => usual / 2,
            100 => usual * 3 / 2,
            _ => usual,
        }
    }
}

/// The sales force: ten seats a team, the first of them its lead.
fn seats(dice: &mut Dice, quotas: (i64, i64)) -> Vec<Seat> {
    (0..TEAMS * SEATS)
        .map(|index| {
            let place = index % SEATS;
            let leads = if place == 0 { Leads::Team } else { Leads::Nobody };
            let new = leads == Leads::Nobody && dice.chance(120);
            let hired = YEAR_START + if new { dice.between(10, 260) } else { dice.between(-3_000, -120) };
            let leaves = leads == Leads::Nobody && !new && dice.chance(80);
            Seat {
                number: index + 1,
                team: index / SEATS,
                role: if place < SELLERS { Role::Seller } else { Role::Opener },
                leads,
                hired,
                left: leaves.then(|| YEAR_START + dice.between(20, 260)),
                skill: dice.around(0, 110),
                quota: dice.between(quotas.0, quotas.1) * 500_000,
                signed: if dice.chance(12) { Signed::FromSecondQuarter } else { Signed::Yes },
            }
        })
        .collect()
}

/// `parts` amounts that sum to `whole`, none of them tiny.
fn split(whole: i64, parts: i64, dice: &mut Dice) -> Vec<i64> {
    let weights: Vec<i64> = (0..parts).map(|_| dice.between(60, 240)).collect();
    let total: i64 = weights.iter().sum();
    let mut amounts: Vec<i64> = weights.iter().map(|weight| whole * weight / total).collect();
    let rest = whole - amounts.iter().sum::<i64>();
    if let Some(last) = amounts.last_mut() {
        *last += rest;
    }
    amounts
}

/// A day of the quarter on which the person works; business comes late in a quarter.
fn day(seat: &Seat, quarter: &Quarter, dice: &mut Dice) -> i64 {
    let (first, last) = (seat.first_day(quarter), seat.last_day(quarter));
    dice.between(first, last).max(dice.between(first, last))
}

/// The civil date of a day count since 1970-01-01.
fn date(days: i64) -> String {
    let shifted = days + 719_468;
    let era = shifted / 146_097;
    let day_of_era = shifted % 146_097;
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_index = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_index + 2) / 5 + 1;
    let month = if month_index < 10 { month_index + 3 } else { month_index - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

/// Hundredths as a decimal.
fn cents(amount: i64) -> String {
    format!("{}.{:02}", amount / 100, amount % 100)
}

/// Tenths as a decimal, within 1 and 5.
fn rating(tenths: i64) -> String {
    let tenths = tenths.clamp(10, 50);
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// Thousandths as a percent, at most 100%.
fn percent(thousandths: i64) -> String {
    let thousandths = thousandths.clamp(0, 1_000);
    format!("{}.{}%", thousandths / 10, thousandths % 10)
}

/// What one row of the people file says beside the person's own data.
struct Results {
    revenue: i64,
    quota: i64,
    prior: Option<i64>,
    new_customers: i64,
    new_target: i64,
    activity: i64,
    activity_target: i64,
    accepted: i64,
    follow_up: String,
    satisfaction: String,
    manager_rating: String,
    overdue: i64,
    fraud: i64,
}

fn results(seat: &Seat, quarter: &Quarter, dice: &mut Dice) -> Results {
    let attainment = seat.attainment(quarter, dice);
    let quota = seat.quota_in(quarter);
    let new_target = seat.share(if seat.role == Role::Seller { 4 } else { 6 }, quarter).max(1);
    let activity_target = seat.share(40, quarter).max(3);
    let activity = activity_target * attainment / 1_000;
    // Most owe little; one in twelve has a customer who pays late.
    let late = if dice.chance(80) { dice.between(40, 160) } else { dice.between(0, 30) };
    Results {
        revenue: quota * attainment / 1_000 + dice.between(0, 99),
        quota,
        prior: (seat.hired < quarter.first - 365).then(|| quota / 1_000 * dice.around(900, 60)),
        new_customers: (new_target * dice.around(1_020 + seat.skill, 550).max(0) + 500) / 1_000,
        new_target,
        activity,
        activity_target,
        accepted: activity * dice.around(700, 130).clamp(300, 1_000) / 1_000,
        follow_up: percent(dice.around(905, 90) + seat.skill / 3),
        satisfaction: if dice.chance(60) { String::new() } else { rating(dice.around(44, 6)) },
        manager_rating: rating(dice.around(38, 9) + seat.skill / 15),
        overdue: quota / 1_000 * late,
        fraud: i64::from(seat.role == Role::Seller && dice.chance(3)),
    }
}

fn opt(value: Option<String>) -> String {
    value.unwrap_or_default()
}

/// One seller's part of the business file for one quarter, given the amount recognised.
type Business = fn(&mut String, &mut usize, &str, &Seat, &Quarter, i64, &mut Dice);
type PersonRow = fn(&Seat, &str, &str, &Quarter, &Results) -> String;

struct Plan {
    seed: u64,
    quotas: (i64, i64),
    people_header: &'static str,
    business_header: &'static str,
    /// The key of a person's number.
    key: fn(usize) -> String,
    person: PersonRow,
    business: Business,
}

/// The people file and the business file of one plan.
fn generate(plan: &Plan) -> (String, String) {
    let mut dice = Dice(plan.seed);
    let seats = seats(&mut dice, plan.quotas);
    let (mut people, mut business) = (plan.people_header.to_owned(), plan.business_header.to_owned());
    let mut serial = 0;
    for quarter in &QUARTERS {
        for seat in seats.iter().filter(|seat| seat.works_in(quarter)) {
            let key = (plan.key)(seat.number);
            let lead = if seat.leads == Leads::Team { String::new() } else { (plan.key)(seat.team * SEATS + 1) };
            let results = results(seat, quarter, &mut dice);
            people.push_str(&(plan.person)(seat, &key, &lead, quarter, &results));
            if seat.role == Role::Seller {
                (plan.business)(&mut business, &mut serial, &key, seat, quarter, results.revenue, &mut dice);
            }
        }
    }
    (people, business)
}

// ---- the English plan ---------------------------------------------------------------------------------------------

fn english_team(team: usize) -> String {
    let region = ["North", "East", "South", "West"][team / 9 % 4];
    format!("{region} {}", team % 9 + 1)
}

fn english_person(seat: &Seat, key: &str, lead: &str, quarter: &Quarter, results: &Results) -> String {
    let seller = seat.role == Role::Seller;
    let signed = seat.signed == Signed::Yes || quarter.name != "2026-Q1";
    let only = |yes: bool, text: String| opt(yes.then_some(text));
    [
        key.to_owned(),
        quarter.name.to_owned(),
        format!("Sample Person {:03}", seat.number),
        english_team(seat.team),
        lead.to_owned(),
        (if seller { "AE" } else { "SDR" }).to_owned(),
        date(seat.hired),
        opt(seat.left.map(date)),
        only(seller, cents(results.revenue)),
        only(seller, cents(results.quota)),
        only(seller, opt(results.prior.map(cents))),
        only(seller, results.new_customers.to_string()),
        only(!seller, results.activity.to_string()),
        only(!seller, results.activity_target.to_string()),
        only(!seller, results.accepted.to_string()),
        results.follow_up.clone(),
        only(seller, results.satisfaction.clone()),
        results.manager_rating.clone(),
        only(seller, cents(results.overdue)),
        results.fraud.to_string(),
        (if signed { "yes" } else { "no" }).to_owned(),
    ]
    .join(",")
        + "\n"
}

/// Won deals net to a little less than the revenue; lost and open ones stand beside them.
fn deals(out: &mut String, serial: &mut usize, key: &str, seat: &Seat, quarter: &Quarter, revenue: i64, dice: &mut Dice) {
    let won = revenue / 1_000 * dice.between(880, 1_000);
    let parts = dice.between(3, 7);
    for net in split(won, parts, dice) {
        let discount = if dice.chance(350) { net / 1_000 * dice.between(20, 120) } else { 0 };
        let closed = date(day(seat, quarter, dice));
        deal(out, serial, key, (net + discount, discount), "won", &closed, dice);
    }
    for _ in 0..dice.between(1, 3) {
        let closed = date(day(seat, quarter, dice));
        let amount = seat.quota / 1_000 * dice.between(60, 300);
        deal(out, serial, key, (amount, 0), "lost", &closed, dice);
    }
    // Whoever is there all year has deals that are still open: no closing date yet.
    let all_year = seat.left.is_none() && seat.hired < YEAR_START;
    if all_year && quarter.name == "2026-Q3" {
        let amount = seat.quota / 1_000 * dice.between(60, 300);
        deal(out, serial, key, (amount, 0), "open", "", dice);
    }
}

/// Amount and discount in hundredths.
fn deal(out: &mut String, serial: &mut usize, key: &str, money: (i64, i64), stage: &str, closed: &str, dice: &mut Dice) {
    *serial += 1;
    let product = match dice.between(1, 100) {
        1..=50 => "SaaS",
        51..=80 => "Hardware",
        _ => "Service",
    };
    let (amount, discount) = (cents(money.0), cents(money.1));
    // Writing into a text cannot fail.
    let _ = writeln!(out, "D{:05},{key},{product},{amount},{discount},{stage},{closed}", *serial);
}

// ---- the Chinese plan ---------------------------------------------------------------------------------------------

fn chinese_team(team: usize) -> (String, String) {
    let region = ["华东", "华南", "华北", "西南"][team / 9 % 4];
    let number = ["一", "二", "三", "四", "五", "六", "七", "八", "九"][team % 9];
    (region.to_owned(), format!("{region}{number}组"))
}

fn chinese_person(seat: &Seat, key: &str, lead: &str, quarter: &Quarter, results: &Results) -> String {
    let seller = seat.role == Role::Seller;
    let (region, team) = chinese_team(seat.team);
    let only = |yes: bool, text: String| opt(yes.then_some(text));
    // Sellers have 9,000 to 16,000 a quarter, by how much is expected of them; openers 7,500.
    let base = if seller { 900_000 + (seat.quota - 20_000_000) / 5_000_000 * 100_000 } else { 750_000 };
    [
        key.to_owned(),
        quarter.name.to_owned(),
        format!("样例员工{:03}", seat.number),
        region,
        team,
        (if seller { "客户经理" } else { "销售代表" }).to_owned(),
        lead.to_owned(),
        date(seat.hired),
        date(seat.hired + 90),
        opt(seat.left.map(date)),
        cents(base),
        only(seller, cents(results.revenue)),
        only(seller, cents(results.quota)),
        only(seller, opt(results.prior.map(cents))),
        results.new_customers.to_string(),
        results.new_target.to_string(),
        only(!seller, (results.activity * 3).to_string()),
        only(!seller, (results.activity_target * 3).to_string()),
        results.follow_up.clone(),
        only(seller, results.satisfaction.clone()),
        results.manager_rating.clone(),
        only(seller, cents(results.overdue)),
        results.fraud.to_string(),
    ]
    .join(",")
        + "\n"
}

/// Payments that are settled sum to the amount recognised; a few more have come in and are not settled yet.
fn payments(out: &mut String, serial: &mut usize, key: &str, seat: &Seat, quarter: &Quarter, revenue: i64, dice: &mut Dice) {
    let parts = dice.between(4, 9);
    for amount in split(revenue, parts, dice) {
        payment(out, serial, key, amount, "是", day(seat, quarter, dice), dice);
    }
    if dice.chance(250) {
        let amount = seat.quota / 1_000 * dice.between(20, 120);
        payment(out, serial, key, amount, "否", day(seat, quarter, dice), dice);
    }
}

fn payment(out: &mut String, serial: &mut usize, key: &str, amount: i64, settled: &str, day: i64, dice: &mut Dice) {
    *serial += 1;
    let product = match dice.between(1, 100) {
        1..=45 => "标准软件",
        46..=65 => "定制开发",
        66..=85 => "硬件设备",
        _ => "运维服务",
    };
    let (amount, date) = (cents(amount), date(day));
    // Writing into a text cannot fail.
    let _ = writeln!(out, "HK{:05},{key},{product},{amount},{settled},{date}", *serial);
}

fn main() -> io::Result<()> {
    let policies = Path::new(env!("CARGO_MANIFEST_DIR")).join("policies");
    let english = Plan {
        seed: 20_260_101,
        quotas: (24, 70),
        people_header: "employee_id,Quarter,name,team,manager,role,hired,left,Closed Won Amount,quota,prior_revenue,new_customers,\
                        meetings,meetings_target,accepted,follow_up,csat,manager_rating,overdue,fraud_cases,conduct_signed\n",
        business_header: "deal_id,employee_id,product,amount,discount,stage,closed\n",
        key: |number| format!("E{number:04}"),
        person: english_person,
        business: deals,
    };
    let chinese = Plan {
        seed: 20_260_315,
        quotas: (40, 110),
        people_header: "工号,季度,姓名,大区,班组,岗位,直属上级,入职日期,转正日期,离职日期,季度绩效工资基数（元）,回款金额（元）,\
                        回款目标（元）,上年同期回款（元）,新客户数,新客户目标,拜访次数,拜访目标,跟进及时率,客户评分,上级评分,\
                        逾期应收（元）,虚假回款次数\n",
        business_header: "回款编号,工号,产品,到账金额（元）,已核销,到账日期\n",
        key: |number| format!("YG{number:04}"),
        person: chinese_person,
        business: payments,
    };
    for (plan, folder, files) in
        [(&english, "field-sales", ("people.csv", "deals.csv")), (&chinese, "销售绩效管理制度", ("人员.csv", "回款单.csv"))]
    {
        let folder = policies.join(folder).join("data");
        fs::create_dir_all(&folder)?;
        let (people, business) = generate(plan);
        fs::write(folder.join(files.0), people)?;
        fs::write(folder.join(files.1), business)?;
    }
    Ok(())
}
