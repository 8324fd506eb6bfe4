//! What looks like a handler and is none: functions of other clouds, of pages, of
//! command lines, and helpers that handlers call. Knows imports, siblings and
//! calls; what manifests say is silenced before.

use crate::syntax::{Node, SourceId};

use super::{Module, Project, Value};

/// Where a type comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origins {
    /// `aws-lambda`, the package of types.
    Lambda,
    /// The page or another platform.
    Foreign,
    /// Anything else.
    Other,
}

/// Packages whose functions somebody else calls: nothing in a file that imports
/// one is a handler by its shape.
const PLATFORMS: [&str; 16] = [
    "$types",
    "@azure/functions",
    "@fnproject/fdk",
    "@google-cloud/functions-framework",
    "@react-router/node",
    "@remix-run/node",
    "@sveltejs/kit",
    "@twilio-labs/serverless-runtime-types",
    "@twilio/runtime-handler",
    "electron",
    "firebase-functions",
    "h3",
    "next",
    "nitropack",
    "openwhisk",
    "yargs",
];

/// Packages of pages; there, what is called `event` is one of the page.
const PAGES: [&str; 9] = [
    "@angular/core",
    "jquery",
    "lit",
    "preact",
    "react",
    "react-dom",
    "solid-js",
    "svelte",
    "vue",
];

/// What only events of a page have.
const OF_PAGES: [&str; 13] = [
    "clientX",
    "clientY",
    "currentTarget",
    "dataTransfer",
    "keyCode",
    "nativeEvent",
    "preventDefault",
    "respondWith",
    "stopPropagation",
    "target",
    "touches",
    "waitUntil",
    "which",
];

impl<'s> Project<'s> {
    /// Whether no function of a file is a handler by its shape: another platform
    /// calls them.
    pub(super) fn is_of_platform(&self, module: &Module<'s>) -> bool {
        let path = &module.source.path;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let exports = |name: &str| module.exports.iter().any(|it| it.name == name);
        // A command of yargs, as `commandDir` loads it.
        let is_command = exports("command") && (exports("builder") || exports("describe") || exports("desc"));
        is_test(&path.to_string_lossy())
            // Routes of SvelteKit.
            || name.starts_with('+')
            || is_command
            || module.names.specifiers.iter().any(|it| is_one_of(it, &PLATFORMS))
    }

    /// Whether the parameter `event` of a function is one of a page, or cannot be
    /// told from it.
    pub(super) fn is_event_of_a_page(&self, function: Node<'s>, event: Node<'s>) -> bool {
        let module = self.module(function.source.id);
        let is_page = module.names.specifiers.iter().any(|it| is_one_of(it, &PAGES));
        let globals = module.names.references().iter().filter(|it| it.binding.is_none());
        let mut globals = globals.filter(|it| matches!(it.name.as_str(), "document" | "window"));
        let has_page = globals.any(|it| {
            let node = function.source.identifier_at(it.range.start);
            // `page.evaluate(() => document.title)` runs in a page of its own.
            let is_handed_on = |it: Node<'_>| it.is_function() && it.parent_of_kind("arguments").is_some();
            node.is_some_and(|it| !it.ancestors().any(is_handed_on))
        });
        is_page || has_page || self.members_of(event).any(|it| OF_PAGES.contains(&it))
    }

    /// Whether code of the program, tests left out, calls this function: then it
    /// is somebody's helper, whatever its parameters are called.
    pub(super) fn is_called(&self, function: Node<'s>, export: &str) -> bool {
        let home = function.source.id;
        let importers = self.links.importers(home);
        let others = importers.filter(|it| *it != home).filter(|it| {
            let path = self.module(*it).source.path.to_string_lossy();
            !is_test(&path) && !is_below_tests(&path)
        });
        std::iter::once(home)
            .chain(others)
            .any(|it| self.calls(it, function, export))
    }

    fn calls(&self, source: SourceId, function: Node<'s>, export: &str) -> bool {
        let nodes = self.module(source).source.root().descendants();
        let calls = nodes.into_iter().filter(|it| it.kind() == "call_expression");
        let mut callees = calls.filter_map(|it| it.field("function"));
        callees.any(|callee| {
            let property = callee.field("property").map(Node::text);
            let is_own = property == Some(export)
                && source == function.source.id
                && callee.field("object").is_some_and(|it| self.is_own_exports(it));
            let is_plain = callee.is_identifier() || property.is_some();
            is_own || is_plain && self.value(callee) == Some(Value::Local(function))
        })
    }

    /// Where the name of a type comes from.
    pub(super) fn origin_of_type(&self, name: Node<'s>) -> Origins {
        let names = self.names(name);
        let Some(id) = names.binding_at(name.start()) else {
            return match name.text() {
                "AWSLambda" => Origins::Lambda,
                "Event" | "Request" | "Response" => Origins::Foreign,
                other if other.ends_with("Event") && names.is_free(name.start()) => Origins::Foreign,
                _ => Origins::Other,
            };
        };
        let binding = names.binding(id);
        let declared = binding.declared.first().filter(|_| binding.is_import);
        let declared = declared.and_then(|it| name.source.identifier_at(*it));
        let statement = declared.and_then(|it| it.ancestors().find(|it| it.kind() == "import_statement"));
        let Some(from) = statement.and_then(|it| it.field("source")?.string_value()) else {
            return Origins::Other;
        };
        if is_one_of(from, &["aws-lambda", "@types/aws-lambda"]) {
            // Parts of an event are given to helpers.
            let specifier = declared.and_then(|it| it.parent_of_kind("import_specifier"));
            let original = specifier.and_then(|it| it.field("name")).unwrap_or(name);
            match is_whole(original) || names_a_namespace(name) {
                true => Origins::Lambda,
                false => Origins::Other,
            }
        } else if is_one_of(from, &PAGES) || is_one_of(from, &PLATFORMS) || is_one_of(from, &["express", "fastify"]) {
            Origins::Foreign
        } else {
            Origins::Other
        }
    }
}

/// `lambda` in `lambda.APIGatewayProxyHandler`.
fn names_a_namespace(name: Node<'_>) -> bool {
    let qualified = name.parent_of_kind("nested_type_identifier");
    let whole = qualified.and_then(|it| it.field("name"));
    whole.is_some_and(is_whole)
}

/// The type of a handler or of a whole event.
fn is_whole(name: Node<'_>) -> bool {
    name.text().contains("Event") || name.text().contains("Handler")
}

/// A file of tests.
pub fn is_test(path: &str) -> bool {
    let path = path.replace('\\', "/");
    let name = path.rsplit('/').next().unwrap_or_default();
    name.contains(".test.") || name.contains(".spec.") || path.contains("/__tests__/") || path.contains("/__mocks__/")
}

/// A file in a folder of tests, which may call handlers.
fn is_below_tests(path: &str) -> bool {
    let path = path.replace('\\', "/");
    let mut folders = path.rsplit('/').skip(1);
    folders.any(|it| matches!(it, "test" | "tests" | "spec" | "e2e"))
}

/// Whether a specifier is one of these packages, or a file of one.
fn is_one_of(specifier: &str, packages: &[&str]) -> bool {
    let plain = specifier.trim_start_matches("./");
    packages.iter().any(|it| {
        plain
            .strip_prefix(it)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
}
