//! What `leakfix.toml` says where the command line says nothing. Knows the names that
//! may stand there, not what they do.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow, bail};

use super::{
    arguments::{ConfigSource, Scan},
    known,
};
use crate::{
    config::{Config, Globs, Setting, nearest},
    discover::Discovery,
    report::relative,
    semantic::Runtime,
    transforms,
};

impl Scan {
    /// With what `leakfix.toml` says.
    ///
    /// # Errors
    /// What is wrong in that file, with its line.
    pub(super) fn settled(mut self) -> anyhow::Result<Scan> {
        let cwd = std::env::current_dir().context("the current directory cannot be read")?;
        let cwd = cwd.canonicalize().unwrap_or(cwd);
        self.config = self.source.read(&cwd)?;
        self.target = self.asked_target.unwrap_or_default();
        let Some(config) = &self.config else {
            return Ok(self);
        };
        for setting in config.disable.iter().chain(&config.r#unsafe) {
            known(&setting.text).map_err(|_| unknown_transform(config, setting, &cwd))?;
        }
        if let Some(setting) = &config.target {
            let target = Runtime::of_name(&setting.text).ok_or_else(|| unknown_runtime(config, setting, &cwd))?;
            self.target = self.asked_target.unwrap_or(target);
        }
        self.prefer_builtin |= config.prefers_builtin;
        Ok(self)
    }
}

impl ConfigSource {
    pub(super) fn read(&self, cwd: &Path) -> anyhow::Result<Option<Config>> {
        let read = match &self.file {
            _ if self.no_config => return Ok(None),
            Some(file) => Config::read(&cwd.join(file)).map(Some),
            None => Config::find(cwd),
        };
        read.map_err(|words| anyhow!(words))
    }
}

fn unknown_transform(config: &Config, setting: &Setting, cwd: &Path) -> anyhow::Error {
    let names = transforms::ALL.iter().map(|it| it.name);
    let words = match nearest(&setting.text, names.clone()) {
        Some(near) => format!("there is no transform `{}`: did you mean `{near}`?", setting.text),
        None => there_are("transform", &setting.text, names),
    };
    at(config, setting.line, cwd, &words)
}

fn unknown_runtime(config: &Config, setting: &Setting, cwd: &Path) -> anyhow::Error {
    let names = Runtime::ALL.into_iter().map(Runtime::name);
    at(config, setting.line, cwd, &there_are("runtime", &setting.text, names))
}

fn there_are(kind: &str, name: &str, known: impl Iterator<Item = &'static str>) -> String {
    let all: Vec<&str> = known.collect();
    format!("there is no {kind} `{name}`; there are: {}", all.join(", "))
}

/// An error in a line of the file.
pub(super) fn at(config: &Config, line: usize, cwd: &Path, words: &str) -> anyhow::Error {
    anyhow!("{}:{line}: {words}", relative(&config.path, cwd))
}

/// The transforms that the user does without: `--only` uses one that the file disables.
///
/// # Errors
/// A name that is none.
pub(super) fn left_out(scan: &Scan) -> anyhow::Result<Vec<&'static str>> {
    for name in scan.only.iter().chain(&scan.skip) {
        known(name)?;
    }
    let disabled = scan.config.iter().flat_map(|it| &it.disable);
    let disabled: Vec<&str> = disabled.map(|it| it.text.as_str()).collect();
    let is_left_out = |it: &&'static str| {
        let named = |names: &[String]| names.iter().any(|name| name == it);
        let is_off = match scan.only.is_empty() {
            true => disabled.contains(it),
            false => !named(&scan.only),
        };
        is_off || named(&scan.skip)
    };
    Ok(transforms::ALL.iter().map(|it| it.name).filter(is_left_out).collect())
}

/// The transforms whose unsafe rewrites the file allows.
pub(super) fn unsafe_too(scan: &Scan) -> Vec<&'static str> {
    let allowed = scan.config.iter().flat_map(|it| &it.r#unsafe);
    let allowed: Vec<&str> = allowed.map(|it| it.text.as_str()).collect();
    let names = transforms::ALL.iter().map(|it| it.name);
    names.filter(|it| allowed.contains(it)).collect()
}

/// The paths that are given; where none is, the folder whose globs select.
pub(super) fn selected_paths(scan: &Scan) -> Vec<PathBuf> {
    match globs_of(scan) {
        Some(config) => vec![config.folder().to_owned()],
        None => scan.paths.clone(),
    }
}

/// The file whose `paths` count.
fn globs_of(scan: &Scan) -> Option<&Config> {
    let config = scan.config.as_ref()?;
    (scan.paths.is_empty() && !config.paths.is_empty()).then_some(config)
}

/// Of what is found, selects what `paths` and `exclude` leave.
///
/// # Errors
/// A glob that is none, or that means no file.
pub(super) fn select(discovery: &mut Discovery, scan: &Scan, cwd: &Path) -> anyhow::Result<()> {
    let Some(config) = &scan.config else {
        return Ok(());
    };
    let wrong = |(line, words): (usize, String)| at(config, line, cwd, &words);
    let read = |settings: &[Setting]| Globs::read(config.folder(), settings).map_err(wrong);
    let (only, except) = (read(&config.paths)?, read(&config.exclude)?);
    if globs_of(scan).is_some() {
        if let Some((line, text)) = only.idle(discovery.files.iter().map(|it| it.path.as_path())) {
            bail!(at(
                config,
                line,
                cwd,
                &format!("`{text}` leads to no file that is read")
            ));
        }
        discovery
            .files
            .iter_mut()
            .for_each(|it| it.selected &= only.has(&it.path));
    }
    // Who names what is in an excluded folder wants it.
    let given = scan.paths.iter().filter_map(|it| cwd.join(it).canonicalize().ok());
    let given: Vec<PathBuf> = given.filter(|it| except.has(it)).collect();
    for file in discovery.files.iter_mut().filter(|it| it.selected) {
        let is_named = given.iter().any(|it| file.path.starts_with(it));
        file.selected = is_named || !except.has(&file.path);
    }
    Ok(())
}
