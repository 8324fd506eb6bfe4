//! What deployment files say of runtimes that are older than the target.

use crate::code::CLEAN;
use crate::project::{Project, Ran};
use crate::readiness::{CALLBACK, said};

const SERVICE: &str = "\
service: shop
provider:
  name: aws
  runtime: nodejs12.x
functions:
  one:
    handler: src/one.handler
  two:
    handler: src/two.handler
  three:
    handler: src/three.handler
    runtime: nodejs18.x
  new:
    handler: src/new.handler
    runtime: nodejs24.x
  gone:
    handler: src/one.gone
    runtime: nodejs8.10
";

/// Once a place, with what can be changed there; the file stays as it is.
#[test]
fn runtimes_of_a_service() {
    let project = Project::repository(&[
        ("serverless.yml", SERVICE),
        ("src/one.js", CALLBACK),
        ("src/two.js", CLEAN),
        ("src/three.js", CLEAN),
        ("src/new.js", CLEAN),
    ]);
    let told = |ran: &Ran| -> Vec<String> {
        let lines = ran.out.lines().filter(|it| it.contains(": names "));
        lines.map(str::to_owned).collect()
    };
    let ran = project.run(&["check"]);
    assert_eq!(
        told(&ran),
        [
            "serverless.yml:4: names nodejs12.x; 1 of 2 handlers there run on nodejs24.x",
            "serverless.yml:12: names nodejs18.x; its handler runs on nodejs24.x",
        ]
    );
    let ran = project.run_in("src", &["check", "--target", "nodejs20.x", "--skip", "async-handler"]);
    assert_eq!(
        told(&ran),
        [
            "../serverless.yml:4: names nodejs12.x; all 2 handlers there run on nodejs20.x",
            "../serverless.yml:12: names nodejs18.x; its handler runs on nodejs20.x",
        ]
    );
    assert_eq!(ran.code, 0, "an older runtime is nothing that fails");
    let ran = project.run(&["check", "src/one.js"]);
    assert_eq!(
        told(&ran),
        ["serverless.yml:4: names nodejs12.x; its handler does not run on nodejs24.x"]
    );
    project.run(&["fix"]);
    assert_eq!(project.text("serverless.yml"), SERVICE);
    assert_eq!(
        told(&project.run(&["check", "src"])),
        [
            "serverless.yml:4: names nodejs12.x; all 2 handlers there run on nodejs24.x",
            "serverless.yml:12: names nodejs18.x; its handler runs on nodejs24.x",
        ]
    );
}

/// nodejs24.x does not look for an index; where a bundler makes a file of it, it has not to.
#[test]
fn a_folder_is_no_file() {
    let service = "provider: aws\nfunctions:\n  api:\n    handler: src/api.handler\n  shop:\n    handler: src/shop/index.handler\n";
    let check = |service: &str, more: &[&str]| {
        let project = Project::new(&[
            ("serverless.yml", service),
            ("src/api/index.js", CLEAN),
            ("src/shop/index.js", CLEAN),
        ]);
        project.run(&[&["check"], more].concat())
    };
    let ran = check(service, &[]);
    assert_eq!(
        said(&ran),
        ["\
src/api/index.js:1:19: handler `handler`: nodejs24.x does not find it: its folder is named where it is declared, and not the file
  = help: name the file where it is declared: `api/index.handler` for `api.handler`"]
    );
    assert_eq!(ran.code, 1);
    for more in [
        "plugins:\n  - serverless-esbuild\n",
        "plugins:\n  modules: [serverless-webpack]\n",
        "plugins: ${file(plugins.yml)}\n",
        "build:\n  esbuild: true\n",
    ] {
        let ran = check(&format!("{more}{service}"), &[]);
        assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{more}");
    }
    let plugin = format!("plugins: [serverless-offline]\n{service}");
    assert_eq!(check(&plugin, &[]).code, 1);
    assert_eq!(check(service, &["--target", "nodejs22.x"]).code, 0);
}

/// A handler that only a package knows runs on something, too.
#[test]
fn runtimes_of_handlers_that_cannot_be_seen() {
    let project = Project::new(&[
        (
            "serverless.yml",
            "provider:\n  name: aws\n  runtime: nodejs16.x\nfunctions:\n  app:\n    handler: app.handler\n",
        ),
        (
            "app.js",
            "exports.handler = require('serverless-http')(require('express')());\n",
        ),
    ]);
    let ran = project.run(&["check"]);
    assert_eq!(
        said(&ran),
        ["serverless.yml:3: names nodejs16.x; whether its handler runs on nodejs24.x is unknown"]
    );
}

/// `Globals` name it for all functions; a parameter's default is where it stands.
#[test]
fn runtimes_of_sam() {
    let template = "\
Parameters:
  Node:
    Type: String
    Default: nodejs16.x
Globals:
  Function:
    Runtime: nodejs14.x
    CodeUri: src/
Resources:
  One:
    Type: AWS::Serverless::Function
    Properties:
      Handler: one.handler
  Two:
    Type: AWS::Serverless::Function
    Properties:
      Handler: two.handler
  Three:
    Type: AWS::Serverless::Function
    Properties:
      Handler: three.handler
      Runtime: !Ref Node
";
    let project = Project::new(&[
        ("template.yaml", template),
        ("src/one.js", CLEAN),
        ("src/two.js", CLEAN),
        ("src/three.js", CLEAN),
    ]);
    let ran = project.run(&["check"]);
    assert_eq!(
        ran.out,
        "\
template.yaml:4: names nodejs16.x; its handler runs on nodejs24.x
template.yaml:7: names nodejs14.x; all 2 handlers there run on nodejs24.x
"
    );
    assert_eq!(ran.code, 0);
}
