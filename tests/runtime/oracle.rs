//! The workers that run handlers, `oracle.js`, each for one handler at a time and kept for the next. They judge nothing.

use crate::node;
use serde_json::Value;
use std::io::{self, BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Mutex, PoisonError};

/// What came before each answer and what after it; `invocations.js` makes it.
pub struct Report(pub Value);

#[derive(Default)]
pub struct Oracles {
    idle: Mutex<Vec<Worker>>,
}

impl Oracles {
    /// Runs what a job says, as `invocations.js` takes it.
    pub fn run(&self, job: &Value) -> Result<Report, String> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut worker = idle.map_or_else(Worker::start, Ok).map_err(|error| error.to_string())?;
        let mut answer = worker
            .ask(job)
            .map_err(|error| format!("the worker is gone: {error}"))?;
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(worker);
        match answer.get_mut("report") {
            Some(report) => Ok(Report(report.take())),
            None => Err(format!(
                "the worker could not run it: {}",
                answer["failure"].as_str().unwrap_or_default()
            )),
        }
    }
}

struct Worker {
    process: Child,
    jobs: ChildStdin,
    reports: BufReader<ChildStdout>,
}

impl Worker {
    fn start() -> io::Result<Self> {
        let mut process = Command::new("node")
            .arg(node::directory().join("oracle.js"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let jobs = process.stdin.take().expect("it was asked for a pipe");
        let reports = BufReader::new(process.stdout.take().expect("it was asked for a pipe"));
        Ok(Self { process, jobs, reports })
    }

    fn ask(&mut self, job: &Value) -> io::Result<Value> {
        writeln!(self.jobs, "{job}")?;
        let mut line = String::new();
        self.reports.read_line(&mut line)?;
        Ok(serde_json::from_str(&line)?)
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // A worker ends with its input; this only spares the wait for it.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
