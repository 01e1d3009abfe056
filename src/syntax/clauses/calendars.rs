//! `calendar "…" { … }`

use super::{Node, child, children};
use crate::syntax::ast::{Calendar, DaySpan};
use crate::syntax::expression::Builder;
use crate::syntax::parser::Rule;
use crate::value::calendar::Weekday;

pub(super) fn calendar(b: &Builder, head: Node) -> Option<Calendar> {
    Some(Calendar {
        name: b.quoted(child(&head, Rule::quoted)?),
        covers: None,
        weekend: None,
        holidays: Vec::new(),
        workdays: Vec::new(),
        because: None,
        span: b.span(&head),
    })
}

pub(super) fn calendar_line(b: &Builder, calendar: &mut Calendar, node: Node) -> Option<()> {
    match node.as_rule() {
        Rule::covers_line => calendar.covers = days(b, &node).into_iter().next(),
        Rule::weekend_line => {
            calendar.weekend = Some(children(&node).filter_map(|word| Some((weekday(word.as_rule())?, b.span(&word)))).collect());
        }
        Rule::holiday_line => calendar.holidays.extend(days(b, &node)),
        Rule::workday_line => calendar.workdays.extend(days(b, &node)),
        _ => return None,
    }
    Some(())
}

/// The days of a line: a date by itself, or two with `to` between them.
fn days(b: &Builder, node: &Node) -> Vec<DaySpan> {
    let mut found: Vec<DaySpan> = Vec::new();
    let mut reaches = false;
    for part in children(node) {
        match part.as_rule() {
            Rule::k_to => reaches = true,
            Rule::date_literal => {
                let span = b.span(&part);
                let date = b.date(part);
                match found.last_mut() {
                    Some(last) if reaches => *last = DaySpan { to: date, span: last.span.join(span), ..*last },
                    Some(_) | None => found.push(DaySpan { from: date, to: date, span }),
                }
                reaches = false;
            }
            _ => {}
        }
    }
    found
}

fn weekday(word: Rule) -> Option<Weekday> {
    Some(match word {
        Rule::k_monday => Weekday::Monday,
        Rule::k_tuesday => Weekday::Tuesday,
        Rule::k_wednesday => Weekday::Wednesday,
        Rule::k_thursday => Weekday::Thursday,
        Rule::k_friday => Weekday::Friday,
        Rule::k_saturday => Weekday::Saturday,
        Rule::k_sunday => Weekday::Sunday,
        _ => return None,
    })
}
