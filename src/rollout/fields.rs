//! What a record may say: its fields and its events, by their names in either language.

use crate::diagnostic::Text;

/// A field of a record, or a column.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Field {
    Person,
    Event,
    Date,
    Training,
    Text,
    To,
    Clause,
    Answered,
    Answer,
}

impl Field {
    pub(super) const ALL: [Field; 9] =
        [Field::Person, Field::Event, Field::Date, Field::Training, Field::Text, Field::To, Field::Clause, Field::Answered, Field::Answer];

    pub(super) fn names(self) -> (&'static str, &'static str) {
        match self {
            Field::Person => ("person", "人员"),
            Field::Event => ("event", "事项"),
            Field::Date => ("date", "日期"),
            Field::Training => ("training", "培训"),
            Field::Text => ("text", "内容"),
            Field::To => ("to", "对象"),
            Field::Clause => ("clause", "条款"),
            Field::Answered => ("answered", "答复日期"),
            Field::Answer => ("answer", "答复"),
        }
    }

    pub(super) fn named(said: &str) -> Option<Field> {
        Field::ALL.into_iter().find(|field| [field.names().0, field.names().1].contains(&said))
    }

    pub(super) fn all_names() -> impl Iterator<Item = &'static str> {
        Field::ALL.into_iter().flat_map(|field| [field.names().0, field.names().1])
    }
}

/// What happened.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum What {
    /// Somebody who is to be there; nothing has happened yet.
    Person,
    Consulted,
    Trained,
    Signed,
    Question,
    Comment,
}

impl What {
    const ALL: [What; 6] = [What::Person, What::Consulted, What::Trained, What::Signed, What::Question, What::Comment];

    pub(super) fn names(self) -> (&'static str, &'static str) {
        match self {
            What::Person => ("person", "人员"),
            What::Consulted => ("consulted", "征求意见"),
            What::Trained => ("trained", "培训"),
            What::Signed => ("signed", "签收"),
            What::Question => ("question", "提问"),
            What::Comment => ("comment", "意见"),
        }
    }

    pub(super) fn named(said: &str) -> Option<What> {
        What::ALL.into_iter().find(|what| [what.names().0, what.names().1].contains(&said))
    }

    pub(super) fn all_names() -> impl Iterator<Item = &'static str> {
        What::ALL.into_iter().flat_map(|what| [what.names().0, what.names().1])
    }

    pub(super) fn text(self) -> Text {
        Text::new(self.names().0, self.names().1)
    }

    /// What it must say.
    pub(super) fn needs(self) -> &'static [Field] {
        match self {
            What::Person => &[Field::Person],
            What::Consulted | What::Signed => &[Field::Person, Field::Date],
            What::Trained => &[Field::Person, Field::Training, Field::Date],
            What::Question | What::Comment => &[Field::Date, Field::Text],
        }
    }

    /// What it may say besides. Who asks or comments need not give a name.
    pub(super) fn takes(self) -> &'static [Field] {
        match self {
            What::Person | What::Trained | What::Signed => &[],
            What::Consulted => &[Field::Text, Field::Clause],
            What::Question => &[Field::Person, Field::To, Field::Clause, Field::Answered, Field::Answer],
            What::Comment => &[Field::Person, Field::Clause],
        }
    }
}
