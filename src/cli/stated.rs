//! Functions that `leakfix.toml` names by module and export: which file and which
//! package each means.

use std::path::Path;

use super::{
    arguments::Scan,
    named::{ENDINGS, file_of, files_of},
    settings::at,
};
use crate::{
    config::{Config, Setting},
    discover::Discovery,
    guard::Fixed,
    report::relative,
    semantic::{Held, Home, Project, Stated, StatedFunction, StatedGives},
};

/// What the file states of functions, in its order.
///
/// # Errors
/// A name that is none, or leads to no file of the program.
pub(super) fn stated_functions(scan: &Scan, cwd: &Path, discovery: &Discovery) -> anyhow::Result<Stated> {
    let mut stated = Stated::default();
    let Some(config) = &scan.config else {
        return Ok(stated);
    };
    for setting in all(config) {
        let (home, path) =
            read(&setting.text, config, discovery).map_err(|words| at(config, setting.line, cwd, &words))?;
        let is_promise = config.promise_functions.iter().any(|it| std::ptr::eq(it, setting));
        stated.functions.push(match is_promise {
            true => StatedFunction {
                home,
                path,
                gives: StatedGives::Promise,
            },
            false => StatedFunction::with_callback(home, path),
        });
    }
    Ok(stated)
}

/// What is wrong with what is stated of functions whose files are in a part.
pub(super) fn wrong_statements(scan: &Scan, part: &Fixed, cwd: &Path) -> Vec<String> {
    let Some(config) = scan.config.as_ref().filter(|_| !part.links.stated_files.is_empty()) else {
        return Vec::new();
    };
    let project = Project::analyze(&part.sources, &part.links, &Held::default());
    let wrong = project.wrong_statements().into_iter();
    let words = wrong.filter_map(|(place, words)| {
        let setting = all(config).nth(place)?;
        Some(at(config, setting.line, cwd, &format!("`{}` {words}", setting.text)).to_string())
    });
    words.collect()
}

fn all(config: &Config) -> impl Iterator<Item = &Setting> {
    config.promise_functions.iter().chain(&config.error_first_functions)
}

/// `./lib/db#query`, `some-package#Client.send`
fn read(text: &str, config: &Config, discovery: &Discovery) -> Result<(Home, Vec<String>), String> {
    let names_nothing = || {
        format!(
            "`{text}` names no function: give its module, `#` and its name there, such as `./lib/db#query` or \
             `some-package#Client.send`"
        )
    };
    let (module, path) = text.split_once('#').ok_or_else(names_nothing)?;
    let path: Vec<String> = path.split('.').map(str::to_owned).collect();
    if module.is_empty() || path.iter().any(|it| it.trim() != it || it.is_empty()) {
        return Err(names_nothing());
    }
    if !module.starts_with('.') && !module.starts_with('/') {
        let name = module.strip_prefix("node:").unwrap_or(module);
        return Ok((Home::Package(name.to_owned()), path));
    }
    let place = config.folder().join(module.trim_start_matches("./"));
    if let Some(file) = file_of(&place, discovery) {
        return Ok((Home::File(file, module.to_owned()), path));
    }
    let shown = relative(&place, config.folder());
    match files_of(&place).any(|it| it.is_file()) {
        true => Err(format!(
            "`{text}`: {shown} is not read: it is ignored, or too far from PATH to be of the same program"
        )),
        false => Err(format!(
            "`{text}`: there is no file {shown}.js, nor one that ends in {}",
            ENDINGS[1..].join(", ")
        )),
    }
}
