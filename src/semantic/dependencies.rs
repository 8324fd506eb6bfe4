//! Which versions of packages a file's package.json asks for. Knows manifests, read
//! through `resolver`, and ranges of versions as far as they name one major version.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};

use crate::syntax::SourceId;

use super::{
    packages::Majors,
    resolver::{manifest, package_name},
};

/// By source: the manifests around it, the nearest first.
#[derive(Debug, Default)]
pub(super) struct Dependencies {
    around: HashMap<SourceId, Vec<usize>>,
    manifests: Vec<HashMap<String, Majors>>,
}

impl Dependencies {
    pub(super) fn read<'a>(sources: impl Iterator<Item = (SourceId, &'a Path)>) -> Dependencies {
        let mut found = Dependencies::default();
        let mut places: HashMap<PathBuf, Option<usize>> = HashMap::new();
        for (id, path) in sources {
            let mut around = Vec::new();
            for folder in path.ancestors().skip(1) {
                let place = match places.get(folder) {
                    Some(place) => *place,
                    None => {
                        let place = manifest(folder).map(|it| {
                            found.manifests.push(ranges(&it));
                            found.manifests.len() - 1
                        });
                        places.insert(folder.to_owned(), place);
                        place
                    }
                };
                around.extend(place);
            }
            found.around.insert(id, around);
        }
        found
    }

    pub(super) fn majors(&self, source: SourceId, package: &str) -> Option<Majors> {
        let name = package_name(package)?;
        let around = self.around.get(&source)?;
        around.iter().find_map(|it| self.manifests[*it].get(name).copied())
    }
}

fn ranges(manifest: &serde_json::Value) -> HashMap<String, Majors> {
    let kinds = [
        "devDependencies",
        "peerDependencies",
        "optionalDependencies",
        "dependencies",
    ];
    let all = kinds.iter().filter_map(|it| manifest.get(it)?.as_object()).flatten();
    all.filter_map(|(name, range)| Some((name.clone(), majors(range.as_str()?)?)))
        .collect()
}

/// The major versions of `^4.1.0`, `~4`, `4.x`, `>=4`; of other ranges nothing is
/// said.
fn majors(range: &str) -> Option<Majors> {
    let range = range.trim();
    let (version, is_open) = match range.strip_prefix(">=") {
        Some(version) => (version.trim(), true),
        None => (range.trim_start_matches(['^', '~', '=', 'v']), false),
    };
    if version.contains([' ', '|', ':', '/', '<', '*']) {
        return None;
    }
    let major = version.split('.').next()?.parse().ok()?;
    Some((major, (!is_open).then_some(major)))
}

#[cfg(test)]
mod tests {
    use super::majors;

    #[test]
    fn a_range_names_its_major_versions() {
        assert_eq!(majors("^4.6.7"), Some((4, Some(4))));
        assert_eq!(majors("~3.1"), Some((3, Some(3))));
        assert_eq!(majors("4.x"), Some((4, Some(4))));
        assert_eq!(majors(">=4.0.0"), Some((4, None)));
        for unsaid in ["*", "latest", ">=3 <5", "3 || 4", "workspace:^4.0.0", "github:a/b"] {
            assert_eq!(majors(unsaid), None, "{unsaid}");
        }
    }
}
