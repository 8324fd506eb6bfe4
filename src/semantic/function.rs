//! The functions of a program, each with its place and its kind.

use crate::syntax::Node;

use super::Project;

/// Which function; valid within one pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FunctionId(usize);

/// A function with a body.
pub struct Function<'s> {
    /// Which one.
    pub id: FunctionId,
    /// The whole function, from `async` or the first parameter to its end.
    pub node: Node<'s>,
    /// The function around it.
    pub parent: Option<FunctionId>,
    /// Marked `async`.
    pub is_async: bool,
    /// `function*`.
    pub is_generator: bool,
}

impl FunctionId {
    pub(super) fn index(self) -> usize {
        self.0
    }
}

impl<'s> Function<'s> {
    /// The block, or the expression of an arrow function.
    pub fn body(&self) -> Node<'s> {
        self.node
            .field("body")
            .expect("only functions with a body are collected")
    }

    /// Parameters, each with its default and type annotation.
    pub fn parameters(&self) -> Vec<Node<'s>> {
        self.node.parameters()
    }

    /// How a reader would call it.
    pub fn display_name(&self) -> String {
        match self.name_node() {
            Some(name) => format!("`{}`", name.text()),
            None => format!("the function in line {}", self.node.line_column().0),
        }
    }

    /// The identifier or property that names it.
    pub fn name_node(&self) -> Option<Node<'s>> {
        if let Some(name) = self.node.field("name") {
            return Some(name);
        }
        let wrapped = self.node.wrapped();
        let parent = wrapped.parent()?;
        match parent.kind() {
            "variable_declarator" => parent.field("name").filter(|it| it.is_identifier()),
            "assignment_expression" => parent.field("left"),
            "pair" => parent.field("key"),
            "public_field_definition" => parent.field("name"),
            "field_definition" => parent.field("property"),
            _ => None,
        }
    }

    /// `get x()` and `set x(…)`.
    pub fn is_accessor(&self) -> bool {
        self.node.kind() == "method_definition" && (self.node.has_token("get") || self.node.has_token("set"))
    }

    /// The constructor of a class.
    pub fn is_constructor(&self) -> bool {
        self.node.kind() == "method_definition" && self.node.field("name").is_some_and(|it| it.text() == "constructor")
    }

    /// Where the word `async` would stand.
    pub fn async_offset(&self) -> usize {
        if self.node.kind() != "method_definition" {
            return self.node.start();
        }
        let generator = self.node.token("*");
        let name = self.node.field("name").expect("methods have names");
        generator.map_or(name.start(), |it| it.start())
    }

    /// `this` or `arguments` of the function itself is used.
    pub fn uses_this(&self) -> bool {
        uses_this(self.node)
    }
}

/// Whether a non-arrow function's own `this` or `arguments` is used in it.
fn uses_this(function: Node<'_>) -> bool {
    if function.kind() == "arrow_function" {
        return false;
    }
    let mut pending = vec![function];
    while let Some(top) = pending.pop() {
        for node in top.descendants_of_same_function() {
            if matches!(node.kind(), "this" | "super" | "meta_property")
                || node.kind() == "identifier" && node.text() == "arguments"
            {
                return true;
            }
            // Arrow functions have the `this` of the function around them.
            if node != top && node.kind() == "arrow_function" {
                pending.push(node);
            }
        }
    }
    false
}

impl<'s> Project<'s> {
    /// Whether a function that is declared in a block is known around the block,
    /// as in sloppy code plain functions are, and async ones are not.
    pub fn is_known_outside_of_block(&self, function: Node<'s>) -> bool {
        let is_list = |it: &Node<'s>| matches!(it.kind(), "program" | "statement_block" | "switch_body");
        let name = function
            .field("name")
            .filter(|_| function.kind() == "function_declaration");
        let Some((id, block)) = name
            .and_then(|it| self.binding_of(it))
            .zip(function.ancestors().find(is_list))
        else {
            return false;
        };
        // `if (dry) function save() {}`
        let is_alone = function
            .parent()
            .is_some_and(|it| matches!(it.kind(), "if_statement" | "else_clause" | "labeled_statement"));
        let is_block = block.parent().is_some_and(|it| !it.is_function());
        let names = self.names(function);
        let (binding, range) = (names.binding(id), block.range());
        let is_hoisted = !range.contains(&names.scope(binding.scope).range.start);
        let mut mentions = names.references_of(id).map(|it| it.range.start);
        let is_known = binding.declared.iter().any(|it| !range.contains(it)) || mentions.any(|it| !range.contains(&it));
        is_alone || is_block && is_hoisted && is_known
    }

    pub(super) fn collect_functions(&mut self) {
        for module in &self.modules {
            let first = self.functions.len();
            for node in module.functions() {
                let id = FunctionId(self.functions.len());
                let around = node.function_around();
                let parent = around.and_then(|it| self.function_at.get(&(it.source.id, it.start())).copied());
                self.function_at.insert((node.source.id, node.start()), id);
                self.functions.push(Function {
                    id,
                    node,
                    parent,
                    is_async: node.has_token("async"),
                    is_generator: node.kind().starts_with("generator") || node.has_token("*"),
                });
            }
            let mut by_start: Vec<(usize, FunctionId)> = self.functions[first..]
                .iter()
                .map(|it| (it.node.start(), it.id))
                .collect();
            by_start.sort_unstable();
            self.by_start.insert(module.source.id, by_start);
        }
    }

    /// The innermost function around a node. The tree itself finds it by a way from the
    /// root for each step up.
    pub fn function_around(&self, node: Node<'s>) -> Option<FunctionId> {
        let by_start = self.by_start.get(&node.source.id)?;
        let before = by_start.partition_point(|(start, _)| *start <= node.start());
        let mut id = by_start[..before].last()?.1;
        // Functions nest: the one that begins last before the node, or one around that.
        loop {
            let function = self[id].node;
            if function.end() >= node.end() && function.range() != node.range() {
                return Some(id);
            }
            id = self[id].parent?;
        }
    }
}
