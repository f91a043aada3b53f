//! Versions of the standard, and the increase that a change requires.

use std::{fmt, str::FromStr};

/// A version: `1.0`, or `1.0.2` if only texts were changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    /// Increased if documents that were accepted are refused.
    pub major: u32,
    /// Increased if more documents are accepted than before.
    pub minor: u32,
    /// Increased if the same documents are accepted.
    pub patch: u32,
}

/// The error for a text that is not a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a version such as 1.0 or 1.0.2")]
pub struct NotAVersion;

impl FromStr for Version {
    type Err = NotAVersion;

    fn from_str(text: &str) -> Result<Self, NotAVersion> {
        let number = |part: &str| {
            let plain = part.bytes().all(|b| b.is_ascii_digit()) && (part == "0" || !part.starts_with('0'));
            part.parse().ok().filter(|_| plain).ok_or(NotAVersion)
        };
        let parts: Vec<u32> = text.split('.').map(number).collect::<Result<_, _>>()?;
        match parts[..] {
            [major, minor] => Ok(Self { major, minor, patch: 0 }),
            [major, minor, patch] => Ok(Self { major, minor, patch }),
            _ => Err(NotAVersion),
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { major, minor, patch } = self;
        match patch {
            0 => write!(f, "{major}.{minor}"),
            _ => write!(f, "{major}.{minor}.{patch}"),
        }
    }
}

/// The increase from one version to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Increase {
    /// An earlier version.
    Back,
    /// The same version, or a higher patch.
    Patch,
    /// A higher minor version.
    Minor,
    /// A higher major version.
    Major,
}

impl Increase {
    /// From one version to another.
    pub fn between(old: Version, new: Version) -> Self {
        match () {
            () if new < old => Self::Back,
            () if new.major > old.major => Self::Major,
            () if new.minor > old.minor => Self::Minor,
            () => Self::Patch,
        }
    }

    /// The name of the increase.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Back => "back",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_and_compared() {
        for (old, new, expected) in [
            ("1.0", "1.0", Some(Increase::Patch)),
            ("1.0", "1.0.1", Some(Increase::Patch)),
            ("1.0.3", "1.1", Some(Increase::Minor)),
            ("1.9", "1.10", Some(Increase::Minor)),
            ("1.9", "2.0", Some(Increase::Major)),
            ("1.1", "1.0.9", Some(Increase::Back)),
            ("1", "1.0", None),
            ("1.0", "01.0", None),
            ("1.0", "1.0.0.0", None),
            ("1.0", "1.+1", None),
            ("1.0", "99999999999.0", None),
        ] {
            let versions = old.parse().and_then(|old| Ok((old, new.parse()?)));
            assert_eq!(versions.ok().map(|(old, new)| Increase::between(old, new)), expected, "{old} to {new}");
        }
        assert_eq!("1.2.0".parse::<Version>().map(|version| version.to_string()), Ok("1.2".to_owned()));
    }
}
