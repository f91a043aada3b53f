//! An index is whole after `kill -9` at any moment, and after an interrupt.

use super::{
    support::{Result, Tested, command_in, folder},
    using::tool,
};
use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};
use tongbiao_testkit::{random::Random, size::size};

/// Documents that are added in one run.
const DOCUMENTS: usize = 2_100;

/// A folder with a key and many small applications, one per line.
fn place(name: &str) -> Result<PathBuf> {
    let place = folder(name)?;
    tool(&place, "index key --out k.key")?;
    let line = |number: usize| {
        format!(
            r#"{{"kind":"application","standard":"1.0","id":"a-{number}","child":{{"name":"童{number}","birthDate":"2019-05-06"}},
            "receipts":[{{"receiptKind":"legacy","number":{{"form":"legacy","number":"77{number:06}"}},"totalAmount":"100.00"}}]}}"#
        )
        .replace('\n', "")
            + "\n"
    };
    fs::write(place.join("many.ndjson"), (0..DOCUMENTS).map(line).collect::<String>())?;
    Ok(place)
}

/// The counts of an index that is whole.
fn shown(place: &Path) -> Result<Value> {
    let (code, out, err) = tool(place, "index show x.index --verify --format json")?;
    if code != Some(0) {
        return Err(format!("{code:?}: {out}{err}").into());
    }
    Ok(serde_json::from_str(&out)?)
}

const ADD: &str = "index add x.index --key k.key --as A --commit-every 100 many.ndjson";

#[test]
fn an_index_is_whole_after_a_sudden_end() -> Tested {
    let place = place("killed")?;
    let start = Instant::now();
    assert_eq!(tool(&place, ADD)?.0, Some(0));
    let (whole, mut most) = (shown(&place)?, usize::try_from(start.elapsed().as_micros())?);
    assert_eq!(whole["documents"], DOCUMENTS);
    fs::remove_file(place.join("x.index"))?;
    // A run that was ended between two transactions left a part of the documents. The speed of the machine changes from run to run, so
    // that the time to the end follows it.
    let (mut random, mut parts, mut rounds) = (Random(77), 0, 0);
    while parts < size(4, 60) {
        rounds += 1;
        assert!(rounds < 2_000, "only {parts} runs ended between two transactions");
        let mut child = command_in(&place, &ADD.split(' ').collect::<Vec<_>>()).stdout(Stdio::null()).spawn()?;
        thread::sleep(Duration::from_micros(u64::try_from(random.below(most))?));
        // `kill -9`: the program cannot react to it.
        child.kill()?;
        child.wait()?;
        if !place.join("x.index").exists() {
            most += most / 4;
            continue;
        }
        let counts = shown(&place)?;
        let documents = counts["documents"].as_u64().ok_or("documents")?;
        // An application has a child and a receipt, with a digest of a name, a number and a trail.
        assert_eq!(counts["entries"], documents * 2, "round {rounds}");
        assert_eq!(counts["digests"], documents * 3, "round {rounds}");
        let is_part = documents > 0 && documents < DOCUMENTS as u64;
        parts += usize::from(is_part);
        if documents == DOCUMENTS as u64 || random.chance(20) {
            fs::remove_file(place.join("x.index"))?;
            most = (most - most / 8).max(1_000);
        }
    }
    // The same run completes it.
    assert_eq!(tool(&place, ADD)?.0, Some(0));
    assert_eq!(shown(&place)?["digests"], whole["digests"]);
    Ok(())
}

/// A deletion or a rotation that ends suddenly leaves the old or the new index.
#[test]
fn an_index_is_the_old_or_the_new_one_after_a_sudden_end() -> Tested {
    let place = place("replaced")?;
    assert_eq!(tool(&place, ADD)?.0, Some(0));
    fs::copy(place.join("x.index"), place.join("old.index"))?;
    let forget = "index forget x.index --key k.key --charity A --application a-7";
    let start = Instant::now();
    assert_eq!(tool(&place, forget)?.0, Some(0));
    let most = usize::try_from(start.elapsed().as_micros())? * 12 / 10;
    let mut random = Random(78);
    for round in 0..size(4, 100) {
        fs::copy(place.join("old.index"), place.join("x.index"))?;
        let mut child = command_in(&place, &forget.split(' ').collect::<Vec<_>>()).stdout(Stdio::null()).spawn()?;
        thread::sleep(Duration::from_micros(u64::try_from(random.below(most))?));
        child.kill()?;
        child.wait()?;
        let counts = shown(&place)?;
        let state = (counts["documents"].as_u64(), counts["deleted"].as_u64());
        let all = DOCUMENTS as u64;
        assert!([(Some(all), Some(0)), (Some(all - 1), Some(1))].contains(&state), "round {round}: {state:?}");
    }
    // What an earlier run left is no obstacle.
    assert_eq!(tool(&place, forget)?.0, Some(0));
    assert!(!place.join("x.index.new").exists());
    Ok(())
}

#[cfg(unix)]
#[test]
fn an_interrupt_keeps_what_was_added() -> Tested {
    use std::io::{Read, Write};
    let place = place("interrupted")?;
    let arguments = "index add x.index --key k.key --as A - --ndjson".split(' ').collect::<Vec<_>>();
    let lines = fs::read_to_string(place.join("many.ndjson"))?;
    let first: String = lines.lines().take(10).map(|line| format!("{line}\n")).collect();
    // On a busy machine the documents are read later.
    for wait in [1_500, 6_000, 60_000] {
        let mut child = command_in(&place, &arguments).stdin(Stdio::piped()).spawn()?;
        let mut stdin = child.stdin.take().ok_or("no input")?;
        stdin.write_all(first.as_bytes())?;
        stdin.flush()?;
        // The input remains open: the reader waits for more of it.
        thread::sleep(Duration::from_millis(wait));
        assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status()?.success());
        let status = child.wait()?;
        let mut out = String::new();
        child.stdout.take().ok_or("no output")?.read_to_string(&mut out)?;
        drop(stdin);
        if status.code() == Some(130) && out.contains("documents added: 10;") {
            assert!(out.contains("interrupted"), "{out}");
            assert_eq!(shown(&place)?["documents"], 10);
            return Ok(());
        }
    }
    Err("the documents before the interrupt were not added".into())
}
