//! A run over many applications that ended before its end is continued: the output is that of one run, byte for byte.

use super::{
    CASE_A, HEART, flat, mixed, small,
    support::{Result, Tested, command, file, folder, tool},
};
use std::{
    fs,
    io::Write,
    path::Path,
    process::Stdio,
    thread,
    time::{Duration, Instant},
};
use tongbiao_testkit::size::size;

/// Another programme.
const OTHER: &str = "cases/programmes/thalassaemia.json";

/// Applications of all kinds: lines, a compressed file, an archive, a folder with documents of other kinds, files that do not exist.
fn inputs(name: &str) -> Result<Vec<String>> {
    let mut all = mixed(name)?;
    let large = flat(CASE_A)?;
    let mut lines = String::new();
    for number in 0..240 {
        let id = format!("no-{number:03}");
        let line = match number % 8 {
            0 => large.replace("\"case-a-heart-surgery\"", &format!("\"{id}\"")),
            1 => "{\"kind\":\"application\"".to_owned(),
            2 => "{}".to_owned(),
            _ => small(&id).to_string(),
        };
        lines.push_str(&format!("{line}\n"));
    }
    let folder = folder(&format!("{name}-folder"))?;
    fs::write(folder.join("a.ndjson"), &lines)?;
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(lines.as_bytes())?;
    fs::write(folder.join("b.ndjson.gz"), gzip.finish()?)?;
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for number in 0..100 {
        archive.start_file(format!("c/{number}.json"), zip::write::SimpleFileOptions::default())?;
        archive.write_all(small(&format!("zip-{number}")).to_string().as_bytes())?;
    }
    fs::write(folder.join("c.zip"), archive.finish()?.into_inner())?;
    fs::write(folder.join("d.jsonl"), "{\"level\":\"info\"}\n".repeat(2000))?;
    fs::copy(crate::support::root().join(HEART), folder.join("e.json"))?;
    for number in 0..100 {
        fs::write(folder.join(format!("f-{number:03}.json")), small(&format!("file-{number}")).to_string())?;
    }
    all.push(folder.display().to_string());
    all.push(file(&format!("{name}-last.ndjson"), &lines)?);
    Ok(all)
}

/// The length of the output in the record of the progress, if there is one.
fn length(record: &Path) -> Option<u64> {
    let json: serde_json::Value = serde_json::from_slice(&fs::read(record).ok()?).ok()?;
    json["length"].as_u64()
}

#[test]
fn a_killed_run_is_continued() -> Tested {
    let inputs = inputs("resuming")?;
    let inputs: Vec<&str> = inputs.iter().map(String::as_str).collect();
    for (number, (of, format)) in
        [("adjudicate", "text"), ("match", "ndjson"), ("adjudicate", "csv"), ("adjudicate", "ndjson")]
            .into_iter()
            .enumerate()
            .take(size(2, 4))
    {
        let folder = folder(&format!("resuming-{of}-{format}"))?;
        let (whole, out) = (folder.join("whole").display().to_string(), folder.join("out").display().to_string());
        let common = [&[of, "--programmes", HEART, "--no-earlier", "--format", format, "--out"][..]].concat();
        let expected = tool(&[&common[..], &[&whole], &inputs].concat())?;
        assert_eq!(expected.0, Some(3), "{expected:?}");
        let record = folder.join(".out.tongbiao-progress");
        let (mut continued, mut last) = (0, None);
        // The last run has as much time as it needs.
        for round in 0..9 {
            let resume: &[&str] = if round > 0 { &["--resume"] } else { &[] };
            let mut command = command(&[&common[..], &[&out], resume, &inputs].concat());
            let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
            let (begin, delay) = (Instant::now(), (round * 7919 + number as u64 * 104_729) % 200);
            let mut code = None;
            // Some runs are killed at any time, the others after they have made progress.
            while code.is_none() && (round == 8 || begin.elapsed() < Duration::from_millis(delay * 3) || round % 4 != 3)
            {
                code = child.try_wait()?;
                if round != 8 && round % 4 != 3 && length(&record) > last {
                    // A fast machine ends a run soon after its progress.
                    thread::sleep(Duration::from_millis(delay.min(2)));
                    code = child.try_wait()?;
                    break;
                }
                thread::sleep(Duration::from_millis(2));
            }
            let Some(code) = code else {
                child.kill()?;
                child.wait()?;
                let now = length(&record);
                assert!(now >= last || Path::new(&out).exists(), "{now:?} after {last:?}");
                continued += u32::from(last.is_some());
                last = now;
                continue;
            };
            assert_eq!(code.code(), Some(3), "{of} {format}");
            let mut summary = String::new();
            std::io::Read::read_to_string(&mut child.stdout.take().ok_or("no stream")?, &mut summary)?;
            assert_eq!(summary, expected.1, "{of} {format}");
            break;
        }
        assert!(continued > 0, "{of} {format}: no run was continued");
        assert!(fs::read(&out)? == fs::read(&whole)?, "{of} {format}: the output differs");
        assert_eq!(fs::read_dir(&folder)?.count(), 2, "{of} {format}");
    }
    Ok(())
}

#[test]
fn runs_that_cannot_be_continued_are_refused() -> Tested {
    let out = folder("resuming-refused")?.join("out").display().to_string();
    for (arguments, code, expected) in [
        (&["adjudicate", CASE_A, HEART, "--resume", "--out", &out][..], 2, "--resume is for several applications"),
        (
            &["match", CASE_A, HEART, "--format", "csv", "--resume", "--out", &out],
            2,
            "--resume is for several applications",
        ),
        (
            &["match", "cases", "--programmes", HEART, "--format", "html", "--resume", "--out", &out],
            2,
            "not for the format html",
        ),
        (
            &["match", "-", "--programmes", HEART, "--ndjson", "--resume", "--out", &out],
            2,
            "the standard input and pipes",
        ),
        (&["adjudicate", "cases", HEART, "--resume"], 2, "--out"),
    ] {
        let (found, _, err) = tool(arguments)?;
        assert!(found == Some(code) && err.contains(expected) && !Path::new(&out).exists(), "{arguments:?}: {err}");
    }
    // Without a run to continue, it begins.
    let (code, _, err) =
        tool(&["adjudicate", CASE_A, "--programmes", HEART, "--resume", "--format", "csv", "--out", &out])?;
    assert!(code == Some(0) && err.contains("there is no run to continue"), "{err}");
    // Another run writes the same output.
    let lines = file("resuming-slow.ndjson", &format!("{}\n", flat(CASE_A)?).repeat(1500))?;
    let base = ["adjudicate", &lines, "--programmes", HEART, "--format", "ndjson", "--out", &out];
    let mut child = command(&base).spawn()?;
    let record = Path::new(&out).with_file_name(".out.tongbiao-progress");
    let begin = Instant::now();
    while !record.exists() {
        assert!(begin.elapsed() < Duration::from_secs(60), "no progress");
        thread::sleep(Duration::from_millis(5));
    }
    let (code, _, err) = tool(&[&base[..], &["--resume"]].concat())?;
    assert!(code == Some(3) && err.contains("another run writes this file"), "{err}");
    child.kill()?;
    child.wait()?;
    // Other circumstances and programmes are refused, and the run that was killed can still be continued with its own.
    for (more, expected) in [
        (&["--as-of", "2026-01-01"][..], ": --as-of;"),
        (&["--no-earlier"], ": --earlier;"),
        (&["--programmes", OTHER], ": programmes;"),
    ] {
        let (code, _, err) = tool(&[&base[..], &["--resume"], more].concat())?;
        assert!(code == Some(2) && err.contains(expected), "{more:?}: {err}");
    }
    assert!(record.exists());
    Ok(())
}
