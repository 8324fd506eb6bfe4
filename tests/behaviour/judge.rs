//! Compares what a program did with what it had to do. It runs nothing.

use std::{collections::BTreeMap, sync::LazyLock};

use regex::Regex;
use serde_json::Value;

use crate::{model::Expected, oracle::Report, trial::items};

static NUMBER: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\bw\d+\b").expect("it is written here"));
static KEY: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\be\d(?:-[ab])?\b").expect("it is written here"));

/// Where the original does not do what its tree says. An error that nobody catches ends it somewhere on the way.
pub fn original(wanted: &[Expected], before: &Report) -> Vec<String> {
    let mut untrue = refused(before);
    for (event, (wanted, got)) in wanted.iter().zip(before.invocations()).enumerate() {
        if !wanted.crashes.is_empty() {
            continue;
        }
        if !is_answer(&got["answer"], &wanted.answer) {
            untrue.push(format!(
                "event {event}: the answer is {} and not {}",
                got["answer"], wanted.answer
            ));
        }
        untrue.extend(difference(&wanted.effects, &effects(got)).map(|it| format!("event {event}: {it}")));
        if !got["crash"].is_null() {
            untrue.push(format!("event {event}: it dies: {}", got["crash"]));
        }
    }
    untrue
}

/// What a rewrite does wrong. Where leaks are left, what was left behind before may still be.
///
/// An error that nobody caught used to end the process at some time; now it fails the invocation, or comes to a `catch`
/// that stands around the work. What depends on that is not looked at.
pub fn rewritten(wanted: &[Expected], before: &Report, after: &Report, is_whole: bool) -> Vec<String> {
    let mut wrong = refused(after);
    if after.invocations().len() != wanted.len() && wrong.is_empty() {
        wrong.push("an invocation is missing".to_owned());
    }
    let pairs = before.invocations().iter().zip(after.invocations());
    for (event, (wanted, (old, new))) in wanted.iter().zip(pairs).enumerate() {
        let left_running = match is_whole || wanted.crashes.is_empty() {
            true => left_running(wanted, old, new, is_whole),
            false => None,
        };
        let found = [
            left_running,
            other_answer(wanted, old, new, is_whole),
            other_effects(wanted, new),
        ];
        let place = format!("{}, event {event}", after.runtime());
        wrong.extend(found.into_iter().flatten().map(|it| format!("{place}: {it}")));
    }
    wrong
}

/// Whether anything comes after an answer.
pub fn leaks(report: &Report) -> bool {
    report
        .invocations()
        .iter()
        .any(|it| !late(it).is_empty() || !items(it, "lateWork").is_empty() || survives_not(it))
}

fn refused(report: &Report) -> Vec<String> {
    let errors = items(&report.0, "initErrors").iter();
    errors
        .map(|it| format!("{} refuses the handler: {it}", report.runtime()))
        .collect()
}

fn left_running(wanted: &Expected, old: &Value, new: &Value, is_whole: bool) -> Option<String> {
    let mut evidence = late(new);
    // Work that is begun late is not told apart from what it is in the end.
    if is_whole {
        evidence.extend(
            items(new, "lateWork")
                .iter()
                .map(|it| format!("{} at {}", it["type"], it["site"])),
        );
    }
    if !is_whole {
        let known = late(old);
        evidence.retain(|it| !known.contains(it) && !wanted.adrift.contains(it));
    }
    if survives_not(new) && (is_whole || !survives_not(old)) {
        evidence.push(format!("it dies: {}", new["crash"]));
    }
    (!evidence.is_empty()).then(|| format!("after the answer: {}", evidence.join("; ")))
}

/// It succeeds and then dies of what it left.
fn survives_not(invocation: &Value) -> bool {
    !invocation["crash"].is_null() && invocation["answer"].get("response").is_some()
}

fn other_answer(wanted: &Expected, old: &Value, new: &Value, is_whole: bool) -> Option<String> {
    let answer = &new["answer"];
    let is_right = match &*wanted.crashes {
        [] => answer == &old["answer"],
        // What nobody caught fails the invocation that it belongs to.
        crashes => {
            is_answer(answer, &wanted.answer)
                || is_answer(answer, &wanted.answer_of_catch)
                || answer == &old["answer"]
                || !is_whole && answer.get("error").is_some()
                || crashes
                    .iter()
                    .any(|it| is_answer(answer, &serde_json::json!({ "error": it })))
        }
    };
    let crashes = match &*wanted.crashes {
        [] => String::new(),
        some => format!(", or an error of {}", Value::from(some.to_vec())),
    };
    (!is_right).then(|| format!("the answer is {answer} and not {}{crashes}", old["answer"]))
}

fn other_effects(wanted: &Expected, new: &Value) -> Option<String> {
    let got = effects(new);
    if wanted.crashes.is_empty() {
        return difference(&wanted.effects, &got);
    }
    let counts = counted(&wanted.effects, &got);
    let much: Vec<String> = counts
        .into_iter()
        .filter(|(effect, it)| *it < 0 && !wanted.is_of_catch(effect))
        .map(|(effect, _)| effect)
        .collect();
    (!much.is_empty()).then(|| format!("too much: {}", much.join("; ")))
}

fn is_answer(got: &Value, wanted: &Value) -> bool {
    let Some(error) = wanted.get("error") else {
        return got == wanted;
    };
    let same = |key: &str| {
        let wanted = error.get(key).and_then(Value::as_str).filter(|it| !it.is_empty());
        wanted.is_none_or(|it| got["error"][key] == it)
    };
    got.get("error").is_some() && same("errorType") && same("errorMessage")
}

fn difference(wanted: &[String], got: &[String]) -> Option<String> {
    let differences: Vec<String> = counted(wanted, got)
        .into_iter()
        .filter(|(_, count)| *count != 0)
        .map(|(effect, count)| match count {
            1.. => format!("missing: {effect}"),
            _ => format!("too much: {effect}"),
        })
        .collect();
    (!differences.is_empty()).then(|| differences.join("; "))
}

fn counted(wanted: &[String], got: &[String]) -> BTreeMap<String, i32> {
    let mut counts = BTreeMap::new();
    wanted.iter().for_each(|it| *counts.entry(it.clone()).or_default() += 1);
    got.iter().for_each(|it| *counts.entry(it.clone()).or_default() -= 1);
    counts
}

fn effects(invocation: &Value) -> Vec<String> {
    let mut all = told(invocation, "logs", "requests");
    all.extend(late(invocation));
    all
}

fn late(invocation: &Value) -> Vec<String> {
    told(invocation, "lateLogs", "lateRequests")
}

fn told(invocation: &Value, logs: &str, requests: &str) -> Vec<String> {
    let logs = items(invocation, logs).iter().map(|line| {
        let line = line.as_str().unwrap_or_default();
        line.strip_prefix("INFO\t").unwrap_or(line).to_owned()
    });
    logs.chain(items(invocation, requests).iter().map(request)).collect()
}

/// As the tree names it: the operation, its number, and for whom it is.
fn request(record: &Value) -> String {
    let operation = record["operation"].as_str().unwrap_or_default();
    let operation = operation.split(' ').next().unwrap_or_default();
    let text = record.to_string();
    let found = |it: &Regex| it.find(&text).map_or("?", |it| it.as_str());
    format!("{operation} {} {}", found(&NUMBER), found(&KEY))
}
