//! Parts of a callback as code in another place. Knows their bytes and the
//! comments that belong to them.

use crate::semantic::{Code, ErrorFirst};

use super::Template;

/// A part as statements.
pub(super) fn statement(code: &Code) -> Template {
    let text = if code.is_expression { "$code;" } else { "$code" };
    let template = Template::new(text);
    match code.is_spaced {
        true => template.spaced("code", code.range.clone()),
        false => template.fragment("code", code.range.clone()),
    }
}

/// The error part, with the comments that stood above the test of the error.
pub(super) fn error_part(anatomy: &ErrorFirst<'_>, code: &Code) -> Template {
    Template::new("$above\n$code")
        .fragment("above", anatomy.above_guard.clone())
        .code("code", statement(code))
}

/// A part that follows nothing: the first one in its block.
pub(super) fn first_statement(code: &Code) -> Template {
    let code = Code {
        is_spaced: false,
        ..code.clone()
    };
    statement(&code)
}
