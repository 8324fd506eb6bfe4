//! A run as the body of a pull request, for who has to decide on it: short first,
//! details folded, and never longer than GitHub takes. Knows the document alone.

mod details;
mod escape;

use std::collections::BTreeMap;

use self::details::{Left, by_handler, folded, older_runtimes, unread};
use self::escape::{code, place};
use super::document::{Document, FindingEntry, Standing, StatusEntry, Stretch, SubjectEntry, UrgencyEntry};

/// GitHub takes 65,536 characters; no way of counting them comes to more than the bytes.
pub const LONGEST: usize = 60_000;

/// What a document does not say of its run.
#[derive(Debug, Clone)]
pub struct Manner {
    /// Whether nothing was written.
    pub is_dry: bool,
    /// The options and paths of the run, for a shell: each with a space before it.
    pub arguments: String,
    /// Where the commands are to be run, from the top of the repository; empty at the top.
    pub directory: String,
    /// A path is appended to it to get the address of a file; it ends with `/`.
    pub link_base: Option<String>,
}

/// The whole body.
pub fn markdown(document: &Document, manner: &Manner) -> String {
    let body = Body {
        document,
        manner,
        standing: Standing::of(document),
        counts: Counts::of(document, manner),
    };
    let (head, tail) = (body.head(), body.tail());
    let mut room = LONGEST.saturating_sub(head.len() + tail.len());
    let mut middle = String::new();
    let mut add = |section: String, room: &mut usize| {
        *room = room.saturating_sub(section.len());
        middle += &section;
    };
    // What blocks comes first, but must not take the place of all else.
    add(Left::of(&body).section(room / 2), &mut room);
    let rest = [unread(&body, room / 8), older_runtimes(&body, room / 8)].concat();
    room = room.saturating_sub(rest.len());
    add(by_handler(&body, room), &mut room);
    format!("{head}{middle}{rest}{tail}")
}

/// What all parts of the text are made of.
struct Body<'d> {
    document: &'d Document,
    manner: &'d Manner,
    standing: Standing<'d>,
    counts: Counts,
}

/// What became of the leaks, as far as the disk says.
#[derive(Debug, Default, Clone)]
struct Counts {
    fixed: usize,
    converted: usize,
    /// When they hurt; before and after.
    leaks: BTreeMap<When, (usize, usize)>,
    /// Rewritten, but not written.
    unwritten: usize,
    by_transform: BTreeMap<&'static str, Row>,
}

/// When a leak hurts, the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum When {
    Now,
    OnceAsync,
    Unreached,
}

impl When {
    const ALL: [When; 3] = [When::Now, When::OnceAsync, When::Unreached];

    fn of(finding: &FindingEntry) -> Option<When> {
        match finding.urgency {
            UrgencyEntry::LeaksNow => Some(When::Now),
            UrgencyEntry::KeptAlive => Some(When::OnceAsync),
            UrgencyEntry::Unreached => Some(When::Unreached),
            UrgencyEntry::Refused => None,
        }
    }

    fn words(self) -> &'static str {
        match self {
            When::Now => "leaks",
            When::OnceAsync => "leaks once the handler is async: only the event loop waits",
            When::Unreached => "leaks in code that no handler is known to reach",
        }
    }
}

#[derive(Debug, Default, Clone)]
struct Row {
    /// The worst of what it has found, and how bad that is.
    message: Option<(usize, &'static str)>,
    fixed: usize,
    needs_unsafe: usize,
    left: usize,
    ignored: usize,
    notes: usize,
}

impl Counts {
    fn of(document: &Document, manner: &Manner) -> Counts {
        let standing = Standing::of(document);
        let mut counts = Counts::default();
        for it in &document.findings {
            let is_done = manner.is_dry || standing.is_made(it);
            counts.add(it, is_done);
        }
        counts
    }

    fn add(&mut self, finding: &FindingEntry, is_done: bool) {
        let row = self.by_transform.entry(finding.transform).or_default();
        let rank = match (&finding.status, finding.urgency) {
            (StatusEntry::Note, _) => 2,
            (_, UrgencyEntry::LeaksNow) => 0,
            _ => 1,
        };
        if row.message.is_none_or(|(other, _)| rank < other) {
            row.message = Some((rank, finding.message));
        }
        let is_leak = finding.subject == SubjectEntry::Leak;
        let is_left = match &finding.status {
            StatusEntry::Fixed { .. } if is_done => {
                row.fixed += 1;
                *(if is_leak { &mut self.fixed } else { &mut self.converted }) += 1;
                false
            }
            StatusEntry::Fixed { .. } => {
                row.left += 1;
                self.unwritten += 1;
                true
            }
            StatusEntry::NeedsUnsafe { .. } => {
                row.needs_unsafe += 1;
                true
            }
            StatusEntry::Refused { .. } => {
                row.left += 1;
                true
            }
            StatusEntry::Ignored { .. } => return row.ignored += 1,
            StatusEntry::Note => return row.notes += 1,
        };
        if let Some(when) = When::of(finding).filter(|_| is_leak) {
            let (before, after) = self.leaks.entry(when).or_default();
            *before += 1;
            *after += usize::from(is_left);
        }
    }

    fn is_any_fixed_of(&self, when: When) -> bool {
        self.leaks.get(&when).is_some_and(|(before, after)| after < before)
    }
}

impl Body<'_> {
    /// Where a stretch that was read stands now.
    fn place(&self, stretch: &Stretch) -> String {
        self.at(&self.standing.stretch(stretch))
    }

    /// A stretch of the disk.
    fn at(&self, at: &Stretch) -> String {
        place(
            &at.start.path,
            at.start.line,
            at.end_line,
            self.manner.link_base.as_deref(),
        )
    }

    fn head(&self) -> String {
        [
            self.opening(),
            self.numbers(),
            self.behaviour(),
            self.caveats(),
            self.transforms(),
        ]
        .concat()
    }

    /// What this is, in three sentences.
    fn opening(&self) -> String {
        let counts = &self.counts;
        let mut text =
            "AWS Lambda freezes a process when its handler has answered: what still runs then is lost, or goes \
                        on in somebody else's invocation, and newer runtimes wait for nothing but the promise of the handler. "
                .to_owned();
        let (leaks, handlers) = (count(counts.fixed, "leak"), count(counts.converted, "handler"));
        text += &match (self.is_dry(), counts.fixed, counts.converted) {
            (_, 0, 0) => "There is nothing that can be rewritten.".to_owned(),
            (true, _, 0) => format!("{leaks} can be rewritten."),
            (true, 0, _) => format!("{handlers} can be made async."),
            (true, ..) => format!("{leaks} can be rewritten, and {handlers} made async."),
            (false, _, 0) => format!("This takes away {leaks}."),
            (false, 0, _) => format!("This makes {handlers} async."),
            (false, ..) => format!("This takes away {leaks}, and makes {handlers} async."),
        };
        text += "\n\n";
        if self.is_dry() && !self.document.files.is_empty() {
            let command = code(&format!("leakfix fix{}", self.arguments()));
            text += &format!("**Nothing is changed yet.** The numbers *after* are those of {command}.\n\n");
        }
        if counts.unwritten > 0 {
            text += &format!(
                "**Not all could be written:** {} of {} are left out.\n\n",
                count(counts.unwritten, "rewrite"),
                counts.fixed + counts.converted + counts.unwritten
            );
        }
        for (words, all) in [
            ("Not done", &self.document.failures),
            ("A defect of leakfix, please report it", &self.document.defects),
        ] {
            for it in all.iter().take(5) {
                text += &format!("**{words}:** {}\n\n", code(it));
            }
            if all.len() > 5 {
                text += &format!("… and {} more of these.\n\n", all.len() - 5);
            }
        }
        text
    }

    fn numbers(&self) -> String {
        let (counts, document) = (&self.counts, self.document);
        let mut text = "| | before | after |\n|---|---:|---:|\n".to_owned();
        for when in When::ALL {
            let (before, after) = counts.leaks.get(&when).copied().unwrap_or_default();
            if before > 0 || when == When::Now {
                text += &format!("| {} | {before} | {after} |\n", when.words());
            }
        }
        let totals = &document.totals;
        if totals.handlers > 0 && counts.unwritten == 0 {
            text += &format!(
                "| handlers that run on {} | {} of {all} | {} of {all} |\n",
                document.target,
                totals.handlers_running,
                totals.handlers_running_after,
                all = totals.handlers
            );
        }
        let changed = document
            .files
            .iter()
            .filter(|it| self.is_dry() || it.is_written)
            .count();
        text + &format!("| changed files | | {changed} of {} |\n\n", totals.files)
    }

    /// What the changes mean, as far as there are any.
    fn behaviour(&self) -> String {
        let counts = &self.counts;
        if counts.fixed + counts.converted == 0 {
            return String::new();
        }
        let mut text = "### What changes in behaviour\n\n".to_owned();
        if counts.is_any_fixed_of(When::Now) {
            text +=
                "- A handler answers when its work is done, no longer before: it takes as long as that work does.\n";
            text += "- Work that fails where nobody looks, which could end the process, now fails the invocation. Errors \
                     that were only logged, or ignored, still are.\n";
        }
        if counts.converted > 0 {
            text += &format!(
                "- {} async: what was passed to the callback, or to `context`, is returned or thrown, when all that \
                 Lambda waited for is done.\n",
                plural(counts.converted, "handler becomes", "handlers become")
            );
        }
        text += "\n### What does not\n\n";
        text += "- Answers, requests that are sent, lines that are logged. What is started side by side and awaited by one \
                 transform stays side by side; neighbours of different kinds are awaited one after the other.\n";
        text += "- Comments, formatting, and every line that is not part of a rewrite.\n\n";
        text
    }

    /// What `--unsafe` has let through, and where.
    fn caveats(&self) -> String {
        let mut places: BTreeMap<&str, Vec<Stretch>> = BTreeMap::new();
        for it in &self.document.findings {
            let is_done = self.is_dry() || self.standing.is_made(it);
            if let StatusEntry::Fixed { caveat: Some(caveat) } = &it.status
                && is_done
            {
                places.entry(caveat).or_default().push(self.standing.stretch(&it.place));
            }
        }
        let lines = places
            .iter()
            .map(|(caveat, places)| format!("- {caveat}: {}\n", self.places(places)));
        let heading = "### Look at these: they may change what the code does, and `--unsafe` has asked for them\n\n";
        folded(heading, "Where", lines.collect(), LONGEST / 6)
    }

    /// The first of them, and how many more there are.
    fn places(&self, all: &[Stretch]) -> String {
        const SHOWN: usize = 12;
        let shown: Vec<String> = all.iter().take(SHOWN).map(|it| self.at(it)).collect();
        match all.len().saturating_sub(SHOWN) {
            0 => shown.join(", "),
            more => format!("{}, and {more} more", shown.join(", ")),
        }
    }

    fn transforms(&self) -> String {
        if self.counts.by_transform.is_empty() {
            return String::new();
        }
        let rewritten = if self.is_dry() { "can be rewritten" } else { "rewritten" };
        let mut text = format!(
            "### By transform\n\n\
             | transform | what is wrong | {rewritten} | needs `--unsafe` | left | ignored | notes |\n\
             |---|---|---:|---:|---:|---:|---:|\n"
        );
        for (name, row) in &self.counts.by_transform {
            let message = row.message.map_or("", |(_, it)| it).replace('|', "\\|");
            text += &format!(
                "| `{name}` | {message} | {} | {} | {} | {} | {} |\n",
                row.fixed, row.needs_unsafe, row.left, row.ignored, row.notes
            );
        }
        text + "\n"
    }

    /// The commands, and who has made this.
    fn tail(&self) -> String {
        let (arguments, tool) = (self.arguments(), &self.document.tool);
        let go = match self.manner.directory.as_str() {
            "" => String::new(),
            directory => format!("cd {directory}\n"),
        };
        let (commands, words) = match self.is_dry() {
            true => (
                format!("leakfix diff{arguments}\nleakfix fix{arguments}\nleakfix check{arguments}\n"),
                "The first shows the changes, the second makes them, the third tells what is left.",
            ),
            false => (
                format!("git diff HEAD~1\nleakfix check{arguments}\n"),
                "The first shows the changes, where they are the last commit; the second tells what is left, and exits with 0 \
                 where that is nothing.",
            ),
        };
        let again = match self.is_dry() {
            true => String::new(),
            false => format!(
                " On the code before, {} makes the same changes.",
                code(&format!("leakfix fix{arguments}"))
            ),
        };
        let fence = fence(&commands);
        format!(
            "### How to verify\n\n{fence}sh\n{go}{commands}{fence}\n\n{words}{again} Then run the tests of the project. \
             `leakfix explain NAME` says what a transform finds, and what it becomes.\n\n\
             Made by {} {}.\n",
            tool.name, tool.version
        )
    }

    /// Those of the run; a list of a thousand paths would leave no room for what was found.
    fn arguments(&self) -> &str {
        match self.manner.arguments.len() {
            0..2000 => &self.manner.arguments,
            _ => " # and the arguments of this run, which are too long for this text",
        }
    }

    fn is_dry(&self) -> bool {
        self.manner.is_dry
    }
}

/// Longer than any in what it fences.
fn fence(text: &str) -> String {
    let runs = text.split(|it| it != '`').map(str::len);
    "`".repeat(runs.max().unwrap_or_default().max(2) + 1)
}

fn count(number: usize, noun: &str) -> String {
    plural(number, noun, &format!("{noun}s"))
}

fn plural(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
