//! Which folders hold functions of another cloud, by their manifests. Reads
//! package.json, no code.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};

use crate::semantic::manifest;

/// What a package depends on whose functions are deployed elsewhere than to Lambda.
const OTHERS: [&str; 18] = [
    "@azure/functions",
    "@fnproject/fdk",
    "@google-cloud/functions-framework",
    "@twilio-labs/serverless-twilio-runtime",
    "@twilio/runtime-handler",
    "firebase-functions",
    "openwhisk",
    "serverless-aliyun-function-compute",
    "serverless-azure-functions",
    "serverless-cloudflare-workers",
    "serverless-fn",
    "serverless-google-cloudfunctions",
    "serverless-huawei-functions",
    "serverless-kubeless",
    "serverless-openwhisk",
    "serverless-spotinst-functions",
    "serverless-tencent-scf",
    "wrangler",
];

/// What only code for Lambda depends on.
const LAMBDA: [&str; 2] = ["@types/aws-lambda", "aws-lambda"];

/// What the manifests say of folders, each read once.
#[derive(Debug, Default)]
pub struct Platforms {
    folders: HashMap<PathBuf, bool>,
}

impl Platforms {
    /// Whether the nearest package.json says that a file's functions are deployed
    /// elsewhere.
    pub fn is_other(&mut self, file: &Path) -> bool {
        file.parent().is_some_and(|it| self.is_other_folder(it))
    }

    fn is_other_folder(&mut self, folder: &Path) -> bool {
        if let Some(known) = self.folders.get(folder) {
            return *known;
        }
        let is_other = match manifest(folder) {
            Some(manifest) => says_other(&manifest),
            None => folder.parent().is_some_and(|it| self.is_other_folder(it)),
        };
        self.folders.insert(folder.to_owned(), is_other);
        is_other
    }
}

fn says_other(manifest: &serde_json::Value) -> bool {
    let depends_on = |name: &&str| -> bool {
        ["dependencies", "devDependencies", "peerDependencies"]
            .iter()
            .any(|kind| manifest.get(kind).and_then(|it| it.get(name)).is_some())
    };
    OTHERS.iter().any(depends_on) && !LAMBDA.iter().any(depends_on)
}
