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
pub struct Shapes(Vec<Vec<Step>>);

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
        let steps = |shape: &Shape| {
            let mut steps = Vec::new();
            add(&mut steps, shape, 0, None, language)?;
            Ok(steps)
        };
        shapes.iter().map(steps).collect::<Result<_, _>>().map(Shapes)
    }

    /// All places in a text that have one of the wanted shapes, in the order in which the last node of each is come by.
    pub fn find<'s>(&self, source: &'s Source, is_wanted: impl Fn(usize) -> bool) -> Vec<Found<'s>> {
        let wanted: Vec<(usize, &[Step])> = self.0.iter().map(Vec::as_slice).enumerate().collect();
        let wanted: Vec<_> = wanted.into_iter().filter(|(at, _)| is_wanted(*at)).collect();
        let kinds: Vec<Option<u16>> = wanted.iter().map(|(_, steps)| steps[0].kind).collect();
        let mut found = Vec::new();
        for root in source.root().below() {
            let node = Node::new(source, root);
            if !kinds.contains(&Some(node.kind_number())) && !kinds.contains(&None) {
                continue;
            }
            for (shape, steps) in wanted.iter().filter(|(_, steps)| steps[0].fits(node)) {
                let mut bound = vec![node];
                bind(steps, &mut bound, &mut |bound| {
                    let last = bound.last().map_or(root, |it| it.number());
                    let captures = steps.iter().zip(bound);
                    let captures = captures.filter_map(|(step, node)| Some((step.capture?, *node)));
                    let captures = captures.collect();
                    found.push((
                        (last, root, *shape),
                        Found {
                            shape: *shape,
                            captures,
                        },
                    ));
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
