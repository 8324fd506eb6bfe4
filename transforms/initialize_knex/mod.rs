#![doc = include_str!("README.md")]

use crate::{
    leak::{Leak, Subject, Transform},
    rewrite::{Refusal, Rewrite, reopen},
    semantic::Project,
};

/// A knex of the module that handlers destroy is initialized in each invocation.
pub static INITIALIZE_KNEX: Transform = Transform {
    name: "initialize-knex",
    subject: Subject::Leak,
    message: "the next invocation finds this knex destroyed",
    latent: "the next invocation finds this knex destroyed",
    why: "code outside of the handler runs once for an environment: the next invocation there uses the same knex, whose \
          pool is gone, or half gone where nobody has waited for `destroy`",
    help: "begin the handler with `if (!knex.client.pool) knex.initialize();`, and await `knex.destroy()`",
    also: &[],
    docs: include_str!("README.md"),
    leaks: include_str!("leaks.scm"),
    words: &["knex"],
    rewrite,
};

fn rewrite<'s>(leak: &Leak<'s>, project: &Project<'s>) -> Result<Rewrite<'s>, Refusal> {
    let mut rewrite = Rewrite::safe(leak.source);
    reopen(project, &mut rewrite, leak.place())?;
    Ok(rewrite)
}
