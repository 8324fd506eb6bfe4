//! Why a timer is reported and left as it is. Knows sentences, no code.

use std::fmt;

/// Why nobody can be made to wait for a timer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Timed {
    /// It is there for the case that something takes too long.
    Watchdog,
    /// It is cleared, but not on every path.
    Cleared,
    /// It is used besides being started.
    Used,
    /// An interval that its own callback never clears.
    Endless,
    /// An interval whose turns may be under way when it is cleared.
    Overlaps,
    /// The turn that clears an interval may fail after that.
    FailsAfterwards,
    /// What follows goes on while the timer runs, and depends on its callback.
    Meanwhile,
    /// An argument for the callback may be another one when that is called.
    Arguments,
    /// It is given nothing to call that is known.
    UnknownCallback,
}

impl Timed {
    pub(super) fn slug(self) -> &'static str {
        match self {
            Timed::Watchdog => "watchdog",
            Timed::Cleared => "timer-cleared",
            Timed::Used => "timer-used",
            Timed::Endless => "interval-endless",
            Timed::Overlaps => "interval-overlaps",
            Timed::FailsAfterwards => "interval-fails",
            Timed::Meanwhile => "depends-on-timer",
            Timed::Arguments => "timer-arguments",
            Timed::UnknownCallback => "unknown-callback",
        }
    }

    pub(super) fn help(self) -> &'static str {
        match self {
            Timed::Watchdog => "clear the timer in a `finally` when the work is done",
            Timed::Cleared => "clear the timer in a `finally`, or await it where it is wanted",
            Timed::Used => "await the timer where it is started, or clear it in a `finally`",
            Timed::Endless => "clear the interval in a `finally`, or in its callback when it is done",
            Timed::Overlaps => "use a loop that awaits each turn and the delay",
            Timed::FailsAfterwards => "clear the interval as the last thing that its callback does",
            Timed::Meanwhile => "decide where to wait for the timer",
            Timed::Arguments => "call the function in an arrow function, with what it should get",
            Timed::UnknownCallback => "pass a function that is declared in this file",
        }
    }
}

impl fmt::Display for Timed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Timed::Watchdog => "this timer is there for work that takes too long; awaited, it would always go off",
            Timed::Cleared => "the timer is cleared here, but not on every path",
            Timed::Used => "the timer is used here",
            Timed::Endless => "the callback of the interval never clears it",
            Timed::Overlaps => "a turn of this interval may be under way when another one clears it",
            Timed::FailsAfterwards => "the turn that clears the interval goes on after this, and may fail",
            Timed::Meanwhile => "this goes on while the timer runs, and depends on what its callback does or reads",
            Timed::Arguments => "this is given to the callback, and may be something else by then",
            Timed::UnknownCallback => "what is passed as the callback cannot be followed",
        })
    }
}
