//! An interrupt ends a check with the results so far.

use super::{
    VALID, WRONG,
    support::{Result, Tested, command, folder, path},
};
use std::{
    fs::{self, File},
    io::{BufRead, BufReader, Read, Write},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// A line of a report, and all of what follows it.
struct Output(BufReader<std::process::ChildStdout>);

impl Output {
    fn of(child: &mut Child) -> Result<Self> {
        Ok(Self(BufReader::new(child.stdout.take().ok_or("no output")?)))
    }

    /// Reads up to a line that contains a text.
    fn until(&mut self, text: &str) -> Result<String> {
        let mut all = String::new();
        while !all.contains(text) {
            if self.0.read_line(&mut all)? == 0 {
                return Err(format!("no {text}: {all}").into());
            }
        }
        Ok(all)
    }
}

fn interrupt(child: &Child) -> Tested {
    let is_sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status()?.success();
    if is_sent { Ok(()) } else { Err("not sent".into()) }
}

/// The exit code and the standard error of a run that must end soon.
fn ended(mut child: Child) -> Result<(Option<i32>, String)> {
    let start = Instant::now();
    let status = loop {
        match child.try_wait()? {
            Some(status) => break status,
            None if start.elapsed() > Duration::from_secs(60) => {
                child.kill()?;
                return Err("the run has not ended".into());
            }
            None => std::thread::sleep(Duration::from_millis(20)),
        }
    };
    let mut err = String::new();
    child.stderr.take().ok_or("no stream")?.read_to_string(&mut err)?;
    Ok((status.code(), err))
}

#[test]
fn the_results_so_far_are_printed() -> Tested {
    let (valid, wrong) = (VALID.replace('\n', ""), WRONG.replace('\n', ""));
    let lines = format!("{valid}\n{wrong}\n");
    let baseline = path("interrupted-baseline.json")?;
    for jobs in ["1", "3"] {
        let arguments = ["check", "-", "--ndjson", "--jobs", jobs, "--write-baseline", &baseline];
        let mut child = command(&arguments).stdin(Stdio::piped()).spawn()?;
        // The input remains open: the reader waits for more of it.
        let mut stdin = child.stdin.take().ok_or("no input")?;
        stdin.write_all(lines.as_bytes())?;
        let mut output = Output::of(&mut child)?;
        output.until("<stdin>:2:")?;
        interrupt(&child)?;
        let mut rest = String::new();
        output.0.read_to_string(&mut rest)?;
        let (code, err) = ended(child)?;
        assert_eq!(code, Some(130), "{jobs} jobs: {err}");
        assert!(err.contains("interrupted; the results are those of the 2 documents"), "{jobs} jobs: {err}");
        let summary = "2 documents: 1 accepted, 1 rejected; 1 error; interrupted\n";
        assert!(rest.ends_with(summary), "{jobs} jobs: {rest}");
        assert!(!Path::new(&baseline).exists(), "a baseline without all findings");
        drop(stdin);
    }
    Ok(())
}

#[test]
fn reports_state_the_interrupt() -> Tested {
    let out = path("interrupted.sarif")?;
    let folder = folder("interrupted")?;
    let pipe = folder.join("lines.ndjson");
    if !Command::new("mkfifo").arg(&pipe).status()?.success() {
        return Err("no pipe".into());
    }
    let copies = folder.join("copies");
    let (pipe_name, copies_name) = (pipe.display().to_string(), copies.display().to_string());
    let arguments = ["check", &pipe_name, "--fix", "--copies", &copies_name, "--format", "sarif", "--out", &out];
    let mut child = command(&arguments).spawn()?;
    let mut writer = File::options().write(true).open(&pipe)?;
    writer.write_all(format!("{}\n", WRONG.replace('\n', "")).as_bytes())?;
    // The copy is begun when the first document arrives.
    let start = Instant::now();
    while !fs::read_dir(&copies).is_ok_and(|mut found| found.next().is_some()) {
        assert!(start.elapsed() < Duration::from_secs(60), "no copy");
        std::thread::sleep(Duration::from_millis(20));
    }
    std::thread::sleep(Duration::from_millis(300));
    interrupt(&child)?;
    let mut summary = String::new();
    Output::of(&mut child)?.0.read_to_string(&mut summary)?;
    let (code, err) = ended(child)?;
    assert_eq!((code, err.lines().count()), (Some(130), 1), "{err}");
    assert!(summary.ends_with("; interrupted\n"), "{summary}");
    assert_eq!(fs::read_dir(&copies)?.count(), 0, "the copy is not complete");
    let report: serde_json::Value = serde_json::from_str(&fs::read_to_string(&out)?)?;
    let invocation = &report["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false, "{invocation}");
    assert!(invocation.to_string().contains("interrupted"), "{invocation}");
    drop(writer);
    Ok(())
}
