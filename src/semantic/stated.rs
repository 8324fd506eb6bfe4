//! Functions of which the user states what they give, where that cannot be seen.
//! Knows how they are named, not where that is written.

use std::path::PathBuf;

use crate::syntax::{Node, SourceId};

use super::{
    FunctionId, NodeApi, Origin, Project, Step, Value,
    class::is_class,
    value::{Evaluation, Lookup},
};

/// All that the user states.
#[derive(Debug, Default)]
pub struct Stated {
    /// In the order of the settings.
    pub functions: Vec<StatedFunction>,
}

/// A function by its module and its names there.
#[derive(Debug)]
pub struct StatedFunction {
    /// Where it comes from.
    pub home: Home,
    /// The export and members of it; `default` first for what the module itself is.
    pub path: Vec<String>,
    /// What it gives.
    pub gives: StatedGives,
}

/// Where a function comes from.
#[derive(Debug)]
pub enum Home {
    /// `some-package`
    Package(String),
    /// A file of the project, and the name that it has in origins.
    File(PathBuf, String),
}

/// What the user states of a function.
#[derive(Debug)]
pub enum StatedGives {
    /// Always a promise whose work is under way.
    Promise,
    /// It calls its last argument exactly once, later, with an error first; all that
    /// fails is reported so.
    Callback(NodeApi),
}

impl StatedFunction {
    /// What is stated, of a function with a callback.
    pub fn with_callback(home: Home, path: Vec<String>) -> StatedFunction {
        let name = match (path.last().map(String::as_str), &home) {
            (Some("default") | None, Home::Package(module) | Home::File(_, module)) => stem(module),
            (Some(name), _) => name,
        };
        StatedFunction {
            gives: StatedGives::Callback(NodeApi::stated(name)),
            home,
            path,
        }
    }

    /// Words of which any file has one that exports or calls the function.
    pub fn words(&self) -> Vec<&str> {
        let (Home::Package(module) | Home::File(_, module)) = &self.home;
        match self.path.last().map(String::as_str) {
            Some("default") | None => vec![stem(module), "module.exports", "export default"],
            Some(name) => vec![name],
        }
    }

    fn is_promise(&self) -> bool {
        matches!(self.gives, StatedGives::Promise)
    }

    /// The names after the module itself.
    fn names(&self) -> &[String] {
        match self.path.as_slice() {
            [first, rest @ ..] if first == "default" => rest,
            all => all,
        }
    }

    fn is_at(&self, origin: &Origin) -> bool {
        let (Home::Package(root) | Home::File(_, root)) = &self.home;
        let is_called_first = self.names().len() < self.path.len();
        let is_root = origin.root == *root || origin.node_module() == Some(root);
        !origin.is_global && is_root && fits(self.names(), &origin.steps, is_called_first)
    }
}

/// `./lib/store.js`, `@scope/store`: `store`.
fn stem(module: &str) -> &str {
    let last = module.rsplit('/').next().unwrap_or(module);
    last.split('.').find(|it| !it.is_empty()).unwrap_or(last)
}

/// Whether steps go by these names; between two of them something may be called,
/// made or awaited: `Client.send` is `new Client().send`.
fn fits(names: &[String], steps: &[Step], is_called_first: bool) -> bool {
    let Some((name, names_after)) = names.split_first() else {
        return steps.is_empty();
    };
    match steps.split_first() {
        Some((Step::Member(it), after)) => it == name && fits(names_after, after, true),
        Some((_, after)) => is_called_first && fits(names, after, true),
        None => false,
    }
}

impl<'s> Project<'s> {
    /// What is stated of the function that a callee is.
    pub(super) fn stated(&self, callee: Node<'s>) -> Option<&'s StatedFunction> {
        let all = &self.links.stated.functions;
        if all.is_empty() {
            return None;
        }
        match self.value(callee)? {
            Value::External(origin) => all.iter().find(|it| it.is_at(&origin)),
            Value::Local(function) => self.stated_of(function),
            Value::Instance(_) | Value::Module(_) => None,
        }
    }

    fn stated_of(&self, function: Node<'s>) -> Option<&'s StatedFunction> {
        let links = self.links;
        if links.stated_files.is_empty() {
            return None;
        }
        let known = self.stated.get_or_init(|| self.stated_nodes());
        let (_, place) = known.iter().find(|(node, _)| *node == function)?;
        links.stated.functions.get(*place)
    }

    /// The functions of the project of which something is stated.
    fn stated_nodes(&self) -> Vec<(Node<'s>, usize)> {
        let files = self.links.stated_files.iter();
        let found = files.filter_map(|(id, place)| match self.stated_value(*id, *place) {
            Lookup::Found(Value::Local(node)) if node.is_function() => Some((node, *place)),
            _ => None,
        });
        found.collect()
    }

    fn stated_value(&self, id: SourceId, place: usize) -> Lookup<'s> {
        let path = &self.links.stated.functions[place].path;
        let evaluation = Evaluation::of(self);
        let mut names = path.iter();
        let first = names.next().map_or("default", String::as_str);
        let mut value = match first {
            "default" if !self.module(id).names.is_module => Lookup::of(evaluation.exported_whole(id, 0)),
            _ => evaluation.lookup(Value::Module(id), first, 0),
        };
        for name in names {
            value = match value {
                Lookup::Found(Value::Local(class)) if is_class(class) => {
                    match evaluation.lookup(Value::Instance(class), name, 0) {
                        Lookup::Found(it) => Lookup::Found(it),
                        _ => evaluation.lookup(Value::Local(class), name, 0),
                    }
                }
                Lookup::Found(other) => evaluation.lookup(other, name, 0),
                other => other,
            };
        }
        value
    }

    /// Whether the user states that a function always returns a promise, and it may.
    pub(super) fn is_stated_promise(&self, id: FunctionId) -> bool {
        let function = self[id].node;
        self.stated_of(function).is_some_and(StatedFunction::is_promise) && !gives_nothing(function)
    }

    /// The file of the project that exports a function which cannot be seen.
    pub fn stated_home(&self, callee: Node<'s>) -> Option<SourceId> {
        let stated = self.stated(callee)?;
        let files = self.links.stated_files.iter();
        let mut files = files.filter(|(_, place)| std::ptr::eq(stated, &self.links.stated.functions[*place]));
        files.next().map(|(id, _)| *id)
    }

    /// What is wrong with statements about functions of these files: the place of
    /// each, and words that follow its name.
    pub fn wrong_statements(&self) -> Vec<(usize, &'static str)> {
        let files = self.links.stated_files.iter();
        let wrong = files.filter_map(|(id, place)| {
            let is_promise = self.links.stated.functions[*place].is_promise();
            let words = match self.stated_value(*id, *place) {
                Lookup::Absent => "is exported by nobody",
                Lookup::Unknown => "cannot be followed to a function",
                Lookup::Found(Value::Local(node)) if !node.is_function() => "is no function",
                Lookup::Found(Value::Module(_) | Value::Instance(_)) => "is no function",
                Lookup::Found(Value::Local(node)) if is_promise && gives_nothing(node) => "returns nothing",
                Lookup::Found(_) => return None,
            };
            Some((*place, words))
        });
        wrong.collect()
    }
}

/// Whether a function certainly returns nothing.
fn gives_nothing(function: Node<'_>) -> bool {
    let Some(body) = function.field("body").filter(|it| it.kind() == "statement_block") else {
        return false;
    };
    let nodes = body.descendants_of_same_function().into_iter();
    let mut returns = nodes.filter(|it| it.kind() == "return_statement");
    let is_plain = !function.has_token("async") && !function.has_token("*");
    is_plain && returns.all(|it| it.first_child().is_none())
}

impl<'s> Evaluation<'_, 's> {
    /// What a module exports under a name: where that cannot be followed, what is
    /// stated of it.
    pub(super) fn exported_or_stated(&self, id: SourceId, name: &str, depth: usize) -> Lookup<'s> {
        match self.exported(id, name, depth) {
            Lookup::Absent => Lookup::Absent,
            Lookup::Found(value) => Lookup::Found(self.or_stated(id, name, Some(value)).expect("it was there")),
            Lookup::Unknown => Lookup::of(self.or_stated(id, name, None)),
        }
    }

    /// The same of a value that is known already.
    pub(super) fn or_stated(&self, id: SourceId, name: &str, value: Option<Value<'s>>) -> Option<Value<'s>> {
        if matches!(value, Some(Value::Local(_) | Value::Module(_) | Value::Instance(_))) {
            return value;
        }
        let links = self.project.links;
        let mut files = links.stated_files.iter().filter(|(it, _)| *it == id);
        let stated = files.find_map(|(_, place)| {
            let stated = &links.stated.functions[*place];
            stated.path.first().is_some_and(|it| it == name).then_some(stated)
        });
        let Some(Home::File(_, root)) = stated.map(|it| &it.home) else {
            return value;
        };
        let steps = match name {
            "default" => Vec::new(),
            _ => vec![Step::Member(name.to_owned())],
        };
        Some(Value::External(Origin {
            root: root.clone(),
            is_global: false,
            steps,
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_at(path: &str, steps: &[Step]) -> bool {
        let stated = StatedFunction {
            home: Home::Package("pkg".to_owned()),
            path: path.split('.').map(str::to_owned).collect(),
            gives: StatedGives::Promise,
        };
        stated.is_at(&Origin {
            root: "pkg".to_owned(),
            is_global: false,
            steps: steps.to_vec(),
        })
    }

    #[test]
    fn names_are_members_and_what_is_made_between() {
        let member = |name: &str| Step::Member(name.to_owned());
        assert!(is_at("send", &[member("send")]));
        assert!(!is_at("send", &[Step::Call, member("send")]));
        assert!(!is_at("send", &[member("send"), Step::Call]));
        assert!(!is_at("send", &[]));
        assert!(is_at("Client.send", &[member("Client"), Step::New, member("send")]));
        assert!(is_at(
            "connect.send",
            &[member("connect"), Step::Call, Step::Await, member("send")]
        ));
        assert!(!is_at("Client.send", &[member("send")]));
        assert!(is_at("default", &[]));
        assert!(!is_at("default", &[Step::Call]));
        assert!(is_at("default.send", &[Step::New, member("send")]));
    }
}
