//! Functions that a test runner calls: which of them it waits for. Knows runners,
//! not what is tested.

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
            Step::Call | Step::New => None,
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
