//! Writes work down, in each of the ways to wait for it. It knows no statements around it.

use super::*;

impl<'p> Writer<'p> {
    pub(super) fn work(&mut self, work: &'p Work, at: &At<'p>) {
        match work.way {
            Way::Callback | Way::NamedCallback => self.with_callback(work, at),
            Way::Awaited => self.awaited(work, at),
            Way::Started => {
                let call = self.call(work, at, None);
                self.line(&format!("{call};"));
            }
            Way::Floating => self.chained("", work, at),
            Way::Returned => self.chained("return ", work, at),
        }
    }

    pub(super) fn awaited(&mut self, work: &'p Work, at: &At<'p>) {
        let promise = self.promise(work, at);
        if work.failure == Failure::Ignored {
            self.line(&format!("await {promise};"));
            self.steps(&work.after, at);
            return;
        }
        self.open("try {");
        self.line(&format!("await {promise};"));
        self.steps(&work.after, at);
        self.between(&format!("}} catch ({}) {{", self.program.style.error));
        self.steps(&work.on_error, at);
        self.close("}");
    }

    pub(super) fn chained(&mut self, before: &str, work: &'p Work, at: &At<'p>) {
        let (data, error) = (self.program.style.data, self.program.style.error);
        let data = if tells_data(&work.after) { data } else { "" };
        let promise = self.promise(work, at);
        if work.after.is_empty() && work.failure == Failure::Ignored {
            self.line(&format!("{before}{promise};"));
            return;
        }
        match work.failure {
            _ if work.after.is_empty() => {
                self.open(&format!("{before}{promise}.catch(({error}) => {{"));
                self.steps(&work.on_error, at);
            }
            Failure::Catch => {
                self.open(&format!("{before}{promise}.then(({data}) => {{"));
                self.steps(&work.after, at);
                self.between(&format!("}}).catch(({error}) => {{"));
                self.steps(&work.on_error, at);
            }
            Failure::Else => {
                self.open(&format!("{before}{promise}.then(({data}) => {{"));
                self.steps(&work.after, at);
                self.between(&format!("}}, ({error}) => {{"));
                self.steps(&work.on_error, at);
            }
            _ => {
                self.open(&format!("{before}{promise}.then(({data}) => {{"));
                self.steps(&work.after, at);
            }
        }
        self.close("});");
    }

    pub(super) fn with_callback(&mut self, work: &'p Work, at: &At<'p>) {
        let style = &self.program.style;
        if work.task == Task::Get {
            return self.get(work, at);
        }
        let parameters = match (work.task, tells_data(&work.after)) {
            (Task::Timer, _) => String::new(),
            (_, true) => format!("{}, {}", style.error, style.data),
            (_, false) if work.failure == Failure::Ignored => String::new(),
            (_, false) => style.error.to_owned(),
        };
        let delay = if work.task == Task::Timer { ", 15" } else { "" };
        if work.way == Way::NamedCallback {
            let name = format!("{}Settled{}", style.thing, work.mark);
            self.open(&format!("function {name}({parameters}) {{"));
            self.callback_body(work, at);
            self.close("}");
            let call = self.call(work, at, Some(&name));
            return self.line(&format!("{call}{delay});"));
        }
        let function = match style.arrows {
            true => format!("({parameters}) => {{"),
            false => format!("function ({parameters}) {{"),
        };
        let call = self.call(work, at, Some(&function));
        self.open(&call);
        self.callback_body(work, at);
        self.close(&format!("}}{delay});"));
    }

    pub(super) fn callback_body(&mut self, work: &'p Work, at: &At<'p>) {
        let error = self.program.style.error;
        if work.task == Task::Timer {
            return self.steps(&work.after, at);
        }
        match work.failure {
            Failure::Ignored => self.steps(&work.after, at),
            Failure::OnlyIfNone => {
                self.open(&format!("if (!{error}) {{"));
                self.steps(&work.after, at);
                if !work.on_error.is_empty() {
                    self.between("} else {");
                    self.steps(&work.on_error, at);
                }
                self.close("}");
            }
            Failure::Else => {
                self.open(&format!("if ({error}) {{"));
                self.steps(&work.on_error, at);
                if !work.after.is_empty() {
                    self.between("} else {");
                    self.steps(&work.after, at);
                }
                self.close("}");
            }
            Failure::Leaves | Failure::GoesOn | Failure::Catch => {
                self.open(&format!("if ({error}) {{"));
                self.steps(&work.on_error, at);
                self.close("}");
                self.steps(&work.after, at);
            }
        }
    }

    /// `res` has to be read to its end.
    pub(super) fn get(&mut self, work: &'p Work, at: &At<'p>) {
        let error = self.program.style.error;
        self.open(&format!(
            "https.get(`https://example.com/w{}/${{{}}}`, (res) => {{",
            work.mark, at.key
        ));
        self.line("res.resume();");
        self.open("res.on('end', () => {");
        self.steps(&work.after, at);
        self.close("});");
        self.between(&format!("}}).on('error', ({error}) => {{"));
        self.steps(&work.on_error, at);
        self.close("});");
    }

    /// With a callback the call is left open behind it.
    pub(super) fn call(&self, work: &Work, at: &At<'_>, callback: Option<&str>) -> String {
        let key = at.key;
        let callback = callback.map(|it| format!(", {it}"));
        let end = if callback.is_some() { "" } else { ")" };
        let callback = callback.unwrap_or_default();
        match work.task {
            Task::Timer => format!("setTimeout({}", &callback[2..]),
            Task::Read => format!("fs.readFile(event.file{callback}{end}"),
            Task::Helper(number) => {
                let Helper { name, place, .. } = &self.program.helpers[number];
                let on = if *place == Place::Object {
                    format!("{name}Service.")
                } else {
                    String::new()
                };
                format!("{on}{name}({key}{callback}{end}")
            }
            _ => format!("{}{callback}{end}", self.request(work, key)),
        }
    }

    /// A call of the SDK up to its first argument.
    pub(super) fn request(&self, work: &Work, key: &str) -> String {
        let Work { task, mark, .. } = work;
        let things = self.program.style.things;
        match task {
            Task::Put => format!("ddb.put({{ TableName: '{things}', Item: {{ id: {key}, step: 'w{mark}' }} }}"),
            Task::Publish => format!(
                "sns.publish({{ TopicArn: 'arn:aws:sns:us-east-1:000000000000:{things}', Message: `w{mark} ${{{key}}}` }}"
            ),
            _ => format!(
                "sqs.sendMessage({{ QueueUrl: 'https://sqs.us-east-1.amazonaws.com/000000000000/{things}', MessageBody: `w{mark} ${{{key}}}` }}"
            ),
        }
    }

    pub(super) fn promise(&self, work: &Work, at: &At<'_>) -> String {
        let key = at.key;
        match work.task {
            Task::Timer => "new Promise((resolve) => setTimeout(resolve, 15))".to_owned(),
            Task::Read => "fs.promises.readFile(event.file)".to_owned(),
            // A body that nobody reads keeps a timer.
            Task::Get => format!(
                "fetch(`https://example.com/w{}/${{{key}}}`).then((res) => res.text())",
                work.mark
            ),
            Task::Helper(_) => self.call(work, at, None),
            Task::Put if self.program.style.is_v3 => {
                let things = self.program.style.things;
                format!(
                    "db.send(new PutCommand({{ TableName: '{things}', Item: {{ id: {key}, step: 'w{}' }} }}))",
                    work.mark
                )
            }
            _ => format!("{}).promise()", self.request(work, key)),
        }
    }
}
