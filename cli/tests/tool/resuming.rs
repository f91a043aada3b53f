//! A check that ended before its end is continued: the output is that of one run, byte for byte.

use super::{
    VALID, WRONG, jobs,
    support::{Result, Tested, command, folder},
    tool,
};
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};
use tongbiao_testkit::size::size;

/// Documents of all kinds, several times over, so that a run takes some time.
fn documents(name: &str) -> Result<PathBuf> {
    let folder = folder(name)?;
    for copy in 0..3 {
        let made = jobs::documents(&format!("{name}-{copy}"))?;
        fs::rename(made, folder.join(format!("copy-{copy}")))?;
    }
    Ok(folder)
}

/// The number of the file and the line of the progress; none if there is no progress.
fn progress(out: &Path) -> Result<Option<(u64, u64)>> {
    let name = out.file_name().unwrap_or_default().to_string_lossy();
    let Ok(text) = fs::read(out.with_file_name(format!(".{name}.tongbiao-progress"))) else { return Ok(None) };
    let json: serde_json::Value = serde_json::from_slice(&text)?;
    let number = |name: &str| json.pointer(name).and_then(serde_json::Value::as_u64).unwrap_or(0);
    Ok(Some((number("/position/file"), number("/position/line"))))
}

/// The exit code of a run; none if it was killed before its end: after a delay, or a delay after its first progress.
fn killed(mut child: Child, delay: Option<Duration>, progress: impl Fn() -> Result<bool>) -> Result<Option<i32>> {
    let mut left = delay;
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status.code());
        }
        let step = Duration::from_millis(2);
        thread::sleep(step);
        if progress()? {
            left = left.map(|left| left.saturating_sub(step));
        }
        if left == Some(Duration::ZERO) {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
    }
}

/// Delays that look random and are the same in each run of the test.
fn delays(seed: u64) -> impl Iterator<Item = Duration> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    (0_u64..9).map(move |_| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        Duration::from_millis(1 + state % 200)
    })
}

fn names(folder: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for found in fs::read_dir(folder)? {
        names.push(found?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

#[test]
fn a_killed_run_is_continued() -> Tested {
    let documents = documents("resuming-documents")?.display().to_string();
    for (number, format) in ["text", "json", "one-line", "ndjson", "csv"].into_iter().enumerate().take(size(2, 5)) {
        let folder = folder(&format!("resuming-{format}"))?;
        let (whole, out) = (folder.join("whole"), folder.join("out"));
        let arguments = |out: &Path| {
            let out = out.display().to_string();
            let all = ["check", &documents, "--each-alone", "--format", format, "--out", &out];
            all.map(str::to_owned).to_vec()
        };
        let once: Vec<String> = arguments(&whole);
        let once: Vec<&str> = once.iter().map(String::as_str).collect();
        let expected = tool(&once)?;
        assert_eq!(expected.code, Some(3), "{}", expected.err);
        let mut last = None;
        let (mut continued, mut code) = (0, None);
        for (round, delay) in delays(number as u64 + 1).enumerate() {
            let mut own = arguments(&out);
            if round > 0 {
                own.push("--resume".to_owned());
            }
            let own: Vec<&str> = own.iter().map(String::as_str).collect();
            let child = command(&own).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
            // Some runs are killed at any time, the others after they have made progress. The last one has the time that it needs.
            let is_any_time = round % 4 == 3;
            // A fast machine ends a run soon after its progress.
            let delay = if is_any_time { delay } else { delay.min(Duration::from_millis(2)) };
            let delay = Some(delay).filter(|_| round < 8);
            code = killed(child, delay, || Ok(is_any_time || progress(&out)? > last))?;
            if code.is_some() {
                break;
            }
            // The file is replaced at the end, a moment before the program ends.
            assert!(!out.exists() || fs::read(&out)? == fs::read(&whole)?, "{format}: replaced before the end");
            let now = progress(&out)?;
            assert!(now >= last || out.exists(), "{format}: {now:?} after {last:?}");
            continued += usize::from(last.is_some());
            last = now;
        }
        assert_eq!(code, Some(3), "{format}");
        assert!(continued > 0, "{format}: no run was continued");
        assert!(fs::read(&out)? == fs::read(&whole)?, "{format}: the output differs");
        assert_eq!(names(&folder)?, ["out", "whole"], "{format}");
    }
    Ok(())
}

/// A run that was killed after a record of the progress.
fn stopped(arguments: &[&str], out: &Path) -> Result<(u64, u64)> {
    let mut child = command(arguments).spawn()?;
    let start = Instant::now();
    let found = loop {
        match progress(out)? {
            Some(found) => break found,
            None if start.elapsed() > Duration::from_secs(60) => return Err("no progress".into()),
            None => thread::sleep(Duration::from_millis(5)),
        }
    };
    child.kill()?;
    assert!(!child.wait()?.success());
    Ok(found)
}

#[test]
fn other_options_inputs_and_outputs_are_refused() -> Tested {
    let documents = documents("resuming-refused")?;
    let name = documents.display().to_string();
    let folder = folder("resuming-refused-out")?;
    let out = folder.join("out.ndjson");
    let out_name = out.display().to_string();
    let base = ["check", &name, "--each-alone", "--format", "ndjson", "--out", &out_name];
    let with = |more: &[&str]| tool(&[&base[..], &["--resume"], more].concat());
    stopped(&base, &out)?;
    for (more, expected) in [
        (&["--show-values"][..], "not as in the interrupted run, which cannot be continued: --show-values;"),
        (&["--select", "receipt", "--lang", "zh"], "与中断的运行不同，不能继续：--lang, --select；"),
        (&["--policy", "examples/intake/tongbiao.toml"], ": policy;"),
    ] {
        let run = with(more)?;
        assert!(run.code == Some(2) && run.err.contains(expected), "{more:?}: {run:?}");
    }
    // Another file, a changed file, a file that was removed.
    let extra = documents.join("extra.json");
    fs::write(&extra, VALID)?;
    assert!(with(&[])?.err.contains("cannot be continued: files;"));
    fs::remove_file(&extra)?;
    let first = documents.join("copy-0/a.ndjson");
    let (text, time) = (fs::read(&first)?, fs::metadata(&first)?.modified()?);
    fs::write(&first, &text)?;
    assert!(with(&[])?.err.contains("cannot be continued: files;"));
    fs::File::options().write(true).open(&first)?.set_modified(time)?;
    // The output so far was changed, and is too short, and is missing.
    let partial = folder.join(".out.ndjson.tongbiao-partial");
    let kept = fs::read(&partial)?;
    let mut changed = kept.clone();
    *changed.first_mut().ok_or("empty")? ^= 1;
    for content in [Some(changed.as_slice()), kept.get(..10), None] {
        match content {
            Some(content) => fs::write(&partial, content)?,
            None => fs::remove_file(&partial)?,
        }
        let run = with(&[])?;
        assert!(run.code == Some(3) && run.err.contains("was deleted or changed"), "{run:?}");
        assert!(run.err.contains("without --resume"), "{run:?}");
    }
    // The record of the progress is damaged.
    let record = folder.join(".out.ndjson.tongbiao-progress");
    let progress = fs::read(&record)?;
    fs::write(&record, progress.get(..progress.len() / 2).unwrap_or_default())?;
    let run = with(&[])?;
    assert!(run.code == Some(3) && run.err.contains("the record of the progress cannot be read"), "{run:?}");
    // With everything in its place, the run continues: also what was written after the record, and half a line, is cut back.
    fs::write(&record, &progress)?;
    fs::write(&partial, [&kept[..], b"{\"kind\":\"findings\",\"half"].concat())?;
    let run = with(&[])?;
    assert!(run.code == Some(3) && !run.err.contains("continue"), "{run:?}");
    let whole = folder.join("whole.ndjson");
    let whole_name = whole.display().to_string();
    let for_whole = ["check", &name, "--each-alone", "--format", "ndjson", "--out", &whole_name];
    assert_eq!(tool(&for_whole)?.out, run.out, "the summary is that of the whole run");
    assert!(fs::read(&out)? == fs::read(&whole)?);
    // After the end there is nothing to continue: the run begins again, with the same output.
    let run = with(&[])?;
    assert!(run.code == Some(3) && run.err.contains("there is no run to continue"), "{run:?}");
    assert!(fs::read(&out)? == fs::read(&whole)?);
    // A run without the option begins again, whatever an earlier run has left.
    stopped(&base, &out)?;
    assert_eq!(tool(&base)?.code, Some(3));
    assert!(fs::read(&out)? == fs::read(&whole)?);
    assert_eq!(names(&folder)?, ["out.ndjson", "whole.ndjson"]);
    Ok(())
}

#[test]
fn runs_that_cannot_be_continued_are_refused() -> Tested {
    let folder = folder("resuming-never")?;
    let (first, second) = (folder.join("a.json"), folder.join("b.json"));
    fs::write(&first, VALID)?;
    fs::write(&second, WRONG)?;
    let (first, second, out) =
        (first.display().to_string(), second.display().to_string(), folder.join("out").display().to_string());
    let both = ["check", &first, &second, "--resume", "--out", &out];
    let baseline = folder.join("known.json").display().to_string();
    let copies = folder.join("copies").display().to_string();
    for (more, expected) in [
        (&["--format", "ndjson"][..], "--resume requires --each-alone"),
        (&["--each-alone", "--format", "sarif"], "are written as a whole"),
        (&["--each-alone", "--format", "html"], "are written as a whole"),
        (&["--each-alone", "--statistics"], "are written as a whole"),
        (&["--each-alone", "--fix", "--copies", &copies], "cannot be used with --fix"),
        (&["--each-alone", "--write-baseline", &baseline], "cannot be used with a baseline"),
        (&["--each-alone", "-"], "the standard input and pipes cannot be read again"),
    ] {
        let run = tool(&[&both[..], more].concat())?;
        assert!(run.code == Some(2) && run.err.contains(expected) && !Path::new(&out).exists(), "{more:?}: {run:?}");
    }
    let one = tool(&["check", &first, "--resume", "--each-alone", "--format", "json", "--out", &out])?;
    assert!(one.code == Some(2) && one.err.contains("the report of one document"), "{one:?}");
    let run = tool(&["check", &first, "--resume", "--each-alone"])?;
    assert!(run.code == Some(2) && run.err.contains("--out"), "{run:?}");
    #[cfg(unix)]
    {
        let run = tool(&["check", &first, &second, "--resume", "--each-alone", "--out", "/dev/null"])?;
        assert!(run.code == Some(2) && run.err.contains("a regular file"), "{run:?}");
    }
    assert_eq!(names(&folder)?, ["a.json", "b.json"]);
    // Empty inputs.
    let run = tool(&["check", &folder.join("none").display().to_string(), "--resume", "--each-alone", "--out", &out])?;
    assert!(run.code == Some(3) && run.err.contains("file not found"), "{run:?}");
    Ok(())
}

/// An interrupt leaves the results so far in the file. The file may be in the folder that is read.
#[cfg(unix)]
#[test]
fn an_interrupted_run_is_continued() -> Tested {
    let documents = documents("resuming-interrupted")?;
    let name = documents.display().to_string();
    let out = documents.join("copy-1-out.txt");
    let whole = folder("resuming-interrupted-out")?.join("whole.txt").display().to_string();
    let out_name = out.display().to_string();
    let base = ["check", &name, "--each-alone", "--out", &out_name];
    tool(&["check", &name, "--each-alone", "--out", &whole])?;
    let mut more: &[&str] = &[];
    for round in 0..2 {
        let mut child = command(&[&base[..], more].concat()).spawn()?;
        let (start, last) = (Instant::now(), progress(&out)?);
        while progress(&out)? <= last {
            assert!(start.elapsed() < Duration::from_secs(60), "no progress");
            thread::sleep(Duration::from_millis(5));
        }
        assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status()?.success());
        let ended = child.wait()?;
        let mut err = String::new();
        std::io::Read::read_to_string(&mut child.stderr.take().ok_or("no stream")?, &mut err)?;
        assert_eq!(ended.code(), Some(130), "{round}: {err}");
        assert!(
            err.contains("interrupted; ") && err.contains("to continue, run the same command with --resume"),
            "{err}"
        );
        assert!(fs::read_to_string(&out)?.ends_with("; interrupted\n"), "{round}");
        more = &["--resume"];
    }
    let run = tool(&[&base[..], more].concat())?;
    assert_eq!(run.code, Some(3), "{}", run.err);
    let (text, whole) = (fs::read_to_string(&out)?, fs::read_to_string(whole)?);
    assert!(text == whole, "{} {}", text.lines().last().unwrap_or_default(), whole.lines().last().unwrap_or_default());
    Ok(())
}
