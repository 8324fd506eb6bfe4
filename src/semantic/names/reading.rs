//! Parsing a file with oxc, in each way that it may be meant, and having all early errors told. Knows the parser,
//! and what is looked for by nobody.

use std::cell::RefCell;

use oxc_allocator::Allocator;
use oxc_ast::ast::Program;
use oxc_parser::{ParseOptions, Parser};
use oxc_semantic::SemanticBuilder;
use oxc_span::SourceType;

use super::{Names, SyntaxError};
use crate::{
    semantic::link,
    syntax::{Language, is_too_deep},
};

/// Reads a file's names, and what else its program tells with them.
pub(in crate::semantic) fn read_with<T>(
    text: &str,
    language: Language,
    is_module: Option<bool>,
    look: impl Fn(&Program<'_>, Names) -> T,
) -> Result<T, Vec<SyntaxError>> {
    if is_too_deep(text, language) {
        return Err(vec![SyntaxError::too_deep()]);
    }
    let mut result = Err(Vec::new());
    for mode in modes(language, is_module) {
        match with_arena(|arena| read_into(arena, text, mode, &look)) {
            Ok(Some(found)) => return Ok(found),
            Ok(None) => {}
            Err(errors) => result = Err(errors),
        }
    }
    result
}

/// How a file can be read, the likeliest first.
pub(in crate::semantic) fn modes(language: Language, is_module: Option<bool>) -> Vec<SourceType> {
    let base = match language {
        Language::JavaScript => SourceType::jsx(),
        Language::TypeScript => SourceType::ts(),
        Language::Tsx => SourceType::tsx(),
    };
    match (language, is_module) {
        (_, Some(true)) => vec![base.with_module(true)],
        (_, Some(false)) => vec![base.with_commonjs(true)],
        (_, None) => vec![base.with_unambiguous(true), base.with_commonjs(true)],
    }
}

/// Parser and binder report with a type that neither of them exports.
macro_rules! syntax_errors {
    ($diagnostics:expr) => {
        $diagnostics
            .errors()
            .map(|it| SyntaxError {
                message: it.message.to_string(),
                offset: it.labels.first().map_or(0, |label| label.offset() as usize),
            })
            .collect::<Vec<_>>()
    };
}

thread_local! {
    /// What a file is parsed into, used again for the next: to get memory from the
    /// system, and to have it cleared, takes as long as parsing.
    static ARENA: RefCell<Allocator> = RefCell::default();
}

/// Parses into memory that is used again.
pub(in crate::semantic) fn with_arena<T>(parse: impl FnOnce(&Allocator) -> T) -> T {
    ARENA.with_borrow_mut(|arena| {
        arena.reset();
        parse(arena)
    })
}

/// Nothing where the file is to be read in another way.
fn read_into<T>(
    allocator: &Allocator,
    text: &str,
    mode: SourceType,
    look: &impl Fn(&Program<'_>, Names) -> T,
) -> Result<Option<T>, Vec<SyntaxError>> {
    let options = ParseOptions {
        allow_return_outside_function: mode.is_commonjs(),
        ..ParseOptions::default()
    };
    let parsed = Parser::new(allocator, text, mode).with_options(options).parse();
    let errors = syntax_errors!(parsed.diagnostics);
    if parsed.panicked || !errors.is_empty() {
        return Err(errors);
    }
    // No `import` and no `export`: CommonJS, which may return at the top.
    if mode.is_unambiguous() && !parsed.program.source_type.is_module() {
        return Ok(None);
    }
    let program = allocator.alloc(parsed.program);
    let built = SemanticBuilder::new()
        .with_check_syntax_error(true)
        .with_build_nodes(true)
        .build(program);
    let errors = syntax_errors!(built.diagnostics);
    if !errors.is_empty() {
        return Err(errors);
    }
    let names = Names::of(&built.semantic, link::specifiers(program));
    Ok(Some(look(program, names)))
}
