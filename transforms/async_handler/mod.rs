#![doc = include_str!("README.md")]

use crate::{
    leak::{Leak, Subject, Transform},
    rewrite::{Refusal, Rewrite, convert_generator, convert_handler, drop_third_parameter},
    semantic::{Handler, Project},
};

/// Makes handlers async that answer by their callback or their context.
pub static ASYNC_HANDLER: Transform = Transform {
    name: "async-handler",
    subject: Subject::Handler,
    message: "this handler answers by its callback or its context, and nodejs24.x knows neither",
    latent: "this handler answers by its callback or its context, and nodejs24.x knows neither",
    why: "Lambda refuses a handler of three parameters on nodejs24.x when it starts, and has no `context.succeed`, \
          `fail` and `done` there",
    help: "make it async: return what it answers, and await everything that it starts",
    also: &[],
    docs: include_str!("README.md"),
    leaks: include_str!("leaks.scm"),
    // Besides, every function of three parameters is looked at.
    words: &[
        ".succeed",
        ".fail",
        ".done",
        "succeed,",
        "succeed }",
        "arguments[",
        "alexa-sdk",
        "aws-serverless-express",
    ],
    rewrite,
};

fn rewrite<'s>(leak: &Leak<'s>, project: &Project<'s>) -> Result<Rewrite<'s>, Refusal> {
    let id = project
        .function(leak.node("handler"))
        .expect("the query asks for a handler");
    let mut rewrite = Rewrite::safe(leak.source);
    let answers_by_call = project.handler(id).is_some_and(Handler::answers_by_call);
    match answers_by_call {
        true if project[id].is_generator => convert_generator(project, &mut rewrite, id)?,
        true => convert_handler(project, &mut rewrite, id)?,
        false => drop_third_parameter(project, &mut rewrite, id)?,
    }
    Ok(rewrite)
}
