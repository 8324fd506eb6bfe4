//! Code changed at random, by lines: what comes out is often still code, and often code that nobody would write.

use proptest::prelude::*;

/// An example and what is done to it.
#[derive(Debug, Clone)]
pub struct Mutant {
    pub example: usize,
    changes: Vec<Change>,
}

/// Places are parts of the whole, because examples differ in length.
#[derive(Debug, Clone)]
enum Change {
    Delete(f64),
    Duplicate(f64),
    Swap(f64),
    /// A comment of its own line.
    Comment(f64, u16),
    /// A comment at the end of a line.
    Trailing(f64, u16),
    /// A block around two lines.
    Wrap(f64, Wrapper),
    CrLf,
    ByteOrderMark,
    Tabs,
    NoFinalNewline,
}

#[derive(Debug, Clone, Copy)]
enum Wrapper {
    If,
    Try,
    Loop,
    Switch,
    Function,
}

pub fn mutant(examples: usize) -> impl Strategy<Value = Mutant> {
    let changes = prop::collection::vec(change(), 0..5);
    (0..examples, changes).prop_map(|(example, changes)| Mutant { example, changes })
}

fn change() -> impl Strategy<Value = Change> {
    let place = || 0.0..1.0_f64;
    let wrapper = prop_oneof![
        Just(Wrapper::If),
        Just(Wrapper::Try),
        Just(Wrapper::Loop),
        Just(Wrapper::Switch),
        Just(Wrapper::Function),
    ];
    prop_oneof![
        3 => place().prop_map(Change::Delete),
        3 => place().prop_map(Change::Duplicate),
        3 => place().prop_map(Change::Swap),
        3 => (place(), any::<u16>()).prop_map(|(at, number)| Change::Comment(at, number)),
        3 => (place(), any::<u16>()).prop_map(|(at, number)| Change::Trailing(at, number)),
        4 => (place(), wrapper).prop_map(|(at, wrapper)| Change::Wrap(at, wrapper)),
        1 => Just(Change::CrLf),
        1 => Just(Change::ByteOrderMark),
        1 => Just(Change::Tabs),
        1 => Just(Change::NoFinalNewline),
    ]
}

impl Mutant {
    pub fn apply(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for change in &self.changes {
            text = change.apply(&text);
        }
        text
    }
}

impl Change {
    fn apply(&self, text: &str) -> String {
        let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
        let at = |place: f64| ((lines.len() as f64 * place) as usize).min(lines.len().saturating_sub(1));
        match *self {
            _ if lines.is_empty() => {}
            Change::Delete(place) => drop(lines.remove(at(place))),
            Change::Duplicate(place) => {
                let at = at(place);
                lines.insert(at, lines[at].clone());
            }
            Change::Swap(place) => {
                let at = at(place);
                let next = (at + 1).min(lines.len() - 1);
                lines.swap(at, next);
            }
            Change::Comment(place, number) => lines.insert(at(place), format!("  // kept-{number}\n")),
            Change::Trailing(place, number) => {
                let at = at(place);
                let line = lines[at].trim_end_matches(['\r', '\n']).to_owned();
                let end = lines[at][line.len()..].to_owned();
                lines[at] = format!("{line} /* kept-{number} */{end}");
            }
            Change::Wrap(place, wrapper) => {
                let at = at(place);
                let (open, close) = wrapper.around();
                lines.insert((at + 2).min(lines.len()), format!("{close}\n"));
                lines.insert(at, format!("{open}\n"));
            }
            Change::CrLf => return text.replace("\r\n", "\n").replace('\n', "\r\n"),
            Change::ByteOrderMark => return format!("\u{feff}{}", text.trim_start_matches('\u{feff}')),
            Change::Tabs => return text.replace("  ", "\t"),
            Change::NoFinalNewline => return text.trim_end().to_owned(),
        }
        lines.concat()
    }
}

impl Wrapper {
    fn around(self) -> (&'static str, &'static str) {
        match self {
            Wrapper::If => ("if (event) {", "}"),
            Wrapper::Try => ("try {", "} finally { }"),
            Wrapper::Loop => ("for (const it of [1, 2]) {", "}"),
            Wrapper::Switch => ("switch (event.kind) { case 1:", "}"),
            Wrapper::Function => ("(function () {", "})();"),
        }
    }
}
