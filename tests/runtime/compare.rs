//! Judges two reports of the same events: what the original shows, and whether the rewritten one keeps the promise.
//! A judgement is a list of complaints, readable by themselves; an empty list means that the promise is kept.

use crate::oracle::Report;
use crate::scenario::{Before, Scenario};
use serde_json::Value;
use std::collections::BTreeMap;

/// Whether the original shows what the events file says of it.
pub fn before(scenario: &Scenario, before: &Report) -> Vec<String> {
    if let Some(complaint) = before.init_error() {
        return vec![complaint];
    }
    let evidence: Vec<_> = before.invocations().iter().flat_map(left_running).collect();
    match (scenario.before, evidence.is_empty()) {
        (Before::Leaks, true) => {
            vec!["before: it is said to leak, but nothing ran after any answer".to_owned()]
        }
        (Before::Breaks, _) if !breaks(scenario, before) => {
            vec!["before: it is said to break, but every answer is as expected".to_owned()]
        }
        (Before::Clean, false) => vec![format!(
            "before: it is said to be clean, but after the answer{}",
            indented(&evidence)
        )],
        _ => lost_item(before).into_iter().collect(),
    }
}

/// Whether an invocation after the first one is answered otherwise than is expected.
fn breaks(scenario: &Scenario, before: &Report) -> bool {
    let later = before.invocations().iter().enumerate().skip(1);
    later.into_iter().any(|(event, invocation)| {
        let expected = scenario.expected(event);
        let kind = ["response", "error"]
            .into_iter()
            .find(|kind| expected.get(kind).is_some());
        kind.is_some_and(|kind| invocation["answer"].get(kind) != Some(&expected[kind]))
    })
}

/// Whether the rewritten side leaves nothing behind and otherwise does what the original did.
pub fn after(scenario: &Scenario, before: &Report, after: &Report) -> Vec<String> {
    if let Some(complaint) = after.init_error() {
        return vec![complaint];
    }
    let mut complaints = Vec::new();
    for (event, (old, new)) in before.invocations().iter().zip(after.invocations()).enumerate() {
        let expected = scenario.expected(event);
        let found = [
            still_runs(old, new),
            answers_differ(expected, old, new),
            effects_differ(expected, old, new),
        ];
        let place = format!("after, {}, event {event}: ", after.runtime());
        complaints.extend(
            found
                .into_iter()
                .flatten()
                .map(|complaint| format!("{place}{complaint}")),
        );
    }
    complaints.extend(tables_differ(scenario, before, after));
    complaints
}

impl Report {
    fn runtime(&self) -> &str {
        self.0["runtime"].as_str().unwrap_or_default()
    }

    fn invocations(&self) -> &[Value] {
        items(&self.0["invocations"])
    }

    fn init_error(&self) -> Option<String> {
        let error = items(&self.0["initErrors"]).first()?;
        Some(format!("{} refuses the handler: {error:#}", self.runtime()))
    }
}

/// Everything that ran although the answer was given.
fn left_running(invocation: &Value) -> Vec<String> {
    let logs = items(&invocation["lateLogs"])
        .iter()
        .map(|line| format!("it logs {line}"));
    let requests = items(&invocation["lateRequests"])
        .iter()
        .map(|request| format!("it waits for {}", name_of_request(request)));
    let work = items(&invocation["lateWork"])
        .iter()
        .map(|work| format!("{} runs, begun at {}", text(&work["type"]), text(&work["site"])));
    let statements = items(&invocation["lateStatements"])
        .iter()
        .map(|words| format!("it says {}", text(words)));
    let crash = crash(invocation).filter(|_| invocation["answer"].get("response").is_some());
    logs.chain(requests)
        .chain(work)
        .chain(statements)
        .chain(crash)
        .collect()
}

/// An uncaught error is answered, and then the environment dies of it: left behind is only what kills after a success.
fn crash(invocation: &Value) -> Option<String> {
    let reason = invocation["crash"].as_str()?;
    Some(format!("the environment dies: {reason}"))
}

fn still_runs(old: &Value, new: &Value) -> Option<String> {
    let mut evidence = left_running(new);
    if evidence.is_empty() && old["crash"].is_null() {
        evidence.extend(crash(new));
    }
    if new["tablesAtAnswer"] != new["tablesAfterDrain"] {
        evidence.push(format!(
            "the tables change from {} to {}",
            new["tablesAtAnswer"], new["tablesAfterDrain"]
        ));
    }
    let stderr: Vec<_> = items(&new["lateStderr"])
        .iter()
        .map(|line| format!("stderr: {}", text(line)))
        .collect();
    (!evidence.is_empty()).then(|| format!("after the answer{}{}", indented(&evidence), indented(&stderr)))
}

/// A write that nobody waited for: the item must really be missing when the handler has answered.
fn lost_item(before: &Report) -> Option<String> {
    let writes = |invocation: &&Value| items(&invocation["lateRequests"]).iter().any(is_write);
    let mut late = before
        .invocations()
        .iter()
        .filter(writes)
        .filter(|invocation| !invocation["tablesAtAnswer"].is_null())
        .peekable();
    late.peek()?;
    let missing = late.any(|invocation| invocation["tablesAtAnswer"] != invocation["tablesAfterDrain"]);
    (!missing).then(|| "before: a write comes after the answer, but the tables already had it at the answer".to_owned())
}

fn is_write(request: &Value) -> bool {
    const WRITES: [&str; 5] = [
        "BatchWriteItem",
        "DeleteItem",
        "PutItem",
        "TransactWriteItems",
        "UpdateItem",
    ];
    let operation = text(&request["operation"]).strip_prefix("DynamoDB.");
    request["status"] == 200 && operation.is_some_and(|operation| WRITES.contains(&operation))
}

fn answers_differ(expected: &Value, old: &Value, new: &Value) -> Option<String> {
    let wanted = ["response", "error"]
        .into_iter()
        .find(|kind| expected.get(kind).is_some());
    let (got, want) = match wanted {
        Some(kind) => (new["answer"].get(kind), &expected[kind]),
        None => (Some(&new["answer"]), &old["answer"]),
    };
    let stderr: Vec<_> = items(&new["stderr"])
        .iter()
        .map(|line| format!("stderr: {}", text(line)))
        .collect();
    (got != Some(want)).then(|| {
        format!(
            "the answer is\n    {}\n  and should be\n    {want}{}",
            new["answer"],
            indented(&stderr)
        )
    })
}

/// Effects are compared as a bag: late ones of the original count, in the rewritten one they come earlier.
fn effects_differ(expected: &Value, old: &Value, new: &Value) -> Option<String> {
    let fewer = expected.get("error").is_some();
    let listed = |kind| Some(items(expected.get(kind)?).iter().map(plain));
    let in_logs = match listed("logs") {
        Some(all) => difference(all, logs(new), false),
        None => difference(logs(old), logs(new), fewer),
    };
    let in_requests = match listed("requests") {
        Some(all) => difference(all, operations(new), false),
        None => difference(requests(old), requests(new), fewer),
    };
    let differences: Vec<_> = in_logs.into_iter().chain(in_requests).collect();
    (!differences.is_empty()).then(|| format!("the effects differ{}", differences.concat()))
}

fn logs(invocation: &Value) -> Vec<String> {
    both(invocation, "logs", "lateLogs").map(plain).collect()
}

fn requests(invocation: &Value) -> Vec<String> {
    both(invocation, "requests", "lateRequests")
        .map(name_of_request)
        .collect()
}

fn operations(invocation: &Value) -> Vec<String> {
    both(invocation, "requests", "lateRequests")
        .map(|request| plain(&request["operation"]))
        .collect()
}

fn both<'a>(invocation: &'a Value, first: &str, second: &str) -> impl Iterator<Item = &'a Value> {
    items(&invocation[first]).iter().chain(items(&invocation[second]))
}

/// `fewer`: the rewritten side may stop where the original, not having waited, went on.
fn difference(
    old: impl IntoIterator<Item = String>,
    new: impl IntoIterator<Item = String>,
    fewer: bool,
) -> Option<String> {
    let mut counts = BTreeMap::<String, i64>::new();
    old.into_iter()
        .for_each(|effect| *counts.entry(effect).or_default() += 1);
    new.into_iter()
        .for_each(|effect| *counts.entry(effect).or_default() -= 1);
    let lines = counts.into_iter().filter_map(|(effect, count)| match count {
        1.. if !fewer => Some(format!("{count} x missing: {effect}")),
        ..=-1 => Some(format!("{} x too much: {effect}", -count)),
        _ => None,
    });
    let lines: Vec<_> = lines.collect();
    (!lines.is_empty()).then(|| indented(&lines))
}

/// Where an expected error ends an invocation early, writes that came after it are gone on purpose.
fn tables_differ(scenario: &Scenario, before: &Report, after: &Report) -> Option<String> {
    // Invocations that failed wrote nothing.
    if scenario.before == Before::Breaks {
        return None;
    }
    if scenario
        .expected
        .iter()
        .any(|expected| expected.get("error").is_some() || expected.get("requests").is_some())
    {
        return None;
    }
    let last = |report: &Report| {
        report
            .invocations()
            .last()
            .map(|invocation| invocation["tablesAfterDrain"].clone())
    };
    let (old, new) = (last(before)?, last(after)?);
    (old != new).then(|| {
        format!(
            "after, {}: the tables hold\n    {new}\n  and should hold\n    {old}",
            after.runtime()
        )
    })
}

fn name_of_request(request: &Value) -> String {
    format!("{} {}", text(&request["operation"]), request["body"])
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn items(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn indented(lines: &[String]) -> String {
    lines.iter().map(|line| format!("\n    {line}")).collect()
}
