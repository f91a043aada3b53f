//! SARIF, by its own schema, and as code scanning uses it.

use super::{
    DOUBTFUL, VALID, WRONG, documents, reported,
    support::{self, Result, Tested},
    tool, tool_with,
};
use serde_json::Value;
use std::{collections::BTreeMap, fs};

/// The log of a run, after it was validated.
fn log(arguments: &[&str]) -> Result<Value> {
    let (_, out, _) = tool(&[&["check", "--format", "sarif"], arguments].concat())?;
    valid(&out)
}

pub(crate) fn valid(out: &str) -> Result<Value> {
    // This pattern of the schema has a bracket too many. The text of the standard gives the pattern that replaces it.
    let (malformed, stated) = ("^[a-zA-Z]{2}|^[a-zA-Z]{2}-[a-zA-Z]{2}]?$", "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$");
    let schema = include_str!("sarif-schema-2.1.0.json").replace(malformed, stated);
    let schema: Value = serde_json::from_str(&schema)?;
    let validator = jsonschema::options().should_validate_formats(true).build(&schema)?;
    let log: Value = serde_json::from_str(out)?;
    let errors: Vec<_> = validator.iter_errors(&log).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    Ok(log)
}

fn text<'a>(value: &'a Value, pointer: &str) -> &'a str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
}

fn list<'a>(value: &'a Value, pointer: &str) -> &'a [Value] {
    value.pointer(pointer).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// A path after its escapes are replaced.
fn path(uri: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = uri.strip_prefix("file://").unwrap_or(uri).bytes();
    while let Some(byte) = rest.next() {
        let escaped = (byte == b'%').then(|| [rest.next(), rest.next()]);
        let hex = escaped.map(|digits| digits.into_iter().flatten().map(char::from).collect::<String>());
        bytes.push(hex.and_then(|hex| u8::from_str_radix(&hex, 16).ok()).unwrap_or(byte));
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[test]
fn each_place_is_a_result() -> Tested {
    let folder = documents("sarif")?.display().to_string();
    let log = log(&[&folder])?;
    let places = reported(&[&folder])?;
    let results = list(&log, "/runs/0/results");
    assert_eq!(results.len(), places.len());
    for (result, (name, line, column, severity, code, pointer)) in results.iter().zip(&places) {
        let location = &result["locations"][0];
        let number = |name: &str| location["physicalLocation"]["region"][name].as_u64();
        assert_eq!(path(text(location, "/physicalLocation/artifactLocation/uri")), *name);
        assert_eq!((number("startLine"), number("startColumn")), (Some(*line), Some(*column)));
        assert!(number("endColumn") > number("startColumn"));
        assert_eq!(text(location, "/logicalLocations/0/fullyQualifiedName"), pointer);
        assert_eq!(text(result, "/ruleId"), code);
        let level = match severity.as_str() {
            "warning" => "warning",
            "info" => "note",
            _ => "error",
        };
        assert_eq!(text(result, "/level"), level);
    }
    Ok(())
}

/// The message of a result, from the message string of its rule and its arguments.
fn message(result: &Value, rules: &[Value]) -> String {
    let rule = result["ruleIndex"].as_u64().and_then(|index| rules.get(usize::try_from(index).unwrap_or(usize::MAX)));
    let rule = rule.unwrap_or(&Value::Null);
    assert_eq!(rule["id"], result["ruleId"]);
    let template = text(rule, &format!("/messageStrings/{}/text", text(result, "/message/id")));
    let arguments = list(result, "/message/arguments").iter().enumerate();
    arguments.fold(template.to_owned(), |text, (i, argument)| {
        text.replace(&format!("{{{i}}}"), argument.as_str().unwrap_or_default())
    })
}

#[test]
fn messages_are_in_both_languages() -> Tested {
    let folder = documents("sarif-languages")?.display().to_string();
    let reports = tool(&["check", &folder, "--format", "ndjson"])?.1;
    let mut expected = [Vec::new(), Vec::new()];
    for line in reports.lines() {
        let report: Value = serde_json::from_str(line)?;
        for finding in list(&report, "/findings") {
            for _ in 0..=list(finding, "/more").len() {
                for (language, texts) in ["en", "zh"].iter().zip(&mut expected) {
                    texts.push(text(finding, &format!("/message/{language}")).to_owned());
                }
            }
        }
    }
    for (language, tag, translated, place) in
        [("en", "en", "zh-CN", 0), ("both", "en", "zh-CN", 0), ("zh", "zh-CN", "en", 1)]
    {
        let log = log(&[&folder, "--lang", language])?;
        let run = &log["runs"][0];
        assert_eq!(text(run, "/language"), tag);
        assert_eq!(text(run, "/translations/0/language"), translated);
        let rules = list(run, "/tool/driver/rules");
        let translations = list(run, "/translations/0/rules");
        let ids = |rules: &[Value]| rules.iter().map(|rule| rule["id"].clone()).collect::<Vec<_>>();
        assert_eq!(ids(rules), ids(translations));
        for rule in rules.iter().chain(translations) {
            for pointer in ["/shortDescription/text", "/fullDescription/text", "/help/text"] {
                assert!(!text(rule, pointer).is_empty(), "{rule}");
            }
        }
        let results = list(run, "/results");
        let [first, second] = if place == 0 { &expected } else { &[expected[1].clone(), expected[0].clone()] };
        for (result, (first, second)) in results.iter().zip(first.iter().zip(second)) {
            assert_eq!(text(result, "/message/text"), first);
            assert_eq!((&message(result, rules), &message(result, translations)), (first, second));
        }
        assert_eq!(results.len(), first.len());
    }
    Ok(())
}

fn fingerprints(log: &Value) -> Vec<String> {
    let results = list(log, "/runs/0/results").iter();
    results.map(|result| text(result, "/partialFingerprints/tongbiaoFinding~1v1").to_owned()).collect()
}

#[test]
fn fingerprints_are_unique_and_stay_when_lines_move() -> Tested {
    let folder = documents("sarif-fingerprints")?;
    let shown = folder.display().to_string();
    let before = log(&[&shown])?;
    let mut seen = BTreeMap::new();
    for (result, fingerprint) in list(&before, "/runs/0/results").iter().zip(fingerprints(&before)) {
        let uri = text(result, "/locations/0/physicalLocation/artifactLocation/uri").to_owned();
        assert_eq!(seen.insert((uri, fingerprint), result), None);
    }
    // Lines before the places, and other spaces.
    for entry in fs::read_dir(&folder)? {
        let path = entry?.path();
        let moved = fs::read_to_string(&path)?.replacen('{', "\n\n{  ", 1);
        fs::write(
            &path,
            if path.extension().is_some_and(|e| e == "json") { moved } else { fs::read_to_string(&path)? },
        )?;
    }
    let after = log(&[&shown])?;
    assert_eq!(fingerprints(&before), fingerprints(&after));
    let lines = |log: &Value| {
        let results = list(log, "/runs/0/results").iter();
        results.map(|r| r["locations"][0]["physicalLocation"]["region"]["startLine"].clone()).collect::<Vec<_>>()
    };
    assert_ne!(lines(&before), lines(&after));
    Ok(())
}

#[test]
fn other_files_and_paths_that_are_not_read_are_stated() -> Tested {
    let folder = support::folder("sarif-related")?;
    for name in ["a 1.json", "b.json"] {
        fs::write(folder.join(name), VALID)?;
    }
    let missing = folder.join("missing.json").display().to_string();
    let log = log(&[&folder.display().to_string(), &missing])?;
    let related = &log["runs"][0]["results"][0]["relatedLocations"][0];
    assert!(text(related, "/physicalLocation/artifactLocation/uri").ends_with("/a%201.json"), "{related}");
    let invocation = &log["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    assert!(text(invocation, "/toolExecutionNotifications/0/message/text").contains("file not found"), "{invocation}");
    Ok(())
}

#[test]
fn the_standard_input_and_no_findings_are_valid() -> Tested {
    for (text, results) in [(VALID, 0), (WRONG, 1), ("{", 1)] {
        let log = valid(&tool_with(&["check", "-", "--format", "sarif"], text)?.1)?;
        assert_eq!(list(&log, "/runs/0/results").len(), results);
    }
    Ok(())
}

/// The text after the certain fixes of a log, as an editor applies them.
fn corrected(log: &Value, text: &str) -> Result<String> {
    let mut lines: Vec<Vec<char>> = text.split('\n').map(|line| line.chars().collect()).collect();
    let mut edits = Vec::new();
    for fix in list(log, "/runs/0/results").iter().flat_map(|result| list(result, "/fixes")) {
        if self::text(fix, "/description/text") != "The same value in the spelling of the standard" {
            continue;
        }
        let replacement = &fix["artifactChanges"][0]["replacements"][0];
        let number = |name: &str| {
            let number = replacement["deletedRegion"][name].as_u64().ok_or("number")?;
            Ok::<_, Box<dyn std::error::Error>>(usize::try_from(number)? - 1)
        };
        let new = self::text(replacement, "/insertedContent/text").to_owned();
        edits.push((number("startLine")?, number("startColumn")?, number("endColumn")?, new));
    }
    edits.sort();
    edits.dedup();
    for (line, start, end, new) in edits.into_iter().rev() {
        lines.get_mut(line).ok_or("line")?.splice(start..end, new.chars());
    }
    Ok(lines.iter().map(|line| line.iter().collect::<String>()).collect::<Vec<_>>().join("\n"))
}

#[test]
fn certain_fixes_are_those_of_the_option() -> Tested {
    let folder = support::folder("sarif-fixes")?;
    let one = "{\"kind\":\"receipt\",\"standard\":\"1.0\",\n  \"receiptKind\":\"Legacy\",\r\n\t\"payerName\":\" 童童 \", \"number\":               {\"form\":\"legacy\",\"number\":\"00012345678\"},\"totalAmount\":3200.5}";
    let lines = format!("{}\n{}\n", VALID.replace('\n', ""), one.replace(['\n', '\r', '\t'], ""));
    for (name, text) in [("one.json", one), ("lines.ndjson", lines.as_str())] {
        let (file, copies) = (folder.join(name), folder.join("copies"));
        fs::write(&file, text)?;
        let (shown, copies_shown) = (file.display().to_string(), copies.display().to_string());
        tool(&["check", &shown, "--fix", "--copies", &copies_shown])?;
        let expected = fs::read_to_string(copies.join(name))?;
        assert!(expected.contains("\"3200.50\"") && expected.contains("\"童童\""), "{expected}");
        let log = log(&[&shown, "--show-values"])?;
        assert_eq!(corrected(&log, text)?, expected, "{name}");
        // Without the option, no private value is in a fix.
        let log = self::log(&[&shown])?;
        let out = log.to_string();
        assert!(!out.contains("3200.50") && !out.contains("童童"), "{out}");
        assert!(corrected(&log, text)?.contains("\"legacy\",") && !text.contains("receiptKind\":\"legacy\"}"), "{out}");
    }
    // A suggestion is a fix with another description.
    let log =
        valid(&tool_with(&["check", "-", "--format", "sarif"], VALID.replace("\"legacy\",\n", "\"legacx\",\n"))?.1)?;
    let results = list(&log, "/runs/0/results");
    let of = results.iter().find(|result| !list(result, "/fixes").is_empty()).ok_or("no fix")?;
    assert_eq!(text(of, "/fixes/0/description/text"), "A suggested value; a person must confirm it", "{of}");
    Ok(())
}

#[test]
fn the_baseline_gives_a_state() -> Tested {
    let folder = support::folder("sarif-baseline")?;
    let (known, policy) =
        (folder.join("known.json").display().to_string(), folder.join("policy.toml").display().to_string());
    let file = folder.join("a.ndjson");
    let doubtful = DOUBTFUL.replace('\n', "");
    fs::write(&file, format!("{doubtful}\n{}\n", WRONG.replace('\n', "")))?;
    let shown = file.display().to_string();
    let written = log(&[&shown, "--no-policy", "--write-baseline", &known])?;
    let states = |log: &Value| {
        let results = list(log, "/runs/0/results").iter();
        results
            .map(|result| (text(result, "/ruleId").to_owned(), text(result, "/baselineState").to_owned()))
            .collect::<Vec<_>>()
    };
    // Without a baseline there is nothing to compare with, also in the run that writes one.
    for log in [&written, &log(&[&shown, "--no-policy"])?] {
        assert!(states(log).len() == 2 && states(log).iter().all(|(_, state)| state.is_empty()), "{log}");
    }
    fs::write(&policy, "baseline = \"known.json\"\n")?;
    // The same finding once more is new, and so is an error that no baseline may contain.
    fs::write(&file, format!("{doubtful}\n{}\n{doubtful}\n", WRONG.replace('\n', "")))?;
    let log = log(&[&shown, "--policy", &policy, "--each-alone"])?;
    let expected = [
        ("receipt.capitals-unreadable", "unchanged"),
        ("receipt.capitals-mismatch", "new"),
        ("receipt.capitals-unreadable", "new"),
    ];
    assert_eq!(states(&log), expected.map(|(code, state)| (code.to_owned(), state.to_owned())));
    let first = &log["runs"][0]["results"][0];
    assert_eq!(list(first, "/suppressions").len(), 1, "{first}");
    // A known finding that no longer occurs is absent, if its file is examined.
    fs::write(&policy, "")?;
    fs::write(&file, [doubtful.as_str(); 3].join("\n"))?;
    self::log(&[&shown, "--policy", &policy, "--each-alone", "--write-baseline", &known])?;
    let key = |log: &Value| {
        let results = list(log, "/runs/0/results").iter();
        let fingerprint = |result: &Value| text(result, "/partialFingerprints/primaryLocationLineHash").to_owned();
        results
            .map(|result| (text(result, "/baselineState").to_owned(), fingerprint(result)))
            .collect::<BTreeMap<_, _>>()
    };
    fs::write(&policy, "baseline = \"known.json\"\n")?;
    let before = valid(&tool(&["check", &shown, "--policy", &policy, "--each-alone", "--format", "sarif"])?.1)?;
    fs::write(&file, &doubtful)?;
    let after = valid(&tool(&["check", &shown, "--policy", &policy, "--each-alone", "--format", "sarif"])?.1)?;
    let expected =
        ["unchanged", "absent", "absent"].map(|state| ("receipt.capitals-unreadable".to_owned(), state.to_owned()));
    assert_eq!(states(&after), expected);
    // The last of the equal findings is known by the same fingerprint in both runs.
    assert_eq!(key(&before).get("unchanged"), key(&after).get("absent"));
    let uri = |result: &Value| text(result, "/locations/0/physicalLocation/artifactLocation/uri").to_owned();
    let results = list(&after, "/runs/0/results");
    assert_eq!(uri(&results[0]), uri(&results[2]));
    let other = folder.join("b.json").display().to_string();
    fs::write(&other, VALID)?;
    let elsewhere = valid(&tool(&["check", &other, "--policy", &policy, "--format", "sarif"])?.1)?;
    assert_eq!(states(&elsewhere), []);
    // A suppression hides it; it still occurs.
    let suppression = "[[suppressions]]\ncode = \"receipt.capitals-unreadable\"\nreason = \"x\"\n";
    fs::write(&policy, format!("baseline = \"known.json\"\n{suppression}"))?;
    fs::write(&file, [doubtful.as_str(); 3].join("\n"))?;
    let hidden = valid(&tool(&["check", &shown, "--policy", &policy, "--each-alone", "--format", "sarif"])?.1)?;
    assert!(states(&hidden).iter().all(|(_, state)| state != "absent"), "{hidden}");
    Ok(())
}
