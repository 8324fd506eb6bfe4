//! What a terminal shows while a long run is under way, and how wide it is. Knows
//! terminals, nothing of what runs.

use std::{
    io::{self, IsTerminal as _},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
        mpsc::{RecvTimeoutError, Sender, channel},
    },
    thread::JoinHandle,
    time::Duration,
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Shorter runs show nothing.
const PATIENCE: Duration = Duration::from_millis(500);
/// How often it is drawn.
const BEAT: Duration = Duration::from_millis(100);
/// Where nothing says how wide lines may be.
const WIDTH: usize = 140;

/// Parts of the program; how many there are is known once all files are read.
#[derive(Default)]
struct Steps {
    done: AtomicU64,
    all: AtomicU64,
}

/// Shown on stderr until it is dropped, if that is a terminal; gone without a trace.
pub(super) struct Progress {
    steps: Arc<Steps>,
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Progress {
    /// Begins to wait.
    pub(super) fn start(is_wanted: bool) -> Progress {
        let steps = Arc::<Steps>::default();
        let is_dumb = std::env::var_os("TERM").is_none_or(|it| it == "dumb");
        if !is_wanted || is_dumb || !io::stderr().is_terminal() {
            let (stop, thread) = (None, None);
            return Progress { steps, stop, thread };
        }
        let (stop, stopped) = channel::<()>();
        let seen = Arc::clone(&steps);
        let thread = std::thread::Builder::new().spawn(move || {
            if stopped.recv_timeout(PATIENCE) != Err(RecvTimeoutError::Timeout) {
                return;
            }
            let bar = bar();
            while stopped.recv_timeout(BEAT) == Err(RecvTimeoutError::Timeout) {
                let all = seen.all.load(Relaxed);
                if all > 0 && bar.length() != Some(all) {
                    bar.set_length(all);
                    bar.set_style(style("{wide_bar} {pos} of {len} parts"));
                }
                bar.set_position(seen.done.load(Relaxed));
                bar.tick();
            }
            bar.finish_and_clear();
        });
        Progress {
            steps,
            stop: Some(stop),
            // A system without a thread to spare goes without.
            thread: thread.ok(),
        }
    }

    /// So many parts there will be.
    pub(super) fn announce(&self, parts: usize) {
        self.steps.all.store(parts as u64, Relaxed);
    }

    /// One more part of the program is done.
    pub(super) fn advance(&self) {
        self.steps.done.fetch_add(1, Relaxed);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn bar() -> ProgressBar {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    bar.with_style(style("{spinner} files are read"))
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_spinner())
}

/// How wide lines may be: `COLUMNS`, else what the terminal says.
pub(super) fn width() -> usize {
    let asked = std::env::var("COLUMNS").ok().and_then(|it| it.parse().ok());
    let terminal = || terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| usize::from(width.0));
    asked.or_else(terminal).filter(|it| *it > 0).unwrap_or(WIDTH).max(40)
}
