//! Which versions of packages a file gets: installed, or asked for by its
//! package.json. Knows manifests, read through `resolver`, and ranges of versions.

use std::{collections::HashMap, path::Path, sync::Arc};

use nodejs_semver::{Range, Version};

use crate::syntax::SourceId;

use super::{
    packages::Majors,
    resolver::{Manifest, Manifests, manifest, package_name},
};

/// By source: the manifests around it, the nearest first, and what is installed.
#[derive(Debug, Default)]
pub(super) struct Dependencies {
    around: HashMap<SourceId, Vec<Arc<Manifest>>>,
    installed: HashMap<(SourceId, String), Option<Version>>,
}

impl Dependencies {
    /// Finds the manifests around a file.
    pub(super) fn read(&mut self, id: SourceId, path: &Path, manifests: &Manifests) {
        self.around.insert(id, manifests.all_around(path));
    }

    /// Reads the versions of packages that are installed for a file.
    pub(super) fn look_for_installed<'a>(
        &mut self,
        id: SourceId,
        path: &Path,
        packages: impl Iterator<Item = &'a str>,
        manifests: &Manifests,
    ) {
        let folders = manifests.installed_around(path);
        for package in packages {
            if let Some(found) = folders.iter().find_map(|it| manifest(&it.join(package))) {
                let version = found.get("version").and_then(|it| it.as_str());
                let version = version.and_then(|it| Version::parse(it).ok());
                self.installed.insert((id, package.to_owned()), version);
            }
        }
    }

    pub(super) fn majors(&self, source: SourceId, package: &str) -> Option<Majors> {
        self.ranges_of(source, package).find_map(majors)
    }

    pub(super) fn version(&self, source: SourceId, package: &str) -> Option<Version> {
        if let Some(installed) = self.installed.get(&(source, package.to_owned())) {
            return installed.clone();
        }
        oldest(self.ranges_of(source, package).next()?)
    }

    /// The ranges of a package in the manifests around a file, the nearest first.
    fn ranges_of(&self, source: SourceId, package: &str) -> impl Iterator<Item = &str> {
        let name = package_name(package).unwrap_or(package);
        let around = self.around.get(&source).into_iter().flatten();
        around.filter_map(move |it| range(it, name))
    }
}

/// The range of a package that a manifest asks for.
fn range<'m>(manifest: &'m Manifest, name: &str) -> Option<&'m str> {
    // The first that has it counts.
    let kinds = [
        "dependencies",
        "optionalDependencies",
        "peerDependencies",
        "devDependencies",
    ];
    kinds
        .iter()
        .find_map(|it| manifest.whole.get(it)?.as_object()?.get(name)?.as_str())
}

/// The oldest version in a range; `*` says nothing.
fn oldest(range: &str) -> Option<Version> {
    let oldest = Range::parse(range).ok()?.min_version()?;
    (oldest > Version::from((0, 0, 0))).then_some(oldest)
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
    use super::{majors, oldest};

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

    #[test]
    fn a_range_names_its_oldest_version() {
        let shown = |range: &str| oldest(range).map(|it| it.to_string());
        assert_eq!(shown("^0.95.0").as_deref(), Some("0.95.0"));
        assert_eq!(shown("~0.14").as_deref(), Some("0.14.0"));
        assert_eq!(shown(">=3 <5").as_deref(), Some("3.0.0"));
        assert_eq!(shown("5 || 4.2.1").as_deref(), Some("4.2.1"));
        for unsaid in ["*", "latest", "workspace:^4.0.0", "github:a/b"] {
            assert_eq!(shown(unsaid), None, "{unsaid}");
        }
    }
}
