//! The handlers of a program as a table, for people and as JSON. Knows what was
//! found, finds nothing.

use std::{collections::BTreeMap, fmt, path::Path};

use serde_json::{Value, json};

use crate::{
    finding::Finding,
    readiness::is_leak,
    semantic::{DeclaredRuntime, Found, Handler, HandlerKey, Project, Readiness, Runtime},
};

use super::relative;

/// Every handler of the selected files, by path and line.
#[derive(Debug, Default)]
pub struct HandlerTable {
    rows: Vec<Row>,
    opaque: Vec<Other>,
    missing: Vec<Other>,
}

#[derive(Debug)]
struct Row {
    path: String,
    line: usize,
    /// The file that exports it.
    exported_in: String,
    handler: Handler,
    found: String,
    leaks: BTreeMap<&'static str, usize>,
    readiness: Readiness,
}

/// A handler without code.
#[derive(Debug)]
struct Other {
    path: String,
    line: Option<usize>,
    export: String,
    found: String,
    runtime: Option<String>,
}

impl HandlerTable {
    /// Reads the handlers of a program; paths are shown relative to `base`.
    pub fn of(project: &Project<'_>, findings: &[Finding], base: &Path) -> HandlerTable {
        let path_of = |it: &HandlerKey| relative(&project.module(it.0).source.path, base);
        let is_selected = |it: &HandlerKey| project.module(it.0).source.is_selected;
        let rows: Vec<Row> = project
            .handlers()
            .iter()
            .filter(|it| is_selected(&it.key) || project[it.function].node.source.is_selected)
            .map(|handler| {
                let node = project[handler.function].node;
                let leaks = leaks_of(&handler.key, findings);
                let readiness = project.readiness(handler, Runtime::NodeJs24);
                Row {
                    path: relative(&node.source.path, base),
                    line: node.line_column().0,
                    exported_in: path_of(&handler.key),
                    found: describe(&handler.found, base),
                    readiness: if leaks.is_empty() {
                        readiness
                    } else {
                        readiness.with_work()
                    },
                    leaks,
                    handler: handler.clone(),
                }
            })
            .collect();
        let opaque = project.opaque_handlers().iter().filter(|it| is_selected(&it.key));
        let opaque: Vec<Other> = opaque
            .map(|it| Other {
                path: path_of(&it.key),
                line: Some(project.module(it.key.0).source.line_column(it.offset).0),
                export: it.key.1.clone(),
                found: describe(&it.found, base),
                runtime: name_of(it.runtime.as_ref()),
            })
            .collect();
        let missing = project.missing_handlers().iter();
        let missing: Vec<Other> = missing
            .map(|it| Other {
                path: relative(&project.module(it.source).source.path, base),
                line: None,
                export: it.export.clone(),
                found: describe(&it.found, base),
                runtime: name_of(it.runtime.as_ref()),
            })
            .collect();
        HandlerTable { rows, opaque, missing }.sorted()
    }

    /// One table of many.
    pub fn joined(tables: Vec<HandlerTable>) -> HandlerTable {
        let mut all = HandlerTable::default();
        for table in tables {
            all.rows.extend(table.rows);
            all.opaque.extend(table.opaque);
            all.missing.extend(table.missing);
        }
        all.sorted()
    }

    fn sorted(mut self) -> HandlerTable {
        self.rows
            .sort_by(|one, other| (&one.path, one.line).cmp(&(&other.path, other.line)));
        self.opaque
            .sort_by(|one, other| (&one.path, one.line).cmp(&(&other.path, other.line)));
        self.missing
            .sort_by(|one, other| (&one.path, &one.export).cmp(&(&other.path, &other.export)));
        self
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.opaque.is_empty()
    }

    /// The whole table as one document.
    pub fn json(&self) -> String {
        let others = |list: &[Other]| -> Vec<Value> { list.iter().map(Other::json).collect() };
        let rows: Vec<Value> = self.rows.iter().map(Row::json).collect();
        let document = json!({
            "version": 1,
            "handlers": rows,
            "opaque": others(&self.opaque),
            "missing": others(&self.missing),
        });
        format!("{document:#}")
    }
}

impl fmt::Display for HandlerTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut lines = vec![HEADINGS.map(str::to_owned)];
        lines.extend(self.rows.iter().map(Row::cells));
        if !self.rows.is_empty() {
            write_aligned(f, &lines)?;
        }
        let others = [
            (&self.opaque, "made by code that cannot be seen, and left alone:"),
            (&self.missing, "declared, but not exported:"),
        ];
        let mut is_first = self.rows.is_empty();
        for (list, title) in others.iter().filter(|(list, _)| !list.is_empty()) {
            if !std::mem::take(&mut is_first) {
                writeln!(f)?;
            }
            writeln!(f, "{title}")?;
            let lines: Vec<[String; 4]> = list.iter().map(Other::cells).collect();
            write_aligned(f, &lines)?;
        }
        Ok(())
    }
}

const HEADINGS: [&str; 8] = [
    "handler",
    "export",
    "found by",
    "answers by",
    "parameters",
    "leaks",
    "nodejs24.x",
    "runtime",
];

impl Row {
    fn cells(&self) -> [String; 8] {
        let handler = &self.handler;
        let name = match handler.key.1.as_str() {
            "*" => "module.exports",
            name => name,
        };
        let export = match self.exported_in == self.path {
            true => name.to_owned(),
            false => format!("{name} of {}", self.exported_in),
        };
        let mut answers = handler.answers.word().to_owned();
        for also in &handler.also_answers_by {
            answers += &format!(" and {}", also.word());
        }
        if handler.is_at_once {
            answers += ", at once";
        }
        if handler.is_streaming {
            answers += ", streaming";
        }
        let leaks: Vec<String> = self
            .leaks
            .iter()
            .map(|(name, count)| format!("{name} {count}"))
            .collect();
        [
            format!("{}:{}", self.path, self.line),
            export,
            self.found.clone(),
            answers,
            handler.length.map_or_else(|| "?".to_owned(), |it| it.to_string()),
            or_dash(&leaks.join(", ")),
            self.readiness.describe(),
            or_dash(name_of(handler.runtime.as_ref()).as_deref().unwrap_or_default()),
        ]
    }

    fn json(&self) -> Value {
        let handler = &self.handler;
        let also: Vec<&str> = handler.also_answers_by.iter().map(|it| it.word()).collect();
        json!({
            "path": self.path,
            "line": self.line,
            "export": handler.key.1,
            "exported_in": self.exported_in,
            "found_by": self.found,
            "answers_by": handler.answers.word(),
            "also_answers_by": also,
            "at_once": handler.is_at_once,
            "streaming": handler.is_streaming,
            "parameters": handler.length,
            "leaks": self.leaks,
            "nodejs24": self.readiness.slug(),
            "runtime": name_of(handler.runtime.as_ref()),
        })
    }
}

impl Other {
    fn cells(&self) -> [String; 4] {
        let place = match self.line {
            Some(line) => format!("{}:{line}", self.path),
            None => self.path.clone(),
        };
        let runtime = or_dash(self.runtime.as_deref().unwrap_or_default());
        [place, self.export.clone(), self.found.clone(), runtime]
    }

    fn json(&self) -> Value {
        json!({
            "path": self.path,
            "line": self.line,
            "export": self.export,
            "found_by": self.found,
            "runtime": self.runtime,
        })
    }
}

/// How many leaks of each transform a handler reaches.
fn leaks_of(key: &HandlerKey, findings: &[Finding]) -> BTreeMap<&'static str, usize> {
    let mut leaks = BTreeMap::new();
    for finding in findings
        .iter()
        .filter(|it| is_leak(it))
        .filter(|it| it.handlers.contains(key))
    {
        *leaks.entry(finding.transform).or_default() += 1;
    }
    leaks
}

fn describe(found: &Found, base: &Path) -> String {
    match found {
        Found::Option => "--handler".to_owned(),
        Found::Settings(path, line) | Found::Declared(path, line) => format!("{}:{line}", relative(path, base)),
        Found::Type => "type".to_owned(),
        Found::Name => "name".to_owned(),
        Found::Parameters => "parameters".to_owned(),
        Found::Connection => "connection".to_owned(),
    }
}

fn name_of(runtime: Option<&DeclaredRuntime>) -> Option<String> {
    runtime.map(|it| it.name.clone())
}

fn or_dash(text: &str) -> String {
    if text.is_empty() {
        "-".to_owned()
    } else {
        text.to_owned()
    }
}

/// Columns as wide as their widest cell, two blanks between them.
fn write_aligned<const N: usize>(f: &mut fmt::Formatter<'_>, lines: &[[String; N]]) -> fmt::Result {
    let width = |column: usize| lines.iter().map(|it| it[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..N).map(width).collect();
    for line in lines {
        let cells = line.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}"));
        let cells: Vec<String> = cells.collect();
        writeln!(f, "{}", cells.join("  ").trim_end())?;
    }
    Ok(())
}
