//! What listens to the end of something, as straight code after the wait for it.
//! Knows one listener and the names that it needs, not what it starts.

use crate::{semantic::Project, syntax::Node};

use super::{Rewrite, Template, after_comment, outcome::joined, pipeline::inside, together::end_of_statement};

/// A listener that hears of an end, and whose body can stand after the wait.
#[derive(Clone)]
pub struct Ending<'s> {
    /// The function.
    pub listener: Node<'s>,
    /// The variables that are not known after the wait, where they are declared.
    values: Vec<Node<'s>>,
    /// Whether the body sets any of them.
    sets_values: bool,
}

impl<'s> Ending<'s> {
    /// A listener that starts more work; `None` where its body cannot move out of
    /// the function that runs `around`. `is_last`: nothing follows there.
    pub fn of(project: &Project<'s>, listener: Node<'s>, around: Node<'s>, is_last: bool) -> Option<Ending<'s>> {
        let body = listener.field("body")?;
        let id = project.function(listener)?;
        let nodes = body.descendants();
        let own = body.descendants_of_same_function();
        let is_bound = nodes
            .iter()
            .any(|it| it.kind() == "this" || it.kind() == "super" || it.is_identifier() && it.text() == "arguments");
        let leaks_names = own.iter().any(|it| it.kind() == "variable_declaration")
            || body.children().iter().any(|it| it.kind() == "function_declaration");
        let mut returns = own.iter().filter(|it| it.kind() == "return_statement");
        let may_stay = returns.all(|it| is_last && it.first_child().is_none());
        let arrow = listener.token("=>").map_or(body.start(), Node::end);
        let is_spoken_of = !body.source.text[arrow..body.start()].trim().is_empty();
        if is_spoken_of
            || is_bound
            || leaks_names
            || !may_stay
            || project[id].is_generator
            || listener.field("name").is_some()
        {
            return None;
        }
        let (values, sets_values) = values_of(project, body, around)?;
        Some(Ending {
            listener,
            values,
            sets_values,
        })
    }

    /// Declares what says that the end has been heard of, before the first statement;
    /// gives its name.
    pub(super) fn declare(&self, project: &Project<'s>, rewrite: &mut Rewrite<'s>, first: Node<'s>) -> String {
        let parent = first.parent().unwrap_or(first);
        let name = project.fresh_name(parent, "ended", &rewrite.introduced_names(parent));
        rewrite.introduce(first, &name);
        let kind = if first.source.language.has_types() { ": any" } else { "" };
        let end = end_of_statement(first);
        rewrite.insert(first.start(), &format!("let {name}{kind}{end}\n"));
        self.keep_values(rewrite, &name, end);
        name
    }

    /// Puts lines that wait after the last statement, and then the body.
    pub(super) fn put_after(&self, rewrite: &mut Rewrite<'s>, last: Node<'s>, name: &str, wait: &[String]) {
        let body = self.listener.field("body").expect("it was looked at");
        let code = match body.kind() {
            "statement_block" => Template::new("$body").fragment("body", inside(body)),
            _ => Template::new("$body;").fragment("body", body.range()),
        };
        let ended = Template::new("if ($ended) {\n  $values\n  $code\n}")
            .name("ended", name)
            .code("values", self.received(name))
            .code("code", code);
        let lines = wait.iter().rev();
        let ended = lines.fold(ended, |after, line| {
            Template::new("$line\n$after").name("line", line).code("after", after)
        });
        let range = last.start()..after_comment(last.source, last.end_of_code());
        let template = Template::new("$last\n$ended")
            .fragment("last", range.clone())
            .code("ended", ended);
        rewrite.replace_range(range, template);
    }

    /// `ended = { text };` in place of the body.
    fn keep_values(&self, rewrite: &mut Rewrite<'s>, name: &str, end: &str) {
        let body = self.listener.field("body").expect("it was looked at");
        let names: Vec<&str> = self.values.iter().map(|it| it.text()).collect();
        let values = match names.is_empty() {
            true => "true".to_owned(),
            false => format!("{{ {} }}", names.join(", ")),
        };
        // The body's own bytes move, so this stands in place of more than these.
        let start = self.listener.token("=>").map_or(body.start(), Node::end);
        let space = if start < body.start() { " " } else { "" };
        rewrite.put(start..body.end(), &format!("{space}{{ {name} = {values}{end} }}"));
        if let Some(word) = self.listener.token("async") {
            let text = &body.source.text[word.end()..];
            let blank = text.len() - text.trim_start().len();
            rewrite.delete(word.start()..word.end() + blank);
        }
    }

    /// `const { text } = ended;`
    fn received(&self, name: &str) -> Template {
        let values = self.values.iter();
        let names = values.map(|it| Template::new("$value").binding("value", it.text(), it.range()));
        let Some(list) = joined(names, ", ") else {
            return Template::new("");
        };
        let word = if self.sets_values { "let" } else { "const" };
        Template::new(format!("{word} {{ $list }} = $ended;"))
            .code("list", list)
            .name("ended", name)
    }
}

/// The variables that code mentions and that are declared in a function inside of
/// `around`, and whether it sets any; `None` where one is declared twice.
fn values_of<'s>(project: &Project<'s>, body: Node<'s>, around: Node<'s>) -> Option<(Vec<Node<'s>>, bool)> {
    let mut values: Vec<Node<'s>> = Vec::new();
    let mut sets_values = false;
    let names = project.names(body);
    for mention in body.descendants().into_iter().filter(|it| it.is_identifier()) {
        let Some(id) = project.binding_of(mention) else {
            continue;
        };
        let declared = &names.binding(id).declared;
        if declared
            .iter()
            .all(|at| body.range().contains(at) || !around.range().contains(at))
        {
            continue;
        }
        let [at] = declared.as_slice() else { return None };
        let name = body.source.identifier_at(*at)?;
        if name.function_around() == Some(around) {
            continue;
        }
        sets_values |= names.reference_at(mention.start()).is_some_and(|it| it.is_write);
        if !values.contains(&name) {
            values.push(name);
        }
    }
    Some((values, sets_values))
}
