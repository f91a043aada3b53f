//! Compressed files, archives and patterns of paths.

use super::{
    DOUBTFUL, Ran, VALID, WRONG,
    support::{self, Result, Tested, command_in, folder},
    tool, tool_with,
};
use flate2::{Compression, write::GzEncoder};
use ruzstd::encoding::{CompressionLevel, compress_to_vec};
use std::{
    fs,
    io::{Cursor, Write},
    path::Path,
};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    compress_to_vec(bytes, CompressionLevel::Fastest)
}

type Files<'a> = [(&'a str, Vec<u8>)];

fn tar(files: &Files<'_>) -> Result<Vec<u8>> {
    let mut archive = tar::Builder::new(Vec::new());
    for (name, bytes) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        archive.append_data(&mut header, name, bytes.as_slice())?;
    }
    Ok(archive.into_inner()?)
}

fn zip(files: &Files<'_>) -> Result<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (number, (name, bytes)) in files.iter().enumerate() {
        let method = if number % 3 == 0 { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        archive.start_file(*name, SimpleFileOptions::default().compression_method(method))?;
        archive.write_all(bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}

/// Files in the order in which a folder is read.
fn files() -> Vec<(&'static str, Vec<u8>)> {
    let line = |text: &str| text.replace('\n', "");
    let lines = format!("{}\n\n{}\n{{\"kind\":\n{}", line(VALID), line(WRONG), line(DOUBTFUL));
    vec![
        (".hidden.json", b"{".to_vec()),
        ("a/empty.json", Vec::new()),
        ("a/lines.ndjson", lines.into_bytes()),
        ("a/log.jsonl", b"{\"level\":\"info\"}\n{}\n".to_vec()),
        ("a/wrong.json", WRONG.as_bytes().to_vec()),
        ("b.json", VALID.as_bytes().to_vec()),
        ("large.json", vec![b' '; 17 * 1024 * 1024]),
        ("notes.txt", b"text".to_vec()),
        ("\u{7ae5}/\u{7968}.json", VALID.as_bytes().to_vec()),
        ("\u{7ae5}.json", DOUBTFUL.as_bytes().to_vec()),
    ]
}

/// The output of a check, with the name of the input replaced.
fn output(path: &Path, name: &str, format: &str) -> Result<(Ran, String)> {
    let run = tool(&["check", &path.display().to_string(), "--format", format, "--list-skipped", "--jobs", "2"])?;
    let (out, err) = (run.out.replace(name, "NAME"), run.err.replace(name, "NAME"));
    Ok((run, format!("{out}{err}")))
}

#[test]
fn archives_are_read_like_folders() -> Tested {
    let folder = folder("packed")?;
    let plain = folder.join("plain");
    let files = files();
    for (name, bytes) in &files {
        let path = plain.join(name);
        fs::create_dir_all(path.parent().ok_or("no folder")?)?;
        fs::write(path, bytes)?;
    }
    let tarred = tar(&files)?;
    let archives = [
        ("a.zip", zip(&files)?),
        ("a.tar", tarred.clone()),
        ("a.tar.gz", gzip(&tarred)?),
        ("a.TGZ", gzip(&tarred)?),
        ("a.tar.zst", zstd(&tarred)),
    ];
    for (name, bytes) in &archives {
        fs::write(folder.join(name), bytes)?;
    }
    for format in ["text", "ndjson", "junit", "csv"] {
        let (run, expected) = output(&plain, &format!("{}/", plain.display()), format)?;
        assert_eq!(run.code, Some(3), "{run:?}");
        for (name, _) in &archives {
            let path = folder.join(name);
            let (run, found) = output(&path, &format!("{}!/", path.display()), format)?;
            assert_eq!((run.code, found), (Some(3), expected.clone()), "{name} {format}");
        }
    }
    let (_, out) = output(&folder.join("a.zip"), "no name", "text")?;
    for part in ["a.zip!/a/lines.ndjson:4:9: fatal[json.syntax]", "large.json: fatal[json.too-large]", "10 documents:"]
    {
        assert!(out.contains(part), "{part}: {out}");
    }
    // In a folder, archives and compressed files are read in the order of their names.
    let all = folder.join("all");
    fs::create_dir(&all)?;
    fs::write(all.join("a.zip"), zip(&[("x.json", WRONG.into())])?)?;
    fs::write(all.join("b.json"), VALID)?;
    fs::write(all.join("c.ndjson.gz"), gzip(WRONG.replace('\n', "").as_bytes())?)?;
    fs::write(all.join("d.gz"), gzip(WRONG.as_bytes())?)?;
    let run = tool(&["check", &all.display().to_string(), "--list-skipped", "--ungrouped"])?;
    assert!(run.out.ends_with("1 other entry skipped\n") && run.err.contains("d.gz: skipped"), "{run:?}");
    let places: Vec<_> = ["a.zip!/x.json:2:", "c.ndjson.gz:1:"].iter().map(|name| run.out.find(name)).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{run:?}");
    // A name without the extension of a document is read if it is named.
    assert_eq!(tool(&["check", &all.join("d.gz").display().to_string()])?.code, Some(1));
    Ok(())
}

#[test]
fn compressed_files_are_read_like_files() -> Tested {
    let folder = folder("compressed")?;
    let files = files();
    let (_, lines) = files.iter().find(|(name, _)| *name == "a/lines.ndjson").ok_or("no lines")?;
    for (name, text) in [("a.json", WRONG.as_bytes()), ("b.ndjson", lines)] {
        let plain = folder.join(name);
        fs::write(&plain, text)?;
        let twice = [gzip(text)?, gzip(b"\n")?].concat();
        for (extension, bytes) in [("gz", gzip(text)?), ("zst", zstd(text)), ("gz", twice)] {
            let packed = folder.join(format!("{name}.{extension}"));
            fs::write(&packed, bytes)?;
            for format in ["one-line", "csv"] {
                let (one, expected) = output(&plain, &plain.display().to_string(), format)?;
                let (other, found) = output(&packed, &packed.display().to_string(), format)?;
                assert_eq!((other.code, found), (one.code, expected), "{name} {extension}");
            }
        }
    }
    // The report of a single document is indented.
    let json = |name: &str| tool(&["check", &folder.join(name).display().to_string(), "--format", "json"]);
    assert!(json("a.json.gz")?.out.starts_with("{\n") && !json("b.ndjson.gz")?.out.starts_with("{\n"));
    Ok(())
}

/// The exit code is 3, the message has these parts, and the other documents are checked.
fn refused(folder: &Path, name: &str, bytes: &[u8], parts: &[&str]) -> Tested {
    fs::write(folder.join(name), bytes)?;
    let other = folder.join("other.json");
    fs::write(&other, VALID)?;
    let path = folder.join(name).display().to_string();
    let run = tool(&["check", &path, &other.display().to_string(), "--list-skipped"])?;
    assert_eq!(run.code, Some(3), "{name}: {run:.500?}");
    assert!(run.out.contains("1 accepted"), "{name}: {:.500}", run.out);
    for part in parts {
        assert!(run.err.contains(part), "{name}: {part}: {run:.500?}");
    }
    Ok(())
}

#[test]
fn damaged_archives_do_not_stop_the_others() -> Tested {
    let folder = folder("damaged")?;
    let files = vec![("a.json", WRONG.as_bytes().to_vec()), ("b.ndjson", VALID.replace('\n', "").repeat(40).into())];
    let (zipped, tarred) = (zip(&files)?, tar(&files)?);
    let most = |bytes: &[u8]| bytes.iter().copied().take(bytes.len() * 7 / 10).collect::<Vec<_>>();
    let damaged = "damaged, or not in the format that its extension states";
    for (name, bytes) in [
        ("a.zip", most(&zipped)),
        ("b.zip", b"PK\x03\x04".to_vec()),
        ("c.tar", most(tarred.get(..2048).unwrap_or_default())),
        ("d.tar.gz", most(&gzip(&tarred)?)),
        ("e.tar.zst", most(&zstd(&tarred))),
        ("f.json.gz", most(&gzip(WRONG.as_bytes())?)),
        ("g.ndjson.zst", most(&zstd(WRONG.as_bytes()))),
        ("h.json.gz", WRONG.as_bytes().to_vec()),
        ("i.json.zst", WRONG.as_bytes().to_vec()),
        ("j.json.gz", [gzip(VALID.as_bytes())?, b"rest".to_vec()].concat()),
        ("k.zip", Vec::new()),
        ("l.tar", vec![b'x'; 1024]),
    ] {
        refused(&folder, name, &bytes, &[&format!("{name}: {damaged}")])?;
    }
    // The checksum of an entry.
    let mut wrong = zip(&[("a.json", WRONG.into()), ("b.json", WRONG.into())])?;
    let place = wrong.windows(4).position(|four| four == b"3200").ok_or("not stored")?;
    wrong.splice(place..place + 4, *b"9999");
    refused(&folder, "m.zip", &wrong, &[&format!("m.zip!/a.json: {damaged}")])?;
    // An archive that does not exist.
    let run = tool(&["check", &folder.join("none.zip").display().to_string()])?;
    assert!(run.code == Some(3) && run.err.contains("none.zip: file not found"), "{run:?}");
    assert!(!run.err.contains("contains no document"), "{run:?}");
    Ok(())
}

#[test]
fn entries_that_cannot_be_read_are_named() -> Tested {
    let folder = folder("entries")?;
    let inner = zip(&[("x.json", WRONG.into())])?;
    let nested = zip(&[("inner.zip", inner.clone()), ("x.json.gz", gzip(WRONG.as_bytes())?)])?;
    let reason = "skipped (a compressed file or an archive in an archive)";
    let no_document = "nested.zip: the archive contains no document";
    let parts = [&format!("nested.zip!/inner.zip: {reason}"), &format!("nested.zip!/x.json.gz: {reason}"), no_document];
    refused(&folder, "nested.zip", &nested, &parts.map(|part| part as &str))?;
    // The flag of encryption in the local header and in the directory.
    let mut encrypted = zip(&[("secret.json", WRONG.into())])?;
    let places = [(&b"PK\x03\x04"[..], 6), (b"PK\x01\x02", 8)];
    for (mark, offset) in places {
        let place = encrypted.windows(4).position(|four| four == mark).ok_or("no header")?;
        *encrypted.get_mut(place + offset).ok_or("no flag")? |= 1;
    }
    let message = "encrypted.zip!/secret.json: the entry is encrypted; unpack the archive with its password";
    refused(&folder, "encrypted.zip", &encrypted, &[message])?;
    // A compression that is not supported: the method of the only entry is changed to LZMA.
    let mut unsupported = zip(&[("a.json", WRONG.into())])?;
    for (mark, offset) in [(&b"PK\x03\x04"[..], 8), (b"PK\x01\x02", 10)] {
        let place = unsupported.windows(4).position(|four| four == mark).ok_or("no header")?;
        *unsupported.get_mut(place + offset).ok_or("no method")? = 14;
    }
    let message = "unsupported.zip!/a.json: the compression of the entry is not supported";
    refused(&folder, "unsupported.zip", &unsupported, &[message])?;
    // Names that are neither UTF-8 nor GBK remain different.
    let mut names = zip(&[("aa.json", WRONG.into()), ("bb.json", WRONG.into())])?;
    for (from, to) in [(b"aa", b"\xd6\xff"), (b"bb", b"\xce\xff")] {
        while let Some(place) = names.windows(2).position(|two| two == from) {
            names.splice(place..place + 2, *to);
        }
    }
    fs::write(folder.join("names.zip"), &names)?;
    let run = tool(&["check", &folder.join("names.zip").display().to_string(), "--format", "one-line"])?;
    for name in [r"names.zip!/\xd6\xff.json:2:", r"names.zip!/\xce\xff.json:2:"] {
        assert!(run.code == Some(1) && run.out.contains(name), "{name}: {run:?}");
    }
    // Corrections need files.
    let (path, copies) = (folder.join("names.zip").display().to_string(), folder.join("copies").display().to_string());
    let run = tool(&["check", &path, "--fix", "--copies", &copies])?;
    assert!(run.code == Some(3) && run.err.contains("names.zip: compressed files and archives cannot be corrected"));
    Ok(())
}

#[test]
fn expansion_is_bounded() -> Tested {
    let folder = folder("bombs")?;
    // More than a thousand times smaller, in members of one stream.
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&vec![b' '; 16 * 1024 * 1024])?;
    let bomb = encoder.finish()?.repeat(5);
    assert!(bomb.len() < 5 * 16 * 1024 * 1024 / 1000, "{}", bomb.len());
    refused(&folder, "lines.ndjson.gz", &bomb, &["lines.ndjson.gz: expands to more than 1000 times its size"])?;
    // A single document is not read above its maximum size.
    fs::write(folder.join("one.json.gz"), &bomb)?;
    let run = tool(&["check", &folder.join("one.json.gz").display().to_string()])?;
    assert!(run.code == Some(3) && run.out.contains("one.json.gz: fatal[json.too-large]"), "{run:?}");
    Ok(())
}

#[test]
fn patterns_name_files() -> Tested {
    let folder = folder("patterns")?;
    fs::create_dir_all(folder.join("in/below"))?;
    for (name, text) in
        [("in/a.json", WRONG), ("in/b.json", VALID), ("in/below/c.json", WRONG), ("in/notes.txt", "x"), ("out.csv", "")]
    {
        fs::write(folder.join(name), text)?;
    }
    fs::write(folder.join("in/d.zip"), zip(&[("e.json", WRONG.into())])?)?;
    let check = |arguments: &[&str]| -> Result<Ran> {
        super::ran(command_in(&folder, &[&["check", "--ungrouped"][..], arguments].concat()), b"")
    };
    for (pattern, expected) in [
        ("in/*.json", &["in/a.json:2:"][..]),
        ("in/**/*.json", &["in/a.json:2:", "in/below/c.json:2:"]),
        ("./in/*", &["in/a.json:2:", "in/below/c.json:2:", "in/d.zip!/e.json:2:", "in/notes.txt:1:"]),
        ("*/{a,b}.json", &["in/a.json:2:"]),
    ] {
        let run = check(&[pattern])?;
        let places: Vec<_> = expected.iter().map(|place| run.out.find(place)).collect();
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{pattern}: {run:?}");
        assert_eq!(run.out.matches("error[").count() + run.out.matches("fatal[").count(), expected.len(), "{run:?}");
    }
    // As in a folder, other JSON files are skipped. If nothing is left, the pattern is wrong.
    fs::create_dir(folder.join("other"))?;
    fs::write(folder.join("other/package.json"), "{\"name\": \"x\"}")?;
    let mixed = check(&["*/{b,package}.json"])?;
    assert!(mixed.code == Some(0) && mixed.out.contains("1 document: 1 accepted"), "{mixed:?}");
    assert!(mixed.out.contains("1 file without `kind` skipped"), "{mixed:?}");
    let other = check(&["other/*.json"])?;
    assert!(other.code == Some(3) && other.err.contains("other/*.json: no document matches the pattern"), "{other:?}");
    let none = check(&["in/*.xml", "in/b.json"])?;
    assert!(none.code == Some(3) && none.err.contains("in/*.xml: no file matches the pattern"), "{none:?}");
    assert!(none.out.contains("1 accepted"), "{none:?}");
    // The output file of an earlier run is not an input.
    let own = check(&["*.csv", "in/b.json", "--format", "csv", "--out", "out.csv", "--list-skipped"])?;
    assert!(own.code == Some(0) && own.err.contains("out.csv: skipped"), "{own:?}");
    // A copy never replaces a file that a pattern names.
    let copies = check(&["in/*.json", "--fix", "--copies", "in"])?;
    assert!(copies.code == Some(3) && copies.err.contains("a checked file is not overwritten"), "{copies:?}");
    // A policy excludes entries by their names.
    fs::write(folder.join("tongbiao.toml"), "exclude = [\"in/d.zip!/**\", \"in/a.json\"]\n")?;
    let excluded = check(&["in"])?;
    assert!(excluded.out.contains("2 documents:") && excluded.out.contains("2 files excluded"), "{excluded:?}");
    Ok(())
}

/// A zip archive with names in the encoding of older programs: the flag of UTF-8 is not set.
fn zip_with(names: &[&[u8]], bytes: &[u8]) -> Result<Vec<u8>> {
    // Names of the same length in ASCII, which are then replaced in both lists of the archive.
    let ascii: Vec<String> =
        names.iter().enumerate().map(|(number, name)| format!("{number}{}", "q".repeat(name.len() - 1))).collect();
    let files: Vec<_> = ascii.iter().map(|name| (name.as_str(), bytes.to_vec())).collect();
    let mut archive = zip(&files)?;
    for (ascii, name) in ascii.iter().zip(names) {
        let mut found = 0;
        for start in 0..archive.len().saturating_sub(ascii.len()) {
            let place = archive.get_mut(start..start + ascii.len()).ok_or("place")?;
            if place == ascii.as_bytes() {
                place.copy_from_slice(name);
                found += 1;
            }
        }
        assert_eq!(found, 2, "{ascii}");
    }
    Ok(archive)
}

#[test]
fn names_in_gbk_are_read() -> Tested {
    let folder = folder("gbk")?;
    // \u{60a3}\u{513f}, \u{7968}\u{636e} in GBK; bytes that are in no encoding.
    let names: [&[u8]; 4] = [
        b"\xbb\xbc\xb6\xf9/\xc6\xb1\xbe\xdd-01.json",
        b"\xbb\xbc\xb6\xf9/\xc6\xb1\xbe\xdd-2.ndjson",
        "\u{60a3}\u{513f}-333.json".as_bytes(),
        b"\xff\xff\xff-4444-4444-4444.json",
    ];
    let path = folder.join("a.zip");
    fs::write(&path, zip_with(&names, WRONG.replace('\n', "").as_bytes())?)?;
    let run = tool(&["check", &path.display().to_string(), "--format", "one-line"])?;
    let shown: Vec<&str> = run.out.lines().filter_map(|line| line.split("a.zip!/").nth(1)?.split(':').next()).collect();
    let expected = [
        "\u{60a3}\u{513f}/\u{7968}\u{636e}-01.json",
        "\u{60a3}\u{513f}/\u{7968}\u{636e}-2.ndjson",
        "\u{60a3}\u{513f}-333.json",
        "\\xff\\xff\\xff-4444-4444-4444.json",
    ];
    assert!(expected.iter().all(|name| shown.contains(name)), "{shown:?}");
    assert_eq!(run.err.matches("read as GBK").count(), 1, "{}", run.err);
    assert_eq!(run.code, Some(1), "an assumed name is no error");
    let zh = tool(&["check", &path.display().to_string(), "--format", "one-line", "--lang", "zh"])?;
    assert!(zh.err.contains("已按 GBK 读取"), "{}", zh.err);
    let quiet = tool(&["check", &path.display().to_string(), "--format", "one-line", "--quiet"])?;
    assert_eq!(quiet.err, "");
    Ok(())
}

#[test]
fn the_standard_input_may_be_compressed() -> Tested {
    let line = |text: &str| text.replace('\n', "");
    let lines = format!("{}\n{}\n{}\n", line(VALID), line(WRONG), line(DOUBTFUL));
    let of = |input: &[u8], ndjson: bool| {
        let arguments: &[&str] = if ndjson { &["check", "-", "--ndjson"] } else { &["check", "-"] };
        tool_with(arguments, input)
    };
    for (text, ndjson) in [(WRONG, false), (lines.as_str(), true), ("", false), ("", true), ("P", false), ("(", true)] {
        let plain = of(text.as_bytes(), ndjson)?;
        for packed in [gzip(text.as_bytes())?, zstd(text.as_bytes())] {
            let run = of(&packed, ndjson)?;
            assert_eq!((run.code, &run.out, &run.err), (plain.code, &plain.out, &plain.err), "{text}");
        }
        assert!(!plain.err.contains("damaged"), "{plain:?}");
    }
    // Cut.
    let (gzipped, zstandard) = (gzip(lines.as_bytes())?, zstd(lines.as_bytes()));
    for packed in [&gzipped, &zstandard] {
        for cut in [5, packed.len() / 2, packed.len() - 1] {
            let run = of(packed.get(..cut).unwrap_or_default(), true)?;
            assert!(
                run.code == Some(3) && run.err.contains("<stdin>: compressed, and damaged or incomplete"),
                "{cut}: {run:?}"
            );
        }
    }
    // A text that expands above the limit of a document is not kept.
    let run = of(&gzip(&vec![b' '; 20 * 1024 * 1024])?, true)?;
    assert!(run.code == Some(3) && run.out.contains("fatal[json.too-large]"), "{run:?}");
    // A zip archive is no stream; an empty one begins otherwise.
    for archive in [zip(&[("a.json", VALID.as_bytes().to_vec())])?, zip(&[])?] {
        for arguments in [&["check", "-"][..], &["check", "-", "--ndjson"], &["lint", "-"], &["explain", "-"]] {
            let run = tool_with(arguments, &archive)?;
            assert!(
                run.code == Some(3) && run.err.contains("a zip archive, which cannot be read"),
                "{arguments:?}: {run:?}"
            );
        }
    }
    // Other commands.
    let application = support::read("cases/a-heart-surgery/application.json")?;
    let heart = "cases/programmes/angel-sunshine-heart.json";
    for arguments in [&["adjudicate", "-", heart][..], &["match", "-", "--programmes", heart]] {
        let plain = tool_with(arguments, &application)?;
        assert_eq!(plain.code, Some(0), "{}", plain.err);
        for packed in [gzip(application.as_bytes())?, zstd(application.as_bytes())] {
            let run = tool_with(arguments, packed)?;
            assert!(run.code == Some(0) && run.out.len() == plain.out.len(), "{arguments:?}: {}", run.err);
        }
    }
    let copies = folder("stdin-copies")?.display().to_string();
    let run = tool_with(&["check", "-", "--fix", "--copies", &copies], &gzipped)?;
    assert!(run.code == Some(2) && run.err.contains("--fix cannot be used with the standard input"), "{run:?}");
    Ok(())
}
