//! The engine on small policies written out in full: each test says the data and what every value must be.

mod groups;
mod kpis;
mod limits;
mod limits_of_grades;
mod money;
mod ranks;
mod rows;
mod values;
mod watching;
mod world;
