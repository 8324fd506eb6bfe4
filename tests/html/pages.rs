//! Projects to make pages of, and the browser to read them in. It knows no test.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

/// As many services as wanted, each with a handler that leaks twice.
pub fn many(home: &Path, count: usize) {
    for number in 0..count {
        let code = format!(
            "const AWS = require('aws-sdk');\n\nconst db = new AWS.DynamoDB.DocumentClient();\nconst s3 = new \
             AWS.S3();\n\n/** Stores what service {number} is asked to. */\nexports.handler = async (event) => {{\n  \
             const item = JSON.parse(event.body);\n  db.put({{ TableName: 'table-{number}', Item: item }}, (err) => \
             {{\n    if (err) {{\n      console.error('not stored', err);\n    }}\n  }});\n  const seen = new \
             Date().toISOString();\n  if (!item.id) {{\n    throw new Error(`no id: ${{seen}}`);\n  }}\n  const parts \
             = item.parts ?? [];\n  const sizes = parts.map((it) => it.length);\n  const total = sizes.reduce((all, \
             it) => all + it, 0);\n  s3.putObject({{ Bucket: 'copies', Key: item.id, Body: event.body \
             }}).promise();\n  return {{ statusCode: 200, body: String(total) }};\n}};\n"
        );
        write(home, &format!("services/service-{number:04}/src/handler.js"), &code);
    }
}

/// Writes a file of a project.
pub fn write(home: &Path, name: &str, text: &str) {
    let path = home.join(name);
    fs::create_dir_all(path.parent().expect("it has a name")).expect("a writable directory");
    fs::write(path, text).expect("a writable directory");
}

/// Makes a directory a repository with all in it committed.
pub fn commit(home: &Path) {
    for arguments in [
        &["init", "--quiet"] as &[&str],
        &["add", "--all"],
        &[
            "-c",
            "user.name=t",
            "-c",
            "user.email=t@t",
            "commit",
            "--quiet",
            "-m",
            "all",
        ],
    ] {
        let status = Command::new("git").args(arguments).current_dir(home).status();
        assert!(status.expect("git is installed").success(), "git {arguments:?}");
    }
}

/// The page of a run in a directory.
pub fn page(home: &Path, arguments: &[&str], page: &Path) {
    let output = Command::new(env!("CARGO_BIN_EXE_leakfix"))
        .args(arguments)
        .args(["--exit-zero", "--format", "html", "--output"])
        .arg(page)
        .current_dir(home)
        .output()
        .expect("leakfix runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// Chromium or one of its kind: what `LEAKFIX_CHROMIUM` names, or the first on `PATH`.
///
/// # Errors
/// Where there is none.
pub fn chromium() -> Result<PathBuf, String> {
    if let Some(path) = env::var_os("LEAKFIX_CHROMIUM") {
        return Ok(path.into());
    }
    let places: Vec<PathBuf> = env::split_paths(&env::var_os("PATH").unwrap_or_default()).collect();
    let names = ["chromium", "chromium-browser", "google-chrome"];
    let mut found = names.iter().flat_map(|name| places.iter().map(move |it| it.join(name)));
    found
        .find(|it| it.is_file())
        .ok_or_else(|| "there is no chromium on PATH (apt-get install chromium)".to_owned())
}
