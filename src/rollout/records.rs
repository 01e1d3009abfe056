//! The records of a rollout: who is to be there, and what happened, each entry with its place in the file.

use super::fields::{Field, What};
use super::{cells, json, problems};
use crate::diagnostic::{DataPlace, Diagnostic};
use crate::value::Date;

/// How a file of records is written; both in UTF-8.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// `{"people": ["A001"], "records": [{"event": "signed", "person": "A001", "date": "2026-01-05"}]}`
    Json,
    /// A heading line with the names of the fields, then a line a record.
    Csv,
}

/// What was written down of a rollout.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Records {
    pub file: String,
    /// The keys of those who are to be there, as far as the file names them.
    pub people: Vec<String>,
    /// In the order of the file.
    pub entries: Vec<Entry>,
}

/// Something that happened on a day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    pub place: Place,
    /// The key of the person; absent where a question or a comment was made without a name.
    pub person: Option<String>,
    /// Of a question the day on which it was asked.
    pub date: Date,
    pub event: Event,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Event {
    /// Somebody was asked what they think of the plan, and may have said it.
    Consulted {
        text: Option<String>,
        clause: Option<String>,
    },
    Trained {
        training: String,
    },
    /// Somebody signed that they know the plan.
    Signed,
    Question(Question),
    Comment {
        text: String,
        clause: Option<String>,
    },
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Question {
    pub text: String,
    pub to: Option<String>,
    pub clause: Option<String>,
    pub answer: Option<Answer>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Answer {
    pub on: Date,
    pub text: Option<String>,
}

/// Where an entry stands: a record of a JSON file, or a line, both counted from 1.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Place {
    pub file: String,
    pub form: Form,
    pub number: u64,
}

impl Place {
    pub(super) fn data(&self, field: Option<Field>, cell: Option<&str>) -> DataPlace {
        DataPlace {
            file: self.file.clone(),
            row: Some(self.number),
            column: field.map(|field| field.names().0.to_string()),
            cell: cell.map(str::to_string),
            person: None,
        }
    }
}

/// An entry as it is written: the fields that say something.
pub(super) struct Raw {
    pub(super) place: Place,
    pub(super) fields: Vec<(Field, String)>,
}

/// Reads the records in a file.
///
/// # Errors
/// Everything that is wrong with them, each with its entry and its field.
pub fn records(file: &str, bytes: &[u8], form: Form) -> Result<Records, Vec<Diagnostic>> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|_| vec![problems::no_text(file)])?;
    let (people, raw, mut wrong) = match form {
        Form::Json => json::read(file, text)?,
        Form::Csv => cells::read(file, text)?,
    };
    let mut records = Records { file: file.to_string(), people: Vec::new(), entries: Vec::new() };
    for key in people {
        add_person(&mut records.people, key);
    }
    for raw in raw {
        match entry(&raw) {
            Ok(Made::Person(key)) => add_person(&mut records.people, key),
            Ok(Made::Entry(entry)) => records.entries.push(entry),
            Err(problems) => wrong.extend(problems),
        }
    }
    if wrong.is_empty() { Ok(records) } else { Err(wrong) }
}

impl Records {
    /// The last day on which something happened.
    pub fn last_date(&self) -> Option<Date> {
        let answered = |entry: &Entry| match &entry.event {
            Event::Question(question) => question.answer.as_ref().map(|answer| answer.on),
            Event::Consulted { .. } | Event::Trained { .. } | Event::Signed | Event::Comment { .. } => None,
        };
        self.entries.iter().flat_map(|entry| [Some(entry.date), answered(entry)]).flatten().max()
    }
}

fn add_person(people: &mut Vec<String>, key: String) {
    if !people.contains(&key) {
        people.push(key);
    }
}

enum Made {
    Person(String),
    Entry(Entry),
}

fn entry(raw: &Raw) -> Result<Made, Vec<Diagnostic>> {
    let place = &raw.place;
    let said = |field: Field| raw.fields.iter().find(|(own, _)| *own == field).map(|(_, text)| text.as_str());
    let Some(event) = said(Field::Event) else { return Err(vec![problems::lacks(place, Field::Event, None)]) };
    let Some(what) = What::named(event) else { return Err(vec![problems::unknown_event(place, event)]) };
    let mut wrong: Vec<Diagnostic> = Vec::new();
    for field in what.needs().iter().filter(|field| said(**field).is_none()) {
        wrong.push(problems::lacks(place, *field, Some(what)));
    }
    let strange =
        raw.fields.iter().filter(|(field, _)| *field != Field::Event && !what.needs().contains(field) && !what.takes().contains(field));
    wrong.extend(strange.map(|(field, text)| problems::not_of_event(place, *field, text, what)));
    let mut date = |field: Field| {
        let text = said(field)?;
        let date = Date::parse(text);
        if date.is_none() {
            wrong.push(problems::no_date(place, field, text));
        }
        date
    };
    let (on, answered) = (date(Field::Date), date(Field::Answered));
    if let (Some(answer), None) = (said(Field::Answer), said(Field::Answered)) {
        wrong.push(problems::answer_without_day(place, answer));
    }
    if let (Some(on), Some(answered)) = (on, answered)
        && answered < on
    {
        wrong.push(problems::answered_before(place, on, answered));
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let own = |field: Field| said(field).map(str::to_string);
    let Some(date) = on else { return Ok(Made::Person(own(Field::Person).unwrap_or_default())) };
    let event = match what {
        What::Person => return Ok(Made::Person(own(Field::Person).unwrap_or_default())),
        What::Consulted => Event::Consulted { text: own(Field::Text), clause: own(Field::Clause) },
        What::Trained => Event::Trained { training: own(Field::Training).unwrap_or_default() },
        What::Signed => Event::Signed,
        What::Question => Event::Question(Question {
            text: own(Field::Text).unwrap_or_default(),
            to: own(Field::To),
            clause: own(Field::Clause),
            answer: answered.map(|on| Answer { on, text: own(Field::Answer) }),
        }),
        What::Comment => Event::Comment { text: own(Field::Text).unwrap_or_default(), clause: own(Field::Clause) },
    };
    Ok(Made::Entry(Entry { place: place.clone(), person: own(Field::Person), date, event }))
}
