//! The field-sales sample data, many times over.

use std::path::Path;
use std::{fs, io};

/// The columns of each file that must differ from copy to copy: keys, and the names of teams.
const OWN: [(&str, &[&str]); 2] = [("people", &["employee_id", "team", "manager"]), ("deals", &["deal_id", "employee_id"])];

/// The files by input name, with `copies` times the people and deals of the sample.
pub fn field_sales(copies: usize) -> io::Result<Vec<(&'static str, String)>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("policies/field-sales/data");
    OWN.iter()
        .map(|(name, own)| Ok((*name, repeated(&fs::read_to_string(folder.join(name).with_extension("csv"))?, own, copies))))
        .collect()
}

/// The sample data have no quoted cells, so a comma always parts two of them.
fn repeated(csv: &str, own: &[&str], copies: usize) -> String {
    let mut lines = csv.lines();
    let head = lines.next().unwrap_or("");
    let is_own: Vec<bool> = head.split(',').map(|header| own.contains(&header)).collect();
    let lines: Vec<&str> = lines.collect();
    let mut out = String::with_capacity(csv.len().saturating_mul(copies));
    out.push_str(head);
    out.push('\n');
    for copy in 0..copies {
        for line in &lines {
            for (at, (cell, own)) in line.split(',').zip(&is_own).enumerate() {
                out.push_str(if at == 0 { "" } else { "," });
                out.push_str(cell);
                if *own && !cell.is_empty() {
                    out.push_str(&format!("-{copy}"));
                }
            }
            out.push('\n');
        }
    }
    out
}
