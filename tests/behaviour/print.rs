//! Writes a program down as JavaScript, in the style it asks for. It decides nothing about what the program does.

mod work;

use std::collections::BTreeMap;

use crate::program::{
    Answering, Export, Failure, Function, Helper, Outcome, Place, Program, Repeat, Step, Task, Way, Work,
};

/// The files of a program, by name; the handler is `handler` of `index`.
pub fn files(program: &Program) -> BTreeMap<String, String> {
    let extension = if program.style.is_module { "mjs" } else { "js" };
    let mut files = BTreeMap::new();
    let apart: Vec<&Helper> = helpers_at(program, Place::OtherFile).collect();
    if !apart.is_empty() {
        let mut writer = Writer::new(program);
        for helper in &apart {
            let export = if program.style.is_module { "export " } else { "" };
            writer.helper(helper, export);
        }
        if !program.style.is_module {
            let names: Vec<&str> = apart.iter().map(|it| &*it.name).collect();
            writer.line(&format!("module.exports = {{ {} }};", names.join(", ")));
        }
        files.insert(
            format!("{}.{extension}", program.style.things),
            writer.with_imports(&[]),
        );
    }
    let mut writer = Writer::new(program);
    let local: Vec<&Helper> = program
        .helpers
        .iter()
        .filter(|it| it.place != Place::OtherFile)
        .collect();
    let (below, above): (Vec<&Helper>, _) = local.into_iter().partition(|it| it.place == Place::Below);
    for helper in above {
        writer.helper(helper, "");
    }
    writer.handler();
    for helper in below {
        writer.blank();
        writer.helper_function(helper, "");
    }
    files.insert(format!("index.{extension}"), writer.with_imports(&apart));
    files
}

fn helpers_at(program: &Program, place: Place) -> impl Iterator<Item = &Helper> {
    program.helpers.iter().filter(move |it| it.place == place)
}

struct Writer<'p> {
    program: &'p Program,
    depth: usize,
    out: String,
}

/// What the steps of a function can name.
#[derive(Clone)]
struct At<'p> {
    answering: Answering,
    callback: &'p str,
    key: &'p str,
}

impl<'p> Writer<'p> {
    fn new(program: &'p Program) -> Self {
        Self {
            program,
            depth: 0,
            out: String::new(),
        }
    }

    fn line(&mut self, text: &str) {
        let text = match self.program.style.semicolons {
            true => text,
            false => text.strip_suffix(';').unwrap_or(text),
        };
        self.out.push_str(&self.program.style.indent.repeat(self.depth));
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn blank(&mut self) {
        self.out.push('\n');
    }

    fn open(&mut self, text: &str) {
        self.line(text);
        self.depth += 1;
    }

    fn close(&mut self, text: &str) {
        self.depth -= 1;
        self.line(text);
    }

    fn between(&mut self, text: &str) {
        self.close(text);
        self.depth += 1;
    }

    fn with_imports(self, apart: &[&Helper]) -> String {
        let style = &self.program.style;
        let mut head = Writer::new(self.program);
        let body = &self.out;
        let mut import = |what: &str, from: &str| {
            head.line(&match style.is_module {
                true => format!("import {what} from '{from}';"),
                false => format!("const {what} = require('{from}');"),
            });
        };
        let uses = |word: &str| body.contains(word);
        if uses("ddb.") || uses("sns.") || uses("sqs.") {
            import("AWS", "aws-sdk");
        }
        if uses("db.send(") {
            import("{ DynamoDBClient }", "@aws-sdk/client-dynamodb");
            import("{ DynamoDBDocumentClient, PutCommand }", "@aws-sdk/lib-dynamodb");
        }
        if uses("https.") {
            import("https", "https");
        }
        if uses("fs.") {
            import("fs", "fs");
        }
        if !apart.is_empty() {
            let names: Vec<&str> = apart.iter().map(|it| &*it.name).collect();
            let extension = if style.is_module { ".mjs" } else { "" };
            import(
                &format!("{{ {} }}", names.join(", ")),
                &format!("./{}{extension}", style.things),
            );
        }
        for (word, made) in [
            ("ddb.", "const ddb = new AWS.DynamoDB.DocumentClient();"),
            ("sns.", "const sns = new AWS.SNS();"),
            ("sqs.", "const sqs = new AWS.SQS();"),
            (
                "db.send(",
                "const db = DynamoDBDocumentClient.from(new DynamoDBClient({}));",
            ),
        ] {
            if uses(word) {
                head.line(made);
            }
        }
        if !head.out.is_empty() {
            head.blank();
        }
        head.out + body
    }

    fn helper(&mut self, helper: &'p Helper, export: &str) {
        self.helper_function(helper, export);
        self.blank();
    }

    fn helper_function(&mut self, helper: &'p Helper, export: &str) {
        let Helper { name, place, function } = helper;
        let style = &self.program.style;
        let is_async = if function.answering == Answering::Return {
            "async "
        } else {
            ""
        };
        let (parameters, callback) = match function.answering {
            Answering::Callback => ("id, done", "done"),
            _ => ("id", ""),
        };
        let at = At {
            answering: function.answering,
            callback,
            key: "id",
        };
        if *place == Place::Object {
            self.open(&format!("const {name}Service = {{"));
            self.open(&format!("{is_async}{name}({parameters}) {{"));
            self.function_body(function, &at);
            self.close("},");
            self.close("};");
        } else if style.helper_arrows && *place != Place::Below {
            self.open(&format!("{export}const {name} = {is_async}({parameters}) => {{"));
            self.function_body(function, &at);
            self.close("};");
        } else {
            self.open(&format!("{export}{is_async}function {name}({parameters}) {{"));
            self.function_body(function, &at);
            self.close("}");
        }
    }

    fn handler(&mut self) {
        let style = &self.program.style;
        let function = &self.program.handler;
        let is_async = if function.answering == Answering::Return {
            "async "
        } else {
            ""
        };
        let parameters = match function.answering {
            Answering::Callback => format!("event, context, {}", style.callback),
            Answering::Context => "event, context".to_owned(),
            _ => "event".to_owned(),
        };
        let at = At {
            answering: function.answering,
            callback: style.callback,
            key: "event.id",
        };
        let arrow = match style.arrows {
            true => format!("{is_async}({parameters}) => {{"),
            false => format!("{is_async}function ({parameters}) {{"),
        };
        let end = match (style.is_module, style.export) {
            (true, Export::Assigned) => {
                self.open(&format!("export const handler = {arrow}"));
                "};"
            }
            (true, _) => {
                self.open(&format!("export {is_async}function handler({parameters}) {{"));
                "}"
            }
            (false, Export::Assigned) => {
                self.open(&format!("exports.handler = {arrow}"));
                "};"
            }
            (false, Export::Declared) => {
                self.open(&format!("{is_async}function handler({parameters}) {{"));
                "}"
            }
            (false, Export::Listed) => {
                self.open(&format!("const handler = {arrow}"));
                "};"
            }
        };
        if style.answers_at_once && matches!(function.answering, Answering::Callback) {
            self.line("context.callbackWaitsForEmptyEventLoop = false;");
        }
        self.function_body(function, &at);
        self.close(end);
        match (style.is_module, style.export) {
            (false, Export::Declared) => self.line("module.exports.handler = handler;"),
            (false, Export::Listed) => self.line("module.exports = { handler };"),
            _ => {}
        }
    }

    fn function_body(&mut self, function: &'p Function, at: &At<'p>) {
        if function.answering == Answering::Executor {
            self.open("return new Promise((resolve, reject) => {");
            self.steps(&function.body, at);
            self.close("});");
        } else {
            self.steps(&function.body, at);
        }
    }

    fn steps(&mut self, steps: &'p [Step], at: &At<'p>) {
        let mut steps = steps.iter().peekable();
        while let Some(step) = steps.next() {
            if let Step::Answer(outcome) = step {
                let told_by_return = matches!(at.answering, Answering::Return | Answering::Chain);
                let leaves = matches!(steps.peek(), Some(Step::Leave));
                let answer = self.answer(*outcome, at);
                if leaves && !told_by_return {
                    steps.next();
                    self.line(&format!("return {answer}"));
                } else {
                    self.line(&answer);
                }
            } else {
                self.step(step, at);
            }
        }
    }

    fn step(&mut self, step: &'p Step, at: &At<'p>) {
        let style = &self.program.style;
        match step {
            Step::Log { mark, tells_data } => {
                let data = match tells_data {
                    true => format!(", Boolean({})", style.data),
                    false => String::new(),
                };
                self.line(&format!("console.log('step {mark}', {}{data});", at.key));
            }
            Step::Work(work) => self.work(work, at),
            Step::Branch { flag, yes, no } => {
                self.open(&format!("if (event.flags[{flag}]) {{"));
                self.steps(yes, at);
                if !no.is_empty() {
                    self.between("} else {");
                    self.steps(no, at);
                }
                self.close("}");
            }
            Step::Repeat { how, body } => self.repeat(*how, body, at),
            Step::Guard { body, caught } => {
                self.open("try {");
                self.steps(body, at);
                self.between(&format!("}} catch ({}) {{", style.error));
                self.steps(caught, at);
                self.close("}");
            }
            Step::Detached(body) => {
                self.open(if style.semicolons {
                    "(async () => {"
                } else {
                    ";(async () => {"
                });
                self.steps(body, at);
                self.close("})();");
            }
            Step::Throw(mark) => self.line(&format!("throw new Error('failed {mark}');")),
            Step::Rethrow => self.line(&format!("throw {};", style.error)),
            Step::Answer(outcome) => {
                let answer = self.answer(*outcome, at);
                self.line(&answer);
            }
            Step::Leave => self.line("return;"),
        }
    }

    fn answer(&self, outcome: Outcome, at: &At<'p>) -> String {
        let value = match outcome {
            Outcome::Result(mark) => format!("'done {mark}'"),
            Outcome::Object(mark) => format!("{{ statusCode: 200, body: 'done {mark}' }}"),
            Outcome::Nothing => String::new(),
            Outcome::Error(mark) => format!("new Error('failed {mark}')"),
            Outcome::Text(mark) => format!("'failed {mark}'"),
            Outcome::Caught => self.program.style.error.to_owned(),
        };
        let fails = matches!(outcome, Outcome::Error(_) | Outcome::Text(_) | Outcome::Caught);
        match at.answering {
            Answering::Return | Answering::Chain if fails => format!("throw {value};"),
            Answering::Return | Answering::Chain if value.is_empty() => "return;".to_owned(),
            Answering::Return | Answering::Chain => format!("return {value};"),
            Answering::Executor if fails => format!("reject({value});"),
            Answering::Executor => format!("resolve({value});"),
            Answering::Callback if fails => format!("{}({value});", at.callback),
            Answering::Callback if value.is_empty() => format!("{}();", at.callback),
            Answering::Callback => format!("{}(null, {value});", at.callback),
            Answering::Context if fails => format!("context.fail({value});"),
            Answering::Context => format!("context.succeed({value});"),
            Answering::Nothing => String::new(),
        }
    }

    fn repeat(&mut self, how: Repeat, body: &'p [Step], at: &At<'p>) {
        let (open, close) = match how {
            Repeat::ForOf => ("for (const item of event.items) {", "}"),
            Repeat::ForIndex => ("for (let i = 0; i < event.items.length; i++) {", "}"),
            Repeat::ForEach if self.program.style.arrows => ("event.items.forEach((item) => {", "});"),
            Repeat::ForEach => ("event.items.forEach(function (item) {", "});"),
            Repeat::ForEachAsync => ("event.items.forEach(async (item) => {", "});"),
            Repeat::MapAsync => ("event.items.map(async (item) => {", "});"),
            Repeat::AllOfMap => ("await Promise.all(event.items.map(async (item) => {", "}));"),
        };
        self.open(open);
        if how == Repeat::ForIndex {
            self.line("const item = event.items[i];");
        }
        self.steps(
            body,
            &At {
                key: "item",
                ..at.clone()
            },
        );
        self.close(close);
    }
}

fn tells_data(steps: &[Step]) -> bool {
    steps.iter().any(|step| match step {
        Step::Log { tells_data, .. } => *tells_data,
        Step::Work(work) => tells_data(&work.on_error) || tells_data(&work.after),
        Step::Branch { yes, no, .. } => tells_data(yes) || tells_data(no),
        Step::Repeat { body, .. } | Step::Detached(body) => tells_data(body),
        Step::Guard { body, caught } => tells_data(body) || tells_data(caught),
        _ => false,
    })
}
