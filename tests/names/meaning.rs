//! What the identifiers of a file mean, in the one form that all readers of names can be brought to.

use std::collections::BTreeMap;
use std::fmt;

use leakfix::semantic::Names;

/// First bytes of identifiers, each with the first bytes of those that declare what it means.
#[derive(Debug, Default)]
pub struct Meaning {
    /// Whether the file is an ECMAScript module.
    pub is_module: bool,
    /// The identifiers that declare something.
    pub declared: BTreeMap<usize, Vec<usize>>,
    /// The identifiers that mention something; what nothing in the file declares has an empty list.
    pub mentioned: BTreeMap<usize, Vec<usize>>,
}

/// An identifier that means one thing to leakfix and another to a peer.
#[derive(Debug)]
pub struct Difference {
    pub offset: usize,
    /// What the identifier does: declares, or mentions.
    role: &'static str,
    ours: Option<Vec<usize>>,
    theirs: Option<Vec<usize>>,
}

impl Meaning {
    /// As leakfix has it.
    pub fn of(names: &Names) -> Meaning {
        let mut meaning = Meaning {
            is_module: names.is_module,
            ..Meaning::default()
        };
        for (_, binding) in names.bindings() {
            for offset in &binding.declared {
                meaning.declared.insert(*offset, binding.declared.clone());
            }
        }
        for reference in names.references() {
            let declared = reference.binding.map(|it| names.binding(it).declared.clone());
            meaning
                .mentioned
                .insert(reference.range.start, declared.unwrap_or_default());
        }
        meaning
    }

    /// Where two readers differ, in the order of the text.
    pub fn differences(&self, theirs: &Meaning) -> Vec<Difference> {
        let mut found = compare("declares", &self.declared, &theirs.declared);
        found.extend(compare("mentions", &self.mentioned, &theirs.mentioned));
        found.sort_by_key(|it| it.offset);
        found
    }
}

fn compare(
    role: &'static str,
    ours: &BTreeMap<usize, Vec<usize>>,
    theirs: &BTreeMap<usize, Vec<usize>>,
) -> Vec<Difference> {
    let difference = |offset: usize| Difference {
        offset,
        role,
        ours: ours.get(&offset).cloned(),
        theirs: theirs.get(&offset).cloned(),
    };
    let only_theirs = theirs.keys().filter(|it| !ours.contains_key(it));
    let all = ours.keys().chain(only_theirs);
    all.map(|it| difference(*it))
        .filter(|it| it.ours != it.theirs)
        .collect()
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = |meaning: &Option<Vec<usize>>| match meaning {
            None => format!(
                "nothing {} here",
                self.role.replace("es", "ed").replace("ions", "ioned")
            ),
            Some(offsets) if offsets.is_empty() => "free".to_owned(),
            Some(offsets) => format!("what is declared at {offsets:?}"),
        };
        write!(f, "{}: {}, not {}", self.role, words(&self.ours), words(&self.theirs))
    }
}
