//! A file as its expressions, as plain data: what they are made of, what names are declared as, what is called and
//! exported. Knows one file, and runs none of it.

mod bound;
mod draw;
mod offers;
mod text;
mod visit;

use std::collections::{HashMap, HashSet};

use oxc_allocator::Allocator;
use oxc_ast::ast::Statement;
use oxc_parser::Parser;
use oxc_span::SourceType;

use super::{
    BindingId, SyntaxError,
    names::{read_with, with_arena},
};
use crate::syntax::{Language, is_too_deep};

use draw::Drawing;

/// The expressions of one file.
#[derive(Debug, Default)]
pub struct Sketch {
    /// Parts come before what they are parts of.
    terms: Vec<Term>,
    calls: Vec<TermId>,
    offers: Vec<Offer>,
    declared: HashMap<BindingId, Declared>,
    /// Variables that hold what the module exports.
    aliases: HashSet<BindingId>,
    /// Where lines end.
    line_ends: Vec<usize>,
    /// The first byte that is no white space.
    begin: usize,
}

/// An expression of a sketch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TermId(usize);

/// An expression, without the parentheses and casts around it.
#[derive(Debug)]
pub struct Term {
    /// First byte.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
    /// What it is made of.
    pub kind: TermKind,
}

/// What an expression is made of.
#[derive(Debug)]
pub enum TermKind {
    /// Only running it would tell.
    Opaque,
    /// `null` and `undefined`.
    Null,
    /// `void …`
    Void,
    /// What a string holds; a number or a boolean as it is written.
    Text(String),
    /// One text more than there are values between them.
    Template {
        /// What stands around the values.
        texts: Vec<String>,
        /// What is filled in.
        values: Vec<TermId>,
    },
    /// Without holes.
    List(Vec<Item>),
    /// An object literal.
    Object(Vec<Property>),
    /// A variable, an import or a global.
    Name {
        /// As it is written.
        name: String,
        /// What it refers to.
        meaning: Meaning,
    },
    /// `await value`
    Await(TermId),
    /// `object.name`
    Member {
        /// What has the member.
        object: TermId,
        /// Private ones have their `#`.
        name: String,
    },
    /// `object[index]`
    Element {
        /// What has the element.
        object: TermId,
        /// Its key.
        index: TermId,
    },
    /// `import.meta`, `new.target`
    Meta,
    /// Any call, `new` among them.
    Call(Call),
    /// `left + right` and the like.
    Binary {
        /// What is done with the two.
        operator: Operator,
        /// The first.
        left: TermId,
        /// The second.
        right: TermId,
    },
    /// `left = right`
    Assignment {
        /// What is assigned to.
        left: TermId,
        /// What is assigned.
        right: TermId,
    },
    /// A function with a body, of any form.
    Function {
        /// The value of its only `return`.
        returned: Option<TermId>,
    },
}

/// An element of an array.
#[derive(Debug)]
pub struct Item {
    /// What it is, or what is spread.
    pub value: TermId,
    /// The first byte, of `...` where it is spread.
    pub start: usize,
    /// `...value`
    pub is_spread: bool,
}

/// A property of an object literal.
#[derive(Debug)]
pub struct Property {
    /// The first byte.
    pub start: usize,
    /// What it is called.
    pub key: Key,
    /// What it is, or what is spread.
    pub value: TermId,
    /// The first byte of the value, with its parentheses.
    pub value_start: usize,
}

/// What a property is called.
#[derive(Debug)]
pub enum Key {
    /// `name`, `'name'`, `1`
    Plain(String),
    /// `[name]`
    Computed(TermId),
    /// `...value`
    Spread,
}

/// What a name refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// A global of the environment.
    Free,
    /// A name that the file declares.
    Bound(BindingId),
    /// Nobody has looked, or what it refers to is unclear.
    Unknown,
}

/// What a name is declared as that nothing assigns to later.
#[derive(Debug)]
pub enum Declared {
    /// Brought in from another module.
    Import {
        /// What leads to the module.
        specifier: String,
        /// The name there; `*` for all of it.
        member: String,
        /// The first byte of the name here.
        start: usize,
    },
    /// A variable with a value.
    Value(TermId),
    /// `const { key: name } = of`
    Member {
        /// The whole.
        of: TermId,
        /// The part.
        key: String,
    },
}

/// A call.
#[derive(Debug)]
pub struct Call {
    /// What is called.
    pub callee: TermId,
    /// What it is given; what is spread is opaque.
    pub arguments: Vec<TermId>,
    /// What makes the object, for `new` and `super(…)`.
    pub constructor: Option<TermId>,
    /// `new callee(…)`
    pub is_new: bool,
}

/// What is done with two values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// `+`
    Plus,
    /// `||`, `??`
    Default,
    /// Any other.
    Other,
}

/// What other files can get from a file under a name.
#[derive(Debug)]
pub struct Offer {
    /// `handler`, `default`; `*` for what `module.exports` is set to, and for
    /// `export * from`.
    pub name: String,
    /// The first byte of the value; for a re-export, of the string that names the other module.
    pub start: usize,
    /// What is given.
    pub given: Given,
    /// The bytes of the statement or expression that says so.
    said: (usize, usize),
}

/// What an export gives.
#[derive(Debug)]
pub enum Given {
    /// An expression, a declaration or a name.
    Term(TermId),
    /// What another module gives.
    From {
        /// What leads to the module.
        specifier: String,
        /// The name there; `*` for all of it.
        member: String,
    },
}

impl Sketch {
    /// Reads a file.
    ///
    /// # Errors
    /// See [`super::Names::read`].
    pub fn read(text: &str, language: Language, is_module: Option<bool>) -> Result<Sketch, Vec<SyntaxError>> {
        read_with(text, language, is_module, |program, names| {
            let mut drawing = Drawing::new(text, Some(&names));
            drawing.draw(program);
            drawing.finish()
        })
    }

    /// Reads an expression of which no name means anything, such as JSON in parentheses.
    pub fn of_expression(text: &str) -> Option<(Sketch, TermId)> {
        if is_too_deep(text, Language::JavaScript) {
            return None;
        }
        with_arena(|arena: &Allocator| {
            let parsed = Parser::new(arena, text, SourceType::script()).parse();
            let is_broken = parsed.panicked || parsed.diagnostics.errors().next().is_some();
            match parsed.program.body.as_slice() {
                [Statement::ExpressionStatement(only)] if !is_broken => {
                    let mut drawing = Drawing::new(text, None);
                    let whole = drawing.term(&only.expression);
                    Some((drawing.finish(), whole))
                }
                _ => None,
            }
        })
    }

    /// One expression.
    pub fn term(&self, id: TermId) -> &Term {
        &self.terms[id.0]
    }

    /// All expressions.
    pub fn terms(&self) -> impl Iterator<Item = (TermId, &Term)> {
        self.terms.iter().enumerate().map(|(at, it)| (TermId(at), it))
    }

    /// All calls, in the order of the text.
    pub fn calls(&self) -> impl Iterator<Item = (TermId, &Call)> {
        self.calls.iter().filter_map(|id| match &self.term(*id).kind {
            TermKind::Call(call) => Some((*id, call)),
            _ => None,
        })
    }

    /// The name in `….name`.
    pub fn member_name(&self, id: TermId) -> Option<&str> {
        match &self.term(id).kind {
            TermKind::Member { name, .. } => Some(name),
            _ => None,
        }
    }

    /// What a name is declared as, where nothing assigns to it later.
    pub fn declared(&self, id: BindingId) -> Option<&Declared> {
        self.declared.get(&id)
    }

    /// All that the file exports, in the order of the text.
    pub fn offers(&self) -> &[Offer] {
        &self.offers
    }

    /// The last value exported under `name`.
    pub fn offer(&self, name: &str) -> Option<&Offer> {
        self.offers.iter().rev().find(|it| it.name == name)
    }

    /// The one-based line of a byte.
    pub fn line(&self, offset: usize) -> usize {
        self.line_ends.partition_point(|it| *it < offset) + 1
    }

    /// The one-based line where the text begins.
    pub fn first_line(&self) -> usize {
        self.line(self.begin)
    }
}
