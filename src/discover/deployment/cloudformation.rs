//! CloudFormation templates, those of SAM among them. What a file holds decides,
//! not its name.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use memchr::memmem;

use super::{
    Deployment, Problem,
    draft::{Code, Draft, Function, Runtime},
    has_extension,
    json::json,
    locate::Split,
    value::{Data, Value},
    yaml,
};

/// A template without any of these deploys no function.
const WORDS: [&str; 2] = ["AWS::Serverless::Function", "AWS::Lambda::Function"];

/// Whether a file says one of the words.
pub(super) fn has_word(bytes: &[u8]) -> bool {
    // They end with the same, so one search does.
    let end = "::Function";
    let mut ends = memmem::find_iter(bytes, end).map(|it| &bytes[..it + end.len()]);
    ends.any(|it| WORDS.iter().any(|word| it.ends_with(word.as_bytes())))
}

/// What a template may hold, and nothing else:
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html>, and SAM's `Globals`.
const SECTIONS: [&str; 12] = [
    "AWSTemplateFormatVersion",
    "Conditions",
    "Description",
    "Globals",
    "Hooks",
    "Mappings",
    "Metadata",
    "Outputs",
    "Parameters",
    "Resources",
    "Rules",
    "Transform",
];

/// Whether the beginning of a JSON file tells that it is no template: it is a list, or its first key is none of a
/// template.
pub(super) fn begins_otherwise(start: &[u8]) -> bool {
    let start = start
        .strip_prefix("\u{feff}".as_bytes())
        .unwrap_or(start)
        .trim_ascii_start();
    let Some(inner) = start.strip_prefix(b"{") else {
        return start.starts_with(b"[");
    };
    let Some(key) = inner.trim_ascii_start().strip_prefix(b"\"") else {
        return false;
    };
    // One that is cut off, has escapes or is meant for a program that checks templates says nothing.
    let key = memchr::memchr2(b'"', b'\\', key)
        .filter(|it| key[*it] == b'"')
        .map(|it| &key[..it]);
    key.is_some_and(|key| !key.starts_with(b"$") && SECTIONS.iter().all(|it| it.as_bytes() != key))
}

pub(super) fn read(path: &Path, text: &str) -> Result<Option<Deployment>, Problem> {
    let file: Arc<Path> = Arc::from(path);
    let is_json = has_extension(path, &["json"]) || text.trim_start().starts_with('{');
    // Data about AWS, such as the descriptions of its APIs, is large and says these words, too.
    if is_json && serde_json::from_str(text.trim_start_matches('\u{feff}')).is_ok_and(|it| !is_template(&it)) {
        return Ok(None);
    }
    let template = if is_json {
        json(&file, text)?
    } else {
        yaml::read(&file, text)?
    };
    let folder = path.parent().unwrap_or(path);
    let mut draft = Draft::new(path, folder);
    add_functions(&mut draft, &template, folder);
    Ok(draft.finish())
}

fn is_template(json: &serde_json::Value) -> bool {
    let resources = json.get("Resources").and_then(serde_json::Value::as_object);
    resources.is_some_and(|it| {
        let mut kinds = it.values().filter_map(|it| it.get("Type")?.as_str());
        kinds.any(|it| WORDS.contains(&it))
    })
}

/// Adds the functions among the resources of a template.
pub(super) fn add_functions(draft: &mut Draft, template: &Value, folder: &Path) {
    let template = Template {
        whole: template,
        folder,
    };
    for resource in template.whole.get("Resources").into_iter().flat_map(Value::named) {
        let kind = resource.value.get("Type").and_then(Value::text);
        let function = match kind {
            Some("AWS::Serverless::Function") => template.sam(&resource.value),
            Some("AWS::Lambda::Function") => template.plain(&resource.value),
            _ => continue,
        };
        let Some((runtime, code, handler)) = function else {
            continue;
        };
        draft.add(Function {
            name: resource.key.clone(),
            place: resource.place(),
            runtime,
            code,
            handler,
            split: Split::FirstDot,
        });
    }
}

struct Template<'t> {
    whole: &'t Value,
    folder: &'t Path,
}

impl Template<'_> {
    fn sam(&self, resource: &Value) -> Option<(Runtime, Code, Option<String>)> {
        let property = |name: &str| {
            let own = resource.at(&["Properties", name]);
            own.or_else(|| self.whole.at(&["Globals", "Function", name]))
        };
        let text = |name: &str| property(name).and_then(|it| self.literal(it));
        let runtime = self.runtime(property("Runtime"));
        if property("InlineCode").is_some() {
            return None;
        }
        if property("ImageUri").is_some() || text("PackageType").as_deref() == Some("Image") {
            return Some((Runtime::Unknown, Code::Elsewhere("is in an image"), None));
        }
        let code = match property("CodeUri") {
            None => Code::Directory(self.folder.to_owned()),
            Some(uri) => self.directory(uri),
        };
        let handler = text("Handler");
        if resource.at(&["Metadata", "BuildMethod"]).and_then(Value::text) == Some("esbuild") {
            return Some(self.bundled(resource, runtime, code, handler));
        }
        Some((runtime, code, handler))
    }

    /// esbuild writes `app.js` for `src/app.ts`: the handler's file is the entry point of that name.
    fn bundled(
        &self,
        resource: &Value,
        runtime: Runtime,
        code: Code,
        handler: Option<String>,
    ) -> (Runtime, Code, Option<String>) {
        let points = resource.at(&["Metadata", "BuildProperties", "EntryPoints"]);
        let points = points.map(Value::list).unwrap_or_default();
        let points: Vec<String> = points.iter().filter_map(|it| self.literal(it)).collect();
        let entry = handler.as_deref().and_then(|handler| {
            let (module, export) = handler.split_once('.')?;
            let name = |it: &str| Path::new(it).file_stem().map(|it| it.to_string_lossy().into_owned());
            let wanted = name(&format!("{module}.js"));
            let same: Vec<&String> = points.iter().filter(|it| name(it) == wanted).collect();
            let entry = match (same.as_slice(), points.as_slice()) {
                ([one], _) => *one,
                (_, [only]) => only,
                _ => return None,
            };
            let module = Path::new(entry).with_extension("");
            Some(format!("{}.{export}", module.to_str()?))
        });
        (runtime, code, entry.or(handler))
    }

    fn plain(&self, resource: &Value) -> Option<(Runtime, Code, Option<String>)> {
        let property = |name: &str| resource.at(&["Properties", name]);
        let text = |name: &str| property(name).and_then(|it| self.literal(it));
        let runtime = self.runtime(property("Runtime"));
        if text("PackageType").as_deref() == Some("Image") {
            return Some((Runtime::Unknown, Code::Elsewhere("is in an image"), None));
        }
        let code = match property("Code") {
            Some(code) if code.get("ZipFile").is_some() => return None,
            Some(code) if code.get("ImageUri").is_some() => Code::Elsewhere("is in an image"),
            // `aws cloudformation package` takes a directory.
            Some(code) => self.directory(code),
            None => Code::Elsewhere("is not said to be anywhere"),
        };
        Some((runtime, code, text("Handler")))
    }

    fn runtime(&self, value: Option<&Value>) -> Runtime {
        let Some(value) = value else {
            return Runtime::Unknown;
        };
        // Who wants to change it has to look at the parameter.
        let written = reference(value).and_then(|it| self.default_of(it)).unwrap_or(value);
        Runtime::of(self.literal(value).as_deref(), written.place())
    }

    /// The directory that a `CodeUri` or `Code` means.
    fn directory(&self, uri: &Value) -> Code {
        if uri
            .entries()
            .iter()
            .any(|it| it.key.contains("Bucket") || it.key.contains("S3"))
        {
            return Code::Elsewhere("is in a bucket");
        }
        match self.literal(uri) {
            None => Code::Elsewhere("is at no literal path"),
            Some(uri) if uri.contains("://") => Code::Elsewhere("is in a bucket"),
            Some(uri) if is_archive(&uri) => Code::Elsewhere("is in an archive"),
            Some(uri) => {
                let path = self.folder.join(uri);
                // A single file is packed by itself.
                let single = path.is_file().then(|| path.parent().map(PathBuf::from)).flatten();
                Code::Directory(single.unwrap_or(path))
            }
        }
    }

    /// A string as it is written, or the default of the parameter that is referred to.
    fn literal(&self, value: &Value) -> Option<String> {
        if let Some(name) = reference(value) {
            return self.parameter(name);
        }
        match (value.tag.as_deref(), &value.data) {
            (None, Data::Text(text)) => Some(text.clone()),
            (Some("Sub"), Data::Text(text)) => self.substituted(text),
            (None, Data::Map(entries)) => match entries.as_slice() {
                [only] if only.key == "Fn::Sub" => self.substituted(only.value.text()?),
                _ => None,
            },
            _ => None,
        }
    }

    fn parameter(&self, name: &str) -> Option<String> {
        self.default_of(name)?.text().map(str::to_owned)
    }

    fn default_of(&self, name: &str) -> Option<&Value> {
        self.whole.at(&["Parameters", name, "Default"])
    }

    fn substituted(&self, text: &str) -> Option<String> {
        let mut plain = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("${") {
            let (name, after) = after.split_once('}')?;
            plain += before;
            plain += &self.parameter(name)?;
            rest = after;
        }
        Some(plain + rest)
    }
}

/// The name in `!Ref Version` and `{ "Ref": "Version" }`.
fn reference(value: &Value) -> Option<&str> {
    match (value.tag.as_deref(), &value.data) {
        (Some("Ref"), Data::Text(name)) => Some(name),
        (None, Data::Map(entries)) => match entries.as_slice() {
            [only] if only.key == "Ref" => only.value.text(),
            _ => None,
        },
        _ => None,
    }
}

pub(super) fn is_archive(path: &str) -> bool {
    [".zip", ".jar", ".tgz", ".tar.gz"].iter().any(|it| path.ends_with(it))
}
