//! `leakfix schema`: JSON Schemas of what leakfix reads and writes.

use std::io::Write as _;

use super::{SUCCESS, arguments::Schema};
use crate::{config, report, transforms};

pub(super) fn print(schema: Schema) -> anyhow::Result<u8> {
    let schema = match schema {
        Schema::Config => {
            let names: Vec<&str> = transforms::ALL.iter().map(|it| it.name).collect();
            config::schema(&names)
        }
        Schema::Report => report::schema().to_value(),
        Schema::ReportLine => report::schema_of_line().to_value(),
    };
    let mut out = anstream::stdout().lock();
    writeln!(out, "{schema:#}")?;
    out.flush()?;
    Ok(SUCCESS)
}
