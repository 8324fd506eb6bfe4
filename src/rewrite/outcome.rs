//! What a promise gives in place of a callback's parameters: the names that receive
//! it, and what stands for a parameter on the path where it has no value.

use std::ops::Range;

use crate::{
    semantic::{ErrorFirst, Gives, Project},
    syntax::Node,
};

use super::{CallbackCall, Reason, Refusal, Rewrite, Template, parts};

/// A result of the callback and the name that it has from now on.
pub(super) struct Received<'s> {
    /// Which result it is, from 0.
    pub place: usize,
    pub declared: Node<'s>,
    pub name: String,
}

/// The results that a part of the callback mentions.
pub(super) fn used<'s>(project: &Project<'s>, anatomy: &ErrorFirst<'s>, range: &Range<usize>) -> Vec<Received<'s>> {
    let results = anatomy.results.iter().enumerate();
    results
        .filter(|(_, it)| anatomy.mentions(project, **it, range))
        .map(|(place, it)| Received {
            place,
            declared: *it,
            name: project.name_of(*it).to_owned(),
        })
        .collect()
}

/// What the promise's value is assigned to: `data`, `{ stdout, stderr: text }`, or
/// `[hash, salt]`.
pub(super) fn pattern(call: &CallbackCall<'_>, received: &[Received<'_>]) -> Template {
    let name = |it: &Received<'_>| Template::new("$name").binding("name", it.name.clone(), it.declared.range());
    let fields = match call.promise.gives {
        Gives::Fields(fields) => fields,
        Gives::Items => return list_pattern(received),
        _ => return received.first().map_or_else(|| Template::new(""), name),
    };
    let items = received.iter().map(|it| {
        let field = fields[it.place];
        match it.name == field {
            true => name(it),
            false => Template::new(format!("{field}: $name")).code("name", name(it)),
        }
    });
    match joined(items, ", ") {
        Some(items) => Template::new("{ $items }").code("items", items),
        None => Template::new(""),
    }
}

/// `[hash, salt]`, `[, salt]`
fn list_pattern(received: &[Received<'_>]) -> Template {
    let Some(last) = received.last() else {
        return Template::new("");
    };
    let items = (0..=last.place).map(|place| match received.iter().find(|it| it.place == place) {
        Some(it) => Template::new("$name").binding("name", it.name.clone(), it.declared.range()),
        None => Template::new(""),
    });
    let items = items.enumerate().reduce(|(_, one), (place, other)| {
        let between = if received.iter().any(|it| it.place == place) {
            ", "
        } else {
            ","
        };
        let both = Template::new(format!("$one{between}$other"));
        (place, both.code("one", one).code("other", other))
    });
    match items {
        Some((_, items)) => Template::new("[$items]").code("items", items),
        None => Template::new(""),
    }
}

/// Templates in one, with the same text between them.
pub(super) fn joined(items: impl Iterator<Item = Template>, between: &str) -> Option<Template> {
    items.reduce(|one, other| {
        Template::new(format!("$one{between}$other"))
            .code("one", one)
            .code("other", other)
    })
}

/// Puts what the callback gets without an error where a part mentions the error.
pub(super) fn without_error<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    call: &CallbackCall<'s>,
    anatomy: &ErrorFirst<'s>,
    range: &Range<usize>,
) -> Result<(), Refusal> {
    parts::replace_mentions(project, rewrite, anatomy.err, range, call.promise.no_error)
}

/// Puts what the callback gets on an error where a part mentions a result.
///
/// # Errors
/// Refuses where the promise has no such thing.
pub(super) fn without_results<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    call: &CallbackCall<'s>,
    anatomy: &ErrorFirst<'s>,
    range: &Range<usize>,
) -> Result<(), Refusal> {
    let fields = match call.promise.gives {
        Gives::Fields(fields) => fields,
        Gives::Items => &[],
        _ => return parts::replace_mentions(project, rewrite, anatomy.data, range, call.promise.empty),
    };
    for result in used(project, anatomy, range) {
        match anatomy.err.filter(|_| call.promise.is_outcome_in_error) {
            Some(err) => take_from_error(project, rewrite, &result, err, fields, range)?,
            None => return Err(Refusal::at(result.declared, Reason::ResultOnError)),
        }
    }
    Ok(())
}

/// `stderr` becomes `err.stderr`.
fn take_from_error<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    result: &Received<'s>,
    err: Node<'s>,
    fields: &[&str],
    range: &Range<usize>,
) -> Result<(), Refusal> {
    let names = project.names(err);
    let Some(binding) = project.binding_of(result.declared) else {
        return Ok(());
    };
    let mentions = project.references(err.source, binding).into_iter();
    for mention in mentions.filter(|it| range.contains(&it.start())) {
        let is_write = names.reference_at(mention.start()).is_some_and(|it| it.is_write);
        let meant = names.resolve(names.scope_around(&mention.range()), err.text());
        if is_write || meant != project.binding_of(err) {
            return Err(Refusal::at(mention, Reason::ResultOnError));
        }
        let field = format!("{}.{}", err.text(), fields[result.place]);
        match mention.kind() {
            "shorthand_property_identifier" => {
                rewrite.put(mention.range(), &format!("{}: {field}", mention.text()));
            }
            _ => rewrite.put(mention.range(), &field),
        }
    }
    Ok(())
}

/// Whether a part needs the error: by its name, or for the results in it.
pub(super) fn needs_error<'s>(
    project: &Project<'s>,
    call: &CallbackCall<'s>,
    anatomy: &ErrorFirst<'s>,
    range: &Range<usize>,
) -> bool {
    anatomy.mentions_error(project, range) || call.promise.is_outcome_in_error && anatomy.mentions_data(project, range)
}

/// Code that runs with and without an error has no results of several to use.
///
/// # Errors
/// Refuses where it uses one.
pub(super) fn none_on_both_paths<'s>(
    project: &Project<'s>,
    call: &CallbackCall<'s>,
    anatomy: &ErrorFirst<'s>,
    range: &Range<usize>,
) -> Result<(), Refusal> {
    let is_several = call.promise.gives_several();
    match used(project, anatomy, range).first().filter(|_| is_several) {
        Some(result) => Err(Refusal::at(result.declared, Reason::ResultOnError)),
        None => Ok(()),
    }
}

/// What an ignored error becomes, where the rest runs with what the callback got:
/// `.catch(() => null)`.
///
/// # Errors
/// Refuses where the promise has not what the callback got.
pub(super) fn ignoring<'s>(
    project: &Project<'s>,
    call: &CallbackCall<'s>,
    anatomy: &ErrorFirst<'s>,
    range: &Range<usize>,
) -> Result<String, Refusal> {
    if call.bare.is_some() {
        return Ok(String::new());
    }
    if !anatomy.mentions_data(project, range) {
        return Ok(".catch(() => {})".to_owned());
    }
    if call.promise.is_outcome_in_error {
        return Ok(".catch((err) => err)".to_owned());
    }
    none_on_both_paths(project, call, anatomy, range)?;
    Ok(match call.promise.empty {
        "undefined" => ".catch(() => {})".to_owned(),
        empty => format!(".catch(() => {empty})"),
    })
}
