//! Services of the Serverless Framework, in YAML, JSON, JavaScript or TypeScript.
//! Only AWS is Lambda; what runs elsewhere is known not to be.

use std::{path::Path, sync::Arc};

use super::{
    Deployment, Problem,
    cloudformation::add_functions,
    draft::{Code, Draft, Function, Runtime},
    json::json,
    locate::Split,
    script::Script,
    scripts::{Scripts, parse},
    value::{Data, Entry, Value},
    variable::Variables,
    yaml,
};
use crate::{semantic::Linker, syntax::Language};

/// `serverless.yml`, `serverless.ts`, and what is passed with `--config`, as `serverless.prod.yml`.
pub(super) fn is_configuration_name(name: &str) -> bool {
    let Some((stem, extension)) = name.rsplit_once('.') else {
        return false;
    };
    match extension {
        "yml" | "yaml" | "json" => stem.starts_with("serverless"),
        "ts" | "js" | "mjs" | "cjs" => stem == "serverless" || stem.starts_with("serverless."),
        _ => false,
    }
}

pub(super) fn read(path: &Path, text: &str, resolve: &Linker) -> Result<Option<Deployment>, Problem> {
    let folder = path.parent().unwrap_or(path);
    let scripts = Scripts::new(resolve, folder);
    let whole = whole(path, text, &scripts)?;
    let is_script = Language::of_path(path).is_some();
    let is_service = ["provider", "functions"].iter().any(|it| whole.get(it).is_some());
    let mut draft = Draft::new(path, folder);
    if is_script && whole.is_open() && !is_service {
        draft.gap(whole.place(), "its configuration is no literal".to_owned());
    }
    if !is_service {
        return Ok(draft.finish());
    }
    let service = Service {
        variables: Variables::new(&whole, folder, &scripts),
        folder,
    };
    match service.provider().as_deref() {
        Some("aws") => {}
        // Azure, Google, OpenWhisk and others have handlers that look like those of Lambda.
        Some(_) => return Ok(Some(draft.finish_foreign())),
        None => draft.gap(whole.place(), "its provider is no literal".to_owned()),
    }
    draft.is_bundled = service.has_bundler();
    if let Some(functions) = whole.get("functions") {
        service.add_all(&mut draft, functions);
    }
    if let Some(constructs) = whole.get("constructs") {
        service.add_constructs(&mut draft, constructs);
    }
    if let Some(resources) = service.variables.at(&["resources"]) {
        let parts = resources.list().iter().map(|it| service.variables.resolve(it));
        parts.for_each(|it| add_functions(&mut draft, &it, folder));
        add_functions(&mut draft, &resources, folder);
    }
    Ok(draft.finish())
}

fn whole(path: &Path, text: &str, scripts: &Scripts<'_>) -> Result<Value, Problem> {
    let file: Arc<Path> = Arc::from(path);
    if Language::of_path(path).is_some() {
        let sketch = parse(path, text, scripts.resolve.manifests.declared_kind(path))?;
        return Ok(Script::new(scripts, path, &sketch, 0).configuration());
    }
    match path.extension().is_some_and(|it| it == "json") {
        true => json(&file, text),
        false => yaml::read(&file, text),
    }
}

/// Words in the names of plugins that build.
const BUNDLERS: [&str; 10] = [
    "babel",
    "bundle",
    "esbuild",
    "optimize",
    "parcel",
    "rollup",
    "rspack",
    "typescript",
    "vite",
    "webpack",
];

struct Service<'v> {
    variables: Variables<'v>,
    folder: &'v Path,
}

impl Service<'_> {
    fn provider(&self) -> Option<String> {
        let provider = self.variables.at(&["provider"])?;
        let name = match &provider.data {
            Data::Map(_) => self.variables.at(&["provider", "name"])?,
            _ => provider,
        };
        name.text().map(str::to_owned)
    }

    /// Whether a plugin, or the framework itself, makes what is deployed; also where
    /// that cannot be read.
    fn has_bundler(&self) -> bool {
        let plugins = self.variables.at(&["plugins"]).map(|it| match it.get("modules") {
            Some(modules) => self.variables.resolve(modules),
            None => it,
        });
        let is_bundler = |it: &Value| match self.variables.resolve(it).text() {
            Some(name) => BUNDLERS.iter().any(|it| name.contains(it)),
            None => true,
        };
        let is_plugged = |it: Value| match it.data {
            Data::List(_) => it.list().iter().any(is_bundler),
            _ => true,
        };
        self.variables.at(&["build"]).is_some() || plugins.is_some_and(is_plugged)
    }

    /// A map of functions, a list of such maps, or a variable that stands for either.
    fn add_all(&self, draft: &mut Draft, functions: &Value) {
        let functions = self.variables.resolve(functions);
        let is_literal = matches!(functions.data, Data::Map(_) | Data::List(_) | Data::Null);
        if !is_literal || functions.is_open() {
            draft.gap(functions.place(), "its functions are no literals".to_owned());
        }
        for part in functions.list() {
            self.add_all(draft, part);
        }
        for entry in functions.named() {
            self.add(draft, entry);
        }
    }

    /// What the plugin Lift makes has functions in it: the `worker` of a queue, the
    /// `authorizer` of a webhook.
    fn add_constructs(&self, draft: &mut Draft, constructs: &Value) {
        for construct in self.variables.resolve(constructs).named() {
            let construct = self.variables.resolve(&construct.value);
            let has_handler = |it: &&Entry| self.variables.resolve(&it.value).get("handler").is_some();
            construct.named().filter(has_handler).for_each(|it| self.add(draft, it));
        }
    }

    fn add(&self, draft: &mut Draft, entry: &Entry) {
        let function = self.variables.resolve(&entry.value);
        let property = |name: &str| function.get(name).map(|it| self.variables.resolve(it));
        if function.is_open() && function.get("handler").is_none() {
            draft.gap(entry.place(), format!("the function `{}` is no literal", entry.key));
            return;
        }
        let runtime = property("runtime").or_else(|| self.variables.at(&["provider", "runtime"]));
        let is_image = property("image").is_some();
        draft.add(Function {
            name: entry.key.clone(),
            place: entry.place(),
            runtime: Runtime::of_value(runtime.as_ref()),
            code: match is_image {
                true => Code::Elsewhere("is in an image"),
                false => Code::Directory(self.folder.to_owned()),
            },
            handler: property("handler").and_then(|it| it.text().map(str::to_owned)),
            split: Split::FirstDot,
        });
    }
}
