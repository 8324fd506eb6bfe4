//! Shapes of code, as queries of tree-sitter describe them, and where they are in a text. Knows kinds and fields,
//! no text and no meaning.
//!
//! What matches, and in which order, is what tree-sitter's own engine would say, as far as it goes: nodes in nodes,
//! fields, `_`, and `.` behind a last child. That engine analyses a query for longer than many trees of services take
//! to be matched.

use super::{Language, Node, Source};

/// A node that a query looks for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shape {
    /// What kind of node; `None` is any that has a name.
    pub kind: Option<&'static str>,
    /// What it is for the node around it.
    pub field: Option<&'static str>,
    /// The number of the capture.
    pub capture: Option<usize>,
    /// No node with a name follows.
    pub is_last: bool,
    /// What is in it, in this order; other nodes may stand between.
    pub children: Vec<Shape>,
}

/// Shapes as they are searched for in texts of a language.
#[derive(Debug)]
pub struct Shapes {
    all: Vec<Vec<Step>>,
    /// By the number of its kind in the grammar: the shapes that a node can have.
    of_kind: Vec<Vec<usize>>,
    /// Those that any node can have that has a name.
    of_any: Vec<usize>,
}

/// A node of a shape, by the numbers of the grammar. Steps stand in the order of the text.
#[derive(Debug)]
struct Step {
    /// The step of the node around it.
    parent: usize,
    /// The step of the node before it in the same one.
    before: Option<usize>,
    kind: Option<u16>,
    field: Option<u16>,
    capture: Option<usize>,
    is_last: bool,
}

/// A place that has a shape.
#[derive(Debug)]
pub struct Found<'s> {
    /// The place of the shape among all.
    pub shape: usize,
    /// What its captures have, by their numbers, in the order of the text.
    pub captures: Vec<(usize, Node<'s>)>,
}

impl Shapes {
    /// Looks the names up. A name that the grammar does not have is an error.
    pub fn of(shapes: &[Shape], language: Language) -> Result<Shapes, String> {
        let steps = |shape: &Shape| -> Result<Vec<Step>, String> {
            let mut steps = Vec::new();
            add(&mut steps, shape, 0, None, language)?;
            Ok(steps)
        };
        let all: Vec<Vec<Step>> = shapes.iter().map(steps).collect::<Result<_, String>>()?;
        let (mut of_kind, mut of_any) = (Vec::new(), Vec::new());
        for (shape, steps) in all.iter().enumerate() {
            match steps[0].kind.map(usize::from) {
                Some(kind) => {
                    of_kind.resize_with(of_kind.len().max(kind + 1), Vec::new);
                    of_kind[kind].push(shape);
                }
                None => of_any.push(shape),
            }
        }
        Ok(Shapes { all, of_kind, of_any })
    }

    /// All places in a text that have one of the wanted shapes, in the order in which the last node of each is come by.
    pub fn find<'s>(&self, source: &'s Source, is_wanted: impl Fn(usize) -> bool) -> Vec<Found<'s>> {
        let wanted: Vec<bool> = (0..self.all.len()).map(is_wanted).collect();
        let mut found = Vec::new();
        let mut bound = Vec::new();
        for root in source.root().below() {
            let node = Node::new(source, root);
            let own = self.of_kind.get(usize::from(node.kind_number()));
            let possible = own.into_iter().flatten().chain(&self.of_any);
            for &shape in possible.filter(|it| wanted[**it]) {
                let steps = &self.all[shape];
                if !steps[0].fits(node) {
                    continue;
                }
                bound.clear();
                bound.push(node);
                bind(steps, &mut bound, &mut |bound| {
                    let last = bound.last().map_or(root, |it| it.number());
                    let captures = steps.iter().zip(bound);
                    let captures = captures.filter_map(|(step, node)| Some((step.capture?, *node)));
                    let captures = captures.collect();
                    found.push(((last, root, shape), Found { shape, captures }));
                });
            }
        }
        found.sort_by_key(|(order, _)| *order);
        found.into_iter().map(|(_, it)| it).collect()
    }
}

fn add(
    steps: &mut Vec<Step>,
    shape: &Shape,
    parent: usize,
    before: Option<usize>,
    language: Language,
) -> Result<(), String> {
    let kind = shape.kind.map(|it| language.kind_number(it).ok_or(it)).transpose();
    let field = shape.field.map(|it| language.field_number(it).ok_or(it)).transpose();
    let at = steps.len();
    steps.push(Step {
        parent,
        before,
        kind: kind.map_err(|it| format!("no node is called `{it}`"))?,
        field: field.map_err(|it| format!("no field is called `{it}`"))?,
        capture: shape.capture,
        is_last: shape.is_last,
    });
    let mut before = None;
    for child in &shape.children {
        let place = steps.len();
        add(steps, child, at, before, language)?;
        before = Some(place);
    }
    Ok(())
}

/// Finds nodes for the steps that have none yet, in every way there is.
fn bind<'s>(steps: &[Step], bound: &mut Vec<Node<'s>>, tell: &mut impl FnMut(&[Node<'s>])) {
    let Some(step) = steps.get(bound.len()) else {
        return tell(bound);
    };
    let before = step.before.map(|it| bound[it].number());
    for child in bound[step.parent].all_children() {
        if before.is_none_or(|it| it < child.number()) && step.fits(child) {
            bound.push(child);
            bind(steps, bound, tell);
            bound.pop();
        }
    }
}

impl Step {
    fn fits(&self, node: Node<'_>) -> bool {
        self.field.is_none_or(|it| it == node.field_number())
            && match self.kind {
                Some(kind) => kind == node.kind_number(),
                None => node.is_named() && node.kind() != "ERROR",
            }
            && (!self.is_last || node.is_last_named())
    }
}
