//! A tree -> its single values, each by the path that leads to it.
//!
//! For who compares two trees key by key. Invariant: no two have the same path; an item of
//! a list is known by its `name` or its `type` where it has one, so that its path stays
//! when others are added before it.

use std::collections::BTreeSet;

use super::tree::{Node, Tree, Value};

/// The keys that an item of a list is known by, in this order.
const NAMES: [&str; 2] = ["name", "type"];

impl Tree {
    /// Every single value and the keys that lead to it; a list of single values is one value.
    pub fn leaves(&self) -> Vec<(Vec<String>, String)> {
        let mut found = Vec::new();
        walk(&self.root, &mut Vec::new(), &mut found);
        found
    }

    /// Whether a key of the whole is a list.
    pub fn has_list(&self, key: &str) -> bool {
        matches!(entry(&self.root, key).map(|node| &node.value), Some(Value::List(_)))
    }
}

fn walk(node: &Node, path: &mut Vec<String>, found: &mut Vec<(Vec<String>, String)>) {
    match &node.value {
        Value::Null | Value::Faulty => {}
        Value::Scalar(text) => found.push((path.clone(), text.clone())),
        Value::Map(entries) => {
            for entry in entries {
                path.push(entry.key.clone());
                walk(&entry.node, path, found);
                path.pop();
            }
        }
        Value::List(items) => {
            let single: Option<Vec<&str>> = items.iter().map(scalar).collect();
            if let Some(single) = single {
                // As JSON, since a comma may be a part of one.
                let list = serde_json::Value::from(single).to_string();
                return found.push((path.clone(), list));
            }
            let mut taken = BTreeSet::new();
            for (index, item) in items.iter().enumerate() {
                let known = name(item).unwrap_or_else(|| (index + 1).to_string());
                let mut step = known.clone();
                let mut number = 1;
                while !taken.insert(step.clone()) {
                    number += 1;
                    step = format!("{known} ({number})");
                }
                path.push(step);
                walk(item, path, found);
                path.pop();
            }
        }
    }
}

fn scalar(node: &Node) -> Option<&str> {
    match &node.value {
        Value::Scalar(text) => Some(text),
        _ => None,
    }
}

fn entry<'a>(node: &'a Node, key: &str) -> Option<&'a Node> {
    let Value::Map(entries) = &node.value else { return None };
    entries.iter().find(|entry| entry.key == key).map(|entry| &entry.node)
}

/// What an item calls itself: a text, or a name in its parts.
fn name(item: &Node) -> Option<String> {
    let node = NAMES.iter().find_map(|key| entry(item, key))?;
    let said = match &node.value {
        Value::Scalar(text) => text.trim().to_owned(),
        Value::Map(_) => {
            let parts = ["given", "family"].into_iter().filter_map(|key| entry(node, key));
            parts.filter_map(scalar).map(str::trim).collect::<Vec<_>>().join(" ")
        }
        _ => String::new(),
    };
    (!said.is_empty()).then_some(said)
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use crate::diag::SourceFile;

    #[test]
    fn each_value_has_a_path_that_stays_when_others_come_before_it() {
        let text = "languages: [nl, 'a,b']\nadvisers:\n  - name: Sam Smit\n    channels:\n      \
                    - {type: phone, number: '1'}\n      - {type: phone, number: '2'}\n  \
                    - {name: {given: María, family: López}, bio: ~}\nposters:\n  - {design: person}\n";
        let tree = parse(&SourceFile::new("a.yaml", text)).unwrap();
        let leaves: Vec<String> = tree
            .leaves()
            .iter()
            .map(|(path, value)| format!("{}={value}", path.join("/")))
            .collect();
        assert_eq!(
            leaves,
            [
                r#"languages=["nl","a,b"]"#,
                "advisers/Sam Smit/name=Sam Smit",
                "advisers/Sam Smit/channels/phone/type=phone",
                "advisers/Sam Smit/channels/phone/number=1",
                "advisers/Sam Smit/channels/phone (2)/type=phone",
                "advisers/Sam Smit/channels/phone (2)/number=2",
                "advisers/María López/name/given=María",
                "advisers/María López/name/family=López",
                "posters/1/design=person",
            ]
        );
        assert!(tree.has_list("advisers") && !tree.has_list("site"));
    }
}
