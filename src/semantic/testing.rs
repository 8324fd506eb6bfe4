//! Functions that a test runner calls, or replaces: which of them it waits for, and
//! which it only looks at. Knows runners, not what is tested.

use crate::syntax::Node;

use super::{Project, Step};

/// How a test runner calls a function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TestCallback {
    /// It waits for the promise.
    Waits,
    /// It waits for a call of `done`; a promise as well is an error.
    TakesDone,
    /// It collects tests, and would not wait.
    CannotWait,
}

impl<'s> Project<'s> {
    /// How a test runner calls the function in `it('…', function)`, `beforeEach(function)`.
    pub fn test_callback(&self, function: Node<'s>) -> Option<TestCallback> {
        let call = function.wrapped().parent_of_kind("arguments")?.parent()?;
        let callee = call.field("function")?;
        // `it.each(rows)('…', function)` passes the rows.
        let table = callee.field("function").filter(|_| callee.kind() == "call_expression");
        let origin = self.origin(table.unwrap_or(callee))?;
        let mut names = origin.steps.iter().filter_map(|it| match it {
            Step::Member(name) => Some(name.as_str()),
            Step::Call | Step::New | Step::Await => None,
        });
        let gives_test = matches!(origin.root.as_str(), "ava" | "tap" | "node:test");
        let name = match origin.root.as_str() {
            root if origin.is_global => root,
            "mocha" | "@jest/globals" | "vitest" => names.next()?,
            // `test(…)`, `test.serial(…)`, `t.before(…)`.
            "ava" | "tap" | "node:test" => names.find(|it| is_group(it)).unwrap_or("test"),
            _ => return None,
        };
        let parameters = function.parameters().len();
        match name {
            _ if is_group(name) => Some(TestCallback::CannotWait),
            "it" | "test" | "specify" | "before" | "after" | "beforeEach" | "afterEach" | "beforeAll" | "afterAll"
            | "setup" | "teardown" => match parameters {
                0 => Some(TestCallback::Waits),
                1 if gives_test => Some(TestCallback::Waits),
                _ => Some(TestCallback::TakesDone),
            },
            _ => None,
        }
    }

    /// Whether a test runner runs the code at a node.
    pub fn is_in_test(&self, node: Node<'s>) -> bool {
        self.functions_around(node)
            .any(|it| self.test_callback(self[it].node).is_some())
    }
}

fn is_group(name: &str) -> bool {
    matches!(name, "describe" | "context" | "suite" | "fdescribe" | "xdescribe")
}

impl<'s> Project<'s> {
    /// Whether a call does not call the argument at `place`, nor what it leads to:
    /// it writes it, or replaces it in a test.
    pub(super) fn is_looked_at_only(&self, call: Node<'s>, place: usize, is_function: bool) -> bool {
        let Some(origin) = call.field("function").and_then(|it| self.origin(it)) else {
            return false;
        };
        let name = origin.to_string();
        match (origin.root.as_str(), origin.is_global) {
            ("console", true) => true,
            ("String" | "Boolean", true) => true,
            ("JSON", true) | ("util" | "node:util", false) => {
                name.ends_with(".stringify") || name.ends_with(".inspect")
            }
            ("sinon", _) => {
                !is_function && place == 0 && [".stub", ".spy", ".replace"].iter().any(|it| name.ends_with(it))
            }
            ("jest" | "vi", true) | ("@jest/globals" | "vitest", false) if place == 0 => {
                name.ends_with(".spyOn") && !is_function
                    || name.ends_with(".mocked")
                    || name == "vitest.expect" && !calls(call)
            }
            ("expect", true) => place == 0 && !calls(call),
            _ => false,
        }
    }
}

/// `expect(f).toThrow()` calls `f`, `expect(f).toHaveBeenCalled()` does not.
fn calls(expectation: Node<'_>) -> bool {
    let links = expectation
        .ancestors()
        .take_while(|it| matches!(it.kind(), "member_expression" | "call_expression"));
    let mut names = links.filter_map(|it| it.field("property"));
    names.any(|it| it.text().to_ascii_lowercase().contains("throw"))
}
