//! What somebody's code says, as text of a Markdown document that it cannot change:
//! nothing of it becomes markup, a link, a mention or a reference. Knows no report.

use super::super::sarif::uri;

/// Longer words of code are cut.
const LONGEST: usize = 200;

/// As code, in one line.
pub fn code(text: &str) -> String {
    let text = clipped(text);
    let fence = "`".repeat(longest_run(&text) + 1);
    let needs_space = text.is_empty() || text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']);
    match needs_space {
        true => format!("{fence} {text} {fence}"),
        false => format!("{fence}{text}{fence}"),
    }
}

/// As words, with what stands between two backticks as code.
pub fn prose(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    // A name with a backtick of its own: what is code and what is not cannot be told.
    if parts.len().is_multiple_of(2) {
        return code(text);
    }
    let parts = parts.iter().enumerate();
    parts
        .map(|(number, it)| match number % 2 {
            0 => words(it),
            _ => code(it),
        })
        .collect()
}

/// A path and a line, linked where it is known where to.
pub fn place(path: &str, line: usize, end_line: usize, link_base: Option<&str>) -> String {
    let shown = code(&format!("{path}:{line}"));
    let Some(base) = link_base.filter(|_| !path.starts_with("../")) else {
        return shown;
    };
    let end = if end_line > line {
        format!("-L{end_line}")
    } else {
        String::new()
    };
    format!("[{shown}]({base}{}#L{line}{end})", uri(path))
}

/// Of a run of text that is no code.
fn words(text: &str) -> String {
    let text = printable(text);
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    for it in text.chars() {
        match it {
            '\\' | '*' | '_' | '[' | ']' | '~' | '|' | '!' => out.extend(['\\', it]),
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '&' => out += "&amp;",
            // Somebody would be told, or another issue linked.
            '@' => out += "@&#8203;",
            '#' => out += "\\#&#8203;",
            // `https://` would be a link.
            '/' if before == ':' => out += "&#8203;/",
            _ => out.push(it),
        }
        before = it;
    }
    out.replace("www.", "www&#8203;.")
}

/// Without what would end the line, or change the direction of what follows.
fn printable(text: &str) -> String {
    let is_hidden =
        |it: char| matches!(it, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars()
        .map(|it| match it {
            '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => ' ',
            it if it.is_control() || is_hidden(it) => '\u{fffd}',
            it => it,
        })
        .collect()
}

fn clipped(text: &str) -> String {
    let text = printable(text);
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

fn longest_run(text: &str) -> usize {
    let runs = text.split(|it| it != '`');
    runs.map(str::len).max().unwrap_or_default()
}
