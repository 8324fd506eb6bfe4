//! Where oxc resolves names otherwise than the language does: in parameters, in blocks of sloppy code with functions, and
//! `arguments`. Knows oxc, and corrects what was read from it.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use oxc_ast::{AstKind, ast::TSTypePredicateName};
use oxc_semantic::Semantic;
use oxc_span::GetSpan as _;
use oxc_syntax::scope::ScopeFlags;

use super::{Binding, BindingId, Names, Reference, ScopeId, Space};

/// Corrects names that were just read.
pub(super) fn correct(names: &mut Names, semantic: &Semantic<'_>) {
    let mut resolution = Resolution {
        functions: functions(semantic),
        hoisted: HashMap::new(),
        anew: HashSet::new(),
    };
    resolution.place_functions_of_blocks(names, semantic);
    resolution.add_predicates(names, semantic);
    resolution.resolve(names);
    names.drop_empty_bindings();
}

struct Resolution {
    /// What opens each scope, where that is a function or `catch` clause.
    functions: Vec<Option<Function>>,
    /// What the name of a function of a block means in the block, and in the function around.
    hoisted: HashMap<(ScopeId, String), BindingId>,
    /// Places in `references` of those that nothing has resolved so far.
    anew: HashSet<usize>,
}

/// A function, or a `catch` clause.
struct Function {
    /// All that stands before the body, and does not see what the body declares.
    head: Range<usize>,
    has_arguments: bool,
    /// Where oxc keeps the parameters of a `catch` clause.
    body: Option<ScopeId>,
}

/// A plain function that is declared in a block of sloppy code.
struct InBlock {
    name: String,
    offset: usize,
    block: ScopeId,
}

fn functions(semantic: &Semantic<'_>) -> Vec<Option<Function>> {
    let scoping = semantic.scoping();
    let function = |scope: oxc_semantic::ScopeId| {
        let mut body = None;
        let (start, end, has_arguments) = match semantic.nodes().kind(scoping.get_node_id(scope)) {
            AstKind::Function(it) => {
                let end = it.body.as_ref().map_or(it.span.end, |body| body.span.start);
                (it.span.start, end, true)
            }
            AstKind::ArrowFunctionExpression(it) => (it.span.start, it.body.span().start, false),
            AstKind::CatchClause(it) => {
                body = it.body.scope_id.get().map(|it| ScopeId(it.index()));
                (it.span.start, it.body.span.start, false)
            }
            _ => return None,
        };
        let head = start as usize..end as usize;
        Some(Function {
            head,
            has_arguments,
            body,
        })
    };
    // In the order in which `names` numbers them.
    scoping.scope_descendants_from_root().map(function).collect()
}

impl Resolution {
    fn function(&self, scope: ScopeId) -> Option<&Function> {
        self.functions[scope.0].as_ref()
    }

    /// ECMA-262 B.3.2: in sloppy code a function of a block is a variable of that block, and its value is given to a
    /// `var` of the function around when the block runs, unless such a `var` would be an error or a parameter has the
    /// name. Here the two count as one, as leakfix asks which values a name can have; oxc knows the first such function
    /// of a name only.
    fn place_functions_of_blocks(&mut self, names: &mut Names, semantic: &Semantic<'_>) {
        let found = functions_of_blocks(semantic);
        let blocks: HashSet<(ScopeId, &str)> = found.iter().map(|it| (it.block, it.name.as_str())).collect();
        let offsets: HashSet<usize> = found.iter().map(|it| it.offset).collect();
        for binding in &mut names.bindings {
            binding.declared.retain(|it| !offsets.contains(it));
        }
        for InBlock { name, offset, block } in &found {
            let home = names.function_scope(*block);
            let is_hoisted = self.is_hoisted(names, &blocks, name, *block, home);
            let scope = if is_hoisted { home } else { *block };
            let known = self.hoisted.get(&(scope, name.clone())).copied();
            let known = known.or_else(|| is_hoisted.then(|| self.joinable(names, name, home)).flatten());
            let id = known.unwrap_or_else(|| names.add_function(name, scope, is_hoisted));
            names.bindings[id.0].declared.push(*offset);
            names.bindings[id.0].declared.sort_unstable();
            self.hoisted.insert((scope, name.clone()), id);
            self.hoisted.insert((*block, name.clone()), id);
        }
    }

    /// Whether a function of `block` is a variable of `home`, the function around, too.
    fn is_hoisted(
        &self,
        names: &Names,
        blocks: &HashSet<(ScopeId, &str)>,
        name: &str,
        block: ScopeId,
        home: ScopeId,
    ) -> bool {
        let between = names.scopes_around(block).skip(1).take_while(|it| *it != home);
        let mut between = between.collect::<Vec<_>>().into_iter();
        let is_in_way = |scope: ScopeId| {
            blocks.contains(&(scope, name)) || names.declared_as(scope, name).any(|it| !it.is_plain_catch)
        };
        let is_blocked = between.any(is_in_way);
        let is_taken = names
            .declared_as(home, name)
            .any(|it| it.is_lexical || it.is_function_scoped && self.is_in_head(home, it));
        !is_blocked && !is_taken
    }

    /// The `var` or function of that name in a function, which a hoisted one is.
    fn joinable(&self, names: &Names, name: &str, home: ScopeId) -> Option<BindingId> {
        // The name of a function expression stands in its head.
        let own = names.scope(home).bindings.iter().copied();
        let mut own = own.filter(|id| names.binding(*id).is_called(name));
        own.find(|id| !self.is_in_head(home, names.binding(*id)))
    }

    /// Whether a binding is declared before the body of the function that it belongs to.
    fn is_in_head(&self, scope: ScopeId, binding: &Binding) -> bool {
        let function = self.function(scope);
        function.is_some_and(|it| binding.declared.iter().any(|at| it.head.contains(at)))
    }

    /// `it` in `it is string`: oxc does not count it, but it has to be renamed with the parameter.
    fn add_predicates(&mut self, names: &mut Names, semantic: &Semantic<'_>) {
        if !semantic.source_type().is_typescript() {
            return;
        }
        for node in semantic.nodes().iter() {
            if let AstKind::TSTypePredicate(predicate) = node.kind()
                && let TSTypePredicateName::Identifier(name) = &predicate.parameter_name
            {
                self.anew.insert(names.references.len());
                names.references.push(Reference {
                    name: name.name.to_string(),
                    range: name.span.start as usize..name.span.end as usize,
                    binding: None,
                    scope: ScopeId(node.scope_id().index()),
                    is_write: false,
                    is_type: true,
                    space: Space::ValueAsType,
                });
            }
        }
    }

    /// Resolves again what oxc may have resolved too early: names in parameters to what is declared so far, or in the
    /// body.
    fn resolve(&self, names: &mut Names) {
        let hoisted: HashSet<&str> = self.hoisted.keys().map(|(_, name)| name.as_str()).collect();
        let is_in_a_head = |reference: &Reference| {
            let mut around = names.scopes_around(reference.scope);
            around.any(|it| self.sees_head_only(it, reference))
        };
        let doubtful = names.references.iter().enumerate().filter(|(at, it)| {
            let is_special = it.name == "arguments" || hoisted.contains(it.name.as_str());
            is_special || self.anew.contains(at) || is_in_a_head(it)
        });
        let doubtful: Vec<usize> = doubtful.map(|(at, _)| at).collect();
        if doubtful.is_empty() {
            return;
        }
        let bindings = Bindings::of(names);
        let resolved: Vec<Option<BindingId>> = doubtful
            .iter()
            .map(|at| self.binding_of(names, &bindings, &names.references[*at]))
            .collect();
        for (at, binding) in doubtful.into_iter().zip(resolved) {
            names.references[at].binding = binding;
        }
    }

    fn binding_of<'n>(&self, names: &'n Names, bindings: &Bindings<'n>, reference: &'n Reference) -> Option<BindingId> {
        for scope in names.scopes_around(reference.scope) {
            let sees_head_only = self.sees_head_only(scope, reference);
            let is_seen = |id: &BindingId| !sees_head_only || self.is_in_head(scope, names.binding(*id));
            let hoisted = self.hoisted.get(&(scope, reference.name.clone())).copied();
            let body = self.function(scope).and_then(|it| it.body);
            let homes = [Some(scope), body.filter(|_| sees_head_only)].into_iter().flatten();
            let declared = homes.flat_map(|it| bindings.in_scope(it, &reference.name)).copied();
            let meant = declared.filter(|id| names.binding(*id).spaces.contain(reference.space));
            if let Some(id) = hoisted.into_iter().chain(meant).find(is_seen) {
                return Some(id);
            }
            let has_arguments = self.function(scope).is_some_and(|it| it.has_arguments);
            if has_arguments && reference.name == "arguments" {
                return None;
            }
        }
        None
    }

    /// Whether a reference stands before the body of the function that opens `scope`.
    fn sees_head_only(&self, scope: ScopeId, reference: &Reference) -> bool {
        let function = self.function(scope);
        function.is_some_and(|it| it.head.contains(&reference.range.start))
    }
}

fn functions_of_blocks(semantic: &Semantic<'_>) -> Vec<InBlock> {
    let scoping = semantic.scoping();
    if semantic.source_type().is_typescript() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for symbol in scoping
        .symbol_ids()
        .filter(|it| scoping.symbol_flags(*it).is_function())
    {
        for declaration in scoping.symbol_declarations(symbol) {
            let node = semantic.nodes().get_node(declaration);
            let flags = scoping.scope_flags(node.scope_id());
            if let AstKind::Function(function) = node.kind()
                && let Some(id) = &function.id
                && function.is_declaration()
                && !(function.r#async || function.generator)
                && !flags.is_var()
                && !flags.contains(ScopeFlags::StrictMode)
            {
                found.push(InBlock {
                    name: id.name.to_string(),
                    offset: id.span.start as usize,
                    block: ScopeId(node.scope_id().index()),
                });
            }
        }
    }
    found
}

/// Bindings by scope and name.
struct Bindings<'n>(HashMap<(ScopeId, &'n str), Vec<BindingId>>);

impl<'n> Bindings<'n> {
    fn of(names: &'n Names) -> Bindings<'n> {
        let mut found: HashMap<(ScopeId, &str), Vec<BindingId>> = HashMap::new();
        for (id, binding) in names.bindings().filter(|(_, it)| !it.declared.is_empty()) {
            found.entry((binding.scope, &binding.name)).or_default().push(id);
        }
        Bindings(found)
    }

    fn in_scope(&self, scope: ScopeId, name: &'n str) -> &[BindingId] {
        self.0.get(&(scope, name)).map_or(&[], Vec::as_slice)
    }
}

impl Binding {
    /// Whether it is declared, and by that name.
    fn is_called(&self, name: &str) -> bool {
        self.name == name && !self.declared.is_empty()
    }
}

impl Names {
    fn declared_as(&self, scope: ScopeId, name: &str) -> impl Iterator<Item = &Binding> {
        let own = self.scope(scope).bindings.iter().map(|id| self.binding(*id));
        own.filter(move |it| it.is_called(name))
    }

    fn add_function(&mut self, name: &str, scope: ScopeId, is_hoisted: bool) -> BindingId {
        let id = BindingId(self.bindings.len());
        self.scopes[scope.0].bindings.push(id);
        self.bindings.push(Binding::function(name, scope, is_hoisted));
        id
    }

    /// Functions of blocks leave nothing behind where oxc has put them.
    fn drop_empty_bindings(&mut self) {
        if self.bindings.iter().all(|it| !it.declared.is_empty()) {
            return;
        }
        let mut next = 0;
        let places: Vec<Option<BindingId>> = self
            .bindings
            .iter()
            .map(|it| {
                let is_kept = !it.declared.is_empty();
                next += usize::from(is_kept);
                is_kept.then(|| BindingId(next - 1))
            })
            .collect();
        self.bindings.retain(|it| !it.declared.is_empty());
        for scope in &mut self.scopes {
            scope.bindings = scope.bindings.iter().filter_map(|it| places[it.0]).collect();
        }
        for reference in &mut self.references {
            reference.binding = reference.binding.and_then(|it| places[it.0]);
        }
    }
}
