//! What the engine does with a transform that is wrong: it panics, breaks code, or asks nonsense.

use std::path::PathBuf;

use leakfix::finding::Status;
use leakfix::fix::Outcome;
use leakfix::guard::{Fixed, fix_guarded};
use leakfix::leak::{Leak, Subject, Transform};
use leakfix::program::Part;
use leakfix::query::Engine;
use leakfix::rewrite::{Applicability, Refusal, Rewrite};
use leakfix::semantic::{Links, Project};
use leakfix::syntax::{Language, Source, SourceId, Sources};

/// `leak('how');` becomes `await leak('how');`, and whatever `how` asks for besides.
static WRONG: Transform = Transform {
    subject: Subject::Leak,
    name: "wrong",
    message: "a leak",
    why: "because",
    latent: "because",
    help: "do not",
    also: &[],
    docs: "",
    leaks: "(expression_statement (call_expression function: (identifier) @name) @leak (#eq? @name \"leak\"))",
    words: &["leak"],
    rewrite: wrong,
};

fn wrong<'s>(leak: &Leak<'s>, project: &Project<'s>) -> Result<Rewrite<'s>, Refusal> {
    assert!(!leak.source.path.ends_with("panics.js"), "nobody has thought of this");
    let place = leak.place();
    let arguments = place.field("arguments").expect("it is a call");
    let how = arguments.text().split('\'').nth(1).expect("it has a string");
    let mut rewrite = Rewrite::safe(leak.source);
    match how {
        "lost comment" | "lost reference" => rewrite.put(arguments.range(), "()"),
        "parameter" => rewrite.put(parameters(leak), "(event, more)"),
        "nothing right" => rewrite.put(place.range(), "leak("),
        _ => {}
    }
    let insertions: &[&str] = match how {
        "for ever" => &["void 0; "],
        "two insertions" => &["void 0; ", "await "],
        "second const" => &["const name = 1; await "],
        "captured name" => &["const event = 1; await "],
        "free name" => &["nobody; await "],
        _ => &["await "],
    };
    insertions.iter().for_each(|it| rewrite.insert(place.start(), it));
    if how != "plain await" {
        let around = project.function_around(place).expect("it is in a function");
        rewrite.make_async(around, place);
    }
    Ok(rewrite)
}

/// The bytes of `(event)` of the handler.
fn parameters(leak: &Leak<'_>) -> std::ops::Range<usize> {
    let start = leak.source.text.find("(event)").expect("every handler has it");
    start..start + "(event)".len()
}

/// A handler around these statements.
fn handler(statements: &str) -> String {
    format!("exports.handler = async (event) => {{\n  {statements}\n}};\n")
}

fn sources(files: &[(&str, &str)]) -> Sources {
    let source = |(at, (name, text)): (usize, &(&str, &str))| {
        let path = PathBuf::from("/project").join(name);
        Source::parse(SourceId(at), path, Language::JavaScript, (*text).to_owned())
    };
    Sources::new(files.iter().enumerate().map(source).collect())
}

fn run(files: &[(&str, &str)]) -> Outcome {
    fixed(files).outcome
}

fn fixed(files: &[(&str, &str)]) -> Fixed {
    let part = Part {
        sources: sources(files),
        links: Links::default(),
        unread: Vec::new(),
        may_leak: true,
    };
    fix_guarded(part, &Engine::new(&[&WRONG]), Applicability::Safe)
}

fn text(outcome: &Outcome, at: usize) -> &str {
    &outcome.after.get(SourceId(at)).text
}

/// The rewrite of the first file is refused by the referee for a reason with `words` in it; the file stays, and the
/// second one, whose rewrite is right, is rewritten.
#[track_caller]
fn is_caught(code: &str, words: &str) {
    let good = handler("leak('good');");
    let outcome = run(&[("bad.js", code), ("good.js", &good)]);
    assert_eq!(outcome.defects.len(), 1, "{:?}", outcome.defects);
    let defect = &outcome.defects[0];
    assert!(defect.contains("/project/bad.js") && defect.contains(words), "{defect}");
    assert_eq!(text(&outcome, 0), code);
    assert_eq!(text(&outcome, 1), handler("await leak('good');"));
    assert_eq!(outcome.findings.len(), 2);
    assert!(matches!(&outcome.findings[0].status, Status::Refused { slug, .. } if slug.contains("defect")));
    assert!(outcome.findings[1].is_fixed());
}

/// What is right passes, so that the tests below fail for their reasons only.
#[test]
fn a_right_rewrite_passes() {
    let outcome = run(&[("good.js", &handler("leak('good');"))]);
    assert_eq!(outcome.defects, [""; 0]);
    assert_eq!(text(&outcome, 0), handler("await leak('good');"));
}

/// What a rewrite inserts at one place comes in the order in which it was inserted.
#[test]
fn insertions_at_one_place_keep_their_order() {
    let outcome = run(&[("good.js", &handler("leak('two insertions');"))]);
    assert_eq!(outcome.defects, [""; 0]);
    assert_eq!(text(&outcome, 0), handler("void 0; await leak('two insertions');"));
}

/// `await` in a function that is not async.
#[test]
fn await_in_a_plain_function_is_caught() {
    let code = handler("[1].forEach(() => {\n    leak('plain await');\n  });");
    is_caught(&code, "");
}

/// A name that is declared twice.
#[test]
fn a_second_const_is_caught() {
    is_caught(&handler("const name = 2;\n  leak('second const', name);"), "name");
}

/// A comment that goes is not even tried: that is no defect.
#[test]
fn a_lost_comment_is_refused() {
    let code = handler("leak(/* for the auditors */ 'lost comment');");
    let outcome = run(&[("bad.js", &code)]);
    assert_eq!(outcome.defects, [""; 0]);
    assert_eq!(text(&outcome, 0), code);
    let Status::Refused { slug, place, .. } = &outcome.findings[0].status else {
        panic!("{:?}", outcome.findings[0].status);
    };
    let comment = code.find("/*").expect("it has a comment");
    assert_eq!(
        (*slug, place.as_ref().map(|it| it.1.start)),
        ("comment-lost", Some(comment))
    );
}

/// A mention of a name that goes.
#[test]
fn a_lost_reference_is_caught() {
    is_caught(&handler("leak('lost reference', event);"), "event");
}

/// A name that nothing declares.
#[test]
fn a_free_name_is_caught() {
    is_caught(&handler("leak('free name');"), "nobody");
}

/// A name that means something else after.
#[test]
fn a_captured_name_is_caught() {
    is_caught(
        &handler("if (event) {\n    leak('captured name', event);\n  }"),
        "event",
    );
}

/// A function that others call has another parameter.
#[test]
fn other_parameters_are_caught() {
    is_caught(&handler("leak('parameter');"), "parameter");
}

/// What is no JavaScript.
#[test]
fn a_syntax_error_is_caught() {
    is_caught(&handler("leak('nothing right');"), "");
}

/// A leak that is still there after its rewrite is found again in every pass.
#[test]
fn a_rewrite_that_does_not_end_is_caught() {
    is_caught(&handler("leak('for ever');"), "end");
}

/// One wrong rewrite in a file does not take the right ones with it.
#[test]
fn other_rewrites_of_the_file_still_happen() {
    let code = handler("leak('good');\n  leak('free name');\n  leak('good too');");
    let outcome = run(&[("both.js", &code)]);
    assert_eq!(outcome.defects.len(), 1, "{:?}", outcome.defects);
    let expected = handler("await leak('good');\n  leak('free name');\n  await leak('good too');");
    assert_eq!(text(&outcome, 0), expected);
}

/// Each defect is reported for its file, whatever else is wrong in the same pass.
#[test]
fn several_wrong_rewrites_are_caught_at_once() {
    let codes = ["free name", "plain await", "good", "second const"].map(|how| match how {
        "plain await" => handler("[1].forEach(() => {\n    leak('plain await');\n  });"),
        "second const" => handler("const name = 2;\n  leak('second const', name);"),
        other => handler(&format!("leak('{other}');")),
    });
    let [a, b, c, d] = codes.each_ref().map(String::as_str);
    let outcome = run(&[("a.js", a), ("b.js", b), ("c.js", c), ("d.js", d)]);
    assert_eq!(outcome.defects.len(), 3, "{:?}", outcome.defects);
    for name in ["a.js", "b.js", "d.js"] {
        assert!(
            outcome.defects.iter().any(|it| it.contains(name)),
            "{name}: {:?}",
            outcome.defects
        );
    }
    assert_eq!([text(&outcome, 0), text(&outcome, 1), text(&outcome, 3)], [a, b, d]);
    assert_eq!(text(&outcome, 2), handler("await leak('good');"));
}

/// A panic is reported for the file that caused it; the others are rewritten.
#[test]
fn a_panic_does_not_stop_the_run() {
    let code = handler("leak('good');");
    let clean = handler("return event;");
    let outcome = run(&[
        ("a.js", &code),
        ("panics.js", &code),
        ("clean.js", &clean),
        ("z.js", &code),
    ]);
    assert_eq!(outcome.defects.len(), 1, "{:?}", outcome.defects);
    let defect = &outcome.defects[0];
    assert!(defect.contains("/project/panics.js"), "{defect}");
    assert!(defect.contains("nobody has thought of this"), "{defect}");
    assert_eq!(text(&outcome, 0), handler("await leak('good');"));
    assert_eq!(text(&outcome, 3), handler("await leak('good');"));
    assert_eq!(outcome.findings.len(), 2);
}

/// Nothing is written to the file that panics.
#[test]
fn a_file_that_panics_has_no_edit() {
    let code = handler("leak('good');");
    let fixed = fixed(&[("a.js", &code), ("panics.js", &code)]);
    let names: Vec<_> = fixed.changed().map(|(old, _)| old.path.clone()).collect();
    assert_eq!(names, [PathBuf::from("/project/a.js")]);
}

/// Why an engine cannot be made from these queries.
#[track_caller]
fn broken(transform: &'static Transform) -> String {
    let error = Engine::new(&[transform]).check().expect_err("the query is wrong");
    let words = format!("{error:#}");
    assert!(words.contains("transforms/broken_query/leaks.scm"), "{words}");
    words
}

const fn with_query(leaks: &'static str) -> Transform {
    Transform {
        subject: Subject::Leak,
        name: "broken-query",
        message: "a leak",
        why: "because",
        latent: "because",
        help: "do not",
        also: &[],
        docs: "",
        leaks,
        words: &[],
        rewrite: wrong,
    }
}

/// The sentence names the file and what is wrong in it.
#[test]
fn a_misspelt_node_kind_is_an_error() {
    static BROKEN: Transform = with_query("; a comment\n(call_expresion) @leak");
    let words = broken(&BROKEN);
    assert!(words.contains("call_expresion"), "{words}");
    assert!(words.contains('2'), "the line: {words}");
}

/// A property that nobody answers would never hold, or always.
#[test]
fn a_misspelt_property_is_an_error() {
    static BROKEN: Transform = with_query("((call_expression) @leak (#is? @leak sdk.cleint))");
    let words = broken(&BROKEN);
    assert!(words.contains("sdk.cleint"), "{words}");
}

/// A property of nothing.
#[test]
fn a_property_without_a_capture_is_an_error() {
    static BROKEN: Transform = with_query("((call_expression) @leak (#is? sdk.client))");
    let words = broken(&BROKEN);
    assert!(words.contains("#is?"), "{words}");
}

/// Without the place there is nothing to report.
#[test]
fn a_query_without_a_leak_is_an_error() {
    static BROKEN: Transform = with_query("(call_expression) @lek");
    let words = broken(&BROKEN);
    assert!(words.contains("@leak"), "{words}");
}

/// Every pattern has to say what is reported, not just one of them.
#[test]
fn a_pattern_without_a_leak_is_an_error() {
    static BROKEN: Transform = with_query("(call_expression) @leak\n(identifier) @lek");
    let words = broken(&BROKEN);
    assert!(words.contains("@leak"), "{words}");
}

/// A predicate of tree-sitter that does not exist.
#[test]
fn a_misspelt_predicate_is_an_error() {
    static BROKEN: Transform = with_query("((call_expression) @leak (#equals? @leak \"x\"))");
    let words = broken(&BROKEN);
    assert!(words.contains("equals"), "{words}");
}

/// Brackets that do not close.
#[test]
fn a_query_that_does_not_parse_is_an_error() {
    static BROKEN: Transform = with_query("(call_expression @leak");
    broken(&BROKEN);
}
