//! `leakfix explain`: what the READMEs of the transforms say, as they are or, on a
//! terminal, as a page. Knows where it prints, not how a page looks.

use std::io::{self, Write as _};

use super::{SUCCESS, known, page::page};
use crate::{leak::Transform, transforms};

/// Longer lines are hard to read.
const MAX_WIDTH: usize = 100;

/// The width where nobody knows it.
const USUAL_WIDTH: usize = 80;

pub(super) fn explain(name: Option<&str>) -> anyhow::Result<u8> {
    let only = name.map(known).transpose()?;
    let all: Vec<&Transform> = only.map_or_else(|| transforms::ALL.to_vec(), |it| vec![it]);
    // Not through anstream: whether there are colours is decided for the whole page.
    let mut out = io::stdout().lock();
    let is_plain = anstream::AutoStream::choice(&out) == anstream::ColorChoice::Never;
    for (place, transform) in all.iter().enumerate() {
        if place > 0 {
            out.write_all(b"\n")?;
        }
        match is_plain {
            true => out.write_all(transform.docs.as_bytes())?,
            false => out.write_all(page(transform.docs, width()).as_bytes())?,
        }
    }
    out.flush()?;
    Ok(SUCCESS)
}

/// How many columns there are: `COLUMNS` says it, or the terminal.
fn width() -> usize {
    let said = std::env::var("COLUMNS").ok().and_then(|it| it.parse().ok());
    let known = said.or_else(|| terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)));
    known.unwrap_or(USUAL_WIDTH).clamp(20, MAX_WIDTH)
}
