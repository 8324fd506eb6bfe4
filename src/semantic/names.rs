//! Scopes, bindings and references of one file: the only place, with `link`
//! and `verify`, that knows oxc. Knows no tree-sitter: it speaks in bytes.

mod reading;
mod resolution;
mod space;

use std::{collections::HashMap, ops::Range, sync::OnceLock};

use oxc_semantic::{AstNodes, NodeId, Scoping, Semantic};
use oxc_span::GetSpan as _;
use oxc_syntax::symbol::SymbolFlags;

use crate::syntax::{DEEPEST, Language};

pub(super) use reading::{modes, read_with, with_arena};
use space::{Space, Spaces};

/// A scope of one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ScopeId(usize);

/// A binding of one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BindingId(usize);

/// What the names of a file mean.
#[derive(Debug, Default)]
pub struct Names {
    /// Innermost scopes come after the ones around them.
    scopes: Vec<Scope>,
    bindings: Vec<Binding>,
    references: Vec<Reference>,
    /// By the first byte of the identifier.
    references_at: HashMap<usize, usize>,
    bindings_at: HashMap<usize, BindingId>,
    free_writes: OnceLock<HashMap<String, Vec<usize>>>,
    /// ECMAScript module syntax, or a file name that says so.
    pub is_module: bool,
    /// What it imports, and strings that look like a local file in calls.
    pub specifiers: Vec<String>,
}

/// Where names are declared.
#[derive(Debug)]
pub struct Scope {
    /// The scope around it.
    pub parent: Option<ScopeId>,
    /// The bytes of the node that opens it.
    pub range: Range<usize>,
    /// Whether `var` stops here: functions, the file, static blocks.
    pub is_function: bool,
    bindings: Vec<BindingId>,
}

/// A declared name.
#[derive(Debug)]
pub struct Binding {
    /// The name as declared.
    pub name: String,
    /// First bytes of the identifiers that declare it.
    pub declared: Vec<usize>,
    /// Where it is declared; a `var` in its function's scope.
    pub scope: ScopeId,
    /// Nothing can assign to it: `const`, imports.
    pub is_constant: bool,
    /// Brought in by an `import` declaration.
    pub is_import: bool,
    /// Declared by `var` or as a parameter: belongs to the whole function.
    pub is_function_scoped: bool,
    /// Declared by `let`, `const`, `class` and the like: none of its names may be declared again.
    is_lexical: bool,
    /// `e` in `catch (e)`, which a `var` may share its name with.
    is_plain_catch: bool,
    spaces: Spaces,
    references: Vec<usize>,
}

/// A mention of a name.
#[derive(Debug)]
pub struct Reference {
    /// The name as written.
    pub name: String,
    /// The bytes of the identifier.
    pub range: Range<usize>,
    /// `None`: free, a global of the environment.
    pub binding: Option<BindingId>,
    /// The scope that mentions it.
    pub scope: ScopeId,
    /// Assigned, also by `+=` and `++`.
    pub is_write: bool,
    /// Only the type is meant.
    pub is_type: bool,
    space: Space,
}

/// What is wrong with a file, at a byte of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// The parser's words.
    pub message: String,
    /// A byte of the text.
    pub offset: usize,
}

impl SyntaxError {
    /// The parser calls itself for each level.
    pub(super) fn too_deep() -> SyntaxError {
        SyntaxError {
            message: format!("It is nested deeper than {DEEPEST} levels, or too broken to tell, and is not read"),
            offset: 0,
        }
    }
}

impl BindingId {
    pub(super) fn index(self) -> usize {
        self.0
    }
}

impl Names {
    /// Reads a file's names.
    ///
    /// # Errors
    /// All errors that a JavaScript engine reports before the first line runs,
    /// among them a second `const x` and `await` in a plain function; only
    /// regular expressions are not looked into.
    pub fn read(text: &str, language: Language, is_module: Option<bool>) -> Result<Names, Vec<SyntaxError>> {
        read_with(text, language, is_module, |_, names| names)
    }

    /// The binding that an identifier at `offset` refers to or declares.
    pub fn binding_at(&self, offset: usize) -> Option<BindingId> {
        self.reference_at(offset)
            .and_then(|it| it.binding)
            .or_else(|| self.declared_at(offset))
    }

    /// The reference that begins at `offset`.
    pub fn reference_at(&self, offset: usize) -> Option<&Reference> {
        self.references_at.get(&offset).map(|index| &self.references[*index])
    }

    /// The binding that an identifier at `offset` declares.
    pub fn declared_at(&self, offset: usize) -> Option<BindingId> {
        self.bindings_at.get(&offset).copied()
    }

    /// Whether the identifier at `offset` means a global of the environment.
    pub fn is_free(&self, offset: usize) -> bool {
        self.reference_at(offset).is_some_and(|it| it.binding.is_none())
    }

    /// First bytes of the mentions that assign to a name which nobody declares.
    pub fn free_writes(&self, name: &str) -> &[usize] {
        let all = self.free_writes.get_or_init(|| {
            let mut all = HashMap::<String, Vec<usize>>::new();
            let free = self.references.iter().filter(|it| it.is_write && it.binding.is_none());
            free.for_each(|it| all.entry(it.name.clone()).or_default().push(it.range.start));
            all
        });
        all.get(name).map_or(&[], Vec::as_slice)
    }

    /// A binding.
    pub fn binding(&self, id: BindingId) -> &Binding {
        &self.bindings[id.0]
    }

    /// All bindings.
    pub fn bindings(&self) -> impl Iterator<Item = (BindingId, &Binding)> {
        self.bindings.iter().enumerate().map(|(at, it)| (BindingId(at), it))
    }

    /// All mentions of a binding besides its declarations.
    pub fn references_of(&self, id: BindingId) -> impl Iterator<Item = &Reference> {
        self.binding(id).references.iter().map(|index| &self.references[*index])
    }

    /// All mentions of any name.
    pub fn references(&self) -> &[Reference] {
        &self.references
    }

    /// A scope.
    pub fn scope(&self, id: ScopeId) -> &Scope {
        &self.scopes[id.0]
    }

    /// The innermost scope that covers `range`.
    pub fn scope_around(&self, range: &Range<usize>) -> ScopeId {
        let covers = |scope: &Scope| scope.range.start <= range.start && range.end <= scope.range.end;
        let innermost = self
            .scopes
            .iter()
            .enumerate()
            .filter(|(_, scope)| covers(scope))
            .min_by_key(|(at, scope)| (scope.range.len(), std::cmp::Reverse(*at)));
        ScopeId(innermost.map_or(0, |(at, _)| at))
    }

    /// The scope that a `var` in `scope` belongs to.
    pub fn function_scope(&self, scope: ScopeId) -> ScopeId {
        self.scopes_around(scope)
            .find(|id| self.scope(*id).is_function)
            .unwrap_or(ScopeId(0))
    }

    /// `scope` and the scopes around it, innermost first.
    pub fn scopes_around(&self, scope: ScopeId) -> impl Iterator<Item = ScopeId> {
        std::iter::successors(Some(scope), |id| self.scope(*id).parent)
    }

    /// The binding that `name` means in `scope`.
    pub fn resolve(&self, scope: ScopeId, name: &str) -> Option<BindingId> {
        self.scopes_around(scope).find_map(|id| {
            self.scope(id)
                .bindings
                .iter()
                .copied()
                .find(|it| self.binding(*it).name == name)
        })
    }

    /// Bindings declared directly in `scope`.
    pub fn declared_in(&self, scope: ScopeId) -> impl Iterator<Item = BindingId> {
        self.scope(scope).bindings.iter().copied()
    }

    /// Whether `name` could be declared in `scope` without a clash: nothing of
    /// that name is declared there, and nothing inside means another one.
    /// What `leaves_out` covers (it moves or goes) does not count.
    pub fn is_fresh(&self, scope: ScopeId, name: &str, leaves_out: impl Fn(usize) -> bool) -> bool {
        let range = &self.scope(scope).range;
        let is_around = |home: ScopeId| self.scopes_around(scope).any(|it| it == home);
        let is_declared = self.bindings.iter().any(|binding| {
            binding.name == name
                && binding.declared.iter().any(|offset| {
                    // A `var` further in hoists through the block that would declare the name.
                    let hoists = binding.is_function_scoped && is_around(binding.scope) && range.contains(offset);
                    !leaves_out(*offset) && (binding.scope == scope || hoists)
                })
        });
        let is_meant = self.references.iter().any(|reference| {
            let is_inner = reference.binding.is_some_and(|id| {
                let home = self.binding(id).scope;
                home != scope && self.scopes_around(home).any(|it| it == scope)
            });
            let offset = reference.range.start;
            reference.name == name && range.contains(&offset) && !leaves_out(offset) && !is_inner
        });
        !is_declared && !is_meant
    }
}

impl Names {
    fn of(semantic: &Semantic<'_>, specifiers: Vec<String>) -> Names {
        let mut names = Names {
            is_module: semantic.source_type().is_module(),
            specifiers,
            ..Names::default()
        };
        names.read_scopes(semantic.scoping(), semantic.nodes());
        names.read_bindings(semantic.scoping());
        names.read_references(semantic.scoping(), semantic.nodes());
        resolution::correct(&mut names, semantic);
        names.index();
        names
    }

    fn read_scopes(&mut self, scoping: &Scoping, nodes: &AstNodes<'_>) {
        for scope in scoping.scope_descendants_from_root() {
            let flags = scoping.scope_flags(scope);
            self.scopes.push(Scope {
                parent: scoping.scope_parent_id(scope).map(|it| ScopeId(it.index())),
                range: range_of(nodes, scoping.get_node_id(scope)),
                is_function: flags.is_var(),
                bindings: Vec::new(),
            });
        }
    }

    fn read_bindings(&mut self, scoping: &Scoping) {
        for symbol in scoping.symbol_ids() {
            let id = BindingId(self.bindings.len());
            let scope = ScopeId(scoping.symbol_scope_id(symbol).index());
            let flags = scoping.symbol_flags(symbol);
            let mut declared = vec![scoping.symbol_span(symbol).start as usize];
            let again = scoping.symbol_redeclarations(symbol);
            declared.extend(again.iter().map(|it| it.span.start as usize));
            declared.sort_unstable();
            declared.dedup();
            self.scopes[scope.0].bindings.push(id);
            self.bindings.push(Binding {
                name: scoping.symbol_name(symbol).to_owned(),
                declared,
                scope,
                is_constant: flags.is_const_variable() || flags.is_import(),
                is_import: flags.is_import(),
                is_function_scoped: flags.is_function_scoped_declaration(),
                is_lexical: flags.is_block_scoped() || flags.is_import(),
                is_plain_catch: flags.is_catch_variable() && flags.is_function_scoped_declaration(),
                spaces: Spaces::of(flags),
                references: Vec::new(),
            });
        }
    }

    fn read_references(&mut self, scoping: &Scoping, nodes: &AstNodes<'_>) {
        let add = |names: &mut Names, binding: Option<BindingId>, id: oxc_semantic::ReferenceId, name: &str| {
            let reference = scoping.get_reference(id);
            names.references.push(Reference {
                name: name.to_owned(),
                range: range_of(nodes, reference.node_id()),
                binding,
                scope: ScopeId(reference.scope_id().index()),
                is_write: reference.is_write(),
                is_type: !reference.is_value(),
                space: Space::of(reference.flags(), nodes, reference.node_id()),
            });
        };
        for (at, symbol) in scoping.symbol_ids().enumerate() {
            for id in scoping.get_resolved_reference_ids(symbol) {
                add(self, Some(BindingId(at)), *id, scoping.symbol_name(symbol));
            }
        }
        for (name, ids) in scoping.root_unresolved_references() {
            // `as const` is no type of that name.
            for id in ids.iter().filter(|_| name.as_str() != "const") {
                add(self, None, *id, name);
            }
        }
    }

    /// Makes what was read known by its offsets.
    fn index(&mut self) {
        for (at, binding) in self.bindings.iter().enumerate() {
            self.bindings_at
                .extend(binding.declared.iter().map(|offset| (*offset, BindingId(at))));
        }
        for (at, reference) in self.references.iter().enumerate() {
            self.references_at.insert(reference.range.start, at);
            if let Some(binding) = reference.binding {
                self.bindings[binding.0].references.push(at);
            }
        }
    }
}

fn range_of(nodes: &AstNodes<'_>, node: NodeId) -> Range<usize> {
    let span = nodes.kind(node).span();
    span.start as usize..span.end as usize
}

impl Binding {
    /// A function that is declared in a block of sloppy code; `hoisted` where it is known around the block, too.
    fn function(name: &str, scope: ScopeId, is_hoisted: bool) -> Binding {
        Binding {
            name: name.to_owned(),
            declared: Vec::new(),
            scope,
            is_constant: false,
            is_import: false,
            is_function_scoped: is_hoisted,
            is_lexical: false,
            is_plain_catch: false,
            spaces: Spaces::of(SymbolFlags::Function),
            references: Vec::new(),
        }
    }
}
