//! What is sent to a handler, in which surroundings, and what is expected of it: the content of an events file.

use serde_json::{Map, Value, json};
use std::fs;
use std::path::Path;

pub const RUNTIMES: [&str; 2] = ["node20", "node24"];

/// What the stub and the databases are told.
const SURROUNDINGS: [&str; 8] = ["tables", "fail", "failOn", "drop", "cut", "database", "mongo", "redis"];

/// `runtimes` are those of the rewritten side, `before_on` that of the original.
pub struct Scenario {
    pub handler: String,
    pub events: Vec<Value>,
    /// What the original must show.
    pub before: Before,
    /// By event; `null` where the answer and the effects stay as they were.
    pub expected: Vec<Value>,
    pub runtimes: Vec<String>,
    pub before_on: String,
    /// leakfix leaves it as it is.
    pub is_refused: bool,
    /// It takes PostgreSQL, and no other database will do.
    pub needs_postgres: bool,
    /// Handed to the stub as they are.
    surroundings: Map<String, Value>,
}

/// What the original does wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Before {
    /// Something runs after an answer.
    Leaks,
    /// A later invocation gets another answer than is expected.
    Breaks,
    /// Nothing.
    Clean,
}

impl Scenario {
    pub fn read(file: &Path, default_handler: Option<&str>) -> Result<Self, String> {
        let text = fs::read_to_string(file).map_err(|error| error.to_string())?;
        let value = serde_json::from_str(&text).map_err(|error| error.to_string())?;
        Self::parse(value, default_handler).map_err(|problem| format!("{}: {problem}", file.display()))
    }

    fn parse(value: Value, default_handler: Option<&str>) -> Result<Self, String> {
        let Value::Object(mut keys) = value else {
            return Err("an events file is an object".to_owned());
        };
        let handler = match keys.remove("handler") {
            Some(Value::String(handler)) => handler,
            None => default_handler.ok_or("a folder needs a `handler`")?.to_owned(),
            Some(other) => return Err(format!("`handler` is no text: {other}")),
        };
        let events = list(&mut keys, "events")?.ok_or("`events` is missing")?;
        let before = match keys.remove("before").as_ref().and_then(Value::as_str) {
            Some("clean") => Before::Clean,
            Some("breaks") => Before::Breaks,
            Some("leaks") | None => Before::Leaks,
            Some(other) => {
                return Err(format!("`before` is \"leaks\", \"breaks\" or \"clean\", not {other:?}"));
            }
        };
        let expected = list(&mut keys, "expected")?.unwrap_or_default();
        expected.iter().try_for_each(is_expectation)?;
        let runtimes = match list(&mut keys, "runtimes")? {
            Some(names) => names.iter().map(known_runtime).collect::<Result<_, _>>()?,
            None => RUNTIMES.map(str::to_owned).to_vec(),
        };
        let before_on = match keys.remove("beforeOn") {
            Some(name) => known_runtime(&name)?,
            None => RUNTIMES[0].to_owned(),
        };
        let is_refused = keys.remove("refused").is_some_and(|it| it == true);
        let needs_postgres = keys.remove("needs").is_some_and(|it| it == "postgres");
        if let Some(unknown) = keys.keys().find(|key| !SURROUNDINGS.contains(&key.as_str())) {
            return Err(format!("there is no key `{unknown}`"));
        }
        Ok(Self {
            handler,
            events,
            before,
            expected,
            runtimes,
            before_on,
            is_refused,
            needs_postgres,
            surroundings: keys,
        })
    }

    pub fn expected(&self, event: usize) -> &Value {
        self.expected.get(event).unwrap_or(&Value::Null)
    }

    /// What the worker is told.
    pub fn job(&self, code: &Path, runtime: &str) -> Value {
        let mut job = self.surroundings.clone();
        job.insert("dir".to_owned(), json!(code));
        job.insert("handler".to_owned(), json!(self.handler));
        job.insert("events".to_owned(), json!(self.events));
        job.insert("runtime".to_owned(), json!(runtime));
        Value::Object(job)
    }
}

fn list(keys: &mut Map<String, Value>, key: &str) -> Result<Option<Vec<Value>>, String> {
    match keys.remove(key) {
        None => Ok(None),
        Some(Value::Array(items)) => Ok(Some(items)),
        Some(_) => Err(format!("`{key}` is no list")),
    }
}

fn is_expectation(value: &Value) -> Result<(), String> {
    const KEYS: [&str; 4] = ["response", "error", "logs", "requests"];
    match value {
        Value::Null => Ok(()),
        Value::Object(keys) if keys.keys().all(|key| KEYS.contains(&key.as_str())) => Ok(()),
        _ => Err(format!("`expected` has null or an object of {KEYS:?}, not {value}")),
    }
}

fn known_runtime(name: &Value) -> Result<String, String> {
    let known = RUNTIMES.into_iter().find(|known| name == known);
    known
        .map(str::to_owned)
        .ok_or_else(|| format!("there is no runtime {name}"))
}
