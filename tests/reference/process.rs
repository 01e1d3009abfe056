//! Feedback and consequences: whom they reach, and the values in their texts.

use merit::syntax::ast::{Expr, Item, Name, Piece, Template};

use super::value::{R, V};
use super::{Place, World};

/// What tells people something: its name, for whom it is, when, and the texts in the order in which they are read.
struct Tells<'a> {
    name: &'a Name,
    conditions: [Option<&'a Expr>; 2],
    texts: Vec<&'a Template>,
}

fn tells(item: &Item) -> Option<Tells<'_>> {
    match item {
        Item::Feedback(it) => Some(Tells {
            name: &it.name,
            conditions: [it.applies.as_ref(), it.when.as_ref()],
            texts: it.say.iter().chain(it.action.as_ref().map(|action| &action.text)).collect(),
        }),
        Item::Consequence(it) => {
            Some(Tells { name: &it.name, conditions: [it.applies.as_ref(), it.when.as_ref()], texts: it.say.iter().collect() })
        }
        _ => None,
    }
}

impl World<'_> {
    /// Whether the clause of this name reaches the person.
    pub fn told(&self, text: &str, place: &Place) -> Option<R> {
        let tells = self.items.iter().filter_map(|item| tells(item)).find(|tells| tells.name.text == text)?;
        for condition in tells.conditions.into_iter().flatten() {
            match self.condition(condition, place) {
                Ok(true) => {}
                Ok(false) => return Some(Ok(V::Flag(false))),
                Err(code) => return Some(Err(code)),
            }
        }
        Some(Ok(V::Flag(true)))
    }

    /// The value of that number in its texts; nobody has it who is not told.
    pub fn said(&self, text: &str, number: &str, place: &Place) -> Option<R> {
        let tells = self.items.iter().filter_map(|item| tells(item)).find(|tells| tells.name.text == text)?;
        let number: usize = number.parse().ok()?;
        let values = tells.texts.iter().flat_map(|text| &text.pieces).filter_map(|piece| match piece {
            Piece::Value(value) => Some(value),
            Piece::Text(_) => None,
        });
        let value = values.into_iter().nth(number.checked_sub(1)?)?;
        match self.single(text, place) {
            Ok(V::Flag(true)) => Some(self.eval(value, place)),
            Ok(_) => Some(Ok(V::Absent)),
            Err(code) => Some(Err(code)),
        }
    }
}
