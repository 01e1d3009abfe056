//! Rows credited to several people: each stands once more for everybody else it names, with the share that is theirs.

use dashu_ratio::RBig;
use merit::syntax::ast::{Credit, CreditKind, ExprKind};

use super::World;
use super::data::Row;
use super::value::{Unit, V, exact, int};

impl World<'_> {
    pub fn credit(&mut self) {
        for input in 0..self.inputs.len() {
            let lines = self.inputs[input].credits.clone();
            if lines.is_empty() {
                continue;
            }
            let mut copies = Vec::new();
            for row in 0..self.rows[input].len() {
                let (mut named, found) = self.named(input, row, &lines);
                let before = self.broken.borrow().get(&(input, row)).copied();
                let fault = before.or(found);
                if let Some(fault) = fault {
                    self.broken.borrow_mut().insert((input, row), fault);
                }
                let owner = self.rows[input][row].person;
                let first = named.iter().position(|(person, _)| *person == owner);
                let first = if fault.is_some() { first } else { first.or((!named.is_empty()).then_some(0)) };
                let (person, share) = first.map_or((owner, int(0)), |at| named.remove(at));
                let of = |share: RBig| fault.map_or(Ok(V::Num(share, Unit::Percent)), Err);
                self.rows[input][row].person = person;
                for (person, share) in named {
                    let own = &self.rows[input][row];
                    let mut cells = own.cells.clone();
                    cells.insert("credit".to_string(), of(share));
                    copies.push((Row { key: own.key.clone(), person, cells, fault: own.fault }, fault));
                }
                self.rows[input][row].cells.insert("credit".to_string(), of(share));
            }
            for (copy, fault) in copies {
                if let Some(fault) = fault {
                    self.broken.borrow_mut().insert((input, self.rows[input].len()), fault);
                }
                self.rows[input].push(copy);
            }
        }
    }

    /// Everybody a row names, each with what they have of it, and the first thing that is wrong with it.
    fn named(&self, input: usize, row: usize, lines: &[Credit]) -> (Vec<(usize, RBig)>, Option<&'static str>) {
        let (mut named, mut fault): (Vec<(usize, RBig)>, Option<&'static str>) = (Vec::new(), None);
        let mut whole = int(0);
        for line in lines {
            let key = match self.cell(input, row, &line.person.text) {
                Ok(V::Text(key)) => key,
                Ok(_) => continue,
                Err(code) => {
                    fault = fault.or(Some(code));
                    continue;
                }
            };
            let share = match &line.share.kind {
                ExprKind::Number(number) => Ok(exact(&number.value)),
                ExprKind::Name(path) => match self.cell(input, row, &path.parts[0].text) {
                    Ok(V::Num(share, _)) if share < int(0) => Err("E572"),
                    Ok(V::Num(share, _)) => Ok(share),
                    Ok(_) => Err("E501"),
                    Err(code) => Err(code),
                },
                other => panic!("a share is a number or a column, not {other:?}"),
            };
            let share = share.unwrap_or_else(|code| {
                fault = fault.or(Some(code));
                int(0)
            });
            if line.kind == CreditKind::Split {
                whole += &share;
            }
            match self.rows[0].iter().position(|row| row.key == key) {
                Some(person) => match named.iter_mut().find(|(other, _)| *other == person) {
                    Some((_, own)) => *own += share,
                    None => named.push((person, share)),
                },
                None => fault = fault.or(Some("E573")),
            }
        }
        if fault.is_none() && whole != int(1) {
            fault = Some("E572");
        }
        if fault.is_none() {
            named.retain(|(_, share)| *share != int(0));
        }
        (named, fault)
    }
}
