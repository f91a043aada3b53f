//! The file of the progress of a run.

use crate::{language::Said, position::Position};
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{self, ErrorKind, Write},
    path::Path,
};

/// The version of the format.
const VERSION: &str = "1";

/// The progress of a run.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Progress {
    /// The options, with digests of their values.
    pub(super) options: BTreeMap<String, String>,
    /// The last document whose result is in the output.
    pub(super) position: Position,
    /// The length of the output up to it.
    pub(super) length: u64,
    /// The digest of this part of the output.
    pub(super) digest: String,
    /// The state of the run.
    pub(super) state: Value,
}

impl Progress {
    /// Reads the progress; none if there is no such file.
    pub(super) fn read(path: &Path) -> Result<Option<Self>, Said> {
        let text = match fs::read(path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(_) => return Err(damaged()),
        };
        let json: Value = serde_json::from_slice(&text).map_err(|_| damaged())?;
        Self::of_json(&json).map(Some).ok_or_else(damaged)
    }

    fn of_json(json: &Value) -> Option<Self> {
        if json.get("tongbiaoProgress")?.as_str()? != VERSION {
            return None;
        }
        let options = json.get("options")?.as_object()?.iter();
        let options = options.map(|(name, digest)| Some((name.clone(), digest.as_str()?.to_owned())));
        Some(Self {
            options: options.collect::<Option<_>>()?,
            position: Position::of_json(json.get("position")?)?,
            length: json.get("length")?.as_u64()?,
            digest: json.get("digest")?.as_str()?.to_owned(),
            state: json.get("state")?.clone(),
        })
    }

    /// Writes the progress to a new file, which then takes the place of the old one. Only the run that has locked the output does this.
    pub(super) fn write(&self, path: &Path) -> io::Result<()> {
        let Self { options, position, length, digest, state } = self;
        let json = json!({"tongbiaoProgress": VERSION, "options": options, "position": position.to_json(),
            "length": length, "digest": digest, "state": state});
        let new = path.with_extension("tongbiao-progress-new");
        let mut file = File::create(&new)?;
        file.write_all(json.to_string().as_bytes())?;
        file.sync_data()?;
        fs::rename(&new, path)
    }
}

/// The message for a progress that cannot be read.
pub(super) fn damaged() -> Said {
    Said::new(
        "运行进度的记录无法读取，不能继续；请不加 --resume 重新运行",
        "the record of the progress cannot be read; run the command without --resume to begin again",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_is_written_and_read() -> Result<(), Box<dyn std::error::Error>> {
        let path = std::env::temp_dir().join(format!(".tongbiao-progress-{}.tongbiao-progress", std::process::id()));
        let name = "a!/b.json".to_owned();
        let position = Position { file: 3, name, line: Some(7), is_checked: true, is_named: false, is_left: true };
        let options = BTreeMap::from([("--detail".to_owned(), "ab".to_owned())]);
        let state = json!([1, {"a": null}]);
        let progress = Progress { options, position, length: 12, digest: "cd".to_owned(), state };
        assert_eq!(Progress::read(&path), Ok(None));
        progress.write(&path)?;
        assert_eq!(Progress::read(&path), Ok(Some(progress)));
        let text = fs::read_to_string(&path)?;
        // A text that was cut, of another version, or with another type is refused.
        let (version, length) = (text.replace("\"1\"", "\"2\""), text.replace(":12", ":\"12\""));
        for damaged in [text.get(..text.len() / 2).unwrap_or_default(), "", "{}", &version, &length] {
            assert_ne!(damaged, text);
            fs::write(&path, damaged)?;
            assert!(Progress::read(&path).is_err(), "{damaged}");
        }
        Ok(fs::remove_file(&path)?)
    }
}
