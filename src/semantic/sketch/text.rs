//! What strings hold, as far as paths and names need it. Knows no expressions.

/// What a literal with one quote at each end holds.
pub(super) fn quoted(literal: &str) -> String {
    let inner = literal.len().checked_sub(1).and_then(|end| literal.get(1..end));
    unescaped(inner.unwrap_or_default())
}

/// Escapes that stand in paths and names; `\u…` and the like stay as they are and match nothing.
pub(super) fn unescaped(text: &str) -> String {
    if !text.contains('\\') {
        return text.to_owned();
    }
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(it) = characters.next() {
        match (it, it == '\\') {
            (_, true) => match characters.next() {
                Some('n') => plain.push('\n'),
                Some('t') => plain.push('\t'),
                Some('r') => plain.push('\r'),
                Some(other @ ('u' | 'x')) => plain.extend(['\\', other]),
                Some(other) => plain.push(other),
                None => {}
            },
            (other, false) => plain.push(other),
        }
    }
    plain
}
