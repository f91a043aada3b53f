//! Keys and files that cannot be used: a clear message, and no panic.

use super::{
    support::{Tested, folder, read},
    using::tool,
};
use serde_json::json;
use std::{fs, path::Path, process::Command};

/// A folder with a key, an index and an application.
fn place(name: &str) -> crate::support::Result<std::path::PathBuf> {
    let place = folder(name)?;
    fs::write(place.join("a.json"), read("cases/a-heart-surgery/application.json")?)?;
    tool(&place, "index key --out k.key")?;
    tool(&place, "index add x.index --key k.key --as A a.json")?;
    Ok(place)
}

fn refused(place: &Path, line: &str, code: i32, message: &str) -> Tested {
    let (found, out, err) = tool(place, line)?;
    assert_eq!(found, Some(code), "{line}: {out}{err}");
    assert!(err.contains(message) && out.is_empty(), "{line}: {out}{err}");
    assert!(!err.contains("internal error"), "{line}: {err}");
    Ok(())
}

#[test]
fn messages_name_the_file_and_the_remedy() -> Tested {
    let place = place("refusing")?;
    tool(&place, "index key --out other.key")?;
    tool(&place, "index key --out next.key --after k.key")?;
    fs::write(place.join("text.index"), "tongbiao")?;
    let bytes = fs::read(place.join("x.index"))?;
    fs::write(place.join("half.index"), bytes.get(..bytes.len() / 2).ok_or("half")?)?;
    for (line, code, message) in [
        ("index check x.index --key other.key a.json", 3, "x.index: the index was made with another key"),
        ("index add x.index --key other.key --as A a.json", 3, "x.index: the index was made with another key"),
        ("index show x.index --key other.key", 3, "another key"),
        ("index merge x.index none.index --key k.key", 3, "none.index: file not found"),
        ("index check none.index --key k.key a.json", 3, "none.index: file not found"),
        ("index check x.index --key a.json a.json", 3, "a.json"),
        ("index check text.index --key k.key a.json", 3, "text.index: not an index, or damaged"),
        ("index show half.index", 3, "half.index: not an index, or damaged"),
        ("index add half.index --key k.key --as A a.json", 3, "half.index: not an index, or damaged"),
        ("index key --out k.key", 3, "k.key: the file exists and is not replaced"),
        ("index export x.index --key k.key --out a.json", 3, "a.json: the file exists and is not replaced"),
        ("index rotate x.index --key k.key --new-key other.key", 3, "the new key does not follow"),
        ("index check x.index --key next.key a.json", 3, "another key"),
        ("index forget x.index --key k.key", 2, "--charity"),
        ("index forget x.index --key k.key --application x", 2, "--charity"),
        ("index add x.index --key k.key a.json", 2, "--as"),
        ("index check x.index --key k.key - -", 2, "only once"),
    ] {
        refused(&place, line, code, message)?;
    }
    // The index is as before.
    let (code, out, _) = tool(&place, "index show x.index --verify")?;
    assert!(code == Some(0) && out.contains("documents: 1;"), "{out}");
    Ok(())
}

#[cfg(unix)]
#[test]
fn public_keys_and_files_without_permission_are_refused() -> Tested {
    use std::os::unix::fs::PermissionsExt;
    let place = place("permissions")?;
    let set = |name: &str, mode: u32| fs::set_permissions(place.join(name), fs::Permissions::from_mode(mode));
    set("k.key", 0o644)?;
    refused(&place, "index check x.index --key k.key a.json", 3, "k.key: other users can read the key")?;
    set("k.key", 0o600)?;
    set("x.index", 0o400)?;
    if fs::OpenOptions::new().write(true).open(place.join("x.index")).is_err() {
        refused(&place, "index check x.index --key k.key a.json", 3, "x.index: permission denied")?;
    }
    Ok(())
}

/// A limit of the file size is like a full disk: what was committed is kept.
#[cfg(unix)]
#[test]
fn a_full_disk_keeps_the_index() -> Tested {
    let place = place("full")?;
    let line = |number: usize| {
        json!({"kind": "application", "standard": "1.0", "id": format!("a-{number}"),
            "child": {"name": format!("童{number}"), "birthDate": "2019-05-06"},
            "receipts": [{"receiptKind": "legacy", "number": {"form": "legacy", "number": format!("77{number:06}")}, "totalAmount": "100.00"}]})
        .to_string()
            + "\n"
    };
    let count = 12_000;
    fs::write(place.join("many.ndjson"), (0..count).map(line).collect::<String>())?;
    let size = fs::metadata(place.join("x.index"))?.len();
    let tool_path = env!("CARGO_BIN_EXE_tongbiao");
    // In blocks of 512 bytes: a little more than the file has.
    let script = format!(
        "trap '' XFSZ; ulimit -f {}; exec {tool_path} index add x.index --key k.key --as A --commit-every {count} many.ndjson",
        size / 512 + 64
    );
    let run = Command::new("sh").args(["-c", &script]).current_dir(&place).env("LC_ALL", "C").output()?;
    let err = String::from_utf8(run.stderr)?;
    assert!(run.status.code() == Some(3) && err.contains("x.index: no space"), "{:?}: {err}", run.status);
    let (code, out, err) = tool(&place, "index show x.index --verify")?;
    // On a busy machine, a part of the documents was committed before, while no document was ready.
    let documents =
        out.lines().find_map(|line| line.strip_prefix("documents: ")?.split(';').next()?.parse::<usize>().ok());
    assert!(code == Some(0) && documents.is_some_and(|documents| (1..=count).contains(&documents)), "{out}{err}");
    Ok(())
}
