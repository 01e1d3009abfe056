//! An appeal as its file tells it.

use crate::diagnostic::Language;
use crate::value::{Date, Period};

/// One appeal with everything that happened to it, in the order of the file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Case {
    pub id: String,
    /// The key of the appellant.
    pub who: String,
    /// The period of the contested result, where the case says it.
    pub period: Option<Period>,
    /// When the result was published, told to the appellant, and received by them.
    pub published: Option<Date>,
    pub notified: Option<Date>,
    pub received: Option<Date>,
    pub filed: Date,
    pub form: Form,
    /// Why it was filed late.
    pub late_reason: Option<String>,
    /// A ground of the clause, by its name or its title.
    pub ground: Option<String>,
    /// What is enclosed.
    pub evidence: Vec<String>,
    /// The named value that is contested: `commission`, `sales.score`.
    pub contests: Option<String>,
    /// What the appellant says.
    pub statement: Option<String>,
    /// What the appellant wishes to be written into the plan; that is no appeal.
    pub wishes: Option<String>,
    pub corrections: Vec<Correction>,
    /// Who the manager and the raters are, where no data say it; an empty list says that there are none.
    pub manager: Option<String>,
    pub raters: Option<Vec<String>>,
    pub events: Vec<Event>,
    /// Its place in the file, from 1.
    pub number: u64,
    /// In which the file calls its fields.
    pub language: Language,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    Written,
    Spoken,
}

/// What happened on a day, and who did it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Event {
    pub on: Date,
    pub by: Option<String>,
    pub act: Act,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Act {
    /// The office has the filing in hand.
    Received,
    Accepted,
    Refused {
        rule: Option<RuleName>,
        reason: Option<String>,
    },
    AskedToComplete {
        missing: Vec<String>,
    },
    Completed {
        evidence: Vec<String>,
    },
    ReviewBegun,
    Heard,
    PanelFormed(Panel),
    EvidenceAsked {
        missing: Vec<String>,
    },
    EvidenceGiven {
        evidence: Vec<String>,
    },
    Decided(Decision),
    Notified {
        through: Vec<String>,
    },
    Escalated {
        grounds: Option<String>,
        late_reason: Option<String>,
    },
    Withdrawn,
}

/// Why an appeal is not accepted, as a case names it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RuleName {
    Late,
    NotWritten,
    OutOfScope,
    NoEvidence,
}

/// Who decides.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Panel {
    pub members: Vec<Member>,
    /// The body they sit for, of a further instance.
    pub body: Option<String>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Member {
    pub key: Option<String>,
    pub name: Option<String>,
    pub department: Option<String>,
    /// What the member is to the appellant.
    pub relation: Option<Relation>,
}

impl Member {
    /// The key; the name where there is none.
    pub fn called(&self) -> &str {
        self.key.as_deref().or(self.name.as_deref()).unwrap_or_default()
    }

    /// As people call the member.
    pub fn spoken(&self) -> &str {
        self.name.as_deref().or(self.key.as_deref()).unwrap_or_default()
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Relation {
    Manager,
    Rater,
    None,
}

/// What was decided, and on what it rests.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decision {
    pub outcome: Outcome,
    pub reason: Option<String>,
    /// Clauses of the policy, by name or title.
    pub clauses: Vec<String>,
    /// Evidence and lines of the data.
    pub evidence: Vec<String>,
}

/// Upheld means that the appeal is granted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub enum Outcome {
    Upheld,
    Adjusted,
    Partly,
    Rejected,
}

impl Outcome {
    /// Whether the appellant gets something.
    pub fn grants(self) -> bool {
        match self {
            Outcome::Upheld | Outcome::Adjusted | Outcome::Partly => true,
            Outcome::Rejected => false,
        }
    }
}

/// What the data should have said.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Correction {
    pub input: String,
    pub key: String,
    pub change: Change,
    /// What proves it.
    pub source: Option<String>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Change {
    /// The cell of a column; blank where the value is empty.
    Cell { column: String, value: String },
    /// A row that is missing: its cells beside the key.
    Add { cells: Vec<(String, String)> },
    /// A row that should not be there.
    Remove,
}
