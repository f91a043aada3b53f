//! An interrupt ends a run with the outcomes so far.

use super::{
    CASE_A, HEART, flat,
    support::{Result, Tested, command, path},
};
use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// The exit code of a run that must end soon.
fn ended(child: &mut Child) -> Result<Option<i32>> {
    let start = Instant::now();
    loop {
        match child.try_wait()? {
            Some(status) => return Ok(status.code()),
            None if start.elapsed() > Duration::from_secs(60) => {
                child.kill()?;
                return Err("the run has not ended".into());
            }
            None => std::thread::sleep(Duration::from_millis(20)),
        }
    }
}

#[test]
fn the_outcomes_so_far_are_printed() -> Tested {
    let line = flat(CASE_A)?;
    for (jobs, format, end) in [
        ("1", "text", "\n2 applications: 2 awarded; awards: 20000.00 yuan; interrupted\n"),
        ("3", "text", "\n2 applications: 2 awarded; awards: 20000.00 yuan; interrupted\n"),
        ("3", "ndjson", "}\n"),
        ("3", "csv", "\r\n"),
    ] {
        let arguments = ["adjudicate", "-", HEART, "--ndjson", "--jobs", jobs, "--format", format];
        let mut child = command(&arguments).stdin(Stdio::piped()).spawn()?;
        // The input remains open: the reader waits for more of it.
        let mut stdin = child.stdin.take().ok_or("no input")?;
        stdin.write_all(format!("{line}\n{line}\n").as_bytes())?;
        let mut out = BufReader::new(child.stdout.take().ok_or("no output")?);
        let mut text = String::new();
        while text.matches("case-a-heart-surgery").count() < 2 || text.matches("10000.00").count() < 2 {
            if out.read_line(&mut text)? == 0 {
                return Err(format!("the output ended: {text}").into());
            }
        }
        assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status()?.success());
        out.read_to_string(&mut text)?;
        let code = ended(&mut child)?;
        let mut err = String::new();
        child.stderr.take().ok_or("no stream")?.read_to_string(&mut err)?;
        assert_eq!(code, Some(130), "{format}: {err}");
        assert!(err.contains("interrupted; only the outcomes of 2 applications are printed"), "{format}: {err}");
        assert!(text.ends_with(end), "{format}: {text}");
        drop(stdin);
    }
    Ok(())
}

#[test]
fn a_file_has_the_outcomes_so_far() -> Tested {
    let out = path("interrupted.csv")?;
    fs::write(&out, "before")?;
    let arguments = ["match", "-", HEART, "--ndjson", "--format", "csv", "--out", &out];
    let mut child = command(&arguments).stdin(Stdio::piped()).spawn()?;
    let mut stdin = child.stdin.take().ok_or("no input")?;
    stdin.write_all(format!("{}\n", flat(CASE_A)?).as_bytes())?;
    // Whether the application was computed before the interrupt or not, the file is whole and the run says how many it has.
    std::thread::sleep(Duration::from_millis(300));
    assert_eq!(fs::read_to_string(&out)?, "before", "the file is not replaced before the end");
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status()?.success());
    assert_eq!(ended(&mut child)?, Some(130));
    let mut summary = String::new();
    child.stdout.take().ok_or("no stream")?.read_to_string(&mut summary)?;
    let count = csv::ReaderBuilder::new().from_path(&out)?.records().collect::<Result<Vec<_>, _>>()?.len();
    assert!(summary.starts_with(&format!("{count} application")) && summary.ends_with("; interrupted\n"), "{summary}");
    drop(stdin);
    Ok(())
}
