//! The keys of `leakfix.toml`, their types and their JSON Schema. What stands here in
//! words of documentation, the schema says, too.

use schemars::{JsonSchema, generate::SchemaSettings};
use serde::Deserialize;
use serde_json::{Value, json};
use toml::Spanned;

use crate::semantic::Runtime;

type Texts = Vec<Spanned<String>>;

/// What a project says to leakfix once for all runs. What the command line says counts
/// before it.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
#[derive(Default)]
#[schemars(title = "leakfix.toml")]
pub(super) struct Document {
    /// Files and folders that may be edited where no PATH is given: globs from the
    /// folder of this file, such as `services/*/src`. What is analysed is the project
    /// around them all the same.
    #[schemars(with = "Vec<String>")]
    pub paths: Texts,
    /// Files and folders that are never edited, unless a PATH names them or what is in
    /// them: globs from the folder of this file, such as `**/legacy` or `src/*.gen.js`.
    #[schemars(with = "Vec<String>")]
    pub exclude: Texts,
    /// Handlers that are not found by themselves, as file and export from the folder
    /// of this file: `src/jobs.nightly`.
    #[schemars(with = "Vec<String>")]
    pub handlers: Texts,
    /// The runtime that handlers are to run on.
    #[schemars(with = "String")]
    pub target: Option<Spanned<String>>,
    /// Transforms that are not used; `--only` uses one all the same.
    #[schemars(with = "Vec<String>")]
    pub disable: Texts,
    /// Transforms whose unsafe rewrites are made, too; `--unsafe` makes those of all.
    #[schemars(with = "Vec<String>")]
    pub r#unsafe: Texts,
    /// Functions that always return a promise whose work is under way, where leakfix
    /// cannot tell: `./lib/db#query` in a file, from the folder of this one,
    /// `some-package#send` and `some-package#Client.send` in a package; `#default` is
    /// what the module itself is.
    #[schemars(with = "Vec<String>", inner(regex(pattern = FUNCTION)))]
    pub promise_functions: Texts,
    /// Functions that call their last argument exactly once, later, with an error, or
    /// with nothing and one result; named like `promise-functions`.
    #[schemars(with = "Vec<String>", inner(regex(pattern = FUNCTION)))]
    pub error_first_functions: Texts,
    /// How new code looks where there is a choice.
    pub style: Style,
}

/// How new code looks where there is a choice.
#[derive(Deserialize, JsonSchema, Default)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub(super) struct Style {
    /// Use `fs/promises` and its like rather than `util.promisify`, as
    /// `--prefer-builtin` does.
    pub prefer_builtin: bool,
}

/// A module, `#`, and names with dots between them.
const FUNCTION: &str = r"^[^#\s]+#[^#.\s]+(\.[^#.\s]+)*$";

/// The JSON Schema of `leakfix.toml`; the names of transforms are those given.
pub fn schema(transforms: &[&str]) -> Value {
    let settings = SchemaSettings::draft2020_12().with(|it| it.inline_subschemas = true);
    let mut schema = settings.into_generator().into_root_schema_for::<Document>().to_value();
    // The texts are wrapped for the source.
    unwrap_descriptions(&mut schema);
    let properties = &mut schema["properties"];
    properties["target"]["enum"] = json!(Runtime::ALL.map(Runtime::name));
    // Where nothing is said, there is none.
    properties["target"].as_object_mut().and_then(|it| it.remove("default"));
    for key in ["disable", "unsafe"] {
        properties[key]["items"]["enum"] = json!(transforms);
    }
    schema
}

fn unwrap_descriptions(value: &mut Value) {
    match value {
        Value::Object(members) => {
            if let Some(Value::String(text)) = members.get_mut("description") {
                *text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            }
            members.values_mut().for_each(unwrap_descriptions);
        }
        Value::Array(items) => items.iter_mut().for_each(unwrap_descriptions),
        _ => {}
    }
}
