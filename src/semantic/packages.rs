//! What calls into well-known packages give, read from `packages.txt`. Knows names
//! of packages and members, no code.

use std::{collections::HashMap, sync::OnceLock};

use super::{Origin, Step};

/// What a call gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gives {
    /// A promise whose work is under way.
    Promise,
    /// What starts once it is awaited.
    Lazy,
    /// A promise, unless the last argument is a function.
    UnlessCallback,
    /// A promise, unless an option may say that a stream is wanted.
    UnlessStream,
    /// Never a promise.
    Other,
    /// One or the other.
    Unknown,
}

/// Which major versions of a package may be installed: the first, and the last
/// where there is one.
pub type Majors = (u64, Option<u64>);

const TABLE: &str = include_str!("packages.txt");

/// What the call or `new` at the end of an origin gives, where the table says.
pub(super) fn given(origin: &Origin, majors: Option<Majors>) -> Option<Gives> {
    let table = table();
    if origin.is_global {
        let member = Step::Member(origin.root.clone());
        let steps: Vec<&Step> = std::iter::once(&member).chain(&origin.steps).collect();
        return table
            .exact
            .get("<global>")?
            .iter()
            .find_map(|it| it.gives(&steps, majors));
    }
    let package = origin.root.strip_prefix("node:").unwrap_or(&origin.root);
    let steps: Vec<&Step> = origin.steps.iter().collect();
    let exact = table.exact.get(package).into_iter().flatten();
    let families = table.families.iter().filter(|(start, _)| package.starts_with(start));
    exact
        .chain(families.map(|(_, it)| it))
        .find_map(|it| it.gives(&steps, majors))
}

struct Table {
    exact: HashMap<&'static str, Vec<Entry>>,
    /// Packages by the start of their names.
    families: Vec<(&'static str, Entry)>,
}

struct Entry {
    wanted: Option<Wanted>,
    path: Vec<Token>,
    gives: Gives,
}

enum Wanted {
    AtLeast(u64),
    Below(u64),
}

enum Token {
    /// `.name`, `.{one,other}`; no names mean any.
    Member {
        names: Vec<&'static str>,
        is_optional: bool,
    },
    /// `.**`
    Anything,
    /// `()`
    Call,
    /// `.new()`
    New,
    /// `.await`
    Await,
}

fn table() -> &'static Table {
    static PARSED: OnceLock<Table> = OnceLock::new();
    PARSED.get_or_init(|| {
        let mut table = Table {
            exact: HashMap::new(),
            families: Vec::new(),
        };
        let lines = TABLE.lines().filter(|it| !it.is_empty() && !it.starts_with('#'));
        for line in lines {
            let (package, entry) = entry(line).expect("a test reads all lines of the table");
            match package.strip_suffix('*') {
                Some(start) => table.families.push((start, entry)),
                None => table.exact.entry(package).or_default().push(entry),
            }
        }
        table
    })
}

/// Reads `package path gives`.
fn entry(line: &'static str) -> Option<(&'static str, Entry)> {
    let mut columns = line.split_whitespace();
    let (package, path, gives) = (columns.next()?, columns.next()?, columns.next()?);
    let gives = match gives {
        "promise" => Gives::Promise,
        "lazy" => Gives::Lazy,
        "callback" => Gives::UnlessCallback,
        "unless-stream" => Gives::UnlessStream,
        "no" => Gives::Other,
        "unknown" => Gives::Unknown,
        _ => return None,
    };
    let (package, wanted) = match package[1..].find('@').map(|at| package.split_at(at + 1)) {
        Some((name, version)) => (name, Some(wanted(&version[1..])?)),
        None => (package, None),
    };
    let path = tokens(path)?;
    Some((package, Entry { wanted, path, gives }))
}

fn wanted(version: &str) -> Option<Wanted> {
    match version.strip_prefix(">=") {
        Some(major) => Some(Wanted::AtLeast(major.parse().ok()?)),
        None => Some(Wanted::Below(version.strip_prefix('<')?.parse().ok()?)),
    }
}

fn tokens(path: &'static str) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut rest = path;
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix("()") {
            tokens.push(Token::Call);
            rest = after;
            continue;
        }
        let after = rest.strip_prefix('.')?;
        let end = match after.strip_prefix('{') {
            Some(list) => list.find('}')? + 2,
            None => after.find(['.', '(', '?']).unwrap_or(after.len()),
        };
        let (name, after) = after.split_at(end);
        let is_optional = after.starts_with('?');
        rest = after.strip_prefix('?').unwrap_or(after);
        tokens.push(match name {
            "**" => Token::Anything,
            "await" => Token::Await,
            "new" => {
                rest = rest.strip_prefix("()")?;
                Token::New
            }
            _ => Token::Member {
                names: match name {
                    "*" => Vec::new(),
                    _ => name.trim_matches(['{', '}']).split(',').collect(),
                },
                is_optional,
            },
        });
    }
    Some(tokens)
}

impl Entry {
    fn gives(&self, steps: &[&Step], majors: Option<Majors>) -> Option<Gives> {
        let is_wanted = match (&self.wanted, majors) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(Wanted::AtLeast(major)), Some((first, _))) => first >= *major,
            (Some(Wanted::Below(major)), Some((_, last))) => last.is_some_and(|it| it < *major),
        };
        (is_wanted && fits(&self.path, steps)).then_some(self.gives)
    }
}

/// Whether the tokens are these steps; a call at the end must be none with `new`.
fn fits(tokens: &[Token], steps: &[&Step]) -> bool {
    let Some((token, other_tokens)) = tokens.split_first() else {
        return steps.is_empty();
    };
    let other_steps = steps.get(1..).unwrap_or_default();
    match token {
        Token::Anything => fits(other_tokens, steps) || !steps.is_empty() && fits(tokens, other_steps),
        Token::Member { names, is_optional } => {
            let is_meant = match steps.first() {
                Some(Step::Member(name)) => names.is_empty() || names.contains(&name.as_str()),
                _ => false,
            };
            is_meant && fits(other_tokens, other_steps) || *is_optional && fits(other_tokens, steps)
        }
        Token::Call => match steps.first() {
            Some(Step::Call) => fits(other_tokens, other_steps),
            Some(Step::New) => !other_tokens.is_empty() && fits(other_tokens, other_steps),
            _ => false,
        },
        Token::New => steps.first() == Some(&&Step::New) && fits(other_tokens, other_steps),
        Token::Await => steps.first() == Some(&&Step::Await) && fits(other_tokens, other_steps),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_can_be_read() {
        for line in TABLE.lines().filter(|it| !it.is_empty() && !it.starts_with('#')) {
            assert!(entry(line).is_some(), "{line}");
            assert_eq!(line.split_whitespace().count(), 3, "{line}");
        }
    }
}
