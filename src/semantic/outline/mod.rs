//! The little that says whether a file is worth reading: its specifiers, and
//! whether an export of it may be a handler. Parses with oxc, binds no names,
//! and errs on the side of reading.

mod seen;
mod taker;

use oxc_allocator::Allocator;
use oxc_ast::ast::Program;
use oxc_parser::{ParseOptions, Parser};
use oxc_span::SourceType;

use self::seen::exports_handler;
use super::{
    SyntaxError, link,
    names::{modes, with_arena},
};
use crate::syntax::{Language, is_too_deep};

/// Names that handlers have by convention, some only with the right parameters.
pub const HANDLER_NAMES: [&str; 4] = ["handler", "main", "lambdaHandler", "lambda_handler"];

fn is_handler_name(name: &str) -> bool {
    HANDLER_NAMES.contains(&name)
}

/// Whether an export of a file may be a handler by its name, its parameters or its
/// type.
///
/// # Errors
/// What the parser has to say against the file.
pub fn may_hold_handler(text: &str, language: Language, is_module: Option<bool>) -> Result<bool, SyntaxError> {
    read(text, language, is_module, exports_handler)
}

/// The strings in `import`, `export … from`, `require(…)` and `import(…)`.
///
/// # Errors
/// What the parser has to say against the file.
pub fn specifiers(text: &str, language: Language, is_module: Option<bool>) -> Result<Vec<String>, SyntaxError> {
    read(text, language, is_module, link::specifiers)
}

fn read<T>(
    text: &str,
    language: Language,
    is_module: Option<bool>,
    look: fn(&Program<'_>) -> T,
) -> Result<T, SyntaxError> {
    if is_too_deep(text, language) {
        return Err(SyntaxError::too_deep());
    }
    let mut wrong = None;
    for mode in modes(language, is_module) {
        match read_as(text, mode, look) {
            Ok(found) => return Ok(found),
            Err(error) => wrong = Some(error),
        }
    }
    Err(wrong.expect("there is one mode at least"))
}

fn read_as<T>(text: &str, mode: SourceType, look: fn(&Program<'_>) -> T) -> Result<T, SyntaxError> {
    with_arena(|arena| read_into(arena, text, mode, look))
}

fn read_into<T>(
    allocator: &Allocator,
    text: &str,
    mode: SourceType,
    look: fn(&Program<'_>) -> T,
) -> Result<T, SyntaxError> {
    let options = ParseOptions {
        allow_return_outside_function: mode.is_commonjs(),
        ..ParseOptions::default()
    };
    let parsed = Parser::new(allocator, text, mode).with_options(options).parse();
    if let Some(error) = parsed.diagnostics.errors().next() {
        return Err(SyntaxError {
            message: error.message.to_string(),
            offset: error.labels.first().map_or(0, |label| label.offset() as usize),
        });
    }
    Ok(look(&parsed.program))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn may_hold(text: &str) -> bool {
        may_hold_handler(text, Language::TypeScript, None).expect("the example is code")
    }

    #[test]
    fn exports_called_like_handlers_may_be_handlers() {
        assert!(may_hold("exports.handler = wrap(impl);"));
        assert!(may_hold("exports.lambda_handler = wrap(impl);"));
        assert!(may_hold("module.exports.main = impl;"));
        assert!(may_hold("module.exports = { lambdaHandler };"));
        assert!(may_hold("module.exports = { 'handler': impl };"));
        assert!(may_hold("exports['handler'] = impl;"));
        assert!(may_hold(
            "Object.defineProperty(exports, 'handler', { get: () => impl });"
        ));
        assert!(may_hold("export { run as handler } from './run';"));
        assert!(may_hold("export { main };  function main() {}"));
        assert!(may_hold("export const { handler } = build();"));
        assert!(may_hold("export = { handler };"));
        assert!(may_hold("class Api { handler(it) {} }  module.exports = new Api();"));
    }

    #[test]
    fn functions_of_an_event_may_be_handlers_where_something_is_exported() {
        assert!(may_hold("module.exports = async (event) => event.id;"));
        assert!(may_hold("const f = (_event = {}) => save(1); exports.f = f;"));
        assert!(may_hold(
            "export const run = wrap({ log: true })(async (s3Event, context) => 1);"
        ));
        assert!(may_hold(
            "const inner = (event) => save(event); const outer = wrap(inner); export { outer };"
        ));
        assert!(may_hold(
            "class App { async run(event) {} } const app = new App(); exports.go = app.run.bind(app);"
        ));
        assert!(may_hold(
            "let f; f = function (event, context) {}; module.exports = { f };"
        ));
        assert!(may_hold("export async function go(event) {}"));
        assert!(may_hold(
            "export function go(event) { if (event.x) { return save(event); } }"
        ));
        assert!(may_hold("export function go(event) { save(event.Records); }"));
        assert!(may_hold("exports.go = co.wrap(function* (event) {});"));
        assert!(!may_hold("const f = (event) => 1;"));
        assert!(!may_hold("exports.listen = (bus) => bus.on('x', (event) => 1);"));
        assert!(!may_hold("const f = (event) => 1; exports.g = () => f(1);"));
        assert!(!may_hold("exports.f = (request, response) => 1;"));
        assert!(!may_hold("exports.f = (event, listener) => 1;"));
        assert!(!may_hold("exports.f = async (event, context, status, reason) => 1;"));
        assert!(!may_hold("exports.f = (event) => ({ name: event });"));
        assert!(!may_hold(
            "exports.f = (event) => (event ? Object.keys(event) : event.x.y);"
        ));
        assert!(!may_hold(
            "exports.f = function (event) { emit(() => { return event; }); return `${event}`; };"
        ));
    }

    #[test]
    fn types_of_handlers_may_be_those_of_a_handler() {
        assert!(may_hold(
            "import type { SQSHandler } from 'aws-lambda'; export const run: SQSHandler = async (it) => {};"
        ));
        assert!(may_hold("export const run: AWSLambda.SQSHandler = async (it) => {};"));
        assert!(!may_hold("exports.policy = 'aws-lambda-role/AWSLambdaExecute';"));
    }

    #[test]
    fn a_module_inside_of_a_bundle_exports_nothing() {
        assert!(!may_hold(
            "x({ 1: [function (require, module, exports) { exports.handler = (event) => 1; }] });"
        ));
    }
}
