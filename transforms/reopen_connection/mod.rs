#![doc = include_str!("README.md")]

use crate::{
    leak::{Leak, Subject, Transform},
    rewrite::{Refusal, Rewrite, reopen},
    semantic::Project,
};

/// A connection of the module that handlers close is opened in each invocation.
pub static REOPEN_CONNECTION: Transform = Transform {
    name: "reopen-connection",
    subject: Subject::Leak,
    message: "the next invocation finds this connection closed",
    latent: "the next invocation finds this connection closed",
    why: "code outside of the handler runs once for an environment: the next invocation there uses the same connection, \
          which is closed, or half closed where nobody has waited for that",
    help: "open the connection at the top of the handler, and wait until it is closed",
    also: &[],
    docs: include_str!("README.md"),
    leaks: include_str!("leaks.scm"),
    words: &[
        "redis",
        "mongodb",
        "mongoose",
        "typeorm",
        "sequelize",
        "prisma",
        "mysql",
        "'pg'",
        "\"pg\"",
        "pg-pool",
    ],
    rewrite,
};

fn rewrite<'s>(leak: &Leak<'s>, project: &Project<'s>) -> Result<Rewrite<'s>, Refusal> {
    let mut rewrite = Rewrite::safe(leak.source);
    reopen(project, &mut rewrite, leak.place())?;
    Ok(rewrite)
}
