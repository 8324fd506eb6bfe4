//! What expressions of Terraform are without running it: literals, locals,
//! defaults of variables, paths. Knows one module and no resources.

use std::{
    cell::Cell,
    collections::HashMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use hcl_edit::{
    Span as _,
    expr::{Expression, Object, ObjectKey, Traversal, TraversalOperator},
    structure::{Block, Body},
    template::Element,
};

use super::{
    Problem,
    calls::normalised,
    value::{Data, Entry, Value, spread},
};

/// The files of one directory.
pub(super) struct Module {
    pub directory: PathBuf,
    files: Vec<File>,
}

struct File {
    path: Arc<Path>,
    text: String,
    body: Body,
}

/// A block, and the file it stands in.
#[derive(Clone, Copy)]
pub(super) struct Found<'m> {
    pub block: &'m Block,
    file: &'m File,
}

/// A module as it is called.
pub(super) struct Scope<'m> {
    pub module: &'m Module,
    /// Where Terraform is started.
    pub root: &'m Path,
    /// What the caller passes.
    pub variables: HashMap<String, Value>,
    /// `each.key` and `each.value` of a block with `for_each`.
    pub each: Option<(Value, Value)>,
    /// Expressions that may still be looked at: locals of locals are soon too many.
    fuel: Cell<usize>,
}

const DEEPEST: usize = 32;
const FUEL: usize = 100_000;

impl Module {
    /// Reads files; those that are no HCL are problems.
    pub fn parse(directory: &Path, texts: Vec<(PathBuf, String)>) -> (Module, Vec<Problem>) {
        let (mut files, mut problems) = (Vec::new(), Vec::new());
        for (path, text) in texts {
            match hcl_edit::parser::parse_body(&text) {
                Ok(body) => files.push(File {
                    path: Arc::from(path),
                    text,
                    body,
                }),
                Err(error) => problems.push(Problem {
                    line: Some(error.location().line()),
                    reason: format!("no HCL: {}", error.message().trim().replace('\n', " ")),
                    path,
                }),
            }
        }
        let module = Module {
            directory: directory.to_owned(),
            files,
        };
        (module, problems)
    }

    /// The blocks of a kind, such as `resource "aws_lambda_function" …`.
    pub fn blocks<'m>(&'m self, labels: &[&str]) -> std::vec::IntoIter<Found<'m>> {
        let all = self
            .files
            .iter()
            .flat_map(|file| file.body.blocks().map(move |block| Found { block, file }));
        let is_wanted = |it: &Found<'_>| {
            let own = std::iter::once(it.block.ident.as_str()).chain(it.block.labels.iter().map(|it| it.as_str()));
            own.zip(labels).all(|(own, wanted)| own == *wanted) && it.block.labels.len() + 1 >= labels.len()
        };
        all.filter(is_wanted).collect::<Vec<_>>().into_iter()
    }
}

impl<'m> Found<'m> {
    /// Its last label, its own name.
    pub fn name(self) -> &'m str {
        self.block.labels.last().map_or("", |it| it.as_str())
    }

    pub fn place(self) -> (PathBuf, usize) {
        let start = self.block.span().map_or(0, |it| it.start);
        (self.file.path.to_path_buf(), self.file.line(start))
    }

    fn value(self, at: usize, data: Data) -> Value {
        Value::new(&self.file.path, self.file.line(at), data)
    }
}

impl File {
    fn line(&self, at: usize) -> usize {
        let before = self.text.as_bytes().get(..at).unwrap_or_default();
        memchr::memchr_iter(b'\n', before).count() + 1
    }
}

impl<'m> Scope<'m> {
    /// A module as nobody calls it.
    pub fn new(module: &'m Module) -> Scope<'m> {
        Scope {
            module,
            root: &module.directory,
            variables: HashMap::new(),
            each: None,
            fuel: Cell::new(FUEL),
        }
    }

    /// A module as it is called from this one.
    pub fn inner(&self, module: &'m Module, variables: HashMap<String, Value>) -> Scope<'m> {
        Scope {
            root: self.root,
            variables,
            ..Scope::new(module)
        }
    }

    /// An attribute of a block.
    pub fn get(&self, found: Found<'m>, key: &str) -> Option<Value> {
        let attribute = found.block.body.get_attribute(key)?;
        let value = self.evaluate(found, &attribute.value, 0);
        (!matches!(value.data, Data::Null)).then_some(value)
    }

    pub fn evaluate(&self, found: Found<'m>, expression: &Expression, depth: usize) -> Value {
        let at = expression.span().map_or(0, |it| it.start);
        let value = |data| found.value(at, data);
        let fuel = self.fuel.get();
        if depth > DEEPEST || fuel == 0 {
            return value(Data::Unknown);
        }
        self.fuel.set(fuel - 1);
        let inner = |it: &Expression| self.evaluate(found, it, depth + 1);
        value(match expression {
            Expression::Null(_) => Data::Null,
            Expression::Bool(it) => Data::Text(it.to_string()),
            Expression::Number(it) => Data::Text(it.to_string()),
            Expression::String(it) => Data::Text(it.as_str().to_owned()),
            Expression::Array(items) => Data::List(items.iter().map(inner).collect()),
            Expression::Object(object) => Data::Map(self.entries(found, object, depth)),
            Expression::Parenthesis(it) => return inner(it.inner()),
            Expression::StringTemplate(template) => {
                let parts = template.iter().map(|element| match element {
                    Element::Literal(text) => Some(text.as_str().to_owned()),
                    Element::Interpolation(it) => inner(&it.expr).text().map(str::to_owned),
                    Element::Directive(_) => None,
                });
                parts.collect::<Option<String>>().map_or(Data::Unknown, Data::Text)
            }
            Expression::Variable(name) => Data::Name(name.as_str().to_owned()),
            Expression::Traversal(it) => return self.traverse(found, it, depth),
            Expression::FuncCall(call) => {
                let name = call.name.name.as_str();
                let arguments: Vec<Value> = call.args.iter().map(inner).collect();
                function(name, &arguments, self.root).unwrap_or(Data::Call {
                    name: name.to_owned(),
                    arguments,
                })
            }
            _ => Data::Unknown,
        })
    }

    fn entries(&self, found: Found<'m>, object: &Object, depth: usize) -> Vec<Entry> {
        let entries = object.iter().map(|(key, value)| {
            let value = self.evaluate(found, value.expr(), depth + 1);
            let key = match key {
                ObjectKey::Ident(name) => Some(name.as_str().to_owned()),
                ObjectKey::Expression(it) => match self.evaluate(found, it, depth + 1).data {
                    Data::Text(text) | Data::Name(text) => Some(text),
                    _ => None,
                },
            };
            match key {
                Some(key) => Entry {
                    key,
                    file: Arc::clone(&value.file),
                    line: value.line,
                    value,
                },
                None => value.rest(),
            }
        });
        entries.collect()
    }

    /// `var.x`, `local.x.y`, `path.module`, `data.archive_file.x[0].output_path`.
    fn traverse(&self, found: Found<'m>, traversal: &Traversal, depth: usize) -> Value {
        let start = self.evaluate(found, &traversal.expr, depth + 1);
        let mut value = start;
        for operator in &traversal.operators {
            let key = match operator.value() {
                TraversalOperator::GetAttr(name) => name.as_str().to_owned(),
                TraversalOperator::Index(index) => {
                    // Which of the resources of a block it is does not matter here.
                    if matches!(value.data, Data::Name(_)) {
                        continue;
                    }
                    let index = self.evaluate(found, index, depth + 1);
                    match index.text() {
                        Some(key) => key.to_owned(),
                        None => return value.with(Data::Unknown),
                    }
                }
                _ => return value.with(Data::Unknown),
            };
            value = self.step(&value, &key, depth);
        }
        value
    }

    fn step(&self, value: &Value, key: &str, depth: usize) -> Value {
        let unknown = || value.with(Data::Unknown);
        match &value.data {
            Data::Name(name) => match name.as_str() {
                "var" => self.variable(key, depth).unwrap_or_else(unknown),
                "local" => self.local(key, depth).unwrap_or_else(unknown),
                "each" => {
                    let each = self.each.as_ref().map(|(name, value)| match key {
                        "key" => name.clone(),
                        _ => value.clone(),
                    });
                    each.unwrap_or_else(unknown)
                }
                "path" => {
                    let path = match key {
                        "module" => &self.module.directory,
                        _ => self.root,
                    };
                    value.with(Data::Text(path.to_string_lossy().into_owned()))
                }
                name => value.with(Data::Name(format!("{name}.{key}"))),
            },
            Data::Map(_) => value.get(key).cloned().unwrap_or_else(unknown),
            Data::List(items) => {
                let item = key.parse::<usize>().ok().and_then(|it| items.get(it));
                item.cloned().unwrap_or_else(unknown)
            }
            _ => unknown(),
        }
    }

    fn variable(&self, name: &str, depth: usize) -> Option<Value> {
        if let Some(passed) = self.variables.get(name) {
            return Some(passed.clone());
        }
        let found = self.module.blocks(&["variable", name]).next()?;
        let default = found.block.body.get_attribute("default")?;
        Some(self.evaluate(found, &default.value, depth + 1))
    }

    fn local(&self, name: &str, depth: usize) -> Option<Value> {
        self.module.blocks(&["locals"]).find_map(|found| {
            let attribute = found.block.body.get_attribute(name)?;
            Some(self.evaluate(found, &attribute.value, depth + 1))
        })
    }
}

/// Functions that paths are made with.
fn function(name: &str, arguments: &[Value], root: &Path) -> Option<Data> {
    let texts = || -> Option<Vec<&str>> { arguments.iter().map(Value::text).collect() };
    let text = |it: &Path| Some(Data::Text(it.to_string_lossy().into_owned()));
    match name {
        "abspath" | "pathexpand" => text(&normalised(&root.join(texts()?.first()?))),
        "dirname" => text(Path::new(texts()?.first()?).parent()?),
        "basename" => text(Path::new(Path::new(texts()?.first()?).file_name()?)),
        "toset" | "tolist" | "tomap" | "tostring" => Some(arguments.first()?.data.clone()),
        "merge" => {
            let mut entries = Vec::new();
            arguments.iter().for_each(|it| spread(&mut entries, it));
            Some(Data::Map(entries))
        }
        "join" => {
            let items: Option<Vec<&str>> = arguments.get(1)?.list().iter().map(Value::text).collect();
            Some(Data::Text(items?.join(arguments.first()?.text()?)))
        }
        "format" => {
            let texts = texts()?;
            let (pattern, values) = texts.split_first()?;
            let mut parts = pattern.split("%s");
            let first = parts.next()?.to_owned();
            let filled = parts.zip(values).fold(first, |text, (part, value)| text + value + part);
            (pattern.matches('%').count() == values.len()).then_some(Data::Text(filled))
        }
        _ => None,
    }
}
