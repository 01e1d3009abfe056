//! Fields of a record as columns: what stands inside an object is a column with a path.

use crate::data::grid::GridCell;
use crate::data::sheet::Form;
use crate::plan::ir::Crm;
use crate::source::json::Node;

/// Hands out each column of a field with what it says; nothing where it says nothing.
pub(super) fn field(crm: Option<Crm>, path: &str, node: &Node, take: &mut impl FnMut(&str, GridCell)) {
    if is_system_key(crm, path) {
        return;
    }
    match node {
        Node::Null => take(path, GridCell::blank()),
        Node::Text(text) => take(path, GridCell::text(text.as_str())),
        Node::Number(digits) => take(path, GridCell::number(digits.as_str())),
        Node::Flag(flag) => take(path, GridCell { text: flag.to_string().into(), form: Form::Flag }),
        Node::List(_) => take(path, GridCell { text: "[…]".into(), form: Form::Nested }),
        Node::Object(fields) => {
            take(path, named(crm, node));
            // A list with pages of its own is no part of the record.
            if node.get("records").is_some() {
                return;
            }
            for (key, inside) in fields {
                field(crm, &format!("{path}.{key}"), inside, take);
            }
        }
    }
}

/// What an object says as one value: its name, where the system shows a record, a member or a department so.
fn named(crm: Option<Crm>, node: &Node) -> GridCell {
    let key = match crm {
        Some(Crm::Salesforce) => "Name",
        Some(Crm::Zoho | Crm::Jiandaoyun) => "name",
        None => "",
    };
    match node.get(key).and_then(Node::written) {
        Some(name) => GridCell::text(name),
        None => GridCell { text: "{…}".into(), form: Form::Nested },
    }
}

/// `attributes` of Salesforce says where a record lives, and keys of Zoho that begin with `$` what may be done with it.
fn is_system_key(crm: Option<Crm>, path: &str) -> bool {
    let key = path.rsplit('.').next().unwrap_or(path);
    match crm {
        Some(Crm::Salesforce) => key == "attributes",
        Some(Crm::Zoho) => key.starts_with('$'),
        Some(Crm::Jiandaoyun) | None => false,
    }
}
