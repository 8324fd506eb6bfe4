//! Whether a text may have a function of three parameters, as handlers with a callback
//! have. Knows bytes, no syntax, and errs on the side of reading.

/// Longer lists of parameters are taken for what is looked for.
const LONGEST: usize = 400;

/// Whether some `(a, b, c)` or `(...rest)` is followed by what follows parameters.
pub(super) fn takes_three(text: &[u8]) -> bool {
    memchr::memchr_iter(b')', text).any(|close| is_before_body(&text[close + 1..]) && has_three(&text[..close]))
}

/// `{`, `=>`, a type or a comment.
fn is_before_body(after: &[u8]) -> bool {
    let next = after.iter().position(|it| !it.is_ascii_whitespace());
    next.is_some_and(|at| matches!(after[at], b'{' | b':' | b'/') || after[at..].starts_with(b"=>"))
}

/// Whether two commas, or three dots, stand between the end and the parenthesis that
/// it closes.
fn has_three(before: &[u8]) -> bool {
    let (mut depth, mut commas) = (0usize, 0);
    for (distance, byte) in before.iter().rev().enumerate() {
        match byte {
            _ if distance > LONGEST => return true,
            b')' | b']' | b'}' => depth += 1,
            b'(' if depth == 0 => return commas >= 2,
            b'(' | b'[' | b'{' => depth = depth.saturating_sub(1),
            b',' if depth == 0 => commas += 1,
            b'.' if before[..before.len() - distance].ends_with(b"...") => return true,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_of_three_parameters() {
        assert!(takes_three(b"exports.h = (event, context, callback) => {"));
        assert!(takes_three(b"function ({ id }, [a], cb = (x) => x) {"));
        assert!(takes_three(b"(event: E, context: C, cb: Callback<R>): void => {"));
        assert!(takes_three(b"h(event, context, cb) // here\n{"));
        assert!(takes_three(b"(...args) => {"));
    }

    #[test]
    fn functions_of_two_and_calls() {
        assert!(!takes_three(b"exports.h = async (event, context) => {"));
        assert!(!takes_three(b"send(a, b, c); if (x) {"));
        assert!(!takes_three(b"function (event, { a, b, c }) {"));
    }
}
