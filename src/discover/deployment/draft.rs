//! What is read of a deployment file so far: functions go in as they are written
//! there, declarations and gaps come out. Knows no tool.

use std::path::{Path, PathBuf};

use super::{
    Declaration, Deployment, Gap,
    locate::{Split, is_of_another_language, locate, names_folder},
    value::Value,
};
use crate::semantic::DeclaredRuntime;

/// A deployment that is being read.
pub(super) struct Draft {
    path: PathBuf,
    folder: PathBuf,
    handlers: Vec<Declaration>,
    gaps: Vec<Gap>,
    /// What is deployed are not the files, but what a bundler makes of them.
    pub is_bundled: bool,
}

/// A function as a deployment file spells it.
pub(super) struct Function {
    /// What it is called there.
    pub name: String,
    pub place: (PathBuf, usize),
    pub runtime: Runtime,
    pub code: Code,
    /// `None` where it is no literal.
    pub handler: Option<String>,
    pub split: Split,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Runtime {
    /// One of Node.js.
    Node(DeclaredRuntime),
    /// The tool's default, or not to be read.
    Unknown,
    /// Another language.
    Other,
}

/// Where a function's code is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Code {
    /// The handler's path starts here.
    Directory(PathBuf),
    /// In the deployment file itself: nothing to look at.
    Inline,
    /// Not to be found, in words that follow "the code of `x` ".
    Elsewhere(&'static str),
}

impl Runtime {
    /// Reads a value, where there is one.
    pub fn of_value(value: Option<&Value>) -> Runtime {
        value.map_or(Runtime::Unknown, |it| Runtime::of(it.text(), it.place()))
    }

    /// Reads `nodejs20.x`, which stands at `place`; `None` is a value that is no literal.
    pub fn of(text: Option<&str>, place: (PathBuf, usize)) -> Runtime {
        match text {
            Some(text) if text.starts_with("nodejs") => Runtime::Node(DeclaredRuntime {
                name: text.to_owned(),
                place,
            }),
            // What one brings oneself may be a runtime for JavaScript, too.
            Some(text) if text.starts_with("provided") => Runtime::Unknown,
            Some(_) => Runtime::Other,
            None => Runtime::Unknown,
        }
    }
}

impl Draft {
    pub fn new(path: &Path, folder: &Path) -> Draft {
        Draft {
            path: path.to_owned(),
            folder: folder.to_owned(),
            handlers: Vec::new(),
            gaps: Vec::new(),
            is_bundled: false,
        }
    }

    /// The deployment file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Looks for the function's file.
    pub fn add(&mut self, function: Function) {
        let Function { name, place, .. } = &function;
        if function.runtime == Runtime::Other || function.code == Code::Inline {
            return;
        }
        let directory = match &function.code {
            Code::Directory(directory) => directory,
            Code::Elsewhere(words) => return self.gap(place.clone(), format!("the code of `{name}` {words}")),
            Code::Inline => return,
        };
        let Some(handler) = &function.handler else {
            return self.gap(place.clone(), format!("the handler of `{name}` is no literal"));
        };
        match locate(directory, handler, function.split, &self.folder) {
            Some((file, export)) => {
                let runtime = match &function.runtime {
                    Runtime::Node(runtime) => Some(runtime.clone()),
                    _ => None,
                };
                let is_as_written = !self.is_bundled && function.split == Split::FirstDot;
                self.declare(Declaration {
                    names_folder: is_as_written && names_folder(handler, &file),
                    file,
                    export,
                    runtime,
                    place: place.clone(),
                });
            }
            None if function.runtime == Runtime::Unknown && is_of_another_language(directory, handler) => {}
            None => self.gap(place.clone(), format!("there is no source file for `{handler}`")),
        }
    }

    pub fn declare(&mut self, declaration: Declaration) {
        let Declaration { file, export, .. } = &declaration;
        let is_known = |it: &Declaration| it.file == *file && it.export == *export;
        match self.handlers.iter_mut().find(|it| is_known(it)) {
            Some(known) => known.runtime = known.runtime.take().or(declaration.runtime),
            None => self.handlers.push(declaration),
        }
    }

    pub fn gap(&mut self, place: (PathBuf, usize), reason: String) {
        let gap = Gap { place, reason };
        if !self.gaps.contains(&gap) {
            self.gaps.push(gap);
        }
    }

    /// A file that deploys nothing in JavaScript says nothing.
    pub fn finish(self) -> Option<Deployment> {
        let says_something = !self.handlers.is_empty() || !self.gaps.is_empty();
        says_something.then(|| self.finish_foreign())
    }

    /// What runs elsewhere is no handler of Lambda, and this is all there is to say.
    pub fn finish_foreign(self) -> Deployment {
        Deployment {
            path: self.path,
            folder: self.folder,
            handlers: self.handlers,
            gaps: self.gaps,
        }
    }
}
