#![doc = include_str!("README.md")]

use crate::{
    leak::{Leak, Subject, Transform},
    rewrite::{Refusal, Rewrite, convert_completing, handlers_are_async},
    semantic::{CALLBACK_WORDS, Project},
};

/// Functions of the project with a callback return promises instead.
pub static RETURN_PROMISE: Transform = Transform {
    name: "return-promise",
    subject: Subject::Leak,
    message: "this callback may run after Lambda has frozen the invocation",
    latent: "nothing but the event loop waits for this callback",
    why: "nothing waits for the work of this function: when the handler has answered, Lambda freezes the process, and \
          the callback runs in somebody else's invocation or never",
    help: "let the function return a promise instead of taking a callback, and await it",
    also: &["promisify-callback"],
    docs: include_str!("README.md"),
    leaks: include_str!("leaks.scm"),
    words: CALLBACK_WORDS,
    rewrite,
};

fn rewrite<'s>(leak: &Leak<'s>, project: &Project<'s>) -> Result<Rewrite<'s>, Refusal> {
    handlers_are_async(project, leak.place())?;
    let id = project
        .completing_function(leak.node("function"))
        .expect("the query asks for it");
    let mut rewrite = Rewrite::safe(leak.source);
    match convert_completing(project, &mut rewrite, id)? {
        Some(caveat) => Ok(rewrite.unsafe_because(caveat)),
        None => Ok(rewrite),
    }
}
