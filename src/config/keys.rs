//! Keys that are none, and what may have been meant. Knows texts and how close they
//! are.

use serde_json::Value;
use toml::de::{DeTable, DeValue};

/// Texts that are less alike are not taken for one another.
const ALIKE: f64 = 0.8;

/// The first key that a schema does not have: its first byte, and what to say of it.
pub(super) fn unknown_key(table: &DeTable<'_>, schema: &Value) -> Option<(usize, String)> {
    let none = serde_json::Map::new();
    let known = schema["properties"].as_object().unwrap_or(&none);
    let wrong = table.iter().filter_map(|(key, value)| {
        let name: &str = key.get_ref();
        match (known.get(name), value.get_ref()) {
            (None, _) => Some((key.span().start, unknown(name, known.keys().map(String::as_str)))),
            (Some(schema), DeValue::Table(inner)) if schema.get("properties").is_some() => unknown_key(inner, schema),
            // An empty list would be taken for a table.
            (Some(schema), _) if schema.get("properties").is_some() => {
                let words = format!("invalid type: `{name}` is a table: write its keys below `[{name}]`");
                Some((value.span().start, words))
            }
            (Some(_), _) => None,
        }
    });
    wrong.min_by_key(|(offset, _)| *offset)
}

fn unknown<'k>(name: &str, known: impl Iterator<Item = &'k str> + Clone) -> String {
    match nearest(name, known.clone()) {
        Some(near) => format!("there is no key `{name}`: did you mean `{near}`?"),
        None => {
            let all: Vec<&str> = known.collect();
            format!("there is no key `{name}`; there are: {}", all.join(", "))
        }
    }
}

/// The one of the texts that is most like another one, if that is likely to be meant.
pub fn nearest<'k>(text: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    let plain = |it: &str| it.to_lowercase().replace('_', "-");
    let scored = known.map(|it| (strsim::jaro_winkler(&plain(text), &plain(it)), it));
    let best = scored.max_by(|(one, _), (other, _)| one.total_cmp(other));
    best.filter(|(score, _)| *score >= ALIKE).map(|(_, it)| it)
}
