//! What a specifier leads to, through oxc_resolver, and what package.json says
//! of a file. Reads file names and manifests of the project; knows no code.

use std::{
    collections::HashMap,
    fs::{self, File},
    io::{self, Read as _},
    path::{Path, PathBuf},
    sync::{Arc, RwLock},
};

use oxc_resolver::{
    FileMetadata, FileSystem, FileSystemOs, ResolveError, ResolveOptions, ResolverGeneric, TsconfigDiscovery,
};

use crate::syntax::Language;

/// The largest manifest, tsconfig or the like that is read.
pub const MAX_SETTING_BYTES: u64 = 5 * 1024 * 1024;

/// The text of a manifest, tsconfig or the like: a small regular file, because a link may lead to a pipe, whose writer
/// one would wait for, or to a device without end.
///
/// # Errors
/// Those of the system, and one of the file's kind or size.
pub fn read_setting(path: &Path) -> io::Result<String> {
    let metadata = fs::metadata(path)?;
    if !metadata.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is no regular file"));
    }
    read_regular(path, metadata.len())
}

/// The text of a regular file that is so long.
fn read_regular(path: &Path, bytes: u64) -> io::Result<String> {
    if bytes > MAX_SETTING_BYTES {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, "it is larger than 5 MiB"));
    }
    // A byte more, in which the end is seen.
    let mut text = String::with_capacity(usize::try_from(bytes).unwrap_or_default() + 1);
    File::open(path)?.take(MAX_SETTING_BYTES).read_to_string(&mut text)?;
    Ok(text)
}

/// The disk, as the resolver sees it: of manifests and tsconfigs only small regular files.
struct SmallFiles(FileSystemOs);

impl FileSystem for SmallFiles {
    fn new() -> SmallFiles {
        SmallFiles(FileSystemOs::new())
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        read_setting(path).map(String::into_bytes)
    }

    fn read_to_string(&self, path: &Path) -> io::Result<String> {
        read_setting(path)
    }

    fn metadata(&self, path: &Path) -> io::Result<FileMetadata> {
        self.0.metadata(path)
    }

    fn symlink_metadata(&self, path: &Path) -> io::Result<FileMetadata> {
        self.0.symlink_metadata(path)
    }

    fn read_link(&self, path: &Path) -> Result<PathBuf, ResolveError> {
        self.0.read_link(path)
    }

    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf> {
        self.0.canonicalize(path)
    }
}

type Resolver = ResolverGeneric<SmallFiles>;

/// Finds the file that a specifier means.
pub struct Linker {
    /// For importers in JavaScript and in installed packages: no tsconfig, and
    /// what is compiled comes before what it is compiled from.
    plain: Resolver,
    /// For the project's own JavaScript.
    javascript: Resolver,
    /// For TypeScript, which means TypeScript where there is both.
    typescript: Resolver,
    /// The package.json files of the project.
    pub manifests: Manifests,
    /// The directory around the program, where that is known.
    pub base: Option<PathBuf>,
    /// By directory, whether a tsconfig.json in it or around it may map specifiers to files.
    mapped: RwLock<HashMap<PathBuf, bool>>,
}

impl Default for Linker {
    fn default() -> Linker {
        let plain = Resolver::new(options(&JAVASCRIPT_FIRST));
        let with_tsconfig = |extensions: &[&str]| ResolveOptions {
            tsconfig: Some(TsconfigDiscovery::Auto),
            ..options(extensions)
        };
        Linker {
            javascript: plain.clone_with_options(with_tsconfig(&JAVASCRIPT_FIRST)),
            typescript: plain.clone_with_options(with_tsconfig(&TYPESCRIPT_FIRST)),
            plain,
            manifests: Manifests::default(),
            base: None,
            mapped: RwLock::default(),
        }
    }
}

const JAVASCRIPT_FIRST: [&str; 9] = [".js", ".ts", ".tsx", ".mjs", ".cjs", ".mts", ".cts", ".jsx", ".json"];
const TYPESCRIPT_FIRST: [&str; 9] = [".ts", ".tsx", ".mts", ".cts", ".js", ".mjs", ".cjs", ".jsx", ".json"];

impl Linker {
    /// One for the program in a directory.
    pub fn within(base: &Path) -> Linker {
        Linker {
            base: Some(base.to_owned()),
            ..Linker::default()
        }
    }

    /// The file that a specifier in the project's file `from` leads to.
    pub fn target(&self, from: &Path, specifier: &str) -> Option<PathBuf> {
        if self.names_nothing_here(from, specifier) {
            return None;
        }
        let is_typed = Language::of_path(from).is_some_and(Language::has_types);
        let resolver = if is_typed { &self.typescript } else { &self.javascript };
        let directory = from.parent().unwrap_or(from);
        let found = match self.may_be_mapped(directory) {
            true => resolver.resolve_file(from, specifier),
            false => resolver.resolve(directory, specifier),
        };
        let found = match found {
            // A tsconfig that cannot be read must not hide what needs none.
            Err(error) if !matches!(error, ResolveError::NotFound(_) | ResolveError::Builtin { .. }) => {
                self.plain.resolve(directory, specifier)
            }
            found => found,
        };
        found.ok().map(|it| it.path().to_owned())
    }

    /// Whether a specifier names a package where none is installed, that is not the one around the file, and that no
    /// tsconfig.json maps to a file. As repositories are checked out, most are so, and the resolver asks the disk
    /// several times for each.
    fn names_nothing_here(&self, from: &Path, specifier: &str) -> bool {
        let name = specifier.strip_prefix("node:").unwrap_or(specifier);
        // What is absolute on some system, and `name-../../..`.
        let is_path = name.contains(':') || name.contains("..");
        if is_path || package_name(name).is_none() || !self.manifests.installed_around(from).is_empty() {
            return false;
        }
        let manifest = self.manifests.around(from);
        let is_own = manifest.is_some_and(|it| it.name.as_ref().is_some_and(|name| specifier.starts_with(name)));
        let is_mapped = || match self.typescript.find_tsconfig(from) {
            Ok(Some(it)) => it.compiler_options.paths.is_some() || it.compiler_options.base_url.is_some(),
            // Faulty ones are for the resolver to pass over.
            _ => false,
        };
        let directory = from.parent().unwrap_or(from);
        !(is_own || self.may_be_mapped(directory) && is_mapped())
    }

    /// Whether a tsconfig.json in a directory or around it may map specifiers to files. Few do, and which of them
    /// speaks of a file costs the resolver a look at each of its directories.
    fn may_be_mapped(&self, directory: &Path) -> bool {
        let known = |it: &Linker| it.mapped.read().ok()?.get(directory).copied();
        if let Some(known) = known(self) {
            return known;
        }
        let around = directory.parent().is_some_and(|it| self.may_be_mapped(it));
        let path = directory.join("tsconfig.json");
        let may_be = around
            || path.is_file()
                && self.typescript.resolve_tsconfig(&path).map_or(true, |it| {
                    let options = &it.compiler_options;
                    let maps = options.paths.is_some() || options.base_url.is_some() || options.root_dirs.is_some();
                    maps || !it.references.is_empty()
                });
        if let Ok(mut mapped) = self.mapped.write() {
            mapped.insert(directory.to_owned(), may_be);
        }
        may_be
    }

    /// Where the tsconfig.json in a folder says that compiled files go.
    pub fn out_dir(&self, folder: &Path) -> Option<PathBuf> {
        let path = folder.join("tsconfig.json");
        let configured = path.is_file().then(|| self.typescript.resolve_tsconfig(path).ok())??;
        configured.compiler_options.out_dir.clone()
    }

    /// The same for a file of an installed package: no tsconfig speaks of it.
    pub fn target_of_installed(&self, from: &Path, specifier: &str) -> Option<PathBuf> {
        let found = self.plain.resolve(from.parent()?, specifier);
        found.ok().map(|it| it.path().to_owned())
    }
}

fn options(extensions: &[&str]) -> ResolveOptions {
    let list = |items: &[&str]| items.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
    let alias = |from: &str, to: [&str; 2]| {
        // In the order of the extensions, and what is written first where there is nothing else.
        let mut to = to.to_vec();
        to.sort_by_key(|it| extensions.iter().position(|extension| extension == it));
        (from.to_owned(), list(&to))
    };
    let mut js = alias(".js", [".js", ".ts"]);
    js.1.push(".tsx".to_owned());
    ResolveOptions {
        extensions: list(extensions),
        extension_alias: vec![
            js,
            alias(".mjs", [".mjs", ".mts"]),
            alias(".cjs", [".cjs", ".cts"]),
            alias(".jsx", [".jsx", ".tsx"]),
        ],
        condition_names: list(&["node", "import", "require", "default"]),
        main_fields: list(&["main", "module"]),
        symlinks: true,
        builtin_modules: true,
        ..ResolveOptions::default()
    }
}

/// What a package.json says.
#[derive(Debug, PartialEq, Eq)]
pub struct Manifest {
    /// The directory it lies in.
    pub directory: PathBuf,
    /// The name of the package.
    pub name: Option<String>,
    /// Whether `.js` files are ECMAScript modules.
    pub is_module: bool,
    /// All that it says.
    pub whole: serde_json::Value,
}

/// Whether the file's name or its package.json makes it an ECMAScript module or CommonJS; for who asks about few files.
pub fn declared_kind(path: &Path) -> Option<bool> {
    Manifests::default().declared_kind(path)
}

/// The package.json files around files, each read once.
#[derive(Debug, Default)]
pub struct Manifests {
    nearest: RwLock<HashMap<PathBuf, Option<Arc<Manifest>>>>,
    /// The `node_modules` in a directory and in those around it.
    installed: RwLock<HashMap<PathBuf, Arc<[PathBuf]>>>,
}

impl Manifests {
    /// Whether the file's name or its package.json makes it an ECMAScript module
    /// or CommonJS; `None` where its syntax decides.
    pub fn declared_kind(&self, path: &Path) -> Option<bool> {
        match path.extension()?.to_str()? {
            "mjs" | "mts" => Some(true),
            "cjs" | "cts" => Some(false),
            "js" | "jsx" => self.around(path)?.is_module.then_some(true),
            _ => None,
        }
    }

    /// The nearest one around a file.
    pub fn around(&self, path: &Path) -> Option<Arc<Manifest>> {
        self.nearest_to(path.parent()?)
    }

    /// All of them around a file, the nearest first.
    pub(super) fn all_around(&self, path: &Path) -> Vec<Arc<Manifest>> {
        let outer = |it: &Arc<Manifest>| self.nearest_to(it.directory.parent()?);
        std::iter::successors(self.around(path), outer).collect()
    }

    /// The `node_modules` around a file, the nearest first.
    pub fn installed_around(&self, path: &Path) -> Arc<[PathBuf]> {
        path.parent().map_or_else(Arc::default, |it| self.installed_above(it))
    }

    /// Those in a directory and in those around it.
    fn installed_above(&self, directory: &Path) -> Arc<[PathBuf]> {
        let known = |it: &Manifests| it.installed.read().ok()?.get(directory).cloned();
        if let Some(found) = known(self) {
            return found;
        }
        let around = directory
            .parent()
            .map_or_else(Arc::default, |it| self.installed_above(it));
        let own = directory.join("node_modules");
        let found = match own.is_dir() {
            true => std::iter::once(own).chain(around.iter().cloned()).collect(),
            false => around,
        };
        if let Ok(mut installed) = self.installed.write() {
            installed.insert(directory.to_owned(), Arc::clone(&found));
        }
        found
    }

    fn nearest_to(&self, directory: &Path) -> Option<Arc<Manifest>> {
        let known = |it: &Manifests| it.nearest.read().ok()?.get(directory).cloned();
        if let Some(found) = known(self) {
            return found;
        }
        let path = directory.join("package.json");
        let found = match path.metadata() {
            Ok(metadata) if metadata.is_file() => Some(Arc::new(read(directory, &path, metadata.len()))),
            _ => directory.parent().and_then(|it| self.nearest_to(it)),
        };
        if let Ok(mut nearest) = self.nearest.write() {
            nearest.insert(directory.to_owned(), found.clone());
        }
        found
    }
}

/// One that cannot be read says nothing.
fn read(directory: &Path, path: &Path, bytes: u64) -> Manifest {
    let text = read_regular(path, bytes).ok();
    let value: serde_json::Value = text.and_then(|it| serde_json::from_str(&it).ok()).unwrap_or_default();
    let string = |key: &str| value.get(key).and_then(|it| it.as_str());
    Manifest {
        directory: directory.to_owned(),
        name: string("name").map(str::to_owned),
        is_module: string("type") == Some("module"),
        whole: value,
    }
}

/// What the package.json in a folder holds, if there is one that can be read.
pub fn manifest(folder: &Path) -> Option<serde_json::Value> {
    let text = read_setting(&folder.join("package.json")).ok()?;
    serde_json::from_str(&text).ok()
}

/// `@scope/name` or `name` in a specifier that names a package.
pub fn package_name(specifier: &str) -> Option<&str> {
    let slashes = if specifier.starts_with('@') { 1 } else { 0 };
    let end = specifier
        .match_indices('/')
        .nth(slashes)
        .map_or(specifier.len(), |(at, _)| at);
    let starts = |it: char| it.is_ascii_alphanumeric() || it == '@' || it == '_';
    specifier.starts_with(starts).then(|| &specifier[..end])
}
