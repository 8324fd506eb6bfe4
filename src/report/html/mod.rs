//! One page to read a run in: a file without links to others. Knows the document and the
//! page's parts, not how they are drawn.
//!
//! Code and names of the user come into it in two places, as JSON that cannot end its
//! element and as escaped text for readers without scripts. The page makes text of them,
//! never markup; its policy lets nothing run but what is here, and loads nothing.

mod code;
mod data;
mod plain;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::document::Gathered;
use data::Data;

const PAGE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");
/// How code is laid out, the changes, and what is around them: files that are one script.
const SCRIPT: &str = concat!(
    include_str!("code.js"),
    include_str!("page.js"),
    include_str!("frame.js")
);

/// The page.
pub fn html(gathered: &Gathered<'_>) -> String {
    let document = gathered.document();
    let data = json(&Data::of(gathered, &document));
    let is_written = document.files.iter().any(|it| it.is_written);
    let title = if is_written {
        "leakfix: what was changed"
    } else {
        "leakfix: dry run"
    };
    let parts = [
        ("title", title),
        ("policy", &policy()),
        ("style", STYLE),
        ("data", &data),
        ("script", SCRIPT),
        ("plain", &plain::text(gathered.changes, &document)),
    ];
    fill(PAGE, &parts)
}

/// Nothing is loaded, and nothing runs but the style and the script of this page.
fn policy() -> String {
    format!(
        "default-src 'none'; style-src {}; script-src {}; img-src data:; base-uri 'none'; form-action 'none'",
        hash(STYLE),
        hash(SCRIPT)
    )
}

fn hash(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)))
}

/// JSON that can stand in a `<script>`: no `<` ends it, and no line separator a line of it.
fn json(data: &impl Serialize) -> String {
    let text = serde_json::to_string(data).expect("keys are strings");
    let text = text.replace('<', "\\u003c");
    text.replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

/// A template with its `{{parts}}`; what comes in is not searched for more of them.
fn fill(template: &str, parts: &[(&str, &str)]) -> String {
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        let (name, behind) = after.split_once("}}").expect("page.html closes its braces");
        let part = parts.iter().find(|(it, _)| *it == name);
        text += before;
        text += part.expect("page.html asks for these parts alone").1;
        rest = behind;
    }
    text + rest
}

/// Text as it may stand in an element or in an attribute.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe += "&amp;",
            '<' => safe += "&lt;",
            '>' => safe += "&gt;",
            '"' => safe += "&quot;",
            '\'' => safe += "&#39;",
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_ends_no_script() {
        let nasty = "</script><img onerror=x>\u{2028}<!--";
        let safe = json(&nasty);
        assert_eq!(safe, r#""\u003c/script>\u003cimg onerror=x>\u2028\u003c!--""#);
        assert_eq!(serde_json::from_str::<String>(&safe).expect("JSON"), nasty);
    }

    #[test]
    fn what_comes_in_is_not_a_template() {
        assert_eq!(fill("a{{x}}b{{x}}", &[("x", "{{y}}")]), "a{{y}}b{{y}}");
    }

    #[test]
    fn own_parts_do_not_end_their_elements() {
        assert!(!STYLE.contains("</") && !SCRIPT.contains("</"));
    }
}
