//! `leakfix fix --interactive`: each rewrite is shown and asked for, with the keys of
//! `git add -p`. Knows units and lines of input, whether they come from a terminal or not.

use std::io::{self, BufRead, Write};

use anyhow::bail;

use super::{
    analysis::{Analysis, analyse},
    arguments::Scan,
    editor::edit,
    limits::Purpose,
    say,
};
use crate::{
    choice::Choice,
    finding::Status,
    git,
    report::{Changes, Unit, coloured, edited, harmless},
};

/// Asks for each rewrite, and makes those that are wanted.
pub(super) fn fix(scan: &Scan, allow_dirty: bool) -> anyhow::Result<u8> {
    let mut analysis = analyse(scan, Purpose::Rewrite)?;
    if analysis.reports(None)?.iter().any(|it| it.file.is_none()) {
        bail!("the questions go to stdout: name a file, as in `--format json=report.json`");
    }
    let changes = Changes::of(&analysis.parts, &analysis.discovery.base);
    let mut dialogue = Dialogue {
        analysis: &analysis,
        changes: &changes,
        choice: Choice::none(&changes),
        answers: vec![None; changes.units.len()],
        edited: 0,
        input: io::stdin().lock(),
        out: anstream::stdout().lock(),
    };
    if !allow_dirty {
        dialogue.pass_over_unclean();
    }
    dialogue.ask_all()?;
    let words = dialogue.outcome();
    let chosen = dialogue.choice.decide(&analysis.parts);
    chosen.apply(&mut analysis.parts, &not_taken(), scan.target);
    analysis.limited.words.insert(0, words);
    analysis.fix(allow_dirty)
}

fn not_taken() -> Status {
    Status::Refused {
        slug: "not-taken",
        reason: "its rewrite was not taken".to_owned(),
        place: None,
        help: "run again to be asked again",
    }
}

/// What becomes of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answer {
    Taken,
    Declined,
    /// It could not be written.
    Unclean,
}

/// What is to be done next.
enum Next {
    /// Ask for this unit.
    Ask(usize),
    /// Ask for the same again, without showing it.
    AskAgain,
    End,
}

struct Dialogue<'d, I, O> {
    analysis: &'d Analysis<'d>,
    changes: &'d Changes<'d>,
    choice: Choice<'d>,
    answers: Vec<Option<Answer>>,
    edited: usize,
    input: I,
    out: O,
}

const HELP: &str = "\
y - make this rewrite
n - do not make it
q - quit: make neither this nor any that was not asked for yet
a - make this and all later ones of the file
d - make neither this nor any later one of the file
e - edit this rewrite by hand, then make it
j - leave it undecided and go to the next undecided one
k - leave it undecided and go to the undecided one before
? - print help
";

impl<I: BufRead, O: Write> Dialogue<'_, I, O> {
    /// What git forbids to write is not asked for.
    fn pass_over_unclean(&mut self) {
        let paths: Vec<_> = self.changes.files.iter().map(|it| it.old.path.clone()).collect();
        // Where git cannot be asked, nothing is written, and that is said then.
        let unclean = git::unclean(&paths).unwrap_or_default();
        for unit in 0..self.answers.len() {
            let mut files = self.changes.files_of(unit).into_iter();
            let Some(file) = files.find(|it| unclean.contains_key(&paths[*it])) else {
                continue;
            };
            let path = &self.changes.files[file].diff.path;
            say(&format!(
                "leakfix: {path} is left as it is, with all that belongs to it: commit or stash what changed there \
                 first, or pass --allow-dirty\n"
            ));
            self.answers[unit] = Some(Answer::Unclean);
        }
    }

    fn ask_all(&mut self) -> io::Result<()> {
        let mut next = self.undecided(0..self.answers.len()).map_or(Next::End, Next::Ask);
        let mut unit = 0;
        loop {
            match next {
                Next::End => return Ok(()),
                Next::Ask(it) => {
                    unit = it;
                    self.show(unit)?;
                }
                Next::AskAgain => {}
            }
            write!(
                self.out,
                "\u{1b}[1;34m({}/{}) Make this rewrite [y,n,q,a,d,e,j,k,?]?\u{1b}[0m ",
                unit + 1,
                self.answers.len()
            )?;
            self.out.flush()?;
            let mut line = String::new();
            // The end of the input is as good as `q`.
            let is_end = self.input.read_line(&mut line)? == 0;
            if is_end {
                writeln!(self.out)?;
            }
            let key = line.trim().chars().next();
            next = self.answer(unit, if is_end { Some('q') } else { key })?;
        }
    }

    fn answer(&mut self, unit: usize, key: Option<char>) -> io::Result<Next> {
        let all = self.answers.len();
        match key {
            Some('y') => self.take(unit)?,
            Some('n') => self.answers[unit] = Some(Answer::Declined),
            Some('q') => return Ok(Next::End),
            Some('a') => {
                for it in self.later_of_file(unit) {
                    self.take(it)?;
                }
            }
            Some('d') => {
                for it in self.later_of_file(unit) {
                    self.answers[it] = Some(Answer::Declined);
                }
            }
            Some('e') => return self.edit(unit),
            Some('j') => return self.go(unit + 1..all, "there is no undecided rewrite after this one"),
            Some('k') => return self.go((0..unit).rev(), "there is no undecided rewrite before this one"),
            _ => {
                write!(self.out, "{HELP}")?;
                return Ok(Next::AskAgain);
            }
        }
        let next = self.undecided(unit + 1..all).or_else(|| self.undecided(0..unit));
        Ok(match self.answers[unit] {
            None => Next::AskAgain,
            Some(_) => next.map_or(Next::End, Next::Ask),
        })
    }

    fn undecided(&self, units: impl IntoIterator<Item = usize>) -> Option<usize> {
        units.into_iter().find(|it| self.answers[*it].is_none())
    }

    fn go(&mut self, units: impl IntoIterator<Item = usize>, otherwise: &str) -> io::Result<Next> {
        match self.undecided(units) {
            Some(unit) => Ok(Next::Ask(unit)),
            None => {
                writeln!(self.out, "{otherwise}")?;
                Ok(Next::AskAgain)
            }
        }
    }

    /// This unit and the undecided ones after it that begin in the same file.
    fn later_of_file(&self, unit: usize) -> Vec<usize> {
        let file = |it: usize| self.changes.units[it].hunks.first().map(|(file, _)| *file);
        let later = (unit..self.answers.len()).filter(|it| self.answers[*it].is_none());
        later.filter(|it| file(*it) == file(unit)).collect()
    }

    /// Takes a unit that the referee can read.
    fn take(&mut self, unit: usize) -> io::Result<()> {
        self.choice.take(unit);
        self.keep(unit).map(|_| ())
    }

    /// Keeps what was just taken if the referee can read it, or says why not.
    fn keep(&mut self, unit: usize) -> io::Result<bool> {
        match self.choice.verify(unit) {
            Ok(()) => {
                self.answers[unit] = Some(Answer::Taken);
                Ok(true)
            }
            Err(words) => {
                self.choice.leave(unit);
                writeln!(self.out, "it cannot be made so: {}", harmless(&words))?;
                Ok(false)
            }
        }
    }

    fn edit(&mut self, unit: usize) -> io::Result<Next> {
        let draft = format!("{}{EDIT_HELP}", self.changes.patch(unit));
        let lines = edit(&draft).and_then(|text| edited(&text, self.changes, unit));
        match lines {
            Err(words) => {
                writeln!(self.out, "the patch cannot be taken: {}", harmless(&words))?;
                Ok(Next::AskAgain)
            }
            Ok(lines) => {
                self.choice.take_edited(unit, lines);
                if !self.keep(unit)? {
                    return Ok(Next::AskAgain);
                }
                self.edited += 1;
                let all = self.answers.len();
                let next = self.undecided(unit + 1..all).or_else(|| self.undecided(0..unit));
                Ok(next.map_or(Next::End, Next::Ask))
            }
        }
    }

    /// What a unit is for, what belongs to it, and its patch.
    fn show(&mut self, number: usize) -> io::Result<()> {
        let unit = &self.changes.units[number];
        for finding in &unit.findings {
            let text = self.analysis.text(&unit.part.sources).finding(finding);
            write!(self.out, "{text}")?;
        }
        let patch = coloured(&harmless(&self.changes.patch(number)));
        write!(self.out, "{patch}{}", self.company(unit))
    }

    /// Says what cannot be had without each other.
    fn company(&self, unit: &Unit<'_>) -> String {
        let mut files: Vec<usize> = unit.hunks.iter().map(|(file, _)| *file).collect();
        files.dedup();
        let hunks = match (unit.hunks.len(), files.len()) {
            (1, _) => String::new(),
            (hunks, 1) => format!("{hunks} places"),
            (hunks, files) => format!("{hunks} places in {files} files"),
        };
        let others = match unit.findings.len() {
            0 | 1 => String::new(),
            2 => "together with 1 other".to_owned(),
            count => format!("together with {} others", count - 1),
        };
        let words: Vec<String> = [others, hunks].into_iter().filter(|it| !it.is_empty()).collect();
        match words.is_empty() {
            true => String::new(),
            false => format!("{}: none of it can be made without the rest\n", words.join(", ")),
        }
    }

    /// What was taken and what was not, in one sentence.
    fn outcome(&self) -> String {
        let count = |answer: Option<Answer>| self.answers.iter().filter(|it| **it == answer).count();
        let taken = count(Some(Answer::Taken));
        let mut words = format!("{taken} of {} rewrites taken", self.answers.len());
        if self.edited > 0 {
            words += &format!(", {} of them edited", self.edited);
        }
        for (number, what) in [
            (count(Some(Answer::Declined)), "declined"),
            (count(Some(Answer::Unclean)), "not asked for"),
            (count(None), "not decided"),
        ] {
            if number > 0 {
                words += &format!(", {number} {what}");
            }
        }
        words
    }
}

const EDIT_HELP: &str = "\
# ---
# To keep a line that is taken away, make its `-` a ` `; to take back one that is new,
# delete it. New lines begin with `+`. Lines that begin with # are left out.
# If the patch does not apply, or the code cannot be read then, you are asked again.
";
