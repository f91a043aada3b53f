//! Helpers of the tests of the tool: the tool run in the project's folder, files of a test, documents of the cases.

#![allow(missing_docs, unreachable_pub)]

use serde_json::Value;
use std::{
    error::Error,
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

pub type Result<T, E = Box<dyn Error>> = std::result::Result<T, E>;
pub type Tested = Result<()>;

/// The exit code and the output on both streams.
pub type Ran = (Option<i32>, String, String);

/// The project's folder, in which the tool is run.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The text of a file of the project.
pub fn read(path: &str) -> Result<String> {
    Ok(fs::read_to_string(root().join(path))?)
}

/// A document of the project.
pub fn document(path: &str) -> Result<Value> {
    Ok(serde_json::from_str(&read(path)?)?)
}

/// The tool without a locale and without colours.
pub fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tongbiao"));
    command.args(arguments).current_dir(root()).env("LC_ALL", "C").env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// The tool in another folder.
pub fn command_in(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = command(arguments);
    command.current_dir(folder);
    command
}

/// Runs a command with an input.
pub fn ran(mut command: Command, input: &[u8]) -> Result<Ran> {
    let mut child = command.stdin(Stdio::piped()).spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        // The tool may stop reading before the end. Some tests are about this.
        let _ = stdin.write_all(input);
    }
    let output = child.wait_with_output()?;
    Ok((output.status.code(), String::from_utf8(output.stdout)?, String::from_utf8(output.stderr)?))
}

pub fn tool(arguments: &[&str]) -> Result<Ran> {
    tool_with(arguments, "")
}

pub fn tool_with(arguments: &[&str], input: impl AsRef<[u8]>) -> Result<Ran> {
    ran(command(arguments), input.as_ref())
}

/// A path for the tests of a file. Its folder exists. The thread of a test has the name of the test, which begins with its file.
pub fn path(name: &str) -> Result<String> {
    let thread = std::thread::current();
    let file = thread.name().and_then(|name| name.split("::").next()).unwrap_or("main");
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("tool").join(file);
    fs::create_dir_all(&folder)?;
    Ok(folder.join(name).to_string_lossy().into_owned())
}

/// A file for the tests of a file.
pub fn file(name: &str, text: &str) -> Result<String> {
    let path = path(name)?;
    fs::write(&path, text)?;
    Ok(path)
}

/// An empty folder for the tests of a file.
pub fn folder(name: &str) -> Result<PathBuf> {
    let folder = PathBuf::from(path(name)?);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    Ok(folder)
}
