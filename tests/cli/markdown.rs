//! The body of a pull request: golden files, and what must hold for any run. GitHub is
//! stood in for by a parser of its dialect.

use std::collections::BTreeMap;

use leakfix::report::{LONGEST, Manner, document, markdown};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::{
    formats::{assert_golden, report, sample},
    project::Project,
};

#[test]
fn golden_markdown() {
    let text = report("markdown");
    assert_golden("report.md", &text);
    assert_sound(&text);
}

#[test]
fn golden_markdown_of_fix() {
    let base = "https://github.com/owner/name/blob/leakfix";
    let text = sample().run(&["fix", "--format", "markdown", "--link-base", base]).out;
    assert_golden("fixed.md", &text);
    assert_sound(&text);
}

/// Only our own markup is in it, and nothing that GitHub would make a mention, a
/// reference or a link of.
fn assert_sound(text: &str) {
    let mut is_code = false;
    for event in Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => {
                let html = html.trim();
                let summary = html
                    .strip_prefix("<summary>")
                    .and_then(|it| it.strip_suffix("</summary>"));
                let is_ours = summary.is_some_and(|it| !it.contains('<'));
                assert!(["<details>", "</details>"].contains(&html) || is_ours, "{html}");
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                assert!(
                    dest_url.starts_with("https://github.com/owner/name/blob/"),
                    "{dest_url}"
                );
            }
            Event::Start(Tag::CodeBlock(_)) => is_code = true,
            Event::End(TagEnd::CodeBlock) => is_code = false,
            Event::Start(Tag::Image { .. }) => panic!("an image"),
            Event::Text(words) if !is_code => assert_no_reference(&words),
            _ => {}
        }
    }
    assert_eq!(
        text.matches("<details>\n").count(),
        text.matches("\n</details>\n").count()
    );
    assert_tables(text);
}

fn assert_no_reference(words: &str) {
    for sign in ['@', '#'] {
        for (at, _) in words.match_indices(sign) {
            let next = words[at + 1..].chars().next();
            assert!(next.is_none_or(|it| !it.is_alphanumeric()), "{words}");
        }
    }
    assert!(!words.contains("://") && !words.contains("www."), "{words}");
}

/// Rows have as many cells as their header.
fn assert_tables(text: &str) {
    let cells = |line: &str| line.replace("\\|", "").matches('|').count();
    let lines: Vec<&str> = text.lines().collect();
    for pair in lines
        .windows(2)
        .filter(|it| it.iter().all(|line| line.starts_with('|')))
    {
        assert_eq!(cells(pair[0]), cells(pair[1]), "{pair:?}");
    }
}

/// What authors have written cannot change the text around it.
#[test]
fn names_and_reasons_stay_what_they_are() {
    let code = "\
const AWS = require('aws-sdk');
const s3 = new AWS.S3();
exports['@team | `x` <details> #7'] = async (event, context) => {
  // leakfix-ignore await-promise: </details> @team, see #123 | https://example.com `x` ![](a) www.example.com
  s3.putObject({}).promise();
  event.orders.sort(() => {
    s3.putObject({}, () => {});
    return 0;
  });
};
";
    let project = Project::repository(&[
        ("src/`@team` #12 <details>|*a*_b_[c](d).js", code),
        ("src/``x`` </details>.js", "await (\n"),
    ]);
    for base in [
        "https://github.com/owner/name/blob/main",
        "https://github.com/owner/name/blob/v1.0/",
    ] {
        let ran = project.run(&["check", "--format", "markdown", "--link-base", base]);
        assert_sound(&ran.out);
        assert!(ran.out.contains("&#8203;") || ran.out.contains("@team"), "{}", ran.out);
        assert!(
            ran.out
                .contains("/src/%60%40team%60%20%2312%20%3Cdetails%3E%7C%2Aa%2A_b_%5Bc%5D%28d%29.js#L"),
            "{}",
            ran.out
        );
    }
    assert_sound(&project.run(&["check", "--format", "markdown"]).out);
}

#[test]
fn a_base_of_links_is_an_address() {
    let project = sample();
    for wrong in [
        "owner/name",
        "javascript:alert(1)",
        "https://a b",
        "https://a/)[x](http://b",
        "https://a/?x=1",
    ] {
        let ran = project.run(&["check", "--format", "markdown", "--link-base", wrong]);
        assert_eq!(ran.code, 2, "{wrong}");
        assert!(ran.err.contains("the address of a folder"), "{}", ran.err);
    }
}

/// The commands make the same run again, wherever the repository is.
#[test]
fn the_commands_are_those_of_the_run() {
    let project = sample();
    let here = project.at("src").display().to_string();
    let arguments = [
        "check",
        "--unsafe",
        "--skip",
        "await-each",
        "--format",
        "markdown",
        &here,
        "../lib",
    ];
    let ran = project.run_in("src", &arguments);
    assert!(
        ran.out
            .contains("```sh\ncd src\nleakfix diff --skip await-each --unsafe . ../lib\n"),
        "{}",
        ran.out
    );
    assert!(!ran.out.contains(&here), "{}", ran.out);
    project.file("it's/a b.js", "exports.handler = async () => 1;\n");
    let ran = project.run(&["fix", "--format", "markdown", "it's/a b.js"]);
    assert!(
        ran.out
            .contains("```sh\ngit diff HEAD~1\nleakfix check 'it'\\''s/a b.js'\n"),
        "{}",
        ran.out
    );
}

/// What was asked for and could not be written is not told as done.
#[test]
fn what_was_not_written_is_left() {
    let project = sample();
    project.file("src/cancel.js", project.text("src/cancel.js") + "// mine\n");
    let ran = project.run(&["fix", "--format", "markdown"]);
    assert_sound(&ran.out);
    assert!(
        ran.out
            .contains("**Not all could be written:** 2 rewrites of 6 are left out"),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("its files could not be written"), "{}", ran.out);
    assert!(
        ran.out
            .contains("`src/cancel.js:5` `handler`, does not run on nodejs24.x"),
        "{}",
        ran.out
    );
}

/// A run of 5,000 findings in 500 files and handlers, with the longest names.
fn enormous() -> document::Document {
    let place = |number: usize| document::Place {
        path: format!("src/{}{}.js", "🎉`|<".repeat(60), number / 10),
        line: number + 1,
        column: 3,
    };
    let stretch = |number: usize| document::Stretch {
        start: place(number),
        end_line: number + 2,
        end_column: 1,
    };
    let finding = |number: usize| document::FindingEntry {
        place: stretch(number),
        fingerprint: number.to_string(),
        transform: ["await-promise", "await-timer", "await-each"][number % 3],
        subject: document::SubjectEntry::Leak,
        message: "nobody waits for this promise",
        why: "when the handler has answered, Lambda freezes the process",
        help: "await the promise",
        urgency: [document::UrgencyEntry::LeaksNow, document::UrgencyEntry::KeptAlive][number % 2],
        status: match number % 4 {
            0 => document::StatusEntry::Fixed {
                caveat: number.is_multiple_of(8).then_some("the order of effects may change"),
            },
            1 => document::StatusEntry::Ignored {
                reason: Some("@all ".repeat(1000)),
            },
            2 => document::StatusEntry::NeedsUnsafe {
                caveat: "the order of effects may change",
                place: number.is_multiple_of(3).then(|| stretch(number)),
            },
            _ => document::StatusEntry::Refused {
                slug: "callers-unknown",
                reason: format!("`{}` cannot become async", "x".repeat(3000)),
                place: Some(stretch(number)),
                help: "call the function directly",
            },
        },
        unit: None,
        handlers: vec![number / 10],
        way: Vec::new(),
    };
    let handler = |number: usize| document::HandlerEntry {
        place: place(number * 10),
        export: format!("handler{number}"),
        exported_in: place(number * 10).path,
        now: document::VerdictEntry::Refused,
        after: document::VerdictEntry::Refused,
        objections: vec!["nodejs24.x refuses to start it: it has 3 parameters".to_owned()],
        objections_after: Vec::new(),
        remarks: Vec::new(),
        help: None,
    };
    document::Document {
        limits: None,
        version: 1,
        tool: document::Tool {
            name: "leakfix",
            version: "0.1.0",
        },
        target: "nodejs24.x",
        totals: document::Totals {
            files: 500,
            handlers: 500,
            refused: BTreeMap::new(),
            ..document::Totals::default()
        },
        handlers: (0..500).map(handler).collect(),
        findings: (0..5000).map(finding).collect(),
        files: Vec::new(),
        units: Vec::new(),
        older_runtimes: (0..2000)
            .map(|line| document::OlderRuntime {
                path: "a.yml".to_owned(),
                line,
                runtime: "nodejs18.x".to_owned(),
            })
            .collect(),
        unread: (0..2000)
            .map(|it| document::UnreadEntry {
                path: place(it).path,
                line: None,
                column: None,
                kind: "skipped",
                reason: "`".repeat(500),
            })
            .collect(),
        defects: vec!["d".repeat(9000); 20],
        failures: vec!["f".repeat(9000); 20],
        exit_code: 2,
    }
}

/// GitHub refuses 65,536 characters, however it counts them.
#[test]
fn no_run_is_too_long() {
    let document = enormous();
    for link_base in [None, Some("https://github.com/owner/name/blob/main/".to_owned())] {
        for is_dry in [true, false] {
            let manner = Manner {
                is_dry,
                arguments: " --unsafe".to_owned() + &" path".repeat(20_000),
                directory: String::new(),
                link_base: link_base.clone(),
            };
            let text = markdown(&document, &manner);
            assert!(
                text.len() <= LONGEST && text.len() > LONGEST / 2,
                "{} bytes",
                text.len()
            );
            assert!(text.contains("more, which `leakfix check` tells"));
            for heading in [
                "What stays, and why",
                "Handler by handler",
                "Files that were not looked at",
                "How to verify",
            ] {
                assert!(text.contains(heading), "{heading}");
            }
            assert_sound(&text);
        }
    }
}
