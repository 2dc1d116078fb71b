//! What a template can see: its own text and that of every source it names.
//!
//! Theme sources -> for each template a digest of all that it is made of, and the
//! names that stand in it. A template is handed only the values whose names it
//! speaks of, so that the hash of what it is handed says whether it would come out
//! the same. Invariant: a value that is left out is one that no template text can
//! have asked for by name; whoever does so all the same gets the typesetter's or
//! the template engine's fault, never another output.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use serde_json::Value;

use crate::diag::SourceFile;
use crate::value::sha256;

/// Keys of a template's data whose own keys are names and not words of content.
const RECORDS: [&str; 4] = ["organisation", "practice", "t", "procedures"];

/// What the filters `fill` and `ltr` ask for by themselves, whatever the template names.
const ALWAYS: [&str; 1] = ["lang"];

/// What one template can see.
#[derive(Debug, Default)]
pub struct Reach {
    /// The digest of its text and of everything that it names.
    pub digest: String,
    /// Asked for each word of a language, of every client.
    names: HashSet<String>,
}

impl Reach {
    /// What each of a theme's templates can see, by its path.
    pub fn all(sources: &BTreeMap<String, Arc<SourceFile>>) -> BTreeMap<String, Reach> {
        let looked: BTreeMap<&str, Looked> =
            sources.iter().map(|(path, file)| (path.as_str(), look(path, file, sources))).collect();
        looked.keys().map(|path| ((*path).to_owned(), reach(path, &looked))).collect()
    }

    /// Takes out of a template's data what it cannot ask for.
    pub fn prune(&self, data: &mut Value) {
        let Value::Object(keys) = data else { return };
        keys.retain(|key, _| ALWAYS.contains(&key.as_str()) || self.speaks_of(key));
        for (key, value) in keys.iter_mut() {
            match value {
                Value::Object(record) if RECORDS.contains(&key.as_str()) => {
                    record.retain(|key, _| self.speaks_of(key));
                }
                Value::Array(items) if key == "advisers" => {
                    for record in items.iter_mut().filter_map(Value::as_object_mut) {
                        record.retain(|key, _| self.speaks_of(key));
                    }
                }
                _ => {}
            }
        }
    }

    /// Whether a name stands in the template, whole or as the piece that it is put
    /// together from: `bio_lang` of `bio`, `kit_poster` of `kit_`.
    pub fn speaks_of(&self, key: &str) -> bool {
        let pieces = key.match_indices('_').flat_map(|(at, _)| [&key[..at], &key[..=at]]);
        std::iter::once(key).chain(pieces).any(|piece| self.names.contains(piece))
    }
}

/// One source by itself.
struct Looked {
    digest: String,
    names: BTreeSet<String>,
    /// The sources that it names.
    others: BTreeSet<String>,
    /// Whether every other source may use what it defines.
    shared: bool,
}

fn look(path: &str, file: &SourceFile, sources: &BTreeMap<String, Arc<SourceFile>>) -> Looked {
    let letter = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let names = file.text.split(|c: char| !letter(c)).filter(|name| !name.is_empty());
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut others = BTreeSet::new();
    // Any text in quotes that is the path of a source, from here or from the top.
    for said in file.text.split(['"', '\'']) {
        let beside = format!("{folder}/{said}");
        for candidate in [said.trim_start_matches('/'), beside.as_str()] {
            if sources.contains_key(candidate) {
                others.insert(candidate.to_owned());
            }
        }
    }
    Looked {
        digest: sha256(file.text.as_bytes()),
        names: names.map(str::to_owned).collect(),
        others,
        shared: file.text.contains("{% component") || file.text.contains("{%- component"),
    }
}

fn reach(path: &str, looked: &BTreeMap<&str, Looked>) -> Reach {
    let shared = looked.iter().filter(|(_, look)| look.shared).map(|(path, _)| *path);
    let mut open: Vec<&str> = shared.chain([path]).collect();
    let mut seen = BTreeSet::new();
    while let Some(next) = open.pop() {
        if let Some(look) = looked.get(next)
            && seen.insert(next)
        {
            open.extend(look.others.iter().map(String::as_str));
        }
    }
    let mut digests = String::new();
    let mut names = HashSet::new();
    for path in seen {
        digests.push_str(path);
        digests.push_str(&looked[path].digest);
        names.extend(looked[path].names.iter().cloned());
    }
    Reach { digest: sha256(digests.as_bytes()), names }
}

#[cfg(test)]
mod tests {
    use super::*;

    use serde_json::json;

    fn all(sources: &[(&str, &str)]) -> BTreeMap<String, Reach> {
        let file =
            |(path, text): &(&str, &str)| ((*path).to_owned(), SourceFile::new(*path, *text));
        Reach::all(&sources.iter().map(file).collect())
    }

    #[test]
    fn a_template_sees_what_it_names_and_nothing_else() {
        let reach = all(&[
            ("print/lib.typ", "#let d = json(\"/data.json\")\n#d.lang"),
            ("print/flyer.typ", "#import \"lib.typ\": *\n#said(adviser, \"bio\")"),
            ("print/card.typ", "#import \"/print/lib.typ\": d"),
        ]);
        let mut data = json!({
            "lang": "nl",
            "advisers": [{"bio": "…", "bio_lang": "en", "absence": "…"}],
            "adviser": 1,
            "chapters": [],
        });
        reach["print/flyer.typ"].prune(&mut data);
        assert_eq!(data, json!({"lang": "nl", "adviser": 1}));
        assert_ne!(reach["print/flyer.typ"].digest, reach["print/card.typ"].digest);
    }

    #[test]
    fn names_that_are_put_together_are_kept() {
        let reach =
            all(&[("a.typ", "d.t.at(\"kit_\" + id) d.advisers.at(0).at(key + \"_lang\") bio")]);
        let mut data = json!({
            "t": {"kit_poster": "x", "poster": "y"},
            "advisers": [{"bio": 1, "bio_lang": 2, "name": 3}],
        });
        reach["a.typ"].prune(&mut data);
        assert_eq!(
            data,
            json!({"t": {"kit_poster": "x"}, "advisers": [{"bio": 1, "bio_lang": 2}]})
        );
    }

    #[test]
    fn a_filter_knows_the_language_where_no_template_names_it() {
        let reach = all(&[("a.txt", "{{ site_url | ltr }}")]);
        let mut data = json!({"lang": "ar", "dir": "rtl", "site_url": "x"});
        reach["a.txt"].prune(&mut data);
        assert_eq!(data, json!({"lang": "ar", "site_url": "x"}));
    }

    #[test]
    fn a_change_in_what_is_included_changes_the_digest() {
        let before = all(&[("a.html", "{% include \"b.html\" %}"), ("b.html", "x")]);
        let after = all(&[("a.html", "{% include \"b.html\" %}"), ("b.html", "y")]);
        assert_ne!(before["a.html"].digest, after["a.html"].digest);
        let shared = all(&[("a.html", "x"), ("c.html", "{% component Y() %}1{% endcomponent %}")]);
        let other = all(&[("a.html", "x"), ("c.html", "{% component Y() %}2{% endcomponent %}")]);
        assert_ne!(shared["a.html"].digest, other["a.html"].digest);
    }
}
