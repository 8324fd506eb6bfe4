//! Scopes, bindings and references of one file: the only place, with `link`
//! and `verify`, that knows oxc. Knows no tree-sitter: it speaks in bytes.

use std::{collections::HashMap, ops::Range};

use oxc_allocator::Allocator;
use oxc_parser::{ParseOptions, Parser};
use oxc_semantic::{Scoping, SemanticBuilder};
use oxc_span::{GetSpan as _, SourceType};

use super::link::Specifiers;
use crate::syntax::Language;

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
    /// ECMAScript module syntax, or a file name that says so.
    pub is_module: bool,
    /// Which modules it imports.
    pub specifiers: Specifiers,
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
}

/// What is wrong with a file, at a byte of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// The parser's words.
    pub message: String,
    /// A byte of the text.
    pub offset: usize,
}

impl Names {
    /// Reads a file's names.
    ///
    /// # Errors
    /// All errors that a JavaScript engine reports before the first line runs,
    /// among them a second `const x` and `await` in a plain function.
    pub fn read(text: &str, language: Language, is_module: Option<bool>) -> Result<Names, Vec<SyntaxError>> {
        let modes = modes(language, is_module);
        let mut result = Err(Vec::new());
        for mode in modes {
            result = read_as(text, mode);
            match &result {
                // No `import` and no `export`: CommonJS, which may return at the top.
                Ok(names) if mode.is_unambiguous() && !names.is_module => {}
                Ok(_) => return result,
                Err(_) => {}
            }
        }
        result
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

fn modes(language: Language, is_module: Option<bool>) -> Vec<SourceType> {
    let base = match language {
        Language::JavaScript => SourceType::jsx(),
        Language::TypeScript => SourceType::ts(),
        Language::Tsx => SourceType::tsx(),
    };
    match (language, is_module) {
        (_, Some(true)) => vec![base.with_module(true)],
        (_, Some(false)) => vec![base.with_commonjs(true)],
        (_, None) => vec![base.with_unambiguous(true), base.with_commonjs(true)],
    }
}

/// Parser and binder report with a type that neither of them exports.
macro_rules! syntax_errors {
    ($diagnostics:expr) => {
        $diagnostics
            .errors()
            .map(|it| SyntaxError {
                message: it.message.to_string(),
                offset: it.labels.first().map_or(0, |label| label.offset() as usize),
            })
            .collect::<Vec<_>>()
    };
}

fn read_as(text: &str, mode: SourceType) -> Result<Names, Vec<SyntaxError>> {
    let allocator = Allocator::default();
    let options = ParseOptions {
        allow_return_outside_function: mode.is_commonjs(),
        ..ParseOptions::default()
    };
    let parsed = Parser::new(&allocator, text, mode).with_options(options).parse();
    let errors = syntax_errors!(parsed.diagnostics);
    if parsed.panicked || !errors.is_empty() {
        return Err(errors);
    }
    let program = allocator.alloc(parsed.program);
    let built = SemanticBuilder::new()
        .with_check_syntax_error(true)
        .with_build_nodes(true)
        .build(program);
    let errors = syntax_errors!(built.diagnostics);
    if !errors.is_empty() {
        return Err(errors);
    }
    let semantic = &built.semantic;
    let mut names = Names {
        is_module: semantic.source_type().is_module(),
        specifiers: super::link::specifiers(program),
        ..Names::default()
    };
    names.read_scopes(semantic.scoping(), |node| {
        let span = semantic.nodes().kind(node).span();
        span.start as usize..span.end as usize
    });
    names.read_bindings(semantic.scoping());
    names.read_references(semantic.scoping(), |node| {
        let span = semantic.nodes().kind(node).span();
        span.start as usize..span.end as usize
    });
    Ok(names)
}

impl Names {
    fn read_scopes(&mut self, scoping: &Scoping, range_of: impl Fn(oxc_semantic::NodeId) -> Range<usize>) {
        for scope in scoping.scope_descendants_from_root() {
            let flags = scoping.scope_flags(scope);
            self.scopes.push(Scope {
                parent: scoping.scope_parent_id(scope).map(|it| ScopeId(it.index())),
                range: range_of(scoping.get_node_id(scope)),
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
            for offset in &declared {
                self.bindings_at.insert(*offset, id);
            }
            self.scopes[scope.0].bindings.push(id);
            self.bindings.push(Binding {
                name: scoping.symbol_name(symbol).to_owned(),
                declared,
                scope,
                is_constant: flags.is_const_variable() || flags.is_import(),
                is_import: flags.is_import(),
                is_function_scoped: flags.is_function_scoped_declaration(),
                references: Vec::new(),
            });
        }
    }

    fn read_references(&mut self, scoping: &Scoping, range_of: impl Fn(oxc_semantic::NodeId) -> Range<usize>) {
        let add = |names: &mut Names, binding: Option<BindingId>, id: oxc_semantic::ReferenceId, name: &str| {
            let reference = scoping.get_reference(id);
            let range = range_of(reference.node_id());
            let index = names.references.len();
            names.references_at.insert(range.start, index);
            if let Some(binding) = binding {
                names.bindings[binding.0].references.push(index);
            }
            names.references.push(Reference {
                name: name.to_owned(),
                range,
                binding,
                scope: ScopeId(reference.scope_id().index()),
                is_write: reference.is_write(),
                is_type: !reference.is_value(),
            });
        };
        for (at, symbol) in scoping.symbol_ids().enumerate() {
            for id in scoping.get_resolved_reference_ids(symbol) {
                add(self, Some(BindingId(at)), *id, scoping.symbol_name(symbol));
            }
        }
        for (name, ids) in scoping.root_unresolved_references() {
            for id in ids {
                add(self, None, *id, name);
            }
        }
    }
}
