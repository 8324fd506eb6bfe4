//! Functions of Terraform modules, those called from other modules among them:
//! where the handler is, and the directory that an archive is made of.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    fs,
    path::{Path, PathBuf},
};

use memchr::memmem;
use rayon::prelude::*;

use super::{
    Outcome, Problem,
    calls::normalised,
    draft::{Code, Draft, Function, Runtime},
    has_extension,
    hcl::{Found, Module, Scope},
    locate::{Split, has_module},
    value::{Data, Entry, Value},
};
use crate::semantic::read_setting;

/// Reads the modules in these directories.
pub(super) fn read(directories: &BTreeSet<&Path>) -> Vec<Outcome> {
    let directories: Vec<&Path> = directories.iter().copied().collect();
    let parsed: Vec<(Module, Vec<Problem>)> = directories
        .par_iter()
        .with_max_len(1)
        .filter_map(|it| parse(it))
        .collect();
    let (modules, problems): (Vec<Module>, Vec<Vec<Problem>>) = parsed.into_iter().unzip();
    let modules: Modules = modules.into_iter().map(|it| (it.directory.clone(), it)).collect();
    let called = modules.par_iter().flat_map_iter(|(_, it)| called_by(it));
    let called: HashSet<PathBuf> = called.collect();
    // A module that others call is read as it is called.
    let roots: Vec<&Module> = modules.values().filter(|it| !called.contains(&it.directory)).collect();
    let problems = problems.into_iter().flatten().map(Err);
    let outcomes: Vec<Outcome> = roots.par_iter().map(|it| Ok(read_root(it, &modules))).collect();
    // They are large; nobody has to wait until they are taken apart.
    rayon::spawn(move || drop(modules));
    outcomes.into_iter().chain(problems).collect()
}

type Modules = BTreeMap<PathBuf, Module>;

/// Modules call modules; nobody goes deeper.
const DEEPEST: usize = 6;
const MOST_CALLS: usize = 2_000;

fn parse(directory: &Path) -> Option<(Module, Vec<Problem>)> {
    let entries = fs::read_dir(directory).ok()?.flatten().map(|it| it.path());
    let mut paths: Vec<PathBuf> = entries.filter(|it| has_extension(it, &["tf"])).collect();
    paths.sort();
    let read = |it: PathBuf| read_setting(&it).ok().map(|text| (it, text));
    let texts: Vec<(PathBuf, String)> = paths.into_iter().filter_map(read).collect();
    let has = |word: &str| {
        let mut texts = texts.iter();
        texts.any(|(_, text)| memmem::find(text.as_bytes(), word.as_bytes()).is_some())
    };
    // A module that only calls others matters where these deploy functions.
    (has("aws_lambda_function") || has("module \"")).then(|| Module::parse(directory, texts))
}

/// The directories of the modules that a module calls.
fn called_by(module: &Module) -> Vec<PathBuf> {
    let scope = Scope::new(module);
    let calls = module.blocks(&["module"]);
    calls.filter_map(|it| local_source(&scope, it)).collect()
}

fn local_source(scope: &Scope<'_>, call: Found<'_>) -> Option<PathBuf> {
    let source = call.block.body.get_attribute("source")?.value.as_str()?.to_owned();
    source
        .starts_with('.')
        .then(|| normalised(&scope.module.directory.join(source)))
}

fn read_root(module: &Module, modules: &Modules) -> Vec<super::Deployment> {
    let mut reading = Reading {
        modules,
        draft: None,
        root: &module.directory,
        calls: 0,
    };
    let scope = Scope::new(module);
    reading.add_all(scope, None, 0);
    reading.draft.and_then(Draft::finish).into_iter().collect()
}

struct Reading<'m> {
    modules: &'m Modules,
    /// Begun with the first function: its file stands for the module.
    draft: Option<Draft>,
    root: &'m Path,
    /// How many modules were read as they are called.
    calls: usize,
}

type Place = (PathBuf, usize);

impl<'m> Reading<'m> {
    fn add_all(&mut self, mut scope: Scope<'m>, caller: Option<&Place>, depth: usize) {
        let module = scope.module;
        for found in module.blocks(&["resource", "aws_lambda_function"]) {
            for each in each_of(&scope, found) {
                scope.each = each;
                let code = self.code(&scope, found);
                self.add(&scope, found, code, caller);
            }
        }
        for found in module.blocks(&["module"]) {
            for each in each_of(&scope, found) {
                scope.each = each;
                self.add_module(&scope, found, caller, depth);
            }
        }
    }

    fn add_module(&mut self, scope: &Scope<'m>, found: Found<'m>, caller: Option<&Place>, depth: usize) {
        let source = found
            .block
            .body
            .get_attribute("source")
            .and_then(|it| it.value.as_str());
        let is_lambda = source.is_some_and(|it| it.contains("terraform-aws-modules/lambda/aws"));
        let has_handler = found.block.body.has_attribute("handler");
        if let Some(inner) = local_source(scope, found).and_then(|it| self.modules.get(&it)) {
            if depth < DEEPEST && self.calls < MOST_CALLS {
                self.calls += 1;
                let place = found.place();
                let inner = scope.inner(inner, passed(scope, found));
                self.add_all(inner, Some(caller.unwrap_or(&place)), depth + 1);
            }
        } else if is_lambda {
            let is_off = |name: &str| scope.get(found, name).is_some_and(|it| it.text() == Some("false"));
            if !is_off("create") && !is_off("create_function") {
                let code = self.packed(scope, found);
                self.add(scope, found, code, caller);
            }
        } else if has_handler {
            self.add(
                scope,
                found,
                (Code::Elsewhere("is in a module that is not here"), None),
                caller,
            );
        }
    }

    /// `code` may name the handler's module itself, where the archive calls the file otherwise.
    fn add(&mut self, scope: &Scope<'m>, found: Found<'m>, code: (Code, Option<String>), caller: Option<&Place>) {
        let (code, handler) = code;
        let text = |name: &str| scope.get(found, name).and_then(|it| it.text().map(str::to_owned));
        let place = caller.cloned().unwrap_or_else(|| found.place());
        let is_image = text("package_type").as_deref() == Some("Image") || scope.get(found, "image_uri").is_some();
        let draft = self.draft.get_or_insert_with(|| Draft::new(&place.0, self.root));
        draft.add(Function {
            name: found.name().to_owned(),
            runtime: Runtime::of_value(scope.get(found, "runtime").as_ref()),
            code: if is_image {
                Code::Elsewhere("is in an image")
            } else {
                code
            },
            handler: handler.or_else(|| text("handler")),
            split: Split::FirstDot,
            place,
        });
    }

    /// Where the code of an `aws_lambda_function` is.
    fn code(&self, scope: &Scope<'m>, found: Found<'m>) -> (Code, Option<String>) {
        let handler = scope.get(found, "handler");
        let handler = handler.as_ref().and_then(Value::text);
        if let Some(file) = scope.get(found, "filename") {
            return self.archived(scope, &file, handler);
        }
        let object = scope.get(found, "s3_key").or_else(|| scope.get(found, "s3_object"));
        let resource = match object.as_ref().map(|it| &it.data) {
            Some(Data::Name(name)) => named(scope, "resource", name),
            _ => None,
        };
        match resource.and_then(|it| scope.get(it, "source")) {
            Some(file) => self.archived(scope, &file, handler),
            None => (Code::Elsewhere("is in a bucket"), None),
        }
    }

    /// The directory that an archive is made of: by what refers to it, or by where it is written to.
    fn archived(&self, scope: &Scope<'m>, file: &Value, handler: Option<&str>) -> (Code, Option<String>) {
        let absolute = |path: &str| normalised(&scope.root.join(path));
        let archive = match &file.data {
            Data::Name(name) => {
                let data = name.strip_prefix("data.").and_then(|it| named(scope, "data", it));
                data.or_else(|| named(scope, "resource", name))
            }
            Data::Text(path) => ["data", "resource"].iter().find_map(|kind| {
                let mut archives = scope.module.blocks(&[*kind, "archive_file"]);
                archives.find(|it| {
                    let output = scope.get(*it, "output_path");
                    output.as_ref().and_then(Value::text).map(absolute) == Some(absolute(path))
                })
            }),
            _ => None,
        };
        let Some(archive) = archive else {
            return (Code::Elsewhere("is in an archive"), None);
        };
        if let Some(directory) = scope.get(archive, "source_dir") {
            return match directory.text() {
                Some(directory) => (Code::Directory(absolute(directory)), None),
                None => (Code::Elsewhere("is at no literal path"), None),
            };
        }
        if let Some(file) = scope.get(archive, "source_file") {
            let parent = file.text().map(absolute).and_then(|it| it.parent().map(Path::to_owned));
            let code = parent.map_or(Code::Elsewhere("is at no literal path"), Code::Directory);
            return (code, None);
        }
        packed_file(scope, archive, handler).unwrap_or((Code::Elsewhere("is in an archive"), None))
    }

    /// The `source_path` of terraform-aws-modules: a path, a list, or maps with a `path`.
    fn packed(&self, scope: &Scope<'m>, found: Found<'m>) -> (Code, Option<String>) {
        let Some(source) = scope.get(found, "source_path") else {
            let package = scope.get(found, "local_existing_package");
            return match package {
                Some(file) => self.archived(scope, &file, None),
                None => (Code::Elsewhere("is in a bucket"), None),
            };
        };
        let path_of = |it: &Value| {
            let path = it.text().or_else(|| it.get("path").and_then(Value::text))?;
            Some(normalised(&scope.root.join(path)))
        };
        let paths: Vec<PathBuf> = match source.list() {
            [] => path_of(&source).into_iter().collect(),
            items => items.iter().filter_map(path_of).collect(),
        };
        let handler = scope.get(found, "handler");
        let module = handler.as_ref().and_then(Value::text).and_then(|it| it.split_once('.'));
        let directory = |it: &PathBuf| match it.is_file() {
            true => it.parent().map_or_else(|| it.clone(), Path::to_owned),
            false => it.clone(),
        };
        let directories: Vec<PathBuf> = paths.iter().map(directory).collect();
        let has_handler = |it: &&PathBuf| module.is_some_and(|(module, _)| has_module(it, module));
        match directories.iter().find(has_handler).or(directories.first()) {
            Some(directory) => (Code::Directory(directory.clone()), None),
            None => (Code::Elsewhere("is at no literal path"), None),
        }
    }
}

/// `source { content = file("x.js") filename = "index.js" }`
fn packed_file<'m>(scope: &Scope<'m>, archive: Found<'m>, handler: Option<&str>) -> Option<(Code, Option<String>)> {
    let (module, export) = handler?.split_once('.')?;
    let content = archive.block.body.get_blocks("source").find_map(|block| {
        let value = |name: &str| {
            let attribute = block.body.get_attribute(name)?;
            Some(scope.evaluate(archive, &attribute.value, 0))
        };
        let name = value("filename")?;
        let is_module = Path::new(name.text()?).with_extension("") == Path::new(module);
        is_module.then(|| value("content")).flatten()
    })?;
    let Data::Call { name, arguments } = &content.data else {
        return matches!(content.data, Data::Text(_)).then_some((Code::Inline, None));
    };
    let path = arguments.first()?.text().filter(|_| name == "file")?;
    let path = normalised(&scope.root.join(path));
    let stem = path.file_stem()?.to_str()?;
    Some((
        Code::Directory(path.parent()?.to_owned()),
        Some(format!("{stem}.{export}")),
    ))
}

/// The block that `aws_s3_object.x.key` or `archive_file.x.output_path` is an attribute of.
fn named<'m>(scope: &Scope<'m>, kind: &str, name: &str) -> Option<Found<'m>> {
    let mut parts = name.split('.');
    let (resource, own) = (parts.next()?, parts.next()?);
    scope.module.blocks(&[kind, resource, own]).next()
}

/// What `for_each` makes of a block: once without it, and once with unknown names where it cannot be read.
fn each_of<'m>(scope: &Scope<'m>, found: Found<'m>) -> Vec<Option<(Value, Value)>> {
    let Some(each) = scope.get(found, "for_each") else {
        return vec![None];
    };
    let of_entry = |it: &Entry| Some((it.value.with(Data::Text(it.key.clone())), it.value.clone()));
    match &each.data {
        Data::Map(_) if !each.is_open() => each.named().map(of_entry).collect(),
        Data::List(items) => items.iter().map(|it| Some((it.clone(), it.clone()))).collect(),
        _ => vec![None],
    }
}

/// What a caller passes to a module.
fn passed<'m>(scope: &Scope<'m>, call: Found<'m>) -> HashMap<String, Value> {
    let attributes = call.block.body.attributes();
    let pass = attributes.map(|it| (it.key.as_str().to_owned(), scope.evaluate(call, &it.value, 0)));
    pass.collect()
}
