//! Annotations of GitHub Actions, read as the runner reads them.

use super::{documents, reported, support::Tested, tool};
use std::collections::BTreeMap;

/// A workflow command: its name, its properties and its message, as the runner reads them.
type Command = (String, BTreeMap<String, String>, String);

/// Reads a line as the runner does: the properties end at the next two colons, and escapes are replaced afterwards.
fn command(line: &str) -> Option<Command> {
    let (head, message) = line.strip_prefix("::")?.split_once("::")?;
    let (name, properties) = head.split_once(' ')?;
    let plain = |text: &str| text.replace("%0D", "\r").replace("%0A", "\n");
    let property = |text: &str| plain(text).replace("%3A", ":").replace("%2C", ",").replace("%25", "%");
    let mut read = BTreeMap::new();
    for pair in properties.split(',') {
        let (name, value) = pair.split_once('=')?;
        read.insert(name.to_owned(), property(value));
    }
    Some((name.to_owned(), read, plain(message).replace("%25", "%")))
}

#[test]
fn each_place_is_an_annotation() -> Tested {
    let folder = documents("github")?.display().to_string();
    let missing = format!("{folder}/missing,.json");
    let (_, out, _) = tool(&["check", &folder, &missing, "--format", "github"])?;
    let commands = out.lines().map(|line| command(line).ok_or(line)).collect::<Result<Vec<_>, _>>()?;
    let places = reported(&[&folder])?;
    assert_eq!(commands.len(), places.len() + 1, "{out}");
    for ((command, properties, message), (name, line, column, severity, code, pointer)) in commands.iter().zip(&places)
    {
        let expected = match severity.as_str() {
            "warning" => "warning",
            "info" => "notice",
            _ => "error",
        };
        assert_eq!(command, expected);
        let [line, column] = [line, column].map(u64::to_string);
        let stated = ["file", "line", "col", "title"].map(|name| properties.get(name).map_or("", String::as_str));
        assert_eq!(stated, [name.as_str(), &line, &column, code], "{message}");
        assert!(properties["endColumn"].parse::<u64>()? >= properties["col"].parse()?);
        assert!(message.contains(pointer.as_str()) && message.contains('\n'), "{message}");
    }
    let (command, _, message) = commands.last().ok_or("no command")?;
    assert!(command == "error" && message.contains("missing,.json: file not found"), "{message}");
    Ok(())
}

#[test]
fn the_standard_input_has_no_file() -> Tested {
    let (_, out, _) = super::tool_with(&["check", "-", "--format", "github"], super::WRONG)?;
    let (_, properties, _) = command(out.lines().next().unwrap_or_default()).ok_or("command")?;
    assert!(!properties.contains_key("file") && properties["line"] == "2", "{out}");
    Ok(())
}
