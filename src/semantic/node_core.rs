//! The functions of Node.js that report by an error-first callback, and what is
//! known of each. The facts are in `node_core.txt`; nothing is known of rewrites.

use std::{borrow::Cow, collections::HashMap, sync::LazyLock};

use crate::syntax::Node;

use super::{Origin, Project, StatedGives, Step};

/// A file without any of these words calls nothing that takes an error-first callback:
/// the SDK, and the modules of the table.
pub const CALLBACK_WORDS: &[&str] = &[
    "aws-sdk",
    "'child_process",
    "\"child_process",
    "node:child_process",
    "'crypto",
    "\"crypto",
    "node:crypto",
    "'dns",
    "\"dns",
    "node:dns",
    "'fs",
    "\"fs",
    "node:fs",
    "'stream",
    "\"stream",
    "node:stream",
    "'zlib",
    "\"zlib",
    "node:zlib",
];

/// A function of Node.js that takes an error-first callback.
#[derive(Debug)]
pub struct NodeApi {
    /// `fs`
    pub module: &'static str,
    /// `readFile`
    pub name: Cow<'static, str>,
    /// How many of the first arguments take any text or bytes.
    texts: usize,
    /// What the callback gets besides the error.
    pub gives: Gives,
    notes: Vec<&'static str>,
}

/// What a callback gets besides its error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gives {
    /// Nothing.
    Nothing,
    /// One result.
    Value,
    /// One result, which is a text or bytes.
    Data,
    /// Several results; their names in the object that a promise gives.
    Fields(&'static [&'static str]),
    /// Several results, which a promise gives in an array.
    Items,
}

static APIS: LazyLock<HashMap<&'static str, NodeApi>> =
    LazyLock::new(|| include_str!("node_core.txt").lines().filter_map(read_line).collect());

fn read_line(line: &'static str) -> Option<(&'static str, NodeApi)> {
    let mut words = line.split_whitespace();
    let path = words.next().filter(|it| !it.starts_with('#'))?;
    let (module, name) = path.split_once('.').expect("a path has a module and a name");
    let texts = words.next().and_then(|it| it.parse().ok()).expect("texts is a number");
    let gives = match words.next().expect("every line says what its function gives") {
        "-" => Gives::Nothing,
        "value" => Gives::Value,
        "bytes" | "text" => Gives::Data,
        fields => Gives::Fields(fields.split(',').collect::<Vec<_>>().leak()),
    };
    let api = NodeApi {
        module,
        name: Cow::Borrowed(name),
        texts,
        gives,
        notes: words.collect(),
    };
    Some((path, api))
}

impl NodeApi {
    /// A function of which the user states that it reports like those of Node.js.
    pub(super) fn stated(name: &str) -> NodeApi {
        NodeApi {
            module: "",
            name: Cow::Owned(name.to_owned()),
            texts: 0,
            gives: Gives::Value,
            notes: vec!["stated"],
        }
    }

    /// Whether it is no function of Node.js, and only the user knows it.
    pub fn is_stated(&self) -> bool {
        self.has_note("stated")
    }

    /// Whether `fs/promises` and its like have the same function.
    pub fn is_in_promises(&self) -> bool {
        self.has_note("promises")
    }

    /// What the callback gets for its error where there is none.
    pub fn no_error(&self) -> &'static str {
        if self.has_note("undefined") {
            "undefined"
        } else {
            "null"
        }
    }

    /// Whether the promise function throws at the call, too, what the other one does.
    pub fn throws_at_call(&self) -> bool {
        self.has_note("throws")
    }

    /// Whether the error of the promise has the results as its fields.
    pub fn has_outcome_in_error(&self) -> bool {
        self.has_note("outcome")
    }

    /// Whether the callback gets no error, but one result only.
    pub fn is_without_error(&self) -> bool {
        self.has_note("boolean")
    }

    /// Whether the types of Node.js know the promise function with these arguments.
    pub fn is_typed_for(&self, arguments: usize) -> bool {
        let note = self.notes.iter().find_map(|it| it.strip_prefix("typed:"));
        !self.is_stated() && note.is_none_or(|it| it.split(',').any(|it| it.parse() == Ok(arguments)))
    }

    /// Whether the result is a number that other functions take.
    pub(super) fn gives_number(&self) -> bool {
        self.has_note("number")
    }

    /// Whether the last argument of a call is always the callback: without one these
    /// functions throw.
    pub(super) fn needs_callback(&self) -> bool {
        matches!(self.module, "fs" | "dns" | "zlib")
    }

    fn number_of(&self, note: &str) -> Option<usize> {
        let number = self.notes.iter().find_map(|it| it.strip_prefix(note))?;
        Some(number.parse().expect("the note ends with a number"))
    }

    fn has_note(&self, note: &str) -> bool {
        self.notes.contains(&note)
    }

    /// What a call with these arguments gives; `None` where that cannot be known.
    pub fn gives_for(&self, arguments: &[Node<'_>]) -> Option<Gives> {
        if !self.has_note("options") {
            return Some(self.gives);
        }
        // `dns.lookup(name, { all: true })` gives one list.
        let Some(options) = arguments.get(1) else {
            return Some(self.gives);
        };
        let options = options.peeled();
        let all = match options.kind() {
            "number" => None,
            "object" if options.children().iter().all(|it| it.kind() == "pair") => {
                let pairs = options.children().into_iter();
                let mut all = pairs.filter(|it| it.field("key").is_none_or(|key| key_is(key, "all")));
                all.next()
            }
            _ => return None,
        };
        match all.map(|it| it.field("value").map_or("", Node::kind)) {
            None | Some("false") => Some(self.gives),
            Some("true") => Some(Gives::Value),
            Some(_) => None,
        }
    }
}

/// Whether a key is this name, or may be.
fn key_is(key: Node<'_>, name: &str) -> bool {
    key.kind() == "computed_property_name" || key.string_value().unwrap_or(key.text()) == name
}

impl Origin {
    /// The module of Node.js that a value comes from, without `node:`.
    pub fn node_module(&self) -> Option<&str> {
        (!self.is_global).then(|| self.root.strip_prefix("node:").unwrap_or(&self.root))
    }

    /// `util.promisify`, `path.join`: a function right out of a module of Node.js.
    pub fn is_node_member(&self, module: &str, name: &str) -> bool {
        self.node_module() == Some(module) && matches!(self.steps.as_slice(), [Step::Member(it)] if it == name)
    }

    fn node_api(&self) -> Option<&'static NodeApi> {
        let mut path = self.node_module()?.to_owned();
        for step in &self.steps {
            let Step::Member(name) = step else { return None };
            path = format!("{path}.{name}");
        }
        APIS.get(path.as_str())
    }
}

impl<'s> Project<'s> {
    /// The function of Node.js that an expression is, where its callback comes first
    /// with an error.
    pub fn node_api(&self, function: Node<'s>) -> Option<&'s NodeApi> {
        let api = match self.stated(function).map(|it| &it.gives) {
            Some(StatedGives::Callback(api)) => api,
            Some(StatedGives::Promise) => return None,
            None => self.origin(function)?.node_api()?,
        };
        let is_own = function.field("object").is_some_and(|it| self.has_own_methods(it));
        (!is_own).then_some(api)
    }

    /// The function whose promise a call makes: `promisify(fs.readFile)(…)` by any
    /// name, `fs.promises.readFile(…)`.
    pub fn promised_node_api(&self, call: Node<'s>) -> Option<&'s NodeApi> {
        let mut callee = call.field("function")?.peeled();
        if callee.is_identifier()
            && let Some(value) = self.only_value(callee)
        {
            callee = value.peeled();
        }
        if callee.kind() == "call_expression" {
            return self.node_api(self.promisified(callee)?);
        }
        let origin = self.origin(callee)?;
        let module = origin.node_module()?;
        let (module, steps) = match (module.strip_suffix("/promises"), origin.steps.as_slice()) {
            (Some(module), steps) => (module, steps),
            (None, [Step::Member(promises), steps @ ..]) if promises == "promises" => (module, steps),
            _ => return None,
        };
        let [Step::Member(name)] = steps else { return None };
        let api = APIS.get(format!("{module}.{name}").as_str())?;
        api.is_in_promises().then_some(api)
    }

    /// What `util.promisify` is called with.
    pub fn promisified(&self, call: Node<'s>) -> Option<Node<'s>> {
        let origin = self.origin(call.field("function")?)?;
        let arguments = call.arguments();
        let [function] = arguments.as_slice() else { return None };
        origin.is_node_member("util", "promisify").then_some(*function)
    }

    /// Whether no value of the arguments can make a function of Node.js throw at
    /// the call, as it would whenever it is called.
    pub fn takes(&self, api: &NodeApi, arguments: &[Node<'s>]) -> bool {
        // Nothing is stated of arguments.
        if api.is_stated() {
            return false;
        }
        let is_enough = api.number_of("least:").is_none_or(|it| arguments.len() >= it);
        let mut arguments = arguments.iter().enumerate();
        is_enough && arguments.all(|(place, it)| self.is_constant(*it) || place < api.texts && self.is_data(*it))
    }

    /// A call that starts work of Node.js and cannot throw.
    pub fn starts_node_api(&self, call: Node<'s>) -> bool {
        if let Some(api) = self.promised_node_api(call) {
            // Of `dns/promises` some throw at the call.
            let throws = api.throws_at_call() || api.module == "dns";
            return !throws || self.takes(api, &call.arguments());
        }
        let Some(api) = call.field("function").and_then(|it| self.node_api(it)) else {
            return false;
        };
        let arguments = call.arguments();
        match arguments.split_last() {
            Some((callback, rest)) => self.is_callback(*callback) && self.takes(api, rest),
            None => false,
        }
    }
}
