//! The tables of characters, with the place of each character, made on first use.

use super::table;
use std::sync::LazyLock;

/// The forms of one character.
pub(super) static VARIANTS: LazyLock<Groups> = LazyLock::new(|| Groups::of(table::VARIANTS));
/// Characters that look alike.
pub(super) static ALIKE: LazyLock<Groups> = LazyLock::new(|| Groups::of(table::ALIKE));
/// Characters of one reading, without tone.
pub(super) static SOUNDS: LazyLock<Groups> = LazyLock::new(|| Groups::of(table::SOUNDS));

/// Groups of Chinese characters.
pub(super) struct Groups {
    groups: Vec<&'static str>,
    /// A character and the index of a group that contains it, sorted.
    places: Vec<(char, usize)>,
}

impl Groups {
    /// The groups of a text, separated by blanks. The letters before the members of a reading are no members.
    fn of(text: &'static str) -> Self {
        let groups: Vec<&'static str> = text.split(' ').collect();
        let members = groups.iter().enumerate().flat_map(|(group, text)| text.chars().map(move |c| (c, group)));
        let mut places: Vec<(char, usize)> = members.filter(|(c, _)| !c.is_ascii()).collect();
        places.sort_unstable();
        Self { groups, places }
    }

    /// The groups that contain a character, by their indices in ascending order.
    pub(super) fn containing(&self, c: char) -> impl Iterator<Item = usize> {
        let start = self.places.partition_point(|(other, _)| *other < c);
        let own = self.places.get(start..).unwrap_or_default().iter();
        own.take_while(move |(other, _)| *other == c).map(|(_, group)| *group)
    }

    /// The members of a group.
    pub(super) fn members(&self, group: usize) -> impl Iterator<Item = char> {
        self.groups.get(group).copied().unwrap_or_default().chars().filter(|c| !c.is_ascii())
    }

    /// The members of the first group that contains a character; none if no group does.
    pub(super) fn with(&self, c: char) -> impl Iterator<Item = char> {
        self.containing(c).take(1).flat_map(|group| self.members(group))
    }

    /// Whether the first group that contains a character contains another one too.
    pub(super) fn are_together(&self, a: char, b: char) -> bool {
        self.containing(a).take(1).any(|group| self.containing(b).any(|other| other == group))
    }
}
