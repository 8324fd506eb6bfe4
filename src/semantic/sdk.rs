//! What the AWS SDKs give: clients, operations, requests. Knows origins of values, not
//! what becomes of them.

use crate::syntax::Node;

use super::{Origin, Project, Property, Step};

/// Methods of v2 clients that send nothing, or nothing that can be awaited.
pub const SDK_OPERATION_NOT: [&str; 19] = [
    "addListener",
    "createPresignedPost",
    "createSet",
    "customizeRequests",
    "defineService",
    "emit",
    "getSignedUrl",
    "getSignedUrlPromise",
    "getSignatureVersion",
    "isGlobalEndpoint",
    "loadServiceClass",
    "numRetries",
    "on",
    "removeListener",
    "retryDelays",
    "setEndpoint",
    "setupRequestListeners",
    "successfulResponse",
    "validateService",
];

/// The classes of aws-sdk 2.1693.0, the last version, whose instances are
/// service clients; one a line.
const SERVICES: &str = include_str!("sdk_services.txt");

impl Origin {
    /// `aws-sdk.S3()`, `aws-sdk.DynamoDB.DocumentClient()`, `aws-sdk/clients/s3()`.
    pub fn is_sdk_client(&self) -> bool {
        if self.is_global {
            return false;
        }
        let is_service = |name: &str| SERVICES.lines().any(|it| it == name);
        let of_service = |rest: &[Step]| match rest {
            [Step::New] => true,
            [Step::Member(name), Step::New] => name == "DocumentClient",
            _ => false,
        };
        match self.root.as_str() {
            "aws-sdk" | "aws-sdk/clients/all" => match self.steps.split_first() {
                Some((Step::Member(name), rest)) => {
                    let has_own_client = rest.len() == 1 || name == "DynamoDB";
                    is_service(name) && has_own_client && of_service(rest)
                }
                _ => false,
            },
            root => root.starts_with("aws-sdk/clients/") && of_service(&self.steps),
        }
    }

    /// `aws-sdk.S3().getObject()`: an unsent request, which is no promise.
    pub fn is_sdk_request(&self) -> bool {
        let [before @ .., Step::Member(name), Step::Call] = self.steps.as_slice() else {
            return false;
        };
        let client = Origin {
            steps: before.to_vec(),
            ..self.clone()
        };
        client.is_sdk_client() && !SDK_OPERATION_NOT.contains(&name.as_str())
    }

    /// `@aws-sdk/client-s3.S3Client()`, `@aws-sdk/lib-dynamodb.DynamoDBDocument.from()`.
    pub fn is_sdk3_client(&self) -> bool {
        let is_package = self.root.starts_with("@aws-sdk/client-") || self.root == "@aws-sdk/lib-dynamodb";
        match self.steps.as_slice() {
            [Step::Member(name), Step::New] => is_package && !name.ends_with("Command"),
            [Step::Member(_), Step::Member(from), Step::Call] => is_package && from == "from",
            _ => false,
        }
    }
}

impl<'s> Project<'s> {
    /// The call `client.operation(…)` that made an unsent request, seen through
    /// `.on(…)` and variables.
    pub fn sdk_request(&self, expression: Node<'s>) -> Option<Node<'s>> {
        let node = expression.peeled();
        if node.is_identifier() {
            return self.sdk_request(self.only_value(node)?);
        }
        let callee = node.field("function").filter(|_| node.kind() == "call_expression")?;
        let (object, property) = (callee.field("object")?, callee.field("property")?);
        if matches!(property.text(), "on" | "once" | "onAsync" | "removeListener") {
            return self.sdk_request(object);
        }
        let is_operation = self.is(object, Property::SdkClient) && self.is(property, Property::SdkOperation);
        is_operation.then_some(node)
    }
}
