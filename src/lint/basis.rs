//! What lints rest on: what a plan reads and says, typical people and what they are paid, the people of the data, and how findings
//! speak. No lint stands here.

pub(super) mod caps;
pub(super) mod changes;
pub(super) mod clauses;
pub(super) mod levels;
pub(super) mod look;
pub(super) mod pay;
pub(super) mod population;
pub(super) mod process;
pub(super) mod prose;
pub(super) mod provenance;
pub(super) mod reads;
pub(super) mod same;
pub(super) mod stated;
pub(super) mod texts;
pub(super) mod truth;
pub(super) mod uses;
pub(super) mod vague_list;
pub(super) mod wording;
pub(super) mod words;
pub(super) mod zero;
