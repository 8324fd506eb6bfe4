#![doc = include_str!("README.md")]

use crate::{
    leak::{Leak, Subject, Transform},
    rewrite::{Reason, Refusal, Rewrite, handlers_are_async, wait_for_promise},
    semantic::Project,
};

/// Promises that nobody waits for are awaited.
pub static AWAIT_PROMISE: Transform = Transform {
    name: "await-promise",
    subject: Subject::Leak,
    message: "nobody waits for this promise",
    latent: "nothing but the event loop waits for this promise",
    why: "when the handler has answered, Lambda freezes the process: the work goes on in somebody else's invocation or \
          never, and what it rejects with ends the process",
    help: "await the promise",
    also: &[],
    docs: include_str!("README.md"),
    leaks: include_str!("leaks.scm"),
    words: &[
        "async",
        "await",
        "Promise",
        ".promise()",
        ".then(",
        ".catch(",
        ".finally(",
        "fetch",
        "@aws-sdk/",
        "/promises",
        "axios",
        "'got'",
        "\"got\"",
        "callbackWaitsForEmptyEventLoop",
        "unhandledRejection",
    ],
    rewrite,
};

fn rewrite<'s>(leak: &Leak<'s>, project: &Project<'s>) -> Result<Rewrite<'s>, Refusal> {
    let promise = leak.place();
    if let Some(answer) = project.answer_before(promise) {
        return Err(Refusal::at(answer, Reason::AnsweredBefore));
    }
    handlers_are_async(project, promise)?;
    if let Some(completion) = promise.descendants().into_iter().find(|it| project.is_completion(*it)) {
        return Err(Refusal::at(completion, Reason::AnswersTwice));
    }
    let unwaited = project.unwaited(promise).expect("the query asks for it");
    let mut rewrite = Rewrite::safe(leak.source);
    wait_for_promise(project, &mut rewrite, promise, unwaited)?;
    Ok(rewrite)
}
