//! Where a value comes from: `aws-sdk.DynamoDB.DocumentClient()`. Knows names of
//! packages and steps, no trees.

use std::fmt;

use super::Value;

/// A value that came out of a package or a global, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The specifier of the package, or the name of a global.
    pub root: String,
    /// Whether `root` is a global of the environment.
    pub is_global: bool,
    /// What was done to get the value.
    pub steps: Vec<Step>,
}

/// One step from a package to a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// `.name`
    Member(String),
    /// `(…)`
    Call,
    /// `new …(…)`
    New,
    /// `await …`
    Await,
}

impl Origin {
    /// The same value a step further.
    pub(super) fn step<'s>(mut self, step: Step) -> Value<'s> {
        self.steps.push(step);
        Value::External(self)
    }

    pub(super) fn member<'s>(self, name: &str) -> Value<'s> {
        // What `import x from` gives is the module itself for CommonJS packages.
        if self.steps.is_empty() && name == "default" && !self.is_global {
            return Value::External(self);
        }
        self.step(Step::Member(name.to_owned()))
    }

    /// `PutObjectCommand` of AWS SDK v3, which only keeps what it is given.
    pub(super) fn is_command(&self) -> bool {
        let [Step::Member(name)] = self.steps.as_slice() else {
            return false;
        };
        !self.is_global && self.root.starts_with("@aws-sdk/") && name.ends_with("Command")
    }

    /// A function that hands on what it is given: X-Ray's wrappers, `Object.freeze`.
    pub(super) fn gives_its_argument(&self) -> bool {
        let [Step::Member(name)] = self.steps.as_slice() else {
            return false;
        };
        match self.root.as_str() {
            "aws-xray-sdk" | "aws-xray-sdk-core" => {
                matches!(name.as_str(), "captureAWS" | "captureAWSClient" | "captureAWSv3Client")
            }
            "@aws-lambda-powertools/tracer" => false,
            "Object" => self.is_global && name == "freeze",
            _ => false,
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.root)?;
        for step in &self.steps {
            match step {
                Step::Member(name) => write!(f, ".{name}")?,
                Step::Call | Step::New => write!(f, "()")?,
                Step::Await => write!(f, ".await")?,
            }
        }
        Ok(())
    }
}
