//! Functions that AWS CDK scripts construct, by what the constructors are
//! imported from. Knows the Lambda constructs, and no stacks.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};

use memchr::memmem;

use super::{
    Declaration, Outcome,
    cloudformation::is_archive,
    draft::{Code, Draft, Function, Runtime},
    locate::{Split, source_file},
    script::Script,
    scripts::{Scripts, parse as parse_script},
    value::{Data, Value},
};
use crate::{
    discover::read as read_text,
    semantic::{
        Linker, is_test,
        sketch::{Call, Key, Sketch, TermId, TermKind},
    },
    syntax::Language,
};

/// A script without any of these words is none of CDK.
pub(super) const WORDS: [&str; 2] = ["aws-cdk", "monocdk"];

pub(super) fn read(path: &Path, resolve: &Linker) -> Outcome {
    let Some(sketch) = parse(path, &WORDS, resolve) else {
        return Ok(Vec::new());
    };
    let home = home(path);
    let scripts = Scripts::new(resolve, &home);
    let mut stack = Stack {
        script: Script::new(&scripts, path, &sketch, 0),
        draft: Draft::new(path, &home),
        home: home.clone(),
    };
    stack.add_all();
    Ok(stack.draft.finish().into_iter().collect())
}

/// Who makes a function says one of these: its construct, its code, its handler.
pub(super) const NAMING_CODE: [&str; 4] = ["Function", "Code", "handler", "routes"];

/// A script of the project with one of these words; a test deploys nothing, and nor does what is broken.
pub(super) fn parse(path: &Path, words: &[&str], resolve: &Linker) -> Option<Sketch> {
    Language::of_path(path).filter(|_| !is_test(&path.to_string_lossy()))?;
    let text = read_text(path, false).ok()?;
    let has = |words: &[&str]| {
        words
            .iter()
            .any(|it| memmem::find(text.as_bytes(), it.as_bytes()).is_some())
    };
    let kind = || resolve.manifests.declared_kind(path);
    let is_meant = has(words) && has(&NAMING_CODE);
    is_meant.then(|| parse_script(path, &text, kind()).ok()).flatten()
}

/// Where `cdk` is started: relative paths begin there.
fn home(path: &Path) -> PathBuf {
    let around = |name: &str| path.ancestors().skip(1).find(|it| it.join(name).is_file());
    let home = around("cdk.json").or_else(|| around("package.json"));
    home.or(path.parent()).unwrap_or(path).to_owned()
}

struct Stack<'s> {
    script: Script<'s>,
    draft: Draft,
    home: PathBuf,
}

impl<'s> Stack<'s> {
    fn add_all(&mut self) {
        let sketch = self.script.sketch;
        let mut seen: Vec<TermId> = Vec::new();
        for (id, call) in sketch.calls() {
            if let Some(kind) = self.constructed(call) {
                self.add(id, &call.arguments, kind);
                seen.push(id);
            }
        }
        // Constructs of others pass the properties of a function on.
        let objects = objects_with_code(sketch);
        for (id, call) in sketch.calls().filter(|(_, it)| !it.is_new) {
            let is_asset = matches!(sketch.member_name(call.callee), Some("fromAsset" | "asset"));
            let object = objects.get(&id).filter(|_| is_asset);
            if let Some(object) = object.filter(|_| !seen.iter().any(|it| contains(sketch, *it, id))) {
                self.add_properties(*object);
            }
        }
    }

    /// Which construct of Lambda a `new` or `super(…)` makes.
    fn constructed(&self, call: &Call) -> Option<Kind> {
        match self.script.value(call.constructor?).data {
            Data::Name(name) => kind(&construct(&name)?),
            _ => None,
        }
    }

    fn add(&mut self, id: TermId, arguments: &[TermId], kind: Kind) {
        let line = self.script.line(id);
        let id = arguments.get(1).map(|it| self.script.value(*it));
        let id = id.as_ref().and_then(Value::text).unwrap_or("function").to_owned();
        let properties = arguments.get(2).map(|it| self.script.value(*it));
        let has_code = properties.as_ref().is_some_and(|it| it.get("code").is_some());
        match (kind, properties) {
            (Kind::Node, properties) if !has_code => self.add_bundled(&id, line, properties.as_ref()),
            (Kind::Image, _) => self.elsewhere(&id, line, "is in an image"),
            (_, Some(properties)) => self.add_plain(&id, line, &properties),
            (_, None) => self.elsewhere(&id, line, "is not said to be anywhere"),
        }
    }

    fn add_plain(&mut self, id: &str, line: usize, properties: &Value) {
        let code = match properties.get("code") {
            Some(code) => self.code(code),
            None => Code::Elsewhere("is at no literal path"),
        };
        self.draft.add(Function {
            name: id.to_owned(),
            place: self.place(line),
            runtime: runtime(properties),
            code,
            handler: properties.get("handler").and_then(Value::text).map(str::to_owned),
            split: Split::FirstDot,
        });
    }

    /// `NodejsFunction`: a file with an entry, or else one named after the construct.
    fn add_bundled(&mut self, id: &str, line: usize, properties: Option<&Value>) {
        let is_open = properties.is_some_and(Value::is_open);
        let get = |name: &str| properties.and_then(|it| it.get(name));
        let file = match get("entry") {
            Some(entry) => match entry.text() {
                Some(entry) => source_file(&self.home.join(entry)),
                None => return self.gap(line, format!("the entry of `{id}` is no literal")),
            },
            None if is_open => return self.gap(line, format!("the entry of `{id}` is no literal")),
            None => self.beside(id),
        };
        let Some(file) = file else {
            return self.gap(line, format!("there is no source file for `{id}`"));
        };
        let handler = match get("handler").map(Value::text) {
            Some(Some(handler)) => handler,
            Some(None) => return self.gap(line, format!("the handler of `{id}` is no literal")),
            None if is_open => return self.gap(line, format!("the handler of `{id}` is no literal")),
            None => "handler",
        };
        // With a dot it names the bundle, which is called `index`, too.
        let export = handler.split_once('.').map_or(handler, |(_, export)| export);
        let runtime = match properties.map(runtime) {
            Some(Runtime::Node(runtime)) => Some(runtime),
            _ => None,
        };
        let place = self.place(line);
        self.draft.declare(Declaration {
            file,
            export: export.to_owned(),
            runtime,
            names_folder: false,
            place,
        });
    }

    /// `stack.api.ts` for the function `api` of `stack.ts`.
    fn beside(&self, id: &str) -> Option<PathBuf> {
        let stem = self.script.file().file_stem()?.to_str()?;
        let extensions = ["ts", "js", "mjs", "mts", "cts", "cjs"];
        let files = extensions.iter().map(|it| format!("{stem}.{id}.{it}"));
        let mut paths = files.map(|it| self.script.file().with_file_name(it));
        paths.find(|it| it.is_file())?.canonicalize().ok()
    }

    /// `lambdaFunctionProps: { handler: …, code: lambda.Code.fromAsset(…) }`
    fn add_properties(&mut self, object: TermId) {
        let properties = self.script.value(object);
        let is_code = properties.get("code").map(|it| self.code(it));
        let is_function = properties.get("handler").is_some() && is_code != Some(NO_LITERAL);
        if is_function {
            self.add_plain("function", self.script.line(object), &properties);
        }
    }

    fn code(&self, code: &Value) -> Code {
        let Data::Call { name, arguments } = &code.data else {
            return NO_LITERAL;
        };
        let path = arguments.first().and_then(Value::text);
        match construct(name).as_deref() {
            Some("aws-lambda.Code.fromAsset" | "aws-lambda.Code.asset" | "aws-lambda.AssetCode") => match path {
                Some(path) if is_archive(path) => Code::Elsewhere("is in an archive"),
                Some(path) => Code::Directory(self.home.join(path)),
                None => NO_LITERAL,
            },
            Some("aws-lambda.Code.fromInline" | "aws-lambda.Code.inline" | "aws-lambda.InlineCode") => Code::Inline,
            Some("aws-lambda.Code.fromBucket" | "aws-lambda.Code.bucket" | "aws-lambda.S3Code") => {
                Code::Elsewhere("is in a bucket")
            }
            Some("aws-lambda.Code.fromAssetImage" | "aws-lambda.Code.fromEcrImage") => {
                Code::Elsewhere("is in an image")
            }
            Some("aws-lambda.Code.fromDockerBuild" | "aws-lambda.Code.fromCustomCommand") => {
                Code::Elsewhere("is built by a command")
            }
            _ => NO_LITERAL,
        }
    }

    fn elsewhere(&mut self, id: &str, line: usize, words: &str) {
        self.gap(line, format!("the code of `{id}` {words}"));
    }

    fn gap(&mut self, line: usize, reason: String) {
        let place = self.place(line);
        self.draft.gap(place, reason);
    }

    fn place(&self, line: usize) -> (PathBuf, usize) {
        (self.script.file().to_owned(), line)
    }
}

const NO_LITERAL: Code = Code::Elsewhere("is at no literal path");

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// `handler` and `code`.
    Plain,
    /// `NodejsFunction`
    Node,
    Image,
}

fn kind(construct: &str) -> Option<Kind> {
    match construct {
        "aws-lambda.Function"
        | "aws-lambda.SingletonFunction"
        | "aws-lambda.CfnFunction"
        | "aws-cloudfront.experimental.EdgeFunction"
        | "triggers.TriggerFunction" => Some(Kind::Plain),
        "aws-lambda-nodejs.NodejsFunction" => Some(Kind::Node),
        "aws-lambda.DockerImageFunction" => Some(Kind::Image),
        _ => None,
    }
}

/// `aws-lambda.Function` for `aws-cdk-lib/aws-lambda.Function`, `aws-cdk-lib.aws_lambda.Function` and
/// `@aws-cdk/aws-lambda.Function`.
fn construct(name: &str) -> Option<String> {
    let packages = ["aws-cdk-lib/", "aws-cdk-lib.", "@aws-cdk/", "monocdk/", "monocdk."];
    let rest = packages.iter().find_map(|it| name.strip_prefix(it))?;
    let (module, member) = rest.split_once('.')?;
    Some(format!("{}.{member}", module.replace('_', "-")))
}

fn runtime(properties: &Value) -> Runtime {
    let Some(entry) = properties.entry("runtime") else {
        return Runtime::Unknown;
    };
    let of = |text: Option<&str>| Runtime::of(text, entry.place());
    match &entry.value.data {
        Data::Text(text) => of(Some(text)),
        Data::Name(name) => match construct(name)
            .as_deref()
            .and_then(|it| it.strip_prefix("aws-lambda.Runtime."))
        {
            Some("NODEJS_LATEST") | None => Runtime::Unknown,
            Some(constant) => {
                let (language, version) = constant.split_once('_').unwrap_or((constant, ""));
                let version = version.to_lowercase().replace('_', ".");
                of(Some(&(language.to_lowercase() + &version)))
            }
        },
        Data::Call { name, arguments } if construct(name).as_deref() == Some("aws-lambda.Runtime") => {
            of(arguments.first().and_then(Value::text))
        }
        _ => Runtime::Unknown,
    }
}

/// By what is their `code`, the object literals that have one.
fn objects_with_code(sketch: &Sketch) -> HashMap<TermId, TermId> {
    let objects = sketch.terms().filter_map(|(id, it)| match &it.kind {
        TermKind::Object(properties) => Some((id, properties)),
        _ => None,
    });
    let codes = objects.flat_map(|(id, properties)| {
        let codes = properties.iter();
        let codes = codes.filter(|it| matches!(&it.key, Key::Plain(key) if key == "code"));
        codes.map(move |it| (it.value, id))
    });
    codes.collect()
}

/// Whether an expression is another one, or stands inside of it.
fn contains(sketch: &Sketch, outer: TermId, inner: TermId) -> bool {
    let (outer, inner) = (sketch.term(outer), sketch.term(inner));
    outer.start <= inner.start && inner.end <= outer.end
}
